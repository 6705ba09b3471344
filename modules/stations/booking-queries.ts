import type { RawBuilder } from 'kysely'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { dayNumberFrom, dayNumberOf, hourMs, startOfDayMs } from '../../kernel/time/day.ts'
import type { BookingRow, listBookings } from './contract.ts'
import { likeSql, withinSql } from './query-parts.ts'
import { type Condition, type Doing, isSharerSql, keepsSql, seesSql } from './scope.ts'
import type { BookingRecord, ResourceRecord } from './tables.ts'

/** Whose a booking or a place in the line is, and how the reader stands to it. */
interface Named {
  readonly person_name: string | null
  /** They share it, and do not keep it for the station. */
  readonly as_sharer: boolean
}

/** Whether the reader of a resource `r` of a sharer `h` is who shares it alone. */
export const asSharerSql = (actor: Doing['actor']): Condition =>
  sql<boolean>`(${isSharerSql(actor)} and not ${keepsSql(actor, 'r')})`

type BookingSource = BookingRecord &
  Named &
  Pick<ResourceRecord, 'unit' | 'cancel_hours'> &
  Pick<BookingRow, 'resource' | 'sharer' | 'place' | 'thanked'> & {
    readonly for_name: string | null
  }

/** Bookings `b` of resources `r` of sharers `h`. */
export async function bookingsWhere(
  tx: Tx,
  { tenantId, actor }: Pick<Doing, 'tenantId' | 'actor'>,
  where: RawBuilder<unknown>,
  { order = sql`b.from_at, b.id`, offset = 0, limit }: { order?: RawBuilder<unknown>; offset?: number; limit: number },
): Promise<BookingSource[]> {
  const { rows } =
    await sql<BookingSource>`select b.*, r.unit, r.cancel_hours, n.name as person_name, f.name as for_name,
      ${asSharerSql(actor)} as as_sharer,
      json_build_object('id', r.id, 'name', r.name, 'kind', r.kind) as resource,
      json_build_object('id', h.id, 'name', h.name, 'kind', h.kind) as sharer,
      json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
      exists (select from stations.thanks t where t.tenant_id = b.tenant_id and t.booking_id = b.id) as thanked
    from stations.bookings b
    join stations.resources r on r.tenant_id = b.tenant_id and r.id = b.resource_id
    join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
    join places.places_view p on p.tenant_id = r.tenant_id and p.id = r.place_id
    left join people.persons_view n on n.tenant_id = b.tenant_id and n.id = b.person_id
    left join stations.sharers f on f.tenant_id = b.tenant_id and f.id = b.for_sharer_id
    where b.tenant_id = ${tenantId} and ${where} order by ${order} offset ${offset} limit ${limit}`.execute(tx)
  return rows
}

/**
 * The name that who shares is told: of who booked themselves the registered one, else the one that was typed, whomever the
 * phone belongs to; null where it was booked before typed names were kept.
 */
export const toldName = (
  of: Pick<BookingRecord, 'by_station' | 'name_sealed'>,
  registered: string | null,
  { secrets }: Pick<Doing, 'secrets'>,
): string | null => (of.by_station ? of.name_sealed && secrets.open(of.name_sealed) : registered)

/** Whose it is: whole for themselves, masked for others; who shares it is told what was typed. */
export function whoOf(
  of: Pick<BookingRecord, 'person_id' | 'by_station' | 'name_sealed'> & Named,
  doing: Pick<Doing, 'actor' | 'secrets'>,
): string | null {
  if (of.person_id === doing.actor.personId) return of.person_name
  const name = of.as_sharer ? toldName(of, of.person_name, doing) : of.person_name
  return name && maskName(name)
}

/** A booking as the reader sees it: the name of who booked is whole for themselves alone. */
export function bookingRow(b: BookingSource, doing: Pick<Doing, 'actor' | 'at' | 'secrets'>): BookingRow {
  const { actor, at } = doing
  const own = b.person_id === actor.personId
  const person = whoOf(b, doing)
  return {
    ...{ id: b.id, resource: b.resource, sharer: b.sharer, place: b.place, unit: b.unit, pieces: b.pieces },
    ...{ who: b.for_name ?? person, state: b.state, why: b.why, thanked: b.thanked },
    ...{ fromAt: b.from_at.toISOString(), untilAt: b.until_at.toISOString() },
    late: isLate(b, at),
    mayCancel: own && b.state === 'booked' && at.getTime() <= b.from_at.getTime() - b.cancel_hours * hourMs,
  }
}

const isLate = (b: BookingSource, at: Date): boolean =>
  (b.state === 'booked' && b.until_at < at) || (b.state === 'out' && b.until_at < at)

const dayStart = (day: string, plus = 0) => new Date(startOfDayMs(dayNumberFrom(day) + plus))

/** Conditions of what a list shows; the figures count by the same ones. Bookings are `b`. */
export function bookingShowSql(show: QueryOf<typeof listBookings>['show'], at: Date): RawBuilder<boolean> {
  const today = dayNumberOf(at)
  const [from, to] = [new Date(startOfDayMs(today)), new Date(startOfDayMs(today + 1))]
  switch (show) {
    case 'today':
      return sql`(b.state = 'booked' and b.from_at >= ${from} and b.from_at < ${to} and b.until_at >= ${at})`
    case 'late':
      return sql`(b.state in ('booked', 'out') and b.until_at < ${at})`
    case 'done':
    case 'cancelled':
    case 'no_show':
      return sql`b.state = ${show}`
    case 'all':
      return sql<boolean>`true`
    default:
      return sql`b.ended_at is null`
  }
}

/** Begun within days, both inclusive. */
export const bookedWithinSql = (from: string | undefined, to: string | undefined): RawBuilder<boolean> =>
  sql`${from ? sql`b.from_at >= ${dayStart(from)}` : sql`true`} and ${to ? sql`b.from_at < ${dayStart(to, 1)}` : sql`true`}`

export async function bookingPage(
  tx: Tx,
  doing: Doing,
  query: QueryOf<typeof listBookings>,
): Promise<ResponseOf<typeof listBookings>> {
  const { q, placeId, stationId, resourceId, sharerId, show = 'open', from, to, offset = 0, limit = 50 } = query
  const like = likeSql(q)
  const conditions = [
    seesSql(doing.actor, 'r'),
    await withinSql(tx, doing.tenantId, 'r', placeId),
    bookingShowSql(show, doing.at),
    bookedWithinSql(from, to),
    ...(stationId ? [sql`${stationId} in (r.station_id, h.station_id)`] : []),
    ...(resourceId ? [sql`r.id = ${resourceId}`] : []),
    ...(sharerId ? [sql`h.id = ${sharerId}`] : []),
    ...(like ? [sql`(r.name ilike ${like} or h.name ilike ${like})`] : []),
  ]
  const where = sql`${sql.join(conditions, sql` and `)}`
  // What is open: the next first; what is over: the newest first.
  const order =
    show === 'open' || show === 'today' || show === 'late' ? sql`b.from_at, b.id` : sql`b.from_at desc, b.id`
  const rows = await bookingsWhere(tx, doing, where, { order, offset, limit })
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from stations.bookings b
    join stations.resources r on r.tenant_id = b.tenant_id and r.id = b.resource_id
    join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
    where b.tenant_id = ${doing.tenantId} and ${where}`.execute(tx)
  return { rows: rows.map((row) => bookingRow(row, doing)), total: counted[0]?.n ?? 0, offset, limit }
}
