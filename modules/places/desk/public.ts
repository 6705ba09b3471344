// What desk pages of higher tiers may use.

export { Bar } from './sheets/bar.tsx'
export { ColumnTable, chosenWith } from './sheets/column-table.tsx'
export { DropZone } from './sheets/drop-zone.tsx'
export { ImportState } from './sheets/import-state.tsx'
export { JudgedRows, useRowFilter } from './sheets/judged-rows.tsx'
export { isAtWork, JudgedColumns, JudgedStanding, JudgedSteps, judgedAgain } from './sheets/judged-steps.tsx'
export { RowErrors } from './sheets/row-errors.tsx'
export { WideTable } from './sheets/wide-table.tsx'
export { words as importStateWords } from './sheets/words.ts'
