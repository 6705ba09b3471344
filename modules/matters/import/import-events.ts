import type { EventActor } from '../../../kernel/actor.ts'
import type { Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { ImportRecord } from './import-tables.ts'

/** The stream of one import; what happens to its matters stands in theirs. */
export const streamOfImport = (importId: string): string => `imports:${importId}`

/** What happens to an import. */
export const importEvents = {
  uploaded: 'matters.import_uploaded',
  accepted: 'matters.import_accepted',
  finished: 'matters.import_finished',
  cancelled: 'matters.import_cancelled',
  reverted: 'matters.import_reverted',
} as const

type ImportEvent = keyof typeof importEvents

/** Writes it into the ledger with the counts so far; the name of the file stays outside, it may name somebody. */
export async function recordImport(
  tx: Tx,
  it: Pick<ImportRecord, 'tenant_id' | 'id' | 'rows_read' | 'created' | 'unchanged' | 'rejected'>,
  event: ImportEvent,
  by: { readonly actor: EventActor; readonly at: Date },
): Promise<void> {
  const { rows_read: read, created, unchanged, rejected } = it
  await record(tx, {
    tenantId: it.tenant_id,
    stream: streamOfImport(it.id),
    type: importEvents[event],
    at: by.at,
    actor: by.actor,
    payload: { importId: it.id, read, created, unchanged, rejected },
  })
}
