import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayFromNumber, dayNumberFrom } from '../../kernel/time/day.ts'
import { calendarDay, monthsSince } from './calendar-month.ts'
import { monthsApart } from './naive.fixture.ts'
import { firstDay, lastDay } from './row.ts'

const months = (from: string, to: string) => monthsSince(dayNumberFrom(from), calendarDay(to))

it.each([
  ['2026-01-15', '2026-02-14', 0, 'a day short'],
  ['2026-01-15', '2026-02-15', 1, 'the corresponding day'],
  ['2026-01-31', '2026-02-27', 0, 'the month has a day left'],
  ['2026-01-31', '2026-02-28', 1, 'the last day stands for the missing one'],
  ['2024-01-30', '2024-02-29', 1, 'in a leap year'],
  ['2024-02-29', '2026-02-28', 24, 'two years'],
  ['2026-03-01', '2026-02-28', -1, 'tomorrow'],
  ['2026-02-28', '2026-02-28', 0, 'today'],
])('from %s to %s are %i months: %s', (from, to, expected) => expect(months(from, to)).toBe(expected))

const days = fc.integer({ min: firstDay, max: lastDay })

it('counts as one who steps from month to month', () => {
  fc.assert(
    fc.property(days, days, (from, to) => {
      expect(months(dayFromNumber(from), dayFromNumber(to))).toBe(monthsApart(dayFromNumber(from), dayFromNumber(to)))
    }),
    { numRuns: 3_000 },
  )
})

it('never has more months since a later day, nor fewer on a later one', () => {
  fc.assert(
    fc.property(days, days, fc.integer({ min: 0, max: 70 }), (from, to, later) => {
      const today = calendarDay(dayFromNumber(to))
      expect(monthsSince(from + later, today)).toBeLessThanOrEqual(monthsSince(from, today))
      if (to + later <= lastDay)
        expect(monthsSince(from, calendarDay(dayFromNumber(to + later)))).toBeGreaterThanOrEqual(
          monthsSince(from, today),
        )
    }),
    { numRuns: 3_000 },
  )
})
