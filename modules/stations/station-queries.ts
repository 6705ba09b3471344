import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { WorkCalendar } from '../../kernel/time/work-calendar.ts'
import { calendarOf } from '../matters/public.ts'
import type { DoorView, listStations, StationRow, StationView } from './contract.ts'
import { likeSql, openShape, withinSql } from './query-parts.ts'
import { resourceRow, resourcesSql } from './resource-queries.ts'
import { type Doing, keepsSql, seesSql } from './scope.ts'
import { offeredSql, oldestSharing } from './sharer-state.ts'
import type { StationId, StationRecord } from './tables.ts'
import { wallOf } from './wall-queries.ts'

type StationSource = StationRecord &
  Pick<StationRow, 'place' | 'keeper'> & { readonly n: number; readonly keeps: boolean }

const stationSql = (actor: Actor | null, oldest: number) => sql`select s.*,
    json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
    json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) as keeper,
    (select count(*)::int from stations.resources r join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
      where r.tenant_id = s.tenant_id and ${offeredSql(oldest)} and s.id in (r.station_id, h.station_id)) as n,
    ${actor ? keepsSql(actor, 's') : sql`false`} as keeps
  from stations.stations s
  join places.places_view p on p.tenant_id = s.tenant_id and p.id = s.place_id
  join people.posts_view o on o.tenant_id = s.tenant_id and o.id = s.keeper_post_id`

const rowOf = (s: StationSource, calendar: WorkCalendar, at: Date): StationRow => ({
  ...{ id: s.id, code: s.code, name: s.name, place: s.place, point: { lng: s.lng, lat: s.lat }, keeper: s.keeper },
  ...{ resources: s.n, toOn: s.to_on },
  open: s.to_on ? { open: false, changesAt: null } : openShape(s.hours, calendar, at),
})

export async function stationPage(
  tx: Tx,
  { tenantId, actor, at }: Doing,
  query: QueryOf<typeof listStations>,
): Promise<ResponseOf<typeof listStations>> {
  const { q, placeId, show = 'open', offset = 0, limit = 50 } = query
  const like = likeSql(q)
  const where = sql`s.tenant_id = ${tenantId} and ${seesSql(actor, 's')}
    and ${await withinSql(tx, tenantId, 's', placeId)} and (s.to_on is null) = ${show === 'open'}
    and ${like ? sql`s.name ilike ${like}` : sql`true`}`
  const { rows } =
    await sql<StationSource>`${stationSql(actor, await oldestSharing(tx, tenantId))} where ${where} order by s.place_path, s.name, s.id
    offset ${offset} limit ${limit}`.execute(tx)
  const { rows: counted } = await sql<{
    n: number
  }>`select count(*)::int as n from stations.stations s where ${where}`.execute(tx)
  const calendar = await calendarOf(tx, tenantId)
  return { rows: rows.map((row) => rowOf(row, calendar, at)), total: counted[0]?.n ?? 0, offset, limit }
}

/** One station, for whoever sees it. */
export async function stationView(tx: Tx, { tenantId, actor, at }: Doing, id: StationId): Promise<StationView> {
  const oldest = await oldestSharing(tx, tenantId)
  const { rows } =
    await sql<StationSource>`${stationSql(actor, oldest)} where s.tenant_id = ${tenantId} and s.id = ${id}
    and ${seesSql(actor, 's')}`.execute(tx)
  const s = rows[0] ?? notFound()
  return {
    ...rowOf(s, await calendarOf(tx, tenantId), at),
    ...{ hours: s.hours, services: s.services, intro: s.intro, fromOn: s.from_on, closedWhy: s.closed_why },
    noShows: { times: s.no_show_times, days: s.no_show_days },
    mayKeep: s.keeps && s.to_on === null,
  }
}

const mostOnDoor = 60
const thanksOnWall = 12

/** What anybody sees of a station: no names of people. */
export async function doorView(
  tx: Tx,
  { tenantId, at }: { readonly tenantId: TenantId; readonly at: Date },
  code: string,
): Promise<DoorView> {
  const oldest = await oldestSharing(tx, tenantId)
  const { rows } = await sql<StationSource>`${stationSql(null, oldest)} where s.tenant_id = ${tenantId}
    and s.code = ${code.toUpperCase()}`.execute(tx)
  const s = rows[0] ?? notFound()
  const calendar = await calendarOf(tx, tenantId)
  const { id, code: own, name, place, open, toOn } = rowOf(s, calendar, at)
  const shared = await resourcesSql(
    tx,
    sql`r.tenant_id = ${tenantId} and ${offeredSql(oldest)} and ${s.id} in (r.station_id, h.station_id)`,
    { oldest, order: sql`r.kind, r.name, r.id`, limit: mostOnDoor },
  )
  const thanks = await wallOf(tx, tenantId, sql`h.station_id = ${s.id}`, thanksOnWall)
  return {
    ...{ id, code: own, name, place, open, toOn, hours: s.hours, services: s.services, intro: s.intro },
    keeper: { name: s.keeper.name, nameEn: s.keeper.nameEn },
    resources: shared.map((row) => resourceRow(row, calendar, at)),
    thanks,
  }
}
