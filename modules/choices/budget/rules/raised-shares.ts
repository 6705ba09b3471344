import type { Measure } from './election.ts'
import type { Electorate } from './electorate.ts'
import { type EqualSharesRun, equalShares } from './equal-shares.ts'

/** A run with raised shares, and how it was come by. */
export interface RaisedRun {
  readonly run: EqualSharesRun
  /** What was added to each share in the run that counts, in units of account. */
  readonly raised: number
  /** Runs that were made, the last one that was too dear included. */
  readonly runs: number
}

/** Raising ends here at the latest; the text of the error says what to do. */
export const mostRuns = 100_000

/** Thrown where raising the shares would take more than `mostRuns` runs. */
export class TooManyRuns extends Error {
  constructor() {
    super(`raising the shares does not come to an end in ${mostRuns} runs: raise them by more at a time`)
  }
}

/**
 * "Add1": the method is run again from the beginning with shares raised by one more `increment` each time. The first run
 * that costs more than the budget ends it, and the run before counts; one that leaves no supported project that still fits
 * the budget ends it and counts itself.
 * @param increment in units of account, above 0
 */
export function raisedShares(electorate: Electorate, measure: Measure, increment: number): RaisedRun {
  const { budget } = electorate.election
  let previous: RaisedRun | null = null
  for (let runs = 1; runs <= mostRuns; runs++) {
    const raised = (runs - 1) * increment
    const run = equalShares(electorate, measure, raised)
    if (run.cost > budget && previous !== null) return { ...previous, runs }
    if (isExhaustive(electorate, run)) return { run, raised, runs }
    previous = { run, raised, runs }
  }
  throw new TooManyRuns()
}

/** Whether no project with a vote could be added without exceeding the budget. */
function isExhaustive({ election, votes }: Electorate, { order, cost }: EqualSharesRun): boolean {
  const chosen = new Set(order)
  return election.projects.every(
    (project, n) => (votes[n] ?? 0) === 0 || chosen.has(n) || cost + project.cost > election.budget,
  )
}
