import type { Cluster, WeightedPoints } from './k-means.ts'

/**
 * The clusters of the update before as the start of the next one: at the mean of their points that are still there,
 * those at one place joined. Where there are fewer than `k` (and places enough), the point farthest from all centres
 * begins another, until there are `k`.
 */
export function startAgain(points: WeightedPoints, before: readonly Cluster[], k: number): Cluster[] {
  const at = new Map(points.ids.map((id, n) => [id, n]))
  const kept = before.map((cluster) => ({ ...cluster, members: cluster.members.filter((id) => at.has(id)) }))
  const standing = kept.filter(({ members }) => members.length > 0).map((cluster) => centred(points, at, cluster))
  const nextId = 1 + Math.max(-1, ...before.map(({ id }) => id))
  if (standing.length === 0) standing.push(centred(points, at, { id: nextId, members: points.ids, x: 0, y: 0 }))
  let clusters = joined(points, at, standing)
  const possible = Math.min(k, places(points, k))
  while (clusters.length < possible) {
    const far = farthest(points, clusters)
    if (far === null) break
    const id = points.ids[far] as number
    const without = clusters.map((cluster) =>
      cluster.members.includes(id)
        ? centred(points, at, { ...cluster, members: cluster.members.filter((member) => member !== id) })
        : cluster,
    )
    const alone = { id: 1 + Math.max(...clusters.map((cluster) => cluster.id)), members: [id] }
    clusters = [...without, { ...alone, x: points.x[far] as number, y: points.y[far] as number }]
  }
  return clusters
}

function centred({ x, y, weights }: WeightedPoints, at: ReadonlyMap<number, number>, cluster: Cluster): Cluster {
  let [sum, sumX, sumY] = [0, 0, 0]
  for (const id of cluster.members) {
    const n = at.get(id) ?? 0
    const weight = weights ? (weights[n] as number) : 1
    sum += weight
    sumX += weight * (x[n] as number)
    sumY += weight * (y[n] as number)
  }
  return sum > 0 ? { ...cluster, x: sumX / sum, y: sumY / sum } : cluster
}

/** Clusters at exactly one place become one; the larger one's id stays. */
function joined(points: WeightedPoints, at: ReadonlyMap<number, number>, clusters: readonly Cluster[]): Cluster[] {
  const found: Cluster[] = []
  for (const cluster of clusters) {
    const twin = found.findIndex(({ x, y }) => x === cluster.x && y === cluster.y)
    const other = found[twin]
    if (!other) found.push(cluster)
    else {
      const { id } = cluster.members.length > other.members.length ? cluster : other
      found[twin] = centred(points, at, { ...other, id, members: [...other.members, ...cluster.members] })
    }
  }
  return found
}

/** How many different places there are, counted no further than `enough`. */
function places({ ids, x, y }: WeightedPoints, enough: number): number {
  const seen = new Set<string>()
  for (let n = 0; n < ids.length && seen.size < enough; n++) seen.add(`${x[n]} ${y[n]}`)
  return seen.size
}

/** The point whose nearest centre is farthest; null if every point stands on one. */
function farthest({ ids, x, y }: WeightedPoints, clusters: readonly Cluster[]): number | null {
  let most = 0
  let found: number | null = null
  for (let n = 0; n < ids.length; n++) {
    let least = Number.POSITIVE_INFINITY
    for (const center of clusters) {
      const dx = (x[n] as number) - center.x
      const dy = (y[n] as number) - center.y
      least = Math.min(least, dx * dx + dy * dy)
    }
    if (least > most) {
      most = least
      found = n
    }
  }
  return found
}
