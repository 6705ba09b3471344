import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitInto, longestSide } from './shrink-photo.ts'

it('photos keep their shape, fit, and never grow', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 20_000 }), (width, height) => {
      const small = fitInto(width, height)
      expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(longestSide)
      expect(small.width).toBeLessThanOrEqual(width)
      expect(Math.min(small.width, small.height)).toBeGreaterThanOrEqual(1)
      if (Math.max(width, height) <= longestSide) expect(small).toEqual({ width, height })
    }),
  )
  expect(fitInto(4032, 3024)).toEqual({ width: 1600, height: 1200 })
})
