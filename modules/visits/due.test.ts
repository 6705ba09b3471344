import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { defaultCalendar, isWorkday } from '../../kernel/time/work-calendar.ts'
import { defaultRules } from './defaults/rules.ts'
import { afterTry, duesAfter, mondayOf, periodOf, standingDues } from './due.ts'
import { rhythms } from './rule.ts'

const rules = defaultRules.map((rule) => ({ ...rule, version: 1 }))
const firm = { kind: 'firm', tags: [] as string[] }
const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2026, 11, 31) }).map((ms) => new Date(ms))
const day = instant.map(dayOf)

describe('dues after something happened', () => {
  it('a new firm is called within 5 working days and again after 20', () => {
    const at = new Date('2026-11-23T02:00:00Z')
    const dues = duesAfter(rules, firm, { trigger: 'registered', at }, defaultCalendar)
    expect(dues.map(({ origin, deadlineAt }) => [origin, dayOf(deadlineAt)])).toEqual([
      ['registered', '2026-11-30'],
      ['registered:again', '2026-12-28'],
    ])
    expect(dues[1] && dayOf(dues[1].fromAt)).toBe('2026-12-21')
    expect(duesAfter(rules, { ...firm, kind: 'household' }, { trigger: 'registered', at }, defaultCalendar)).toEqual([])
    expect(duesAfter(rules, firm, { trigger: 'closed', at }, defaultCalendar)).toEqual([])
  })

  it('are the same when asked again the same day, end on working days, and begin before they end', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom('registered', 'difficulty_solved', 'lease_expiring'), (at, trigger) => {
        const dues = duesAfter(rules, firm, { trigger, at }, defaultCalendar)
        const endOfDay = new Date(at.getTime() + 60_000)
        const again = duesAfter(
          rules,
          firm,
          { trigger, at: dayOf(endOfDay) === dayOf(at) ? endOfDay : at },
          defaultCalendar,
        )
        expect(again.map(({ origin }) => origin)).toEqual(dues.map(({ origin }) => origin))
        for (const due of dues) {
          expect(due.fromAt < due.deadlineAt).toBe(true)
          expect(isWorkday(defaultCalendar, due.deadlineAt)).toBe(true)
          expect(due.fromAt >= at || dayOf(due.fromAt) === dayOf(at)).toBe(true)
        }
      }),
    )
  })
})

describe('periods', () => {
  it('follow each other without a gap, and every day lies in exactly its own', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rhythms), day, (rhythm, one) => {
        const period = periodOf(rhythm, one)
        expect(period.fromOn <= one && one < period.toOn).toBe(true)
        expect(periodOf(rhythm, period.fromOn)).toEqual(period)
        const next = periodOf(rhythm, period.toOn)
        expect(next.fromOn).toBe(period.toOn)
        expect(next.name > period.name).toBe(true)
      }),
    )
  })

  it('a week begins on Monday', () => {
    fc.assert(
      fc.property(day, (one) => {
        const monday = dayNumberFrom(mondayOf(one))
        expect(new Date(monday * 86_400_000).getUTCDay()).toBe(1)
        expect(dayNumberFrom(one) - monday).toBeLessThan(7)
      }),
    )
  })
})

describe('standing dues', () => {
  const key = { kind: 'firm', tags: ['key'], knownAt: new Date('2025-01-01T00:00:00Z') }

  it('a key firm is visited once a month; others are not', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const dues = standingDues(rules, key, at, defaultCalendar)
        expect(dues.map(({ origin }) => origin)).toEqual([`standing:${dayOf(at).slice(0, 7)}`])
        for (const { fromAt, deadlineAt } of dues) {
          const { fromOn, toOn } = periodOf('month', dayOf(at))
          expect(dayOf(fromAt) >= fromOn && dayOf(deadlineAt) < toOn).toBe(true)
          expect(isWorkday(defaultCalendar, deadlineAt)).toBe(true)
        }
        expect(standingDues(rules, { ...key, tags: [] }, at, defaultCalendar)).toEqual([])
      }),
    )
  })

  it('one that is known only at the end of the month waits for the next', () => {
    const at = new Date('2026-11-27T02:00:00Z')
    expect(standingDues(rules, { ...key, knownAt: at }, at, defaultCalendar)).toEqual([])
  })
})

it('a try that failed gives time for another, and never takes any', () => {
  fc.assert(
    fc.property(instant, instant, fc.integer({ min: 1, max: 5 }), (at, deadlineAt, retry) => {
      const next = afterTry(defaultCalendar, { deadlineAt }, retry, at)
      expect(next.fromAt < next.deadlineAt || next.deadlineAt >= deadlineAt).toBe(true)
      expect(next.deadlineAt >= deadlineAt).toBe(true)
      expect(next.fromAt > at).toBe(true)
    }),
  )
})
