import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CountedVote,
  choices,
  count,
  majorityFor,
  majorityOf,
  matterNumbers,
  type Outcome,
  quorumOf,
  sides,
} from './threshold.ts'

const area = fc.bigInt({ min: 1n, max: 10n ** 15n })
const owners = fc.array(fc.record({ areaCm2: area, choice: fc.option(fc.constantFrom(...choices), { nil: null }) }), {
  maxLength: 40,
})
const matter = fc.constantFrom(...matterNumbers)

const totalOf = (all: readonly { areaCm2: bigint }[]) => ({
  areaCm2: all.reduce((sum, one) => sum + one.areaCm2, 0n),
  heads: BigInt(all.length),
})
const votesOf = (all: readonly { areaCm2: bigint; choice: CountedVote['choice'] | null }[]): CountedVote[] =>
  all.flatMap(({ areaCm2, choice }) => (choice ? [{ areaCm2, choice }] : []))
/** So many owners of 100 m² each who say this. */
const say = (heads: number, choice: CountedVote['choice'], areaCm2 = 1_000_000n): CountedVote[] =>
  Array.from({ length: heads }, () => ({ areaCm2, choice }))
const missed = ({ lines }: Outcome) =>
  lines.filter(({ missing }) => missing > 0n).map(({ of, side }) => `${of} ${side}`)

describe('the thresholds of art. 278', () => {
  it('need three quarters for (6), (7) and (8) alone', () => {
    expect(matterNumbers.filter((n) => majorityFor(n) === 'three_quarters')).toEqual([6, 7, 8])
  })

  it('take in two thirds and three quarters exactly, and leave out exactly half (art. 1259)', () => {
    const total = { areaCm2: 12_000_000n, heads: 12n }
    // 8 of 12 take part, which is two thirds; 6 of 8 is three quarters.
    const enough = [...say(6, 'agree'), ...say(2, 'oppose')]
    expect(count(7, total, enough, false).passed).toBe(true)
    expect(missed(count(7, total, enough.slice(1), false))).toEqual([
      ...['participation areaCm2', 'participation heads', 'agreement areaCm2', 'agreement heads'],
    ])
    expect(missed(count(5, total, [...say(4, 'agree'), ...say(4, 'abstain')], false))).toEqual([
      'agreement areaCm2',
      'agreement heads',
    ])
    expect(count(5, total, [...say(5, 'agree'), ...say(4, 'abstain')], false).passed).toBe(true)
  })

  it('say which one of the two is missed, and by how much to the square centimetre', () => {
    const total = { areaCm2: 30_000_001n, heads: 4n }
    const votes = [...say(3, 'agree', 6_666_666n)]
    const [byArea] = count(1, total, votes, false).lines
    expect(missed(count(1, total, votes, false))).toEqual(['participation areaCm2'])
    expect(byArea).toMatchObject({ stands: 19_999_998n, needed: 20_000_001n, missing: 3n })
  })

  it('count who follows the majority only where it is stated, and only where both sides of the count agree on it', () => {
    const total = { areaCm2: 6_000_000n, heads: 6n }
    const votes = [...say(3, 'agree'), ...say(1, 'oppose'), ...say(2, 'follow')]
    expect(count(1, total, votes, false)).toMatchObject({ followedTo: null, passed: false })
    expect(count(1, total, votes, true)).toMatchObject({ followedTo: 'agree', passed: true })
    // More heads on one side, more area on the other: nobody leads.
    const split = [...say(2, 'agree'), ...say(1, 'oppose', 9_000_000n), ...say(2, 'follow')]
    expect(count(1, totalOf(split), split, true).followedTo).toBeNull()
  })

  it('are the least numbers that satisfy the law', () => {
    fc.assert(
      fc.property(area, (n) => {
        expect(3n * quorumOf(n) >= 2n * n && 3n * (quorumOf(n) - 1n) < 2n * n).toBe(true)
        const half = majorityOf('half', n)
        expect(2n * half > n && 2n * (half - 1n) <= n).toBe(true)
        const most = majorityOf('three_quarters', n)
        expect(4n * most >= 3n * n && 4n * (most - 1n) < 3n * n).toBe(true)
      }),
    )
  })

  it('are met or missed whatever the order of the votes; nothing is lost in the count', () => {
    fc.assert(
      fc.property(owners, matter, fc.boolean(), (all, of, follows) => {
        const votes = votesOf(all)
        const outcome = count(of, totalOf(all), votes, follows)
        expect(count(of, totalOf(all), votes.toReversed(), follows)).toEqual(outcome)
        for (const side of sides) {
          const followedNowhere = outcome.followedTo === null ? outcome.followed[side] : 0n
          const parts = outcome.agreed[side] + outcome.opposed[side] + outcome.abstained[side] + followedNowhere
          expect(parts).toBe(outcome.participated[side])
          expect(outcome.participated[side] <= outcome.total[side]).toBe(true)
        }
        expect(outcome.passed).toBe(missed(outcome).length === 0)
        if (votes.length === 0) expect(outcome.passed).toBe(false)
      }),
    )
  })

  it('are never missed because somebody agrees rather than abstains, opposes or stays away', () => {
    fc.assert(
      fc.property(owners, matter, fc.nat(), (all, of, at) => {
        const before = count(of, totalOf(all), votesOf(all), false)
        const more = all.map((one, n) =>
          n === at % Math.max(1, all.length) ? { ...one, choice: 'agree' as const } : one,
        )
        const after = count(of, totalOf(more), votesOf(more), false)
        if (before.passed) expect(after.passed).toBe(true)
      }),
    )
  })
})
