import type { CellValue } from '../../../kernel/sheets/cells.ts'

/** A row as it came, before anybody knows what its columns mean. */
export interface RawRow {
  /** As the sender counts: the row of a sheet, the feature or line of others from 1. */
  readonly number: number
  readonly cells: readonly CellValue[]
  /** A GeoJSON geometry as it was sent; null where there is none. */
  readonly geometry: object | null
}
