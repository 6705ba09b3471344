import fc from 'fast-check'
import { expect, it } from 'vitest'
import { beginningOf } from './beginning.ts'

it('never leaves half a letter', () => {
  expect(beginningOf('点：𠮷𠮷', 3)).toBe('点：𠮷')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, letters) => {
      const first = beginningOf(text, letters)
      expect(text.startsWith(first)).toBe(true)
      expect(Buffer.from(first).toString()).toBe(first)
      expect([...first].length).toBeLessThanOrEqual(letters)
    }),
  )
})
