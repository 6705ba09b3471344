import { createHash } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor, EventActor } from '../../kernel/actor.ts'
import type { GridId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { ancestorsOf, gridOf } from '../places/public.ts'
import type { NeighbourEvent } from './events.ts'
import { forbidden, refuseField } from './refusals.ts'
import { neighbourReaders, pairers, teamKeepers } from './roles.ts'

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
  readonly secrets: Secrets
}

export const doingOf = (context: RequestContext & { readonly actor: Actor }): Doing => ({
  tenantId: context.tenantId,
  actor: context.actor,
  by: context.eventActor,
  at: context.clock.now(),
  secrets: context.secrets,
})

/** Where something is: the path of its place, and the grid that answers for it. */
export interface Placed {
  readonly place_path: string
  readonly grid_id: GridId | null
}

const withRole = ({ posts }: Actor, roles: readonly Role[]): ActingPost[] =>
  posts.filter(({ role }) => roles.includes(role))

/** What lies in the area of an actor who reads neighbours, as a condition on a path and a grid. */
export function seenSql(
  actor: Actor,
  path: RawBuilder<unknown>,
  grid: RawBuilder<unknown>,
  roles: readonly Role[] = neighbourReaders,
): Condition {
  const branches = withRole(actor, roles).flatMap((post): Condition[] => {
    if (post.role !== 'grid_worker') return [sql`(${path} >= ${post.placePath} and ${path} < ${`${post.placePath}:`})`]
    return post.gridId ? [sql`${grid} = ${post.gridId}::uuid`] : []
  })
  return branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`
}

/** Teams lie in a community, above the grids: grid workers read those of the community their grid is in. */
export function teamsSeenSql(actor: Actor, path: RawBuilder<unknown>): Condition {
  const branches = withRole(actor, neighbourReaders).map(
    ({ placePath }): Condition => sql`((${path} >= ${placePath} and ${path} < ${`${placePath}:`})
      or starts_with(${placePath}, ${path}))`,
  )
  return branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`
}

function nearest(posts: readonly ActingPost[]): PostId | null {
  return posts.toSorted((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
}

/** The post of these roles in whose area something lies: the nearest; null when none. */
export const postWithin = (actor: Actor, { place_path, grid_id }: Placed, roles: readonly Role[]): PostId | null =>
  nearest(
    withRole(actor, roles).filter((post) =>
      post.role === 'grid_worker'
        ? post.gridId !== null && post.gridId === grid_id
        : place_path.startsWith(post.placePath),
    ),
  )

/** The post by which somebody brings people together there. */
export const pairingPost = (actor: Actor, placed: Placed): PostId | null => postWithin(actor, placed, pairers)

/** The post by which somebody looks after the teams of a place; null when none. */
export const teamPost = (actor: Actor, placePath: string): PostId | null =>
  nearest(withRole(actor, teamKeepers).filter((post) => placePath.startsWith(post.placePath)))

/** Refuses who may see but not bring together. @returns the doing in the name of the post */
export function pairing(doing: Doing, placed: Placed): Doing {
  const postId = pairingPost(doing.actor, placed) ?? forbidden()
  return { ...doing, by: { ...doing.by, postId } }
}

/** The columns that say where something is. Refuses what is no compound, nor in one. */
export async function whereabouts(tx: Tx, { tenantId, at }: Writing, placeId: PlaceId) {
  const up = await ancestorsOf(tx, tenantId, placeId)
  const place = up[0]
  const compound = up.find(({ levelKind }) => levelKind === 'compound')
  if (!place || place.ended || !compound)
    return refuseField('placeId', { zh: '请选小区或楼栋', en: 'Please choose a compound or a building' })
  return {
    place_id: place.id,
    place_path: place.path,
    compound_id: compound.id,
    grid_id: await gridOf(tx, tenantId, placeId, at),
  }
}

/** SHA-256 of words that stand in a row. */
export const hashOf = (words: string): string => createHash('sha256').update(words).digest('hex')

/** Appends to a ledger stream. */
export const write = (tx: Tx, { tenantId, at, by }: Writing, stream: string, type: string, payload: NeighbourEvent) =>
  record(tx, { tenantId, at, actor: by, stream, type, payload })
