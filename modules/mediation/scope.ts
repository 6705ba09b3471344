import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor, EventActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { type Uploader, uploaderOf } from '../files/public.ts'
import { counters, registrars } from './roles.ts'

type Condition = RawBuilder<boolean>

/** In whose name something is written, and when. */
export interface Writing {
  readonly tenantId: TenantId
  readonly by: EventActor
  readonly at: Date
  readonly clock: Clock
  readonly secrets: Secrets
}

export interface Doing extends Writing {
  readonly actor: Actor
  readonly uploader: Uploader
}

export const writingOf = (context: RequestContext): Writing => ({
  tenantId: context.tenantId,
  by: context.eventActor,
  at: context.clock.now(),
  clock: context.clock,
  secrets: context.secrets,
})

export const doingOf = (context: RequestContext & { readonly actor: Actor }): Doing => ({
  ...writingOf(context),
  actor: context.actor,
  uploader: uploaderOf(context),
})

const withRole = ({ posts }: Actor, roles: readonly Role[]): ActingPost[] =>
  posts.filter(({ role }) => roles.includes(role))

const anyOf = (branches: readonly Condition[]): Condition =>
  branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`

const below = (path: RawBuilder<unknown>, { placePath }: ActingPost): Condition =>
  sql`(${path} >= ${placePath} and ${path} < ${`${placePath}:`})`

/** A seat `s` that is held on a day. */
export const heldSql = (today: string): Condition =>
  sql`(s.from_on <= ${today}::date and (s.to_on is null or s.to_on > ${today}::date))`

/** Whether the actor is head or deputy of the committee of a case `c`. */
export const headSql = (actor: Actor, at: Date): Condition => sql<boolean>`exists (select from mediation.seats s
  where s.tenant_id = c.tenant_id and s.committee_id = c.committee_id and s.person_id = ${actor.personId}
    and s.kind in ('head', 'deputy') and ${heldSql(dayOf(at))})`

/** Whether the actor is a mediator of a case `c`. */
export const mediatesSql = (actor: Actor): Condition => sql<boolean>`exists (select from mediation.case_mediators m
  where m.tenant_id = c.tenant_id and m.case_id = c.id and m.person_id = ${actor.personId} and m.to_at is null)`

/** Cases `c` that an actor is in charge of: mediators, head and deputy, and at first who took it down; never a party. */
export const chargeSql = (actor: Actor, at: Date): Condition => sql<boolean>`((${mediatesSql(actor)}
  or ${headSql(actor, at)} or (c.taken_by = ${actor.personId} and c.state in ('received', 'asking')))
  and not exists (select from mediation.parties x where x.tenant_id = c.tenant_id and x.case_id = c.id
    and x.person_id = ${actor.personId}))`

/** Committees `k` in which the actor sits. */
export const sitsSql = (actor: Actor, at: Date): Condition => sql<boolean>`exists (select from mediation.seats s
  where s.tenant_id = k.tenant_id and s.committee_id = k.id and s.person_id = ${actor.personId}
    and ${heldSql(dayOf(at))})`

/** What lies in the places whose register an actor keeps. */
export const registrarSql = (actor: Actor, path: RawBuilder<unknown>): Condition =>
  anyOf(withRole(actor, registrars).map((post) => below(path, post)))

/** What lies in the places of which an actor sees counts. */
export const counterSql = (actor: Actor, path: RawBuilder<unknown>): Condition =>
  anyOf(withRole(actor, counters).map((post) => below(path, post)))

/** The post by which a register at a place is kept; null when none. */
export const registrarPost = (actor: Actor, path: string): PostId | null =>
  withRole(actor, registrars)
    .filter(({ placePath }) => path.startsWith(placePath))
    .toSorted((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
