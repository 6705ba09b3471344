import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Day, dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { buildingInScope } from './building-queries.ts'
import type { StayView, SuiteRow } from './buildings-contract.ts'
import { daysAfter } from './occupancy.ts'
import { buildingsSql, standsOn, stateSql } from './occupancy-queries.ts'
import { expiringDays, type SuiteId, type SuiteState } from './shapes.ts'
import { type SuiteSource, stayJson, suiteColumns, suiteJoins, suiteView } from './suite-row.ts'

interface RowSource extends SuiteSource {
  placeId: PlaceId
  buildingName: string
  buildingNameEn: string
  total: number
  area: number
}

const withBuilding = sql`b.place_id as "placeId", p.name as "buildingName", p.name_en as "buildingNameEn"`
const building = sql`join places.places_view p on p.tenant_id = b.tenant_id and p.id = b.place_id`

const suiteRow = (row: RowSource): SuiteRow => ({
  ...suiteView(row),
  building: { placeId: row.placeId, name: row.buildingName, nameEn: row.buildingNameEn },
})

interface SuiteQuery {
  readonly placeId?: PlaceId
  readonly on?: Day
  readonly state?: SuiteState[]
  readonly lettable?: boolean
  readonly offset?: number
  readonly limit?: number
}

/** Exactly the suites that a figure counts, building by building from the top down. */
export async function listSuites(tx: Tx, actor: Actor, query: SuiteQuery, now: Date) {
  const { on = dayOf(now), state, lettable, offset = 0, limit = 50 } = query
  const day = sql`${on}::date`
  const where = sql<boolean>`${await buildingsSql(tx, actor, query.placeId, now)} and ${standsOn(day)}
    and ${state?.length ? sql`${stateSql(day)} = any(${[...state]}::text[])` : sql`true`}
    and ${lettable === undefined ? sql`true` : sql`s.lettable = ${lettable}`}`
  const { rows } = await sql<RowSource>`select ${suiteColumns(on)}, ${withBuilding},
      (count(*) over ())::int as total, (sum(s.area_cm2) over ())::bigint as area
    from ${suiteJoins(on)} ${building} where ${where}
    order by b.place_path, s.floor desc, s.position, s.id offset ${offset} limit ${limit}`.execute(tx)
  return {
    rows: rows.map(suiteRow),
    total: rows[0]?.total ?? 0,
    areaCm2: rows[0]?.area ?? 0,
    on,
    offset,
    limit,
  }
}

/** One suite: who was in it, from what it was made and what became of it. */
export async function readSuite(tx: Tx, actor: Actor, suiteId: SuiteId, now: Date) {
  const { tenantId } = actor
  const found = await sql<{ placeId: PlaceId; on: Day }>`
    select building_id as "placeId", least(${dayOf(now)}::date, to_on - 1) as "on" from enterprises.suites
    where tenant_id = ${tenantId} and id = ${suiteId}`.execute(tx)
  const where = found.rows[0] ?? notFound()
  const { building, mayWrite } = await buildingInScope(tx, actor, where.placeId, now)
  const { rows } = await sql<SuiteSource>`select ${suiteColumns(where.on)} from ${suiteJoins(where.on)}
    where s.tenant_id = ${tenantId} and s.id = ${suiteId}`.execute(tx)
  const suite = suiteView(rows[0] ?? notFound())
  const stays = await sql<{ stay: StayView }>`select ${stayJson('t', 'f')} as stay from enterprises.tenancies t
    join enterprises.firms f on f.tenant_id = t.tenant_id and f.id = t.firm_id
    where t.tenant_id = ${tenantId} and t.suite_id = ${suiteId} order by t.from_on desc`.execute(tx)
  const named = (condition: ReturnType<typeof sql>) =>
    sql<{ id: SuiteId; number: string }>`select o.id, o.number from enterprises.suites o
      join enterprises.suites s on s.tenant_id = o.tenant_id and s.id = ${suiteId}
      where o.tenant_id = ${tenantId} and ${condition} order by o.position`.execute(tx)
  return {
    suite,
    building,
    stays: stays.rows.map((row) => row.stay),
    madeOf: (await named(sql`o.id = any(s.made_of)`)).rows,
    became: (await named(sql`s.id = any(o.made_of)`)).rows,
    mayWrite,
  }
}

interface ExpiringQuery {
  readonly placeId?: PlaceId
  readonly within?: number
  readonly offset?: number
  readonly limit?: number
}

/** Stays whose lease or known end comes within so many days, or has passed without a word; the nearest first. */
export async function expiringLeases(tx: Tx, actor: Actor, query: ExpiringQuery, now: Date) {
  const { within = expiringDays, offset = 0, limit = 50 } = query
  const today = dayOf(now)
  const day = sql`${today}::date`
  const where = sql<boolean>`${await buildingsSql(tx, actor, query.placeId, now)} and ${standsOn(day)}
    and t.id is not null and least(t.to_on, t.lease_until) <= ${daysAfter(today, within)}::date`
  const { rows } = await sql<RowSource & { ends: Day }>`select ${suiteColumns(today)}, ${withBuilding},
      least(t.to_on, t.lease_until) as ends, (count(*) over ())::int as total
    from ${suiteJoins(today)} ${building} where ${where}
    order by ends, b.place_path, s.floor desc, s.position, s.id offset ${offset} limit ${limit}`.execute(tx)
  return {
    rows: rows.flatMap((row) => {
      const { stay, ...suite } = suiteRow(row)
      return stay ? [{ ...suite, stay, daysLeft: dayNumberFrom(row.ends) - dayNumberFrom(today) }] : []
    }),
    total: rows[0]?.total ?? 0,
    offset,
    limit,
  }
}
