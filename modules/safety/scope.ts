import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor, EventActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import { forbidden } from '../../kernel/contract/errors.ts'
import type { GridId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { keepers, placeReaders, safetyReaders, walkers } from './roles.ts'

export type Condition = RawBuilder<boolean>
type Column = RawBuilder<unknown>

/** In whose name something is written, and when. */
export interface Writing {
  readonly tenantId: TenantId
  readonly by: EventActor
  readonly at: Date
}

/** Who looks, and when. */
export interface Seeing {
  readonly tenantId: TenantId
  readonly actor: Actor
  readonly at: Date
}

/** Who does it and when. */
export interface Doing extends Writing, Seeing {
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

const withRole = ({ posts }: Pick<Actor, 'posts'>, roles: readonly Role[]): ActingPost[] =>
  posts.filter(({ role }) => roles.includes(role))

const below = (path: Column, { placePath }: ActingPost): Condition =>
  sql<boolean>`(${path} >= ${placePath} and ${path} < ${`${placePath}:`})`

const anyOf = (branches: readonly Condition[]): Condition =>
  branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`

/** What lies in the places of an actor. */
export const placesSql = (actor: Actor, path: Column): Condition =>
  anyOf(withRole(actor, placeReaders).map((post) => below(path, post)))

/** The grids in which an actor works. */
export const gridsOf = (actor: Actor): GridId[] =>
  withRole(actor, ['grid_worker']).flatMap(({ gridId }) => gridId ?? [])

/** What lies in the places or the grids of an actor. */
export function areaSql(actor: Actor, path: Column, grid: Column): Condition {
  const grids = gridsOf(actor)
  return anyOf([placesSql(actor, path), ...(grids.length > 0 ? [sql<boolean>`${grid} = any(${grids}::uuid[])`] : [])])
}

const readingPosts = (actor: Actor): PostId[] => withRole(actor, safetyReaders).map(({ postId }) => postId)

/** The points `p` that an actor sees: of their area, and those of routes that their posts hold. */
export const pointScopeSql = (actor: Actor): Condition =>
  anyOf([
    areaSql(actor, sql`p.place_path`, sql`p.grid_id`),
    sql<boolean>`exists (select from safety.routes h where h.tenant_id = p.tenant_id and h.to_on is null
      and p.id = any(h.point_ids) and h.holder_post_id = any(${readingPosts(actor)}::uuid[]))`,
  ])

/** The routes `r` that an actor sees: of their area, and those that their posts hold. */
export const routeScopeSql = (actor: Actor): Condition =>
  anyOf([
    areaSql(actor, sql`r.place_path`, sql`r.grid_id`),
    sql<boolean>`r.holder_post_id = any(${readingPosts(actor)}::uuid[])`,
  ])

/** The campaigns `c` that an actor sees: of their places, and those under whose place their own lies. */
export const campaignScopeSql = (actor: Actor): Condition =>
  anyOf(
    withRole(actor, [...placeReaders, 'grid_worker']).map(
      (post) =>
        sql<boolean>`(starts_with(c.place_path, ${post.placePath}) or starts_with(${post.placePath}, c.place_path))`,
    ),
  )

/** The post by which a place is kept: the nearest of community and street; null when none. */
export function keepingPost({ posts }: Pick<Actor, 'posts'>, path: string): PostId | null {
  const fitting = withRole({ posts }, keepers).filter(({ placePath }) => path.startsWith(placePath))
  return fitting.toSorted((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
}

/** Refuses who may see but not keep. @returns the doing in the name of the post */
export function keeping(doing: Doing, path: string): Doing {
  const postId = keepingPost(doing.actor, path) ?? forbidden()
  return { ...doing, by: { ...doing.by, postId } }
}

interface Where {
  readonly place_path: string
  readonly grid_id: GridId | null
}

/** The post by which somebody works in a place: their grid's, the nearest of their places', else null. */
export function workingPost(actor: Actor, { place_path, grid_id }: Where): PostId | null {
  const inGrid = withRole(actor, ['grid_worker']).find(({ gridId }) => gridId !== null && gridId === grid_id)
  const inPlace = withRole(actor, placeReaders)
    .filter(({ role, placePath }) => walkers.some((one) => one === role) && place_path.startsWith(placePath))
    .toSorted((a, b) => b.placePath.length - a.placePath.length)
  return inGrid?.postId ?? inPlace[0]?.postId ?? null
}

/** The post by which somebody walks a route: the holder's (own, or acted for), else that which keeps the place. */
export const walkingPost = (
  actor: Actor,
  route: { readonly holder_post_id: PostId; readonly place_path: string },
): PostId | null =>
  actor.posts.find(({ postId }) => postId === route.holder_post_id)?.postId ?? keepingPost(actor, route.place_path)
