import type { Measure } from './election.ts'
import type { Electorate } from './electorate.ts'
import type { EqualSharesRun } from './equal-shares.ts'
import { supportersMoney } from './exact-money.ts'
import { lowest, type Ratio, roundedUp } from './ratio.ts'
import type { Outcome } from './rules.ts'

/** Why a project was chosen, or by how much it missed. Money in units of account of the election. */
export type Reason =
  /** Its supporters bought it with their shares. */
  | {
      readonly kind: 'bought'
      /** Place among all that were chosen, from 1. */
      readonly place: number
      /** What a point cost: each payer gave price × points, or all there was left. With approval ballots: what each gave. */
      readonly price: Ratio
      /** The price of one unit of utility, by which projects were compared; the lowest was bought first. */
      readonly rate: Ratio
      readonly payers: number
      /** Payers who gave their last for it, which was not more than the price. */
      readonly spentPayers: number
    }
  /** It costs nothing and somebody wants it. */
  | { readonly kind: 'costless'; readonly place: number }
  /** It fitted when the greedy rule, or the greedy completion, came to it with so much of the budget left. */
  | { readonly kind: 'fitted'; readonly place: number; readonly left: number }
  /** When the greedy rule came to it, so much was missing from what was left of the budget. */
  | { readonly kind: 'did_not_fit'; readonly left: number; readonly missing: number }
  /** What its supporters have left together, rounded up to a whole unit, and what they lack of its cost. */
  | { readonly kind: 'supporters_short'; readonly money: Ratio; readonly missing: number }
  /** Nobody gave it a point. */
  | { readonly kind: 'no_votes' }

export interface Explanation {
  readonly project: number
  readonly votes: number
  readonly points: number
  /**
   * In the order in which a rule came to it: with a completion a project may have missed with its supporters' money first
   * and by the budget then.
   */
  readonly reasons: readonly Reason[]
}

/** For each project of an election, in its order, why it was chosen or by how much it missed. */
export function explain(outcome: Outcome): Explanation[] {
  const { electorate, order, shares, greedySteps, measure } = outcome
  const { votes, points } = electorate
  const place = new Map(order.map((project, n) => [project, n + 1]))
  const steps = new Map(greedySteps.map((step) => [step.project, step]))
  return electorate.election.projects.map(({ cost }, project) => {
    const reasons: Reason[] = []
    const given = { project, votes: votes[project] ?? 0, points: points[project] ?? 0 }
    if (given.votes === 0) return { ...given, reasons: [{ kind: 'no_votes' }] }
    if (shares) reasons.push(byShares(electorate, measure, shares, project, place.get(project) ?? 0))
    const step = steps.get(project)
    if (step?.taken) reasons.push({ kind: 'fitted', place: place.get(project) ?? 0, left: step.left })
    else if (step) reasons.push({ kind: 'did_not_fit', left: step.left, missing: cost - step.left })
    return { ...given, reasons }
  })
}

function byShares(
  electorate: Electorate,
  measure: Measure,
  run: EqualSharesRun,
  project: number,
  place: number,
): Reason {
  const cost = electorate.election.projects[project]?.cost ?? 0
  const bought = run.purchases.find((purchase) => purchase.project === project)
  if (bought) {
    const { payers, spentPayers } = bought
    const price = lowest(bought.price)
    const rate = measure === 'cost' ? lowest({ num: price.num, den: price.den * BigInt(cost) }) : price
    return { kind: 'bought', place, price, rate, payers, spentPayers }
  }
  if (cost === 0) return { kind: 'costless', place }
  const money = lowest(supportersMoney(electorate, run.money, project))
  const missing = Number(roundedUp({ num: BigInt(cost) * money.den - money.num, den: money.den }))
  return { kind: 'supporters_short', money, missing }
}
