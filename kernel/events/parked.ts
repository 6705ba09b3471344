import type { TenantId } from '../contract/ids.ts'
import { sql, type Tx } from '../db.ts'

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

/** Subscribers for whom something waits or is parked, of all tenants. */
export async function deliveryFigures(tx: Tx): Promise<DeliveryFigures[]> {
  const { rows } = await sql<DeliveryFigures>`select subscriber, count(*) filter (where parked_at is null) as waiting,
      count(*) filter (where parked_at is not null) as parked, min(parked_at) as "parkedSince",
      (array_agg(last_error order by next_at desc) filter (where last_error is not null))[1] as "lastError"
    from kernel.deliveries group by subscriber order by subscriber`.execute(tx)
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

/**
 * Gives parked deliveries all their tries again, from now on. Subscribers are idempotent and a failed try was rolled back,
 * so this may be done at any time and more than once. @returns how many.
 */
export async function replayParked(tx: Tx, subscriber?: string): Promise<number> {
  const { numAffectedRows } = await sql`update kernel.deliveries
    set parked_at = null, attempts = 0, started_at = null, next_at = clock_timestamp()
    where parked_at is not null and (${subscriber ?? null}::text is null or subscriber = ${subscriber ?? null})`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}
