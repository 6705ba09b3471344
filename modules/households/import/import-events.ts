import type { EventActor } from '../../../kernel/actor.ts'
import type { Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { ImportRecord } from './import-tables.ts'

/** The stream of one import; what it does to households stands in theirs. */
export const streamOfImport = (importId: string): string => `household-imports:${importId}`

/** What happens to an import. */
export const importEvents = {
  uploaded: 'households.import_uploaded',
  accepted: 'households.import_accepted',
  finished: 'households.import_finished',
  cancelled: 'households.import_cancelled',
  reverted: 'households.import_reverted',
} as const

/** Writes it into the ledger with the counts so far; the name of the file stays outside, it may name somebody. */
export async function recordImport(
  tx: Tx,
  it: Pick<ImportRecord, 'tenant_id' | 'id' | 'rows_read' | 'fresh' | 'changed' | 'same' | 'wrong' | 'kept'>,
  event: keyof typeof importEvents,
  by: { readonly actor: EventActor; readonly at: Date },
): Promise<void> {
  const { rows_read: read, fresh, changed, same, wrong, kept } = it
  await record(tx, {
    tenantId: it.tenant_id,
    stream: streamOfImport(it.id),
    type: importEvents[event],
    at: by.at,
    actor: by.actor,
    payload: { importId: it.id, read, new: fresh, changed, same, wrong, ...(event === 'reverted' ? { kept } : {}) },
  })
}
