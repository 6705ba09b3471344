import type { Actor } from '../../../kernel/actor.ts'
import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { ChosenColumns } from '../../../kernel/sheets/known-columns.ts'
import type { FirmImportId } from '../shapes.ts'
import type { ImportKind, ImportState, RowFault, RowResult } from './contract.ts'

/** Which import: what its job carries. */
export interface ImportName {
  readonly tenantId: TenantId
  readonly importId: FirmImportId
}

/** One import as it stands. */
export type ImportRecord = {
  tenant_id: TenantId
  id: FirmImportId
  kind: ImportKind
  state: ImportState
  file_name: string
  headers: string[]
  chosen: ChosenColumns
  place_path: string
  /** In whose reach rows are judged; without the name, which nobody asks for. */
  asker: Actor | null
  run_id: string | null
  rows_total: number | null
  rows_read: number
  fresh: number
  changed: number
  same: number
  wrong: number
  created_by: PersonId
  created_at: Date
  accepted_by: PersonId | null
  accepted_at: Date | null
  finished_at: Date | null
  undone_by: PersonId | null
  undone_at: Date | null
  failure: Words | null
  changed_at: Date
}

type ImportTables = {
  'enterprises.imports': ImportRecord
  'enterprises.import_rows': {
    tenant_id: TenantId
    import_id: FirmImportId
    row_number: number
    result: RowResult
    what: string
    faults: readonly RowFault[]
    sealed: Buffer | null
  }
  'enterprises.import_marks': {
    tenant_id: TenantId
    import_id: FirmImportId
    stream: string
    from_seq: number
    to_seq: number
  }
}

/** The tables of imports on a transaction. */
export const imports = (tx: Tx) => tx.withTables<ImportTables>()
