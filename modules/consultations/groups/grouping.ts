import { bestNumber, groupNumbers, type Smoothing, silhouette, smoothed } from './group-number.ts'
import { type Cluster, kMeans, type WeightedPoints } from './k-means.ts'
import type { Points } from './projection.ts'

/** Base clusters stand for people from here on: so many at most, whatever the number of people. */
const mostBaseClusters = 100
const baseIterations = 100
const groupIterations = 20

/** What the next update goes on from. */
export interface GroupingState {
  /** The grouping into each number of groups that was tried. */
  readonly tried: readonly { readonly k: number; readonly clusters: readonly Cluster[] }[]
  readonly smoothing: Smoothing | null
}

export interface Grouping {
  readonly state: GroupingState
  /** Groups that are shown; their members are ids of base clusters. */
  readonly groups: readonly Cluster[]
  /** Mean silhouette by number of groups. */
  readonly silhouettes: ReadonlyMap<number, number>
}

/** People who stand close together, as one point each; their members are numbers of people. */
export function baseClusters(people: Points, before: readonly Cluster[]): Cluster[] {
  return kMeans(people, mostBaseClusters, { iterations: baseIterations, before })
}

/**
 * Groups of base clusters, each weighing as much as the people in it: tried for each number of groups, of which the
 * one with the clearest borders is taken, smoothed over updates. Where all stand at one place there is one group.
 */
export function groupingOf(base: readonly Cluster[], before: GroupingState | null): Grouping {
  const points = pointsOf(base)
  const tried = groupNumbers(base.length)
    .map((k) => {
      const earlier = before?.tried.find((one) => one.k === k)?.clusters
      return { k, clusters: kMeans(points, k, { iterations: groupIterations, before: earlier }) }
    })
    .filter(({ clusters }) => clusters.length >= 2)
  const silhouettes = new Map(tried.map(({ k, clusters }) => [k, silhouette(points, clusters)]))
  const best = bestNumber(silhouettes)
  if (best === null) {
    const groups = kMeans(points, 1, { iterations: groupIterations })
    return { state: { tried: [], smoothing: null }, groups, silhouettes }
  }
  const next = smoothed(before?.smoothing ?? null, best)
  // A number that can no longer be had (people came to stand at one place) is given up at once.
  const smoothing = silhouettes.has(next.shown) ? next : { ...next, shown: best }
  const groups = tried.find(({ k }) => k === smoothing.shown)?.clusters ?? []
  return { state: { tried, smoothing }, groups, silhouettes }
}

function pointsOf(base: readonly Cluster[]): WeightedPoints {
  return {
    ids: base.map(({ id }) => id),
    x: Float64Array.from(base, ({ x }) => x),
    y: Float64Array.from(base, ({ y }) => y),
    weights: Float64Array.from(base, ({ members }) => members.length),
  }
}

/** The people in a group of base clusters. */
export function peopleOf(group: Cluster, base: readonly Cluster[]): number[] {
  const inside = new Set(group.members)
  return base.filter(({ id }) => inside.has(id)).flatMap(({ members }) => members)
}
