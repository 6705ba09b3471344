import { fail } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import {
  type CellValue,
  cellBoolean,
  cellDate,
  cellNumber,
  cellText,
  type DateBase,
  isBlank,
} from '../../../kernel/sheets/cells.ts'
import type { ChosenColumns } from '../../../kernel/sheets/known-columns.ts'
import { type OpenSheet, openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { type ImportColumn, matchColumns } from './columns.ts'
import type { ImportKind, RowFault } from './contract.ts'

/** A row as it was read: what each column says, and what could not be read. */
export interface ReadRow {
  readonly row: number
  readonly values: Readonly<Record<string, string | number | boolean>>
  readonly faults: readonly RowFault[]
  readonly cells: readonly CellValue[]
}

/** More rows are split into files: accepting writes all of them together. */
export const mostRows = 10_000
const mostBytes = 256 * 1_048_576

/** Opens a sheet of an import. Throws SheetError in words. */
export const openImportSheet = (bytes: Uint8Array, signal?: AbortSignal): Promise<OpenSheet> =>
  openSheet(bytes, { maxRows: mostRows, maxBytes: mostBytes, ...(signal ? { signal } : {}) })

/**
 * Reads a workbook. What is no sheet, or lacks a needed column, is refused as a whole; a wrong cell only marks its row.
 * Throws Failure `enterprises.columns_missing`, SheetError, or the signal's reason.
 */
export async function readRows(
  { kind, chosen }: { readonly kind: ImportKind; readonly chosen: ChosenColumns },
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<ReadRow[]> {
  const sheet = await openImportSheet(bytes, signal)
  try {
    const { columns, missing } = matchColumns(kind, sheet.headers, chosen)
    if (missing.length > 0)
      fail('invalid', 'enterprises.columns_missing', {
        zh: `表头里没有：${missing.map(({ header }) => header.zh).join('、')}。可先下载模板对照`,
        en: `These columns are missing: ${missing.map(({ header }) => header.en).join(', ')}. Please compare with the template`,
      })
    const rows: ReadRow[] = []
    for await (const { number, cells } of sheet.rows) rows.push(readRow(number, cells, columns, sheet))
    return rows
  } finally {
    await sheet.close()
  }
}

function readRow(
  row: number,
  cells: readonly CellValue[],
  columns: ReadonlyMap<number, ImportColumn>,
  { headers, dateBase }: OpenSheet,
): ReadRow {
  const values: Record<string, string | number | boolean> = {}
  const faults: RowFault[] = []
  for (const [at, column] of columns) {
    const fault = (words: Words) => faults.push({ column: headers[at] || column.header.zh, words })
    const cell = cells[at]
    if (isBlank(cell)) {
      if (column.required) fault({ zh: '没有填', en: 'is empty' })
      continue
    }
    const value = readCell(column, cell, dateBase)
    if (value === null) fault(unreadable[column.form])
    else values[column.key] = value
  }
  return { row, values, faults, cells }
}

function readCell(
  { form }: ImportColumn,
  cell: CellValue | undefined,
  base: DateBase,
): string | number | boolean | null {
  switch (form) {
    case 'text':
      return cellText(cell)
    case 'number':
      return cellNumber(cell)
    case 'yes_no':
      return cellBoolean(cell)
    case 'day': {
      const at = cellDate(cell, base)
      return at ? dayOf(at) : null
    }
  }
}

const unreadable: Readonly<Record<ImportColumn['form'], Words>> = {
  text: { zh: '读不出来', en: 'cannot be read' },
  number: { zh: '应为数字', en: 'must be a number' },
  yes_no: { zh: '应填“是”或“否”', en: 'must be yes or no' },
  day: { zh: '应为日期，如 2026-03-08', en: 'must be a day, such as 2026-03-08' },
}
