import { createHash } from 'node:crypto'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Mark, marking } from '../../kernel/exports/mark.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { type Column, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import { packZip, type ZipPart } from '../../kernel/sheets/zip-writer.ts'
import { picturesOf } from './picture-parts.ts'
import { readmeOf } from './readme.ts'
import { countRows, type Row, rowsOf } from './rows.ts'
import { readShapes, type Shape } from './shape.ts'
import { cellOf, jsonOf, type Reading } from './values.ts'

/** Rows of a file at most: what a sheet holds, and below 4 GiB for a line of JSON of 4 KB. */
export const rowsPerFile = 1_000_000

export interface Wanted {
  readonly tenantId: TenantId
  readonly tenantName: string
  /** Null: seals stay closed. */
  readonly secrets: Secrets | null
  readonly reason: string | null
  readonly withFiles: boolean
  readonly mark: Mark
  /** Rows of a file at most; `rowsPerFile` if left out. */
  readonly perFile?: number
}

/** What an archive turned out to hold; complete once its last byte was read. */
export interface Found {
  tables: number
  rows: number
  files: number
  unreadable: number
}

interface PartLine {
  readonly name: string
  readonly rows: number | null
  bytes: number
  sha256: string
}

interface Making extends Wanted {
  readonly tx: Tx
  readonly reading: Reading
  readonly lines: PartLine[]
  readonly found: Found
  readonly onRows: (done: number) => void
}

/**
 * All that a tenant holds at one instant, as the bytes of a ZIP archive. Reads by cursors in the caller’s transaction, which
 * has to be one of repeatable reads; memory holds some rows and one piece, and a line a picture.
 * @param onRows told now and then how many rows are written; each is written twice, as JSON and on a sheet.
 */
export function archiveOf(
  tx: Tx,
  wanted: Wanted,
  { onTotal, onRows }: { readonly onTotal: (rows: number) => void; readonly onRows: (done: number) => void },
): { readonly bytes: AsyncGenerator<Buffer>; readonly found: Found } {
  const found: Found = { tables: 0, rows: 0, files: 0, unreadable: 0 }
  const reading: Reading = { secrets: wanted.secrets, unreadable: 0 }
  const making: Making = { ...wanted, tx, reading, lines: [], found, onRows }
  return { bytes: packZip(partsOf(making, onTotal), { large: true }), found }
}

async function* partsOf(making: Making, onTotal: (rows: number) => void): AsyncGenerator<ZipPart> {
  const { tx, tenantId, found, reading, withFiles } = making
  const shapes = await readShapes(tx)
  const counts = new Map<string, number>()
  for (const shape of shapes) counts.set(shape.name, await countRows(tx, shape, tenantId))
  found.tables = shapes.length
  found.rows = [...counts.values()].reduce((sum, n) => sum + n, 0)
  onTotal(found.rows)
  yield counted(making, { name: 'README.txt', text: [readmeOf(making, found)] })
  yield counted(making, { name: 'columns.json', text: [JSON.stringify(shapes.map(described), null, 1)] })
  let before = 0
  for (const shape of shapes) {
    const rows = counts.get(shape.name) ?? 0
    yield* filesOf(making, shape, rows, before)
    before += rows
  }
  if (withFiles)
    for await (const picture of picturesOf(tx, tenantId)) {
      found.files++
      yield counted(making, picture)
    }
  // Each sealed field was read twice.
  found.unreadable = Math.ceil(reading.unreadable / 2)
  yield { name: 'manifest.json', text: [manifestOf(making)] }
}

/** What `columns.json` says of a table, for programs. */
const described = ({ name, zh, en, fields, left }: Shape) => ({
  ...{ table: name, zh, en },
  columns: fields.map((field) => ({
    ...{ name: field.name, type: field.type, refers: field.refers },
    ...(field.treatment.is === 'opened' || field.treatment.is === 'closed' ? { sealed: field.treatment.is } : {}),
  })),
  left,
})

