/** What can be walked to: a building, and where it stands (metres in a plane, or null where nobody knows). */
export interface Spot {
  readonly id: string
  readonly place: string
  readonly point: { readonly x: number; readonly y: number } | null
}

/** Straight distance; what has no point is nowhere near, and next to what has none either. */
function distance(a: Spot, b: Spot): number {
  if (a.place === b.place) return 0
  if (!a.point || !b.point) return a.point === b.point ? 1e6 : 1e7
  return Math.hypot(a.point.x - b.point.x, a.point.y - b.point.y) + 1
}

const byId = (a: Spot, b: Spot): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Of `spots`, the nearest to any of `chosen`: the same building first. Nothing when nothing is chosen yet. */
export function pickNear<S extends Spot>(spots: readonly S[], chosen: readonly S[], most: number): S[] {
  if (chosen.length === 0) return []
  return spots
    .map((spot) => ({ spot, away: Math.min(...chosen.map((other) => distance(spot, other))) }))
    .sort((a, b) => a.away - b.away || byId(a.spot, b.spot))
    .slice(0, most)
    .map(({ spot }) => spot)
}

/** The length of a walk in the order given. */
export const lengthOf = (walk: readonly Spot[]): number =>
  walk.reduce((length, spot, at) => length + (at > 0 ? distance(walk[at - 1] ?? spot, spot) : 0), 0)

/**
 * An order in which to walk: from the most western building always to the nearest next, then made shorter by turning
 * stretches round (2-opt). What is in one building stays together. Deterministic.
 */
export function walkOrder<S extends Spot>(spots: readonly S[]): S[] {
  const buildings = new Map<string, S[]>()
  for (const spot of [...spots].sort(byId)) buildings.set(spot.place, [...(buildings.get(spot.place) ?? []), spot])
  const heads = [...buildings.values()].flatMap(([head]) => (head ? [head] : []))
  const order = twoOpt(nearestNext(heads))
  return order.flatMap((head) => buildings.get(head.place) ?? [])
}

function nearestNext<S extends Spot>(spots: readonly S[]): S[] {
  const west = (spot: S) => spot.point?.x ?? Number.MAX_VALUE
  const left = [...spots].sort((a, b) => west(a) - west(b) || byId(a, b))
  const walk: S[] = left.splice(0, 1)
  while (left.length > 0) {
    const here = walk.at(-1)
    const [next] = here ? pickNear(left, [here], 1) : left
    if (!next) break
    walk.push(next)
    left.splice(left.indexOf(next), 1)
  }
  return walk
}

function twoOpt<S extends Spot>(walk: readonly S[]): S[] {
  let best = [...walk]
  let length = lengthOf(best)
  for (let better = true; better; ) {
    better = false
    for (let i = 0; i < best.length - 1; i++) {
      for (let j = i + 1; j < best.length; j++) {
        const turned = [...best.slice(0, i), ...best.slice(i, j + 1).reverse(), ...best.slice(j + 1)]
        const now = lengthOf(turned)
        if (now >= length - 1e-6) continue
        best = turned
        length = now
        better = true
      }
    }
  }
  return best
}
