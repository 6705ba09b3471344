import { type Day, dayFromNumber, dayNumberFrom } from '../../kernel/time/day.ts'

/** A quarter, or the part of it that was asked for; both days included. */
export interface Period {
  /** `2026-Q4`. */
  readonly quarter: string
  readonly from: Day
  readonly to: Day
}

export const quarterOf = (day: Day): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

/** The days of a quarter by name, both included. */
export function daysOf(quarter: string): { readonly from: Day; readonly to: Day } {
  const [year = 2000, n = 1] = quarter.split('-Q').map(Number)
  const first = (of: number, month: number) => `${of}-${String(month).padStart(2, '0')}-01`
  const next = n === 4 ? first(year + 1, 1) : first(year, n * 3 + 1)
  return { from: first(year, n * 3 - 2), to: dayBefore(next) }
}

const dayBefore = (day: Day): Day => dayFromNumber(dayNumberFrom(day) - 1)
const dayAfter = (day: Day): Day => dayFromNumber(dayNumberFrom(day) + 1)

/** The quarters that some days touch, each cut to those days; one more than `most` at the most. Empty if they end before they begin. */
export function periodsOf(from: Day, to: Day, most: number): Period[] {
  const periods: Period[] = []
  for (let start = from; start <= to && periods.length <= most; ) {
    const quarter = quarterOf(start)
    const end = [daysOf(quarter).to, to].toSorted()[0] ?? to
    periods.push({ quarter, from: start, to: end })
    start = dayAfter(end)
  }
  return periods
}

/** The last quarters up to the one of a day, the newest first. */
export function lastQuarters(day: Day, count: number): string[] {
  const quarters: string[] = []
  for (let at = day; quarters.length < count; ) {
    const quarter = quarterOf(at)
    quarters.push(quarter)
    at = dayBefore(daysOf(quarter).from)
  }
  return quarters
}
