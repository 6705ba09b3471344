import { cellText, isBlank } from './cells.ts'
import { columnOf, type RawRow } from './sheet-rows.ts'
import { drainXml } from './xml-reader.ts'

/** A rectangle of merged cells: columns from 0, rows as Excel shows them, all inclusive. */
export interface Merge {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The names of the columns and the last row that they take. */
export interface Header {
  readonly names: readonly string[]
  readonly firstRow: number
  readonly lastRow: number
}

/** How many filled rows are looked at before there is no header. */
export const headerSearch = 20
/** A two-line note above the table may itself look like a header; a much wider row below it wins. */
const lookAhead = 3
/** Columns that may have names: each row of data is as wide. */
export const mostHeadings = 500
const maxMerges = 20_000

const textCells = (row: RawRow): number =>
  row.cells.reduce<number>((count, cell) => count + (typeof cell === 'string' ? 1 : 0), 0)

/**
 * The row that names the columns: the first with two or more texts, unless one of the next three has more than
 * twice as many (then the former was a note, such as "填报单位:… 填报时间:…"). -1 when there is none.
 */
export function findHeaderRow(rows: readonly RawRow[]): number {
  let found = rows.findIndex((row) => textCells(row) >= 2)
  if (found < 0) return -1
  for (let i = found + 1; i <= found + lookAhead && i < rows.length; i++) {
    if (textCells(rows[i] as RawRow) > 2 * textCells(rows[found] as RawRow)) found = i
  }
  return found
}

/** Whether the header may span several rows or columns: it has gaps where the row below has cells. */
export function mayBeMerged(rows: readonly RawRow[], found: number): boolean {
  const header = rows[found]
  const below = rows[found + 1]
  if (!header || !below || below.number !== header.number + 1) return false
  const width = Math.max(header.cells.length, below.cells.length)
  for (let column = 0; column < width; column++) {
    if (isBlank(header.cells[column]) && !isBlank(below.cells[column])) return true
  }
  return false
}

/**
 * Whether the row above the one that was found names groups of its columns: such a row has few texts, and looks like a
 * note. Taken for the first row of the header it does no harm where it is one: the row below names the columns anyway.
 */
export function mayBeGrouped(rows: readonly RawRow[], found: number): boolean {
  const [above, header] = [rows[found - 1], rows[found]]
  return above !== undefined && header !== undefined && above.number === header.number - 1 && textCells(above) >= 2
}

/** Whether a row has a cell that is merged over several columns. */
export const hasWideMerge = (merges: readonly Merge[], row: number): boolean =>
  merges.some((m) => m.top === row && m.bottom === row && m.right > m.left)

/** The merged cells that touch the given rows; they stand behind the rows in the file, so this reads the part to its end. */
export async function readMerges(pieces: AsyncIterable<Uint8Array>, top: number, bottom: number): Promise<Merge[]> {
  const merges: Merge[] = []
  await drainXml(pieces, {
    open(name, { ref }) {
      if (name !== 'mergeCell' || merges.length >= maxMerges) return
      const [from = '', to = ''] = (ref ?? '').split(':')
      const merge = { left: columnOf(from), right: columnOf(to), top: rowOf(from), bottom: rowOf(to) }
      if (merge.top <= bottom && merge.bottom >= top) merges.push(merge)
    },
  })
  return merges
}

const rowOf = (address: string): number => Number(/\d+$/.exec(address)?.[0] ?? 0)

/**
 * The names of the columns. A cell merged over several columns makes a group: the row below names its columns, and a
 * name that occurs in two groups gets the group's name in front ("承办人 电话").
 */
export function buildHeader(rows: readonly RawRow[], found: number, merges: readonly Merge[]): Header {
  const first = rows[found] as RawRow
  const top = first.number
  const wide = merges.some((m) => m.top === top && m.bottom === top && m.right > m.left && !spansAll(m, rows, found))
  const below = rows.find((row) => row.number === top + 1)
  if (!wide || !below) return { names: trimEnd(names(first)), firstRow: top, lastRow: top }
  // One more than may be, so that it is seen.
  const width = Math.min(Math.max(first.cells.length, below.cells.length), mostHeadings + 1)
  const groups: string[] = []
  const leaves: string[] = []
  for (let column = 0; column < width; column++) {
    const over = merges.find((m) => m.top <= top && m.bottom >= top && m.left <= column && column <= m.right)
    const group = headerText(first, over ? over.left : column)
    const leaf = headerText(below, column)
    groups.push(leaf ? group : '')
    leaves.push(leaf || group)
  }
  const combined = leaves.map((leaf, i) => {
    const twice = leaf !== '' && leaves.indexOf(leaf) !== leaves.lastIndexOf(leaf)
    return twice && groups[i] ? `${groups[i]} ${leaf}` : leaf
  })
  return { names: trimEnd(combined), firstRow: top, lastRow: top + 1 }
}

/** A title merged over the whole width names no group. */
const spansAll = (merge: Merge, rows: readonly RawRow[], found: number): boolean =>
  merge.left === 0 && merge.right + 1 >= Math.max(...rows.slice(found, found + 2).map((row) => row.cells.length))

const names = (row: RawRow): string[] => Array.from(row.cells, (_, column) => headerText(row, column))

/** One line without the blanks that people put between characters to widen a title. */
function headerText(row: RawRow, column: number): string {
  const text = cellText(row.cells[column]).replace(/\s+/g, ' ')
  return /^[\p{Script=Han}\s]+$/u.test(text) ? text.replaceAll(' ', '') : text
}

function trimEnd(list: readonly string[]): string[] {
  let length = list.length
  while (length > 0 && list[length - 1] === '') length--
  return list.slice(0, length)
}
