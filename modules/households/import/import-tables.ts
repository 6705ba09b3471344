import type { Id, PersonId, PostId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { ChosenColumns } from '../../../kernel/sheets/known-columns.ts'
import type { HouseholdId, RoomId } from '../shapes.ts'
import type { ImportState, RowResult } from './contract.ts'

export type HouseholdImportId = Id<'householdImport'>

/** Which import: what its job carries. */
export interface ImportName {
  readonly tenantId: TenantId
  readonly importId: HouseholdImportId
}

/** What is kept of the file beside its rows. */
export interface SheetName {
  readonly fileName: string
  /** Its first row: headers, or somebody's line where it has none. */
  readonly headers: readonly string[]
}

/** One import as it stands. */
export type ImportRecord = {
  tenant_id: TenantId
  id: HouseholdImportId
  state: ImportState
  sheet_sealed: Buffer | null
  chosen: ChosenColumns
  remembered: boolean
  place_path: string
  reach: string[]
  post_id: PostId | null
  run_id: string | null
  rows_total: number | null
  rows_read: number
  fresh: number
  changed: number
  same: number
  wrong: number
  kept: number
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
  'households.imports': ImportRecord
  'households.import_rows': {
    tenant_id: TenantId
    import_id: HouseholdImportId
    row_number: number
    result: RowResult
    door: string
    sealed: Buffer | null
    household_id: HouseholdId | null
    room_id: RoomId | null
    fate: 'undone' | 'kept' | null
  }
}

/** The tables of imports on a transaction. */
export const imports = (tx: Tx) => tx.withTables<ImportTables>()
