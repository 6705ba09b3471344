import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayFromNumber, dayNumberFrom } from '../../kernel/time/day.ts'
import { daysOf, lastQuarters, periodsOf, quarterOf } from './quarters.ts'

const day = fc.integer({ min: dayNumberFrom('2020-01-01'), max: dayNumberFrom('2030-12-31') }).map(dayFromNumber)

describe('quarters', () => {
  it('hold exactly their days', () => {
    fc.assert(
      fc.property(day, (on) => {
        const { from, to } = daysOf(quarterOf(on))
        expect(from <= on && on <= to).toBe(true)
        expect([quarterOf(from), quarterOf(to)]).toEqual([quarterOf(on), quarterOf(on)])
        expect(quarterOf(dayFromNumber(dayNumberFrom(to) + 1))).not.toBe(quarterOf(on))
      }),
    )
    expect(daysOf('2026-Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
    expect(lastQuarters('2026-02-10', 3)).toEqual(['2026-Q1', '2025-Q4', '2025-Q3'])
  })

  it('of a time follow one another without a gap, from its first day to its last', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 900 }), (from, length) => {
        const to = dayFromNumber(dayNumberFrom(from) + length)
        const periods = periodsOf(from, to, 100)
        expect([periods[0]?.from, periods.at(-1)?.to]).toEqual([from, to])
        for (const [at, period] of periods.entries()) {
          expect([quarterOf(period.from), quarterOf(period.to)]).toEqual([period.quarter, period.quarter])
          const next = periods[at + 1]
          if (next) expect(dayNumberFrom(next.from)).toBe(dayNumberFrom(period.to) + 1)
        }
      }),
    )
    expect(periodsOf('2026-05-02', '2026-05-01', 4)).toEqual([])
  })
})
