import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rules } from './budget.ts'
import { countBallots } from './counting.ts'

const times = (n: number, marks: number[]) => Array.from({ length: n }, () => marks)
const yuan = (n: number) => n * 100

// 60 people of the north want both things there, 40 of the south theirs; there is money for two.
const split = {
  ...{ budgetFen: yuan(10_000), kind: 'approval' as const, invalid: 0 },
  costs: [yuan(5000), yuan(5000), yuan(4000)],
  ballots: [...times(60, [1, 1, 0]), ...times(40, [0, 0, 1])],
}

describe('the count', () => {
  it('gives a part of the money to each part of the voters by equal shares, and all to the larger by the greedy rule', () => {
    const { shares, greedy } = countBallots(split)
    expect(greedy.order).toEqual([1, 2])
    expect(greedy.represented).toBe(60)
    expect(shares.order).toEqual([1, 3])
    expect(shares.represented).toBe(100)
    expect(shares.meanFen).toBe((60 * yuan(5000) + 40 * yuan(4000)) / 100)
    const won = shares.items[0]?.reasons[0]
    expect([won?.kind, won?.payers, won?.priceFen]).toEqual(['bought', 60, Math.ceil(yuan(5000) / 60)])
    expect(greedy.items[2]?.reasons).toEqual([{ kind: 'did_not_fit', leftFen: 0, missingFen: yuan(4000) }])
  })

  it('counts blank ballots as voters, and nobody at all as nothing', () => {
    const some = countBallots({ ...split, ballots: [...split.ballots, [0, 0, 0]], invalid: 2 })
    expect([some.ballots, some.invalid, some.blank]).toEqual([103, 2, 1])
    const none = countBallots({ ...split, ballots: [] })
    expect([none.ballots, none.shares.order, none.greedy.order, none.shares.meanFen]).toEqual([0, [], [], 0])
  })

  it('never spends more than there is, whatever the order of ballots, and says why of every item', () => {
    const election = fc.record({
      costs: fc.array(fc.integer({ min: 1, max: 400 }).map(yuan), { minLength: 2, maxLength: 6 }),
      seeds: fc.array(fc.integer({ min: 0, max: 63 }), { minLength: 1, maxLength: 12 }),
      budgetFen: fc.integer({ min: 400, max: 1200 }).map(yuan),
    })
    fc.assert(
      fc.property(election, ({ costs, seeds, budgetFen }) => {
        const ballots = seeds.map((seed) => costs.map((_, n) => (seed >> n) & 1))
        const of = { budgetFen, kind: 'approval' as const, costs, ballots, invalid: 0 }
        const result = countBallots(of)
        for (const rule of rules) {
          const { spentFen, order, items } = result[rule]
          expect(spentFen).toBe(order.reduce((sum, n) => sum + (costs[n - 1] ?? 0), 0))
          expect(spentFen).toBeLessThanOrEqual(budgetFen)
          expect(items.every(({ reasons }) => reasons.length > 0)).toBe(true)
        }
        expect(countBallots({ ...of, ballots: ballots.toReversed() })).toEqual(result)
      }),
      { numRuns: 60 },
    )
  })
})
