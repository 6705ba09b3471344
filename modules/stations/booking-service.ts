import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { formatInstant } from '../../kernel/time/time-words.ts'
import { calendarOf } from '../matters/public.ts'
import { notify } from '../notices/public.ts'
import { findOrAddPersonByPhone, phoneOf } from '../people/public.ts'
import { type BookingStep, mustAskStation, noShowsSince, type StepFault, takeStep } from './booking.ts'
import type { BookAnswer, BookBody } from './contract.ts'
import { resourceStream } from './events.ts'
import { kinds, limits } from './kinds.ts'
import type { Span } from './opening.ts'
import { takenOf, timingOf } from './resource-queries.ts'
import { lockResource } from './resource-service.ts'
import { type Doing, inOffice, isSharerSql, unnamed } from './scope.ts'
import { phoneFrom } from './sharer-service.ts'
import { freeIn, mayBegin, nearestFree, spanFrom, unitMs, unitsOf } from './slots.ts'
import { hashOf, peopleOf, tell, wrong } from './store.ts'
import type { BookingId, BookingRecord, ResourceId, ResourceRecord, SharerId, SharerRecord } from './tables.ts'

/** For whom it is booked: themselves, somebody who came to the station, or a sharer of their own. */
interface Booker {
  readonly personId: PersonId
  readonly byStation: boolean
  readonly forSharerId: SharerId | null
}

/**
 * Books, one at a time for a resource: its row is locked, and the key of `taken` is the last word.
 * @returns what was booked; or null with the nearest free times, for who came second.
 */
export async function bookResource(tx: Tx, asked: Doing, id: ResourceId, body: BookBody): Promise<BookAnswer> {
  const r = await lockResource(tx, asked, id)
  const live = r.state === 'live' && r.sharer_state === 'live'
  if (!live && !r.own && !r.sees) return notFound()
  if (body.somebody && !r.keeps && !r.own) forbidden()
  if (!live || r.unit === 'none')
    fail('refused', 'stations.not_booked', {
      zh: r.unit === 'none' ? '优惠不用预约，直接到店' : '暂停共享，现在不能预约',
      en: r.unit === 'none' ? 'A discount is not booked: just go there' : 'It is paused and cannot be booked now',
    })
  const booker = await bookerOf(tx, asked, r, body)
  if (!booker.byStation) await checkLimits(tx, asked, booker.personId)
  const [timing, calendar] = [timingOf(r), await calendarOf(tx, asked.tenantId)]
  const { slots = 1, pieces = 1 } = body
  const span = spanFrom(timing, calendar, new Date(body.fromAt), slots)
  if (!span)
    return wrong('fromAt', { zh: '这个时间不开放，请从日程里选', en: 'Not open then: please choose from the calendar' })
  if (!mayBegin(timing, span.from, asked.at))
    return wrong('fromAt', {
      zh: `只能约还没开始、${timing.aheadDays} 天以内的时间`,
      en: `Only what has not begun, within ${timing.aheadDays} days`,
    })
  const since = new Date(Math.min(asked.at.getTime(), span.from.getTime()) - unitMs(timing.unit))
  const taken = (await takenOf(tx, asked, [id], since)).get(id) ?? new Map()
  if (freeIn(timing, taken, span) < pieces) {
    const wanted = { from: span.from, slots, now: asked.at }
    const asFew = { ...timing, capacity: Math.max(0, timing.capacity - pieces + 1) }
    const near = nearestFree(asFew, calendar, taken, wanted)
    return { booked: null, nearest: near.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })) }
  }
  const bookingId = await write(tx, asked, r, booker, span, pieces)
  return { booked: { id: bookingId, fromAt: span.from.toISOString(), untilAt: span.to.toISOString() }, nearest: [] }
}

async function bookerOf(
  tx: Tx,
  { tenantId, actor, secrets, at }: Doing,
  r: ResourceRecord,
  body: BookBody,
): Promise<Booker> {
  if (body.somebody) {
    const somebody = { name: body.somebody.name.trim(), phone: phoneFrom(body.somebody.phone) }
    const { personId } = await findOrAddPersonByPhone(tx, secrets, tenantId, somebody, at)
    return { personId, byStation: true, forSharerId: null }
  }
  const own = await ownShops(tx, { tenantId, actor })
  const asked = body.forSharerId ?? (r.audience === 'shops' ? own[0] : null) ?? null
  if (asked && !own.includes(asked)) notFound()
  if (r.audience === 'shops' && !asked)
    fail('refused', 'stations.for_shops', { zh: '这一样只给商户和企业用', en: 'This is for shops and firms only' })
  if (r.audience === 'residents' && asked)
    fail('refused', 'stations.for_residents', { zh: '这一样只给居民用', en: 'This is for residents only' })
  return { personId: actor.personId, byStation: false, forSharerId: asked }
}

