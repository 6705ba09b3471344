import type { RawBuilder } from 'kysely'
import type { EventActor } from '../actor.ts'
import type { Id, TenantId } from '../contract/ids.ts'
import { type Db, isOutage, sql, type Tx } from '../db.ts'
import type { Tick } from '../jobs/jobs.ts'
import { toldError } from '../running/log.ts'
import type { Subscriber, SubscriberContext } from './subscriber.ts'

/** The database, and what subscribers may lean on. */
export interface Delivering extends SubscriberContext {
  readonly db: Db
  /** Counts first tries before they begin, too: for a worker that may have been started again because one killed it. */
  readonly careful?: boolean
  /** Told of every try that failed. */
  readonly failed?: (failure: DeliveryFailure) => void
}

export interface DeliveryFailure {
  readonly subscriber: string
  /** Of the event. */
  readonly type: string
  /** Tries that count; those that failed because of the database itself do not. */
  readonly tries: number
  /** It was the last one. */
  readonly parked: boolean
  readonly error: unknown
}

interface DueDelivery {
  deliveryId: number
  subscriber: string
  attempts: number
  tenantId: TenantId
  stream: string
  seq: number
  id: Id<'event'>
  type: string
  at: Date
  actor: EventActor
  payload: Record<string, unknown>
}

/** Seconds to wait before the next try, by tries so far; after the last one the delivery is parked. */
const waits = [1, 5, 30, 300, 1800]
/** And where the database itself could not (no room, no connection): such tries are not counted, nothing is given up. */
const outageWait = 30

/** So many deliveries to one subscriber go together at most, where it hears several at once. */
const most = 50

/** Which deliveries: those that nobody tried yet, or those that failed before. */
export type Which = 'fresh' | 'again'

class WorkerDied extends Error {
  override readonly name = 'WorkerDied'
}

/**
 * Takes a due delivery, with others to the same subscriber where that one hears several at once, runs the subscriber in the
 * same transaction and deletes the rows. A delivery waits for earlier ones of its stream and subscriber. Several that fail
 * together are tried again one by one, so that each stands or falls by itself; a failure is written down in a transaction
 * of its own.
 * One that failed before goes alone, and its try is counted before it begins, in a transaction of its own: should it take the
 * whole process with it, it is parked in the end like any other. `careful` counts first tries so as well.
 * All are of one tenant: no statement locks rows of several (docs/scale.md).
 * @returns how many were taken; 0 when nothing was due.
 */
async function deliverSome(
  delivering: Delivering,
  subscribers: ReadonlyMap<string, Subscriber>,
  tenantId: TenantId,
  which?: Which,
): Promise<number> {
  const { db, careful = false } = delivering
  let taken: readonly DueDelivery[] = []
  let isCounted = false
  try {
    await db.tx(async (tx) => {
      const ofAny = sql`d.subscriber = any(${[...subscribers.keys()]}) ${triedSql(which)}`
      const [first] = await takeDue(tx, tenantId, ofAny, 1)
      if (!first) return
      taken = [first]
      // It was the last one that its worker died of: there is no next.
      if (first.attempts > waits.length) throw new WorkerDied('its worker ended while it was delivered')
      const subscriber = subscribers.get(first.subscriber)
      if (subscriber?.handleMany && first.attempts === 0) taken = [first, ...(await takeOthers(tx, first))]
      isCounted = careful || first.attempts > 0
      if (isCounted) await countBefore(tx, first, taken)
      else await hear(tx, taken, subscriber, delivering)
    })
    const [first] = taken
    if (first && isCounted)
      await db.tx(async (tx) =>
        hear(tx, await stillOurs(tx, first.tenantId, taken), subscribers.get(first.subscriber), delivering),
      )
  } catch (error) {
    const [first] = taken
    if (!first) throw error
    if (taken.length === 1) await failedTry(delivering, first, error)
    else for (const one of taken) await deliverAlone(delivering, one, subscribers.get(one.subscriber), isCounted)
  }
  return taken.length
}

