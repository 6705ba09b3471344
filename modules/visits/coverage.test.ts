import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addCoverage, type CountedDue, coverageOf, dropReasons, dueStates, noCoverage, partsOf } from './coverage.ts'

const due: fc.Arbitrary<CountedDue> = fc
  .record({ state: fc.constantFrom(...dueStates), reason: fc.constantFrom(...dropReasons) })
  .map(({ state, reason }) => ({ state, dropReason: state === 'dropped' ? reason : null }))

it('every due is counted or left out, what was done counts, and parts add up', () => {
  fc.assert(
    fc.property(fc.array(due), fc.array(due), (a, b) => {
      const whole = coverageOf([...a, ...b])
      expect(whole.denominator + whole.excluded).toBe(a.length + b.length)
      expect(whole.numerator).toBeLessThanOrEqual(whole.denominator)
      expect(addCoverage(addCoverage(noCoverage, coverageOf(a)), coverageOf(b))).toEqual(whole)
      for (const one of a) expect(partsOf(one).length).toBe(one.state === 'done' ? 2 : 1)
    }),
  )
})

it('what we did not do ourselves stays in the rate', () => {
  expect(partsOf({ state: 'dropped', dropReason: 'not_needed' })).toEqual(['denominator'])
  expect(partsOf({ state: 'dropped', dropReason: 'subject_ended' })).toEqual(['excluded'])
  expect(partsOf({ state: 'open', dropReason: null })).toEqual(['denominator'])
})
