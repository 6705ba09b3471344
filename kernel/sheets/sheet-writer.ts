import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Mark, markNow } from '../exports/mark.ts'
import { tooManyRows } from './sheet-error.ts'
import {
  cellXml,
  columnName,
  contentTypesWithPropertiesXml,
  contentTypesXml,
  type DateLook,
  headerCellXml,
  propertiesXml,
  rootRelationsWithPropertiesXml,
  rootRelationsXml,
  type SheetValue,
  sheetEndXml,
  sheetStartXml,
  stylesXml,
  workbookRelationsXml,
  workbookXml,
} from './sheet-xml.ts'
import { packZip, type ZipPart } from './zip-writer.ts'

export interface Column<T> {
  readonly header: string
  readonly value: (row: T) => SheetValue
  /** In characters; made from the header when left out. */
  readonly width?: number
  /** How dates of this column look: with the time (`instant`, when left out) or the day only. At +08:00. */
  readonly dates?: DateLook
}

export interface SheetPlan<T> {
  /** Of the sheet inside the file. */
  readonly name?: string
  readonly columns: readonly Column<T>[]
  readonly rows: Iterable<T> | AsyncIterable<T>
  readonly signal?: AbortSignal
  /** Now and then, with the rows written so far. */
  readonly onProgress?: (rows: number) => void
}

/** The format's last row; the first is the header. */
const maxDataRows = 1_048_575
const pieceLength = 65_536

/**
 * A workbook of one sheet as a stream of bytes. Rows are asked for only as fast as the reader takes bytes, so memory
 * stays flat. Texts are always text cells, never formulas. While an export is made it carries the mark of that: under its
 * printed pages and in its properties, for a sheet more would be in the way of who reads it back. The stream fails with `too_large` beyond the format's rows.
 */
export function sheetStream<T>(plan: SheetPlan<T>): Readable {
  const mark = markNow()
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', text: [mark ? contentTypesWithPropertiesXml : contentTypesXml] },
    { name: '_rels/.rels', text: [mark ? rootRelationsWithPropertiesXml : rootRelationsXml] },
    ...(mark ? [{ name: 'docProps/core.xml', text: [propertiesXml(mark)] }] : []),
    { name: 'xl/workbook.xml', text: [workbookXml(plan.name ?? 'Sheet1')] },
    { name: 'xl/_rels/workbook.xml.rels', text: [workbookRelationsXml] },
    { name: 'xl/styles.xml', text: [stylesXml] },
    { name: 'xl/worksheets/sheet1.xml', text: sheetPieces(plan, mark) },
  ]
  return Readable.from(packZip(parts), { objectMode: false })
}

/**
 * Writes the workbook to a stream (which is ended) or to a path (which appears only when it is whole).
 * Throws SheetError `too_large`, the signal's reason, or whatever the rows or the target throw.
 */
export async function writeSheet<T>(plan: SheetPlan<T>, target: Writable | string): Promise<void> {
  if (typeof target !== 'string') return pipeline(sheetStream(plan), target)
  const draft = `${target}.part`
  try {
    await pipeline(sheetStream(plan), createWriteStream(draft))
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function* sheetPieces<T>(
  { columns, rows, signal, onProgress }: SheetPlan<T>,
  mark: Mark | null,
): AsyncGenerator<string> {
  const widths = columns.map((c) => c.width ?? headerWidth(c.header))
  const names = columns.map((_, i) => columnName(i))
  const header = columns.map((c, i) => headerCellXml(`${names[i]}1`, c.header)).join('')
  let piece = `${sheetStartXml(widths)}<row r="1" ht="24" customHeight="1">${header}</row>`
  let count = 0
  for await (const row of rows) {
    if (++count > maxDataRows) throw tooManyRows(maxDataRows)
    const cells = columns.map((c, i) => cellXml(`${names[i]}${count + 1}`, c.value(row), c.dates ?? 'instant'))
    piece += `<row r="${count + 1}">${cells.join('')}</row>`
    if (piece.length < pieceLength) continue
    if (mark) mark.rows = count
    signal?.throwIfAborted()
    yield piece
    piece = ''
    onProgress?.(count)
  }
  signal?.throwIfAborted()
  if (mark) mark.rows = count
  yield piece + sheetEndXml(mark?.line ?? null)
  onProgress?.(count)
}

/** Chinese characters take two places. */
const headerWidth = (header: string): number =>
  Math.min(
    60,
    Math.max(
      10,
      [...header].reduce((sum, c) => sum + (c > '\u2e7f' ? 2 : 1), 4),
    ),
  )
