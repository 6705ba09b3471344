import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beganAt, chanceOf, dispersionOf, expectedOf, fewestMatters, risingOf } from './rising.ts'

const weeks = fc.array(fc.nat({ max: 60 }), { minLength: 4, maxLength: 8 })
const count = fc.nat({ max: 300 })

describe('the chance of a count', () => {
  it('is a chance, one for none, and falls as the count grows', () => {
    fc.assert(
      fc.property(weeks, count, (before, week) => {
        const [chance, more] = [chanceOf({ week, before }), chanceOf({ week: week + 1, before })]
        expect(chance).toBeGreaterThanOrEqual(0)
        expect(chance).toBeLessThanOrEqual(1)
        expect(more).toBeLessThanOrEqual(chance + 1e-9)
        expect(chanceOf({ week: 0, before })).toBeCloseTo(1, 9)
      }),
    )
  })

  it('grows with what there was before, and with more of everything', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), count, fc.double({ min: 1, max: 5, noNaN: true }), (each, week, exposure) => {
        const before = new Array<number>(8).fill(each)
        const chance = chanceOf({ week, before })
        expect(chanceOf({ week, before: before.map((n) => n + 1) })).toBeGreaterThanOrEqual(chance - 1e-9)
        if (week > expectedOf({ week, before, exposure }))
          expect(chanceOf({ week, before, exposure })).toBeGreaterThanOrEqual(chance - 1e-9)
      }),
    )
  })

  it('does not depend on the order of the weeks before', () => {
    fc.assert(
      fc.property(weeks, count, (before, week) => {
        expect(chanceOf({ week, before: before.toReversed() })).toBeCloseTo(chanceOf({ week, before }), 9)
      }),
    )
  })

  it('is that of the negative binomial where the weeks were as chance makes them', () => {
    // Eight weeks of 2, then 8: r = 16.5, p = 8/9. Reckoned by the definition, with the gamma function by its recurrence.
    const [r, p] = [16.5, 8 / 9]
    let term = p ** r
    let below = 0
    for (let k = 0; k < 8; k++) {
      below += term
      term *= ((k + r) / (k + 1)) * (1 - p)
    }
    expect(chanceOf({ week: 8, before: new Array<number>(8).fill(2) })).toBeCloseTo(1 - below, 10)
  })

  it('is larger where the weeks before went up and down', () => {
    expect(dispersionOf([4, 4, 4, 4])).toBe(1)
    expect(dispersionOf([0, 12, 0, 12])).toBeGreaterThan(5)
    expect(chanceOf({ week: 12, before: [0, 8, 0, 8] })).toBeGreaterThan(chanceOf({ week: 12, before: [4, 4, 4, 4] }))
  })
})

describe('what rises', () => {
  it('is never of few, never less than half as much again, and ordered by chance', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ week: count, before: weeks }), { maxLength: 30 }), (all) => {
        const rising = risingOf(all)
        for (const one of rising) {
          expect(one.week).toBeGreaterThanOrEqual(fewestMatters)
          expect(one.week).toBeGreaterThanOrEqual(1.5 * expectedOf(one))
        }
        const chances = rising.map(chanceOf)
        expect(chances).toEqual(chances.toSorted((a, b) => a - b))
      }),
    )
  })

  it('seldom alarms anybody where nothing has changed', () => {
    // A fixed generator (mulberry32): 400 weeks of 40 topics of three a week.
    let seed = 20261129
    const random = () => {
      seed = (seed + 0x6d2b79f5) | 0
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
      return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
    }
    const poisson = (mean: number) => {
      let n = 0
      for (let left = random(); left > Math.exp(-mean); left *= random()) n++
      return n
    }
    const topic = () => ({ week: poisson(3), before: Array.from({ length: 8 }, () => poisson(3)) })
    let weeksWithAlarm = 0
    for (let week = 0; week < 400; week++) if (risingOf(Array.from({ length: 40 }, topic)).length > 0) weeksWithAlarm++
    expect(weeksWithAlarm / 400).toBeLessThan(0.06)
  })

  it('is seen among quiet ones', () => {
    const quiet = Array.from({ length: 40 }, () => ({ week: 2, before: [2, 1, 3, 2, 2, 2, 1, 3] }))
    const burst = { week: 14, before: [2, 1, 3, 2, 2, 2, 1, 3] }
    expect(risingOf([...quiet, burst])).toEqual([burst])
    expect(risingOf([{ week: 4, before: new Array<number>(8).fill(0) }])).toEqual([])
  })
})

describe('since when', () => {
  it('is the day on which it began', () => {
    const days = [...new Array<number>(58).fill(0), 0, 3, 5, 4, 6]
    expect(beganAt(days, 0.3)).toBe(59)
  })

  it('is a day of those looked at', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 9 }), { minLength: 63, maxLength: 63 }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (days, aDay) => {
          const began = beganAt(days, aDay)
          expect(began).toBeGreaterThanOrEqual(0)
          expect(began).toBeLessThan(63)
        },
      ),
    )
  })
})
