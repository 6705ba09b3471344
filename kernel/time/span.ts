import { dayMs, hourMs, minuteMs } from './day.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { afterWorkingMs, closingAfterWorkdays, workingMinutesBetween } from './working-time.ts'

export const spanUnits = ['working_minutes', 'working_hours', 'working_days', 'minutes', 'hours', 'days'] as const
export type SpanUnit = (typeof spanUnits)[number]

/** A time limit as data. Amounts are >= 0; working days are whole. */
export interface Span {
  readonly amount: number
  readonly unit: SpanUnit
}

const unitMs: Readonly<Record<SpanUnit, number>> = {
  working_minutes: minuteMs,
  working_hours: hourMs,
  working_days: dayMs,
  minutes: minuteMs,
  hours: hourMs,
  days: dayMs,
}

/** No limit in this trade is longer than a hundred years; a slip of the finger must not make us walk for ever. */
const longestMs = 36_525 * dayMs

/** Whether the unit's clock stands still outside working time. */
export const isWorkingUnit = (unit: SpanUnit): boolean => unit.startsWith('working_')

/** Whether a span can be used: finite, not negative, at most a hundred years, whole if in working days. */
export function isSpan(span: Span): boolean {
  const { amount, unit } = span
  if (!Number.isFinite(amount) || amount < 0 || amount * unitMs[unit] > longestMs) return false
  return unit !== 'working_days' || Number.isInteger(amount)
}

/**
 * The deadline of a limit that starts at `start`.
 *
 * - working minutes, working hours: count within office hours only, from the moment of `start` (民法典 art. 201: a
 *   period counted in hours begins at once).
 * - working days: the day of `start` is not counted, the period begins with the next workday (art. 201: 开始的当日不计入)
 *   and ends when business closes on the last one (art. 203: 有业务时间的，停止业务活动的时间为截止时间). The last day is
 *   never a rest day, as art. 203 demands. 0 working days: by the end of the day, or of the next workday.
 * - minutes, hours, days: natural time, the clock also runs at night and on holidays; a day is 24 hours. For days this
 *   is a service promise and stricter than art. 203, which would let the last day run out and skip holidays.
 *
 * Throws a RangeError for a span that `isSpan` refuses or a calendar without working time.
 */
export function addSpan(calendar: WorkCalendar, start: Date, span: Span): Date {
  if (!isSpan(span)) throw new RangeError(`not a span: ${span.amount} ${span.unit}`)
  if (span.unit === 'working_days') return closingAfterWorkdays(calendar, start, span.amount)
  const ms = Math.round(span.amount * unitMs[span.unit])
  return isWorkingUnit(span.unit) ? afterWorkingMs(calendar, start, ms) : new Date(start.getTime() + ms)
}

/** Minutes from `now` to `dueAt`, in working or natural time; negative when it is over. */
export function remaining(
  calendar: WorkCalendar,
  limit: { readonly dueAt: Date; readonly now: Date; readonly unitIsWorking: boolean },
): number {
  const { dueAt, now, unitIsWorking } = limit
  return unitIsWorking ? workingMinutesBetween(calendar, now, dueAt) : (dueAt.getTime() - now.getTime()) / minuteMs
}
