import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { dayNumberFrom, startOfDayMs } from '../../kernel/time/day.ts'
import { notify } from '../notices/public.ts'
import type { listThanks, ThanksRow } from './contract.ts'
import { sharerStream } from './events.ts'
import { withinSql } from './query-parts.ts'
import { type Condition, type Doing, inOffice, isSharerSql, keepsSql, seesSql, unnamed } from './scope.ts'
import { hashOf, peopleOf, tell, wrong } from './store.ts'
import type { BookingId, SharerId, SharerRecord, ThanksId, ThanksRecord, WantId } from './tables.ts'

interface Giving {
  readonly bookingId?: BookingId | undefined
  readonly wantId?: WantId | undefined
  readonly words: string
  readonly agrees: boolean
}

/** Whom the actor may thank: for a booking of theirs that is done, or a want of theirs that an offer met. */
async function thankedFor(tx: Tx, { tenantId, actor }: Doing, { bookingId, wantId }: Giving): Promise<SharerId> {
  const { rows } = bookingId
    ? await sql<{ id: SharerId }>`select r.sharer_id as id from stations.bookings b
        join stations.resources r on r.tenant_id = b.tenant_id and r.id = b.resource_id
        where b.tenant_id = ${tenantId} and b.id = ${bookingId} and b.person_id = ${actor.personId} and b.state = 'done'`.execute(
        tx,
      )
    : await sql<{ id: SharerId }>`select r.sharer_id as id from stations.wants w
        join stations.offers o on o.tenant_id = w.tenant_id and o.want_id = w.id and o.state = 'done'
        join stations.resources r on r.tenant_id = o.tenant_id and r.id = o.resource_id
        where w.tenant_id = ${tenantId} and w.id = ${wantId ?? null} and w.person_id = ${actor.personId}`.execute(tx)
  return rows[0]?.id ?? notFound()
}

/** Thanks for something that is done, once. */
export async function giveThanks(tx: Tx, asked: Doing, giving: Giving): Promise<void> {
  if ((giving.bookingId === undefined) === (giving.wantId === undefined))
    wrong('bookingId', { zh: '请说明为哪一次道谢', en: 'Please say what the thanks are for' })
  const { tenantId, at } = asked
  const sharerId = await thankedFor(tx, asked, giving)
  const id = newId<'thanks'>()
  const words = giving.words.trim()
  try {
    await sql`insert into stations.thanks (tenant_id, id, sharer_id, booking_id, want_id, words, giver_agrees, state, made_at)
      values (${tenantId}, ${id}, ${sharerId}, ${giving.bookingId ?? null}, ${giving.wantId ?? null}, ${words},
        ${giving.agrees}, 'new', ${at})`.execute(tx)
  } catch (error) {
    if (!constraintOf(error)?.startsWith('thanks_once')) throw error
    fail('conflict', 'stations.thanked_already', { zh: '已经道过谢了', en: 'Thanks were said already' })
  }
  const set = { [`thanks:${id}`]: 'new' }
  await tell(tx, unnamed(asked), sharerStream(sharerId), 'thanked', {
    sharerId,
    thanksId: id,
    set,
    hash: hashOf(words),
  })
  const { rows } =
    await sql<SharerRecord>`select * from stations.sharers where tenant_id = ${tenantId} and id = ${sharerId}`.execute(
      tx,
    )
  await notify(tx, {
    ...{ tenantId, personIds: rows[0] ? await peopleOf(tx, tenantId, rows[0], at) : [], at, topic: 'sharing' },
    subject: { kind: 'share/shop', id: sharerId },
    words: { zh: '有邻居向您道谢', en: 'A neighbour thanks you' },
  })
}

type ThanksStep = 'agree' | 'decline' | 'show' | 'hide'

