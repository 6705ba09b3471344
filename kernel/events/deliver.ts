import type { RawBuilder } from 'kysely'
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

/**
 * Takes a due delivery, with others to the same subscriber where that one hears several at once, runs the subscriber in the
 * same transaction and deletes the rows. A delivery waits for earlier ones of its stream and subscriber. Several that fail
 * together are tried again one by one, so that each stands or falls by itself; a failure is written down in a transaction
 * of its own.
 * @returns how many were taken; 0 when nothing was due.
 */
export async function deliverSome(
  delivering: Delivering,
  subscribers: ReadonlyMap<string, Subscriber>,
): Promise<number> {
  const { db } = delivering
  let taken: readonly DueDelivery[] = []
  try {
    await db.tx(async (tx) => {
      const [first] = await takeDue(tx, sql`d.subscriber = any(${[...subscribers.keys()]})`, 1)
      if (!first) return
      taken = [first]
      const subscriber = subscribers.get(first.subscriber)
      if (subscriber?.handleMany) taken = [first, ...(await takeOthers(tx, first))]
      await hear(tx, taken, subscriber, delivering)
    })
  } catch (error) {
    const [first] = taken
    if (!first) throw error
    if (taken.length === 1) await failedTry(delivering, first, error)
    else for (const one of taken) await deliverAlone(delivering, one, subscribers.get(one.subscriber))
  }
  return taken.length
}

/** One of several that failed together; another worker may have taken it since. */
async function deliverAlone(
  delivering: Delivering,
  { tenantId, deliveryId }: DueDelivery,
  subscriber: Subscriber | undefined,
): Promise<void> {
  let taken: DueDelivery | undefined
  try {
    await delivering.db.tx(async (tx) => {
      ;[taken] = await takeDue(tx, sql`d.tenant_id = ${tenantId} and d.id = ${deliveryId}`, 1)
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
  { db: _, failed: __, ...context }: Delivering,
): Promise<void> {
  const events: readonly LedgerEvent[] = taken
  const [first] = events
  if (subscriber?.handleMany && events.length > 1) await subscriber.handleMany(tx, events, context)
  else if (first) await subscriber?.handle(tx, first, context)
  await sql`delete from kernel.deliveries d using unnest(${taken.map(({ tenantId }) => tenantId)}::uuid[],
    ${taken.map(({ deliveryId }) => deliveryId)}::bigint[]) as t(tenant_id, id)
    where d.tenant_id = t.tenant_id and d.id = t.id`.execute(tx)
}

async function failedTry({ db, failed }: Delivering, delivery: DueDelivery, error: unknown): Promise<void> {
  failed?.(await postpone(db, delivery, error))
}

const takeOthers = (tx: Tx, { subscriber, deliveryId }: DueDelivery) =>
  takeDue(tx, sql`d.subscriber = ${subscriber} and d.id <> ${deliveryId}`, most - 1)

/** What is due, has nothing of its stream before it and is in nobody's hands, the longest due first. */
async function takeDue(tx: Tx, which: RawBuilder<unknown>, limit: number): Promise<readonly DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    with due as (
      select d.* from kernel.deliveries d
      where d.parked_at is null and d.next_at <= clock_timestamp() and ${which}
        and not exists (select from kernel.deliveries e where e.tenant_id = d.tenant_id and e.subscriber = d.subscriber
          and e.stream = d.stream and e.seq < d.seq)
      order by d.next_at, d.id limit ${limit} for update skip locked)
    select d.id as "deliveryId", d.subscriber, d.attempts, e.tenant_id as "tenantId", e.stream, e.seq, e.id, e.type, e.at,
      e.actor, e.payload
    from due d join kernel.events e on e.tenant_id = d.tenant_id and e.stream = d.stream and e.seq = d.seq
      and e.at = d.event_at
    order by d.next_at, d.id`.execute(tx)
  return rows
}

async function postpone(db: Db, delivery: DueDelivery, error: unknown): Promise<DeliveryFailure> {
  const { tenantId, deliveryId, subscriber, type, attempts } = delivery
  const outage = isOutage(error)
  const wait = outage ? outageWait : waits[attempts]
  await db.tx(async (tx) => {
    await sql`update kernel.deliveries set attempts = attempts + ${outage ? 0 : 1}, last_error = ${wordsOf(error)},
      next_at = clock_timestamp() + make_interval(secs => ${wait ?? 0}),
      parked_at = case when ${wait === undefined} then clock_timestamp() end
      where tenant_id = ${tenantId} and id = ${deliveryId}`.execute(tx)
  })
  return { subscriber, type, tries: outage ? attempts : attempts + 1, parked: wait === undefined, error }
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
): Promise<number> {
  const byName = new Map(subscribers.map((s) => [s.name, s]))
  let count = 0
  for (let some = -1; some !== 0 && !stopping?.aborted; ) count += some = await deliverSome(delivering, byName)
  return count
}
