import type { EventActor } from '../../../kernel/actor.ts'
import type { Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { ImportRecord } from './import-tables.ts'

/** The stream of one import; what it does to places stands in theirs. */
export const streamOfImport = (importId: string): string => `place_imports:${importId}`

export const importEvents = {
  uploaded: 'places.import_uploaded',
  accepted: 'places.import_accepted',
  cancelled: 'places.import_cancelled',
  reverted: 'places.import_reverted',
} as const

type Counted = Pick<ImportRecord, 'total' | 'fresh' | 'changed' | 'same' | 'skipped' | 'wrong' | 'making' | 'kept'>

/** Writes it into the ledger with its counts; the name of the file stays outside, it may name somebody. */
export async function recordImport(
  tx: Tx,
  it: Pick<ImportRecord, 'tenant_id' | 'id'> & Counted,
  event: keyof typeof importEvents,
  by: { readonly actor: EventActor; readonly at: Date },
): Promise<void> {
  const { total, fresh, changed, same, skipped, wrong, making, kept } = it
  await record(tx, {
    tenantId: it.tenant_id,
    stream: streamOfImport(it.id),
    type: importEvents[event],
    at: by.at,
    actor: by.actor,
    payload: { importId: it.id, total, new: fresh, changed, same, skipped, wrong, making, kept },
  })
}
