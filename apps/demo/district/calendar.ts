import {
  dayMs,
  dayNumberOf,
  dayOf,
  hourMs,
  minuteMs,
  startOfDayMs,
  weekdayOf as weekdayOfDay,
} from '../../../kernel/time/day.ts'
import { isNationalWorkday } from '../../../kernel/time/holidays.ts'
import { defaultCalendar } from '../../../kernel/time/work-calendar.ts'
import { afterWorkingMs } from '../../../kernel/time/working-time.ts'

export const minute = minuteMs
export const hour = hourMs
export const day = dayMs

/** The midnight (Chinese time) at which the day of an instant began. */
export const midnightOf = (at: Date): Date => new Date(startOfDayMs(dayNumberOf(at)))

/** YYYY-MM-DD on a Chinese wall calendar. */
export const dateOf = (at: Date): string => dayOf(at)

/** Hours since midnight, with fraction. */
export const hourOf = (at: Date): number => (at.getTime() - midnightOf(at).getTime()) / hour

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (at: Date): number => weekdayOfDay(dayNumberOf(at))

export const monthOf = (at: Date): number => Number(dateOf(at).slice(5, 7))

/** Working day by the State Council's calendar, moved days included. */
export const worksOn = (at: Date): boolean => isNationalWorkday(dayNumberOf(at))

/** A weekday on which the country rests. */
export const onHoliday = (at: Date): boolean => !worksOn(at) && ![0, 6].includes(weekdayOf(at))

/** The instant that lies `minutes` of office time after `at`; 0 gives the next moment at which the office is open. */
export function afterOffice(at: Date, minutes: number): Date {
  return new Date(Math.round(afterWorkingMs(defaultCalendar, at, minutes * minute).getTime()))
}
