import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaOf, fewestInSquare, finest, heatOf, type Square } from './heat.ts'

const square = fc.record({
  x: fc.integer({ min: 104_000, max: 104_400 }),
  y: fc.integer({ min: 30_600, max: 30_900 }),
  n: fc.integer({ min: 1, max: 40 }),
})
const sum = (squares: readonly Square[]) => squares.reduce((all, { n }) => all + n, 0)

describe('heat', () => {
  it('loses none, shows no small number, and keeps to its size', () => {
    fc.assert(
      fc.property(fc.array(square, { maxLength: 300 }), fc.integer({ min: 4, max: 60 }), (fine, most) => {
        const { squares, blurred, scattered } = heatOf(fine, most)
        expect(sum(squares) + sum(blurred)).toBe(sum(fine))
        expect(scattered).toBe(sum(blurred))
        expect(squares.every(({ n }) => n >= fewestInSquare)).toBe(true)
        expect(squares.length + blurred.length).toBeLessThanOrEqual(most)
      }),
    )
  })

  it('puts each point into the one square whose area holds it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -179.9, max: 179.9, noNaN: true }),
        fc.double({ min: -89.9, max: 89.9, noNaN: true }),
        fc.constantFrom(1, 64, 512, finest),
        (lng, lat, per) => {
          const at = { x: Math.floor(lng * per), y: Math.floor(lat * per) }
          const [west = 0, south = 0, east = 0, north = 0] = areaOf(at, per).split(',').map(Number)
          expect(lng >= west && lng < east && lat >= south && lat < north).toBe(true)
        },
      ),
    )
  })
})
