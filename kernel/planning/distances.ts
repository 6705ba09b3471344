/** Where stops lie in a plane; both of one length. */
export interface Points {
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
}

/** How far two stops are from each other, by number; the same both ways, never negative, never NaN. */
export type Distance = (a: number, b: number) => number

/** Straight distance in the unit of the points. */
export const straight =
  ({ x, y }: Points): Distance =>
  (a, b) =>
    Math.hypot((x[a] ?? 0) - (x[b] ?? 0), (y[a] ?? 0) - (y[b] ?? 0))

/** Up to so many stops all distances are worked out once: 32 megabytes. */
export const mostTabled = 2_000

/** All distances of `size` stops, row by row. */
export function tableOf(size: number, distance: Distance): Float64Array {
  const table = new Float64Array(size * size)
  for (let a = 0; a < size; a++)
    for (let b = a + 1; b < size; b++) {
      const away = distance(a, b)
      table[a * size + b] = away
      table[b * size + a] = away
    }
  return table
}

/** For each stop the `most` nearest others, nearest first, by number where they are as near. */
export interface Neighbours {
  /** How many each has. */
  readonly width: number
  /** Those of stop `s` begin at `s × width`. */
  readonly of: Int32Array
}

/** From a distance alone; looks at every pair. */
export function nearestOf(size: number, most: number, distance: Distance): Neighbours {
  const width = Math.min(most, size - 1)
  const of = new Int32Array(size * width)
  const others = new Int32Array(size)
  const away = new Float64Array(size)
  for (let s = 0; s < size; s++) {
    let found = 0
    for (let other = 0; other < size; other++)
      if (other !== s) {
        away[other] = distance(s, other)
        others[found++] = other
      }
    keepNearest(others, found, width, away)
    of.set(others.subarray(0, width), s * width)
  }
  return { width, of }
}

/** Of each quarter of the surroundings so many are kept: where stops stand in clusters, the way out is not forgotten. */
const ofEachQuarter = 2

/** For points, looked up in a grid: what lies around, some of it in every direction. By straight distance. */
export function nearestPoints(points: Points, most: number): Neighbours {
  const size = points.x.length
  const width = Math.min(most, size - 1)
  const of = new Int32Array(size * width)
  const grid = gridOf(points)
  const found = new Int32Array(size)
  const away = new Float64Array(size)
  for (let s = 0; s < size; s++) {
    let ring = 2
    let count = gather(grid, points, s, ring, found, away)
    while (count < Math.min(size - 1, width * 3)) {
      ring *= 2
      count = gather(grid, points, s, ring, found, away)
    }
    keepNearest(found, count, Math.min(count, width * 3), away)
    quartersFirst(points, s, found, Math.min(count, width * 3), width)
    keepNearest(found, width, width, away)
    of.set(found.subarray(0, width), s * width)
  }
  return { width, of }
}

/** Puts the nearest two of each quarter to the front, then the others; within each as they came. */
function quartersFirst({ x, y }: Points, stop: number, found: Int32Array, count: number, width: number): void {
  const kept = [0, 0, 0, 0]
  const [first, then]: [number[], number[]] = [[], []]
  for (const other of found.subarray(0, count)) {
    const quarter = ((x[other] ?? 0) > (x[stop] ?? 0) ? 1 : 0) + ((y[other] ?? 0) > (y[stop] ?? 0) ? 2 : 0)
    const here = kept[quarter] ?? 0
    kept[quarter] = here + 1
    if (here < ofEachQuarter) first.push(other)
    else then.push(other)
  }
  found.set([...first, ...then].slice(0, width))
}

/** Puts the `most` nearest of the first `count` to the front, in order. */
function keepNearest(stops: Int32Array, count: number, most: number, away: Float64Array): void {
  for (let at = 0; at < Math.min(most, count); at++) {
    let nearest = at
    for (let i = at + 1; i < count; i++) {
      const here = away[stops[i] ?? 0] ?? 0
      const best = away[stops[nearest] ?? 0] ?? 0
      if (here < best || (here === best && (stops[i] ?? 0) < (stops[nearest] ?? 0))) nearest = i
    }
    const kept = stops[at] ?? 0
    stops[at] = stops[nearest] ?? 0
    stops[nearest] = kept
  }
}

interface Grid {
  readonly columns: number
  readonly rows: number
  readonly cellOf: (stop: number) => number
  /** Stops by cell; those of cell `c` lie from `starts[c]` to below `starts[c + 1]`. */
  readonly stops: Int32Array
  readonly starts: Int32Array
}

/** About three stops a cell, and at most 2,000 cells either way, however the stops lie. */
function gridOf({ x, y }: Points): Grid {
  const size = x.length
  const [left, right, low, high] = [least(x, 1), -least(x, -1), least(y, 1), -least(y, -1)]
  const [wide, tall] = [right - left, high - low]
  const step = Math.max(Math.sqrt((wide * tall * 3) / size), Math.max(wide, tall) / 2_000) || 1
  const columns = Math.floor((right - left) / step) + 1
  const rows = Math.floor((high - low) / step) + 1
  const cellOf = (stop: number) =>
    Math.floor(((y[stop] ?? 0) - low) / step) * columns + Math.floor(((x[stop] ?? 0) - left) / step)
  const starts = new Int32Array(columns * rows + 1)
  for (let s = 0; s < size; s++) starts[cellOf(s) + 1] = (starts[cellOf(s) + 1] ?? 0) + 1
  for (let c = 0; c < columns * rows; c++) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0)
  const next = starts.slice()
  const stops = new Int32Array(size)
  for (let s = 0; s < size; s++) {
    const cell = cellOf(s)
    const at = next[cell] ?? 0
    stops[at] = s
    next[cell] = at + 1
  }
  return { columns, rows, cellOf, stops, starts }
}

function least(numbers: ArrayLike<number>, sign: 1 | -1): number {
  let found = Number.POSITIVE_INFINITY
  for (let i = 0; i < numbers.length; i++) found = Math.min(found, sign * (numbers[i] ?? 0))
  return found
}

/** Where thousands lie on one spot, any of them are near enough. */
const mostGathered = 400

/** Collects the stops within so many rings of cells around a stop. @returns how many. */
function gather(grid: Grid, { x, y }: Points, stop: number, ring: number, found: Int32Array, away: Float64Array) {
  const { columns, rows, starts } = grid
  const cell = grid.cellOf(stop)
  const [column, row] = [cell % columns, Math.floor(cell / columns)]
  let count = 0
  for (let r = Math.max(0, row - ring); r <= Math.min(rows - 1, row + ring); r++)
    for (let c = Math.max(0, column - ring); c <= Math.min(columns - 1, column + ring); c++)
      for (let at = starts[r * columns + c] ?? 0; at < (starts[r * columns + c + 1] ?? 0); at++) {
        const other = grid.stops[at] ?? 0
        if (other === stop || count >= mostGathered) continue
        found[count++] = other
        away[other] = ((x[stop] ?? 0) - (x[other] ?? 0)) ** 2 + ((y[stop] ?? 0) - (y[other] ?? 0)) ** 2
      }
  return count
}
