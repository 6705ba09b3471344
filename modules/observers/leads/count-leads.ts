import { sql, type Tx } from '../../../kernel/db.ts'
import type { LedgerEvent } from '../../../kernel/events/record.ts'
import { payloadOf, type Subscriber } from '../../../kernel/events/subscriber.ts'
import { eventTypes, type MatterEvent } from '../../matters/events.ts'
import { leadKind } from './lead-service.ts'

/** Counts leads for the duty of a quarter, out of the ledger of matters; told twice it counts once. */
export const countLeads: Subscriber = {
  name: 'observers.count_leads',
  types: [eventTypes.reported],
  holding: { set: { kind_code: leadKind } },
  handle: count,
  async handleMany(tx, events) {
    for (const event of events) await count(tx, event)
  },
}

/** Nothing is asked of the database for what is no lead. */
async function count(tx: Tx, event: LedgerEvent): Promise<void> {
  const { matterId, set } = payloadOf<MatterEvent>(event)
  const shielded = set.shielded_posts
  if (set.kind_code !== leadKind || !Array.isArray(shielded) || !event.actor.personId) return
  await sql`insert into observers.leads (tenant_id, matter_id, person_id, unit_post_id, shielded_posts, at)
    values (${event.tenantId}, ${matterId}, ${event.actor.personId}, ${shielded[0]}, ${shielded}::uuid[], ${event.at})
    on conflict do nothing`.execute(tx)
}
