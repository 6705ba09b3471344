import type { RawBuilder } from 'kysely'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { pathRange, placeOf } from '../places/public.ts'
import type { FacilityFilter, FacilityRow, facilityPoints, listFacilities, Show } from './contract.ts'
import { daysAfter, dueAheadDays } from './inspection.ts'
import { type Doing, facilityScopeSql } from './scope.ts'
import type { FacilityRecord } from './tables.ts'

type Condition = RawBuilder<boolean>

const standing = (which: RawBuilder<unknown>): Condition => sql<boolean>`exists (select from facilities.faults x
  where x.tenant_id = f.tenant_id and x.facility_id = f.id and x.ended_at is null and ${which})`
const silent = standing(sql`x.source = 'silence'`)
const faulty = standing(sql`x.source <> 'silence'`)

/** What a list is narrowed to; the figures count by the same conditions. Facilities are `f`. */
export function showSql(show: Show, today: string): Condition {
  switch (show) {
    case 'live':
      return sql`f.to_on is null`
    case 'retired':
      return sql`f.to_on is not null`
    case 'due':
      return sql`f.next_due_on between ${today}::date and ${daysAfter(today, dueAheadDays)}::date`
    case 'overdue':
      return sql`f.next_due_on < ${today}::date`
    case 'fault':
      return sql<boolean>`(f.to_on is null and ${faulty})`
    case 'silent':
      return sql<boolean>`(f.to_on is null and ${silent})`
  }
}

/** How it stands in one word, the most pressing first. */
const markSql = (
  today: string,
) => sql`case when ${showSql('retired', today)} then 'retired' when ${silent} then 'silent'
  when ${faulty} then 'fault' when ${showSql('overdue', today)} then 'overdue' when ${showSql('due', today)} then 'due'
  else 'fine' end`

/** How a gate stands; null for what is none. */
export const gateSql = sql`(select case when not exists (select from facilities.devices d where d.tenant_id = f.tenant_id
      and d.facility_id = f.id and d.ended_at is null) then 'none' when g.last_heard_at is null then 'waiting'
    when ${silent} then 'silent' when ${standing(sql`x.source = 'device'`)} then 'fault' else g.barrier end
  from facilities.gates g where g.tenant_id = f.tenant_id and g.facility_id = f.id)`

export type RowSource = FacilityRecord & Pick<FacilityRow, 'place' | 'compound' | 'keeper' | 'mark' | 'gate'>

/** Facilities `f` with the names of where they stand and who keeps them now. */
export const rowSql = (at: Date) => sql`select f.*, ${markSql(dayOf(at))} as mark, ${gateSql} as gate,
    json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
    json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as compound,
    json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en,
      'holder', case when a.hops = 0 and a.how = 'own' then n.name end, 'acting', n.name) as keeper
  from facilities.facilities f
  join places.places_view p on p.tenant_id = f.tenant_id and p.id = f.place_id
  join places.places_view c on c.tenant_id = f.tenant_id and c.id = f.compound_id
  join people.posts_view o on o.tenant_id = f.tenant_id and o.id = f.keeper_post_id
  left join lateral people.acting(f.tenant_id, f.keeper_post_id, ${at}) a on true
  left join people.persons_view n on n.tenant_id = f.tenant_id and n.id = a.person_id`

/** What every view of a facility begins with. */
export const rowOf = (f: RowSource): FacilityRow => ({
  ...{ id: f.id, code: f.code, kind: f.kind, name: f.name, place: f.place, compound: f.compound },
  ...{ point: { lng: f.lng, lat: f.lat }, keeper: f.keeper, mark: f.mark, gate: f.gate },
  ...{ rhythmDays: f.rhythm_days, nextDueOn: f.next_due_on, fromOn: f.from_on, toOn: f.to_on },
  lastInspectedAt: f.last_inspected_at?.toISOString() ?? null,
})

/** The conditions of a filter within what the actor sees. */
export async function whereOf(tx: Tx, { tenantId, actor, at }: Doing, filter: FacilityFilter): Promise<Condition> {
  const { q, kind, placeId, show = 'live' } = filter
  const part = q?.trim().replace(/[\\%_]/g, '\\$&')
  const place = placeId ? await placeOf(tx, tenantId, placeId) : null
  const range = place ? pathRange(place.path) : null
  return sql<boolean>`${sql.join(
    [
      sql`f.tenant_id = ${tenantId}`,
      facilityScopeSql(actor),
      showSql(show, dayOf(at)),
      ...(placeId && !range ? [sql`false`] : []),
      ...(range ? [sql`f.place_path >= ${range.from} and f.place_path < ${range.to}`] : []),
      ...(kind?.length ? [sql`f.kind = any(${kind}::text[])`] : []),
      ...(part ? [sql`(f.name ilike ${`%${part}%`} or f.code = ${part.toUpperCase()})`] : []),
    ],
    sql` and `,
  )}`
}

/** A page of facilities: what presses first. */
export async function facilityPage(
  tx: Tx,
  doing: Doing,
  query: QueryOf<typeof listFacilities>,
): Promise<ResponseOf<typeof listFacilities>> {
  const { offset = 0, limit = 50 } = query
  const where = await whereOf(tx, doing, query)
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from facilities.facilities f
    where ${where}`.execute(tx)
  const { rows } = await sql<RowSource>`with found as (${rowSql(doing.at)} where ${where})
    select * from found order by array_position(array['silent', 'fault', 'overdue', 'due', 'fine', 'retired'], mark),
      next_due_on nulls last, place_path, name, id offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map(rowOf), total: counted[0]?.n ?? 0, offset, limit }
}

const mostPoints = 5000

export async function pointsOf(
  tx: Tx,
  doing: Doing,
  filter: FacilityFilter,
): Promise<ResponseOf<typeof facilityPoints>> {
  const where = await whereOf(tx, doing, filter)
  const { rows } = await sql<
    ResponseOf<typeof facilityPoints>['points'][number]
  >`select f.id, f.name, f.kind, f.lng, f.lat,
      ${markSql(dayOf(doing.at))} as mark, ${gateSql} as gate
    from facilities.facilities f where ${where} order by f.id limit ${mostPoints}`.execute(tx)
  return { points: rows }
}
