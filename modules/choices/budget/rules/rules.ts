import type { Election, Measure } from './election.ts'
import { type Electorate, electorateOf } from './electorate.ts'
import { type EqualSharesRun, equalShares } from './equal-shares.ts'
import { type GreedyStep, greedy } from './greedy.ts'
import { raisedShares } from './raised-shares.ts'

/**
 * How a budget may be chosen: greedily, or by equal shares; these as they are, completed greedily, with shares raised
 * until no more fits (add1), or both. The last part of `greedy` and `mes` is the measure of utility.
 */
export const ruleNames = [
  'greedy_cost',
  'greedy_card',
  'mes_cost',
  'mes_card',
  'mes_cost_greedy',
  'mes_card_greedy',
  'mes_cost_add1',
  'mes_card_add1',
  'mes_cost_add1_greedy',
  'mes_card_add1_greedy',
] as const
export type RuleName = (typeof ruleNames)[number]

export const isRuleName = (name: string): name is RuleName => (ruleNames as readonly string[]).includes(name)

/** What a rule chose, and what it went by. Projects by their position in the election. */
export interface Outcome {
  readonly electorate: Electorate
  readonly measure: Measure
  /** In the order in which they were chosen. */
  readonly order: readonly number[]
  /** Their cost together, never above the budget. */
  readonly cost: number
  /** The run of equal shares that counts; null for a greedy rule. */
  readonly shares: EqualSharesRun | null
  /** What was added to each voter's share before it, and in how many runs; 0 and 1 without raising. */
  readonly raised: number
  readonly runs: number
  /** The steps of the greedy rule, or of the greedy completion; none without either. */
  readonly greedySteps: readonly GreedyStep[]
}

/**
 * Chooses from an election by a rule.
 * @param increment by how much add1 raises the shares at a time, in units of account; by default one whole unit of currency
 */
export function choose(election: Election, rule: RuleName, increment = 10 ** election.decimals): Outcome {
  const electorate = electorateOf(election)
  const measure: Measure = rule.includes('_cost') ? 'cost' : 'card'
  if (rule.startsWith('greedy')) {
    const steps = greedy(electorate, measure)
    return outcome({ electorate, measure, shares: null, raised: 0, runs: 0, greedySteps: steps })
  }
  const { run, raised, runs } = rule.includes('_add1')
    ? raisedShares(electorate, measure, increment)
    : { run: equalShares(electorate, measure), raised: 0, runs: 1 }
  const greedySteps = rule.endsWith('_greedy') ? greedy(electorate, measure, run.order) : []
  return outcome({ electorate, measure, shares: run, raised, runs, greedySteps })
}

function outcome(found: Omit<Outcome, 'order' | 'cost'>): Outcome {
  const { projects } = found.electorate.election
  const completed = found.greedySteps.filter(({ taken }) => taken).map(({ project }) => project)
  const order = [...(found.shares?.order ?? []), ...completed]
  return { ...found, order, cost: order.reduce((sum, project) => sum + (projects[project]?.cost ?? 0), 0) }
}
