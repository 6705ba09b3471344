import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draw } from './draw.ts'

const ids = fc.uniqueArray(fc.uuid(), { maxLength: 60 })
const seed = fc.string({ minLength: 1, maxLength: 20 })

describe('a draw', () => {
  it('takes as many as asked for, each once and from what there is', () => {
    fc.assert(
      fc.property(ids, seed, fc.nat(80), (all, by, size) => {
        const drawn = draw(all, by, size)
        expect(drawn).toHaveLength(Math.min(size, all.length))
        expect(new Set(drawn).size).toBe(drawn.length)
        expect(drawn.every((id) => all.includes(id))).toBe(true)
      }),
    )
  })

  it('is the same for the same seed, in whatever order the ids come', () => {
    fc.assert(
      fc.property(ids, seed, fc.nat(60), (all, by, size) => {
        expect(draw([...all].reverse(), by, size)).toEqual(draw(all, by, size))
        expect(draw(all, by, size + 5).slice(0, size)).toEqual(draw(all, by, size))
      }),
    )
  })

  it('is what the README says: the first in the order of SHA-256 of seed and id', () => {
    const all = ['a', 'b', 'c', 'd']
    const rank = (id: string) => createHash('sha256').update(`2026:${id}`).digest('hex')
    const byHand = [...all].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    expect(draw(all, '2026', 3)).toEqual(byHand.slice(0, 3))
  })

  it('gives everything the same chance', () => {
    const all = Array.from({ length: 20 }, (_, at) => `id-${at}`)
    const times = new Map(all.map((id) => [id, 0]))
    for (let n = 0; n < 4000; n++) for (const id of draw(all, `seed ${n}`, 5)) times.set(id, (times.get(id) ?? 0) + 1)
    // 4000 draws of 5 in 20: 1000 expected, 27 the standard deviation.
    for (const [id, count] of times) expect(Math.abs(count - 1000), id).toBeLessThan(140)
  })
})
