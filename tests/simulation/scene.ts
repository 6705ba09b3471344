import type { MatterId, PostId } from '../../kernel/contract/ids.ts'
import type { Chance } from '../fuzz/chance.ts'
import type { Caller } from './caller.ts'
import type { Visitors, Ward } from './ward.ts'

/** What everybody in the simulation acts with. */
export interface Scene {
  readonly wards: readonly Ward[]
  readonly chance: Chance
  readonly caller: Caller
  readonly visitors: Visitors
  /** A picture as a phone sends it. */
  readonly picture: { readonly type: string; readonly content: Buffer }
  /** What somebody was shown as the holder of a post, to be held against the rules of scope. */
  readonly shown: { readonly postId: PostId; readonly matterId: MatterId }[]
  /** A promise was broken. */
  breaks(what: string): void
}
