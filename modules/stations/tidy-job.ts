import { Type } from 'typebox'
import { systemActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { eachInTurn } from '../../kernel/each-in-turn.ts'
import type { Services } from '../../kernel/http/route.ts'
import { type Job, job } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { notify } from '../notices/public.ts'
import { resourceStream, wantStream } from './events.ts'
import { limits } from './kinds.ts'
import { tell } from './store.ts'
import type { BookingRecord, WantRecord } from './tables.ts'

/** Bookings that end by themselves in one transaction: so many resources at most are locked meanwhile. */
const batch = 100

/**
 * Ends bookings that nobody marked; forgets whose a booking or want was, 180 days after it ended; withdraws wants that
 * are past their day. One of these that fails keeps none of the others from its turn. Throws at the end what failed first.
 * @param stopping leaves off between two transactions in which bookings end.
 */
export async function tidyStations(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  stopping?: AbortSignal,
): Promise<void> {
  const at = clock.now()
  const endBookings = async (tenantId: TenantId) => {
    for (let found = batch; found === batch && !stopping?.aborted; )
      found = await db.tx((tx) => endUnmarked(tx, tenantId, at))
  }
  const turns = [
    () => forEachTenant(db, endBookings),
    () => db.tx((tx) => forget(tx, at)),
    () => db.tx((tx) => passDays(tx, at)),
  ]
  await eachInTurn(turns, (turn) => turn())
}

/** Forgets whose a booking or want was, and which slots of a resource a booking took. */
async function forget(tx: Tx, at: Date): Promise<void> {
  const before = new Date(at.getTime() - limits.keptDays * dayMs)
  await sql`update stations.bookings set person_id = null, name_sealed = null
    where (person_id is not null or name_sealed is not null) and ended_at < ${before}`.execute(tx)
  await sql`update stations.waits set person_id = null, name_sealed = null
    where (person_id is not null or name_sealed is not null) and ended_at < ${before}`.execute(tx)
  await sql`update stations.wants set person_id = null where person_id is not null and ended_at < ${before}`.execute(tx)
  await sql`delete from stations.taken t using stations.bookings b where b.tenant_id = t.tenant_id and b.id = t.booking_id
    and b.ended_at is not null and b.until_at < ${new Date(at.getTime() - dayMs)}`.execute(tx)
}

/** Withdraws wants that are past their day, and asks of the others whether they are met. */
async function passDays(tx: Tx, at: Date): Promise<void> {
  const { rows } =
    await sql<WantRecord>`update stations.wants w set state = 'withdrawn', ended_at = ${at}, why = '已过截止日期'
    where w.state = 'open' and w.until_on < ${dayOf(at)}::date and not exists (select from stations.offers o
      where o.tenant_id = w.tenant_id and o.want_id = w.id and o.state = 'accepted') returning w.*`.execute(tx)
  for (const { tenant_id: tenantId, id } of rows)
    await tell(tx, { tenantId, by: systemActor, at }, wantStream(id), 'wantEnded', {
      wantId: id,
      set: { state: 'withdrawn' },
    })
  await askWhetherMet(tx, at)
}

/**
 * A booking that was never handed over, cancelled or missed counts as used some days after its time: nobody is said not to
 * have come by a rule. It ended on that day, however late this runs. The resources are locked first, as for a step of a
 * booking: one of these that was marked meanwhile is left as it is.
 * @returns how many of a tenant were found: fewer than a batch when no more are left
 */
async function endUnmarked(tx: Tx, tenantId: TenantId, at: Date): Promise<number> {
  const ended = new Date(at.getTime() - limits.unmarkedDays * dayMs)
  // What began later cannot be over either: `bookings_open` reads no further.
  const unmarked = sql`b.tenant_id = ${tenantId} and b.ended_at is null and b.state = 'booked'
    and b.from_at < ${ended} and b.until_at < ${ended}`
  const { rows: found } = await sql<Pick<BookingRecord, 'id' | 'resource_id'>>`select b.id, b.resource_id
    from stations.bookings b where ${unmarked} order by b.from_at, b.id limit ${batch}`.execute(tx)
  if (found.length === 0) return 0
  await sql`select from stations.resources where tenant_id = ${tenantId}
    and id = any(${found.map(({ resource_id }) => resource_id)}::uuid[]) order by id for no key update`.execute(tx)
  const { rows } = await sql<BookingRecord>`update stations.bookings b set state = 'done',
      ended_at = b.until_at + make_interval(days => ${limits.unmarkedDays})
    where ${unmarked} and b.id = any(${found.map(({ id }) => id)}::uuid[]) returning b.*`.execute(tx)
  for (const { id: bookingId, resource_id: resourceId } of rows)
    await tell(tx, { tenantId, by: systemActor, at }, resourceStream(resourceId), 'bookingMoved', {
      ...{ resourceId, bookingId, set: { state: 'done' } },
    })
  return found.length
}

/** Asks once who accepted something, as soon as it was used or its day is over: is it solved? They alone close it. */
async function askWhetherMet(tx: Tx, at: Date): Promise<void> {
  const { rows } = await sql<WantRecord>`update stations.wants w set asked_at = ${at}
    where w.state = 'open' and w.asked_at is null and w.person_id is not null and exists (select from stations.offers o
      left join stations.bookings b on b.tenant_id = o.tenant_id and b.id = o.booking_id
      where o.tenant_id = w.tenant_id and o.want_id = w.id and o.state = 'accepted'
        and (b.ended_at is not null or w.until_on < ${dayOf(at)}::date)) returning w.*`.execute(tx)
  for (const { tenant_id: tenantId, id, person_id, name } of rows) {
    await tell(tx, { tenantId, by: systemActor, at }, wantStream(id), 'wantAsked', { wantId: id })
    await notify(tx, {
      ...{ tenantId, personIds: person_id ? [person_id] : [], at, topic: 'sharing' },
      subject: { kind: 'share/want', id },
      words: { zh: `「${name}」解决了吗？请点一下告诉我们`, en: `“${name}”: is it solved? Please tell us` },
    })
  }
}

export const tidyJob: Job = job({
  name: 'stations.tidy',
  data: Type.Object({}),
  cron: '50 18 * * *',
  handle: (_data, services, signal) => tidyStations(services, signal),
})