/** The sharer agrees to the wall or not; the keeper shows, or hides with a reason. */
export async function settleThanks(
  tx: Tx,
  asked: Doing,
  id: ThanksId,
  step: ThanksStep,
  why: string | null,
): Promise<void> {
  const { tenantId, actor } = asked
  const { rows } = await sql<
    ThanksRecord & { own: boolean; keeps: boolean; sees: boolean; place_path: string }
  >`select t.*,
      h.place_path, ${isSharerSql(actor)} as own, ${keepsSql(actor, 'h')} as keeps, ${seesSql(actor, 'h')} as sees
    from stations.thanks t join stations.sharers h on h.tenant_id = t.tenant_id and h.id = t.sharer_id
    where t.tenant_id = ${tenantId} and t.id = ${id} for no key update of t`.execute(tx)
  const thanks = rows[0] ?? notFound()
  if (!thanks.own && !thanks.sees) return notFound()
  const bySharer = step === 'agree' || step === 'decline'
  if (bySharer ? !thanks.own : !thanks.keeps) return forbidden()
  if (step === 'hide' && !why) wrong('why', { zh: '请写明为什么隐藏', en: 'Please say why it is hidden' })
  const state = step === 'show' ? 'shown' : step === 'hide' ? 'hidden' : thanks.state
  const agrees = bySharer ? step === 'agree' : thanks.sharer_agrees
  await sql`update stations.thanks set state = ${state}, sharer_agrees = ${agrees}, why = coalesce(${why}, why)
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const set = { [`thanks:${id}`]: state, [`agrees:${id}`]: agrees }
  const named = bySharer ? asked : inOffice(asked, thanks.place_path)
  const reason = why ? { reasonHash: hashOf(why) } : {}
  await tell(tx, named, sharerStream(thanks.sharer_id), 'thanksSettled', {
    sharerId: thanks.sharer_id,
    thanksId: id,
    set,
    ...reason,
  })
}

type Source = ThanksRecord & { readonly sharer: string }

export async function thanksWhere(
  tx: Tx,
  where: Condition,
  { offset = 0, limit }: { offset?: number; limit: number },
): Promise<ThanksRow[]> {
  const { rows } = await sql<Source>`select t.*, h.name as sharer from stations.thanks t
    join stations.sharers h on h.tenant_id = t.tenant_id and h.id = t.sharer_id
    where ${where} order by t.made_at desc, t.id offset ${offset} limit ${limit}`.execute(tx)
  return rows.map((t) => ({
    ...{ id: t.id, sharer: t.sharer, words: t.words, giverAgrees: t.giver_agrees, sharerAgrees: t.sharer_agrees },
    ...{ state: t.state, madeAt: t.made_at.toISOString() },
  }))
}

/** Given within days, both inclusive. */
export const thankedWithinSql = (from: string | undefined, to: string | undefined): Condition => {
  const start = (day: string, plus: number) => new Date(startOfDayMs(dayNumberFrom(day) + plus))
  return sql`${from ? sql`t.made_at >= ${start(from, 0)}` : sql`true`} and ${to ? sql`t.made_at < ${start(to, 1)}` : sql`true`}`
}

/** Thanks of the sharers that staff see. */
export async function thanksPage(
  tx: Tx,
  { tenantId, actor }: Doing,
  { placeId, show, from, to, keeps = false, offset = 0, limit = 50 }: QueryOf<typeof listThanks>,
): Promise<ResponseOf<typeof listThanks>> {
  const where: Condition = sql`t.tenant_id = ${tenantId} and ${(keeps ? keepsSql : seesSql)(actor, 'h')}
    and ${await withinSql(tx, tenantId, 'h', placeId)} and ${show ? sql`t.state = ${show}` : sql`true`}
    and ${thankedWithinSql(from, to)}`
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from stations.thanks t
    join stations.sharers h on h.tenant_id = t.tenant_id and h.id = t.sharer_id where ${where}`.execute(tx)
  return { rows: await thanksWhere(tx, where, { offset, limit }), total: counted[0]?.n ?? 0, offset, limit }
}

/** How many thanks nobody has read yet, of the sharers that the actor keeps. */
export async function countNewThanks(tx: Tx, actor: Actor): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from stations.thanks t
    join stations.sharers h on h.tenant_id = t.tenant_id and h.id = t.sharer_id
    where t.tenant_id = ${actor.tenantId} and ${keepsSql(actor, 'h')} and t.state = 'new'`.execute(tx)
  return rows[0]?.n ?? 0
}
