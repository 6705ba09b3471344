import { openWalk } from '../../kernel/planning/open-walk.ts'
import type { GoOn } from '../../kernel/planning/search.ts'
import type { Stairs } from './subject.ts'

/** Metres in a plane. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** What can be walked to: a building, where it stands (null where nobody knows), and where in it. */
export interface Spot {
  readonly id: string
  readonly place: string
  readonly point: Point | null
  readonly stairs?: Stairs | null
}

/** Another staircase of the same building: less than the next building, more than another floor. */
const otherStaircase = 0.5

/** Straight distance; what has no point is nowhere near, and next to what has none either. */
export function distance(a: Spot, b: Spot): number {
  if (a.place === b.place) return a.stairs?.unit === b.stairs?.unit ? 0 : otherStaircase
  if (!a.point || !b.point) return a.point === b.point ? 1e6 : 1e7
  return Math.hypot(a.point.x - b.point.x, a.point.y - b.point.y) + 1
}

export const byId = (a: Spot, b: Spot): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The length of a walk in the order given. */
export const lengthOf = (walk: readonly Spot[]): number =>
  walk.reduce((length, spot, at) => length + (at > 0 ? distance(walk[at - 1] ?? spot, spot) : 0), 0)

/**
 * An order in which to walk: a short way from building to building, from `home` where it is known, else from the more
 * western end; in a building staircase by staircase, and each staircase once up. The same for the same spots, in whatever
 * order they come. `goOn` false: the shortest way so far.
 */
export function walkOrder<S extends Spot>(spots: readonly S[], home: Point | null = null, goOn?: GoOn): S[] {
  const buildings = new Map<string, S[]>()
  for (const spot of [...spots].sort(upTheStairs)) {
    const inside = buildings.get(spot.place)
    if (inside) inside.push(spot)
    else buildings.set(spot.place, [spot])
  }
  const heads = [...buildings.values()].flatMap(([head]) => (head ? [head] : [])).sort(fromTheWest)
  const between = (a: number, b: number) => apart(heads[a], heads[b])
  const start: Spot | null = home && { id: '', place: '', point: home }
  const order = openWalk(heads.length, between, {
    ...(start ? { fromStart: (n: number) => apart(start, heads[n]) } : {}),
    goOn,
  })
  // Without a start the way is as short from either end.
  const [first = 0, last = 0] = [order[0], order.at(-1)]
  if (!start && first > last) order.reverse()
  return order.flatMap((n) => buildings.get(heads[n]?.place ?? '') ?? [])
}

const apart = (a: Spot | undefined, b: Spot | undefined): number => (a && b && a !== b ? distance(a, b) : 0)

const west = ({ point }: Spot): number => point?.x ?? Number.MAX_VALUE

function fromTheWest(a: Spot, b: Spot): number {
  const by = west(a) - west(b)
  return by === 0 ? (a.place < b.place ? -1 : 1) : by
}

/** What stands at no staircase first; then by staircase, floor and door, as one walks up. */
function upTheStairs(a: Spot, b: Spot): number {
  if (!a.stairs || !b.stairs) return a.stairs ? 1 : b.stairs ? -1 : byId(a, b)
  return (
    asCounted(a.stairs.unit, b.stairs.unit) ||
    a.stairs.floor - b.stairs.floor ||
    asCounted(a.stairs.room, b.stairs.room) ||
    byId(a, b)
  )
}

/** 2 before 10; the same on every machine, whatever its language. */
function asCounted(a: string, b: string): number {
  const by = Number.parseInt(a, 10) - Number.parseInt(b, 10)
  if (by < 0 || by > 0) return by
  return a < b ? -1 : a > b ? 1 : 0
}
