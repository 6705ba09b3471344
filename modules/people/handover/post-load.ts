import type { RawBuilder } from 'kysely'
import type { PostId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import { plugInto } from '../../../kernel/plug.ts'
import type { PostLoad } from './contract.ts'

export interface LoadsAsked {
  readonly tenantId: TenantId
  /** A page of posts: 200 at most. */
  readonly postIds: readonly PostId[]
  readonly at: Date
}

/** What a module counts for a post. */
export interface LoadRow {
  readonly postId: PostId
  readonly count: number
  /** Of these, with a clock that runs; and with one that has run out. */
  readonly running: number
  readonly overdue: number
  /** When the next clock runs out. */
  readonly next: Date | null
}

/** One kind of what waits with posts. */
export interface PostLoadKind {
  /** `<module>.<what>` */
  readonly kind: string
  readonly words: Words
  /** A row for each post that has any. */
  readonly rows: (asked: LoadsAsked) => RawBuilder<LoadRow>
}

const kinds: PostLoadKind[] = []

/**
 * Higher tiers say here what of theirs waits with a post and passes with it. What they keep sealed, or count for a person
 * and not for a post, they leave out. @returns takes it back: for tests.
 */
export const registerPostLoad = (kind: PostLoadKind): (() => void) => plugInto(kinds, kind)

/** What waits with each of some posts. */
export async function loadsOf(tx: Tx, asked: LoadsAsked): Promise<ReadonlyMap<PostId, readonly PostLoad[]>> {
  const found = new Map<PostId, PostLoad[]>()
  if (asked.postIds.length === 0) return found
  for (const { kind, words, rows } of kinds)
    for (const { postId, next, ...row } of (await rows(asked).execute(tx)).rows) {
      if (row.count === 0) continue
      const load = { kind, words, ...row, nextDueAt: next?.toISOString() ?? null }
      found.set(postId, [...(found.get(postId) ?? []), load])
    }
  return found
}
