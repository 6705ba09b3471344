import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId, PostId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { normalise } from '../../kernel/text/normalise.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { gridOf } from '../places/public.ts'
import type { BuildingRow, BuildingView } from './buildings-contract.ts'
import { firmWriters, keeps } from './firm-scope.ts'
import { buildingsSql, occupancyFor, occupancyOfDays, seriesDays, seriesOf } from './occupancy-queries.ts'
import type { BuildingPurpose } from './shapes.ts'
import { type SuiteSource, suiteColumns, suiteJoins, suiteView } from './suite-row.ts'

interface BuildingSource {
  placeId: PlaceId
  placePath: string
  name: string
  nameEn: string
  aboveName: string
  aboveNameEn: string
  purpose: BuildingPurpose
  floorsAbove: number
  floorsBelow: number
  grossAreaCm2: number | null
  openedOn: Day | null
  propertyId: PostId | null
  propertyName: string | null
  propertyNameEn: string | null
  stewardId: PostId | null
  stewardName: string | null
  stewardNameEn: string | null
}

const buildingColumns = sql`b.place_id as "placeId", b.place_path as "placePath", p.name, p.name_en as "nameEn",
  coalesce(a.name, '') as "aboveName", coalesce(a.name_en, '') as "aboveNameEn", b.purpose,
  b.floors_above as "floorsAbove", b.floors_below as "floorsBelow", b.gross_area_cm2 as "grossAreaCm2",
  b.opened_on as "openedOn", pp.id as "propertyId", pp.name as "propertyName", pp.name_en as "propertyNameEn",
  sp.id as "stewardId", sp.name as "stewardName", sp.name_en as "stewardNameEn"`

const buildingTables = sql`enterprises.buildings b
  join places.places_view p on p.tenant_id = b.tenant_id and p.id = b.place_id
  left join places.places_view a on a.tenant_id = p.tenant_id and a.id = p.parent_id
  left join people.posts_view pp on pp.tenant_id = b.tenant_id and pp.id = b.property_post_id
  left join people.posts_view sp on sp.tenant_id = b.tenant_id and sp.id = b.steward_post_id`

async function findBuildings(tx: Tx, where: RawBuilder<boolean>): Promise<BuildingSource[]> {
  const { rows } = await sql<BuildingSource>`select ${buildingColumns} from ${buildingTables}
    where ${where} order by b.place_path limit 500`.execute(tx)
  return rows
}

const post = (id: PostId | null, name: string | null, nameEn: string | null) =>
  id === null ? null : { id, name: name ?? '', nameEn: nameEn ?? '' }

const presented = (row: BuildingSource): BuildingView => ({
  placeId: row.placeId,
  name: row.name,
  nameEn: row.nameEn,
  above: { name: row.aboveName, nameEn: row.aboveNameEn },
  purpose: row.purpose,
  floorsAbove: row.floorsAbove,
  floorsBelow: row.floorsBelow,
  grossAreaCm2: row.grossAreaCm2,
  openedOn: row.openedOn,
  propertyPost: post(row.propertyId, row.propertyName, row.propertyNameEn),
  stewardPost: post(row.stewardId, row.stewardName, row.stewardNameEn),
})

