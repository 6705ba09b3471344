import fc from 'fast-check'
import { expect, it } from 'vitest'
import { metresApart, metresBetween } from './metres.ts'

const spot = fc.record({
  lng: fc.double({ min: 100, max: 106, noNaN: true }),
  lat: fc.double({ min: 22, max: 28, noNaN: true }),
})

it('a degree north is 111.2 km, a degree east in Kunming 100.8 km', () => {
  expect(metresBetween({ lng: 102.7, lat: 25 }, { lng: 102.7, lat: 26 })).toBeCloseTo(111_195, -2)
  expect(metresBetween({ lng: 102, lat: 25 }, { lng: 103, lat: 25 })).toBeCloseTo(100_775, -2)
})

it('is the same both ways, nothing at one place, and never longer by a detour', () => {
  fc.assert(
    fc.property(spot, spot, spot, (a, b, c) => {
      expect(metresBetween(a, b)).toBe(metresBetween(b, a))
      expect(metresBetween(a, a)).toBe(0)
      expect(metresBetween(a, c)).toBeLessThanOrEqual(metresBetween(a, b) + metresBetween(b, c) + 2)
    }),
  )
})

it('is not known where one of them is not', () => {
  expect(metresApart({ lng: null, lat: 25 }, { lng: 102, lat: 25 })).toBeNull()
  expect(metresApart({ lng: 102, lat: 25 }, { lng: 102, lat: 25 })).toBe(0)
})
