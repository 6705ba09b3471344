import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { WorkCalendar } from '../../kernel/time/work-calendar.ts'
import { calendarOf } from '../matters/public.ts'
import { findOrAddPersonByPhone } from '../people/public.ts'
import { mustAskStation, noShowsSince } from './booking.ts'
import type { BookBody } from './contract.ts'
import { limits, type NoShowLimit, usualNoShows } from './kinds.ts'
import type { Span } from './opening.ts'
import type { LockedResource } from './resource-lock.ts'
import { takenOf, timingOf } from './resource-queries.ts'
import { type Doing, isSharerSql } from './scope.ts'
import { mayBegin, spanFrom, type Taken, type Timing, unitMs } from './slots.ts'
import { phoneFrom, wrong } from './store.ts'
import type { ResourceRecord, SharerId } from './tables.ts'

// For whom and for when something is asked for: what a booking and a place in the line have in common.

/** For whom it is booked: themselves, somebody who came to the station, or a sharer of their own. */
export interface Booker {
  readonly personId: PersonId
  readonly byStation: boolean
  readonly forSharerId: SharerId | null
  /** The name as it was typed, of somebody: who shares is told no other. */
  readonly nameSealed: Buffer | null
}

/** Whom it is for; refuses who it is not for. */
export async function bookerOf(
  tx: Tx,
  { tenantId, actor, secrets, at }: Doing,
  r: LockedResource,
  body: BookBody,
): Promise<Booker> {
  if (body.somebody) {
    const somebody = { name: body.somebody.name.trim(), phone: phoneFrom(body.somebody.phone) }
    const { personId } = await findOrAddPersonByPhone(tx, secrets, tenantId, somebody, at)
    return { personId, byStation: true, forSharerId: null, nameSealed: secrets.seal(somebody.name) }
  }
  const own = await ownShops(tx, { tenantId, actor })
  const asked = body.forSharerId ?? (r.audience === 'shops' ? own[0] : null) ?? null
  if (asked && !own.includes(asked)) notFound()
  if (r.audience === 'shops' && !asked)
    fail('refused', 'stations.for_shops', { zh: '这一样只给商户和企业用', en: 'This is for shops and firms only' })
  if (r.audience === 'residents' && asked)
    fail('refused', 'stations.for_residents', { zh: '这一样只给居民用', en: 'This is for residents only' })
  return { personId: actor.personId, byStation: false, forSharerId: asked, nameSealed: null }
}

/** Live shops, firms and offices that the actor is. */
export async function ownShops(tx: Tx, { tenantId, actor }: Pick<Doing, 'tenantId' | 'actor'>): Promise<SharerId[]> {
  const { rows } = await sql<{ id: SharerId }>`select h.id from stations.sharers h where h.tenant_id = ${tenantId}
    and h.state = 'live' and h.kind <> 'person' and ${isSharerSql(actor)} order by h.asked_at, h.id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** How often one may not come to what a station keeps, or what a sharer of the station keeps elsewhere. */
export async function noShowLimitOf(
  tx: Tx,
  tenantId: TenantId,
  { station_id, sharer_id }: Pick<ResourceRecord, 'station_id' | 'sharer_id'>,
): Promise<NoShowLimit> {
  const { rows } = await sql<NoShowLimit>`select s.no_show_times as times, s.no_show_days as days
    from stations.stations s where s.tenant_id = ${tenantId} and s.id = coalesce(${station_id}::uuid,
      (select h.station_id from stations.sharers h where h.tenant_id = ${tenantId} and h.id = ${sharer_id}))`.execute(
    tx,
  )
  return rows[0] ?? usualNoShows
}

/**
 * What counts for a person's own limits: times they did not come lately, and bookings that are not over. One whose time
 * is past is over for them, marked or not; what was handed over, only when it is back.
 */
export async function bookingsOf(tx: Tx, tenantId: TenantId, personId: PersonId, at: Date, limit: NoShowLimit) {
  const { rows } = await sql<{ missed: number; live: number }>`select
      count(*) filter (where state = 'no_show' and ended_at >= ${noShowsSince(at, limit)})::int as missed,
      count(*) filter (where ended_at is null and (until_at > ${at} or state = 'out'))::int as live
    from stations.bookings where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  return rows[0] ?? { missed: 0, live: 0 }
}

