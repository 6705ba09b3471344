import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consensusOf } from './consensus.ts'
import { oneProportion, twoProportions } from './proportion-tests.ts'
import { randomFrom } from './random.ts'
import { representativeStatements, stances } from './representative.ts'
import { nextStatement, priorityOf } from './routing.ts'
import { standings } from './standing.ts'

describe('statistics', () => {
  it('are the stated tests', () => {
    expect(oneProportion(14, 15)).toBe(3.5)
    expect(twoProportions(4, 4, 4, 4)).toBe(0)
    expect(twoProportions(9, 9, 0, 9)).toBeGreaterThan(1.2816)
    expect(twoProportions(3, 9, 5, 9)).toBeCloseTo(-twoProportions(5, 9, 3, 9), 14)
  })
  const counts = fc
    .record({ agrees: fc.nat(30), disagrees: fc.nat(30), passes: fc.nat(10) })
    .map(({ agrees, disagrees, passes }) => ({ agrees, disagrees, seen: agrees + disagrees + passes }))
  it('choose at most five statements for a group, agreements first, and at least one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(counts, counts, counts), { minLength: 1, maxLength: 20 }), (table) => {
        const beside = table.map((row, statement) => stances(statement, row))
        for (const group of [0, 1, 2]) {
          const shown = representativeStatements(beside.flatMap((row) => row[group] ?? []))
          expect(shown.length).toBeGreaterThanOrEqual(1)
          expect(shown.length).toBeLessThanOrEqual(5)
          expect(new Set(shown.map(({ statement }) => statement)).size).toBe(shown.length)
          const directions = shown.map(({ direction }) => direction)
          expect(directions).toEqual([...directions].sort())
          expect(shown.filter(({ bestAgree }) => bestAgree).length).toBeLessThanOrEqual(1)
        }
        const { agree, disagree } = consensusOf(table.map(([one], statement) => [statement, one]))
        for (const { share } of [...agree, ...disagree]) expect(share).toBeGreaterThan(0.5)
      }),
    )
  })
  it('say how a person stands: nearer to the own group than the group is to all', () => {
    const everybody = { ids: [0, 1, 2, 3], x: Float64Array.of(-2, -4, 2, 4), y: new Float64Array(4) }
    const standing = standings(everybody, [
      { id: 0, members: [0, 1] },
      { id: 1, members: [2, 3] },
    ])
    expect(standing.get(1)).toEqual({ group: 0, centricness: -3, coreness: 0, extremeness: 1 })
    expect(standing.get(2)).toEqual({ group: 1, centricness: -1, coreness: 0, extremeness: -1 })
  })
})

describe('the next statement', () => {
  it('is drawn in proportion to its priority, never one already voted on', () => {
    const priorities = new Map([
      [1, 3],
      [2, 0],
      [3, 5],
    ])
    const random = randomFrom(11)
    const drawn = new Map<number | null, number>()
    for (let n = 0; n < 9000; n++) {
      const next = nextStatement([1, 2, 3, 4, 5], new Set([5]), priorities, random())
      drawn.set(next, (drawn.get(next) ?? 0) + 1)
    }
    expect([...drawn.keys()].sort()).toEqual([1, 3, 4])
    for (const [statement, share] of [
      [1, 3 / 9],
      [3, 5 / 9],
      [4, 1 / 9],
    ] as const)
      expect(Math.abs((drawn.get(statement) ?? 0) / 9000 - share)).toBeLessThan(0.02)
    expect(nextStatement([5], new Set([5]), priorities, 0.5)).toBeNull()
  })
  it('has more priority while few have seen it, less the more people pass', () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.nat(50),
        fc.nat(50),
        fc.double({ min: 0, max: 10, noNaN: true }),
        (agrees, disagrees, passes, extremity) => {
          const seen = agrees + disagrees + passes
          const priority = priorityOf({ agrees, disagrees, seen }, extremity, false)
          expect(priority).toBeGreaterThan(0)
          expect(priorityOf({ agrees, disagrees, seen: seen + 1 }, extremity, false)).toBeLessThan(priority)
          expect(priorityOf({ agrees, disagrees, seen }, extremity + 1, false)).toBeGreaterThan(priority)
        },
      ),
    )
    expect(priorityOf({ agrees: 3, disagrees: 0, seen: 3 }, 2, true)).toBe(49)
  })
})
