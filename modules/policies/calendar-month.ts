import { type Day, dayFromNumber, dayNumberFrom } from '../../kernel/time/day.ts'

/** A day taken apart, once for all rules that look at it. */
export interface CalendarDay {
  /** Days since 1970-01-01, as `kernel/time` counts them. */
  readonly number: number
  /** Months since the year 0. */
  readonly month: number
  readonly dayOfMonth: number
  readonly isLastOfMonth: boolean
}

/** Takes a day apart. Throws a RangeError unless it is a real 'YYYY-MM-DD'. */
export function calendarDay(day: Day): CalendarDay {
  const number = dayNumberFrom(day)
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number)
  const next = dayFromNumber(number + 1)
  return { number, month: year * 12 + month - 1, dayOfMonth, isLastOfMonth: next.endsWith('-01') }
}

/**
 * Whole months from a day to today. A month is over on the corresponding day of the next, and on its last day where it
 * has none (民法典 art. 202): from 31 January one month is over on 28 February. Negative for a day to come; never more
 * for a later day.
 */
export function monthsSince(dayNumber: number, today: CalendarDay): number {
  const { month, dayOfMonth } = civil(dayNumber)
  const isOver = today.dayOfMonth >= dayOfMonth || today.isLastOfMonth
  return today.month - month - (isOver ? 0 : 1)
}

/** Month and day of the month by integer arithmetic, on a calendar whose years begin in March. A batch calls it often. */
function civil(dayNumber: number): { month: number; dayOfMonth: number } {
  const shifted = dayNumber + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  return { month: (yearOfEra + era * 400) * 12 + monthFromMarch + 2, dayOfMonth }
}
