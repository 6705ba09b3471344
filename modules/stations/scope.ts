import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor, EventActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { keepers, placeReaders, stationReaders } from './roles.ts'

export type Condition = RawBuilder<boolean>

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

const anyOf = (branches: readonly Condition[]): Condition =>
  branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`

/** Whatever has a place and belongs to a station, if to any: an alias of a table. */
type Alias = 's' | 'h' | 'r' | 'w'

const below = (alias: Alias, { placePath }: ActingPost): Condition =>
  sql`(${sql.ref(`${alias}.place_path`)} >= ${placePath} and ${sql.ref(`${alias}.place_path`)} < ${`${placePath}:`})`

/** The stations that the actor's posts keep, and what belongs to them or lies in their place. */
const ofOwnStation = (alias: Alias, posts: readonly PostId[]): Condition =>
  alias === 's'
    ? sql<boolean>`s.keeper_post_id = any(${[...posts]}::uuid[])`
    : sql<boolean>`exists (select from stations.stations k where k.tenant_id = ${sql.ref(`${alias}.tenant_id`)}
        and k.keeper_post_id = any(${[...posts]}::uuid[])
        and (k.id = ${sql.ref(`${alias}.station_id`)} or starts_with(${sql.ref(`${alias}.place_path`)}, k.place_path)))`

const scope = (actor: Actor, alias: Alias, roles: readonly Role[]): Condition => {
  const own = withRole(actor, stationReaders)
    .filter(({ role }) => role !== 'supervisor')
    .map(({ postId }) => postId)
  return anyOf([
    ...withRole(actor, roles).map((post) => below(alias, post)),
    ...(own.length > 0 ? [ofOwnStation(alias, own)] : []),
  ])
}

/** What staff see: of their places, and what belongs to the station that they keep. */
export const seesSql = (actor: Actor, alias: Alias): Condition => scope(actor, alias, placeReaders)
/** What staff keep. */
export const keepsSql = (actor: Actor, alias: Alias): Condition => scope(actor, alias, keepers)

/** Sharers `h` that the actor is: their own, their firm's, their office's. */
export const isSharerSql = (actor: Actor): Condition => {
  const posts = actor.posts.map(({ postId }) => postId)
  return sql<boolean>`(h.person_id = ${actor.personId} or h.post_id = any(${posts}::uuid[])
    or exists (select from enterprises.members_view m where m.tenant_id = h.tenant_id and m.firm_id = h.firm_id
      and m.person_id = ${actor.personId}))`
}

/** The doing in the name of the post by which something of a place is kept: the nearest of those that fit, else any. */
export function inOffice(doing: Doing, path: string): Doing {
  const fitting = withRole(doing.actor, stationReaders).toSorted((a, b) => b.placePath.length - a.placePath.length)
  const postId = (fitting.find(({ placePath }) => path.startsWith(placePath)) ?? fitting[0])?.postId ?? null
  return { ...doing, by: { ...doing.by, postId } }
}

/** Of who books, wants or thanks the ledger keeps no name and no id: what they did can be forgotten. */
export const unnamed = <D extends Writing>(doing: D): D => ({ ...doing, by: { ...doing.by, personId: null } })
