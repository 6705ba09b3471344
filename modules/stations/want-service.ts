import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { calendarOf } from '../matters/public.ts'
import { notify } from '../notices/public.ts'
import { findOrAddPersonByPhone } from '../people/public.ts'
import { placeOf } from '../places/public.ts'
import { ownShops } from './booking-asked.ts'
import { bookResource } from './booking-service.ts'
import { tellSharer } from './booking-writing.ts'
import type { WantBody } from './contract.ts'
import { wantStream } from './events.ts'
import { type LockedResource, lockResource } from './resource-lock.ts'
import { timingOf } from './resource-queries.ts'
import { type Doing, inOffice, keepsSql, seesSql, unnamed } from './scope.ts'
import { spanCovering } from './slots.ts'
import { keptPlace } from './station-service.ts'
import { hashOf, phoneFrom, tell, wrong } from './store.ts'
import type { BookingId, OfferId, OfferRecord, ResourceId, WantId, WantRecord } from './tables.ts'

const mostOpen = 10

/** Says what one wants: for oneself, for a sharer of one's own, or by the keeper for somebody. */
export async function addWant(tx: Tx, asked: Doing, body: WantBody): Promise<{ id: WantId }> {
  const { tenantId, actor, at } = asked
  const place = body.somebody
    ? await keptPlace(tx, asked, body.placeId)
    : ((await placeOf(tx, tenantId, body.placeId)) ?? notFound())
  if (body.untilOn < dayOf(at)) wrong('untilOn', { zh: '截止日期已过', en: 'That day is over' })
  const personId = body.somebody ? await somebody(tx, asked, body.somebody) : actor.personId
  if (body.forSharerId && !(await ownShops(tx, asked)).includes(body.forSharerId)) notFound()
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from stations.wants where tenant_id = ${tenantId}
    and person_id = ${personId} and state = 'open'`.execute(tx)
  if ((rows[0]?.n ?? 0) >= mostOpen)
    fail('refused', 'stations.too_many_wants', {
      zh: `最多同时有 ${mostOpen} 个需求`,
      en: `At most ${mostOpen} wants at a time`,
    })
  const id = newId<'stationWant'>()
  const set = {
    ...{ kind: body.kind, place_id: place.id, slots: body.slots ?? 1, pieces: body.pieces ?? 1 },
    ...{ until_on: body.untilOn, state: 'open', sharer_id: body.forSharerId ?? null },
    by_station: body.somebody !== undefined,
  }
  const said = { name: body.name.trim(), words: body.words?.trim() ?? '' }
  await sql`insert into stations.wants (tenant_id, id, person_id, sharer_id, kind, name, words, place_id, place_path, lng, lat,
      from_at, slots, pieces, until_on, by_station, state, made_at)
    values (${tenantId}, ${id}, ${personId}, ${set.sharer_id}, ${set.kind}, ${said.name}, ${said.words}, ${place.id},
      ${place.path}, ${place.lng}, ${place.lat}, ${body.fromAt ?? null}, ${set.slots}, ${set.pieces}, ${set.until_on}::date,
      ${set.by_station}, 'open', ${at})`.execute(tx)
  const named = body.somebody ? inOffice(asked, place.path) : unnamed(asked)
  await tell(tx, named, wantStream(id), 'wanted', { wantId: id, set, hash: hashOf(said) })
  return { id }
}

async function somebody(
  tx: Tx,
  { secrets, tenantId, at }: Doing,
  of: { readonly name: string; readonly phone: string },
): Promise<PersonId> {
  const person = { name: of.name.trim(), phone: phoneFrom(of.phone) }
  return (await findOrAddPersonByPhone(tx, secrets, tenantId, person, at)).personId
}

type Locked = WantRecord & { readonly keeps: boolean; readonly sees: boolean; readonly own: boolean }

async function lockWant(tx: Tx, { tenantId, actor }: Doing, id: WantId): Promise<Locked> {
  const { rows } = await sql<Locked>`select w.*, ${keepsSql(actor, 'w')} as keeps, ${seesSql(actor, 'w')} as sees,
      coalesce(w.person_id = ${actor.personId}, false) as own
    from stations.wants w where w.tenant_id = ${tenantId} and w.id = ${id} for no key update of w`.execute(tx)
  return rows[0] ?? notFound()
}

const over = (): never => fail('conflict', 'stations.want_over', { zh: '这个需求已经结束', en: 'This want is over' })

/** Met, or not, as who wanted it says; or withdrawn, by them or by the keeper with a reason. */
export async function endWant(
  tx: Tx,
  asked: Doing,
  id: WantId,
  step: 'met' | 'unmet' | 'withdraw',
  why: string | null,
): Promise<void> {
  const want = await lockWant(tx, asked, id)
  if (!want.own && !want.sees) return notFound()
  // Who asked confirms; of whom the station asked, the station writes down what they said.
  if (!want.own && (!want.keeps || (step !== 'withdraw' && !want.by_station))) return forbidden()
  if (want.state !== 'open') return over()
  if (!want.own && !why) wrong('why', { zh: '请写明原因', en: 'Please say why' })
  if (step === 'unmet') return reopen(tx, asked, want, why)
  const { tenantId, at } = asked
  const state = step === 'met' ? 'met' : 'withdrawn'
  await sql`update stations.wants set state = ${state}, why = ${why}, ended_at = ${at} where tenant_id = ${tenantId}
    and id = ${id}`.execute(tx)
  const named = want.own ? unnamed(asked) : inOffice(asked, want.place_path)
  await tell(tx, named, wantStream(id), 'wantEnded', {
    wantId: id,
    set: { state },
    ...(why ? { reasonHash: hashOf(why) } : {}),
  })
  await settleOffers(tx, asked, id, state === 'met')
}

/** Days that a want lives on at least when what was accepted did not help. */
const moreDays = 14

/** What was accepted did not help: it is off the table, and the want is matched again. */
async function reopen(tx: Tx, asked: Doing, want: Locked, why: string | null): Promise<void> {
  const { tenantId, at } = asked
  const { rows } =
    await sql<OfferRecord>`update stations.offers set state = 'declined', why = ${why}, settled_at = ${at}
    where tenant_id = ${tenantId} and want_id = ${want.id} and state = 'accepted' returning *`.execute(tx)
  const [offer] = rows
  if (!offer) return over()
  const later = dayOf(new Date(at.getTime() + moreDays * dayMs))
  const until = [want.until_on, later].toSorted().at(-1) ?? later
  await sql`update stations.wants set until_on = ${until}::date, asked_at = null where tenant_id = ${tenantId}
    and id = ${want.id}`.execute(tx)
  const named = want.own ? unnamed(asked) : inOffice(asked, want.place_path)
  await tell(tx, named, wantStream(want.id), 'offerSettled', {
    ...{ wantId: want.id, offerId: offer.id, set: { [`offer:${offer.id}`]: 'declined', until_on: until } },
    ...(why ? { reasonHash: hashOf(why) } : {}),
  })
}

/** The one that was accepted is done with a want that is met; what was only offered is off the table. */
async function settleOffers(tx: Tx, { tenantId, at, by }: Doing, wantId: WantId, met: boolean): Promise<void> {
  const { rows } = await sql<OfferRecord>`update stations.offers set settled_at = ${at},
      state = case when state = 'accepted' and ${met} then 'done' else 'declined' end
    where tenant_id = ${tenantId} and want_id = ${wantId} and state in ('offered', 'accepted')
    returning *`.execute(tx)
  for (const { id, state } of rows)
    await tell(tx, { tenantId, at, by: { ...by, personId: null } }, wantStream(wantId), 'offerSettled', {
      ...{ wantId, offerId: id, set: { [`offer:${id}`]: state } },
    })
}

/** Offers a resource: by who shares it, or the keeper. Who wants it is told. */
export async function offerResource(
  tx: Tx,
  asked: Doing,
  wantId: WantId,
  resourceId: ResourceId,
): Promise<{ id: OfferId }> {
  const r = await lockResource(tx, asked, resourceId)
  const want = await lockWant(tx, asked, wantId)
  if (!r.own && !want.keeps) return want.sees ? forbidden() : notFound()
  if (want.state !== 'open') return over()
  if (r.state !== 'live' || r.sharer_state !== 'live')
    fail('refused', 'stations.not_booked', { zh: '这一样暂停共享了', en: 'It is paused' })
  const id = newId<'offer'>()
  const { tenantId, at } = asked
  try {
    await sql`insert into stations.offers (tenant_id, id, want_id, resource_id, state, made_at)
      values (${tenantId}, ${id}, ${wantId}, ${resourceId}, 'offered', ${at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'offers_once') throw error
    fail('conflict', 'stations.offered_already', { zh: '已经推荐过这一样', en: 'It was offered already' })
  }
  const named = r.own ? asked : inOffice(asked, want.place_path)
  const set = { [`offer:${id}`]: 'offered' }
  await tell(tx, named, wantStream(wantId), 'offered', { wantId, resourceId, offerId: id, set })
  await tellWanting(tx, asked, want, {
    zh: `您要的「${want.name}」有人愿意共享：${r.name}`,
    en: `For “${want.name}” somebody offers: ${r.name}`,
  })
  return { id }
}

