import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PostId } from '../../../kernel/contract/ids.ts'
import { type Rung, superiorOf } from './superior.ts'

const paths = ['/1/', '/1/2/', '/1/3/', '/1/2/4/', '/1/2/5/', '/1/2/4/6/']
const rung = fc.record({
  chainStep: fc.option(fc.integer({ min: 1, max: 7 }), { nil: null }),
  placePath: fc.constantFrom(...paths),
})

it('a post answers to a higher rung at or above its place, none nearer and none lower between; else to a root', () => {
  fc.assert(
    fc.property(fc.array(rung, { maxLength: 12 }), rung, (made, post) => {
      const others: Rung[] = [
        { id: 'root' as PostId, chainStep: null, placePath: '/1/', root: true },
        ...made.map((one, n) => ({ ...one, id: `p${n}` as PostId, root: false })),
      ]
      const found = others.find(({ id }) => id === superiorOf(post, others))
      const fits = others.filter(
        (one) =>
          !one.root &&
          one.chainStep !== null &&
          post.placePath.startsWith(one.placePath) &&
          one.chainStep > (post.chainStep ?? 0),
      )
      if (fits.length === 0) expect(found?.root).toBe(true)
      else {
        expect(fits).toContain(found)
        for (const one of fits) {
          expect(one.placePath.length).toBeLessThanOrEqual(found?.placePath.length ?? 0)
          if (one.placePath === found?.placePath) expect(one.chainStep).toBeGreaterThanOrEqual(found?.chainStep ?? 0)
        }
      }
    }),
  )
})
