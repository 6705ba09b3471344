import type { RawBuilder } from 'kysely'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { metresApart, type Spot } from '../../kernel/contract/metres.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayFromNumber, dayNumberFrom, dayNumberOf, startOfDayMs } from '../../kernel/time/day.ts'
import type { WorkCalendar } from '../../kernel/time/work-calendar.ts'
import { calendarOf } from '../matters/public.ts'
import { bookingRow, bookingsWhere } from './booking-queries.ts'
import type {
  browse,
  listResources,
  NearRow,
  ResourceRow,
  ResourceView,
  ResourceWeek,
  resourceWeek,
} from './contract.ts'
import { kindCodes, type SharerState } from './kinds.ts'
import { openState, type Span } from './opening.ts'
import { likeSql, openShape, withinSql } from './query-parts.ts'
import { type Condition, type Doing, isSharerSql, keepsSql, seesSql } from './scope.ts'
import { offeredSql, oldestSharing, sharerStateSql } from './sharer-state.ts'
import { freeIn, mayBegin, slotsOn, type Taken, type Timing } from './slots.ts'
import type { ResourceId, ResourceRecord } from './tables.ts'
import { waitRow, waitsWhere } from './wait-queries.ts'

export type ResourceSource = ResourceRecord &
  Pick<ResourceRow, 'place' | 'station' | 'sharer'> & { readonly sharer_state: SharerState }

interface ResourceList {
  /** Version of the consent that still stands (`oldestSharing`). */
  readonly oldest: number
  readonly order: RawBuilder<unknown>
  readonly offset?: number
  readonly limit: number
}

/** Resources `r` of sharers `h` in order. */
export async function resourcesSql(
  tx: Tx,
  where: RawBuilder<unknown>,
  { oldest, order, offset = 0, limit }: ResourceList,
): Promise<ResourceSource[]> {
  const { rows } = await sql<ResourceSource>`select r.*, ${sharerStateSql(oldest)} as sharer_state,
      json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
      json_build_object('id', h.id, 'name', h.name, 'kind', h.kind) as sharer,
      case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as station
    from stations.resources r join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
    join places.places_view p on p.tenant_id = r.tenant_id and p.id = r.place_id
    left join stations.stations s on s.tenant_id = r.tenant_id and s.id = r.station_id
    where ${where} order by ${order} offset ${offset} limit ${limit}`.execute(tx)
  return rows
}

/** What time depends on. */
export const timingOf = (r: ResourceRecord): Timing => ({
  ...{ unit: r.unit, hours: r.hours, slotUnits: r.slot_units, mostSlots: r.most_slots },
  ...{ capacity: r.capacity, aheadDays: r.ahead_days },
})

/** What every view of a resource begins with. */
export function resourceRow(r: ResourceSource, calendar: WorkCalendar, at: Date): ResourceRow {
  const resting = r.state !== 'live' || r.sharer_state !== 'live'
  return {
    ...{ id: r.id, name: r.name, kind: r.kind, sharer: r.sharer, place: r.place, station: r.station },
    ...{ capacity: r.capacity, audience: r.audience, depositFen: r.deposit_fen, photoId: r.photo_id },
    ...{ state: r.state, resting },
    open: resting ? { open: false, changesAt: null } : openShape(r.hours, calendar, at),
  }
}

