import fc from 'fast-check'
import { expect, it } from 'vitest'
import { faultOf } from '../ballot.ts'
import { ballotKinds } from '../rules/election.ts'
import { given, moved, toggled } from './marking.ts'

it('never leaves a ballot that is not filled in by the rules, whatever is pressed', () => {
  const press = fc.record({
    what: fc.constantFrom('toggle', 'up', 'down', 'more', 'less'),
    item: fc.integer({ min: 0, max: 4 }),
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...ballotKinds),
      fc.integer({ min: 1, max: 8 }),
      fc.array(press, { maxLength: 40 }),
      (kind, most, presses) => {
        const form = { kind, items: 5, most }
        let marks: readonly number[] = [0, 0, 0, 0, 0]
        for (const { what, item } of presses) {
          if (what === 'toggle') marks = toggled(form, marks, item)
          else if (what === 'up' || what === 'down') marks = moved(marks, item, what === 'up' ? -1 : 1)
          else if (kind === 'points') marks = given(form, marks, item, what === 'more' ? 1 : -1)
          if (kind === 'points' || what === 'toggle' || kind === 'ranked') expect(faultOf(form, marks)).toBeNull()
        }
      },
    ),
  )
})

it('closes the gap that a ranked item leaves, and swaps neighbours', () => {
  const form = { kind: 'ranked' as const, items: 3, most: null }
  expect(toggled(form, [2, 1, 3], 1)).toEqual([1, 0, 2])
  expect(moved([2, 1, 3], 2, -1)).toEqual([3, 1, 2])
  expect(moved([2, 1, 3], 1, -1)).toEqual([2, 1, 3])
})
