import { dayNumberOf, minuteMs, startOfDayMs } from './day.ts'
import { shiftsOf, type WorkCalendar, worksOn } from './work-calendar.ts'

/** A calendar whose overrides say "rest" for longer than this has no working time left; walking on would never end. */
const longestRestDays = 1_000

/**
 * Working minutes from `a` to `b` (fractions of a minute included, so that parts add up exactly to the whole up to
 * rounding of the last bit); negative when `b` is before `a`.
 */
export function workingMinutesBetween(calendar: WorkCalendar, a: Date, b: Date): number {
  return workingMsBetween(calendar, a, b) / minuteMs
}

/** As workingMinutesBetween, in whole milliseconds: exact. */
export function workingMsBetween(calendar: WorkCalendar, a: Date, b: Date): number {
  if (b < a) return -workingMsBetween(calendar, b, a)
  const [from, to] = [a.getTime(), b.getTime()]
  const lastDay = dayNumberOf(b)
  let worked = 0
  for (let day = dayNumberOf(a); day <= lastDay; day++) {
    if (!worksOn(calendar, day)) continue
    const midnight = startOfDayMs(day)
    for (const shift of shiftsOf(calendar)) {
      const overlap = Math.min(to, midnight + shift.to) - Math.max(from, midnight + shift.from)
      if (overlap > 0) worked += overlap
    }
  }
  return worked
}

/**
 * The instant at which `workingMs` of working time have passed since `start`. It lies within working time, ends
 * included: a limit used up at noon ends at 12:00 and not at 14:00; one started at night begins at the next opening.
 */
export function afterWorkingMs(calendar: WorkCalendar, start: Date, workingMs: number): Date {
  let left = workingMs
  let rested = 0
  for (let day = dayNumberOf(start); rested < longestRestDays; day++) {
    if (!worksOn(calendar, day)) {
      rested++
      continue
    }
    rested = 0
    const midnight = startOfDayMs(day)
    for (const shift of shiftsOf(calendar)) {
      const from = Math.max(start.getTime(), midnight + shift.from)
      const available = midnight + shift.to - from
      if (available < 0) continue
      if (left <= available) return new Date(from + left)
      left -= available
    }
  }
  throw new RangeError('work calendar: no working time within 1,000 days')
}

/** The end of office hours on the n-th workday after the day of `start`; n = 0: on the first day not yet closed. */
export function closingAfterWorkdays(calendar: WorkCalendar, start: Date, workdays: number): Date {
  const closing = shiftsOf(calendar).at(-1)?.to ?? 0
  let day = dayNumberOf(start)
  if (workdays === 0 && start.getTime() > startOfDayMs(day) + closing) day++
  let counted = 0
  let rested = 0
  if (workdays > 0) day++ // the day on which it begins is not counted
  for (; rested < longestRestDays; day++) {
    if (!worksOn(calendar, day)) {
      rested++
      continue
    }
    rested = 0
    counted++
    if (counted >= workdays) return new Date(startOfDayMs(day) + closing)
  }
  throw new RangeError('work calendar: no working time within 1,000 days')
}
