// What becomes of a want and of each bank that it was passed to. Pure.

/** What the money is for; also the options of the fact `wantUse`. */
export const wantUses = [
  'working_capital',
  'equipment',
  'premises',
  'research',
  'orders',
  'refinancing',
  'other',
] as const
export type WantUse = (typeof wantUses)[number]

export const wantStates = ['open', 'passed', 'answered', 'granted', 'ended'] as const
export type WantState = (typeof wantStates)[number]

export const endReasons = ['not_needed', 'elsewhere', 'no_product', 'other'] as const
export type EndReason = (typeof endReasons)[number]

export const referralStates = ['passed', 'contacted', 'visit', 'approved', 'drawn', 'refused', 'taken_back'] as const
export type ReferralState = (typeof referralStates)[number]

/** What a bank may say. */
export const answerSteps = ['contacted', 'visit', 'approved', 'refused', 'drawn'] as const
export type AnswerStep = (typeof answerSteps)[number]

/** How staff learnt that the firm agrees. */
export const consentWays = ['phone', 'counter', 'visit', 'meeting', 'paper'] as const
export type ConsentWay = (typeof consentWays)[number]

/** An approval stands: it is drawn, or it is not. What was refused or taken back is over. */
const follows: Readonly<Record<ReferralState, readonly ReferralState[]>> = {
  passed: ['contacted', 'visit', 'approved', 'refused', 'taken_back'],
  contacted: ['visit', 'approved', 'refused', 'taken_back'],
  visit: ['approved', 'refused', 'taken_back'],
  approved: ['drawn'],
  drawn: [],
  refused: [],
  taken_back: [],
}

export const mayFollow = (from: ReferralState, to: ReferralState): boolean => follows[from].includes(to)

/** What a bank may say next. */
export const answersAfter = (state: ReferralState): readonly AnswerStep[] =>
  answerSteps.filter((step) => mayFollow(state, step))

export const mayTakeBack = (state: ReferralState): boolean => mayFollow(state, 'taken_back')

/** Still looked for: it may be passed on, and a second one like it is the same. */
export const isOpenWant = (state: WantState): boolean => state === 'open' || state === 'passed' || state === 'answered'

/** A want's state as it follows from what came of its referrals; an ended one stays ended. */
export function wantStateAfter(now: WantState, referrals: readonly ReferralState[]): WantState {
  if (now === 'ended') return 'ended'
  const some = (...states: ReferralState[]) => referrals.some((state) => states.includes(state))
  if (some('approved', 'drawn')) return 'granted'
  if (some('contacted', 'visit', 'refused')) return 'answered'
  return some('passed') ? 'passed' : 'open'
}

export interface Interest {
  readonly from: number
  readonly to: number
}

/** A year's interest in fen: no less than `from`, no more than `to`, whatever rate of the range it will be. */
export function yearlyInterest(amountFen: number, rateFromBp: number, rateToBp: number): Interest {
  const whole = 10_000n
  const [least, most] = [BigInt(amountFen) * BigInt(rateFromBp), BigInt(amountFen) * BigInt(rateToBp)]
  return { from: Number(least / whole), to: Number((most + whole - 1n) / whole) }
}
