import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oldestGood, stands, type TextVersion } from './standing.ts'

const story = fc
  .array(fc.boolean(), { maxLength: 12 })
  .map((later): TextVersion[] => [false, ...later].map((asksAnew, n) => ({ version: n + 1, asksAnew })))
const agreement = story.chain((versions) =>
  fc.record({ versions: fc.constant(versions), agreed: fc.integer({ min: 1, max: versions.length }) }),
)

describe('a consent', () => {
  it('stands exactly while no later version asks anew', () => {
    fc.assert(
      fc.property(agreement, ({ versions, agreed }) => {
        const asked = versions.some(({ version, asksAnew }) => version > agreed && asksAnew)
        expect(stands(agreed, oldestGood(versions))).toBe(!asked)
      }),
    )
  })

  it('to the newest version always stands, and nothing but a version that asks anew ends an older one', () => {
    fc.assert(
      fc.property(agreement, ({ versions, agreed }) => {
        expect(stands(versions.length, oldestGood(versions))).toBe(true)
        const next = versions.length + 1
        const before = stands(agreed, oldestGood(versions))
        expect(stands(agreed, oldestGood([...versions, { version: next, asksAnew: false }]))).toBe(before)
        expect(stands(agreed, oldestGood([...versions, { version: next, asksAnew: true }]))).toBe(false)
      }),
    )
  })

  it('does not depend on the order in which versions are read, nor on one that was not written down yet', () => {
    fc.assert(
      fc.property(story, (versions) => {
        const oldest = oldestGood(versions)
        expect(oldestGood(versions.toReversed())).toBe(oldest)
        expect(oldestGood(versions.slice(1))).toBe(oldest)
      }),
    )
  })
})
