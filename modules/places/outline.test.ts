import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresADegree } from '../../kernel/contract/metres.ts'
import {
  areaOf,
  crossesItself,
  middleOf,
  type Outline,
  outlineFault,
  type Position,
  type Ring,
  readOutline,
} from './outline.ts'

/** A regular outline around a point. @param metres its radius */
const round = (corners: number, metres: number, [lng, lat]: Position = [102.7, 25]): Outline => {
  const scale = Math.cos((lat * Math.PI) / 180)
  const ring = Array.from({ length: corners }, (_, i): Position => {
    const turn = (2 * Math.PI * i) / corners
    return [lng + (Math.cos(turn) * metres) / (metresADegree * scale), lat + (Math.sin(turn) * metres) / metresADegree]
  })
  return { type: 'Polygon', coordinates: [[...ring, ring[0] as Position]] }
}
const ringOf = (outline: Outline) => outline.coordinates[0] as Ring

describe('an outline', () => {
  it('has the area and the middle of what it surrounds, and never crosses itself when it is regular', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 60 }), fc.integer({ min: 5, max: 200 }), (corners, metres) => {
        const outline = round(corners, metres)
        const exact = (corners / 2) * metres ** 2 * Math.sin((2 * Math.PI) / corners)
        expect(Math.abs(areaOf(outline) - exact)).toBeLessThan(exact * 0.001 + 1)
        const [lng, lat] = middleOf(outline)
        expect(Math.abs(lng - 102.7) + Math.abs(lat - 25)).toBeLessThan(1e-6)
        expect(crossesItself(ringOf(outline))).toBe(false)
      }),
    )
  })

  it('crosses itself when two corners that are not neighbours change places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 30 }), (corners) => {
        const ring = [...ringOf(round(corners, 50))]
        const [a, b] = [ring[1], ring[3]]
        if (!a || !b) return
        ring[1] = b
        ring[3] = a
        expect(crossesItself(ring)).toBe(true)
      }),
    )
  })

  it('is refused in words where it cannot be one', () => {
    expect(outlineFault(round(8, 20), 'building')).toBeNull()
    expect(outlineFault(round(8, 2000), 'building')?.zh).toMatch(/太大/)
    expect(outlineFault(round(8, 0.5), 'building')?.zh).toMatch(/太小/)
    expect(outlineFault(round(201, 20), 'building', 200)?.zh).toMatch(/最多 200/)
    expect(outlineFault(round(8, 2000), 'area')).toBeNull()
  })

  it('is read from GeoJSON with its ring closed; anything else is none', () => {
    const open = {
      type: 'Polygon',
      coordinates: [
        [
          [1, 2, 9],
          [3, 2],
          [3, 4],
        ],
      ],
    }
    expect(readOutline(open)?.coordinates).toEqual([
      [
        [1, 2],
        [3, 2],
        [3, 4],
        [1, 2],
      ],
    ])
    fc.assert(
      fc.property(fc.anything(), (coordinates) => {
        for (const type of ['Polygon', 'MultiPolygon']) {
          const read = readOutline({ type, coordinates })
          if (read) expect(read.coordinates.length).toBeGreaterThan(0)
        }
      }),
    )
    expect(
      readOutline({
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      }),
    ).toBeNull()
  })
})
