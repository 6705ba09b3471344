/** Days that a span may last at most. */
export const longestSpanDays = 30
/** Live passes that one resident may have. */
export const mostLivePasses = 20
/** Days that uses and ended passes are kept. */
export const keptDays = 30

export const passKinds = ['once', 'span'] as const
export type PassKind = (typeof passKinds)[number]

export const refusals = ['unknown', 'cancelled', 'not_this_gate', 'not_yet', 'expired', 'used', 'slow_down'] as const
export type Refusal = (typeof refusals)[number]

export interface PassFacts {
  readonly kind: PassKind
  readonly gateIds: readonly string[]
  readonly fromAt: Date
  /** The pass is good before this instant. */
  readonly untilAt: Date
  readonly usedAt: Date | null
  readonly cancelledAt: Date | null
}

/** Whether a pass opens a gate at an instant: null when it does, else why not. */
export function refusalOf(pass: PassFacts, gateId: string, at: Date): Refusal | null {
  if (pass.cancelledAt) return 'cancelled'
  if (!pass.gateIds.includes(gateId)) return 'not_this_gate'
  if (pass.kind === 'once' && pass.usedAt) return 'used'
  if (at < pass.fromAt) return 'not_yet'
  return at >= pass.untilAt ? 'expired' : null
}

export type PassState = 'live' | 'used' | 'expired' | 'cancelled'

/** How a pass stands for its maker and its visitor; one that begins later is live. */
export function passState(pass: Omit<PassFacts, 'gateIds'>, at: Date): PassState {
  if (pass.cancelledAt) return 'cancelled'
  if (pass.kind === 'once' && pass.usedAt) return 'used'
  return at >= pass.untilAt ? 'expired' : 'live'
}
