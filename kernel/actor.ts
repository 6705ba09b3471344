import type { GridId, PersonId, PlaceId, PostId, SessionId, SystemId, TenantId } from './contract/ids.ts'
import type { Role } from './contract/roles.ts'

/** Why somebody acts for a post: holds it, stands in for its absent holder, or it fell to the post below which is empty. */
export type ActingHow = 'own' | 'stand_in' | 'upward'

/** A post for which the actor answers at this instant. */
export interface ActingPost {
  readonly postId: PostId
  readonly role: Role
  readonly placeId: PlaceId
  /** Materialised path of the place, `/1/7/42/`; everything below begins with it. */
  readonly placePath: string
  /** Set where the post answers for a grid rather than for a whole place. */
  readonly gridId: GridId | null
  readonly how: ActingHow
}

/**
 * The posts that somebody mans: holds, or stands in for. Who answers for an empty post below as well is none
 * of that unit.
 */
export const mannedPosts = (posts: readonly ActingPost[]): PostId[] =>
  posts.flatMap(({ postId, how }) => (how === 'upward' ? [] : [postId]))

/** Who is asking. `posts` is empty for a resident. */
export interface Actor {
  readonly tenantId: TenantId
  readonly personId: PersonId
  readonly sessionId: SessionId
  readonly name: string
  readonly posts: readonly ActingPost[]
}

/** The actor's roles; everybody who signed in is a resident as well. */
export function rolesOf(actor: Actor): ReadonlySet<Role> {
  return new Set<Role>(['resident', ...actor.posts.map((post) => post.role)])
}

/** Who did it, as the ledger keeps it: ids only, never names. */
export interface EventActor {
  readonly personId: PersonId | null
  readonly postId: PostId | null
  readonly via: 'desk' | 'pocket' | 'receipt' | 'system' | 'import' | 'demo' | 'api'
  /** The system of others that did it, through the signed door (docs/incoming.md). */
  readonly systemId?: SystemId
}

export const systemActor: EventActor = { personId: null, postId: null, via: 'system' }
