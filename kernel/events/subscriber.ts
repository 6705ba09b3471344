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
  /** Only events whose payload holds this, with all that it is nested in; what else it holds does not matter. */
  readonly holding?: Readonly<Record<string, unknown>>
  /** Only where somebody of the tenant wants events of that type: they stand in `kernel.wanted`. */
  readonly whereWanted?: true
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
  const declared = subscribers.flatMap(({ name, types, holding = null, whereWanted = false }) =>
    types.map((type) => ({ subscriber: name, type, holding, where_wanted: whereWanted })),
  )
  const rows = sql`jsonb_to_recordset(${JSON.stringify(declared)}::jsonb)
    as p(subscriber text, type text, holding jsonb, where_wanted boolean)`
  await db.tx(async (tx) => {
    await sql`delete from kernel.subscriptions s where not exists (
      select from ${rows} where p.subscriber = s.subscriber and p.type = s.type)`.execute(tx)
    await sql`insert into kernel.subscriptions as s (subscriber, type, holding, where_wanted)
      select distinct on (type, subscriber) subscriber, type, holding, where_wanted from ${rows} order by type, subscriber
      on conflict (type, subscriber) do update set holding = excluded.holding, where_wanted = excluded.where_wanted
        where (s.holding, s.where_wanted) is distinct from (excluded.holding, excluded.where_wanted)`.execute(tx)
  })
}
