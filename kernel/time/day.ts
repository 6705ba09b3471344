/** A calendar day on the tenant's wall, 'YYYY-MM-DD'. */
export type Day = string

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/**
 * All of China keeps one time, and it has had no summer time since 1991: a fixed +08:00.
 * Arithmetic uses this constant, so neither the machine's zone nor its zone data can move a deadline.
 */
const zoneOffsetMs = 8 * hourMs

/** The IANA name of the only zone that Liren knows, for Intl. */
export const chinaTimeZone = 'Asia/Shanghai'

/** Days since 1970-01-01 on a Chinese wall calendar; the unit in which this folder walks over days. */
export const dayNumberOf = (instant: Date): number => Math.floor((instant.getTime() + zoneOffsetMs) / dayMs)

/** The instant (ms) at which a day begins, 00:00 +08:00. */
export const startOfDayMs = (dayNumber: number): number => dayNumber * dayMs - zoneOffsetMs

/** The day with this number, 'YYYY-MM-DD'. */
export const dayFromNumber = (dayNumber: number): Day => new Date(dayNumber * dayMs).toISOString().slice(0, 10)

/** The number of a day. Throws a RangeError unless it is a real 'YYYY-MM-DD'. */
export function dayNumberFrom(day: Day): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  const dayNumber = ms / dayMs
  if (Number.isNaN(ms) || dayFromNumber(dayNumber) !== day) throw new RangeError(`not a day: ${day}`)
  return dayNumber
}

/** The day that a Chinese wall calendar shows at an instant. */
export const dayOf = (instant: Date): Day => dayFromNumber(dayNumberOf(instant))

/** What clock and calendar on a Chinese wall show at an instant, `2026-11-23 10:05`. */
export const wallClock = (instant: Date): string =>
  new Date(instant.getTime() + zoneOffsetMs).toISOString().slice(0, 16).replace('T', ' ')

/** 0 is Sunday, 6 is Saturday; 1970-01-01 was a Thursday. */
export const weekdayOf = (dayNumber: number): number => (((dayNumber + 4) % 7) + 7) % 7
