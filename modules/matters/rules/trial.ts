import { addSpan, type Span } from '../../../kernel/time/span.ts'
import type { WorkCalendar } from '../../../kernel/time/work-calendar.ts'
import type { Stage } from '../matter.ts'

/** A clock that ran, or still runs, for a matter. */
export interface PastClock {
  readonly kind: string
  readonly category: string
  readonly priority: 'normal' | 'urgent'
  readonly stage: Stage
  /** The limit that it began with. */
  readonly span: Span
  readonly startedAt: Date
  /** Null while it runs. */
  readonly stoppedAt: Date | null
}

/** How deadlines are reckoned: the limit that a clock gets (null: it was set by hand, no rule reaches it), and the calendar. */
export interface Reckoning {
  readonly limitOf: (clock: PastClock) => Span | null
  readonly calendar: WorkCalendar
}

export const verdicts = ['in_time', 'late', 'running'] as const
/** `running`: neither stopped nor overdue yet. */
export type Verdict = (typeof verdicts)[number]

export interface Tried {
  readonly dueWas: Date
  readonly dueWould: Date
  readonly was: Verdict
  readonly would: Verdict
}

/** A clock that stopped at its very deadline was in time, as with lamps. */
export function verdictOf(stoppedAt: Date | null, dueAt: Date, now: Date): Verdict {
  if ((stoppedAt ?? now) > dueAt) return 'late'
  return stoppedAt ? 'in_time' : 'running'
}

/** One clock by the rule in force and by the draft. Null where both give the same deadline, or where no rule reaches it. */
export function tryClock(clock: PastClock, before: Reckoning, after: Reckoning, now: Date): Tried | null {
  const [old, next] = [before.limitOf(clock), after.limitOf(clock)]
  if (!old || !next) return null
  if (before.calendar === after.calendar && old.amount === next.amount && old.unit === next.unit) return null
  // As `startClock` does, without the instant of the yellow lamp, which costs twice as much as the deadline.
  const dueWas = addSpan(before.calendar, clock.startedAt, old)
  const dueWould = addSpan(after.calendar, clock.startedAt, next)
  if (dueWas.getTime() === dueWould.getTime()) return null
  return {
    dueWas,
    dueWould,
    was: verdictOf(clock.stoppedAt, dueWas, now),
    would: verdictOf(clock.stoppedAt, dueWould, now),
  }
}

/** Whether a matter would have missed a deadline that it kept, or kept one that it missed. */
export const turns = ['newly_late', 'newly_in_time', 'same'] as const
export type Turn = (typeof turns)[number]

/** What the changed clocks of one matter come to; one missed counts more than one kept. */
export function turnOf(clocks: readonly Tried[]): Turn {
  if (clocks.some((one) => one.was !== 'late' && one.would === 'late')) return 'newly_late'
  return clocks.some((one) => one.was === 'late' && one.would !== 'late') ? 'newly_in_time' : 'same'
}
