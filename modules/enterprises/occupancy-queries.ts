import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { pathRange, placeOf } from '../places/public.ts'
import type { Occupancy, VacancyMonth } from './buildings-contract.ts'
import { buildingScopeSql } from './firm-scope.ts'
import { formerEnds, leaseUntilThen, toOnThen } from './former-ends.ts'
import { addUp, dayOfMonth, monthAfter, monthsBetween } from './occupancy.ts'
import { expiringDays, type SuiteState } from './shapes.ts'

/**
 * Suites `s` that stand on a day, in buildings `b`, with who is in them `t` and what was known
 * of their end `e`: one source for figures, lists and the plan.
 */
export const standing = (day: RawBuilder<unknown>) => sql`
  enterprises.suites s
  join enterprises.buildings b on b.tenant_id = s.tenant_id and b.place_id = s.building_id
  left join enterprises.tenancies t on t.tenant_id = s.tenant_id and t.suite_id = s.id
    and t.from_on <= ${day} and (t.to_on is null or t.to_on > ${day})
  ${formerEnds(day)}`

export const standsOn = (day: RawBuilder<unknown>) =>
  sql<boolean>`s.from_on <= ${day} and (s.to_on is null or s.to_on > ${day})`

/** As `stateOn` says in pure code, of what was known on the day; a test holds the two together. */
export const stateSql = (day: RawBuilder<unknown>) => sql<SuiteState>`case
  when t.id is null then case when s.lettable then 'vacant' else 'closed' end
  when least(${toOnThen}, ${leaseUntilThen}) <= ${day} + ${sql.lit(expiringDays)} then 'expiring' else 'occupied' end`

/** Buildings `b` of the actor's scope, at or below a place. A place beyond the scope simply has none. */
export async function buildingsSql(
  tx: Tx,
  actor: Actor,
  placeId: PlaceId | undefined,
  at: Date,
): Promise<RawBuilder<boolean>> {
  const scope = sql<boolean>`b.tenant_id = ${actor.tenantId} and ${buildingScopeSql(actor, at)}`
  if (!placeId) return scope
  const place = await placeOf(tx, actor.tenantId, placeId)
  if (!place) return sql<boolean>`false`
  const { from, to } = pathRange(place.path)
  return sql<boolean>`${scope} and b.place_path >= ${from} and b.place_path < ${to}`
}

interface Counted extends Occupancy {
  placeId: PlaceId | null
  day: Day
}

/** Occupancy by building and in all (`placeId` null) on some days, in exact integers. */
export async function occupancyOfDays(tx: Tx, where: RawBuilder<boolean>, days: readonly Day[]): Promise<Counted[]> {
  const day = sql`d.day`
  const { rows } = await sql<Counted>`
    with seen as (
      select b.place_id, d.day, s.area_cm2, s.lettable, ${stateSql(day)} as state
      from unnest(${[...days]}::date[]) as d(day) cross join ${standing(day)}
      where ${where} and ${standsOn(day)})
    select place_id as "placeId", day, count(*)::int as suites,
      count(*) filter (where lettable)::int as "lettableSuites",
      count(*) filter (where lettable and state = 'vacant')::int as "vacantSuites",
      count(*) filter (where lettable and state = 'expiring')::int as "expiringSuites",
      coalesce(sum(area_cm2) filter (where lettable), 0)::bigint as "lettableCm2",
      coalesce(sum(area_cm2) filter (where lettable and state <> 'vacant'), 0)::bigint as "occupiedCm2",
      coalesce(sum(area_cm2) filter (where lettable and state = 'expiring'), 0)::bigint as "expiringCm2",
      coalesce(sum(area_cm2) filter (where lettable and state = 'vacant'), 0)::bigint as "vacantCm2"
    from seen group by grouping sets ((place_id, day), (day))`.execute(tx)
  return rows
}

/** The months of a series with the day that stands for each; a month to come has none. */
export function seriesDays(today: Day, from: string | undefined, to: string | undefined) {
  const last = today.slice(0, 7)
  const end = to && to < last ? to : last
  const start = from ?? monthAfter(end, -11)
  if (monthAfter(start, 120) <= end)
    fail('invalid', 'enterprises.too_many_months', { zh: '一次最多看十年', en: 'At most ten years at a time' }, [
      { path: 'from', words: { zh: '一次最多看十年', en: 'at most ten years at a time' } },
    ])
  return monthsBetween(start, end).map((month) => ({ month, on: dayOfMonth(month, today) }))
}

const emptyOccupancy: Occupancy = addUp([])

/** The figures of one building, or of all, month by month. */
export function seriesOf(
  counted: readonly Counted[],
  days: readonly { month: string; on: Day }[],
  placeId: PlaceId | null,
): VacancyMonth[] {
  return days.map(({ month, on }) => ({ month, on, ...occupancyFor(counted, on, placeId) }))
}

export function occupancyFor(counted: readonly Counted[], on: Day, placeId: PlaceId | null): Occupancy {
  const found = counted.find((row) => row.day === on && row.placeId === placeId)
  if (!found) return emptyOccupancy
  const { placeId: _, day: __, ...occupancy } = found
  return occupancy
}

/** Vacancy of a building, street, community or all in scope, month by month. */
export async function vacancySeries(
  tx: Tx,
  actor: Actor,
  query: { placeId?: PlaceId; from?: string; to?: string },
  now: Date,
): Promise<VacancyMonth[]> {
  const days = seriesDays(dayOf(now), query.from, query.to)
  const where = await buildingsSql(tx, actor, query.placeId, now)
  const counted = await occupancyOfDays(
    tx,
    where,
    days.map(({ on }) => on),
  )
  return seriesOf(counted, days, null)
}

/** Occupancy of all buildings in scope at or below a place on some days, in their order: what the pages of buildings show. */
export async function occupancyOn(
  tx: Tx,
  actor: Actor,
  { placeId, days }: { readonly placeId: PlaceId; readonly days: readonly Day[] },
  now: Date,
): Promise<Occupancy[]> {
  const where = await buildingsSql(tx, actor, placeId, now)
  const counted = await occupancyOfDays(tx, where, [...new Set(days)])
  return days.map((day) => occupancyFor(counted, day, null))
}
