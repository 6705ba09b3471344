import { chinaTimeZone, type Day, dayFromNumber, dayNumberFrom, dayNumberOf, minuteMs, weekdayOf } from './day.ts'
import { isNationalWorkday, knownYear } from './holidays.ts'

/** A tenant's working time. Data of the tenant; `hours` and `overrides` are edited by its administrator. */
export interface WorkCalendar {
  readonly timeZone: typeof chinaTimeZone
  /** Office hours of every workday, 'HH:MM', in order, not overlapping; `to` may be '24:00'. */
  readonly hours: readonly { readonly from: string; readonly to: string }[]
  /** Local exceptions (a flood, a festival of the prefecture); they win over the State Council's notice. */
  readonly overrides: Readonly<Record<Day, 'work' | 'rest'>>
}

export const defaultCalendar: WorkCalendar = {
  timeZone: chinaTimeZone,
  hours: [
    { from: '09:00', to: '12:00' },
    { from: '14:00', to: '18:00' },
  ],
  overrides: {},
}

/** Whether a day (or the day of an instant) is worked: overrides, then the State Council's notice, then the week. */
export function isWorkday(calendar: WorkCalendar, date: Day | Date): boolean {
  return worksOn(calendar, typeof date === 'string' ? dayNumberFrom(date) : dayNumberOf(date))
}

/**
 * Whether the holidays of a year are known: by the State Council's notice, or because the office has typed them in. A notice
 * always names weekends that are worked in exchange (调休), so a calendar that has one of that year has the notice.
 */
export const knowsHolidaysOf = ({ overrides }: Pick<WorkCalendar, 'overrides'>, year: number): boolean =>
  knownYear(year) ||
  Object.entries(overrides).some(
    ([day, on]) => on === 'work' && day.startsWith(`${year}-`) && weekdayOf(dayNumberFrom(day)) % 6 === 0,
  )

/** As isWorkday, by day number (see day.ts). */
export function worksOn(calendar: WorkCalendar, dayNumber: number): boolean {
  const override = calendar.overrides[dayFromNumber(dayNumber)]
  return override === undefined ? isNationalWorkday(dayNumber) : override === 'work'
}

/** One stretch of office hours, in ms from midnight. */
export interface Shift {
  readonly from: number
  readonly to: number
}

const shiftsOfCalendar = new WeakMap<WorkCalendar, readonly Shift[]>()

/** The office hours in ms from midnight. Throws a RangeError for hours that `calendarFault` would name. */
export function shiftsOf(calendar: WorkCalendar): readonly Shift[] {
  const known = shiftsOfCalendar.get(calendar)
  if (known) return known
  const fault = calendarFault(calendar)
  if (fault) throw new RangeError(`work calendar: ${fault}`)
  const shifts = calendar.hours.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) })).map(inMs)
  shiftsOfCalendar.set(calendar, shifts)
  return shifts
}

/** Working minutes of one full workday (420 by default): what "a working day" means when a length is put in words. */
export function minutesOfWorkday(calendar: WorkCalendar): number {
  return shiftsOf(calendar).reduce((sum, { from, to }) => sum + (to - from), 0) / minuteMs
}

export type CalendarFault = 'no_hours' | 'not_a_time' | 'hours_out_of_order' | 'not_a_day'

/** What is wrong with a calendar that somebody typed; undefined when nothing is. Check before saving. */
export function calendarFault(calendar: Pick<WorkCalendar, 'hours' | 'overrides'>): CalendarFault | undefined {
  if (calendar.hours.length === 0) return 'no_hours'
  let last = -1
  for (const { from, to } of calendar.hours) {
    const [start, end] = [minutesOf(from), minutesOf(to)]
    if (Number.isNaN(start) || Number.isNaN(end)) return 'not_a_time'
    if (start < last || end <= start) return 'hours_out_of_order'
    last = end
  }
  return Object.keys(calendar.overrides).every(isDay) ? undefined : 'not_a_day'
}

const inMs = (shift: Shift): Shift => ({ from: shift.from * minuteMs, to: shift.to * minuteMs })

function minutesOf(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? []
  const total = Number(hours) * 60 + Number(minutes)
  return total <= 24 * 60 ? total : Number.NaN
}

function isDay(day: string): boolean {
  try {
    dayNumberFrom(day)
    return true
  } catch {
    return false
  }
}
