import { type Day, dayNumberFrom, dayNumberOf, minuteMs, startOfDayMs, weekdayOf } from '../../kernel/time/day.ts'
import { type WorkCalendar, worksOn } from '../../kernel/time/work-calendar.ts'

/** 'HH:MM' to 'HH:MM' on one day; `to` may be '24:00'. */
export interface Range {
  readonly from: string
  readonly to: string
}

/** Other hours on some days, both inclusive; no ranges: closed. The last one that names a day wins. */
interface Exception {
  readonly fromOn: Day
  readonly toOn: Day
  readonly ranges: Range[]
  readonly words: string
}

/** Hours of a week, Monday first. */
export interface Week {
  readonly days: Range[][]
  readonly exceptions: Exception[]
  /** Closed on public holidays: weekdays that the work calendar gives off. */
  readonly restsOnHolidays: boolean
}

export interface Span {
  readonly from: Date
  readonly to: Date
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

/** Monday is 0. */
const weekday = (dayNumber: number): number => (weekdayOf(dayNumber) + 6) % 7

/** The hours of one day: its exception, else none on a holiday, else those of the week. */
export function rangesOn(week: Week, calendar: WorkCalendar, dayNumber: number): readonly Range[] {
  const exception = week.exceptions.findLast(
    ({ fromOn, toOn }) => dayNumberFrom(fromOn) <= dayNumber && dayNumber <= dayNumberFrom(toOn),
  )
  if (exception) return exception.ranges
  const holiday = weekday(dayNumber) < 5 && !worksOn(calendar, dayNumber)
  return week.restsOnHolidays && holiday ? [] : (week.days[weekday(dayNumber)] ?? [])
}

/** The hours of one day as instants. */
export const spansOn = (week: Week, calendar: WorkCalendar, dayNumber: number): Span[] =>
  rangesOn(week, calendar, dayNumber).map(({ from, to }) => ({
    from: new Date(startOfDayMs(dayNumber) + minutesOf(from) * minuteMs),
    to: new Date(startOfDayMs(dayNumber) + minutesOf(to) * minuteMs),
  }))

interface OpenState {
  readonly open: boolean
  /** When it closes if it is open, else when it opens next; null: not within the days looked at. */
  readonly changesAt: Date | null
}

const lookAheadDays = 21

/** Whether it is open at an instant, and when that changes. Hours that touch at midnight are one. */
export function openState(week: Week, calendar: WorkCalendar, at: Date): OpenState {
  const today = dayNumberOf(at)
  const spans = Array.from({ length: lookAheadDays + 1 }, (_, n) => spansOn(week, calendar, today + n)).flat()
  const now = spans.findIndex(({ from, to }) => from <= at && at < to)
  if (now < 0) return { open: false, changesAt: spans.find(({ from }) => from > at)?.from ?? null }
  let last = now
  while (spans[last + 1]?.from.getTime() === spans[last]?.to.getTime()) last++
  const to = spans[last]?.to ?? null
  // Open around the clock for as far as one looks: no end worth telling.
  const endless = to?.getTime() === startOfDayMs(today + lookAheadDays + 1)
  return { open: true, changesAt: endless ? null : to }
}

type WeekFault = 'time' | 'order' | 'exception'

const time = /^([01]\d|2[0-3]):[0-5]\d$/

function rangesFault(ranges: readonly Range[]): WeekFault | null {
  for (const [n, { from, to }] of ranges.entries()) {
    if (!time.test(from) || !(time.test(to) || to === '24:00')) return 'time'
    const before = ranges[n - 1]
    if (minutesOf(from) >= minutesOf(to) || (before && minutesOf(before.to) > minutesOf(from))) return 'order'
  }
  return null
}

/** What is wrong with hours that somebody typed; null when nothing is. */
export function weekFault(week: Week): WeekFault | null {
  if (week.days.length !== 7) return 'order'
  for (const ranges of [...week.days, ...week.exceptions.map(({ ranges }) => ranges)]) {
    const fault = rangesFault(ranges)
    if (fault) return fault
  }
  return week.exceptions.every(({ fromOn, toOn }) => fromOn <= toOn) ? null : 'exception'
}

/** The same hours every day of the week, or on its first days alone. */
export const sameHours = (from: string, to: string, days = 7): Week => ({
  days: Array.from({ length: 7 }, (_, n) => (n < days ? [{ from, to }] : [])),
  ...{ exceptions: [], restsOnHolidays: false },
})
