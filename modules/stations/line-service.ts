import { systemActor } from '../../kernel/actor.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { formatInstant } from '../../kernel/time/time-words.ts'
import { notify } from '../notices/public.ts'
import { type Booker, withinLimits } from './booking-asked.ts'
import { take, writeBooking } from './booking-writing.ts'
import { resourceStream } from './events.ts'
import { takenOf, timingOf } from './resource-queries.ts'
import type { Writing } from './scope.ts'
import { oldestSharing, sharerStateSql } from './sharer-state.ts'
import { unitMs, unitsOf } from './slots.ts'
import { tell } from './store.ts'
import type { BookingId, ResourceId, ResourceRecord, SharerId, WaitRecord } from './tables.ts'
import { answerUntil, served, type WaitState } from './waiting.ts'

// How a line moves. The row of the resource is locked by whoever calls, so that one at a time frees, books and serves.

type Sharing = ResourceRecord & { readonly sharer_state: string }
/** The line moves by its rule, whoever has set it going: the ledger names nobody for it. */
const byRule = ({ tenantId, at }: Pick<Writing, 'tenantId' | 'at'>): Writing => ({ tenantId, at, by: systemActor })

/** For whom a place in the line becomes a booking. */
export const bookerOfWait = (wait: WaitRecord, personId: PersonId): Booker => ({
  ...{ personId, byStation: wait.by_station, forSharerId: wait.for_sharer_id, nameSealed: wait.name_sealed },
})

const spanOf = ({ from_at, until_at }: WaitRecord) => ({ from: from_at, to: until_at })

/** Gives what is free to who waits for it, in their order: held until they answer, or theirs at once. */
export async function serveLine(tx: Tx, { tenantId, at }: Pick<Writing, 'tenantId' | 'at'>, r: Sharing): Promise<void> {
  if (r.state !== 'live' || r.sharer_state !== 'live') return
  const { rows } = await sql<WaitRecord>`select * from stations.waits where tenant_id = ${tenantId}
    and resource_id = ${r.id} and state = 'waiting' and closes_at > ${at} order by place`.execute(tx)
  if (rows.length === 0) return
  const timing = timingOf(r)
  const since = new Date(Math.min(at.getTime(), ...rows.map(({ from_at }) => from_at.getTime())) - unitMs(r.unit))
  const taken = (await takenOf(tx, { tenantId }, [r.id], since)).get(r.id) ?? new Map()
  const line = rows.map((wait) => ({ wait, span: spanOf(wait), pieces: wait.pieces }))
  for (const { wait } of served(timing, taken, line)) await serve(tx, byRule({ tenantId, at }), r, wait)
}

async function serve(tx: Tx, writing: Writing, r: ResourceRecord, wait: WaitRecord): Promise<void> {
  const { tenantId, at } = writing
  const personId = wait.person_id
  if (!personId) return
  const within = wait.by_station || (await withinLimits(tx, { tenantId, at }, personId, r))
  if (r.wait_how === 'at_once' && within) {
    const booker = bookerOfWait(wait, personId)
    const bookingId = await writeBooking(tx, writing, r, { booker, span: spanOf(wait), pieces: wait.pieces })
    await moveWait(tx, writing, wait, { state: 'booked', bookingId })
    return tellWaiting(tx, writing, r, wait, 'booked')
  }
  const until = answerUntil(at, r.answer_minutes, wait.closes_at)
  await take(tx, tenantId, r.id, { waitId: wait.id }, unitsOf(r.unit, spanOf(wait)), wait.pieces)
  await moveWait(tx, writing, wait, { state: 'offered', answerUntil: until })
  await tellWaiting(tx, writing, r, { ...wait, answer_until: until }, 'offered')
}

interface Move {
  readonly state: WaitState
  readonly answerUntil?: Date
  readonly bookingId?: BookingId
}

/** Writes how a place in the line stands now; what was held for it is free unless it is offered or booked. */
export async function moveWait(tx: Tx, named: Writing, wait: WaitRecord, to: Move): Promise<void> {
  const { tenantId, at } = named
  const over = to.state !== 'offered' && to.state !== 'waiting'
  await sql`update stations.waits set state = ${to.state}, ended_at = ${over ? at : null},
      answer_until = coalesce(${to.answerUntil ?? null}, answer_until), booking_id = ${to.bookingId ?? null}
    where tenant_id = ${tenantId} and id = ${wait.id}`.execute(tx)
  if (over) await sql`delete from stations.taken where tenant_id = ${tenantId} and wait_id = ${wait.id}`.execute(tx)
  const set = {
    state: to.state,
    ...(to.answerUntil ? { answer_until: to.answerUntil.toISOString() } : {}),
    ...(to.bookingId ? { booking_id: to.bookingId } : {}),
  }
  const resourceId = wait.resource_id
  await tell(tx, named, resourceStream(resourceId), 'waitMoved', { resourceId, waitId: wait.id, set })
}