/** Buildings in scope with how they stand today (or stood at the end of a month) and in the twelve months up to then. */
export async function listBuildings(
  tx: Tx,
  actor: Actor,
  query: { placeId?: PlaceId; q?: string; month?: string },
  now: Date,
) {
  const days = seriesDays(dayOf(now), undefined, query.month)
  const today = days.at(-1)?.on ?? dayOf(now)
  const text = normalise(query.q ?? '').replaceAll(' ', '')
  const scope = await buildingsSql(tx, actor, query.placeId, now)
  const where = text
    ? sql<boolean>`${scope} and b.place_id in (select id from places.places_view where tenant_id = ${actor.tenantId}
        and lower(name || name_en || array_to_string(aliases, ' ')) like ${`%${text}%`})`
    : scope
  const found = await findBuildings(tx, where)
  const counted = await occupancyOfDays(tx, where, [...new Set([today, ...days.map(({ on }) => on)])])
  const firms = await firmsByBuilding(tx, actor, today)
  const buildings = found.map(
    (row): BuildingRow => ({
      ...presented(row),
      today: occupancyFor(counted, today, row.placeId),
      firms: firms.get(row.placeId) ?? 0,
      trend: seriesOf(counted, days, row.placeId),
    }),
  )
  return {
    on: today,
    buildings,
    today: occupancyFor(counted, today, null),
    trend: seriesOf(counted, days, null),
    mayRecord: actor.posts.some((held) => (firmWriters as readonly string[]).includes(held.role)),
  }
}

async function firmsByBuilding(tx: Tx, { tenantId }: Actor, today: Day): Promise<Map<PlaceId, number>> {
  const { rows } = await sql<{ placeId: PlaceId; firms: number }>`
    select building_id as "placeId", count(distinct firm_id)::int as firms from enterprises.tenancies_view
    where tenant_id = ${tenantId} and from_on <= ${today} and (to_on is null or to_on > ${today})
    group by building_id`.execute(tx)
  return new Map(rows.map((row) => [row.placeId, row.firms]))
}

/** One building of the scope, and whether the actor keeps its register. */
export async function buildingInScope(tx: Tx, actor: Actor, placeId: PlaceId, now: Date) {
  const scope = await buildingsSql(tx, actor, undefined, now)
  const [row] = await findBuildings(tx, sql<boolean>`${scope} and b.place_id = ${placeId}`)
  if (!row) return notFound()
  const gridId = await gridOf(tx, actor.tenantId, placeId, now)
  return { building: presented(row), mayWrite: keeps(actor, { placePath: row.placePath, gridId }) }
}

/** A building on any day: suites, who is in them, figures, and two years of months for the slider. */
export async function readPlan(tx: Tx, actor: Actor, placeId: PlaceId, asked: Day | undefined, now: Date) {
  const { building, mayWrite } = await buildingInScope(tx, actor, placeId, now)
  const today = dayOf(now)
  const on = asked ?? today
  const { rows } = await sql<SuiteSource>`select ${suiteColumns(on)} from ${suiteJoins(on)}
    where s.tenant_id = ${actor.tenantId} and s.building_id = ${placeId}
      and s.from_on <= ${on} and (s.to_on is null or s.to_on > ${on})
    order by s.floor desc, s.position, s.number`.execute(tx)
  const since = await firstDay(tx, actor, placeId)
  const days = seriesDays(today, monthsBack(today, since), undefined)
  const here = sql<boolean>`b.tenant_id = ${actor.tenantId} and b.place_id = ${placeId}`
  const counted = await occupancyOfDays(tx, here, [...new Set([on, ...days.map((day) => day.on)])])
  return {
    building,
    on,
    today,
    since,
    suites: rows.map(suiteView),
    occupancy: occupancyFor(counted, on, placeId),
    months: seriesOf(counted, days, placeId),
    mayWrite,
  }
}

const mostMonths = 60

/** From the first month that is known, but not more than five years. */
function monthsBack(today: Day, since: Day | null): string {
  const first = since && since < today ? since.slice(0, 7) : today.slice(0, 7)
  const earliest = `${Number(today.slice(0, 4)) - mostMonths / 12}${today.slice(4, 7)}`
  return first > earliest ? first : earliest
}

async function firstDay(tx: Tx, { tenantId }: Actor, placeId: PlaceId): Promise<Day | null> {
  const { rows } = await sql<{ since: Day | null }>`select min(from_on) as since from enterprises.suites
    where tenant_id = ${tenantId} and building_id = ${placeId}`.execute(tx)
  return rows[0]?.since ?? null
}
