import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { countMatters } from '../matters/public.ts'
import { boardFor } from './board-queries.ts'
import { type Cell, type Counted, smallNumber } from './contract.ts'
import { monthAfter } from './months.ts'
import { topicsFor } from './topics.ts'
import type { WallTopics, WallView } from './wall-contract.ts'

interface WallQuery {
  readonly placeId?: PlaceId
}

const rates = ['response', 'resolution', 'satisfaction', 'on_time']
const mostPlaces = 10
const mostTopics = 6

/** What a big screen shows: the board's numbers of this month and the eleven before, and what there is now. */
export async function wallFor(tx: Tx, actor: Actor, query: WallQuery, now: Date): Promise<WallView> {
  const today = dayOf(now)
  const month = today.slice(0, 7)
  const board = await boardFor(tx, actor, { from: monthAfter(month, -11), to: month, ...query }, now)
  const count = (filter: Parameters<typeof countMatters>[2]) =>
    countMatters(tx, actor, { placeId: board.place.id, ...filter }, now)
  const current = board.totalMonths.at(-1)
  const counted = (of: Counted | undefined, code: string): number => of?.figures[code]?.numerator ?? 0
  return {
    place: board.place.name,
    at: now.toISOString(),
    now: { open: await count({ open: true }), overdue: await count({ figure: 'overdue', part: 'numerator' }) },
    today: {
      reported: await count({ figure: 'reported', part: 'numerator', reportedFrom: today, reportedTo: today }),
      closed: await count({ state: ['closed'], closedFrom: today, closedTo: today }),
    },
    rates: board.figures
      .filter(({ code }) => rates.includes(code))
      .map(({ code, name }) => ({ code, name, ...shareOf(current?.figures[code]) })),
    places: board.rows
      .flatMap(({ kind, name, months, total }) => {
        const latest = months.at(-1)
        const { share: onTime, small } = shareOf(latest?.figures.on_time)
        const numbers = { reported: counted(latest, 'reported'), open: counted(total, 'open') }
        return kind === 'place' && name ? [{ name, ...numbers, overdue: counted(total, 'overdue'), onTime, small }] : []
      })
      .toSorted((a, b) => b.reported - a.reported)
      .slice(0, mostPlaces),
    months: board.months.map((one, at) => ({
      month: one,
      reported: counted(board.totalMonths[at], 'reported'),
      resolved: counted(board.totalMonths[at], 'resolved'),
    })),
  }
}

function shareOf(cell: Cell | undefined) {
  const of = cell?.denominator ?? 0
  return { share: of > 0 ? (cell?.value ?? null) : null, of, small: of > 0 && of < smallNumber }
}

/** The categories that rise: without the words of people and without any single matter. */
export async function wallTopicsFor(tx: Tx, actor: Actor, query: WallQuery, now: Date): Promise<WallTopics> {
  const { from, to, enough, topics } = await topicsFor(tx, actor, query, now)
  return {
    ...{ from, to, enough },
    topics: topics
      .filter(({ kind }) => kind === 'category')
      .slice(0, mostTopics)
      .map(({ name, week, expected, since, places }) => ({
        ...{ name, week, expected, since },
        places: places.map((place) => place.name),
      })),
  }
}
