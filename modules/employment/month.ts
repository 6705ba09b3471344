import { dayNumberFrom, dayOf, startOfDayMs } from '../../kernel/time/day.ts'

/** The month that lies some months after another, `YYYY-MM`. */
export function monthsAfter(month: string, months: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

const begins = (month: string) => new Date(startOfDayMs(dayNumberFrom(`${month}-01`)))

/** The instants of a month on a Chinese wall, half open. */
export const monthRange = (month: string): { from: Date; to: Date } => ({
  from: begins(month),
  to: begins(monthsAfter(month, 1)),
})

export const monthOf = (at: Date): string => dayOf(at).slice(0, 7)

/** The same day some months later, or the last day of that month. */
export function dayMonthsAfter(day: string, months: number): string {
  const month = monthsAfter(day.slice(0, 7), months)
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
  return `${month}-${String(Math.min(Number(day.slice(8)), last)).padStart(2, '0')}`
}
