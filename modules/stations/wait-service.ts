import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import {
  askedTime,
  bookerOf,
  bookingsOf,
  checkBookable,
  checkLimits,
  checkMissed,
  noShowLimitOf,
} from './booking-asked.ts'
import { writeBooking } from './booking-writing.ts'
import type { BookBody } from './contract.ts'
import { resourceStream } from './events.ts'
import { limits } from './kinds.ts'
import { bookerOfWait, moveWait, serveLine } from './line-service.ts'
import { type LockedResource, lockResource } from './resource-lock.ts'
import { type Doing, inOffice, unnamed } from './scope.ts'
import { freeIn } from './slots.ts'
import { tell, wrong } from './store.ts'
import type { BookingId, ResourceId, WaitId, WaitRecord } from './tables.ts'
import { closesAt } from './waiting.ts'

/**
 * Stands in line for a time that is taken.
 * @returns how many are before them for some of the same time
 */
export async function joinLine(
  tx: Tx,
  asked: Doing,
  resourceId: ResourceId,
  body: BookBody,
): Promise<{ id: WaitId; ahead: number }> {
  const r = await lockResource(tx, asked, resourceId)
  checkBookable(r, body)
  if (r.wait_how === 'none')
    fail('refused', 'stations.no_line', { zh: '这一样不排队，请约别的时间', en: 'There is no line for it' })
  const booker = await bookerOf(tx, asked, r, body)
  const { span, timing, taken } = await askedTime(tx, asked, r, body)
  const { pieces = 1 } = body
  if (pieces > r.capacity) wrong('pieces', { zh: `一共只有 ${r.capacity} 份`, en: `There are only ${r.capacity}` })
  if (freeIn(timing, taken, span) >= pieces)
    fail('conflict', 'stations.still_free', { zh: '现在有空，可以直接约', en: 'It is free: just book it' })
  if (!booker.byStation) await checkWaits(tx, asked, booker.personId, r, span.from)
  const { tenantId, at } = asked
  const id = newId<'stationWait'>()
  const set = {
    ...{ from_at: span.from.toISOString(), until_at: span.to.toISOString(), pieces, state: 'waiting' },
    ...{ by_station: booker.byStation, for_sharer_id: booker.forSharerId },
  }
  try {
    await sql`insert into stations.waits (tenant_id, id, resource_id, person_id, name_sealed, for_sharer_id, by_station,
        from_at, until_at, pieces, closes_at, state, made_at)
      values (${tenantId}, ${id}, ${r.id}, ${booker.personId}, ${booker.nameSealed}, ${booker.forSharerId},
        ${booker.byStation}, ${span.from}, ${span.to}, ${pieces}, ${closesAt(r.unit, span.from)}, 'waiting', ${at})`.execute(
      tx,
    )
  } catch (error) {
    if (constraintOf(error) !== 'waits_once') throw error
    fail('conflict', 'stations.waits_already', { zh: '已经在排队了', en: 'You stand in line already' })
  }
  const named = booker.byStation ? inOffice(asked, r.place_path) : unnamed(asked)
  await tell(tx, named, resourceStream(r.id), 'waited', { resourceId: r.id, waitId: id, set })
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from stations.waits w where w.tenant_id = ${tenantId}
    and w.resource_id = ${r.id} and w.ended_at is null and w.id <> ${id} and w.from_at < ${span.to}
    and w.until_at > ${span.from}`.execute(tx)
  return { id, ahead: rows[0]?.n ?? 0 }
}

async function checkWaits(
  tx: Tx,
  { tenantId, at }: Doing,
  personId: WaitRecord['person_id'] & string,
  r: LockedResource,
  from: Date,
): Promise<void> {
  const limit = await noShowLimitOf(tx, tenantId, r)
  checkMissed((await bookingsOf(tx, tenantId, personId, at, limit)).missed, limit)
  const { rows } = await sql<{ waits: number; booked: boolean }>`select
      (select count(*)::int from stations.waits where tenant_id = ${tenantId} and person_id = ${personId}
        and ended_at is null) as waits,
      exists (select from stations.bookings where tenant_id = ${tenantId} and person_id = ${personId}
        and resource_id = ${r.id} and from_at = ${from} and ended_at is null) as booked`.execute(tx)
  if (rows[0]?.booked)
    fail('conflict', 'stations.booked_already', { zh: '这个时间您已经约到了', en: 'You have booked it already' })
  if ((rows[0]?.waits ?? 0) >= limits.waits)
    fail('refused', 'stations.too_many_waits', {
      zh: `最多同时排 ${limits.waits} 个队`,
      en: `At most ${limits.waits} lines at a time`,
    })
}

/** A place in a line with the resource locked; 404 for who has no part in it. */
async function lockWait(tx: Tx, doing: Doing, id: WaitId) {
  const { tenantId, actor } = doing
  const read = async () =>
    (await sql<WaitRecord>`select * from stations.waits where tenant_id = ${tenantId} and id = ${id}`.execute(tx))
      .rows[0]
  const known = (await read()) ?? notFound()
  const r = await lockResource(tx, doing, known.resource_id)
  const wait = (await read()) ?? notFound()
  const mine = wait.person_id === actor.personId
  if (!mine && !r.own && !r.keeps) return r.sees ? forbidden() : notFound()
  return { wait, r, mine }
}

/**
 * Takes what is offered, or leaves the line. Who shares or keeps it may take somebody out, and answers for whom the
 * station has put in.
 */
export async function answerWait(
  tx: Tx,
  asked: Doing,
  id: WaitId,
  step: 'accept' | 'leave',
): Promise<{ bookingId: BookingId | null }> {
  const { wait, r, mine } = await lockWait(tx, asked, id)
  const named = mine ? unnamed(asked) : r.own ? asked : inOffice(asked, r.place_path)
  if (wait.ended_at) return tooLate()
  if (step === 'leave') {
    await moveWait(tx, named, wait, { state: 'left' })
    await serveLine(tx, asked, r)
    return { bookingId: null }
  }
  if (!mine && !wait.by_station) forbidden()
  if (wait.state !== 'offered' || !wait.answer_until || wait.answer_until <= asked.at) return tooLate()
  return { bookingId: await acceptHeld(tx, { asked, named }, r, wait) }
}

const tooLate = (): never =>
  fail('conflict', 'stations.wait_over', {
    zh: '现在还没轮到，或已经过了答复时间',
    en: 'It is not your turn yet, or the time to answer is over',
  })

async function acceptHeld(
  tx: Tx,
  { asked, named }: { asked: Doing; named: Doing },
  r: LockedResource,
  wait: WaitRecord,
): Promise<BookingId> {
  const { person_id: personId, from_at: from, until_at: to, pieces } = wait
  if (!personId) return notFound()
  checkBookable(r, { fromAt: from.toISOString() })
  if (!wait.by_station) await checkLimits(tx, asked, personId, r)
  const booker = bookerOfWait(wait, personId)
  const bookingId = await writeBooking(tx, named, r, { booker, span: { from, to }, pieces, held: wait.id })
  await moveWait(tx, named, wait, { state: 'booked', bookingId })
  return bookingId
}
