import type { Words } from '../../../kernel/contract/words.ts'
import { dayFromNumber, dayNumberFrom } from '../../../kernel/time/day.ts'

export const pairingStates = ['suggested', 'asked', 'agreed', 'running', 'declined', 'ended'] as const
export type PairingState = (typeof pairingStates)[number]

/** `once`: one help and done; else how often the two are to hear of each other. */
export const rhythms = ['once', 'week', 'fortnight', 'month'] as const
export type Rhythm = (typeof rhythms)[number]

export const sides = ['volunteer', 'helped', 'staff'] as const
export type Side = (typeof sides)[number]

/** Why a pairing ends; the first four are said by people, the others follow from something else. */
export const endReasons = [
  'met',
  'moved',
  'volunteer_stops',
  'helped_stops',
  'other',
  'no_consent',
  'taken_elsewhere',
] as const
export type EndReason = (typeof endReasons)[number]

export const contactHows = ['visit', 'call', 'out', 'errand'] as const
export type ContactHow = (typeof contactHows)[number]

export const pairingSteps = ['ask', 'agree', 'decline', 'contact', 'thank', 'end'] as const
export type PairingStep = (typeof pairingSteps)[number]

interface Transition {
  readonly from: readonly PairingState[]
  readonly to: PairingState | null
}

/** The one table of what may happen; `to` null: it stays as it is. */
const transitions: Readonly<Record<PairingStep, Transition>> = {
  ask: { from: ['suggested'], to: 'asked' },
  agree: { from: ['asked'], to: 'agreed' },
  decline: { from: ['suggested', 'asked'], to: 'declined' },
  contact: { from: ['agreed', 'running'], to: 'running' },
  thank: { from: ['agreed', 'running', 'ended'], to: null },
  end: { from: ['agreed', 'running'], to: 'ended' },
}

/** The state after a step, or null where it is not possible. */
export function after(state: PairingState, step: PairingStep): PairingState | null {
  const { from, to } = transitions[step]
  return from.includes(state) ? (to ?? state) : null
}

/** Days of a rhythm. Help that is given once is to come within ten days. */
export const rhythmDays: Readonly<Record<Rhythm, number>> = { once: 10, week: 7, fortnight: 14, month: 30 }

/** The first day on which a pairing is silent: past one and a half rhythms. */
export const silentFrom = (rhythm: Rhythm, countedFrom: string): string =>
  dayFromNumber(dayNumberFrom(countedFrom) + Math.floor(rhythmDays[rhythm] * 1.5) + 1)

export const isSilent = (rhythm: Rhythm, countedFrom: string, today: string): boolean =>
  today >= silentFrom(rhythm, countedFrom)

/** What becomes of the wish when its pairing ends. */
export const wishAfterEnd = (reason: EndReason): 'met' | 'withdrawn' | 'open' =>
  reason === 'met' ? 'met' : reason === 'moved' || reason === 'helped_stops' ? 'withdrawn' : 'open'

export const rhythmNames: Readonly<Record<Rhythm, Words>> = {
  once: { zh: '一次', en: 'once' },
  week: { zh: '每周', en: 'every week' },
  fortnight: { zh: '每两周', en: 'every two weeks' },
  month: { zh: '每月', en: 'every month' },
}
