import { ballotOf, isBlank } from './ballot.ts'
import type { BudgetRule } from './budget.ts'
import type { BallotKind, Election } from './rules/election.ts'
import { explain, type Reason } from './rules/explain.ts'
import { TooManyRuns } from './rules/raised-shares.ts'
import { representation } from './rules/representation.ts'
import { choose, type Outcome, type RuleName } from './rules/rules.ts'
import type { ReasonShape, ResultShape, RuleShape } from './shapes.ts'

/** The rules as `liren choose` names them. */
export const ruleNameOf: Readonly<Record<BudgetRule, RuleName>> = {
  shares: 'mes_cost_add1_greedy',
  greedy: 'greedy_cost',
}

export interface Counting {
  readonly budgetFen: number
  readonly kind: BallotKind
  /** Costs in fen, in the order of the list. */
  readonly costs: readonly number[]
  /** Valid ballots, in any order: what is counted does not depend on it. */
  readonly ballots: readonly (readonly number[])[]
  readonly invalid: number
}

/** Counts the same ballots by both rules. */
export function countBallots(of: Counting): ResultShape {
  const election: Election = {
    budget: of.budgetFen,
    decimals: 2,
    // Ties go to the lower number, and ids are compared as text.
    projects: of.costs.map((cost, n) => ({ id: String(n + 1).padStart(4, '0'), name: '', cost })),
    ballots: of.ballots.map((marks) => ballotOf(of.kind, marks)),
  }
  return {
    ballots: of.ballots.length + of.invalid,
    invalid: of.invalid,
    blank: of.ballots.filter(isBlank).length,
    shares: shapeOf(raised(election)),
    greedy: shapeOf(choose(election, ruleNameOf.greedy)),
  }
}

/** Shares are raised by a yuan a run, as add1 is defined; by ten times as much where that has no end within reason. */
function raised(election: Election): Outcome {
  for (let increment = 100; ; increment *= 10) {
    try {
      return choose(election, ruleNameOf.shares, increment)
    } catch (error) {
      if (!(error instanceof TooManyRuns)) throw error
    }
  }
}

function shapeOf(outcome: Outcome): RuleShape {
  const { electorate, order, cost, raised: raisedFen } = outcome
  const { voters, represented, money } = representation(electorate, order)
  return {
    spentFen: cost,
    raisedFen,
    order: order.map((project) => project + 1),
    represented,
    meanFen: voters === 0 ? 0 : Number(money.sum / BigInt(voters)),
    items: explain(outcome).map(({ project, votes, points, reasons }) => ({
      ...{ n: project + 1, votes, points },
      reasons: reasons.map(reasonShape),
    })),
  }
}

/** To the fen: what was paid is rounded up, what is left down. */
function reasonShape(reason: Reason): ReasonShape {
  switch (reason.kind) {
    case 'bought': {
      const { num, den } = reason.price
      const { kind, payers, spentPayers } = reason
      return { kind, priceFen: Number((num + den - 1n) / den), payers, spentPayers }
    }
    case 'fitted':
      return { kind: reason.kind, leftFen: reason.left }
    case 'did_not_fit':
      return { kind: reason.kind, leftFen: reason.left, missingFen: reason.missing }
    case 'supporters_short':
      return {
        kind: reason.kind,
        moneyFen: Number(reason.money.num / reason.money.den),
        missingFen: reason.missing,
      }
    default:
      return { kind: reason.kind }
  }
}
