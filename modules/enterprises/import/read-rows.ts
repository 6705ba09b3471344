import { fail } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { type CellValue, cellBoolean, cellDate, cellNumber, cellText, isBlank } from '../../../kernel/sheets/cells.ts'
import { openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { type ImportColumn, matchColumns } from './columns.ts'
import type { ImportKind } from './contract.ts'

/** A row as it was read: what each column says, and what could not be read. */
export interface ReadRow {
  readonly row: number
  readonly values: Readonly<Record<string, string | number | boolean>>
  readonly faults: readonly RowFault[]
}

export interface RowFault {
  readonly column: string
  readonly words: Words
}

/** More rows are split into files: accepting writes all of them together. */
export const mostRows = 3000

/** Reads a workbook. What is no sheet, or lacks a needed column, is refused as a whole; a wrong cell only marks its row. */
export async function readRows(
  kind: ImportKind,
  bytes: Uint8Array,
): Promise<{ rows: ReadRow[]; unknownColumns: string[] }> {
  const sheet = await openSheet(bytes, { maxRows: mostRows, maxBytes: 64 * 1_048_576 })
  try {
    const { columns, missing, unknown } = matchColumns(kind, sheet.headers)
    if (missing.length > 0)
      fail('invalid', 'enterprises.columns_missing', {
        zh: `表头里没有：${missing.map(({ header }) => header.zh).join('、')}。可先下载模板对照`,
        en: `These columns are missing: ${missing.map(({ header }) => header.en).join(', ')}. Please compare with the template`,
      })
    const rows: ReadRow[] = []
    for await (const { number, cells } of sheet.rows) {
      const values: Record<string, string | number | boolean> = {}
      const faults: RowFault[] = []
      for (const [at, column] of columns) {
        const cell = cells[at]
        if (isBlank(cell)) {
          if (column.required) faults.push({ column: column.header.zh, words: { zh: '没有填', en: 'is empty' } })
          continue
        }
        const value = readCell(column, cell, sheet.dateBase)
        if (value === null) faults.push({ column: column.header.zh, words: unreadable[column.form] })
        else values[column.key] = value
      }
      rows.push({ row: number, values, faults })
    }
    return { rows, unknownColumns: unknown }
  } finally {
    await sheet.close()
  }
}

function readCell(
  { form }: ImportColumn,
  cell: CellValue | undefined,
  base: 1900 | 1904,
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
