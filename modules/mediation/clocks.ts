import { type Day, dayFromNumber, dayNumberFrom } from '../../kernel/time/day.ts'

// Days of the law and of the committee. All pure: days in, days out.

/** Days from acceptance unless the committee's own number says otherwise (深圳多元化解条例 25 has 30). */
export const defaultLimitDays = 30
/** Days from the effect of an agreement within which the parties may go to the court together (33). */
export const courtDays = 30
/** Days before the end of the court's time on which both are reminded. */
export const courtReminders = [10, 3] as const
/** Days before the end of the 30 days on which the mediator is told. */
export const warnDays = 3
export const defaultKeepYears = 10
/** Years of a term (9). */
export const termYears = 3

export const daysAfter = (day: Day, days: number): Day => dayFromNumber(dayNumberFrom(day) + days)

/** Days from one day to another; negative where the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumberFrom(to) - dayNumberFrom(from)

/** The same day some years later; 29 February becomes 28. */
export function yearsAfter(day: Day, years: number): Day {
  const [year = '0', month = '01', date = '01'] = day.split('-')
  const moved = `${String(Number(year) + years).padStart(4, '0')}-${month}-${date}`
  return month === '02' && date === '29' && !isLeap(Number(year) + years) ? `${moved.slice(0, 8)}28` : moved
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export interface DayClock {
  readonly dueOn: Day
  /** 0 on the last day and after it. */
  readonly left: number
  /** 0 until the last day. */
  readonly over: number
  readonly lamp: 'green' | 'yellow' | 'red'
}

/**
 * How a count of days stands. The last day is still in time. Yellow from half of the days, or the last three.
 * @param days how many there are in all
 */
export function dayClock(dueOn: Day, days: number, today: Day): DayClock {
  const rest = daysBetween(today, dueOn)
  const lamp = rest < 0 ? 'red' : rest <= Math.max(warnDays, Math.floor(days / 2)) ? 'yellow' : 'green'
  return { dueOn, left: Math.max(0, rest), over: Math.max(0, -rest), lamp }
}

/** Which reminder of the court's time is due today: the nearest that has been reached; null before the first or after the end. */
export function courtReminder(until: Day, today: Day): number | null {
  const rest = daysBetween(today, until)
  if (rest < 0) return null
  return courtReminders.toSorted((a, b) => a - b).find((days) => rest <= days) ?? null
}
