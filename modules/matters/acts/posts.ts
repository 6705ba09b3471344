import type { PostId } from '../../../kernel/contract/ids.ts'
import type { Step } from '../effect.ts'
import { postHere, type RoutePost } from '../routing.ts'
import type { MatterRecord } from '../tables.ts'
import { missing } from './needs.ts'

/** The post that the actor named; it must answer for the place (or serve it) and work on matters. */
export function givenPost(step: Step, postId = step.input.postId): RoutePost {
  if (!postId) return missing('post')
  return postHere(step.around.posts, postId)
}

/** The grid of a matter that comes back: the one in which its building lies now, whichever it was before. */
export const gridNow = ({ matter, around }: Step): Partial<MatterRecord> =>
  around.gridId === matter.grid_id ? {} : { grid_id: around.gridId }

/** A post around the matter by id, e.g. the one that held it before. */
export const postAround = (step: Step, postId: PostId | null): RoutePost | undefined =>
  step.around.posts.find((post) => post.postId === postId)
