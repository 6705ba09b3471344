import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor, EventActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import { forbidden } from '../../kernel/contract/errors.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { facilityReaders, placeReaders, registrars } from './roles.ts'

type Condition = RawBuilder<boolean>

/** In whose name something is written, and when. */
export interface Writing {
  readonly tenantId: TenantId
  readonly by: EventActor
  readonly at: Date
}

/** Who does it and when. */
export interface Doing extends Writing {
  readonly actor: Actor
  readonly clock: Clock
  readonly secrets: Secrets
}

export const doingOf = (context: RequestContext & { readonly actor: Actor }): Doing => ({
  tenantId: context.tenantId,
  actor: context.actor,
  by: context.eventActor,
  at: context.clock.now(),
  clock: context.clock,
  secrets: context.secrets,
})

const withRole = ({ posts }: Actor, roles: readonly Role[]): ActingPost[] =>
  posts.filter(({ role }) => roles.includes(role))

const below = (path: RawBuilder<unknown>, { placePath }: ActingPost): Condition =>
  sql`(${path} >= ${placePath} and ${path} < ${`${placePath}:`})`

const anyOf = (branches: readonly Condition[]): Condition =>
  branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`

/** The facilities `f` that an actor sees: of their places, of their grids, and what their posts keep. */
export function facilityScopeSql(actor: Actor): Condition {
  const own = withRole(actor, facilityReaders).map(({ postId }) => postId)
  const grids = withRole(actor, ['grid_worker']).flatMap(({ gridId }) => gridId ?? [])
  return anyOf([
    ...withRole(actor, placeReaders).map((post) => below(sql`f.place_path`, post)),
    ...(grids.length > 0 ? [sql<boolean>`f.grid_id = any(${grids}::uuid[])`] : []),
    ...(own.length > 0 ? [sql<boolean>`f.keeper_post_id = any(${own}::uuid[])`] : []),
  ])
}

/** What lies in the places whose register an actor keeps. */
export const registrarScopeSql = (actor: Actor, path: RawBuilder<unknown>): Condition =>
  anyOf(withRole(actor, registrars).map((post) => below(path, post)))

/** The post by which the register of a place is kept: the nearest of community and street; null when none. */
export function registrarPost(actor: Actor, path: string): PostId | null {
  const fitting = withRole(actor, registrars).filter(({ placePath }) => path.startsWith(placePath))
  return fitting.toSorted((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
}

/** Refuses who may see but not keep the register. @returns the doing in the name of the post */
export function registering(doing: Doing, path: string): Doing {
  const postId = registrarPost(doing.actor, path) ?? forbidden()
  return { ...doing, by: { ...doing.by, postId } }
}

/** The post by which somebody inspects: the keeper's (own, or acted for), else that which keeps the register; null when neither. */
export const inspectingPost = (
  actor: Actor,
  { keeper_post_id, place_path }: { readonly keeper_post_id: PostId; readonly place_path: string },
): PostId | null =>
  actor.posts.find(({ postId }) => postId === keeper_post_id)?.postId ?? registrarPost(actor, place_path)
