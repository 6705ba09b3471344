/** A file that is not what it should be, and where. */
export class UnreadableFile extends Error {
  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`)
    this.name = 'UnreadableFile'
  }
}

export type Lines = AsyncIterable<string> | Iterable<string>

/** A quoted field may run over lines, but a mark that is never closed must not swallow the file. */
const longestRow = 65_536

export interface CsvRow {
  /** Where it begins, from 1. */
  readonly line: number
  /** Values of the columns that were asked for, in the order they were asked for. */
  readonly values: readonly string[]
}

/** Rows of a table with a head that names its columns. Throws UnreadableFile with the line. */
export async function* csvRows(lines: Lines, names: readonly string[]): AsyncGenerator<CsvRow> {
  let columns: readonly number[] | null = null
  let width = 0
  for await (const { line, text } of wholeRows(lines)) {
    if (text.trim() === '') continue
    const fields = fieldsOf(text, line)
    if (!columns) {
      columns = columnsOf(fields, names, line)
      width = fields.length
      continue
    }
    if (fields.length !== width) throw new UnreadableFile(line, `${fields.length} columns, but the head has ${width}`)
    yield { line, values: columns.map((column) => fields[column] ?? '') }
  }
  if (!columns) throw new UnreadableFile(1, 'the file is empty')
}

function columnsOf(head: readonly string[], wanted: readonly string[], line: number): number[] {
  const names = head.map((field) =>
    field
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  )
  return wanted.map((name) => {
    const column = names.indexOf(name)
    if (column < 0) throw new UnreadableFile(line, `the head has no column ${name}`)
    if (names.includes(name, column + 1)) throw new UnreadableFile(line, `the head has two columns ${name}`)
    return column
  })
}

/** Lines, those joined between which a quoted field runs on. */
async function* wholeRows(lines: Lines): AsyncGenerator<{ readonly line: number; readonly text: string }> {
  let line = 0
  let begun: { readonly line: number; readonly text: string } | null = null
  for await (const raw of lines) {
    line++
    const text: string = begun ? `${begun.text}\n${raw}` : raw.endsWith('\r') ? raw.slice(0, -1) : raw
    const row: { readonly line: number; readonly text: string } = { line: begun?.line ?? line, text }
    if (text.length > longestRow) throw new UnreadableFile(row.line, `longer than ${longestRow} characters`)
    begun = isOpen(text) ? row : null
    if (!begun) yield row
  }
  if (begun) throw new UnreadableFile(begun.line, 'a quotation mark that is never closed')
}

const isOpen = (text: string): boolean => text.includes('"') && (text.split('"').length - 1) % 2 === 1

/** A quoted field may hold commas and doubled quotes. */
function fieldsOf(text: string, line: number): string[] {
  const row = text.endsWith('\r') ? text.slice(0, -1) : text
  if (!row.includes('"')) return row.split(',')
  const fields: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y
  for (;;) {
    const found = field.exec(row)
    if (!found) throw new UnreadableFile(line, 'a quotation mark that does not belong there')
    fields.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === '') return fields
  }
}
