// Referrals: who may say what, and when. Pure.

export const referralStates = [
  ...(['proposed', 'agreed', 'interview', 'hired', 'not_hired', 'no_show', 'declined', 'dropped'] as const),
] as const
export type ReferralState = (typeof referralStates)[number]

/** `drop`: by the program itself, when the opening ended or the consent was taken back. */
export const referralSteps = ['agree', 'decline', 'interview', 'hire', 'reject', 'no_show', 'drop'] as const
export type ReferralStep = (typeof referralSteps)[number]
export type Speaker = 'seeker' | 'firm' | 'staff' | 'program'

interface Transition {
  readonly from: readonly ReferralState[]
  readonly to: ReferralState
  readonly by: readonly Speaker[]
  readonly needsWhy?: true
}

export const referralTable: Readonly<Record<ReferralStep, Transition>> = {
  agree: { from: ['proposed'], to: 'agreed', by: ['seeker', 'staff'] },
  decline: { from: ['proposed', 'agreed', 'interview'], to: 'declined', by: ['seeker', 'staff'] },
  interview: { from: ['agreed'], to: 'interview', by: ['firm', 'staff'] },
  hire: { from: ['agreed', 'interview'], to: 'hired', by: ['firm', 'staff'] },
  reject: { from: ['agreed', 'interview'], to: 'not_hired', by: ['firm', 'staff'], needsWhy: true },
  no_show: { from: ['agreed', 'interview'], to: 'no_show', by: ['firm', 'staff'] },
  drop: { from: ['proposed', 'agreed', 'interview'], to: 'dropped', by: ['program'] },
}

/** Something is still to come of it. */
export const isRunning = (state: ReferralState): boolean => referralTable.drop.from.includes(state)

/** The firm is shown who it is: only between the person's yes and the end of it, and when it took the person on. */
export const isShownToFirm = (state: ReferralState): boolean =>
  state === 'agreed' || state === 'interview' || state === 'hired'

/** What somebody may say now. */
export const stepsFor = (state: ReferralState, speaker: Speaker): ReferralStep[] =>
  referralSteps.filter((step) => referralTable[step].from.includes(state) && referralTable[step].by.includes(speaker))

/** Days at work after which it is asked whether the person is still there. */
export const stillAfterDays = 30
