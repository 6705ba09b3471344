import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hourMs, minuteMs } from '../../kernel/time/day.ts'
import { afterQuiet, dueOf, type Timing, waitOf } from './timing.ts'

const minute = fc.integer({ min: 0, max: 1439 })
const timing: fc.Arbitrary<Timing> = fc.record({
  quietFrom: minute,
  quietTo: minute,
  urgentThrough: fc.boolean(),
  digestHour: fc.option(fc.integer({ min: 0, max: 23 })),
})
const instant = fc
  .integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-01-01T00:00:00Z') })
  .map((ms) => new Date(ms))
const notice = fc.record({
  urgent: fc.boolean(),
  subject: fc.option(fc.constant('matter:1')),
  topic: fc.constant('assign'),
})

it('never goes out in quiet hours, but what is urgent where that was chosen; and never waits for more than two days', () => {
  fc.assert(
    fc.property(instant, notice, timing, (at, told, wanted) => {
      const due = dueOf(at, told, wanted)
      expect(due.at.getTime()).toBeGreaterThanOrEqual(at.getTime())
      expect(due.at.getTime() - at.getTime()).toBeLessThanOrEqual(48 * hourMs)
      if (!(told.urgent && wanted.urgentThrough)) expect(afterQuiet(due.at, wanted)).toEqual(due.at)
      else expect(due.at).toEqual(at)
    }),
  )
})

it('ends at the hour that was said, over midnight as well', () => {
  const night = { quietFrom: 22 * 60, quietTo: 7 * 60, urgentThrough: false, digestHour: null }
  const china = (text: string) => new Date(`${text}+08:00`)
  expect(afterQuiet(china('2026-11-23T23:30:00'), night)).toEqual(china('2026-11-24T07:00:00'))
  expect(afterQuiet(china('2026-11-24T03:00:00'), night)).toEqual(china('2026-11-24T07:00:00'))
  expect(afterQuiet(china('2026-11-24T07:00:00'), night)).toEqual(china('2026-11-24T07:00:00'))
  expect(afterQuiet(china('2026-11-24T21:59:59'), night)).toEqual(china('2026-11-24T21:59:59'))
})

it('waits longer after each failure, an hour at most', () => {
  const waits = Array.from({ length: 12 }, (_, n) => waitOf(n + 1))
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  expect([waits[0], waits.at(-1)]).toEqual([minuteMs / 6, hourMs])
})
