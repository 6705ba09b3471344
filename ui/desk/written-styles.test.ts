import { expect, it } from 'vitest'
import { placeAmong } from './written-styles.ts'

it('what is written stands by its priority, later after earlier, and after all only what asks for it', () => {
  const queue = (ranks: readonly number[], priority = 0) => placeAmong(ranks, { prepend: 'queue', priority })
  expect(queue([])).toBe(0)
  // Variables (-999), two components (0), one that weighs more (5).
  expect([queue([-999, 0, 0, 5]), queue([-999, 0, 0, 5], -999), queue([-999, 0, 0, 5], 9)]).toEqual([3, 1, 4])
  expect(queue([0, 0], -999)).toBe(0)
  expect(placeAmong([-999, 0], { prepend: true })).toBe(0)
  expect(placeAmong([-999, 0], {})).toBe(2)
  expect(queue([0, Number.POSITIVE_INFINITY], 9)).toBe(1)
})
