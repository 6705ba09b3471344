import type { Clock } from '../clock.ts'
import { type Db, sql, type Tx } from '../db.ts'
import type { Secrets } from '../secrets.ts'
import type { LedgerEvent } from './record.ts'

export interface SubscriberContext {
  readonly clock: Clock
  readonly secrets: Secrets
}

/** Reacts to events of other modules. Must be idempotent: it runs at least once for each event. */
export interface Subscriber {
  /** `<module>.<what>`, stable: the deliveries carry it. */
  readonly name: string
  readonly types: readonly string[]
  handle(tx: Tx, event: LedgerEvent, context: SubscriberContext): Promise<void>
  /**
   * Several at once, each of another stream, in one transaction: cheaper where much happens. If it fails, each is tried
   * again by itself (`handle`). Left out: one after another, a transaction each.
   */
  handleMany?(tx: Tx, events: readonly LedgerEvent[], context: SubscriberContext): Promise<void>
}

/** Types a payload on the way in: the ledger's JSON is what the publishing module's events.ts says it is. */
export const payloadOf = <Payload>(event: LedgerEvent): Payload => event.payload as Payload

/** Makes the table of subscriptions equal to what the program declares; events recorded from now on are delivered so. */
export async function syncSubscriptions(db: Db, subscribers: readonly Subscriber[]): Promise<void> {
  const pairs = subscribers.flatMap((s) => s.types.map((type) => ({ subscriber: s.name, type })))
  await db.tx(async (tx) => {
    await sql`delete from kernel.subscriptions s where not exists (
      select from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p(subscriber text, type text)
      where p.subscriber = s.subscriber and p.type = s.type)`.execute(tx)
    await sql`insert into kernel.subscriptions (subscriber, type)
      select subscriber, type from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p(subscriber text, type text)
      on conflict do nothing`.execute(tx)
  })
}
