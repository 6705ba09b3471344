import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayFromNumber } from '../../../kernel/time/day.ts'
import { daysAfter, isInForce, quarterStart, stateOf } from './term.ts'

const day = fc.integer({ min: 20_000, max: 24_000 }).map(dayFromNumber)

describe('a term', () => {
  it('is in force from its first day to the last before its end, and not after it was ended', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 900 }), fc.integer({ min: -30, max: 1000 }), (fromOn, length, at) => {
        const term = { fromOn, toOn: daysAfter(fromOn, length), endedOn: null }
        const today = daysAfter(fromOn, at)
        const state = stateOf(term, today, 30)
        expect(isInForce(state)).toBe(at >= 0 && at < length)
        if (isInForce(state)) expect(state === 'ending').toBe(length - at <= 30)
        expect(stateOf({ ...term, endedOn: today }, today, 30)).toBe('ended')
      }),
    )
  })

  it('counts leads by quarter', () => {
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-11-28', '2026-12-31'].map(quarterStart)).toEqual([
      '2026-01-01',
      '2026-01-01',
      '2026-04-01',
      '2026-10-01',
      '2026-10-01',
    ])
  })
})
