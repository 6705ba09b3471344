import { describe, expect, it } from 'vitest'
import { faultOf } from '../../../modules/choices/budget/ballot.ts'
import { countBallots } from '../../../modules/choices/budget/counting.ts'
import { marksOf, planVotes } from './plan.ts'

const seed = 530103
const until = new Date('2026-11-28T02:00:00Z')
const votes = planVotes({ seed, until })

describe('the plan of votes on budgets', () => {
  it('is the same for the same seed and day: 1,900 voters in one that is over, others in one that is open', () => {
    expect(planVotes({ seed, until })).toEqual(votes)
    expect(votes.map(({ voters }) => voters.length)).toEqual([1900, 620])
    const days = votes.map(({ plannedAt, votingDays }) => [plannedAt.getTime() + 7 * 86_400_000, votingDays] as const)
    expect(days.map(([opensMs, long]) => opensMs + (long + 1) * 86_400_000 < until.getTime())).toEqual([true, false])
    expect(days.every(([opensMs]) => opensMs < until.getTime())).toBe(true)
  })

  it('has valid ballots, by which the rules differ and equal shares reach more people', () => {
    const [vote] = votes
    if (!vote) throw new Error('no vote')
    const costs = Array.from({ length: 18 }, (_, n) => 5_000_000 + ((n * 37) % 11) * 1_500_000)
    const ballots = vote.voters.map((voter) => marksOf(vote, voter, costs.length))
    expect(ballots.every((marks) => faultOf({ kind: 'approval', items: 18, most: null }, marks) === null)).toBe(true)
    const budgetFen = Math.round(vote.share * costs.reduce((sum, cost) => sum + cost, 0))
    const { shares, greedy } = countBallots({ budgetFen, kind: 'approval', costs, ballots, invalid: 0 })
    expect(shares.order.toSorted()).not.toEqual(greedy.order.toSorted())
    expect(shares.represented).toBeGreaterThan(greedy.represented)
  })
})
