import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultThresholds, lamp } from './lamp.ts'
import { addSpan } from './span.ts'
import { defaultCalendar } from './work-calendar.ts'

const at = (wall: string): Date => new Date(`${wall.replace(' ', 'T')}:00+08:00`)

describe('lamp', () => {
  it.each([
    [
      'natural two hours, an hour and a minute left',
      '2026-11-23 10:00',
      '2026-11-23 12:00',
      false,
      '2026-11-23 10:59',
      'green',
    ],
    ['natural two hours, half left', '2026-11-23 10:00', '2026-11-23 12:00', false, '2026-11-23 11:00', 'yellow'],
    ['the last instant', '2026-11-23 10:00', '2026-11-23 12:00', false, '2026-11-23 12:00', 'yellow'],
    ['a minute late', '2026-11-23 10:00', '2026-11-23 12:00', false, '2026-11-23 12:01', 'red'],
    [
      'working time stands still over the weekend',
      '2026-11-27 17:00',
      '2026-11-30 12:00',
      true,
      '2026-11-29 20:00',
      'green',
    ],
    ['working, more than half gone', '2026-11-27 17:00', '2026-11-30 10:00', true, '2026-11-30 09:01', 'yellow'],
    ['overdue at night is overdue', '2026-11-23 10:00', '2026-11-23 18:00', true, '2026-11-23 20:00', 'red'],
    ['no time at all', '2026-11-23 10:00', '2026-11-23 10:00', true, '2026-11-23 10:00', 'yellow'],
  ] as const)('%s', (_, startedAt, dueAt, unitIsWorking, now, expected) => {
    const clock = { startedAt: at(startedAt), dueAt: at(dueAt), unitIsWorking, now: at(now) }
    expect(lamp(defaultCalendar, clock)).toBe(expected)
  })

  it('turns yellow a day before the end of a long limit, whatever the share', () => {
    const late = { ...defaultThresholds, yellowShare: 0.1 }
    const clock = { startedAt: at('2026-11-02 10:00'), dueAt: at('2026-11-07 10:00'), unitIsWorking: false }
    expect(lamp(defaultCalendar, { ...clock, now: at('2026-11-06 09:59') }, late)).toBe('green')
    expect(lamp(defaultCalendar, { ...clock, now: at('2026-11-06 10:00') }, late)).toBe('yellow')
    const short = { ...clock, startedAt: at('2026-11-05 10:00') } // exactly 48 h: the rule is for longer ones
    expect(lamp(defaultCalendar, { ...short, now: at('2026-11-06 10:00') }, late)).toBe('green')
  })

  it('takes a workday for a day where the limit runs in working time', () => {
    const late = { ...defaultThresholds, yellowShare: 0.1 }
    const clock = { startedAt: at('2026-11-20 18:00'), dueAt: at('2026-11-25 18:00'), unitIsWorking: true }
    expect(lamp(defaultCalendar, { ...clock, now: at('2026-11-24 17:59') }, late)).toBe('green')
    expect(lamp(defaultCalendar, { ...clock, now: at('2026-11-24 18:00') }, late)).toBe('yellow')
  })

  it('never goes back as time passes', () => {
    const order = { green: 0, yellow: 1, red: 2 }
    const minutes = fc.nat({ max: 60 * 24 * 40 })
    fc.assert(
      fc.property(
        minutes,
        minutes,
        minutes,
        fc.integer({ min: 1, max: 5000 }),
        fc.boolean(),
        (from, x, y, amount, working) => {
          const startedAt = new Date(at('2026-01-20 00:00').getTime() + from * 60_000)
          const dueAt = addSpan(defaultCalendar, startedAt, { amount, unit: working ? 'working_minutes' : 'minutes' })
          const [early, late] = [Math.min(x, y), Math.max(x, y)].map((after) =>
            lamp(defaultCalendar, {
              startedAt,
              dueAt,
              unitIsWorking: working,
              now: new Date(startedAt.getTime() + after * 60_000),
            }),
          )
          expect(order[late ?? 'red']).toBeGreaterThanOrEqual(order[early ?? 'red'])
        },
      ),
    )
  })
})