/** Live shops, firms and offices that the actor is. */
export async function ownShops(tx: Tx, { tenantId, actor }: Pick<Doing, 'tenantId' | 'actor'>): Promise<SharerId[]> {
  const { rows } = await sql<{ id: SharerId }>`select h.id from stations.sharers h where h.tenant_id = ${tenantId}
    and h.state = 'live' and h.kind <> 'person' and ${isSharerSql(actor)} order by h.asked_at, h.id`.execute(tx)
  return rows.map(({ id }) => id)
}

async function checkLimits(tx: Tx, { tenantId, at }: Doing, personId: PersonId): Promise<void> {
  // One booking of a person at a time, so that two phones together stay within the limit.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`stations.bookings ${personId}`}, 0))`.execute(tx)
  const { rows } = await sql<{ missed: number; live: number }>`select
      count(*) filter (where state = 'no_show' and ended_at >= ${noShowsSince(at)})::int as missed,
      count(*) filter (where ended_at is null)::int as live
    from stations.bookings where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  const { missed = 0, live = 0 } = rows[0] ?? {}
  if (mustAskStation(missed))
    fail('refused', 'stations.ask_station', {
      zh: `近 ${limits.days} 天有 ${missed} 次约了没来，请到驿站或打电话，由工作人员帮您约`,
      en: `You did not come ${missed} times in ${limits.days} days: please ask the station to book for you`,
    })
  if (live >= limits.live)
    fail('refused', 'stations.too_many_bookings', {
      zh: `最多同时有 ${limits.live} 个预约，请先用完或取消`,
      en: `At most ${limits.live} bookings at a time. Please use or cancel one first`,
    })
}

async function write(
  tx: Tx,
  doing: Doing,
  r: ResourceRecord,
  booker: Booker,
  span: Span,
  pieces: number,
): Promise<BookingId> {
  const { tenantId, at } = doing
  const id = newId<'booking'>()
  const set = {
    ...{ resource_id: r.id, from_at: span.from.toISOString(), until_at: span.to.toISOString(), pieces },
    ...{ state: 'booked', by_station: booker.byStation, for_sharer_id: booker.forSharerId },
  }
  await sql`insert into stations.bookings (tenant_id, id, resource_id, person_id, for_sharer_id, by_station, from_at, until_at,
      pieces, state, made_at)
    values (${tenantId}, ${id}, ${r.id}, ${booker.personId}, ${booker.forSharerId}, ${booker.byStation}, ${span.from},
      ${span.to}, ${pieces}, 'booked', ${at})`.execute(tx)
  await take(tx, doing, r.id, id, unitsOf(r.unit, span), pieces)
  const named = booker.byStation ? inOffice(doing, r.place_path) : unnamed(doing)
  await tell(tx, named, resourceStream(r.id), 'booked', { resourceId: r.id, bookingId: id, set })
  const when = (lang: 'zh' | 'en') => formatInstant(lang, span.from)
  await tellSharer(tx, doing, r, {
    zh: `有人约了「${r.name}」：${when('zh')}`,
    en: `“${r.name}” was booked for ${when('en')}`,
  })
  return id
}

/** Takes the lowest free pieces in each unit. Throws where there are fewer: the caller has counted under the lock. */
async function take(
  tx: Tx,
  { tenantId }: Doing,
  resourceId: ResourceId,
  bookingId: BookingId,
  units: readonly number[],
  pieces: number,
) {
  const instants = units.map((ms) => new Date(ms).toISOString())
  try {
    const { rows } = await sql`insert into stations.taken (tenant_id, resource_id, unit_at, seat, booking_id)
      select ${tenantId}, ${resourceId}, u.at, s.seat, ${bookingId} from unnest(${instants}::timestamptz[]) u(at)
      cross join lateral (select seat from stations.seats s where s.tenant_id = ${tenantId} and s.resource_id = ${resourceId}
        and not exists (select from stations.taken t where t.tenant_id = s.tenant_id and t.resource_id = s.resource_id
          and t.unit_at = u.at and t.seat = s.seat) order by seat limit ${pieces}) s returning seat`.execute(tx)
    if (rows.length !== units.length * pieces) throw new Error('fewer pieces are free than were counted')
  } catch (error) {
    if (constraintOf(error) !== 'taken_pkey') throw error
    fail('conflict', 'stations.taken', {
      zh: '刚被别人约走了，请再选一次',
      en: 'It was just taken. Please choose again',
    })
  }
}

export async function tellSharer(tx: Tx, { tenantId, at }: Doing, r: ResourceRecord, words: Words): Promise<void> {
  const { rows } = await sql<SharerRecord>`select * from stations.sharers where tenant_id = ${tenantId}
    and id = ${r.sharer_id}`.execute(tx)
  const personIds = rows[0] ? await peopleOf(tx, tenantId, rows[0], at) : []
  const subject = { kind: 'share/shop', id: r.id }
  await notify(tx, { tenantId, personIds, at, topic: 'sharing', subject, words, bundle: `stations.${r.sharer_id}` })
}

const faultWords: Readonly<Record<StepFault, Words>> = {
  over: { zh: '这个预约的状态已变，请刷新再看', en: 'This booking stands otherwise by now. Please look again' },
  not_yours: { zh: '这一步由共享方来做', en: 'This step is for who shares it' },
  too_early: { zh: '还没到时间', en: 'It is too early for that' },
  too_late: { zh: '已过可取消的时间，请联系共享方', en: 'Too late to cancel here: please contact who shares it' },
}

/** A booking with the actor's side of it; the resource is locked first, as for booking. 404 for who has no part in it. */
async function lockBooking(tx: Tx, doing: Doing, id: BookingId) {
  const { tenantId, actor } = doing
  const read = () =>
    sql<BookingRecord>`select * from stations.bookings where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const known = (await read()).rows[0] ?? notFound()
  const r = await lockResource(tx, doing, known.resource_id)
  const booking = (await read()).rows[0] ?? notFound()
  const mine = booking.person_id === actor.personId
  if (!mine && !r.own && !r.keeps) return r.sees ? forbidden() : notFound()
  return { booking, r, mine, shares: r.own || r.keeps }
}

