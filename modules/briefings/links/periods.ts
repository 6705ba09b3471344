import { type Day, dayFromNumber, dayNumberFrom } from '../../../kernel/time/day.ts'

export interface Days {
  readonly from: Day
  /** The last day. */
  readonly to: Day
}

const months = { month: 1, quarter: 3 } as const

const first = (year: number, month: number): Day => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)

/** The month or quarter that a day lies in, so many periods before it. */
export function periodOn(period: 'month' | 'quarter', on: Day, back = 0): Days {
  const [year = 0, month = 1] = on.split('-').map(Number)
  const length = months[period]
  const start = Math.floor((month - 1) / length) * length - back * length
  const from = first(year, start)
  return { from, to: dayFromNumber(dayNumberFrom(first(year, start + length)) - 1) }
}

/** The last so many months or quarters, the oldest first. */
export const periodsBack = (period: 'month' | 'quarter', on: Day, count: number): Days[] =>
  Array.from({ length: count }, (_, n) => periodOn(period, on, count - 1 - n))
