import { type Day, dayFromNumber, dayNumberFrom } from '../../kernel/time/day.ts'

/** A month on a Chinese wall calendar, `2026-11`. */
export type Month = string

/** The month `by` months later (negative: earlier). */
export function monthAfter(month: Month, by: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** The months from one to another, both included, at most `most`; empty when the second is earlier. */
export function monthsFrom(from: Month, to: Month, most = 1200): Month[] {
  const months: Month[] = []
  for (let month = from; month <= to && months.length < most; month = monthAfter(month, 1)) months.push(month)
  return months
}

export const firstDayOf = (month: Month): Day => `${month}-01`

export const lastDayOf = (month: Month): Day => dayFromNumber(dayNumberFrom(firstDayOf(monthAfter(month, 1))) - 1)
