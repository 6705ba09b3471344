import type { Actor } from '../../kernel/actor.ts'
import { forbidden } from '../../kernel/contract/errors.ts'
import type { PostId } from '../../kernel/contract/ids.ts'
import { organisers } from './roles.ts'
import type { GatheringRecord } from './tables.ts'

type Placed = Pick<GatheringRecord, 'place_path' | 'post_id'>

/** The post by which an actor may change a gathering: the organising one, or community and street whose place it is in. */
export function managingPost(actor: Actor, gathering: Placed): PostId | null {
  const own = actor.posts.find((post) => post.postId === gathering.post_id)
  if (own) return own.postId
  const above = actor.posts.find(
    (post) => (post.role === 'community' || post.role === 'street') && gathering.place_path.startsWith(post.placePath),
  )
  return above?.postId ?? null
}

/** Refuses who may see but not change. @returns the post in whose name it is done. */
export const allowManaging = (actor: Actor, gathering: Placed): PostId => managingPost(actor, gathering) ?? forbidden()

/** The post that organises at a place: the nearest of the actor's organising posts at it or above. */
export function organisingPost(actor: Actor, placePath: string): PostId | null {
  const fitting = actor.posts.filter(
    (post) => organisers.some((role) => role === post.role) && placePath.startsWith(post.placePath),
  )
  return fitting.sort((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
}
