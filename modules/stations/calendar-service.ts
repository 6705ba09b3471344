import { createHash, randomBytes } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import { forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Lang, Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { BytesAnswer } from '../../kernel/http/route.ts'
import { dayMs } from '../../kernel/time/day.ts'
import { type CalendarEvent, calendarOf } from '../../kernel/time/icalendar.ts'
import { calendarFeed } from './calendar-contract.ts'
import { calendarStream } from './events.ts'
import { type Doing, inOffice, keepsSql, seesSql, unnamed, type Writing } from './scope.ts'
import { tell } from './store.ts'
import type { BookingId, BookingRecord, CalendarRecord, StationId, StationRecord } from './tables.ts'

// Calendars of bookings by secret addresses. They say what is booked when and where, never who booked it.

/** Whose calendar: the actor's own, or that of a station. */
type Whose = { readonly own: true } | { readonly stationId: StationId }

const ofSql = ({ tenantId, actor }: Doing, whose: Whose): RawBuilder<boolean> =>
  'own' in whose
    ? sql`tenant_id = ${tenantId} and person_id = ${actor.personId} and revoked_at is null`
    : sql`tenant_id = ${tenantId} and station_id = ${whose.stationId} and revoked_at is null`

/** Who sees a station may know that it has an address; who keeps it may make one and take it back. */
async function checkStation(
  tx: Tx,
  { tenantId, actor }: Doing,
  whose: Whose,
  keeping: boolean,
): Promise<string | null> {
  if ('own' in whose) return null
  const { rows } = await sql<StationRecord & { keeps: boolean }>`select s.*, ${keepsSql(actor, 's')} as keeps
    from stations.stations s where s.tenant_id = ${tenantId} and s.id = ${whose.stationId} and ${seesSql(actor, 's')}`.execute(
    tx,
  )
  const station = rows[0] ?? notFound()
  if (keeping && !station.keeps) forbidden()
  return station.place_path
}

/** Since when there is an address. */
export async function calendarSince(tx: Tx, doing: Doing, whose: Whose): Promise<{ since: string | null }> {
  await checkStation(tx, doing, whose, false)
  const { rows } = await sql<CalendarRecord>`select * from stations.calendars where ${ofSql(doing, whose)}`.execute(tx)
  return { since: rows[0]?.made_at.toISOString() ?? null }
}

/** Makes a new secret address in place of the one before; only its hash is kept, so it is told once. */
export async function openCalendar(tx: Tx, doing: Doing, whose: Whose): Promise<{ path: string }> {
  const named = namedFor(doing, await checkStation(tx, doing, whose, true))
  await revoke(tx, doing, named, whose)
  const token = randomBytes(24).toString('base64url')
  const id = newId<'stationCalendar'>()
  const [personId, stationId] = 'own' in whose ? [doing.actor.personId, null] : [null, whose.stationId]
  await sql`insert into stations.calendars (tenant_id, id, person_id, station_id, token_hash, made_at)
    values (${doing.tenantId}, ${id}, ${personId}, ${stationId}, ${hashOfToken(token)}, ${doing.at})`.execute(tx)
  await tellCalendar(tx, named, { id, station_id: stationId }, false)
  return { path: calendarFeed.path.replace(':token', token) }
}

/** Takes the address back. */
export async function closeCalendar(tx: Tx, doing: Doing, whose: Whose): Promise<void> {
  const named = namedFor(doing, await checkStation(tx, doing, whose, true))
  await revoke(tx, doing, named, whose)
}

const namedFor = (doing: Doing, path: string | null): Writing => (path ? inOffice(doing, path) : unnamed(doing))

async function revoke(tx: Tx, doing: Doing, named: Writing, whose: Whose): Promise<void> {
  const { rows } = await sql<CalendarRecord>`update stations.calendars set revoked_at = ${doing.at}
    where ${ofSql(doing, whose)} returning *`.execute(tx)
  for (const calendar of rows) await tellCalendar(tx, named, calendar, true)
}

const tellCalendar = (
  tx: Tx,
  named: Writing,
  { id, station_id }: Pick<CalendarRecord, 'id' | 'station_id'>,
  revoked: boolean,
) =>
  tell(tx, named, calendarStream(id), revoked ? 'calendarClosed' : 'calendarOpened', {
    ...(station_id ? { stationId: station_id } : {}),
    set: { revoked },
  })

const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()

interface About {
  readonly lang: Lang
  readonly now: Date
}

const keptDays = 60
const mostEvents = 500
const ownName: Words = { zh: '里仁 我的预约', en: 'Liren bookings' }

/** The calendar of a secret address; 404 for one that was taken back. */
export async function feedOf(tx: Tx, tenantId: TenantId, token: string, about: About): Promise<BytesAnswer> {
  const { rows } = await sql<CalendarRecord & { station: string | null }>`select c.*, s.name as station
    from stations.calendars c left join stations.stations s on s.tenant_id = c.tenant_id and s.id = c.station_id
    where c.tenant_id = ${tenantId} and c.token_hash = ${hashOfToken(token)} and c.revoked_at is null`.execute(tx)
  const calendar = rows[0] ?? notFound()
  const since = new Date(about.now.getTime() - keptDays * dayMs)
  const whose = calendar.station_id
    ? sql`${calendar.station_id}::uuid in (r.station_id, h.station_id)`
    : sql`b.person_id = ${calendar.person_id}`
  const name = calendar.station ?? ownName[about.lang]
  return fileOf(await eventsOf(tx, tenantId, sql`${whose} and b.until_at > ${since}`, about), name)
}

/** One booking as a file, for who booked it. */
export async function bookingFile(
  tx: Tx,
  { tenantId, actor }: Doing,
  id: BookingId,
  about: About,
): Promise<BytesAnswer> {
  const events = await eventsOf(tx, tenantId, sql`b.id = ${id} and b.person_id = ${actor.personId}`, about)
  const [event] = events
  return { ...fileOf(events, event?.summary ?? notFound()), filename: 'booking.ics' }
}

const fileOf = (events: readonly CalendarEvent[], name: string): BytesAnswer => ({
  bytes: Buffer.from(calendarOf(name, events)),
  type: 'text/calendar; charset=utf-8',
})

type Source = BookingRecord & { readonly resource: string; readonly station: string | null; readonly place: string }

async function eventsOf(
  tx: Tx,
  tenantId: TenantId,
  where: RawBuilder<unknown>,
  { lang }: About,
): Promise<CalendarEvent[]> {
  const { rows } = await sql<Source>`select b.*, r.name as resource, s.name as station,
      ${lang === 'zh' ? sql`p.name` : sql`p.name_en`} as place
    from stations.bookings b join stations.resources r on r.tenant_id = b.tenant_id and r.id = b.resource_id
    join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
    join places.places_view p on p.tenant_id = r.tenant_id and p.id = r.place_id
    left join stations.stations s on s.tenant_id = r.tenant_id and s.id = r.station_id
    where b.tenant_id = ${tenantId} and ${where} order by b.from_at desc, b.id limit ${mostEvents}`.execute(tx)
  return rows.map((b) => ({
    uid: `${b.id}@liren`,
    // Handed over and ended: each changes it once more.
    sequence: (b.handed_at ? 1 : 0) + (b.ended_at ? 1 : 0),
    changedAt: b.ended_at ?? b.handed_at ?? b.made_at,
    startsAt: b.from_at,
    endsAt: b.until_at,
    summary: b.resource,
    location: [b.station, b.place].filter(Boolean).join(' · '),
    description: b.pieces > 1 ? piecesWords(b.pieces)[lang] : '',
    status: b.state === 'cancelled' ? ('CANCELLED' as const) : ('CONFIRMED' as const),
  }))
}

const piecesWords = (n: number): Words => ({ zh: `${n} 份`, en: `${n} pieces` })
