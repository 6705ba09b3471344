import type { Id, MatterId, PersonId, PlaceId, PostId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { ImportState } from './contract.ts'
import type { ChosenColumns } from './headers.ts'
import type { RowError } from './map-row.ts'
import type { ImportMapping } from './mapping.ts'

export type ImportId = Id<'import'>

/** Which import: what its job carries. */
export interface ImportName {
  readonly tenantId: TenantId
  readonly importId: ImportId
}

/** One import as it stands. */
export type ImportRecord = {
  tenant_id: TenantId
  id: ImportId
  state: ImportState
  file_name: string
  headers: string[]
  mapping: ImportMapping
  chosen: ChosenColumns
  place_id: PlaceId
  place_path: string
  run_id: string | null
  rows_total: number | null
  rows_read: number
  created: number
  unchanged: number
  rejected: number
  created_by: PersonId | null
  created_at: Date
  accepted_by: PersonId | null
  accepted_post_id: PostId | null
  accepted_at: Date | null
  finished_at: Date | null
  undone_by: PersonId | null
  undone_post_id: PostId | null
  undone_at: Date | null
  failure: Words | null
  changed_at: Date
}

type ImportTables = {
  'matters.imports': ImportRecord
  'matters.import_pieces': { tenant_id: TenantId; import_id: ImportId; n: number; sealed: Buffer }
  'matters.import_rows': {
    tenant_id: TenantId
    import_id: ImportId
    source_digest: Buffer
    row_number: number
    matter_id: MatterId | null
    answered_at: Date | null
    workdays: number | null
  }
  'matters.import_errors': {
    tenant_id: TenantId
    import_id: ImportId
    row_number: number
    errors: readonly RowError[]
    sealed: Buffer
  }
}

/** The tables of imports on a transaction. */
export const imports = (tx: Tx) => tx.withTables<ImportTables>()
