import { expect, it } from 'vitest'
import { lettersOf } from './map-letters.ts'

it('every letter of names and notes is asked for, each once', () => {
  const feature = (properties: Record<string, unknown>) => ({ type: 'Feature', geometry: null, properties }) as const
  const shapes = {
    type: 'FeatureCollection',
    features: [feature({ name: '天祥路', nameEn: 'Road', note: '在办 12' }), feature({ name: '天祥里' }), feature({})],
  } as const
  expect(lettersOf([shapes])).toBe([...new Set('天祥路Road在办 12里')].sort().join(''))
  expect(lettersOf([])).toBe('')
})
