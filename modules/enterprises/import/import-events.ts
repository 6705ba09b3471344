import type { EventActor } from '../../../kernel/actor.ts'
import type { Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { ImportRecord } from './import-tables.ts'

/** The stream of one import; what it does to firms and buildings stands in theirs. */
export const streamOfImport = (importId: string): string => `firm-imports:${importId}`

/** What happens to an import. */
export const importEvents = {
  uploaded: 'enterprises.import_uploaded',
  accepted: 'enterprises.import_accepted',
  finished: 'enterprises.import_finished',
  cancelled: 'enterprises.import_cancelled',
  reverted: 'enterprises.import_reverted',
} as const

/** Writes it into the ledger with the counts so far; the name of the file stays outside, it may name somebody. */
export async function recordImport(
  tx: Tx,
  it: Pick<ImportRecord, 'tenant_id' | 'id' | 'kind' | 'rows_read' | 'fresh' | 'changed' | 'same' | 'wrong'>,
  event: keyof typeof importEvents,
  by: { readonly actor: EventActor; readonly at: Date },
): Promise<void> {
  const { rows_read: read, fresh, changed, same, wrong } = it
  await record(tx, {
    tenantId: it.tenant_id,
    stream: streamOfImport(it.id),
    type: importEvents[event],
    at: by.at,
    actor: by.actor,
    payload: { importId: it.id, kind: it.kind, read, new: fresh, changed, same, wrong },
  })
}
