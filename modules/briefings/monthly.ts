import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { overdueAt } from '../matters/public.ts'
import { boardFor } from './board-queries.ts'
import type { BoardView } from './contract.ts'
import { lastDayOf, type Month, monthAfter } from './months.ts'
import { topicsFor } from './topics.ts'
import type { TopicsView } from './topics-contract.ts'

/** More lines nobody reads on paper; how many there are stands above them. */
const mostOverdue = 40

export interface MonthlySheet {
  readonly month: Month
  /** Two months: the one before and the one asked for. */
  readonly board: BoardView
  readonly topics: TopicsView
  readonly overdue: Awaited<ReturnType<typeof overdueAt>>
  readonly on: Day
}

/** What stands on the monthly sheet of a place, as far as the actor may see: the same numbers as on the board. */
export async function monthlyFor(
  tx: Tx,
  actor: Actor,
  { month, placeId }: { readonly month: Month; readonly placeId?: PlaceId },
  now: Date,
): Promise<MonthlySheet> {
  const of = placeId ? { placeId } : {}
  const board = await boardFor(tx, actor, { from: monthAfter(month, -1), to: month, ...of }, now)
  const on = dayOf(now)
  // Of a month that is not over: the last seven days.
  const to = lastDayOf(month) < on ? lastDayOf(month) : on
  return {
    ...{ month, board, on },
    topics: await topicsFor(tx, actor, { ...of, to }, now),
    overdue: await overdueAt(tx, actor, board.place.id, { limit: mostOverdue, now }),
  }
}
