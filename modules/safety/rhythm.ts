import { type Day, dayFromNumber, dayNumberFrom, hourMs, startOfDayMs, weekdayOf } from '../../kernel/time/day.ts'

export const rhythms = ['day', 'week', 'month', 'quarter'] as const
export type Rhythm = (typeof rhythms)[number]

interface RoundPeriod {
  readonly fromOn: Day
  /** The first day that is no longer of it. */
  readonly untilOn: Day
  /** Done by then is in time; after that it may still be done until the period ends. */
  readonly dueAt: Date
}

/** Work ends at 18:00; that is when a round falls due. */
const dueHour = 18
const dueDayOfMonth = 25
const dueDaysBeforeQuarterEnds = 10

const monthStart = (year: number, month: number): number =>
  dayNumberFrom(new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10))

/** First day, first day after, and the day on which it falls due, as day numbers. */
function spanOf(rhythm: Rhythm, day: number): readonly [from: number, until: number, due: number] {
  const [year = 0, month = 1] = dayFromNumber(day).split('-').map(Number)
  switch (rhythm) {
    case 'day':
      return [day, day + 1, day]
    case 'week': {
      const monday = day - ((weekdayOf(day) + 6) % 7)
      return [monday, monday + 7, monday + 4]
    }
    case 'month': {
      const from = monthStart(year, month - 1)
      return [from, monthStart(year, month), from + dueDayOfMonth - 1]
    }
    case 'quarter': {
      const first = Math.floor((month - 1) / 3) * 3
      const until = monthStart(year, first + 3)
      return [monthStart(year, first), until, until - dueDaysBeforeQuarterEnds]
    }
  }
}

/** The period of a rhythm that a day lies in. */
export function periodAt(rhythm: Rhythm, day: Day): RoundPeriod {
  const [from, until, due] = spanOf(rhythm, dayNumberFrom(day))
  return {
    fromOn: dayFromNumber(from),
    untilOn: dayFromNumber(until),
    dueAt: new Date(startOfDayMs(due) + dueHour * hourMs),
  }
}

/** How a round stands. */
export const roundMarks = ['overdue', 'due', 'done', 'late', 'missed'] as const
type RoundMark = (typeof roundMarks)[number]

/** `late`: done, but after it was due. */
export function markOf(
  round: { readonly state: 'open' | 'done' | 'missed'; readonly dueAt: Date; readonly doneAt: Date | null },
  now: Date,
): RoundMark {
  if (round.state === 'missed') return 'missed'
  if (round.state === 'done') return round.doneAt && round.doneAt > round.dueAt ? 'late' : 'done'
  return now > round.dueAt ? 'overdue' : 'due'
}
