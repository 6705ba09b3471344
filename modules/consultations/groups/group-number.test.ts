import { describe, expect, it } from 'vitest'
import { groupNumbers, type Smoothing, silhouette, smoothed } from './group-number.ts'
import { groupingOf } from './grouping.ts'
import { kMeans } from './k-means.ts'

describe('the number of groups', () => {
  it('changes on the screen after four updates of one mind', () => {
    let state: Smoothing | null = null
    const shown = [3, 2, 2, 3, 2, 2, 2, 2, 3].map((best) => {
      state = smoothed(state, best)
      return state.shown
    })
    expect(shown).toEqual([3, 3, 3, 3, 3, 3, 3, 2, 2])
    expect([1, 11, 12, 24, 36, 100].map((base) => Math.max(...groupNumbers(base)))).toEqual([2, 2, 3, 4, 5, 5])
  })
  it('is judged by a silhouette between −1 and 1, alone counting 0', () => {
    const points = { ids: [0, 1, 2, 3], x: Float64Array.of(0, 1, 10, 11), y: new Float64Array(4) }
    const cluster = (id: number, members: number[]) => ({ id, members, x: 0, y: 0 })
    expect(silhouette(points, [cluster(0, [0, 1]), cluster(1, [2, 3])])).toBeCloseTo((9.5 / 10.5 + 8.5 / 9.5) / 2, 12)
    expect(silhouette(points, [cluster(0, [0, 1, 2]), cluster(1, [3])])).toBeLessThan(0.6)
    expect(
      silhouette(
        points,
        [0, 1, 2, 3].map((n) => cluster(n, [n])),
      ),
    ).toBe(0)
  })
  it('counts people, not base clusters, in the middle of a group', () => {
    const base = [0, 1, 10].map((x, id) => ({
      id,
      members: Array.from({ length: id === 1 ? 3 : 1 }, (_, n) => 10 * id + n),
      x,
      y: 0,
    }))
    const { groups } = groupingOf(base, null)
    expect(groups.map(({ members, x }) => [members, x])).toEqual([
      [[0, 1], 0.75],
      [[2], 10],
    ])
  })
  it('k-means begins again where it was, and fills up clusters that lost their people', () => {
    const points = { ids: [0, 1, 2, 3], x: Float64Array.of(0, 1, 10, 30), y: new Float64Array(4) }
    const gone = [
      { id: 4, members: [0, 1, 2, 3], x: 5, y: 0 },
      { id: 6, members: [9], x: 99, y: 0 },
    ]
    const found = kMeans(points, 2, { iterations: 20, before: gone })
    expect(found.map(({ id, members }) => [id, members])).toEqual([
      [4, [0, 1, 2]],
      [5, [3]],
    ])
  })
})
