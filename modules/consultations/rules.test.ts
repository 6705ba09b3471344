import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fewestInGroup,
  fewestInPicture,
  fewestSeeds,
  mayStep,
  obstacle,
  states,
  steps,
  votingObstacle,
} from './consultation.ts'
import { groupsOfLog } from './groups/groups-of-log.ts'
import { campVotes, someLog } from './groups/votes.fixture.ts'
import { pictureOf, topStatements } from './picture.ts'

const standing = { state: 'draft', seeds: 3, untilOn: '2026-12-01', today: '2026-11-23', unanswered: 0 } as const
const all = new Set(Array.from({ length: 200 }, (_, n) => n))

describe('states', () => {
  it('go one way, and each step is barred by what is missing', () => {
    for (const state of states)
      expect(steps.filter((step) => mayStep(step, state)).length).toBe(state === 'answered' ? 0 : 1)
    expect(obstacle('open', standing)).toBeNull()
    expect(obstacle('open', { ...standing, seeds: fewestSeeds - 1 })?.zh).toContain('还差 1 条')
    expect(obstacle('open', { ...standing, untilOn: '2026-11-22' })).not.toBeNull()
    expect(obstacle('finish', { ...standing, state: 'closed', unanswered: 2 })?.en).toContain('2 main')
  })
  it('take votes from the first to the last day', () => {
    const on = (today: string) => votingObstacle({ state: 'open', fromOn: '2026-11-23', untilOn: '2026-11-24', today })
    expect(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'].map((day) => on(day) === null)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('the picture, whatever was voted,', () => {
  const pictures = someLog.chain((log) =>
    fc.uniqueArray(fc.nat(11), { maxLength: 4 }).map((out) => {
      const moderation = { rejected: new Set(out.slice(0, 2)), meta: new Set(out.slice(2)) }
      const shown = new Set([...all].filter((n) => !moderation.rejected.has(n)))
      return { moderation, picture: pictureOf(groupsOfLog(log, moderation).found, moderation, shown) }
    }),
  )
  it('describes no group of fewer than five, and none before ten are in it', () => {
    fc.assert(
      fc.property(pictures, ({ picture }) => {
        for (const { size } of picture.groups) expect(size).toBeGreaterThanOrEqual(fewestInGroup)
        if (picture.inside < fewestInPicture) expect([picture.groups, picture.dots]).toEqual([[], []])
        else if (picture.groups.length > 0)
          expect(picture.groups.reduce((sum, { size }) => sum + size, 0) + picture.inSmall).toBe(picture.inside)
        for (const [, x, y] of picture.dots) expect(Math.min(x, y) >= 0 && Math.max(x, y) <= 1000).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
  it('tells nothing of a statement that is hidden, and draws nothing from one that is meta', () => {
    fc.assert(
      fc.property(pictures, ({ picture, moderation }) => {
        expect(picture.statements.some(({ statement }) => moderation.rejected.has(statement))).toBe(false)
        const told = [
          ...picture.unites.map(({ statement }) => statement),
          ...picture.divides,
          ...picture.groups.flatMap(({ holds }) => holds.map(({ statement }) => statement)),
        ]
        expect(told.some((n) => moderation.rejected.has(n) || moderation.meta.has(n))).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
  it('names the largest group A, and has every main statement answered once', () => {
    const { found } = groupsOfLog(campVotes({ people: 90, statements: 20, camps: 3, share: 0.8, seed: 5 }))
    const none = { rejected: new Set<number>(), meta: new Set<number>() }
    const picture = pictureOf(found, none, all)
    expect(picture.groups.map(({ letter }) => letter)).toEqual(['A', 'B', 'C'].slice(0, picture.groups.length))
    expect(picture.groups.map(({ size }) => size)).toEqual(
      picture.groups.map(({ size }) => size).toSorted((a, b) => b - a),
    )
    expect(new Set(topStatements(picture)).size).toBe(topStatements(picture).length)
  })
})
