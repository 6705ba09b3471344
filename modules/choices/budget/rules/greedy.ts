import type { Measure } from './election.ts'
import type { Electorate } from './electorate.ts'

/** One project as the greedy rule came to it. */
export interface GreedyStep {
  readonly project: number
  /** What was left of the budget before it; it is taken where its cost is not above that. */
  readonly left: number
  readonly taken: boolean
}

/**
 * The rule that people know: by points for each unit of cost (`card`) or by points alone (`cost`: utility of points × cost,
 * divided by the cost), the most first, the lower id first where they are the same; what does not fit is passed over.
 * A costless project has no bound by `card`. A project without a vote is never taken, however much is left.
 * @param chosen already taken, as a completion of another rule; their cost is off the budget
 */
export function greedy(electorate: Electorate, measure: Measure, chosen: readonly number[] = []): GreedyStep[] {
  const { election, votes, byId } = electorate
  const cost = (project: number) => election.projects[project]?.cost ?? 0
  const before = new Set(chosen)
  let left = election.budget - chosen.reduce((sum, project) => sum + cost(project), 0)
  return byId
    .filter((project) => (votes[project] ?? 0) > 0 && !before.has(project))
    .sort((a, b) => comparePoints(electorate, measure, a, b))
    .map((project) => {
      const step = { project, left, taken: cost(project) <= left }
      if (step.taken) left -= cost(project)
      return step
    })
}

/** Below 0 where `a` comes first; 0 where the ids decide, in whose order they are sorted already. */
function comparePoints({ election, points }: Electorate, measure: Measure, a: number, b: number): number {
  const [own, other] = [points[a] ?? 0, points[b] ?? 0]
  if (measure === 'cost') return other - own
  // Both products may be beyond what floats hold exactly.
  const left = BigInt(own) * BigInt(election.projects[b]?.cost ?? 0)
  const right = BigInt(other) * BigInt(election.projects[a]?.cost ?? 0)
  // A cost of 0 makes its own product's counterpart 0: it is first, unless both are costless.
  return left > right ? -1 : left < right ? 1 : 0
}