async function tellWanting(tx: Tx, { tenantId, at }: Doing, { id, person_id }: WantRecord, words: Words) {
  if (!person_id) return
  const subject = { kind: 'share/want', id }
  await notify(tx, { tenantId, personIds: [person_id], at, topic: 'sharing', subject, words })
}

/**
 * Who wants it accepts (where the time is known and it is booked by time, a booking is made) or declines. A keeper answers
 * for somebody who has no phone at hand.
 */
export async function answerOffer(
  tx: Tx,
  asked: Doing,
  id: OfferId,
  accept: boolean,
  why: string | null,
): Promise<{ bookingId: BookingId | null }> {
  const { tenantId, at } = asked
  const { rows } =
    await sql<OfferRecord>`select * from stations.offers where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const known = rows[0] ?? notFound()
  const r = await lockResource(tx, asked, known.resource_id)
  const want = await lockWant(tx, asked, known.want_id)
  if (!want.own && !want.keeps) return want.sees ? forbidden() : notFound()
  const { rows: again } =
    await sql<OfferRecord>`select * from stations.offers where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  if (want.state !== 'open' || again[0]?.state !== 'offered') return over()
  if (accept && r.sharer_state !== 'live')
    fail('refused', 'stations.not_booked', { zh: '这一样暂停共享了', en: 'It is paused' })
  const bookingId = accept ? await bookFor(tx, asked, want, r) : null
  try {
    await sql`update stations.offers set state = ${accept ? 'accepted' : 'declined'}, why = ${why}, booking_id = ${bookingId},
        settled_at = ${at} where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'offers_one_accepted') throw error
    fail('conflict', 'stations.accepted_already', { zh: '已接受了另一样', en: 'Another offer was accepted already' })
  }
  const named = want.own ? unnamed(asked) : inOffice(asked, want.place_path)
  const set = { [`offer:${id}`]: accept ? 'accepted' : 'declined' }
  await tell(tx, named, wantStream(want.id), 'offerSettled', { wantId: want.id, offerId: id, set })
  await tellSharer(tx, asked, r, {
    zh: accept ? `「${want.name}」接受了您的「${r.name}」` : `「${want.name}」这次不需要「${r.name}」了`,
    en: accept ? `“${r.name}” was accepted for “${want.name}”` : `“${r.name}” is not needed for “${want.name}”`,
  })
  return { bookingId }
}

async function bookFor(tx: Tx, asked: Doing, want: Locked, r: LockedResource): Promise<BookingId | null> {
  if (!want.own || !want.from_at || want.from_at <= asked.at || r.unit === 'none') return null
  const span = spanCovering(timingOf(r), await calendarOf(tx, asked.tenantId), want.from_at, want.slots)
  const answer =
    span &&
    (await bookResource(tx, asked, r.id, {
      ...{ fromAt: span.from.toISOString(), slots: want.slots, pieces: want.pieces },
      ...(want.sharer_id ? { forSharerId: want.sharer_id } : {}),
    }))
  if (answer?.booked) return answer.booked.id
  return fail('refused', 'stations.time_taken', {
    zh: '那个时间已经没有空了，请打开这一样改约别的时间',
    en: 'It is no longer free at that time: please open it and book another',
  })
}