/** One of several that failed together; another worker may have taken it since. */
async function deliverAlone(
  delivering: Delivering,
  one: DueDelivery,
  subscriber: Subscriber | undefined,
  isCounted: boolean,
): Promise<void> {
  let taken: DueDelivery | undefined
  try {
    await delivering.db.tx(async (tx) => {
      ;[taken] = isCounted
        ? await stillOurs(tx, one.tenantId, [one])
        : await takeDue(tx, one.tenantId, sql`d.id = ${one.deliveryId}`, 1)
      if (taken) await hear(tx, [taken], subscriber, delivering)
    })
  } catch (error) {
    if (!taken) throw error
    await failedTry(delivering, taken, error)
  }
}

async function hear(
  tx: Tx,
  taken: readonly DueDelivery[],
  subscriber: Subscriber | undefined,
  { db: _, failed: __, careful: ___, ...context }: Delivering,
): Promise<void> {
  const [first] = taken
  if (!first) return
  if (subscriber?.handleMany && taken.length > 1) await subscriber.handleMany(tx, taken, context)
  else await subscriber?.handle(tx, first, context)
  await sql`delete from kernel.deliveries where tenant_id = ${first.tenantId} and id = any(${idsOf(taken)}::bigint[])`.execute(
    tx,
  )
}

const idsOf = (taken: readonly DueDelivery[]) => taken.map(({ deliveryId }) => deliveryId)

async function failedTry({ db, failed }: Delivering, delivery: DueDelivery, error: unknown): Promise<void> {
  failed?.(await postpone(db, delivery, error))
}

const triedSql = (which: Which | undefined) =>
  which === undefined ? sql`` : which === 'fresh' ? sql`and d.attempts = 0` : sql`and d.attempts > 0`

const takeOthers = (tx: Tx, { tenantId, subscriber, deliveryId }: DueDelivery) =>
  takeDue(tx, tenantId, sql`d.subscriber = ${subscriber} and d.id <> ${deliveryId} ${triedSql('fresh')}`, most - 1)

/** A tenant of which something may be due. */
export interface TenantDue extends Readonly<Record<Which, boolean>> {
  readonly tenantId: TenantId
}

/** Of whom something may be due: told by one small statement, without a transaction, since a worker asks five times a second and mostly nothing is. */
export async function lookForDue(db: Db, subscribers: readonly Subscriber[]): Promise<readonly TenantDue[]> {
  const names = subscribers.map(({ name }) => name)
  return db.prepared(
    sql<TenantDue>`select d.tenant_id as "tenantId", bool_or(d.attempts = 0) as fresh, bool_or(d.attempts > 0) as again
      from kernel.deliveries d where d.parked_at is null and d.next_at <= clock_timestamp()
        and d.subscriber = any(${names})
      group by d.tenant_id`,
  )
}

