import { labelled } from '../contract/punctuation.ts'
import type { Lang, Words } from '../contract/words.ts'
import { type CellValue, isFault } from './cells.ts'
import type { Row } from './sheet-reader.ts'
import type { Column, SheetPlan } from './sheet-writer.ts'
import type { SheetValue } from './sheet-xml.ts'

/** A row that was not taken, and why. */
export interface ReturnedRow {
  readonly row: Pick<Row, 'number' | 'cells'>
  /** By the column at fault; '' where the row as a whole is. */
  readonly errors: readonly { readonly column: string; readonly words: Words }[]
}

const words = {
  sheet: { zh: '未导入的行', en: 'Rows not imported' },
  errors: { zh: '问题', en: 'Errors' },
  number: { zh: '原行号', en: 'Row in the file' },
}

/**
 * The sheet that goes back to its sender: each row that was not taken, cell for cell under its own header, with its
 * number in the file and what is wrong. Corrected, it can be imported as it is.
 */
export function returnedSheet(
  headers: readonly string[],
  rows: Iterable<ReturnedRow> | AsyncIterable<ReturnedRow>,
  lang: Lang,
): SheetPlan<ReturnedRow> {
  const own: Column<ReturnedRow>[] = headers.map((header, i) => ({
    header,
    value: ({ row }) => sheetValue(row.cells[i] ?? null),
  }))
  const said = ({ errors }: ReturnedRow) =>
    errors.map(({ column, words }) => (column ? labelled(lang, column, words[lang]) : words[lang])).join('\n')
  return {
    name: words.sheet[lang],
    columns: [
      ...own,
      { header: words.errors[lang], value: said, width: 60 },
      { header: words.number[lang], value: ({ row }) => row.number },
    ],
    rows,
  }
}

const sheetValue = (cell: CellValue): SheetValue => (isFault(cell) ? cell.fault : cell)
