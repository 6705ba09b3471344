import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayMs } from '../../kernel/time/day.ts'
import { freeIn, unitsOf } from './slots.ts'
import { answerUntil, closesAt, served } from './waiting.ts'

const halfHour = 1_800_000
const timing = (capacity: number) => ({ unit: 'half_hour' as const, capacity })
const span = fc
  .record({ first: fc.nat(6), many: fc.integer({ min: 1, max: 4 }) })
  .map(({ first, many }) => ({ from: new Date(first * halfHour), to: new Date((first + many) * halfHour) }))
const place = fc.record({ span, pieces: fc.integer({ min: 1, max: 3 }) })
const takenNow = fc
  .array(fc.tuple(fc.nat(9), fc.nat(3)), { maxLength: 6 })
  .map((all) => new Map(all.map(([unit, n]) => [unit * halfHour, n])))

it('serves a line in order, never more than there are, and leaves nobody out whom it is enough for', () => {
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 8 }),
      takenNow,
      fc.integer({ min: 3, max: 5 }),
      (line, taken, capacity) => {
        const got = served(timing(capacity), taken, line)
        const now = new Map(taken)
        for (const one of line) {
          const enough = freeIn(timing(capacity), now, one.span) >= one.pieces
          // Who came before is asked before: whether it is enough depends on those before alone.
          expect(got.includes(one)).toBe(enough)
          if (enough) for (const at of unitsOf('half_hour', one.span)) now.set(at, (now.get(at) ?? 0) + one.pieces)
        }
        for (const n of now.values()) expect(n).toBeLessThanOrEqual(capacity)
      },
    ),
  )
})

it('an answer is waited for some minutes, never beyond the time itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 2880 }), fc.integer({ min: 0, max: 10 * dayMs }), (minutes, ahead) => {
      const at = new Date(0)
      const until = answerUntil(at, minutes, new Date(ahead))
      expect(until.getTime()).toBe(Math.min(minutes * 60_000, ahead))
    }),
  )
  expect(closesAt('day', new Date(0)).getTime()).toBe(dayMs)
  expect(closesAt('half_hour', new Date(0)).getTime()).toBe(0)
})
