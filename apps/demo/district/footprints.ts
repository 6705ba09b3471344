import type { Pt } from './geometry.ts'
import { rectangle } from './geometry.ts'
import type { Random } from './random.ts'

export type Shape = 'slab' | 'stepped' | 'l-wing' | 'u-wing' | 'point' | 'tower'

/** Where a building may stand, in the compound's own frame: rows run along x, the sunny side is -y. Metres. */
export interface Plot {
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
  /** Free ground on the sunny side before the next row begins. */
  readonly yard: number
}

export interface Footprint {
  readonly ring: Pt[]
  readonly shape: Shape
  /** Where the stairs are, from west to east, on the shady side. */
  readonly entrances: Pt[]
}

const stairWidth = 3.2
const stairDepth = 1.3
const wingDepth = 11

/** The shady edge from east to west with a stair tower standing out at every entrance. */
function shadyEdge(x0: number, x1: number, y: number, stairs: readonly number[]): Pt[] {
  const out: Pt[] = [[x1, y]]
  for (const x of [...stairs].reverse()) {
    out.push([x + stairWidth / 2, y], [x + stairWidth / 2, y + stairDepth])
    out.push([x - stairWidth / 2, y + stairDepth], [x - stairWidth / 2, y])
  }
  out.push([x0, y])
  return out
}

function sunnyEdge(plot: Plot, y1: number, wing: number, west: boolean, east: boolean): Pt[] {
  const { x0, x1, y0 } = plot
  const out: Pt[] = west
    ? [
        [x0, y0 - wing],
        [x0 + wingDepth, y0 - wing],
        [x0 + wingDepth, y0],
      ]
    : [[x0, y0]]
  if (east) out.push([x1 - wingDepth, y0], [x1 - wingDepth, y0 - wing], [x1, y0 - wing])
  else out.push([x1, y0])
  return y1 > y0 ? out : []
}

function stepped(plot: Plot, stairs: readonly number[]): Pt[] {
  const { x0, x1, y0, y1 } = plot
  const mid = (x0 + x1) / 2
  const step = 3
  const westStairs = stairs.filter((x) => x < mid - stairWidth / 2 - 0.3)
  const eastStairs = stairs.filter((x) => x > mid + stairWidth / 2 + 0.3)
  return [
    [x0, y0],
    [mid, y0],
    [mid, y0 - step],
    [x1, y0 - step],
    ...shadyEdge(mid, x1, y1 - step, eastStairs),
    ...shadyEdge(x0, mid, y1, westStairs),
  ]
}

/** What suits the plot: mostly plain slabs, with a wing or a step where the yard leaves room for one. */
export function chooseShape(plot: Plot, random: Random): Shape {
  const long = plot.x1 - plot.x0
  if (long < 27) return 'point'
  if (plot.yard > 17 && long > 50 && random.chance(0.2)) return 'u-wing'
  if (plot.yard > 15 && long > 38 && random.chance(0.3)) return 'l-wing'
  if (plot.yard > 13 && long > 44 && random.chance(0.25)) return 'stepped'
  return 'slab'
}

/** Draws a building of `shape` on its plot, with `units` entrances evenly along it. */
export function drawFootprint(plot: Plot, shape: Shape, units: number, random: Random): Footprint {
  const { x0, x1, y0, y1 } = plot
  const stairs = Array.from({ length: units }, (_, i) => x0 + ((i + 0.5) * (x1 - x0)) / units)
  const entrances = stairs.map((x): Pt => [x, y1 + 1])
  if (shape === 'tower') return { ring: rectangle(x0, y0, x1, y1), shape, entrances }
  if (shape === 'stepped') return { ring: stepped(plot, stairs), shape, entrances }
  const wing = Math.min(plot.yard - 7.5, random.between(7, 16))
  const west = shape === 'u-wing' || (shape === 'l-wing' && random.chance(0.5))
  const east = shape === 'u-wing' || (shape === 'l-wing' && !west)
  const ring = [...sunnyEdge(plot, y1, wing, west, east), ...shadyEdge(x0, x1, y1, stairs)]
  return { ring, shape, entrances }
}
