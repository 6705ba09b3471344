import type { EventActor } from '../actor.ts'
import type { Id, TenantId } from '../contract/ids.ts'
import { type Db, isOutage, sql, type Tx } from '../db.ts'
import type { Tick } from '../jobs/jobs.ts'
import { toldError } from '../running/log.ts'
import type { LedgerEvent } from './record.ts'
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
  /** Somebody began it and has not said how it ended. */
  begun: boolean
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

/** Which deliveries: those that nobody tried yet, or those that failed before. */
export type Which = 'fresh' | 'again'

class WorkerDied extends Error {
  override readonly name = 'WorkerDied'
}

/**
 * Takes one due delivery, runs its subscriber in the same transaction and deletes the row.
 * A delivery waits for earlier ones of its stream and subscriber. A failure is written down in a transaction of its own.
 * A try of one that failed before is counted before it begins, in a transaction of its own: should it take the whole process
 * with it, it is parked in the end like any other. `careful` does so with first tries as well.
 * @returns false when nothing was due.
 */
export async function deliverOne(
  { db, failed, careful = false, ...context }: Delivering,
  subscribers: ReadonlyMap<string, Subscriber>,
  which?: Which,
): Promise<boolean> {
  let taken: DueDelivery | undefined
  let isCounted = false
  const finish = async (tx: Tx, delivery: DueDelivery) => {
    const event: LedgerEvent = delivery
    await subscribers.get(delivery.subscriber)?.handle(tx, event, context)
    await sql`delete from kernel.deliveries where tenant_id = ${delivery.tenantId} and id = ${delivery.deliveryId}`.execute(
      tx,
    )
  }
  try {
    await db.tx(async (tx) => {
      taken = await takeDue(tx, [...subscribers.keys()], which)
      if (!taken) return
      isCounted = careful || taken.attempts > 0
      if (!isCounted) return finish(tx, taken)
      // It was the last one that its worker died of: there is no next.
      if (taken.attempts > waits.length) throw new WorkerDied('its worker ended while it was delivered')
      await countBefore(tx, taken)
    })
    const begun = taken
    if (begun && isCounted)
      await db.tx(async (tx) => {
        if (await isStillOurs(tx, begun)) await finish(tx, begun)
      })
  } catch (error) {
    if (!taken) throw error
    failed?.(await postpone(db, taken, error))
  }
  return taken !== undefined
}

async function takeDue(tx: Tx, names: readonly string[], which: Which | undefined): Promise<DueDelivery | undefined> {
  const tried = { fresh: sql`and d.attempts = 0`, again: sql`and d.attempts > 0` }
  const { rows } = await sql<DueDelivery>`
    with due as (
      select d.* from kernel.deliveries d
      where d.parked_at is null and d.next_at <= clock_timestamp() and d.subscriber = any(${names})
        ${which ? tried[which] : sql``}
        and not exists (select from kernel.deliveries e where e.tenant_id = d.tenant_id and e.subscriber = d.subscriber
          and e.stream = d.stream and e.seq < d.seq)
      order by d.next_at, d.id limit 1 for update skip locked)
    select d.id as "deliveryId", d.subscriber, d.attempts, d.started_at is not null as begun, e.tenant_id as "tenantId",
      e.stream, e.seq, e.id, e.type, e.at, e.actor, e.payload
    from due d join kernel.events e on e.tenant_id = d.tenant_id and e.stream = d.stream and e.seq = d.seq
      and e.at = d.event_at`.execute(tx)
  return rows[0]
}

/** Until it has ended, or its wait is over, nobody else takes it. */
async function countBefore(tx: Tx, { tenantId, deliveryId, attempts, begun }: DueDelivery): Promise<void> {
  await sql`update kernel.deliveries set attempts = attempts + 1, started_at = clock_timestamp(),
      last_error = case when ${begun} then 'WorkerDied: its worker ended while it was delivered' else last_error end,
      next_at = clock_timestamp() + make_interval(secs => ${waits[attempts] ?? 1})
    where tenant_id = ${tenantId} and id = ${deliveryId}`.execute(tx)
}

async function isStillOurs(tx: Tx, { tenantId, deliveryId, attempts }: DueDelivery): Promise<boolean> {
  const { rows } = await sql`select from kernel.deliveries where tenant_id = ${tenantId} and id = ${deliveryId}
    and attempts = ${attempts + 1} and started_at is not null for update skip locked`.execute(tx)
  return rows.length > 0
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
 * Delivers until nothing is due, or until told to stop; for tests, the demo's filling and the worker's turn.
 * @returns how many were delivered.
 */
export async function deliverAll(
  delivering: Delivering,
  subscribers: readonly Subscriber[],
  stopping?: AbortSignal,
  which?: Which,
): Promise<number> {
  const byName = new Map(subscribers.map((s) => [s.name, s]))
  let count = 0
  while (!stopping?.aborted && (await deliverOne(delivering, byName, which))) count++
  return count
}
