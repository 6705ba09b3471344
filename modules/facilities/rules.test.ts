import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayFromNumber } from '../../kernel/time/day.ts'
import { daysAfter, dueState, inspected, nextAfterChange } from './inspection.ts'
import { longestSpanDays, type PassFacts, passState, refusalOf } from './passes/pass.ts'

const day = fc.integer({ min: 18_000, max: 22_000 }).map(dayFromNumber)
const rhythmDays = fc.integer({ min: 1, max: 730 })

describe('inspections', () => {
  it('the next one is always a rhythm from today, and each due is answered once', () => {
    fc.assert(
      fc.property(
        day,
        rhythmDays,
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }),
        (from, rhythm, waits) => {
          let [today, nextDueOn] = [from, daysAfter(from, rhythm)]
          const answered: string[] = []
          for (const [n, wait] of waits.entries()) {
            today = daysAfter(today, wait)
            // The first on the day when it was put there has the whole rhythm ahead, as if it had just been looked at.
            const again = wait === 0 && (n > 0 || waits[0] === 0)
            const done = inspected({ rhythmDays: rhythm, nextDueOn }, today)
            expect(done.nextDueOn).toBe(daysAfter(today, rhythm))
            expect(done.dueOn === null).toBe(again)
            if (done.dueOn) answered.push(done.dueOn)
            nextDueOn = done.nextDueOn
          }
          expect(new Set(answered).size).toBe(answered.length)
        },
      ),
    )
  })

  it('a new rhythm makes nobody late', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 800 }), rhythmDays, (last, since, rhythm) => {
        const today = daysAfter(last, since)
        const next = nextAfterChange(rhythm, last, today)
        expect(next !== null && next >= today && dueState(next, today) !== 'overdue').toBe(true)
      }),
    )
    expect(nextAfterChange(null, '2026-11-01', '2026-11-28')).toBeNull()
  })

  it('is due three days ahead', () => {
    expect(['2026-11-27', '2026-11-28', '2026-12-01', '2026-12-02'].map((on) => dueState(on, '2026-11-28'))).toEqual([
      ...['overdue', 'due', 'due', 'later'],
    ])
  })
})

const gates = ['g1', 'g2', 'g3']
const instant = fc.integer({ min: 0, max: 90 * 24 }).map((hour) => new Date(Date.UTC(2026, 10, 1) + hour * 3_600_000))
const pass: fc.Arbitrary<PassFacts> = fc
  .record({
    kind: fc.constantFrom('once' as const, 'span' as const),
    gateIds: fc.subarray(gates, { minLength: 1 }),
    fromAt: instant,
    hours: fc.integer({ min: 1, max: longestSpanDays * 24 }),
    usedAt: fc.option(instant),
    cancelledAt: fc.option(instant, { freq: 4 }),
  })
  .map(({ hours, ...rest }) => ({ ...rest, untilAt: new Date(rest.fromAt.getTime() + hours * 3_600_000) }))

describe('a pass', () => {
  it('opens only its gates, in its time, while it is neither cancelled nor used up', () => {
    fc.assert(
      fc.property(pass, fc.constantFrom(...gates), instant, (of, gate, at) => {
        const good =
          of.gateIds.includes(gate) &&
          at >= of.fromAt &&
          at < of.untilAt &&
          of.cancelledAt === null &&
          (of.kind === 'span' || of.usedAt === null)
        expect(refusalOf(of, gate, at) === null).toBe(good)
        if (good) expect(passState(of, at)).toBe('live')
      }),
    )
  })

  it('that is over stays over', () => {
    fc.assert(
      fc.property(pass, instant, fc.integer({ min: 0, max: 10_000 }), (of, at, minutes) => {
        const before = passState(of, at)
        if (before !== 'live') expect(passState(of, new Date(at.getTime() + minutes * 60_000))).toBe(before)
      }),
    )
  })
})
