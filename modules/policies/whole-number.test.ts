import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareQuotients, minus, most, plus, quotient, type Rounding, times } from './whole-number.ts'

const edge = fc.constantFrom(0, 1, -1, 2, 3, most, most - 1, -most, 2 ** 52, 2 ** 52 + 1, 3_000_000_001, 10_000)
const whole = fc.oneof(edge, fc.maxSafeInteger(), fc.integer({ min: -50, max: 50 }))
const clamp = (x: bigint): number => Number(x > BigInt(most) ? BigInt(most) : x < -BigInt(most) ? -BigInt(most) : x)

it('adds, subtracts and multiplies exactly, and stays at the end of numbers', () => {
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      expect(plus(a, b)).toBe(clamp(BigInt(a) + BigInt(b)))
      expect(minus(a, b)).toBe(clamp(BigInt(a) - BigInt(b)))
      expect(times(a, b)).toBe(clamp(BigInt(a) * BigInt(b)))
    }),
    { numRuns: 5_000 },
  )
})

/** By its definition, from the fraction itself: no quotient is taken. */
function isRounded(steps: bigint, above: bigint, below: bigint, rounding: Rounding): boolean {
  const [n, d] = below < 0n ? [-above, -below] : [above, below]
  if (rounding === 'down') return steps * d <= n && n < (steps + 1n) * d
  if (rounding === 'up') return (steps - 1n) * d < n && n <= steps * d
  return (2n * steps - 1n) * d <= 2n * n && 2n * n < (2n * steps + 1n) * d
}

it('divides exactly and rounds once', () => {
  const divisor = whole.filter((c) => c !== 0)
  const step = fc.oneof(fc.constant(1), fc.constantFrom(100, 1_000_000, most), fc.integer({ min: 1, max: 50 }))
  const rounding = fc.constantFrom<Rounding>('half_up', 'down', 'up')
  fc.assert(
    fc.property(whole, whole, divisor, step, rounding, (a, b, c, size, how) => {
      const result = quotient(a, b, c, size, how)
      expect(Number.isSafeInteger(result)).toBe(true)
      expect(Object.is(result, -0)).toBe(false)
      if (Math.abs(result) === most) return
      expect(BigInt(result) % BigInt(size)).toBe(0n)
      expect(isRounded(BigInt(result) / BigInt(size), BigInt(a) * BigInt(b), BigInt(c) * BigInt(size), how)).toBe(true)
    }),
    { numRuns: 20_000 },
  )
})

it('compares quotients without carrying them out', () => {
  const divisor = whole.filter((c) => c !== 0)
  fc.assert(
    fc.property(whole, whole, divisor, whole, whole, divisor, (a, b, c, d, e, f) => {
      const difference = BigInt(a) * BigInt(b) * BigInt(f) - BigInt(d) * BigInt(e) * BigInt(c)
      const sign = difference * BigInt(c) * BigInt(f)
      expect(compareQuotients(a, b, c, d, e, f)).toBe(sign > 0n ? 1 : sign < 0n ? -1 : 0)
    }),
    { numRuns: 5_000 },
  )
})

it('is not misled by quotients that nearly are the same', () => {
  const large = fc.integer({ min: 2 ** 40, max: 2 ** 52 })
  fc.assert(
    fc.property(large, large, large, fc.constantFrom(-1, 0, 1), (a, b, c, off) => {
      const sign = BigInt(a) * BigInt(b) * BigInt(c) - BigInt(b) * BigInt(a) * BigInt(c - off)
      expect(compareQuotients(a, b, c - off, b, a, c)).toBe(sign > 0n ? 1 : sign < 0n ? -1 : 0)
      const result = quotient(a, c - off, c)
      expect(isRounded(BigInt(result), BigInt(a) * BigInt(c - off), BigInt(c), 'half_up')).toBe(true)
    }),
    { numRuns: 5_000 },
  )
})

it('sees that products in another order are the same', () => {
  const large = fc.integer({ min: 2 ** 30, max: most })
  fc.assert(
    fc.property(large, large, large, fc.constantFrom(-1, 0, 1), (p, q, r, by) => {
      expect(compareQuotients(p, q, q, p, r - by, r)).toBe(by)
    }),
    { numRuns: 5_000 },
  )
})

it.each([
  ['a half goes up', quotient(5, 1, 2), 3],
  ['also below 0', quotient(-5, 1, 2), -2],
  ['half of an odd fen', quotient(1, 5_000, 10_000), 1],
  ['3.85% of 1,234,567.89 yuan', quotient(123_456_789, 385, 10_000), 4_753_086],
  ['a product beyond all numbers', quotient(10 ** 15, 10 ** 15, 10 ** 15), 10 ** 15],
  ['down to whole yuan', quotient(12_399, 1, 1, 100, 'down'), 12_300],
  ['up to whole yuan', quotient(12_301, 1, 1, 100, 'up'), 12_400],
])('%s', (_, result, expected) => expect(result).toBe(expected))
