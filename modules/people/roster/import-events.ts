import type { EventActor } from '../../../kernel/actor.ts'
import type { Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { RosterRecord } from './import-tables.ts'

/** The stream of one import; what it does to persons and posts stands in theirs. */
export const rosterStream = (importId: string): string => `roster_imports:${importId}`

export const rosterEvents = {
  uploaded: 'people.roster_uploaded',
  accepted: 'people.roster_accepted',
  cancelled: 'people.roster_cancelled',
  reverted: 'people.roster_reverted',
} as const

type Counted = Pick<
  RosterRecord,
  'total' | 'fresh' | 'changed' | 'same' | 'wrong' | 'persons' | 'posts' | 'tenures' | 'kept'
>

/** Writes it into the ledger with its counts; the name of the file stays outside, it may name somebody. */
export async function recordRoster(
  tx: Tx,
  it: Pick<RosterRecord, 'tenant_id' | 'id'> & Counted,
  event: keyof typeof rosterEvents,
  by: { readonly actor: EventActor; readonly at: Date },
): Promise<void> {
  const { total, fresh, changed, same, wrong, persons, posts, tenures, kept } = it
  await record(tx, {
    tenantId: it.tenant_id,
    stream: rosterStream(it.id),
    type: rosterEvents[event],
    at: by.at,
    actor: by.actor,
    payload: { importId: it.id, total, new: fresh, changed, same, wrong, persons, posts, tenures, kept },
  })
}
