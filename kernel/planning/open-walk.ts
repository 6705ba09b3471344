import type { Distance } from './distances.ts'
import { type GoOn, neverStops, run } from './search.ts'
import { TourSearch } from './tour.ts'

/** Steps for each stop: a day's walk is short, and shorter than this no seed makes it. */
const stepsEach = 40

export interface WalkOptions {
  /** How far each stop is from where the walk begins; left out: it begins anywhere. */
  readonly fromStart?: ((stop: number) => number) | undefined
  /** Stopped, the walk is the shortest so far. */
  readonly goOn?: GoOn | undefined
}

/**
 * A short way through all stops that need not come back: a round tour with one more stop that is as near to all (or as
 * far as the start is), where the round is cut. The same for the same distances.
 * @returns the stops in order.
 */
export function openWalk(
  size: number,
  distance: Distance,
  { fromStart, goOn = neverStops }: WalkOptions = {},
): number[] {
  if (size < 2) return Array.from({ length: size }, (_, stop) => stop)
  // Two more stops: the start, and the end that is next to it at no cost and as near to every other.
  const search = fromStart
    ? new TourSearch({ size: size + 2, distance: withEnds(size, distance, fromStart) })
    : new TourSearch({ size: size + 1, distance: (a, b) => (a === size || b === size ? 0 : distance(a, b)) })
  run(search, { steps: stepsEach * size, goOn: (done) => goOn(done, search.shortest) })
  const order = [...search.order]
  const cut = order.indexOf(size)
  const walk = [...order.slice(cut + 1), ...order.slice(0, cut)]
  if (!fromStart) return walk
  if (walk[0] === size + 1) walk.reverse()
  return walk.filter((stop) => stop < size)
}

/** `size` is the start, `size + 1` the end: next to each other they cost so much less that nothing parts them. */
function withEnds(size: number, distance: Distance, fromStart: (stop: number) => number): Distance {
  let far = 1
  for (let a = 0; a < size; a++)
    for (let b = 0; b < a; b++) far = Math.max(far, distance(a, b), fromStart(a), fromStart(b))
  const end = far * size * 2
  return (a, b) => {
    const [low, high] = a < b ? [a, b] : [b, a]
    if (high === size + 1) return low === size ? 0 : end
    return high === size ? fromStart(low) : distance(a, b)
  }
}