const movedWords: Readonly<
  Record<'offered' | 'booked' | 'lapsed' | 'over', (name: string, when: string, until: string) => Words>
> = {
  offered: (name, when, until) => ({
    zh: `轮到您了：「${name}」${when} 空出来了，请在 ${until} 前答复`,
    en: `Your turn: “${name}” is free for ${when}. Please answer by ${until}`,
  }),
  booked: (name, when) => ({
    zh: `轮到您了：「${name}」${when} 已为您约好`,
    en: `Your turn: “${name}” is booked for you, ${when}`,
  }),
  lapsed: (name, when) => ({
    zh: `「${name}」${when} 没等到您答复，已让给下一位`,
    en: `“${name}”, ${when}, went to the next in line as there was no answer`,
  }),
  over: (name, when) => ({
    zh: `「${name}」${when} 这次没有轮到，可以再约别的时间`,
    en: `“${name}”, ${when}: it was not your turn this time. Other times may be free`,
  }),
}

async function tellWaiting(
  tx: Tx,
  { tenantId, at }: Writing,
  r: ResourceRecord,
  wait: WaitRecord,
  what: keyof typeof movedWords,
): Promise<void> {
  if (!wait.person_id) return
  const said = (lang: 'zh' | 'en') =>
    movedWords[what](
      r.name,
      formatInstant(lang, wait.from_at),
      wait.answer_until ? formatInstant(lang, wait.answer_until) : '',
    )[lang]
  await notify(tx, {
    ...{ tenantId, personIds: [wait.person_id], at, topic: 'sharing' },
    subject: { kind: 'share', id: r.id },
    words: { zh: said('zh'), en: said('en') },
  })
}

/** Ends the whole line: what they wait for is shared no more. */
export async function closeLine(tx: Tx, { tenantId, at }: Pick<Writing, 'tenantId' | 'at'>, r: Sharing): Promise<void> {
  const { rows } = await sql<WaitRecord>`select * from stations.waits where tenant_id = ${tenantId}
    and resource_id = ${r.id} and ended_at is null order by place`.execute(tx)
  for (const wait of rows) await endWait(tx, byRule({ tenantId, at }), r, wait, 'over')
}

async function endWait(tx: Tx, writing: Writing, r: Sharing, wait: WaitRecord, state: 'lapsed' | 'over') {
  await moveWait(tx, writing, wait, { state })
  await tellWaiting(tx, writing, r, wait, state)
}

/** Lines in which somebody did not answer in time, or whose time has come. */
export async function linesToMove(tx: Tx, at: Date): Promise<{ tenantId: TenantId; resourceId: ResourceId }[]> {
  const { rows } = await sql<{ tenantId: TenantId; resourceId: ResourceId }>`select distinct tenant_id as "tenantId",
      resource_id as "resourceId" from stations.waits
    where ended_at is null and least(closes_at, answer_until) <= ${at}`.execute(tx)
  return rows
}

/** Moves one line on: who did not answer loses the place, the next is served. */
export async function moveLine(tx: Tx, tenantId: TenantId, resourceId: ResourceId, at: Date): Promise<void> {
  const oldest = await oldestSharing(tx, tenantId)
  const { rows: found } =
    await sql<Sharing>`select r.*, ${sharerStateSql(oldest)} as sharer_state from stations.resources r
    join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
    where r.tenant_id = ${tenantId} and r.id = ${resourceId} for no key update of r`.execute(tx)
  const [r] = found
  if (!r) return
  const { rows } = await sql<WaitRecord>`select * from stations.waits where tenant_id = ${tenantId}
    and resource_id = ${resourceId} and ended_at is null and least(closes_at, answer_until) <= ${at}
    order by place`.execute(tx)
  for (const wait of rows)
    await endWait(tx, byRule({ tenantId, at }), r, wait, wait.state === 'offered' ? 'lapsed' : 'over')
  await serveLine(tx, { tenantId, at }, r)
}

/** All lines for what a sharer shares, after it resumed or ended. */
export async function moveLinesOf(
  tx: Tx,
  { tenantId, at }: Pick<Writing, 'tenantId' | 'at'>,
  sharerId: SharerId,
): Promise<void> {
  const oldest = await oldestSharing(tx, tenantId)
  const { rows } = await sql<Sharing>`select r.*, ${sharerStateSql(oldest)} as sharer_state from stations.resources r
    join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
    where r.tenant_id = ${tenantId} and r.sharer_id = ${sharerId} and exists (select from stations.waits w
      where w.tenant_id = r.tenant_id and w.resource_id = r.id and w.ended_at is null) order by r.id`.execute(tx)
  for (const r of rows) {
    if (r.sharer_state === 'ended') await closeLine(tx, { tenantId, at }, r)
    else await moveLine(tx, tenantId, r.id, at)
  }
}
