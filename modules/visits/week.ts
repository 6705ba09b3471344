import { type Day, dayFromNumber, dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { type WorkCalendar, worksOn } from '../../kernel/time/work-calendar.ts'
import { mondayOf } from './due.ts'

/** The days of a week that can still be planned: worked, and not over. */
export interface PlannedWeek {
  readonly weekOn: Day
  readonly days: readonly Day[]
}

export function weekFrom(calendar: WorkCalendar, on: Day, today: Day): PlannedWeek {
  const weekOn = mondayOf(on)
  const first = dayNumberFrom(weekOn)
  const days = [0, 1, 2, 3, 4, 5, 6]
    .map((n) => first + n)
    .filter((day) => day >= dayNumberFrom(today) && worksOn(calendar, day))
    .map(dayFromNumber)
  return { weekOn, days }
}

/** The day whose week is meant where none is named: today, and on a day of rest the next one that is worked. */
export function dayToPlan(calendar: WorkCalendar, today: Day): Day {
  const first = dayNumberFrom(today)
  const worked = Array.from({ length: longestRest }, (_, n) => first + n).find((day) => worksOn(calendar, day))
  return worked === undefined ? today : dayFromNumber(worked)
}

/** Days: longer than any festival. */
const longestRest = 31

/**
 * The place of a day among the working days that are planned: 0 is the first of them, negative lies before, and those
 * after the week count on.
 */
export function workdayIndex(calendar: WorkCalendar, week: PlannedWeek, at: Date): number {
  const [first] = week.days
  if (first === undefined) return 0
  const from = dayNumberFrom(first)
  const to = dayNumberFrom(dayOf(at))
  if (to < from) return -1
  let index = -1
  for (let day = from; day <= to; day++) if (worksOn(calendar, day)) index++
  return index
}

/** The place of the first working day on which something may begin. */
export function startIndex(calendar: WorkCalendar, week: PlannedWeek, at: Date): number {
  const [first] = week.days
  if (first === undefined) return 0
  const from = dayNumberFrom(first)
  const to = dayNumberFrom(dayOf(at))
  let index = 0
  for (let day = from; day < to; day++) if (worksOn(calendar, day)) index++
  return index
}
