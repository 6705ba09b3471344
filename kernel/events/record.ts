import type { EventActor } from '../actor.ts'
import { type Id, newId, type TenantId } from '../contract/ids.ts'
import { sql, type Tx } from '../db.ts'

export interface NewEvent<Payload> {
  readonly tenantId: TenantId
  /** `<module>:<id>`: all that happens to one thing, in order. */
  readonly stream: string
  /** `<module>.<past tense>`, e.g. `matters.matter_assigned`. */
  readonly type: string
  readonly at: Date
  readonly actor: EventActor
  readonly payload: Payload
}

/**
 * Appends one event to the ledger in the caller's transaction, with one delivery row for each subscriber that has a use for it.
 * @returns its number in the stream, from 1.
 */
export async function record<Payload extends object>(tx: Tx, event: NewEvent<Payload>): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select kernel.record_event(${event.tenantId}::uuid, ${event.stream},
    ${newId()}::uuid, ${event.type}, ${event.at}, ${JSON.stringify(event.actor)}::jsonb,
    ${JSON.stringify(event.payload)}::jsonb) as seq`.execute(tx)
  return rows[0]?.seq ?? 0
}

/** Several events of one stream at once, in their order: the same as one after another, in one way to the database. */
export async function recordAll<Payload extends object>(
  tx: Tx,
  { tenantId, stream, type, at, actor }: Omit<NewEvent<Payload>, 'payload'>,
  payloads: readonly Payload[],
): Promise<void> {
  if (payloads.length === 0) return
  await sql`select kernel.record_event(${tenantId}::uuid, ${stream}, e.id, ${type}, ${at}, ${JSON.stringify(actor)}::jsonb,
      e.payload)
    from (select * from unnest(${payloads.map(() => newId())}::uuid[],
        ${payloads.map((payload) => JSON.stringify(payload))}::jsonb[]) with ordinality as e(id, payload, n) order by n) e`.execute(
    tx,
  )
}

/**
 * Events of many streams at once, those of one stream in their order: the same chains, heads and deliveries as one after
 * another give, in one way to the database. For imports and other work by the thousand; some thousand a call.
 */
export async function recordMany(
  tx: Tx,
  tenantId: TenantId,
  events: readonly Omit<NewEvent<object>, 'tenantId'>[],
): Promise<void> {
  if (events.length === 0) return
  const column = <Value>(of: (event: (typeof events)[number]) => Value): Value[] => events.map(of)
  await sql`select kernel.record_events(${tenantId}::uuid, ${column(({ stream }) => stream)}::text[],
    ${column(() => newId())}::uuid[], ${column(({ type }) => type)}::text[], ${column(({ at }) => at)}::timestamptz[],
    ${column(({ actor }) => JSON.stringify(actor))}::jsonb[],
    ${column(({ payload }) => JSON.stringify(payload))}::jsonb[])`.execute(tx)
}

/** An event as it stands in the ledger. */
export interface LedgerEvent<Payload = Record<string, unknown>> {
  readonly tenantId: TenantId
  readonly stream: string
  readonly seq: number
  readonly id: Id<'event'>
  readonly type: string
  readonly at: Date
  readonly actor: EventActor
  readonly payload: Payload
}

/** A whole stream in order: what timelines are drawn from. */
export async function readStream(tx: Tx, tenantId: TenantId, stream: string): Promise<LedgerEvent[]> {
  const { rows } = await sql<LedgerEvent>`select tenant_id as "tenantId", stream, seq, id, type, at, actor, payload
    from kernel.events where tenant_id = ${tenantId} and stream = ${stream} order by seq`.execute(tx)
  return rows
}

/** One event of a stream; null: there is none of that number. */
export async function readEvent(tx: Tx, tenantId: TenantId, stream: string, seq: number): Promise<LedgerEvent | null> {
  const { rows } = await sql<LedgerEvent>`select tenant_id as "tenantId", stream, seq, id, type, at, actor, payload
    from kernel.events where tenant_id = ${tenantId} and stream = ${stream} and seq = ${seq}`.execute(tx)
  return rows[0] ?? null
}

/** Which events of some types there were since an instant, without what they tell: for whoever sends them again. */
export async function eventsSince(
  tx: Tx,
  tenantId: TenantId,
  types: readonly string[],
  since: Date,
): Promise<readonly Pick<LedgerEvent, 'stream' | 'seq' | 'id' | 'type'>[]> {
  const { rows } = await sql<LedgerEvent>`select stream, seq, id, type from kernel.events
    where tenant_id = ${tenantId} and type = any(${[...types]}::text[]) and at >= ${since} order by at, stream, seq`.execute(
    tx,
  )
  return rows
}
