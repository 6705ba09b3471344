import type { BoardRow, BoardView } from './contract.ts'
import { firstDayOf, lastDayOf, type Month } from './months.ts'

export type Part = 'numerator' | 'denominator' | 'excluded' | 'partly'

/** The filter of `GET /api/matters` (and of the page `/matters`) that a number of the board leads to. */
export type CellFilter = Readonly<Record<string, string>>

/**
 * The filter that selects exactly the matters a cell counts.
 * @param row null: the whole place. @param month null: all months of the board.
 */
export function cellFilter(
  board: Pick<BoardView, 'place' | 'by' | 'months'>,
  cell: { row: Pick<BoardRow, 'kind' | 'id'> | null; month: Month | null; figure: string; part: Part },
): CellFilter {
  const { row, month, figure, part } = cell
  const first = month ?? board.months[0] ?? ''
  const last = month ?? board.months.at(-1) ?? ''
  return {
    figure,
    part,
    placeId: (row?.kind === 'place' ? row.id : null) ?? board.place.id,
    ...(row?.kind === 'grid' && row.id ? { gridId: row.id } : {}),
    ...(row?.kind === 'kind' && row.id ? { kind: row.id } : {}),
    ...(row?.kind === 'channel' && row.id ? { channel: row.id } : {}),
    ...(row?.kind === 'rest' ? (board.by === 'grid' ? { gridless: 'true' } : { directly: 'true' }) : {}),
    reportedFrom: firstDayOf(first),
    reportedTo: lastDayOf(last),
  }
}

/** The address of the list behind a cell. */
export const cellAddress = (...args: Parameters<typeof cellFilter>): string =>
  `/matters?${new URLSearchParams(cellFilter(...args))}`
