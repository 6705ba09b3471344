import fc from 'fast-check'
import { expect, it } from 'vitest'
import { beginningBurst, type Done } from './bursts.ts'

const windowMs = 60

/** Things in their order, with gaps from none to two windows. */
const course = fc
  .array(fc.record({ gap: fc.integer({ min: 0, max: 2 * windowMs }), what: fc.integer({ min: 0, max: 12 }) }), {
    maxLength: 60,
  })
  .map((steps) => {
    let at = 0
    return steps.map(({ gap, what }, n): Done & { readonly account: string } => {
      at += gap
      return { at, what: String(n), account: String(what) }
    })
  })
const limits = fc.integer({ min: 1, max: 6 })

/** What a watcher who sees one thing after the other tells of: places in the course. */
const told = (done: readonly Done[], limit: number): number[] =>
  done.flatMap((_, n) => (beginningBurst(done.slice(0, n + 1), limit, windowMs) === null ? [] : [n]))

/** The same by another way: which places stand over the limit, in runs without a gap of a window. */
function expected(done: readonly Done[], limit: number): number[] {
  const over = done.flatMap(({ at }, n) => {
    const seen = new Set<string>()
    for (let back = n; back >= 0; back--) {
      const one = done[back]
      if (one && one.at > at - windowMs) seen.add(one.what)
    }
    return seen.size > limit ? [{ n, at }] : []
  })
  return over.filter(({ at }, i) => i === 0 || at - (over[i - 1]?.at ?? 0) >= windowMs).map(({ n }) => n)
}

it('tells of each burst once, with its first thing over the limit', () => {
  fc.assert(
    fc.property(course, limits, (done, limit) => {
      expect(told(done, limit)).toEqual(expected(done, limit))
    }),
  )
})

it('counts what is the same once: one account tried a hundred times is no burst of accounts', () => {
  fc.assert(
    fc.property(course, limits, (done, limit) => {
      const accounts = done.map(({ at, account }) => ({ at, what: account }))
      expect(told(accounts, limit)).toEqual(expected(accounts, limit))
      expect(
        told(
          accounts.map(({ at }) => ({ at, what: 'one' })),
          limit,
        ),
      ).toEqual([])
    }),
  )
})

it('needs two windows of the past and no more', () => {
  fc.assert(
    fc.property(course, limits, (done, limit) => {
      const end = done.at(-1)?.at ?? 0
      const recent = done.filter(({ at }) => at > end - 2 * windowMs)
      if (done.length > 0) expect(beginningBurst(recent, limit, windowMs)).toBe(beginningBurst(done, limit, windowMs))
    }),
  )
})

it('a higher limit never tells of more things', () => {
  fc.assert(
    fc.property(course, limits, (done, limit) => {
      const over = (most: number) =>
        done.filter((_, n) => beginningBurst(done.slice(0, n + 1), most, windowMs) !== null)
      if (over(limit).length === 0) expect(over(limit + 1)).toEqual([])
    }),
  )
})
