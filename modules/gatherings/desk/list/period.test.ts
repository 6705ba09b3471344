import { expect, it } from 'vitest'
import { periodOf } from './period.ts'

it('is this year, another one, or a quarter of it', () => {
  expect(periodOf(undefined, undefined, '2026-11-23')).toEqual({
    ...{ year: '2026', quarter: null, from: '2026-01-01', to: '2026-12-31' },
  })
  expect(periodOf('2025', '2', '2026-11-23')).toMatchObject({ from: '2025-04-01', to: '2025-06-30' })
  expect(periodOf('2025', '4', '2026-11-23')).toMatchObject({ from: '2025-10-01', to: '2025-12-31' })
  expect(periodOf('1', '9', '2026-11-23')).toMatchObject({ year: '2026', quarter: null })
})
