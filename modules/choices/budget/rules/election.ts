/**
 * What a shared budget is chosen from. Amounts are whole numbers in the smallest unit that the election counts in:
 * with `decimals` 0 whole units of its currency, with 2 hundredths (fen 分).
 */
export interface Election {
  readonly budget: number
  readonly decimals: number
  readonly projects: readonly CostedProject[]
  /** One a voter, empty ones included: whoever took part has a share of the budget. */
  readonly ballots: readonly Ballot[]
}

/** An idea with a cost. Ids are told apart, and ties decided, as text. */
export interface CostedProject {
  readonly id: string
  readonly name: string
  readonly cost: number
}

/** The points that a voter gives, by position in `Election.projects`. A position stands there once; points are whole, from 1. */
export interface Ballot {
  readonly projects: readonly number[]
  readonly points: readonly number[]
}

/** How ballots are filled in. */
export const ballotKinds = ['approval', 'ranked', 'points'] as const
export type BallotKind = (typeof ballotKinds)[number]

/** Larger elections are refused: within these bounds all sums below are exact in floats. */
export const electionLimits = {
  projects: 10_000,
  voters: 1_000_000,
  /** Budget and costs, in the smallest unit. */
  amount: 10_000_000_000_000,
  points: 1_000_000,
  decimals: 6,
} as const

/** Approval: each project named gets one point. */
export const approval = (projects: readonly number[]): Ballot => ({ projects, points: projects.map(() => 1) })

/**
 * Ranked, best first: the last one named gets 1 point, each before it one more (Borda count over what was named). So a
 * voter who names three gives 3, 2 and 1, and one who names only one gives it 1.
 */
export const ranked = (projects: readonly number[]): Ballot => ({
  projects,
  points: projects.map((_, place) => projects.length - place),
})

/** Points as given; a project with 0 points is as one not named. */
export const pointed = (given: readonly (readonly [project: number, points: number])[]): Ballot => {
  const named = given.filter(([, points]) => points > 0)
  return { projects: named.map(([project]) => project), points: named.map(([, points]) => points) }
}

/**
 * What a chosen project is worth to a voter who gave it points: `cost` counts points × cost (so that a project is worth
 * the money that goes into it), `card` the points alone. With approval ballots these are Cost_Sat and Cardinality_Sat.
 */
export const measures = ['cost', 'card'] as const
export type Measure = (typeof measures)[number]

/**
 * The order in which ties are decided: as text by code points, the lowest first ("10" before "2").
 * @returns below 0 where `a` comes first.
 */
export function compareIds(a: string, b: string): number {
  // Code units stand in the order of code points except where surrogate pairs meet the last of the basic plane.
  for (let at = 0; at < a.length && at < b.length; at++) {
    if (a.charCodeAt(at) === b.charCodeAt(at)) continue
    return (a.codePointAt(at) ?? 0) - (b.codePointAt(at) ?? 0)
  }
  return a.length - b.length
}
