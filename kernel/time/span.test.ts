import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { dayOf } from './day.ts'
import { addSpan, isSpan, isWorkingUnit, remaining, type Span, spanUnits } from './span.ts'
import { defaultCalendar, isWorkday, type WorkCalendar } from './work-calendar.ts'
import { workingMinutesBetween, workingMsBetween } from './working-time.ts'

const machineZone = process.env.TZ
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ
  else process.env.TZ = machineZone
})

/** An instant written as the wall clock in China shows it. */
const at = (wall: string): Date => new Date(`${wall.replace(' ', 'T')}:00+08:00`)
const wall = (date: Date): string =>
  new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

const golden: readonly [string, number, Span['unit'], string, string][] = [
  ['2026-11-23 10:00', 60, 'working_minutes', '2026-11-23 11:00', 'within the morning'],
  ['2026-11-23 11:00', 60, 'working_minutes', '2026-11-23 12:00', 'used up at noon ends at noon'],
  ['2026-11-23 11:30', 60, 'working_minutes', '2026-11-23 14:30', 'stands still over lunch'],
  ['2026-11-23 12:30', 1, 'working_hours', '2026-11-23 15:00', 'starts at lunch, runs from two'],
  ['2026-11-27 17:00', 2, 'working_hours', '2026-11-30 10:00', 'over a weekend'],
  ['2026-11-23 20:00', 0, 'working_minutes', '2026-11-24 09:00', 'nothing left, but never at night'],
  ['2026-11-23 10:15', 1, 'working_days', '2026-11-24 18:00', 'the first day is not counted'],
  ['2026-11-23 23:50', 1, 'working_days', '2026-11-24 18:00', 'at whatever hour it came'],
  ['2026-11-21 10:00', 1, 'working_days', '2026-11-23 18:00', 'reported on a Saturday'],
  ['2026-11-23 10:15', 5, 'working_days', '2026-11-30 18:00', 'five working days are a week'],
  ['2026-11-23 10:15', 0, 'working_days', '2026-11-23 18:00', 'by the end of today'],
  ['2026-11-23 18:01', 0, 'working_days', '2026-11-24 18:00', 'today has closed'],
  ['2026-11-21 10:15', 0, 'working_days', '2026-11-23 18:00', 'today is a Saturday'],
  ['2025-01-24 16:00', 3, 'working_days', '2025-02-05 18:00', 'Spring Festival 2025: Sunday 26 January is worked'],
  ['2025-01-27 17:30', 1, 'working_hours', '2025-02-05 09:30', 'over Spring Festival 2025'],
  ['2025-02-07 17:00', 2, 'working_hours', '2025-02-08 10:00', 'Saturday 8 February 2025 is worked'],
  ['2025-09-26 10:00', 2, 'working_days', '2025-09-29 18:00', 'National Day 2025: Sunday 28 September is worked'],
  ['2025-09-30 10:00', 3, 'working_days', '2025-10-11 18:00', 'over eight days of rest to a worked Saturday'],
  ['2026-02-13 17:00', 2, 'working_hours', '2026-02-14 10:00', 'Spring Festival 2026: Saturday 14 February is worked'],
  ['2026-02-14 15:00', 1, 'working_days', '2026-02-24 18:00', 'over nine days of rest'],
  ['2026-02-26 10:00', 2, 'working_days', '2026-02-28 18:00', 'Saturday 28 February 2026 is worked'],
  ['2026-09-30 17:00', 3, 'working_days', '2026-10-10 18:00', 'National Day 2026: Saturday 10 October is worked'],
  ['2026-09-19 10:00', 1, 'working_days', '2026-09-20 18:00', 'Sunday 20 September 2026 is worked'],
  ['2026-09-30 17:00', 24, 'hours', '2026-10-01 17:00', 'natural hours run on holidays'],
  ['2026-09-30 17:00', 7, 'days', '2026-10-07 17:00', 'so do natural days'],
  ['2026-11-23 23:50', 30, 'minutes', '2026-11-24 00:20', 'and minutes at night'],
]

describe('addSpan', () => {
  it.each(golden)('%s + %d %s = %s: %s', (start, amount, unit, due) => {
    expect(wall(addSpan(defaultCalendar, at(start), { amount, unit }))).toBe(due)
  })

  it.each(['America/Los_Angeles', 'Pacific/Kiritimati', 'Europe/London', 'UTC'])(
    'knows no machine zone: %s',
    (zone) => {
      process.env.TZ = zone
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
      for (const [start, amount, unit, due] of golden) {
        expect(wall(addSpan(defaultCalendar, at(start), { amount, unit }))).toBe(due)
      }
    },
  )

  it('refuses what is not a span', () => {
    const start = at('2026-11-23 10:00')
    for (const span of [
      { amount: -1, unit: 'hours' },
      { amount: Number.NaN, unit: 'hours' },
      { amount: 0.5, unit: 'working_days' },
      { amount: 1e9, unit: 'days' },
    ] as const) {
      expect(isSpan(span)).toBe(false)
      expect(() => addSpan(defaultCalendar, start, span)).toThrow(RangeError)
    }
  })

  it('ends when a calendar has no working time', () => {
    const overrides: Record<string, 'rest'> = {}
    for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2030, 0, 1); day += 86_400_000) {
      overrides[new Date(day).toISOString().slice(0, 10)] = 'rest'
    }
    const calendar = { ...defaultCalendar, overrides }
    for (const unit of ['working_hours', 'working_days'] as const) {
      expect(() => addSpan(calendar, at('2026-01-01 10:00'), { amount: 1, unit })).toThrow(RangeError)
    }
  })
})

