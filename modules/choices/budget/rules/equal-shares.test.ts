import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approval, type Election, measures } from './election.ts'
import { electorateOf } from './electorate.ts'
import { equalShares } from './equal-shares.ts'
import { MoneySum, supportersMoney } from './exact-money.ts'
import { naiveEqualShares } from './naive.fixture.ts'
import { raisedShares } from './raised-shares.ts'
import { hairsbreadthElection, randomElection } from './random-election.fixture.ts'
import { lowest } from './ratio.ts'
import { choose, ruleNames } from './rules.ts'

const measure = fc.constantFrom(...measures)
const idsOf = ({ projects }: Election, order: readonly number[]) => order.map((project) => projects[project]?.id ?? '')
const costOf = ({ projects }: Election, order: readonly number[]) =>
  order.reduce((sum, project) => sum + (projects[project]?.cost ?? 0), 0)

/** What a voter of each group has left, as decimals of any length would say it. */
function moneyLeft(election: Election, run: ReturnType<typeof equalShares>) {
  const electorate = electorateOf(election)
  return Array.from({ length: electorate.groups }, (_, group) => {
    const own = new MoneySum(electorate, run.money)
    own.add(group, 1)
    return { num: own.numerator(), den: run.money.denominator }
  })
}

describe('equal shares', () => {
  it.each([
    ['with many ties', randomElection],
    ['a hair’s breadth from ties', hairsbreadthElection],
  ])('chooses what the definition chooses and leaves each voter the same to the last part: %s', (_, elections) => {
    fc.assert(
      fc.property(elections, measure, fc.constantFrom(0, 0, 1, 5), (election, by, raised) => {
        const naive = naiveEqualShares(election, by, raised)
        const run = equalShares(electorateOf(election), by, raised)
        expect(idsOf(election, run.order)).toEqual(naive.order)
        const left = new Set(naive.money.map(({ n, d }) => `${(n * 10n ** 12n) / d}`))
        for (const { num, den } of moneyLeft(election, run)) {
          expect(num >= 0n).toBe(true)
          expect(left).toContain(`${(num * 10n ** 12n) / den}`)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('never spends more than there is, and its payers pay each project exactly', () => {
    fc.assert(
      fc.property(randomElection, measure, (election, by) => {
        const electorate = electorateOf(election)
        const run = equalShares(electorate, by)
        expect(run.cost).toBe(costOf(election, run.order))
        expect(run.cost).toBeLessThanOrEqual(election.budget)
        // Of what all had at first as much is gone as was bought for.
        const all = new MoneySum(electorate, run.money)
        for (let group = 0; group < electorate.groups; group++) all.add(group, electorate.weight[group] ?? 0)
        const silent = election.ballots.filter(({ projects }) => projects.length === 0).length
        const left = all.numerator() * run.share.den + BigInt(silent) * run.share.num * run.money.denominator
        const atFirst = BigInt(election.ballots.length) * run.share.num * run.money.denominator
        if (election.ballots.length > 0)
          expect(atFirst - left).toBe(BigInt(run.cost) * run.money.denominator * run.share.den)
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves no project that its supporters could still pay', () => {
    fc.assert(
      fc.property(randomElection, measure, (election, by) => {
        const electorate = electorateOf(election)
        const run = equalShares(electorate, by)
        for (const [project, { cost }] of election.projects.entries()) {
          if (run.order.includes(project) || (electorate.votes[project] ?? 0) === 0) continue
          const sum = new MoneySum(electorate, run.money)
          for (const [group, ballot] of [...Array(electorate.groups).keys()].map(
            (one) => [one, ballotOf(one)] as const,
          ))
            if (ballot.includes(project)) sum.add(group, electorate.weight[group] ?? 0)
          expect(sum.numerator() < BigInt(cost) * run.money.denominator).toBe(true)
        }
        function ballotOf(group: number) {
          return electorate.ballotProject.slice(electorate.ballotStart[group], electorate.ballotStart[group + 1])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on the order of ballots and projects', () => {
    fc.assert(
      fc.property(
        randomElection,
        fc.constantFrom(...ruleNames),
        fc.infiniteStream(fc.nat()),
        (election, rule, random) => {
          const shuffled = <T>(list: readonly T[]) =>
            list
              .map((one) => ({ one, key: random.next().value }))
              .sort((a, b) => a.key - b.key)
              .map(({ one }) => one)
          const moved = shuffled(election.projects.map((_, n) => n))
          const to = new Map(moved.map((old, now) => [old, now]))
          const other: Election = {
            ...election,
            projects: moved.map((old) => election.projects[old] ?? { id: '', name: '', cost: 0 }),
            ballots: shuffled(election.ballots).map(({ projects, points }) => {
              const marks = shuffled(projects.map((project, n) => [to.get(project) ?? 0, points[n] ?? 0] as const))
              return { projects: marks.map(([project]) => project), points: marks.map(([, given]) => given) }
            }),
          }
          expect(idsOf(other, choose(other, rule).order)).toEqual(idsOf(election, choose(election, rule).order))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('decides ties by id as text, and takes what costs nothing first', () => {
    const projects = ['2', '10', '灯', '免费', '没人要'].map((id) => ({ id, name: id, cost: id === '免费' ? 0 : 50 }))
    const ballots = [approval([0, 1, 2]), approval([0, 1, 2, 3])]
    const election = { budget: 100, decimals: 0, projects, ballots }
    for (const by of measures)
      expect(idsOf(election, equalShares(electorateOf(election), by).order)).toEqual(['免费', '10', '2'])
  })

  it('gives a share to an empty ballot too, and chooses nothing without voters', () => {
    const projects = [{ id: 'a', name: '', cost: 60 }]
    const election = { budget: 100, decimals: 0, projects, ballots: [approval([0]), approval([])] }
    expect(equalShares(electorateOf(election), 'cost').order).toEqual([])
    expect(equalShares(electorateOf({ ...election, ballots: [approval([0])] }), 'cost').order).toEqual([0])
    for (const rule of ruleNames) expect(choose({ ...election, ballots: [] }, rule).order).toEqual([])
  })

  it('is exact where floats cannot tell prices or purses apart', () => {
    // Two projects a unit apart in a cost of 10^13, and one that takes the last unit of all there is.
    const huge = 9_999_999_999_999
    const projects = [huge, huge - 1, 1].map((cost, n) => ({ id: `${n}`, name: '', cost }))
    const ballots = [approval([0, 1]), approval([0, 1, 2]), approval([0, 1])]
    const run = (budget: number) => equalShares(electorateOf({ budget, decimals: 0, projects, ballots }), 'card').order
    expect(run(huge)).toEqual([2, 1])
    expect(run(huge - 1)).toEqual([2])
    expect(naiveEqualShares({ budget: huge, decimals: 0, projects, ballots }, 'card').order).toEqual(['2', '1'])
  })

  it('leaves a third of a unit in a purse of a million billions', () => {
    const budget = 4_000_000_000_000_001
    const projects = [{ id: 'a', name: '', cost: budget - 1 }]
    const electorate = electorateOf({ budget, decimals: 0, projects, ballots: [0, 0, 0].map((one) => approval([one])) })
    const run = equalShares(electorate, 'card')
    expect(run.purchases).toMatchObject([{ payers: 3, spentPayers: 0 }])
    expect(lowest(supportersMoney(electorate, run.money, 0))).toEqual({ num: 1n, den: 1n })
  })
})

describe('raised shares', () => {
  it('are what raising step by step by the definition gives', () => {
    fc.assert(
      fc.property(randomElection, measure, fc.constantFrom(1, 3, 10), (election, by, increment) => {
        const { run } = raisedShares(electorateOf(election), by, increment)
        expect(idsOf(election, run.order)).toEqual(naiveRaised(election, by, increment))
        expect(run.cost).toBeLessThanOrEqual(election.budget)
      }),
      { numRuns: 300 },
    )
  })

  function naiveRaised(election: Election, by: 'cost' | 'card', increment: number): readonly string[] {
    const supported = new Set(election.ballots.flatMap(({ projects }) => projects))
    const cost = new Map(election.projects.map((one) => [one.id, one.cost]))
    let previous: readonly string[] = []
    for (let raised = 0; ; raised += increment) {
      const { order } = naiveEqualShares(election, by, raised)
      const spent = order.reduce((sum, id) => sum + (cost.get(id) ?? 0), 0)
      if (spent > election.budget) return previous
      const more = election.projects.filter((one, n) => supported.has(n) && !order.includes(one.id))
      if (more.every((one) => spent + one.cost > election.budget)) return order
      previous = order
    }
  }
})

describe('every rule', () => {
  it('keeps the budget, chooses nothing twice and nothing that nobody wants', () => {
    fc.assert(
      fc.property(randomElection, fc.constantFrom(...ruleNames), (election, rule) => {
        const { order, cost } = choose(election, rule)
        expect(cost).toBe(costOf(election, order))
        expect(cost).toBeLessThanOrEqual(election.budget)
        expect(new Set(order).size).toBe(order.length)
        const wanted = new Set(election.ballots.flatMap(({ projects }) => projects))
        for (const project of order) expect(wanted).toContain(project)
        // Completed greedily, nothing wanted is left that would fit.
        if (rule.includes('greedy'))
          for (const project of wanted)
            if (!order.includes(project))
              expect(cost + (election.projects[project]?.cost ?? 0)).toBeGreaterThan(election.budget)
      }),
      { numRuns: 1_000 },
    )
  })
})
