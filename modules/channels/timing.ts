import { dayMs, dayNumberOf, hourMs, minuteMs, startOfDayMs } from '../../kernel/time/day.ts'

/** When a person wants to be left alone, and when the day's digest comes. */
export interface Timing {
  /** Minutes of the day; from after to: over midnight. Both null: never quiet. */
  readonly quietFrom: number | null
  readonly quietTo: number | null
  /** Urgent notices come at any time. */
  readonly urgentThrough: boolean
  /** What is not urgent is joined and goes out once a day at this hour; null: as it comes. */
  readonly digestHour: number | null
}

/** Notices of one matter within this time are one message. */
export const joinMs = minuteMs

/** The end of the quiet hours at an instant; that instant itself where it is not quiet. */
export function afterQuiet(at: Date, { quietFrom, quietTo }: Timing): Date {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return at
  const midnight = startOfDayMs(dayNumberOf(at))
  const minute = (at.getTime() - midnight) / minuteMs
  const over = quietFrom > quietTo
  const quiet = over ? minute >= quietFrom || minute < quietTo : minute >= quietFrom && minute < quietTo
  if (!quiet) return at
  const days = over && minute >= quietFrom ? 1 : 0
  return new Date(midnight + days * dayMs + quietTo * minuteMs)
}

/** When a notice that is told now goes out, and with what it is joined while it waits. */
export function dueOf(
  at: Date,
  { urgent, subject, topic }: { readonly urgent: boolean; readonly subject: string | null; readonly topic: string },
  timing: Timing,
): { readonly at: Date; readonly joinKey: string } {
  if (urgent) return { at: timing.urgentThrough ? at : afterQuiet(at, timing), joinKey: subject ?? topic }
  if (timing.digestHour === null)
    return { at: afterQuiet(new Date(at.getTime() + joinMs), timing), joinKey: subject ?? topic }
  const today = startOfDayMs(dayNumberOf(at)) + timing.digestHour * hourMs
  const next = today > at.getTime() ? today : today + dayMs
  return { at: afterQuiet(new Date(next), timing), joinKey: 'digest' }
}

/** Waits after failures in a row, the last one for all further ones. */
const waitsMs = [10_000, 30_000, 2 * minuteMs, 10 * minuteMs, 30 * minuteMs, hourMs]
/** A message that never got through is given up after this; to a person earlier, for it is news no more. */
export const giveUpMs = { person: dayMs, receiver: 3 * dayMs } as const

/** @param failures in a row, from 1 */
export const waitOf = (failures: number): number => waitsMs[Math.min(failures, waitsMs.length) - 1] ?? hourMs

/** How long a worker may take for one message before another may send it. */
export const leaseMs = 2 * minuteMs
