import { expect, it } from 'vitest'
import { median, percentile, rounded } from './figures.ts'

it('takes the middle of figures', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(() => median([])).toThrow('no figures')
})

it('takes percentiles', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentile(hundred, 0.5)).toBe(50)
  expect(percentile(hundred, 0.99)).toBe(99)
  expect(percentile([7], 0.99)).toBe(7)
  expect(() => percentile([], 0.5)).toThrow('no figures')
})

it('rounds', () => {
  expect(rounded(0.12345, 3)).toBe(0.123)
})
