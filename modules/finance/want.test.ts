import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answersAfter,
  isOpenWant,
  mayFollow,
  mayTakeBack,
  type ReferralState,
  referralStates,
  wantStateAfter,
  yearlyInterest,
} from './want.ts'

describe('a referral', () => {
  it('ends: nothing follows what was drawn, refused or taken back, and no step comes twice', () => {
    for (const end of ['drawn', 'refused', 'taken_back'] as const)
      expect(referralStates.filter((next) => mayFollow(end, next))).toEqual([])
    for (const state of referralStates) expect(mayFollow(state, state)).toBe(false)
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...referralStates), { maxLength: 30 }), (wanted) => {
        const met = new Set<ReferralState>(['passed'])
        let state: ReferralState = 'passed'
        for (const next of wanted)
          if (mayFollow(state, next)) {
            expect(met.has(next)).toBe(false)
            met.add(next)
            state = next
          }
      }),
    )
  })

  it('is taken back until a bank approves it, and drawn only after that', () => {
    expect(referralStates.filter(mayTakeBack)).toEqual(['passed', 'contacted', 'visit'])
    expect(answersAfter('passed')).toEqual(['contacted', 'visit', 'approved', 'refused'])
    expect(answersAfter('approved')).toEqual(['drawn'])
  })
})

describe('a want', () => {
  const states = fc.array(fc.constantFrom(...referralStates), { maxLength: 6 })

  it('stands as its referrals say, in whatever order, and stays ended', () => {
    fc.assert(
      fc.property(states, (referrals) => {
        expect(wantStateAfter('ended', referrals)).toBe('ended')
        const state = wantStateAfter('open', referrals)
        expect(wantStateAfter('answered', [...referrals].reverse())).toBe(state)
        expect(state === 'granted').toBe(referrals.some((one) => one === 'approved' || one === 'drawn'))
        expect(isOpenWant(state)).toBe(state !== 'granted')
        if (referrals.every((one) => one === 'taken_back')) expect(state).toBe('open')
      }),
    )
  })
})

describe('a year’s interest', () => {
  it('is exact: the true sum lies within, and not a fen beyond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (amount, one, other) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)]
          const { from, to } = yearlyInterest(amount, low, high)
          const [least, most] = [BigInt(amount) * BigInt(low), BigInt(amount) * BigInt(high)]
          expect(BigInt(from) * 10_000n <= least && least < BigInt(from + 1) * 10_000n).toBe(true)
          expect(BigInt(to) * 10_000n >= most && most > BigInt(to - 1) * 10_000n).toBe(true)
        },
      ),
    )
    expect(yearlyInterest(100_000_000, 345, 450)).toEqual({ from: 3_450_000, to: 4_500_000 })
    expect(yearlyInterest(333, 100, 100)).toEqual({ from: 3, to: 4 })
  })
})
