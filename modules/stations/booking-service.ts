import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { formatInstant } from '../../kernel/time/time-words.ts'
import { notify } from '../notices/public.ts'
import { phoneOf } from '../people/public.ts'
import { type BookingStep, type StepFault, takeStep } from './booking.ts'
import { askedTime, bookerOf, checkBookable, checkLimits } from './booking-asked.ts'
import { toldName } from './booking-queries.ts'
import { tellSharer, writeBooking } from './booking-writing.ts'
import type { BookAnswer, BookBody } from './contract.ts'
import { resourceStream } from './events.ts'
import { kinds } from './kinds.ts'
import { serveLine } from './line-service.ts'
import { lockResource } from './resource-lock.ts'
import { type Doing, inOffice, unnamed } from './scope.ts'
import { freeIn, nearestFree } from './slots.ts'
import { hashOf, tell, wrong } from './store.ts'
import type { BookingId, BookingRecord, ResourceId, ResourceRecord } from './tables.ts'

/**
 * Books, one at a time for a resource: its row is locked, and the key of `taken` is the last word.
 * @returns what was booked; or null with the nearest free times, for who came second.
 */
export async function bookResource(tx: Tx, asked: Doing, id: ResourceId, body: BookBody): Promise<BookAnswer> {
  const r = await lockResource(tx, asked, id)
  checkBookable(r, body)
  const booker = await bookerOf(tx, asked, r, body)
  if (!booker.byStation) await checkLimits(tx, asked, booker.personId, r)
  const { slots = 1, pieces = 1 } = body
  const { span, timing, calendar, taken } = await askedTime(tx, asked, r, body)
  if (freeIn(timing, taken, span) < pieces) {
    const wanted = { from: span.from, slots, now: asked.at }
    const asFew = { ...timing, capacity: Math.max(0, timing.capacity - pieces + 1) }
    const near = nearestFree(asFew, calendar, taken, wanted)
    return { booked: null, nearest: near.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })) }
  }
  const named = booker.byStation ? inOffice(asked, r.place_path) : unnamed(asked)
  const bookingId = await writeBooking(tx, named, r, { booker, span, pieces })
  return { booked: { id: bookingId, fromAt: span.from.toISOString(), untilAt: span.to.toISOString() }, nearest: [] }
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
  const freed = over && step !== 'hand_over'
  if (freed) await sql`delete from stations.taken where tenant_id = ${tenantId} and booking_id = ${id}`.execute(tx)
  const named = side === 'booker' ? unnamed(asked) : r.own ? asked : inOffice(asked, r.place_path)
  const reason = why ? { reasonHash: hashOf(why) } : {}
  await tell(tx, named, resourceStream(r.id), 'bookingMoved', {
    resourceId: r.id,
    bookingId: id,
    set: { state },
    ...reason,
  })
  if (step === 'cancel') await tellOther(tx, asked, r, booking, side, why)
  if (freed) await serveLine(tx, asked, r)
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

/** Who booked, in full, with a reason; for who shares or keeps it. Who shares reads of somebody what was typed. */
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
  const registered = rows[0]?.name ?? ''
  const name = r.keeps ? registered : toldName(booking, registered, asked)
  return { name: name ?? '', phone: await phoneOf(tx, secrets, tenantId, booking.person_id) }
}
