import { dayMs, dayNumberOf, hourMs } from '../../kernel/time/day.ts'
import type { NoShowLimit } from './kinds.ts'

export const bookingStates = ['booked', 'out', 'done', 'cancelled', 'no_show'] as const
export type BookingState = (typeof bookingStates)[number]
export const bookingSteps = ['hand_over', 'take_back', 'cancel', 'no_show'] as const
export type BookingStep = (typeof bookingSteps)[number]

/** Who takes a step: who booked, or who shares (and the keeper for them). */
export type Side = 'booker' | 'sharer'

interface BookingFacts {
  readonly state: BookingState
  readonly from: Date
  /** It comes back. */
  readonly lent: boolean
  /** Hours before its beginning up to which who booked may cancel. */
  readonly cancelHours: number
}

export type StepFault = 'over' | 'not_yours' | 'too_early' | 'too_late'

/** What a step makes of a booking, or why it cannot be taken now. */
export function takeStep(
  of: BookingFacts,
  step: BookingStep,
  side: Side,
  at: Date,
): { readonly state: BookingState } | { readonly fault: StepFault } {
  if (step === 'take_back')
    return of.state !== 'out' ? { fault: 'over' } : side === 'sharer' ? { state: 'done' } : { fault: 'not_yours' }
  if (of.state !== 'booked') return { fault: 'over' }
  if (step === 'cancel') {
    const late = at.getTime() > of.from.getTime() - of.cancelHours * hourMs
    return side === 'booker' && late ? { fault: 'too_late' } : { state: 'cancelled' }
  }
  if (side !== 'sharer') return { fault: 'not_yours' }
  if (step === 'no_show') return at < of.from ? { fault: 'too_early' } : { state: 'no_show' }
  // On its day: who comes an hour early is not sent away.
  if (dayNumberOf(at) < dayNumberOf(of.from)) return { fault: 'too_early' }
  return { state: of.lent ? 'out' : 'done' }
}

/** No-shows that still count for a person's own limit. */
export const noShowsSince = (at: Date, { days }: NoShowLimit): Date => new Date(at.getTime() - days * dayMs)
export const mustAskStation = (noShows: number, { times }: NoShowLimit): boolean => noShows >= times
