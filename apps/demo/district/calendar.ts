import { isHoliday, isWorkday } from 'chinese-days'

/* Kunming keeps Beijing time, UTC+8, all the year; all days and hours below are local. */
export const minute = 60_000
export const hour = 3_600_000
export const day = 86_400_000
const shift = 8 * hour

/** The local midnight at which the day of an instant began. */
export function midnightOf(at: Date): Date {
  return new Date(Math.floor((at.getTime() + shift) / day) * day - shift)
}

/** YYYY-MM-DD, local. */
export function dateOf(at: Date): string {
  return new Date(at.getTime() + shift).toISOString().slice(0, 10)
}

/** Hours since local midnight, with fraction. */
export const hourOf = (at: Date): number => (at.getTime() - midnightOf(at).getTime()) / hour

/** 0 Sunday … 6 Saturday, local. */
export const weekdayOf = (at: Date): number => new Date(at.getTime() + shift).getUTCDay()

export const monthOf = (at: Date): number => new Date(at.getTime() + shift).getUTCMonth() + 1

const workdays = new Map<string, boolean>()

/** Working day by the State Council's calendar, moved days included. */
export function worksOn(at: Date): boolean {
  const date = dateOf(at)
  const known = workdays.get(date) ?? isWorkday(date)
  workdays.set(date, known)
  return known
}

/** A public holiday or its bridge, but no plain weekend. */
export const onHoliday = (at: Date): boolean => isHoliday(dateOf(at)) && ![0, 6].includes(weekdayOf(at))

/** Office hours, in hours since midnight. */
const office = [
  [9, 12],
  [13, 17.5],
] as const

/** `at` itself inside office hours, else the next moment at which the office is open. */
export function officeOpen(at: Date): Date {
  let from = at
  for (;;) {
    const midnight = midnightOf(from)
    if (worksOn(from)) {
      const h = hourOf(from)
      for (const [start, end] of office) {
        if (h < start) return new Date(midnight.getTime() + start * hour)
        if (h < end) return from
      }
    }
    from = new Date(midnight.getTime() + day)
  }
}

/** The instant that lies `minutes` of office time after `at`. */
export function afterOffice(at: Date, minutes: number): Date {
  let now = officeOpen(at)
  let left = minutes * minute
  for (;;) {
    const h = hourOf(now)
    const end = office.find(([start, stop]) => h >= start && h < stop)?.[1] ?? h
    const room = (end - h) * hour
    if (left <= room) return new Date(Math.round(now.getTime() + left))
    left -= room
    now = officeOpen(new Date(midnightOf(now).getTime() + Math.round(end * hour)))
  }
}
