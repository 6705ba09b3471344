import { fail } from '../../../kernel/contract/errors.ts'
import type { PostId } from '../../../kernel/contract/ids.ts'
import type { Step } from '../effect.ts'
import type { RoutePost } from '../routing.ts'
import { missing } from './needs.ts'

/** Posts that watch or configure: nobody can act on a matter in their name, so none is ever given to them. */
const setApart = ['supervisor', 'administrator']

/** The post that the actor named; it must answer for the place (or serve it) and work on matters. */
export function givenPost(step: Step, postId = step.input.postId): RoutePost {
  if (!postId) return missing('post')
  const post = step.around.posts.find((known) => known.postId === postId)
  if (!post || setApart.includes(post.role))
    fail(
      'invalid',
      'matters.post_elsewhere',
      { zh: '这个岗位不负责该地点', en: 'That post does not answer for this place' },
      [{ path: 'postId', words: { zh: '不负责该地点', en: 'does not answer for this place' } }],
    )
  return post
}

/** A post around the matter by id, e.g. the one that held it before. */
export const postAround = (step: Step, postId: PostId | null): RoutePost | undefined =>
  step.around.posts.find((post) => post.postId === postId)
