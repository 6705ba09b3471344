import type { CellValue, DateBase } from './cells.ts'
import { isBlank } from './cells.ts'
import { noHeader, noSuchSheet, tooManyColumns, tooManyRows } from './sheet-error.ts'
import {
  buildHeader,
  findHeaderRow,
  type Header,
  hasWideMerge,
  headerSearch,
  mayBeGrouped,
  mayBeMerged,
  mostHeadings,
  readMerges,
} from './sheet-header.ts'
import { type RawRow, readRows } from './sheet-rows.ts'
import { abortable, readSharedStrings, readWorkbook, type SheetPart, type Workbook } from './workbook.ts'
import { ZipArchive } from './zip-archive.ts'

/** A row of data. */
export interface Row {
  /** The row's number as Excel shows it, from 1. */
  readonly number: number
  /** The names of the columns; '' where a column has none. The same array for each row. */
  readonly headers: readonly string[]
  /** As long as `headers`. */
  readonly cells: readonly CellValue[]
}

export interface ReadOptions {
  /** Name, or place from 1; the first visible sheet when left out. */
  readonly sheet?: string | number
  /** The row (as Excel shows it) that names the columns, when a person chose it; found when left out. */
  readonly headerRow?: number
  /** Most rows of data; more is `too_large`. The format's own limit when left out. */
  readonly maxRows?: number
  /** Most unpacked bytes of the sheet; more is `too_large`. 1 GiB when left out; memory does not grow with it. */
  readonly maxBytes?: number
  readonly signal?: AbortSignal
  /** After each piece of the file: rows so far, and how much of the sheet is read (0 to 1). */
  readonly onProgress?: (progress: { rows: number; share: number }) => void
}

/** An opened sheet: what its head tells, and its rows, to be read once. Close it. */
export interface OpenSheet {
  readonly name: string
  /** The names of all sheets that can be chosen. */
  readonly sheetNames: readonly string[]
  readonly headers: readonly string[]
  /** The last row that the header takes, as Excel shows it. */
  readonly headerRow: number
  /** What a number in a column of dates counts from, for `cellDate`. */
  readonly dateBase: DateBase
  readonly rows: AsyncIterable<Row>
  close(): Promise<void>
}

const formatRows = 1_048_576
const defaultBytes = 1024 * 1_048_576

/**
 * Opens a sheet of an untrusted .xlsx file, reading its header only. Blank rows are skipped; columns to the right of
 * the last named one are left out. Memory holds the shared strings and one piece of rows.
 * Throws SheetError (`not_a_spreadsheet`, `encrypted`, `too_large`, `no_header`, `no_such_sheet`), or the signal's reason.
 */
export async function openSheet(input: string | Uint8Array, options: ReadOptions = {}): Promise<OpenSheet> {
  options.signal?.throwIfAborted()
  const zip = await ZipArchive.open(input)
  try {
    const workbook = await readWorkbook(zip)
    const part = choose(workbook, options.sheet)
    const strings = await readSharedStrings(zip, workbook.sharedStrings, options.signal)
    const reading = new SheetReading(zip, workbook, part, strings, options)
    const header = await reading.head()
    return {
      name: part.name,
      sheetNames: workbook.sheets.map((s) => s.name),
      headers: header.names,
      headerRow: header.lastRow,
      dateBase: workbook.dateBase,
      rows: reading.rows(header),
      close: () => reading.close(),
    }
  } catch (error) {
    await zip.close()
    throw error
  }
}

/** The rows of data of a sheet; opens and closes the file. See openSheet. */
export async function* readSheet(input: string | Uint8Array, options: ReadOptions = {}): AsyncGenerator<Row> {
  const sheet = await openSheet(input, options)
  try {
    yield* sheet.rows
  } finally {
    await sheet.close()
  }
}

function choose(workbook: Workbook, wanted: string | number | undefined): SheetPart {
  const { sheets } = workbook
  const found =
    wanted === undefined
      ? (sheets.find((s) => !s.hidden) ?? sheets[0])
      : typeof wanted === 'number'
        ? sheets[wanted - 1]
        : sheets.find((s) => s.name.trim() === wanted.trim())
  if (!found) throw noSuchSheet(sheets.map((s) => s.name))
  return found
}

/** One pass over a sheet: the rows taken while looking for the header are given again as data. */
class SheetReading {
  readonly #zip: ZipArchive
  readonly #part: SheetPart
  readonly #options: ReadOptions
  readonly #batches: AsyncGenerator<RawRow[]>
  readonly #seen: RawRow[] = []
  #bytes = 0

  constructor(zip: ZipArchive, workbook: Workbook, part: SheetPart, strings: readonly string[], options: ReadOptions) {
    this.#zip = zip
    this.#part = part
    this.#options = options
    this.#batches = readRows(this.#count(this.#pieces()), workbook, strings)
  }

  async head(): Promise<Header> {
    const chosen = this.#options.headerRow
    const enough = () =>
      chosen === undefined ? this.#seen.length >= headerSearch : (this.#seen.at(-1)?.number ?? 0) > chosen
    while (!enough()) {
      const batch = await this.#batches.next()
      if (batch.done) break
      // While a chosen header is far down, nothing above it is needed.
      for (const row of batch.value) if (row.number >= (chosen ?? 0)) this.#seen.push(row)
    }
    const named = chosen === undefined ? findHeaderRow(this.#seen) : this.#seen[0]?.number === chosen ? 0 : -1
    const found = chosen === undefined && (await this.#isGrouped(named)) ? named - 1 : named
    const top = this.#seen[found]
    if (!top) throw noHeader()
    const merges = mayBeMerged(this.#seen, found) ? await readMerges(this.#pieces(), top.number, top.number + 1) : []
    const header = buildHeader(this.#seen, found, merges)
    if (header.names.length > mostHeadings) throw tooManyColumns(mostHeadings)
    if (header.names.filter((name) => name !== '').length === 0) throw noHeader()
    return header
  }

  async #isGrouped(found: number): Promise<boolean> {
    const above = this.#seen[found - 1]
    if (!above || !mayBeGrouped(this.#seen, found)) return false
    return hasWideMerge(await readMerges(this.#pieces(), above.number, above.number + 1), above.number)
  }

  async *rows(header: Header): AsyncGenerator<Row> {
    const { maxRows = formatRows, onProgress, signal } = this.#options
    let count = 0
    let batch: readonly RawRow[] | undefined = this.#seen.splice(0)
    while (batch) {
      for (const raw of batch) {
        const row = toRow(raw, header)
        if (!row) continue
        if (++count > maxRows) throw tooManyRows(maxRows)
        yield row
      }
      signal?.throwIfAborted()
      onProgress?.({ rows: count, share: Math.min(1, this.#bytes / Math.max(1, this.#part.entry.size)) })
      const next = await this.#batches.next()
      batch = next.done ? undefined : next.value
    }
    onProgress?.({ rows: count, share: 1 })
  }

  async close(): Promise<void> {
    await this.#batches.return(undefined)
    await this.#zip.close()
  }

  #pieces(): AsyncGenerator<Buffer> {
    const pieces = this.#zip.unpack(this.#part.entry, this.#options.maxBytes ?? defaultBytes)
    return this.#options.signal ? abortable(pieces, this.#options.signal) : pieces
  }

  async *#count(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      this.#bytes += piece.length
      yield piece
    }
  }
}

function toRow(raw: RawRow, header: Header): Row | undefined {
  if (raw.number <= header.lastRow) return undefined
  const cells = header.names.map((_, column) => raw.cells[column] ?? null)
  return cells.every(isBlank) ? undefined : { number: raw.number, headers: header.names, cells }
}
