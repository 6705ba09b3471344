import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { geometryToWgs84, outlineOf, positionsOf, toWgs84 } from './geo.ts'

describe('reference systems', () => {
  it('moves GCJ-02 and BD-09 by some hundred metres, others not', () => {
    const [lng, lat] = [102.75, 25.05]
    expect(toWgs84('WGS84', lng, lat)).toEqual({ lng, lat })
    expect(toWgs84('CGCS2000', lng, lat)).toEqual({ lng, lat })
    const metres = (crs: 'GCJ02' | 'BD09') => {
      const moved = toWgs84(crs, lng, lat)
      return Math.hypot(((moved.lng ?? 0) - lng) * 100_800, ((moved.lat ?? 0) - lat) * 111_320)
    }
    expect(metres('GCJ02')).toBeGreaterThan(100)
    expect(metres('GCJ02')).toBeLessThan(1000)
    expect(metres('BD09')).toBeGreaterThan(metres('GCJ02'))
    expect(toWgs84('BD09', null, null)).toEqual({ lng: null, lat: null })
  })

  it('leaves what is stored as it is', () => {
    const stored = {
      type: 'Polygon',
      coordinates: [
        [
          [102.7, 25],
          [102.8, 25],
          [102.8, 25.1],
          [102.7, 25],
        ],
      ],
    }
    const before = structuredClone(stored)
    expect(geometryToWgs84('GCJ02', stored)).not.toEqual(before)
    expect(stored).toEqual(before)
  })
})

describe('the outline of a grid', () => {
  const position = fc.tuple(
    fc.double({ min: 102, max: 103, noNaN: true }),
    fc.double({ min: 24, max: 26, noNaN: true }),
  )

  it('is a closed convex ring around all its buildings', () => {
    fc.assert(
      fc.property(fc.array(position, { minLength: 1, maxLength: 30 }), (points) => {
        const outline = outlineOf(points, 10) as { coordinates: [number, number][][] }
        const ring = outline.coordinates[0] ?? []
        expect(ring.at(0)).toEqual(ring.at(-1))
        for (const [lng, lat] of points) {
          for (let at = 1; at < ring.length; at++) {
            const [[x = 0, y = 0] = [], [toX = 0, toY = 0] = []] = [ring[at - 1], ring[at]]
            expect((toX - x) * (lat - y) - (toY - y) * (lng - x)).toBeGreaterThan(-1e-12)
          }
        }
      }),
    )
  })

  it('is nothing without buildings', () => expect(outlineOf([], 10)).toBeNull())

  it('reads positions of any geometry', () => {
    expect(positionsOf({ type: 'Point', coordinates: [1, 2] })).toEqual([[1, 2]])
    expect(
      positionsOf({
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [1, 2],
              [3, 4],
            ],
          ],
          [[[5, 6]]],
        ],
      }),
    ).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ])
    expect(positionsOf({})).toEqual([])
  })
})