/** What is due of a tenant, has nothing of its stream before it and is in nobody's hands, the longest due first. */
async function takeDue(
  tx: Tx,
  tenantId: TenantId,
  which: RawBuilder<unknown>,
  limit: number,
): Promise<readonly DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    with due as (
      select d.* from kernel.deliveries d
      where d.tenant_id = ${tenantId} and d.parked_at is null and d.next_at <= clock_timestamp() and ${which}
        and not exists (select from kernel.deliveries e where e.tenant_id = ${tenantId} and e.subscriber = d.subscriber
          and e.stream = d.stream and e.seq < d.seq)
      order by d.next_at, d.id limit ${limit} for update skip locked)
    select d.id as "deliveryId", d.subscriber, d.attempts, e.tenant_id as "tenantId",
      e.stream, e.seq, e.id, e.type, e.at, e.actor, e.payload
    from due d join kernel.events e on e.tenant_id = ${tenantId} and e.stream = d.stream and e.seq = d.seq
      and e.at = d.event_at
    order by d.next_at, d.id`.execute(tx)
  return rows
}

/** Until they have ended, or their wait is over, nobody else takes them. All of them have had as many tries. */
async function countBefore(tx: Tx, first: DueDelivery, taken: readonly DueDelivery[]): Promise<void> {
  await sql`update kernel.deliveries set attempts = attempts + 1, started_at = clock_timestamp(),
      last_error = case when started_at is not null then 'WorkerDied: its worker ended while it was delivered' else last_error end,
      next_at = clock_timestamp() + make_interval(secs => ${waits[first.attempts] ?? 1})
    where tenant_id = ${first.tenantId} and id = any(${idsOf(taken)}::bigint[])`.execute(tx)
}

/** Of those that were counted, the ones that nobody else took since; they are locked. */
async function stillOurs(tx: Tx, tenantId: TenantId, taken: readonly DueDelivery[]): Promise<readonly DueDelivery[]> {
  const { rows } = await sql<{ id: number; attempts: number }>`
    select d.id, d.attempts from kernel.deliveries d where d.tenant_id = ${tenantId} and d.id = any(${idsOf(taken)}::bigint[])
      and d.started_at is not null for update of d skip locked`.execute(tx)
  const attempts = new Map(rows.map((row) => [row.id, row.attempts]))
  return taken.filter((one) => attempts.get(one.deliveryId) === one.attempts + 1)
}

async function postpone(db: Db, delivery: DueDelivery, error: unknown): Promise<DeliveryFailure> {
  const { tenantId, deliveryId, subscriber, type, attempts } = delivery
  const outage = isOutage(error)
  const wait = outage ? outageWait : waits[attempts]
  const tries = outage || error instanceof WorkerDied ? attempts : attempts + 1
  await db.tx(async (tx) => {
    await sql`update kernel.deliveries set attempts = ${tries}, last_error = ${wordsOf(error)}, started_at = null,
      next_at = clock_timestamp() + make_interval(secs => ${wait ?? 0}),
      parked_at = case when ${wait === undefined} then clock_timestamp() end
      where tenant_id = ${tenantId} and id = ${deliveryId}`.execute(tx)
  })
  return { subscriber, type, tries, parked: wait === undefined, error }
}

/** What is kept of a failure, for whoever looks into it: nothing that people wrote. */
function wordsOf(error: unknown): string {
  const { type, code, message, table, column, constraint } = toldError(error)
  const named = [code, table, column, constraint, message].filter((part) => part !== undefined)
  return `${type}: ${named.join(' ')}`.slice(0, 2000)
}

/**
 * No failure asks for a longer wait than the longest one. What is due later than that was written while the machine's clock
 * was ahead: it is due now. @returns how many.
 */
export async function forgetFarWaits(db: Db): Promise<number> {
  const longest = Math.max(...waits) + 60
  return db.tx(async (tx) => {
    const { numAffectedRows } = await sql`update kernel.deliveries set next_at = clock_timestamp()
      where parked_at is null and next_at > clock_timestamp() + make_interval(secs => ${longest})`.execute(tx)
    return Number(numAffectedRows ?? 0)
  })
}

export const farWaitsTick: Tick = {
  name: 'kernel.far_waits',
  everyMs: 60_000,
  run: async ({ db }) => {
    await forgetFarWaits(db)
    return false
  },
}

/**
 * Delivers until nothing is due of these tenants, or until told to stop: to one of them after the other.
 * @returns how many were delivered.
 */
export async function deliverTo(
  delivering: Delivering,
  subscribers: readonly Subscriber[],
  tenants: readonly TenantId[],
  which?: Which,
  stopping?: AbortSignal,
): Promise<number> {
  const byName = new Map(subscribers.map((s) => [s.name, s]))
  let count = 0
  const left = [...tenants]
  for (let tenantId = left.shift(); tenantId && !stopping?.aborted; tenantId = left.shift()) {
    const some = await deliverSome(delivering, byName, tenantId, which)
    if (some > 0) left.push(tenantId)
    count += some
  }
  return count
}

/** Delivers until nothing is due of anybody; for tests and the demo's filling. @returns how many were delivered. */
export async function deliverAll(delivering: Delivering, subscribers: readonly Subscriber[]): Promise<number> {
  let count = 0
  for (let some = -1; some !== 0; count += some) {
    const due = await lookForDue(delivering.db, subscribers)
    some = await deliverTo(
      delivering,
      subscribers,
      due.map(({ tenantId }) => tenantId),
    )
  }
  return count
}
