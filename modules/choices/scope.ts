import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor, EventActor } from '../../kernel/actor.ts'
import { forbidden } from '../../kernel/contract/errors.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { ballotTypers, choiceReaders, keepers } from './roles.ts'

type Condition = RawBuilder<boolean>

/** Who does it and when. */
export interface Doing {
  readonly tenantId: TenantId
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
  readonly secrets: Secrets
}

export const doingOf = (context: RequestContext & { readonly actor: Actor }): Doing => ({
  tenantId: context.tenantId,
  actor: context.actor,
  by: context.eventActor,
  at: context.clock.now(),
  secrets: context.secrets,
})

const withRole = ({ posts }: Actor, roles: readonly Role[]): ActingPost[] =>
  posts.filter(({ role }) => roles.includes(role))

const below = (path: RawBuilder<unknown>, { placePath }: ActingPost): Condition =>
  sql`(${path} >= ${placePath} and ${path} < ${`${placePath}:`})`

const anyOf = (branches: readonly Condition[]): Condition =>
  branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`

/** What lies in the places of an actor who reads registers and questions. */
export const readerScopeSql = (actor: Actor, path: RawBuilder<unknown>): Condition =>
  anyOf(withRole(actor, choiceReaders).map((post) => below(path, post)))

/** What lies in the places whose register an actor keeps. */
export const keeperScopeSql = (actor: Actor, path: RawBuilder<unknown>): Condition =>
  anyOf(withRole(actor, keepers).map((post) => below(path, post)))

/** The grids for which an actor takes votes, besides the places whose register they keep. */
export const gridsOf = (actor: Actor) => withRole(actor, ['grid_worker']).flatMap(({ gridId }) => gridId ?? [])

/** Buildings of the actor's grids on a day, as a condition on an array of building ids. */
export const inGridsSql = (actor: Actor, tenantId: TenantId, buildings: RawBuilder<unknown>): Condition =>
  sql`exists (select from places.grid_members_view m where m.tenant_id = ${tenantId} and m.place_id = any(${buildings})
    and m.to_at is null and m.grid_id = any(${gridsOf(actor)}::uuid[]))`

/** The post by which a register is kept: the nearest of community and street; null when none. */
export function keepingPost(actor: Actor, path: string): PostId | null {
  const fitting = withRole(actor, keepers).filter(({ placePath }) => path.startsWith(placePath))
  return fitting.toSorted((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
}

/** Refuses who may see but not keep. @returns the doing in the name of the post */
export function keeping(doing: Doing, path: string): Doing {
  const postId = keepingPost(doing.actor, path) ?? forbidden()
  return { ...doing, by: { ...doing.by, postId } }
}

/** Whether an actor types in paper ballots of a vote of a place: a post of theirs lies in it, or above it. */
export const typesBallots = (actor: Actor | null, path: string): boolean =>
  actor !== null &&
  withRole(actor, ballotTypers).some(({ placePath }) => path.startsWith(placePath) || placePath.startsWith(path))
