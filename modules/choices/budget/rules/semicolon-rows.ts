/** A row of a file of values between semicolons, with the number of the line on which it begins (from 1). */
export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** Thrown for a file that cannot be read, with the line and what to mend. */
export class FileFault extends Error {
  readonly line: number | null
  constructor(line: number | null, what: string) {
    super(line === null ? what : `line ${line}: ${what}`)
    this.line = line
  }
}

/** A quoted value may go over some lines, not over the rest of a file whose quotation mark was forgotten. */
const mostLinesOfValue = 200
const longestRow = 1_000_000

/**
 * Reads values between semicolons, one row a line, whatever ends the lines; a value in double quotes may hold semicolons,
 * line ends and doubled quotes. Cells come trimmed; empty lines are left out.
 */
export function* semicolonRows(text: string): Generator<Row> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    let whole = lines[at] ?? ''
    if (whole.length > longestRow) throw new FileFault(line, `is longer than ${longestRow} characters`)
    if (!whole.includes('"')) {
      if (whole.trim() !== '') yield { line, cells: whole.split(';').map((cell) => cell.trim()) }
      continue
    }
    let cells = quotedCells(whole)
    while (cells === null) {
      at++
      if (at >= lines.length || at - line >= mostLinesOfValue || whole.length > longestRow)
        throw new FileFault(line, 'a quotation mark is not closed')
      whole += `\n${lines[at]}`
      cells = quotedCells(whole)
    }
    yield { line, cells }
  }
}

/** Cells of a row with quotes; null where one is still open at its end. A quote inside an unquoted value is a character. */
function quotedCells(row: string): string[] | null {
  const cells: string[] = []
  for (let at = 0; at <= row.length; at++) {
    if (row[at] !== '"') {
      const end = row.indexOf(';', at)
      cells.push(row.slice(at, end < 0 ? undefined : end).trim())
      if (end < 0) return cells
      at = end
      continue
    }
    let value = ''
    let from = at + 1
    for (;;) {
      const quote = row.indexOf('"', from)
      if (quote < 0) return null
      value += row.slice(from, quote)
      from = quote + 1
      if (row[from] !== '"') break
      value += '"'
      from++
    }
    const end = row.indexOf(';', from)
    cells.push((value + row.slice(from, end < 0 ? undefined : end)).trim())
    if (end < 0) return cells
    at = end
  }
  return cells
}
