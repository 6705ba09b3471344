import type { Cluster, WeightedPoints } from './k-means.ts'

/** Most groups that are looked for. */
const mostGroups = 5
/** The number of groups that is shown changes only after it was best so often in a row. */
const steady = 4

/** Numbers of groups to try for so many base clusters: from 2 up. */
export function groupNumbers(baseClusters: number): number[] {
  const most = Math.min(mostGroups, 2 + Math.floor(baseClusters / 12))
  return Array.from({ length: most - 1 }, (_, n) => n + 2)
}

/**
 * Mean silhouette of a grouping, −1 to 1: how much nearer points are to their own group than to the next one. Each
 * point counts once whatever its weight; alone in a group, it counts 0. With fewer than two groups −1.
 */
export function silhouette({ ids, x, y }: WeightedPoints, clusters: readonly Cluster[]): number {
  if (clusters.length < 2) return -1
  const at = new Map(ids.map((id, n) => [id, n]))
  const groups = clusters.map(({ members }) => members.map((id) => at.get(id) ?? 0))
  let sum = 0
  let count = 0
  for (const [own, members] of groups.entries())
    for (const n of members) {
      const meanTo = (group: readonly number[], size: number) =>
        group.reduce(
          (total, m) => total + Math.hypot((x[n] as number) - (x[m] as number), (y[n] as number) - (y[m] as number)),
          0,
        ) / size
      count++
      if (members.length === 1) continue
      const inside = meanTo(members, members.length - 1)
      const next = Math.min(...groups.filter((_, g) => g !== own).map((group) => meanTo(group, group.length)))
      const larger = Math.max(inside, next)
      sum += larger === 0 ? 0 : (next - inside) / larger
    }
  return count === 0 ? -1 : sum / count
}

/** Keeps the number of groups on the screen from flickering. */
export interface Smoothing {
  /** The best number in the last update, and how often in a row it has been. */
  readonly best: number
  readonly streak: number
  readonly shown: number
}

/** The number with the largest silhouette; of equals the larger. Null for none. */
export function bestNumber(silhouettes: ReadonlyMap<number, number>): number | null {
  let best: number | null = null
  for (const [k, value] of [...silhouettes].sort(([a], [b]) => a - b))
    if (best === null || value >= (silhouettes.get(best) ?? -1)) best = k
  return best
}

/** The first best number is shown at once; another one when it was best in four updates in a row. */
export function smoothed(before: Smoothing | null, best: number): Smoothing {
  if (!before) return { best, streak: 1, shown: best }
  const streak = best === before.best ? before.streak + 1 : 1
  return { best, streak, shown: streak >= steady ? best : before.shown }
}
