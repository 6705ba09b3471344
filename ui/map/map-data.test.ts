import { describe, expect, it } from 'vitest'
import { boundsOf, gridShapes, middleOf, nameOf, type Shapes } from './map-data.ts'

const square = (id: string, x: number, y: number): Shapes['features'][number] => ({
  type: 'Feature',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + 2, y],
        [x + 2, y + 4],
        [x, y + 4],
        [x, y],
      ],
    ],
  },
  properties: { id, name: `${id}号`, nameEn: `No. ${id}` },
})
const collection = (...features: Shapes['features']): Shapes => ({ type: 'FeatureCollection', features })

describe('shapes', () => {
  it('are bounded together with points, at any depth of nesting', () => {
    const many = {
      ...square('b', 0, 0),
      geometry: {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [5, 5],
              [6, 9],
            ],
          ],
        ],
      },
    }
    const box = boundsOf([collection(square('a', 0, 0), many)], [{ id: 'p', lng: -1, lat: 2, tone: 'red', label: '' }])
    expect(box).toEqual([-1, 0, 6, 9])
  })

  it('have no bounds when there is nothing, or no geometry', () => {
    expect(boundsOf([])).toBeNull()
    expect(boundsOf([collection({ ...square('a', 0, 0), geometry: null })])).toBeNull()
  })

  it('have a middle and a name in the reader’s language', () => {
    expect(middleOf(square('a', 0, 0))).toEqual([1, 2])
    expect(nameOf(square('a', 0, 0), 'en')).toBe('No. a')
    expect(nameOf(square('a', 0, 0), 'zh')).toBe('a号')
  })
})

it('grids carry their load and note; without one they are tinted by turn', () => {
  const [first, second] = gridShapes(collection(square('a', 0, 0), square('b', 2, 0)), {
    a: { share: 0.5, note: '在办 3' },
  }).features
  expect(first?.properties).toMatchObject({ share: 0.5, note: '在办 3' })
  expect(second?.properties).toMatchObject({ share: -1, tint: 1, note: '' })
})
