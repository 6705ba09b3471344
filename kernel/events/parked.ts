import type { TenantId } from '../contract/ids.ts'
import { type Db, sql, type Tx } from '../db.ts'
import { takeByTenant } from '../tenants.ts'

/** How it stands with the deliveries of one subscriber. */
export interface DeliveryFigures {
  readonly subscriber: string
  /** Due, or due later for another try, or behind an earlier one of its stream. */
  readonly waiting: number
  /** Given up after the last try: they and what comes after them in their streams wait until they are replayed. */
  readonly parked: number
  /** When the oldest of them was parked. */
  readonly parkedSince: Date | null
  /** What the last failure said, without what may have been somebody's; null: none failed. */
  readonly lastError: string | null
}

/** Subscribers for whom something waits or is parked, of all tenants; of the failures the last one alone is read. */
export async function deliveryFigures(tx: Tx): Promise<DeliveryFigures[]> {
  const { rows } = await sql<DeliveryFigures>`select subscriber, count(*) filter (where parked_at is null) as waiting,
      count(*) filter (where parked_at is not null) as parked, min(parked_at) as "parkedSince",
      (select e.last_error from kernel.deliveries e where e.subscriber = d.subscriber and e.last_error is not null
        order by e.next_at desc limit 1) as "lastError"
    from kernel.deliveries d group by subscriber order by subscriber`.execute(tx)
  return rows
}

/** One that was given up. */
export interface ParkedDelivery {
  readonly tenantId: TenantId
  readonly subscriber: string
  readonly stream: string
  readonly seq: number
  readonly type: string
  readonly tries: number
  readonly parkedAt: Date
  readonly lastError: string
}

/** What was given up, oldest first, of all tenants. @param subscriber one alone; all if left out */
export async function parkedDeliveries(
  tx: Tx,
  { subscriber, limit }: { readonly subscriber?: string | undefined; readonly limit: number },
): Promise<ParkedDelivery[]> {
  const { rows } = await sql<ParkedDelivery>`select d.tenant_id as "tenantId", d.subscriber, d.stream, d.seq, e.type,
      d.attempts as tries, d.parked_at as "parkedAt", d.last_error as "lastError"
    from kernel.deliveries d join kernel.events e on e.tenant_id = d.tenant_id and e.stream = d.stream and e.seq = d.seq
      and e.at = d.event_at
    where d.parked_at is not null and (${subscriber ?? null}::text is null or d.subscriber = ${subscriber ?? null})
    order by d.parked_at, d.id limit ${limit}`.execute(tx)
  return rows
}

/** Parked deliveries that are given back together. */
const atOnce = 1000

/**
 * Gives parked deliveries all their tries again, from now on: some at a time, each time in a transaction of its own, so that
 * the worker begins with the first while the others are still given back, and a replay that is broken off can simply be asked
 * for again. What is parked meanwhile is not taken. Subscribers are idempotent and a failed try was rolled back, so this may
 * be done at any time and more than once. @param told how many by now. @returns how many.
 */
export async function replayParked(
  db: Db,
  {
    subscriber,
    batch = atOnce,
    told,
  }: {
    readonly subscriber?: string | undefined
    readonly batch?: number
    readonly told?: (sofar: number) => void
  } = {},
): Promise<number> {
  // As the database writes it: a Date would round it.
  const [start] = await db.prepared(sql<{ now: string }>`select clock_timestamp()::text as now`)
  const isMeant = sql`d.parked_at <= ${start?.now}::timestamptz
    and (${subscriber ?? null}::text is null or d.subscriber = ${subscriber ?? null})`
  const giveSome = async (tx: Tx, tenantId: TenantId) => {
    const { numAffectedRows } = await sql`update kernel.deliveries d
      set parked_at = null, attempts = 0, started_at = null, next_at = clock_timestamp()
      from (select d.id from kernel.deliveries d where d.tenant_id = ${tenantId} and ${isMeant}
        order by d.parked_at, d.id limit ${batch} for no key update) picked
      where d.tenant_id = ${tenantId} and d.id = picked.id and d.parked_at is not null`.execute(tx)
    return Number(numAffectedRows ?? 0)
  }
  let count = 0
  const waiting = sql`select d.tenant_id from kernel.deliveries d where ${isMeant}`
  await takeByTenant(db, waiting, async (tenantId) => {
    const n = await db.tx((tx) => giveSome(tx, tenantId))
    count += n
    if (n === batch) told?.(count)
    return n > 0
  })
  return count
}
