import { type Ballot, type BallotKind, pointed, ranked } from './rules/election.ts'

// How a ballot is filled in: one mark an item, in the order of the list. Approval: 1 for a tick. Ranked: the place, from 1.
// Points: points. 0 for an item that was not named.

/** What a vote says about its ballots. */
export interface BallotForm {
  readonly kind: BallotKind
  readonly items: number
  /** Ticks, places or points at most; null: as many as there are items. */
  readonly most: number | null
}

/** The most points that a ballot can have: a mark is one byte, and one item may get them all. */
export const mostPoints = 200

export const mostOf = ({ kind, items, most }: BallotForm): number => most ?? (kind === 'points' ? 10 : items)

export const ballotFaults = ['sealed', 'length', 'value', 'too_many', 'order'] as const
/** Why a ballot is not valid. `sealed`: it cannot be opened. */
export type BallotFault = (typeof ballotFaults)[number]

/** What is wrong with a ballot; null where it is filled in by the rules. One without a mark is blank and valid. */
export function faultOf(form: BallotForm, marks: readonly number[]): BallotFault | null {
  if (marks.length !== form.items) return 'length'
  if (marks.some((mark) => !Number.isInteger(mark) || mark < 0 || mark > mostPoints)) return 'value'
  const given = marks.filter((mark) => mark > 0)
  const most = mostOf(form)
  if (form.kind === 'points') return given.reduce((sum, mark) => sum + mark, 0) > most ? 'too_many' : null
  if (form.kind === 'approval' && given.some((mark) => mark !== 1)) return 'value'
  if (given.length > most) return 'too_many'
  if (form.kind === 'approval') return null
  // Places from 1 without a gap, each once.
  return given.toSorted((a, b) => a - b).every((mark, n) => mark === n + 1) ? null : 'order'
}

export const isBlank = (marks: readonly number[]): boolean => marks.every((mark) => mark === 0)

/** As the counting rules take it. Expects a ballot without a fault. */
export function ballotOf(kind: BallotKind, marks: readonly number[]): Ballot {
  const named = marks.flatMap((mark, item) => (mark > 0 ? [[item, mark] as const] : []))
  return kind === 'ranked' ? ranked(named.toSorted((a, b) => a[1] - b[1]).map(([item]) => item)) : pointed(named)
}

/** The 16 signs by which a voter finds the ballot again: `3F9A-02BC-77D1-E004`. @param digest hex */
export const receiptOf = (digest: string): string =>
  digest
    .slice(0, 16)
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1-')
