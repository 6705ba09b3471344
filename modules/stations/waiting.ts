import { dayMs, minuteMs } from '../../kernel/time/day.ts'
import type { Span } from './opening.ts'
import { freeIn, type Taken, type Timing, type Unit, unitsOf } from './slots.ts'

// A line for times that are taken. Who came first is served first; who wants more pieces than came free does not hold up
// who wants fewer, and keeps their place.

export type WaitState = 'waiting' | 'offered' | 'booked' | 'left' | 'lapsed' | 'over'
/** `none`: no line; `offer`: the first in line is asked; `at_once`: the first in line has it without being asked. */
export const waitHows = ['none', 'offer', 'at_once'] as const
export type WaitHow = (typeof waitHows)[number]

/** From when on a time cannot be booked any more: it has begun; of days, the first one is over. */
export const closesAt = (unit: Unit, from: Date): Date => (unit === 'day' ? new Date(from.getTime() + dayMs) : from)

/** Until when somebody who is offered a time may answer: the usual minutes, but not beyond the time itself. */
export const answerUntil = (at: Date, minutes: number, closes: Date): Date =>
  new Date(Math.min(at.getTime() + minutes * minuteMs, closes.getTime()))

interface InLine {
  readonly span: Span
  readonly pieces: number
}

/**
 * Whom of a line what is free is enough for, in their order; each takes from what is left for those behind.
 * @param line who waits, the first first
 * @param taken what is taken by bookings and by what is held for others
 */
export function served<One extends InLine>(
  timing: Pick<Timing, 'unit' | 'capacity'>,
  taken: Taken,
  line: readonly One[],
): One[] {
  const now = new Map(taken)
  return line.filter(({ span, pieces }) => {
    if (freeIn(timing, now, span) < pieces) return false
    for (const at of unitsOf(timing.unit, span)) now.set(at, (now.get(at) ?? 0) + pieces)
    return true
  })
}