it('counts the working minutes of a week with an exchanged Saturday', () => {
  expect(workingMinutesBetween(defaultCalendar, at('2026-10-05 00:00'), at('2026-10-12 00:00'))).toBe(3 * 420)
  expect(workingMinutesBetween(defaultCalendar, at('2026-10-12 00:00'), at('2026-10-05 00:00'))).toBe(-3 * 420)
})

it('tells what remains in the time that the limit runs in', () => {
  const limit = { dueAt: at('2026-11-24 10:00'), now: at('2026-11-23 17:00') }
  expect(remaining(defaultCalendar, { ...limit, unitIsWorking: true })).toBe(120)
  expect(remaining(defaultCalendar, { ...limit, unitIsWorking: false })).toBe(17 * 60)
})

// Any moment from 2024 to 2031, so that announced years, their edges and unknown years all occur.
const instants = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 1000, max: Date.UTC(2031, 0, 1) / 1000 })
  .map((seconds) => new Date(seconds * 1000))
const dayKeys = instants.map(dayOf)
const calendars: fc.Arbitrary<WorkCalendar> = fc
  .record({
    edges: fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 }),
    overrides: fc.dictionary(dayKeys, fc.constantFrom('work' as const, 'rest' as const), { maxKeys: 30 }),
  })
  .map(({ edges, overrides }) => {
    const times = edges
      .slice(0, edges.length - (edges.length % 2))
      .sort((a, b) => a - b)
      .map(quarter)
    const hours = times.flatMap((from, index) => (index % 2 === 0 ? [{ from, to: times[index + 1] ?? '24:00' }] : []))
    return { ...defaultCalendar, hours, overrides }
  })
const quarter = (n: number): string =>
  `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`
const spans: fc.Arbitrary<Span> = fc.record({
  amount: fc.integer({ min: 0, max: 400 }),
  unit: fc.constantFrom(...spanUnits),
})
const workingMinutes = fc.integer({ min: 0, max: 20_000 })

function isWorkingTime(calendar: WorkCalendar, date: Date): boolean {
  const time = wall(date).slice(11)
  const inHours = calendar.hours.some(({ from, to }) => from <= time && time <= to)
  // an office that closes at 24:00 closes at the first instant of the next day
  const atMidnight = time === '00:00' && calendar.hours.at(-1)?.to === '24:00'
  return (inHours && isWorkday(calendar, date)) || (atMidnight && isWorkday(calendar, new Date(date.getTime() - 1)))
}

describe('properties', () => {
  it('a deadline is never before its start, and a later start or a larger amount never gives an earlier one', () => {
    fc.assert(
      fc.property(calendars, instants, instants, spans, fc.nat(100), (calendar, a, b, span, more) => {
        const [early, late] = a <= b ? [a, b] : [b, a]
        const due = addSpan(calendar, early, span)
        expect(due.getTime()).toBeGreaterThanOrEqual(early.getTime())
        expect(addSpan(calendar, late, span).getTime()).toBeGreaterThanOrEqual(due.getTime())
        const longer = addSpan(calendar, early, { ...span, amount: span.amount + more })
        expect(longer.getTime()).toBeGreaterThanOrEqual(due.getTime())
      }),
    )
  })

  it('working minutes pass between a start and its deadline, exactly as many as the span says', () => {
    fc.assert(
      fc.property(calendars, instants, workingMinutes, (calendar, start, amount) => {
        const due = addSpan(calendar, start, { amount, unit: 'working_minutes' })
        expect(workingMsBetween(calendar, start, due)).toBe(amount * 60_000)
      }),
    )
  })

  it('working minutes add up: twice in a row is the same as at once, and parts make the whole', () => {
    fc.assert(
      fc.property(calendars, instants, workingMinutes, workingMinutes, instants, (calendar, start, m, n, other) => {
        const span = (amount: number): Span => ({ amount, unit: 'working_minutes' })
        const twice = addSpan(calendar, addSpan(calendar, start, span(m)), span(n))
        // a zero step may only move from a closing to the next opening, which is no working time
        expect(workingMsBetween(calendar, addSpan(calendar, start, span(m + n)), twice)).toBe(0)
        const parts = workingMsBetween(calendar, start, other) + workingMsBetween(calendar, other, twice)
        expect(parts).toBe(workingMsBetween(calendar, start, twice))
      }),
    )
  })

  it('deadlines in working units fall within working time', () => {
    fc.assert(
      fc.property(calendars, instants, spans, (calendar, start, span) => {
        fc.pre(isWorkingUnit(span.unit))
        const due = addSpan(calendar, start, span)
        const seconds = due.getTime() % 60_000
        expect(isWorkingTime(calendar, seconds === 0 ? due : new Date(due.getTime() - seconds))).toBe(true)
      }),
    )
  })

  it('a limit in working days counts that many workdays after its first day, and ends at closing', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 60 }), (calendar, start, amount) => {
        const due = addSpan(calendar, start, { amount, unit: 'working_days' })
        const lastDay = dayOf(new Date(due.getTime() - 1))
        let counted = 0
        for (let day = start.getTime() + 86_400_000; dayOf(new Date(day)) <= lastDay; day += 86_400_000) {
          if (isWorkday(calendar, new Date(day))) counted++
        }
        expect(counted).toBe(amount)
        expect(isWorkday(calendar, lastDay)).toBe(true)
        const closing = calendar.hours.at(-1)?.to
        expect(wall(due).slice(11)).toBe(closing === '24:00' ? '00:00' : closing)
      }),
    )
  })
})
