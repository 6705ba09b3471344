import type { Id, PersonId, PlaceId, TenantId } from '../../../kernel/contract/ids.ts'
import type { ImportState } from '../../../kernel/contract/judged-import.ts'
import type { RunColumns } from '../../../kernel/sheets/judged-run.ts'
import type { ChosenColumns } from '../../../kernel/sheets/known-columns.ts'
import type { Crs } from '../tables.ts'

/** What writes and takes back imports of places. */
export const placeImportJobName = 'places.import'

export type PlaceImportId = Id<'placeImport'>

/** An import as its row stands. */
export interface ImportRecord extends RunColumns {
  readonly tenant_id: TenantId
  readonly id: PlaceImportId
  readonly state: ImportState
  readonly source: 'sheet' | 'geojson' | 'text'
  readonly sheet_sealed: Buffer | null
  readonly chosen: ChosenColumns
  readonly crs: Crs | null
  readonly place_path: string
  readonly total: number
  readonly fresh: number
  readonly changed: number
  readonly same: number
  readonly skipped: number
  readonly wrong: number
  readonly making: number
  readonly kept: number
  readonly created_by: PersonId
  readonly created_at: Date
  readonly accepted_at: Date | null
  readonly undone_at: Date | null
}

export interface SheetName {
  readonly fileName: string
  readonly headers: readonly string[]
}

/** What was written to one place. */
export interface Effect {
  readonly n: number
  readonly place_id: PlaceId
  /** Null: it was made; with `ended`: it had been retired, beside the facts that it had then, where those were changed. */
  readonly was: object | null
  readonly written: object
}
