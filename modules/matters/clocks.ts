import { defaultThresholds, type Lamp } from '../../kernel/time/lamp.ts'
import { addSpan, isWorkingUnit, remaining, type Span } from '../../kernel/time/span.ts'
import type { WorkCalendar } from '../../kernel/time/work-calendar.ts'
import { minutesOfWorkday } from '../../kernel/time/work-calendar.ts'
import type { Stage } from './matter.ts'

/** A running clock: measured once, kept as instants, so that a list can sort and colour by it. */
export interface RunningClock {
  readonly stage: Stage
  readonly span: Span
  readonly startedAt: Date
  /** From here the lamp is yellow; after `dueAt` it is red. */
  readonly yellowAt: Date
  readonly dueAt: Date
}

/** Starts a clock of a stage at an instant. */
export function startClock(calendar: WorkCalendar, stage: Stage, span: Span, startedAt: Date): RunningClock {
  const dueAt = addSpan(calendar, startedAt, span)
  return { stage, span, startedAt, yellowAt: yellowFrom(calendar, startedAt, dueAt, span), dueAt }
}

/** The instant at which half of the limit is left (or a day of a limit over two days, if that is sooner). */
function yellowFrom(calendar: WorkCalendar, startedAt: Date, dueAt: Date, span: Span): Date {
  const unitIsWorking = isWorkingUnit(span.unit)
  const whole = remaining(calendar, { dueAt, now: startedAt, unitIsWorking })
  const hour = unitIsWorking ? minutesOfWorkday(calendar) / 24 : 60
  const { yellowShare, yellowHours, longLimitHours } = defaultThresholds
  const left = Math.max(whole * yellowShare, whole > longLimitHours * hour ? yellowHours * hour : 0)
  const green = Math.max(0, Math.floor(whole - left))
  const at = addSpan(calendar, startedAt, { amount: green, unit: unitIsWorking ? 'working_minutes' : 'minutes' })
  return at < dueAt ? at : dueAt
}

/** The lamp of stored instants at a moment: red after the deadline, yellow from the half, else green. */
export function lampAt(clock: { yellowAt: Date; dueAt: Date }, now: Date): Lamp {
  if (now > clock.dueAt) return 'red'
  return now >= clock.yellowAt ? 'yellow' : 'green'
}

/** When an overdue matter climbs next, counted from the last climb (or the deadline). */
export const nextClimb = (calendar: WorkCalendar, from: Date, every: Span): Date => addSpan(calendar, from, every)
