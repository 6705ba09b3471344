import { describe, expect, it } from 'vitest'
import { type GroupsState, newGroups, updateGroups } from './opinion-groups.ts'
import { sampleSize } from './principal-components.ts'
import { randomFrom } from './random.ts'
import { adjustedRand } from './reference.fixture.ts'
import { nothingModerated, type VoteCast } from './vote.ts'
import { campVotes } from './votes.fixture.ts'
import { noVotes, withVotes } from './votes-matrix.ts'

const matrixOf = (log: readonly VoteCast[]) => withVotes(noVotes, log).matrix

describe('updates', () => {
  /** The state after a log that came in so many pieces, each time through JSON as a store would keep it. */
  function fold(log: readonly VoteCast[], pieces: number) {
    let state: GroupsState = newGroups(7)
    let matrix = noVotes
    const size = Math.ceil(log.length / pieces)
    const groups: (readonly number[])[][] = []
    for (let n = 0; n < pieces; n++) {
      matrix = withVotes(matrix, log.slice(n * size, (n + 1) * size)).matrix
      const next = updateGroups(JSON.parse(JSON.stringify(state)) as GroupsState, matrix, nothingModerated)
      groups.push(next.found.groups.map(({ members }) => members))
      state = next.state
    }
    return { state, groups, last: groups.at(-1) ?? [] }
  }
  it('can be recomputed from the log to the last digit, and go through JSON unharmed', () => {
    const log = campVotes({ people: 150, statements: 30, camps: 3, share: 0.5, seed: 3 })
    expect(fold(log, 9)).toEqual(fold(log, 9))
    expect(JSON.parse(JSON.stringify(fold(log, 3).state))).toEqual(fold(log, 3).state)
  })
  it('step by step find the camps that one cold update finds', () => {
    const random = randomFrom(4)
    const log = campVotes({ people: 100, statements: 24, camps: 2, share: 0.5, seed: 3 })
    const mixed = log
      .map((vote) => ({ vote, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ vote }) => vote)
    expect(adjustedRand(fold(mixed, 40).last, fold(mixed, 1).last)).toBeGreaterThan(0.95)
    // From the very first vote, when nothing varies yet.
    expect(adjustedRand(fold(mixed, mixed.length / 12).last, fold(mixed, 1).last)).toBeGreaterThan(0.95)
  })
  it('draw the plane of a cold update, also after a statement was taken out and put back', () => {
    const log = campVotes({ people: 120, statements: 24, camps: 3, share: 0.6, seed: 12 })
    const out = { rejected: new Set([0, 5]), meta: new Set([1]) }
    let state = newGroups(1)
    for (const [cut, moderation] of [
      [300, nothingModerated],
      [900, out],
      [1200, out],
    ] as const)
      state = updateGroups(state, matrixOf(log.slice(0, cut)), moderation).state
    expect(state.components?.axes[0][0]).toBe(0)
    const warm = updateGroups(state, matrixOf(log), nothingModerated).state.components
    const cold = updateGroups(newGroups(9), matrixOf(log), nothingModerated).state.components
    for (const n of [0, 1] as const) {
      const [a, b] = [warm, cold].map((plane) => plane?.axes[n] ?? [])
      expect(Math.abs((a ?? []).reduce((sum, part, i) => sum + part * (b?.[i] ?? 0), 0))).toBeGreaterThan(0.999999)
    }
  })
  it('find groups although the first who voted was alone, when nothing varied', () => {
    const log = campVotes({ people: 60, statements: 12, camps: 2, share: 1, seed: 2 })
    const alone = updateGroups(newGroups(1), matrixOf(log.slice(0, 12)), nothingModerated).state
    expect(alone.components?.axes.flat().every((part) => part === 0)).toBe(true)
    expect(updateGroups(alone, matrixOf(log), nothingModerated).found.groups.length).toBeGreaterThanOrEqual(2)
  })
  it('settle: without new votes nobody moves', () => {
    const log = campVotes({ people: 300, statements: 30, camps: 3, share: 0.5, seed: 8 })
    const matrix = matrixOf(log)
    let { state, found } = updateGroups(newGroups(1), matrix, nothingModerated)
    for (let n = 0; n < 3; n++) ({ state, found } = updateGroups(state, matrix, nothingModerated))
    const next = updateGroups(state, matrix, nothingModerated).found
    expect(next.groups.map(({ members }) => members)).toEqual(found.groups.map(({ members }) => members))
  })
  it('above 10,000 people learn from samples, and find the same camps every time', () => {
    const log = campVotes({ people: 10_200, statements: 40, camps: 2, share: 0.5, seed: 2 })
    const matrix = matrixOf(log)
    const { found, state } = updateGroups(newGroups(1), matrix, nothingModerated)
    const meant = [0, 1].map((camp) => found.inside.filter((person) => person % 2 === camp))
    expect(
      adjustedRand(
        found.groups.map(({ members }) => members),
        meant,
      ),
    ).toBeGreaterThan(0.9)
    expect(updateGroups(newGroups(1), matrix, nothingModerated).state).toEqual(state)
    expect([0, 10_000, 100_000, 200_000].map(sampleSize)).toEqual([100, 100, 856, 1500])
  })
})
