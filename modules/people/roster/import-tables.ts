import type { Id, PersonId, PostId, TenantId } from '../../../kernel/contract/ids.ts'
import type { ImportState } from '../../../kernel/contract/judged-import.ts'
import type { RunColumns } from '../../../kernel/sheets/judged-run.ts'
import type { ChosenColumns } from '../../../kernel/sheets/known-columns.ts'
import type { TenureId } from '../tables.ts'

/** What writes and takes back rosters. */
export const rosterJobName = 'people.roster'

export type RosterImportId = Id<'rosterImport'>

/** An import as its row stands. */
export interface RosterRecord extends RunColumns {
  readonly tenant_id: TenantId
  readonly id: RosterImportId
  readonly state: ImportState
  readonly sheet_sealed: Buffer | null
  readonly chosen: ChosenColumns
  readonly total: number
  readonly fresh: number
  readonly changed: number
  readonly same: number
  readonly wrong: number
  readonly persons: number
  readonly posts: number
  readonly tenures: number
  readonly kept: number
  readonly created_by: PersonId
  readonly created_at: Date
  readonly accepted_at: Date | null
  readonly undone_at: Date | null
}

export type Which = Pick<RosterRecord, 'tenant_id' | 'id'>

/** The file's name and head; `dateBase`: from when its dates count. */
export interface SheetHead {
  readonly fileName: string
  readonly headers: readonly string[]
  readonly dateBase: 1900 | 1904
}

/** What a row made. */
export interface Effect {
  readonly row: number
  readonly personId: PersonId
  readonly personMade: boolean
  readonly accountOpened: boolean
  readonly postId: PostId | null
  readonly postMade: boolean
  readonly tenureId: TenureId | null
  /** The name that they had before and got by it; null: it changed none. */
  readonly renamedFrom: string | null
  readonly renamedTo: string | null
}
