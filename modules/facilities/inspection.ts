import { type Day, dayFromNumber, dayNumberFrom } from '../../kernel/time/day.ts'

/** The day so many days after another. */
export const daysAfter = (day: Day, days: number): Day => dayFromNumber(dayNumberFrom(day) + days)

/** So many days before its day a facility is listed as due, so that a round can take it along. */
export const dueAheadDays = 3

export type DueState = 'later' | 'due' | 'overdue'

/** How an inspection that falls due on a day stands today. */
export function dueState(dueOn: Day, today: Day): DueState {
  if (dueOn < today) return 'overdue'
  return dueOn <= daysAfter(today, dueAheadDays) ? 'due' : 'later'
}

export interface Rhythm {
  readonly rhythmDays: number
  readonly nextDueOn: Day
}

/**
 * What an inspection done today answers and when the next one falls due.
 * @returns `dueOn` null where the one before was done today as well: it counts for no due, and the next day stands.
 */
export function inspected({ rhythmDays, nextDueOn }: Rhythm, today: Day): { dueOn: Day | null; nextDueOn: Day } {
  const again = nextDueOn === daysAfter(today, rhythmDays)
  return again ? { dueOn: null, nextDueOn } : { dueOn: nextDueOn, nextDueOn: daysAfter(today, rhythmDays) }
}

/**
 * When the next one falls due after the rhythm changed: a new rhythm from the last inspection (or from when it began),
 * never in the past, so that a shorter rhythm makes nobody late.
 */
export function nextAfterChange(rhythmDays: number | null, lastOn: Day, today: Day): Day | null {
  if (rhythmDays === null) return null
  const due = daysAfter(lastOn, rhythmDays)
  return due < today ? today : due
}
