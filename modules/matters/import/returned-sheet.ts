import type { Lang } from '../../../kernel/contract/words.ts'
import { type CellValue, isFault } from '../../../kernel/sheets/cells.ts'
import type { Row } from '../../../kernel/sheets/sheet-reader.ts'
import type { Column, SheetPlan } from '../../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import type { RowError } from './map-row.ts'
import type { ImportMapping } from './mapping.ts'
import { fields } from './mapping.ts'

/** A row that was not taken, and why. */
export interface ReturnedRow {
  readonly row: Pick<Row, 'number' | 'cells'>
  readonly errors: readonly RowError[]
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
    errors.map((error) => `${error.column}${lang === 'zh' ? ':' : ': '}${error.words[lang]}`).join('\n')
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

/** An empty sheet with the headers of a mapping, to be filled in; in the language of the first or second name. */
export function emptyTemplate(mapping: ImportMapping, lang: Lang): SheetPlan<never> {
  const columns = fields.flatMap((field) => {
    const spec = mapping.columns[field]
    if (!spec) return []
    const name = (lang === 'en' ? spec.headers[1] : undefined) ?? spec.headers[0] ?? field
    const note = spec.required ? (lang === 'zh' ? '(必填)' : ' (required)') : ''
    return [{ header: `${name}${note}`, value: () => null, width: field === 'body' || field === 'outcome' ? 48 : 18 }]
  })
  return { name: mapping.title[lang], columns, rows: [] }
}
