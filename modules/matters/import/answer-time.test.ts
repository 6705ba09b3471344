import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addSpan } from '../../../kernel/time/span.ts'
import { defaultCalendar, type WorkCalendar } from '../../../kernel/time/work-calendar.ts'
import { workdaysTaken } from './answer-time.ts'

const at = (text: string) => new Date(`${text}+08:00`)
const taken = (from: string, to: string) => workdaysTaken(defaultCalendar, at(from), at(to))

test('the day of the report is not counted, rest days and holidays are not either', () => {
  // 2026-11-23 is a Monday.
  expect(taken('2026-11-23T10:00', '2026-11-23T15:00')).toBe(0)
  expect(taken('2026-11-23T10:00', '2026-11-24T09:00')).toBe(1)
  expect(taken('2026-11-23T10:00', '2026-11-30T18:00')).toBe(5)
  // After closing, and at the week-end: the next workday.
  expect(taken('2026-11-23T10:00', '2026-11-30T18:01')).toBe(6)
  expect(taken('2026-11-27T10:00', '2026-11-28T12:00')).toBe(1)
  // Reported on Saturday: Monday is the first day.
  expect(taken('2026-11-28T12:00', '2026-11-30T17:00')).toBe(0)
  expect(taken('2019-09-30T10:00', '2019-10-08T10:00')).toBe(1)
})

test('agrees with trying one limit after the other', () => {
  const calendar: WorkCalendar = { ...defaultCalendar, overrides: { '2019-03-05': 'rest', '2019-03-09': 'work' } }
  const day = 86_400_000
  fc.assert(
    fc.property(
      fc.integer({ min: Date.parse('2018-01-01'), max: Date.parse('2020-12-31') }),
      fc.integer({ min: 0, max: 60 * day }),
      (from, length) => {
        const [reported, answered] = [new Date(from), new Date(from + length)]
        let n = 0
        while (addSpan(calendar, reported, { amount: n, unit: 'working_days' }) < answered) n++
        expect(workdaysTaken(calendar, reported, answered)).toBe(n)
      },
    ),
  )
})
