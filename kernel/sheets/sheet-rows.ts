import { type CellValue, isBlank, serialDate } from './cells.ts'
import { overgrown } from './sheet-error.ts'
import { cleanText, type Workbook } from './workbook.ts'
import { type Attributes, readXml } from './xml-reader.ts'

/** A row as it stands in the sheet: `number` counts from 1 as Excel shows it, `cells` may have holes. */
export interface RawRow {
  readonly number: number
  readonly cells: (CellValue | undefined)[]
}

/** The last column of the format, XFD. */
const maxColumns = 16_384

interface OpenCell {
  readonly column: number
  readonly type: string
  readonly style: number
  value: string
  hasValue: boolean
}

/** The rows of a sheet that hold at least one cell with a value, in batches as the pieces of XML arrive. */
export async function* readRows(
  pieces: AsyncIterable<Uint8Array>,
  workbook: Pick<Workbook, 'dateBase' | 'isDateStyle'>,
  sharedStrings: readonly string[],
): AsyncGenerator<RawRow[]> {
  let batch: RawRow[] = []
  let row: RawRow | undefined
  let cell: OpenCell | undefined
  let lastRow = 0
  let nextColumn = 0
  let filled = false
  let inValue = false
  let inPhonetic = false
  const reading = readXml(pieces, {
    open(name, attributes) {
      if (name === 'row') {
        const number = Number(attributes.r ?? lastRow + 1)
        lastRow = Number.isSafeInteger(number) && number > 0 ? number : lastRow + 1
        row = { number: lastRow, cells: [] }
        nextColumn = 0
        filled = false
      } else if (name === 'c' && row) {
        cell = openCell(attributes, nextColumn)
        nextColumn = cell.column + 1
      } else if (name === 'v' || name === 't') {
        inValue = cell !== undefined
      } else if (name === 'rPh') {
        inPhonetic = true
      }
    },
    text(text) {
      if (!inValue || inPhonetic || !cell) return
      cell.value += text
      cell.hasValue = true
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'rPh') inPhonetic = false
      else if (name === 'c' && cell && row) {
        const value = cellValue(cell, workbook, sharedStrings)
        if (!isBlank(value)) {
          row.cells[cell.column] = value
          filled = true
        }
        cell = undefined
      } else if (name === 'row' && row) {
        if (filled) batch.push(row)
        row = undefined
      }
    },
  })
  for await (const _ of reading) {
    if (batch.length === 0) continue
    const ready = batch
    batch = []
    yield ready
  }
}

function openCell(attributes: Attributes, next: number): OpenCell {
  const column = attributes.r === undefined ? next : columnOf(attributes.r)
  if (column >= maxColumns) throw overgrown()
  return { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '', hasValue: false }
}

/** 'C12' → 2. Whatever is no address counts as beyond the last column. */
export function columnOf(address: string): number {
  const letters = /^([A-Z]{1,3})\d*$/.exec(address)?.[1]
  if (!letters) return maxColumns
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function cellValue(
  cell: OpenCell,
  workbook: Pick<Workbook, 'dateBase' | 'isDateStyle'>,
  sharedStrings: readonly string[],
): CellValue {
  if (!cell.hasValue) return null
  switch (cell.type) {
    case 's':
      return sharedStrings[Number(cell.value)] ?? null
    case 'str':
    case 'inlineStr':
      return cleanText(cell.value)
    case 'b':
      return cell.value.trim() === '1' || cell.value.trim() === 'true'
    case 'e':
      return { fault: cell.value }
    case 'd':
      return isoDate(cell.value)
    default:
      return numberValue(cell, workbook)
  }
}

function numberValue(cell: OpenCell, workbook: Pick<Workbook, 'dateBase' | 'isDateStyle'>): CellValue {
  const text = cell.value.trim()
  const value = Number(text)
  if (text === '') return null
  if (!Number.isFinite(value)) return text
  if (!workbook.isDateStyle(cell.style)) return value
  if (value >= 0 && value < 1) return timeOfDay(value)
  return serialDate(value, workbook.dateBase) ?? value
}

/** A serial below 1 is a time without a day. */
function timeOfDay(fraction: number): string {
  const text = new Date(Math.round(fraction * 86_400) * 1000).toISOString().slice(11, 19)
  return text.endsWith(':00') ? text.slice(0, 5) : text
}

/** ISO 8601 cells (`t="d"`) carry wall time unless they name a zone. */
function isoDate(text: string): CellValue {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text)
  const ms = Date.parse(zoned ? text : text.includes('T') ? `${text}+08:00` : `${text}T00:00:00+08:00`)
  return Number.isNaN(ms) ? text : new Date(ms)
}
