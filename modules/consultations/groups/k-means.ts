import type { Points } from './projection.ts'
import { startAgain } from './warm-start.ts'

/** Points that stand together. */
export interface Cluster {
  readonly id: number
  /** Ids of its points, in their order. */
  readonly members: readonly number[]
  readonly x: number
  readonly y: number
}

export interface WeightedPoints extends Points {
  /** How much each point counts in a centre; 1 each if absent. */
  readonly weights?: Float64Array
}

/** It ends when every centre, in order of place, moved less than this. */
const still = 0.01

interface Centers {
  readonly ids: number[]
  readonly x: number[]
  readonly y: number[]
}

/**
 * k-means in the plane. Begins with the clusters of the update before, mended where points came or went; without them
 * at the first `k` distinct points, in their order. May return fewer than `k`: clusters that lose all points go.
 * Of two centres equally near, a point takes the one that comes first.
 */
export function kMeans(
  points: WeightedPoints,
  k: number,
  { iterations, before }: { readonly iterations: number; readonly before?: readonly Cluster[] | undefined },
): Cluster[] {
  if (points.ids.length === 0) return []
  let centers = before && before.length > 0 ? centersOf(startAgain(points, before, k)) : firstDistinct(points, k)
  let assigned = nearest(points, centers)
  for (let turn = 1; ; turn++) {
    const next = recentred(points, centers, assigned)
    const done = turn >= iterations || hardlyMoved(centers, next.centers)
    if (done) return clustersOf(points, next)
    centers = next.centers
    assigned = nearest(points, centers)
  }
}

const centersOf = (clusters: readonly Cluster[]): Centers => ({
  ids: clusters.map(({ id }) => id),
  x: clusters.map(({ x }) => x),
  y: clusters.map(({ y }) => y),
})

function firstDistinct({ ids, x, y }: Points, k: number): Centers {
  const centers: Centers = { ids: [], x: [], y: [] }
  const taken = new Set<string>()
  for (let n = 0; n < ids.length && centers.ids.length < k; n++) {
    const place = `${x[n]} ${y[n]}`
    if (taken.has(place)) continue
    taken.add(place)
    centers.ids.push(centers.ids.length)
    centers.x.push(x[n] as number)
    centers.y.push(y[n] as number)
  }
  return centers
}

/** For each point the index of the nearest centre. */
function nearest({ ids, x, y }: Points, centers: Centers): Int32Array {
  const count = centers.ids.length
  const [cx, cy] = [Float64Array.from(centers.x), Float64Array.from(centers.y)]
  const assigned = new Int32Array(ids.length)
  for (let n = 0; n < ids.length; n++) {
    const px = x[n] as number
    const py = y[n] as number
    let least = Number.POSITIVE_INFINITY
    let best = 0
    for (let c = 0; c < count; c++) {
      const dx = px - (cx[c] as number)
      const dy = py - (cy[c] as number)
      const square = dx * dx + dy * dy
      if (square < least) {
        least = square
        best = c
      }
    }
    assigned[n] = best
  }
  return assigned
}

interface Step {
  readonly centers: Centers
  /** For each point the index among `centers`. */
  readonly assigned: Int32Array
}

/** Centres at the mean of the points assigned; those without points fall away. */
function recentred({ x, y, weights }: WeightedPoints, { ids }: Centers, assigned: Int32Array): Step {
  const [sum, sumX, sumY] = [0, 1, 2].map(() => new Float64Array(ids.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (const [n, c] of assigned.entries()) {
    const weight = weights ? (weights[n] as number) : 1
    ;(sum[c] as number) += weight
    ;(sumX[c] as number) += weight * (x[n] as number)
    ;(sumY[c] as number) += weight * (y[n] as number)
  }
  const kept = ids.map((_, c) => c).filter((c) => (sum[c] as number) > 0)
  const place = new Int32Array(ids.length)
  for (const [index, c] of kept.entries()) place[c] = index
  return {
    centers: {
      ids: kept.map((c) => ids[c] as number),
      x: kept.map((c) => (sumX[c] as number) / (sum[c] as number)),
      y: kept.map((c) => (sumY[c] as number) / (sum[c] as number)),
    },
    assigned: assigned.map((c) => place[c] as number),
  }
}

/** Compares centres in order of place, so that it does not matter which one is which. */
function hardlyMoved(before: Centers, after: Centers): boolean {
  const inOrder = ({ x, y }: Centers) =>
    x.map((across, c): [number, number] => [across, y[c] as number]).sort(([a, c], [b, d]) => a - b || c - d)
  const old = inOrder(before)
  return inOrder(after).every(([x, y], c) => {
    const [oldX, oldY] = old[c] ?? [x, y]
    return Math.hypot(x - oldX, y - oldY) < still
  })
}

function clustersOf({ ids }: Points, { centers, assigned }: Step): Cluster[] {
  const members: number[][] = centers.ids.map(() => [])
  for (const [n, c] of assigned.entries()) members[c]?.push(ids[n] as number)
  return centers.ids
    .map((id, c) => ({ id, members: members[c] ?? [], x: centers.x[c] as number, y: centers.y[c] as number }))
    .sort((a, b) => a.id - b.id)
}
