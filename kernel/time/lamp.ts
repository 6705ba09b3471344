import { remaining } from './span.ts'
import { minutesOfWorkday, type WorkCalendar } from './work-calendar.ts'

export type Lamp = 'green' | 'yellow' | 'red'

/**
 * When a lamp turns yellow. A convention, not a standard: tenants set their own.
 * All is measured in the limit's own time: for a limit in working time, 24 hours mean one workday, so that
 * such a lamp turns yellow only while the office is open.
 */
export interface LampThresholds {
  /** Yellow from this share of the limit left, 0 to 1. */
  readonly yellowShare: number
  /** Yellow from this many hours left … */
  readonly yellowHours: number
  /** … of a limit that is longer than this many hours. */
  readonly longLimitHours: number
}

/** Green: more than half left. Yellow: half or less, or a day or less of a limit over two days. Red: overdue. */
export const defaultThresholds: LampThresholds = { yellowShare: 0.5, yellowHours: 24, longLimitHours: 48 }

/** The lamp of a running clock. The last instant of the limit is still in time; red begins after it. */
export function lamp(
  calendar: WorkCalendar,
  clock: { readonly startedAt: Date; readonly dueAt: Date; readonly unitIsWorking: boolean; readonly now: Date },
  thresholds: LampThresholds = defaultThresholds,
): Lamp {
  const { startedAt, dueAt, unitIsWorking, now } = clock
  if (now > dueAt) return 'red'
  const whole = remaining(calendar, { dueAt, now: startedAt, unitIsWorking })
  const left = remaining(calendar, { dueAt, now, unitIsWorking })
  const hour = unitIsWorking ? minutesOfWorkday(calendar) / 24 : 60
  if (whole > thresholds.longLimitHours * hour && left <= thresholds.yellowHours * hour) return 'yellow'
  return left > whole * thresholds.yellowShare ? 'green' : 'yellow'
}