/** Refuses who missed too many; the station books for them. */
export function checkMissed(missed: number, limit: NoShowLimit): void {
  if (mustAskStation(missed, limit))
    fail('refused', 'stations.ask_station', {
      zh: `近 ${limit.days} 天有 ${missed} 次约了没来，请到驿站或打电话，由工作人员帮您约`,
      en: `You did not come ${missed} times in ${limit.days} days: please ask the station to book for you`,
    })
}

/** Refuses who missed too many or has enough. One booking of a person at a time, so that two phones stay within. */
export async function checkLimits(
  tx: Tx,
  { tenantId, at }: Pick<Doing, 'tenantId' | 'at'>,
  personId: PersonId,
  r: Pick<ResourceRecord, 'station_id' | 'sharer_id'>,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${personLock(personId)}, 0))`.execute(tx)
  const limit = await noShowLimitOf(tx, tenantId, r)
  const { missed, live } = await bookingsOf(tx, tenantId, personId, at, limit)
  checkMissed(missed, limit)
  if (live >= limits.live)
    fail('refused', 'stations.too_many_bookings', {
      zh: `最多同时有 ${limits.live} 个预约，请先用完或取消`,
      en: `At most ${limits.live} bookings at a time. Please use or cancel one first`,
    })
}

const personLock = (personId: PersonId): string => `stations.bookings ${personId}`

/**
 * Whether a person may have one booking more, without waiting for another of theirs that is being made: several people
 * of a line are asked about in one transaction.
 */
export async function withinLimits(
  tx: Tx,
  { tenantId, at }: Pick<Doing, 'tenantId' | 'at'>,
  personId: PersonId,
  r: Pick<ResourceRecord, 'station_id' | 'sharer_id'>,
): Promise<boolean> {
  const { rows } = await sql<{
    alone: boolean
  }>`select pg_try_advisory_xact_lock(hashtextextended(${personLock(personId)}, 0)) as alone`.execute(tx)
  if (!rows[0]?.alone) return false
  const limit = await noShowLimitOf(tx, tenantId, r)
  const { missed, live } = await bookingsOf(tx, tenantId, personId, at, limit)
  return !mustAskStation(missed, limit) && live < limits.live
}

/** The time that is asked for, and what is taken around it. */
interface AskedTime {
  readonly span: Span
  readonly timing: Timing
  readonly calendar: WorkCalendar
  readonly taken: Taken
}

/** Refuses what may not be booked at all, now or by this actor: 404 for who may not know of it. */
export function checkBookable(r: LockedResource, body: BookBody): void {
  const live = r.state === 'live' && r.sharer_state === 'live'
  if (!live && !r.own && !r.sees) notFound()
  if (body.somebody && !r.keeps && !r.own) forbidden()
  if (!live || r.unit === 'none')
    fail('refused', 'stations.not_booked', {
      zh: r.unit === 'none' ? '优惠不用预约，直接到店' : '暂停共享，现在不能预约',
      en: r.unit === 'none' ? 'A discount is not booked: just go there' : 'It is paused and cannot be booked now',
    })
}

/** The time of a booking as it is asked for; refuses one that is closed, begun or too far ahead. */
export async function askedTime(
  tx: Tx,
  asked: Doing,
  r: ResourceRecord,
  { fromAt, slots = 1 }: Pick<BookBody, 'fromAt' | 'slots'>,
): Promise<AskedTime> {
  const [timing, calendar] = [timingOf(r), await calendarOf(tx, asked.tenantId)]
  const span = spanFrom(timing, calendar, new Date(fromAt), slots)
  if (!span)
    return wrong('fromAt', { zh: '这个时间不开放，请从日程里选', en: 'Not open then: please choose from the calendar' })
  if (!mayBegin(timing, span.from, asked.at))
    return wrong('fromAt', {
      zh: `只能约还没开始、${timing.aheadDays} 天以内的时间`,
      en: `Only what has not begun, within ${timing.aheadDays} days`,
    })
  const since = new Date(Math.min(asked.at.getTime(), span.from.getTime()) - unitMs(timing.unit))
  return { span, timing, calendar, taken: (await takenOf(tx, asked, [r.id], since)).get(r.id) ?? new Map() }
}
