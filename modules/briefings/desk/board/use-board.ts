import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { dayOf } from '../../../../kernel/time/day.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { type BoardView, type By, readBoard } from '../../contract.ts'
import { type Month, monthAfter } from '../../months.ts'

const ways: readonly By[] = ['place', 'grid', 'kind', 'channel']

/** What of the board is looked at, as the address keeps it. */
export interface Looking {
  readonly from: Month
  readonly to: Month
  readonly by: By
  readonly placeId: PlaceId | undefined
  /** The month that the table shows; undefined: all of them together. */
  readonly month: Month | undefined
}

export const thisMonth = (): Month => dayOf(new Date()).slice(0, 7)

/** The board that the address names, and how to look at another. */
export function useBoard() {
  const [values, set] = useUrlState(['from', 'to', 'by', 'placeId', 'month'])
  const to = values.to ?? thisMonth()
  const looking: Looking = {
    to,
    from: values.from ?? monthAfter(to, -11),
    by: ways.find((way) => way === values.by) ?? 'place',
    placeId: values.placeId as PlaceId | undefined,
    month: values.month,
  }
  const { from, by, placeId } = looking
  const answer = useEndpoint(
    readBoard,
    { query: { from, to, by, ...(placeId ? { placeId } : {}) } },
    { live: ['matter'] },
  )
  return { looking, set, ...answer }
}

/** The address of the board of another place, with the same months. */
export const boardAddress = ({ from, to, by }: Looking, placeId: string): string =>
  `/board?${new URLSearchParams({ from, to, ...(by === 'place' ? {} : { by }), placeId })}`

/** The counts of a row (null: the whole) in a month, or in all months. */
export function countedIn(board: BoardView, row: BoardView['rows'][number] | null, month: Month | undefined) {
  const total = row?.total ?? board.total
  if (month === undefined) return total
  return (row?.months ?? board.totalMonths)[board.months.indexOf(month)] ?? total
}
