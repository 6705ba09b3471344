import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lamp } from '../../kernel/time/lamp.ts'
import { addSpan, isWorkingUnit, type Span } from '../../kernel/time/span.ts'
import { defaultCalendar } from '../../kernel/time/work-calendar.ts'
import { lampAt, nextClimb, startClock } from './clocks.ts'
import { clockUntil } from './effect.ts'
import { stages } from './matter.ts'

const instant = fc
  .integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 5, 1) })
  .map((ms) => new Date(Math.floor(ms / 1000) * 1000))
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({
    amount: fc.integer({ min: 1, max: 600 }),
    unit: fc.constantFrom('minutes' as const, 'working_minutes' as const),
  }),
  fc.record({
    amount: fc.integer({ min: 1, max: 100 }),
    unit: fc.constantFrom('hours' as const, 'working_hours' as const),
  }),
  fc.record({
    amount: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom('days' as const, 'working_days' as const),
  }),
)
const stage = fc.constantFrom(...stages)
const rank = { green: 0, yellow: 1, red: 2 }

describe('a clock', () => {
  it('starts before it turns yellow, turns yellow before it is due, and is due by its span', () => {
    fc.assert(
      fc.property(instant, span, stage, (at, limit, of) => {
        const clock = startClock(defaultCalendar, of, limit, at)
        expect(clock.stage).toBe(of)
        expect(clock.startedAt).toEqual(at)
        expect(clock.yellowAt.getTime()).toBeGreaterThanOrEqual(at.getTime())
        expect(clock.yellowAt.getTime()).toBeLessThanOrEqual(clock.dueAt.getTime())
        expect(clock.dueAt).toEqual(addSpan(defaultCalendar, at, limit))
        expect(clock.dueAt.getTime()).toBeGreaterThan(at.getTime())
      }),
    )
  })

  it('shows a lamp that only ever goes from green to yellow to red', () => {
    fc.assert(
      fc.property(
        instant,
        span,
        fc.array(fc.integer({ min: -100, max: 3000 }), { minLength: 2 }),
        (at, limit, hours) => {
          const clock = startClock(defaultCalendar, 'handle', limit, at)
          const lamps = hours
            .sort((a, b) => a - b)
            .map((hour) => rank[lampAt(clock, new Date(at.getTime() + hour * 3_600_000))])
          expect(lamps).toEqual([...lamps].sort((a, b) => a - b))
        },
      ),
    )
  })

  it('is in time at its very deadline and red after it', () => {
    fc.assert(
      fc.property(instant, span, (at, limit) => {
        const clock = startClock(defaultCalendar, 'handle', limit, at)
        expect(lampAt(clock, clock.dueAt)).not.toBe('red')
        expect(lampAt(clock, new Date(clock.dueAt.getTime() + 1))).toBe('red')
      }),
    )
  })

  it('agrees with the lamp of the kernel to the minute, so that lists and pages show one colour', () => {
    fc.assert(
      fc.property(instant, span, fc.double({ min: 0, max: 1.2, noNaN: true }), (at, limit, share) => {
        const clock = startClock(defaultCalendar, 'handle', limit, at)
        const now = new Date(at.getTime() + share * (clock.dueAt.getTime() - at.getTime()))
        const unitIsWorking = isWorkingUnit(limit.unit)
        const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
        const exact = (when: Date) =>
          rank[lamp(defaultCalendar, { startedAt: at, dueAt: clock.dueAt, unitIsWorking, now: when })]
        expect(rank[lampAt(clock, now)]).toBeGreaterThanOrEqual(exact(minutesLater(-1)))
        expect(rank[lampAt(clock, now)]).toBeLessThanOrEqual(exact(minutesLater(1)))
      }),
    )
  })

  it('that was extended to a given instant keeps the same order', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 90 * 86_400_000 }), (at, length) => {
        const dueAt = new Date(at.getTime() + length)
        const clock = clockUntil('handle', at, dueAt)
        expect(clock.dueAt).toEqual(dueAt)
        expect(clock.yellowAt.getTime()).toBeGreaterThanOrEqual(at.getTime())
        expect(clock.yellowAt.getTime()).toBeLessThanOrEqual(dueAt.getTime())
      }),
    )
  })

  it('climbs always later than it climbed before', () => {
    fc.assert(
      fc.property(instant, span, (at, every) => {
        expect(nextClimb(defaultCalendar, at, every).getTime()).toBeGreaterThan(at.getTime())
      }),
    )
  })
})