/** A table’s files: lines of JSON and a workbook, for each `perFile` rows. */
async function* filesOf(making: Making, shape: Shape, rows: number, before: number): AsyncGenerator<ZipPart> {
  const { tx, tenantId, perFile = rowsPerFile, reading, onRows, mark } = making
  const parts = Math.max(1, Math.ceil(rows / perFile))
  const suffix = (n: number) => (parts === 1 ? '' : `-${String(n + 1).padStart(3, '0')}`)
  const inPart = (n: number) => Math.min(perFile, rows - n * perFile)
  const lines = new Turns(rows === 0 ? nothing() : rowsOf(tx, shape, tenantId), perFile)
  for (let n = 0; n < parts; n++) {
    const name = `rows/${shape.name}${suffix(n)}.jsonl`
    const done = (count: number) => onRows(2 * before + n * perFile + count)
    yield counted(making, { name, text: jsonLines(shape, lines.next(), reading, done) }, inPart(n))
  }
  await lines.close()
  const cells = new Turns(rows === 0 ? nothing() : rowsOf(tx, shape, tenantId), perFile)
  for (let n = 0; n < parts; n++) {
    const name = `sheets/${shape.name}${suffix(n)}.xlsx`
    const plan = {
      ...{ name: shape.zh, columns: columnsOf(shape, reading), rows: cells.next() },
      onProgress: (count: number) => onRows(2 * before + rows + n * perFile + count),
    }
    const text = await marking(mark, async () => sheetStream<Row>(plan))
    yield counted(making, { name, text: text as AsyncIterable<Buffer>, packed: true }, inPart(n))
  }
  await cells.close()
}

/** A table without rows is not asked for them. */
async function* nothing(): AsyncGenerator<Row> {}

/** One reading of rows, handed on so many at a time. */
class Turns {
  readonly #rows: AsyncGenerator<Row>
  readonly #most: number

  constructor(rows: AsyncGenerator<Row>, most: number) {
    this.#rows = rows
    this.#most = most
  }

  async *next(): AsyncGenerator<Row> {
    for (let n = 0; n < this.#most; n++) {
      const { value, done } = await this.#rows.next()
      if (done) return
      yield value
    }
  }

  async close(): Promise<void> {
    await this.#rows.return(undefined)
  }
}

/** About 64 KB at a time. */
const pieceLength = 65_536

async function* jsonLines(
  { fields }: Shape,
  rows: AsyncIterable<Row>,
  reading: Reading,
  onRows: (done: number) => void,
): AsyncGenerator<string> {
  let piece = ''
  let count = 0
  for await (const row of rows) {
    const line = Object.fromEntries(fields.map((field) => [field.name, jsonOf(field, row[field.name], reading)]))
    piece += `${JSON.stringify(line)}\n`
    count++
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
    onRows(count)
  }
  yield piece
  onRows(count)
}

const columnsOf = ({ fields }: Shape, reading: Reading): Column<Row>[] =>
  fields.map((field) => ({ header: field.name, value: (row) => cellOf(field, row[field.name], reading) }))

/** A part that is noted in the manifest with its size and checksum as it goes by. */
function counted({ lines }: Making, part: ZipPart, rows: number | null = null): ZipPart {
  async function* passing() {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const piece of part.text) {
      const buffer = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece
      hash.update(buffer)
      bytes += buffer.length
      yield buffer
    }
    lines.push({ name: part.name, rows, bytes, sha256: hash.digest('hex') })
  }
  return { ...part, text: passing() }
}

function manifestOf({ tenantId, tenantName, mark, reason, secrets, withFiles, lines, found }: Making): string {
  const head = {
    ...{ format: 'liren-takeout-1', tenantId, tenantName },
    ...{ by: mark.who, at: mark.at.toISOString(), line: mark.line },
    ...{ opened: secrets !== null, reason, withFiles, ...found },
  }
  return JSON.stringify({ ...head, parts: lines }, null, 1)
}

/** The caller’s transaction shows one instant from here on. */
export async function asOneInstant(tx: Tx): Promise<void> {
  await sql`set transaction isolation level repeatable read, read only`.execute(tx)
  await sql`set local statement_timeout = 0`.execute(tx)
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
}