export async function resourcesOf(tx: Tx, doing: Doing, query: QueryOf<typeof listResources>) {
  const { q, placeId, stationId, sharerId, kind, show = 'live', offset = 0, limit = 50 } = query
  const { tenantId, actor } = doing
  const like = likeSql(q)
  const oldest = await oldestSharing(tx, tenantId)
  const conditions = [
    sql`r.tenant_id = ${tenantId}`,
    seesSql(actor, 'r'),
    await withinSql(tx, tenantId, 'r', placeId),
    // What rests with its sharer is paused too: the lists and their figures agree.
    show === 'live'
      ? offeredSql(oldest)
      : show === 'paused'
        ? sql`(r.state = 'paused' or (r.state = 'live' and not ${offeredSql(oldest)}))`
        : sql`r.state = 'ended'`,
    ...(stationId ? [sql`${stationId} in (r.station_id, h.station_id)`] : []),
    ...(sharerId ? [sql`r.sharer_id = ${sharerId}`] : []),
    ...(kind?.length ? [sql`r.kind = any(${kind}::text[])`] : []),
    ...(like ? [sql`(r.name ilike ${like} or h.name ilike ${like})`] : []),
  ]
  const where = sql`${sql.join(conditions, sql` and `)}`
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from stations.resources r
    join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id where ${where}`.execute(tx)
  const order = sql`array_position(${[...kindCodes]}::text[], r.kind), r.name, r.id`
  const rows = await resourcesSql(tx, where, { oldest, order, offset, limit })
  return { rows, total: counted[0]?.n ?? 0, offset, limit }
}

export async function resourcePage(
  tx: Tx,
  doing: Doing,
  query: QueryOf<typeof listResources>,
): Promise<ResponseOf<typeof listResources>> {
  const page = await resourcesOf(tx, doing, query)
  const calendar = await calendarOf(tx, doing.tenantId)
  return { ...page, rows: page.rows.map((row) => resourceRow(row, calendar, doing.at)) }
}

type OwnSource = ResourceSource & { readonly keeps: boolean }

/** One resource for who may read it: what is offered everybody, else who shares or keeps it. */
async function readResource(tx: Tx, { tenantId, actor }: Doing, id: ResourceId): Promise<OwnSource> {
  const oldest = await oldestSharing(tx, tenantId)
  const where = sql`r.tenant_id = ${tenantId} and r.id = ${id} and (${offeredSql(oldest)} or ${seesSql(actor, 'r')}
    or ${isSharerSql(actor)})`
  const [found] = await resourcesSql(tx, where, { oldest, order: sql`r.id`, limit: 1 })
  const resource = found ?? notFound()
  const { rows } = await sql<{ keeps: boolean }>`select (${keepsSql(actor, 'r')} or ${isSharerSql(actor)}) as keeps
    from stations.resources r join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
    where r.tenant_id = ${tenantId} and r.id = ${id}`.execute(tx)
  return { ...resource, keeps: rows[0]?.keeps ?? false }
}

export async function resourceView(tx: Tx, doing: Doing, id: ResourceId): Promise<ResourceView> {
  const r = await readResource(tx, doing, id)
  return {
    ...resourceRow(r, await calendarOf(tx, doing.tenantId), doing.at),
    ...{ words: r.words, rules: r.rules, depositWords: r.deposit_words, unit: r.unit, hours: r.hours },
    ...{ slotUnits: r.slot_units, mostSlots: r.most_slots, aheadDays: r.ahead_days, cancelHours: r.cancel_hours },
    ...{ waitHow: r.wait_how, answerMinutes: r.answer_minutes },
    mayKeep: r.keeps,
  }
}

/** How many are taken in each unit from an instant on, for several resources. */
export async function takenOf(
  tx: Tx,
  { tenantId }: Pick<Doing, 'tenantId'>,
  ids: readonly ResourceId[],
  from: Date,
): Promise<ReadonlyMap<ResourceId, Taken>> {
  const { rows } = await sql<{
    id: ResourceId
    at: Date
    n: number
  }>`select resource_id as id, unit_at as at, count(*)::int as n
    from stations.taken where tenant_id = ${tenantId} and resource_id = any(${[...ids]}::uuid[]) and unit_at >= ${from}
    group by resource_id, unit_at`.execute(tx)
  const all = new Map<ResourceId, Map<number, number>>(ids.map((id) => [id, new Map()]))
  for (const { id, at, n } of rows) all.get(id)?.set(at.getTime(), n)
  return all
}

/** A week of slots with what is free; with the bookings for who shares and who keeps it. */
export async function weekOf(
  tx: Tx,
  doing: Doing,
  id: ResourceId,
  { from }: QueryOf<typeof resourceWeek>,
): Promise<ResourceWeek> {
  const resource = await readResource(tx, doing, id)
  const calendar = await calendarOf(tx, doing.tenantId)
  const first = from ? dayNumberFrom(from) : dayNumberOf(doing.at)
  const timing = timingOf(resource)
  const since = new Date(startOfDayMs(first))
  const taken = (await takenOf(tx, doing, [id], since)).get(id) ?? new Map()
  const until = new Date(startOfDayMs(first + 7))
  const line = await waitsWhere(
    tx,
    doing,
    sql`w.resource_id = ${id} and w.from_at < ${until} and w.until_at > ${since}`,
    500,
  )
  const days = Array.from({ length: 7 }, (_, n) => ({
    on: dayFromNumber(first + n),
    slots: slotsOn(timing, calendar, first + n).map((slot) =>
      slotShape(resource, timing, { slot, taken, line }, doing.at),
    ),
  }))
  const where = sql`b.resource_id = ${id} and b.from_at < ${until} and b.until_at > ${since} and b.state <> 'cancelled'`
  const bookings = resource.keeps ? await bookingsWhere(tx, doing, where, { limit: 200 }) : []
  return {
    ...{ from: dayFromNumber(first), days, bookings: bookings.map((row) => bookingRow(row, doing)) },
    waits: line
      .filter((one) => resource.keeps || one.person_id === doing.actor.personId)
      .map((one) => waitRow(one, doing)),
  }
}

interface Around {
  readonly slot: Span
  readonly taken: Taken
  readonly line: readonly { readonly from_at: Date; readonly until_at: Date }[]
}

function slotShape(r: ResourceSource, timing: Timing, { slot, taken, line }: Around, at: Date) {
  const may = r.state === 'live' && r.sharer_state === 'live' && mayBegin(timing, slot.from, at)
  const free = may ? freeIn(timing, taken, slot) : 0
  return {
    ...{ from: slot.from.toISOString(), to: slot.to.toISOString(), free },
    mayWait: may && free === 0 && r.wait_how !== 'none',
    waiting: line.filter(({ from_at, until_at }) => from_at < slot.to && until_at > slot.from).length,
  }
}

/** Where somebody lives, for “near me” without a position. */
export async function homeOf(tx: Tx, { tenantId, actor }: Doing) {
  const { rows } = await sql<{ id: ResourceRow['place']['id']; name: string; nameEn: string } & Spot>`
    select c.id, c.name, c.name_en as "nameEn", c.lng, c.lat from people.persons_view n
    join places.places_view c on c.tenant_id = n.tenant_id and c.id = n.home_place_id
    where n.tenant_id = ${tenantId} and n.id = ${actor.personId}`.execute(tx)
  return rows[0] ?? null
}

const mostBrowsed = 1000

/** What neighbours share, nearest first; the position is used and forgotten. */
export async function browsePage(
  tx: Tx,
  doing: Doing,
  { q, kind, openNow = false, lng, lat, offset = 0, limit = 50 }: QueryOf<typeof browse>,
): Promise<ResponseOf<typeof browse>> {
  const like = likeSql(q)
  const oldest = await oldestSharing(tx, doing.tenantId)
  const conditions: Condition[] = [
    sql<boolean>`r.tenant_id = ${doing.tenantId}`,
    offeredSql(oldest),
    ...(kind ? [sql<boolean>`r.kind = ${kind}`] : []),
    ...(like ? [sql<boolean>`(r.name ilike ${like} or r.words ilike ${like} or h.name ilike ${like})`] : []),
  ]
  const all = await resourcesSql(tx, sql.join(conditions, sql` and `), {
    oldest,
    order: sql`r.name, r.id`,
    limit: mostBrowsed,
  })
  const calendar = await calendarOf(tx, doing.tenantId)
  const here: Spot | null = lng !== undefined && lat !== undefined ? { lng, lat } : await homeOf(tx, doing)
  const rows: NearRow[] = all
    .filter((row) => !openNow || openState(row.hours, calendar, doing.at).open)
    .map((row) => ({ row, metres: here ? metresApart(here, row) : null }))
    .toSorted((a, b) => (a.metres ?? Number.MAX_SAFE_INTEGER) - (b.metres ?? Number.MAX_SAFE_INTEGER))
    .map(({ row, metres }) => ({ ...resourceRow(row, calendar, doing.at), metres }))
  return { rows: rows.slice(offset, offset + limit), total: rows.length, offset, limit }
}
