// The same rules as plainly as they can be written, voter by voter in fractions: what the fast ones are held against.
import type { Election, Measure } from './election.ts'

interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))
function fraction(n: bigint, d: bigint): Fraction {
  const shared = gcd(n < 0n ? -n : n, d)
  return { n: n / shared, d: d / shared }
}
const of = (x: number): Fraction => ({ n: BigInt(x), d: 1n })
const plus = (a: Fraction, b: Fraction) => fraction(a.n * b.d + b.n * a.d, a.d * b.d)
const minus = (a: Fraction, b: Fraction) => fraction(a.n * b.d - b.n * a.d, a.d * b.d)
const times = (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d)
const by = (a: Fraction, b: Fraction) => fraction(a.n * b.d, a.d * b.n)
const isLess = (a: Fraction, b: Fraction) => a.n * b.d < b.n * a.d
const zero = of(0)

/** What the run left, and what each voter paid for each project, by voter. */
export interface NaiveRun {
  readonly order: readonly string[]
  readonly money: readonly Fraction[]
}

/** Equal shares as defined: every voter for himself, all projects anew in each round, supporters sorted. */
export function naiveEqualShares(election: Election, measure: Measure, raised = 0): NaiveRun {
  const { projects, ballots, budget } = election
  const share = ballots.length === 0 ? zero : plus(by(of(budget), of(ballots.length)), of(raised))
  const money = ballots.map(() => share)
  const utilities = projects.map(({ cost }, project) =>
    ballots.flatMap((ballot, voter) => {
      const points = ballot.points[ballot.projects.indexOf(project)] ?? 0
      return points > 0 ? [{ voter, utility: times(of(points), of(measure === 'cost' ? Math.max(1, cost) : 1)) }] : []
    }),
  )
  const ids = projects.map(({ id }, project) => ({ id, project })).sort((a, b) => (a.id < b.id ? -1 : 1))
  const order = ids.filter(({ project }) => projects[project]?.cost === 0 && (utilities[project] ?? []).length > 0)
  let open = ids.filter(({ project }) => (projects[project]?.cost ?? 0) > 0)
  for (;;) {
    let best: { id: string; project: number; rate: Fraction } | null = null
    for (const one of open) {
      const rate = rateOf(of(projects[one.project]?.cost ?? 0), utilities[one.project] ?? [], money)
      if (rate !== null && (best === null || isLess(rate, best.rate))) best = { ...one, rate }
    }
    if (best === null) return { order: order.map(({ id }) => id), money }
    const { project, rate } = best
    order.push(best)
    open = open.filter((one) => one.project !== project)
    for (const { voter, utility } of utilities[project] ?? []) {
      const wanted = times(rate, utility)
      const own = money[voter] ?? zero
      money[voter] = isLess(own, wanted) ? zero : minus(own, wanted)
    }
  }
}

/** The price of a unit of utility, or null where the supporters cannot pay. */
function rateOf(
  cost: Fraction,
  supporters: readonly { voter: number; utility: Fraction }[],
  money: readonly Fraction[],
): Fraction | null {
  const own = (voter: number) => money[voter] ?? zero
  if (
    isLess(
      supporters.reduce((sum, { voter }) => plus(sum, own(voter)), zero),
      cost,
    )
  )
    return null
  const sorted = [...supporters].sort((a, b) =>
    isLess(by(own(a.voter), a.utility), by(own(b.voter), b.utility)) ? -1 : 1,
  )
  let rest = cost
  let utility = supporters.reduce((sum, one) => plus(sum, one.utility), zero)
  for (const one of sorted) {
    const rate = by(rest, utility)
    if (!isLess(own(one.voter), times(rate, one.utility))) return rate
    rest = minus(rest, own(one.voter))
    utility = minus(utility, one.utility)
  }
  return null
}