/** Hands over, takes back, cancels, or says that nobody came. */
export async function stepBooking(
  tx: Tx,
  asked: Doing,
  id: BookingId,
  step: BookingStep,
  why: string | null,
): Promise<void> {
  const { booking, r, mine, shares } = await lockBooking(tx, asked, id)
  const side = shares && !(mine && step === 'cancel') ? ('sharer' as const) : ('booker' as const)
  const facts = { state: booking.state, from: booking.from_at, lent: kinds[r.kind].lent, cancelHours: r.cancel_hours }
  const taken = takeStep(facts, step, side, asked.at)
  if ('fault' in taken)
    return fail(
      taken.fault === 'over' ? 'conflict' : 'refused',
      `stations.step_${taken.fault}`,
      faultWords[taken.fault],
    )
  if (side === 'sharer' && step === 'cancel' && !why)
    wrong('why', { zh: '取消别人的预约要说明原因', en: 'Please say why it is cancelled' })
  const { state } = taken
  const over = state !== 'out'
  const { tenantId, at } = asked
  await sql`update stations.bookings set state = ${state}, why = ${why}, ended_at = ${over ? at : null},
      handed_at = coalesce(handed_at, ${step === 'hand_over' ? at : null})
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  // What was handed over to be used there stays taken to its end; what came back or was not used is free at once.
  if (over && step !== 'hand_over')
    await sql`delete from stations.taken where tenant_id = ${tenantId} and booking_id = ${id}`.execute(tx)
  const named = side === 'booker' ? unnamed(asked) : r.own ? asked : inOffice(asked, r.place_path)
  const reason = why ? { reasonHash: hashOf(why) } : {}
  await tell(tx, named, resourceStream(r.id), 'bookingMoved', {
    resourceId: r.id,
    bookingId: id,
    set: { state },
    ...reason,
  })
  if (step === 'cancel') await tellOther(tx, asked, r, booking, side, why)
}

async function tellOther(
  tx: Tx,
  doing: Doing,
  r: ResourceRecord,
  booking: BookingRecord,
  side: 'booker' | 'sharer',
  why: string | null,
) {
  const when = (lang: 'zh' | 'en') => formatInstant(lang, booking.from_at)
  if (side === 'booker')
    return tellSharer(tx, doing, r, {
      zh: `「${r.name}」${when('zh')} 的预约取消了`,
      en: `The booking of “${r.name}” for ${when('en')} was cancelled`,
    })
  if (!booking.person_id) return
  await notify(tx, {
    ...{ tenantId: doing.tenantId, personIds: [booking.person_id], at: doing.at, topic: 'sharing' },
    subject: { kind: 'share', id: r.id },
    words: {
      zh: `您约的「${r.name}」${when('zh')} 被取消：${why}`,
      en: `Your booking of “${r.name}” for ${when('en')} was cancelled: ${why}`,
    },
  })
}

/** Who booked, in full, with a reason; for who shares or keeps it. */
export async function revealBooking(tx: Tx, asked: Doing, id: BookingId, reason: string) {
  const { booking, r, shares } = await lockBooking(tx, asked, id)
  if (!shares) return forbidden()
  if (!booking.person_id) return notFound()
  const { tenantId, secrets } = asked
  const { rows } = await sql<{ name: string }>`select name from people.persons_view where tenant_id = ${tenantId}
    and id = ${booking.person_id}`.execute(tx)
  const named = r.own ? asked : inOffice(asked, r.place_path)
  await tell(tx, named, resourceStream(r.id), 'contactRevealed', {
    ...{ resourceId: r.id, bookingId: id, reasonHash: hashOf(reason) },
  })
  return { name: rows[0]?.name ?? '', phone: await phoneOf(tx, secrets, tenantId, booking.person_id) }
}
