import type { Line, Pt, Ring } from './geometry.ts'
import { between, box, offset, shifted, signedArea } from './geometry.ts'
import type { Random } from './random.ts'

/** A corner of a block; `setback` is how far (m) whatever is built must stay from the edge that starts here. */
export interface Corner {
  readonly p: Pt
  readonly setback: number
}
/** A convex piece of ground, counter-clockwise, that knows the roads along its edges. */
export type Block = readonly Corner[]

export const ringOf = (block: Block): Pt[] => block.map((c) => c.p)

export function blockOf(ring: Ring): Block {
  return ring.map((p) => ({ p, setback: 0 }))
}

/** The part of a convex block on the left of a line; the new edge takes `setback`. Empty when nothing is left. */
export function clip(block: Block, line: Line, setback: number): Block {
  const out: Corner[] = []
  block.forEach((corner, i) => {
    const after = block[(i + 1) % block.length] ?? corner
    const here = offset(line, corner.p)
    const there = offset(line, after.p)
    if (here >= 0) out.push(corner)
    if (here >= 0 !== there >= 0) {
      const p = between(corner.p, after.p, here / (here - there))
      out.push({ p, setback: here >= 0 ? setback : corner.setback })
    }
  })
  return out.length < 3 ? [] : out
}

/** The same line looked at from the other side. */
export const reversed = (line: Line): Line => ({ at: line.at, angle: line.angle + Math.PI })

/** What may be built on: the block less the setbacks of its edges and `wall` metres more. */
export function inset(block: Block, wall: number): Pt[] {
  let left: Block = block
  block.forEach((corner, i) => {
    const after = block[(i + 1) % block.length] ?? corner
    const angle = Math.atan2(after.p[1] - corner.p[1], after.p[0] - corner.p[0])
    left = clip(left, shifted({ at: corner.p, angle }, corner.setback + wall), 0)
  })
  return ringOf(left)
}

/** The two ends of a line inside a convex block, or null where it passes by. */
export function chord(block: Block, line: Line): [Pt, Pt] | null {
  const piece = clip(block, line, -1)
  const i = piece.findIndex((c) => c.setback === -1)
  const from = piece[i]
  const to = piece[(i + 1) % piece.length]
  return from && to ? [from.p, to.p] : null
}

/** The line at `angle` that leaves `share` of the block's area on its right. */
export function lineByArea(block: Block, angle: number, share: number): Line {
  const total = signedArea(ringOf(block))
  const b = box(ringOf(block))
  const middle: Line = { at: [(b.minX + b.maxX) / 2, (b.minY + b.maxY) / 2], angle }
  const reach = Math.hypot(b.maxX - b.minX, b.maxY - b.minY)
  let low = -reach
  let high = reach
  for (let i = 0; i < 40; i++) {
    const mid = (low + high) / 2
    const onLeft = clip(block, shifted(middle, mid), 0)
    const right = total - (onLeft.length ? signedArea(ringOf(onLeft)) : 0)
    if (right < share * total) low = mid
    else high = mid
  }
  return shifted(middle, (low + high) / 2)
}

export interface Way {
  readonly from: Pt
  readonly to: Pt
  /** Half of the road's width in metres. */
  readonly half: number
  readonly depth: number
}

/** Half of the width (m) that the cut at this depth leaves open: a street, a lane, or just a wall. */
export type WidthAt = (depth: number) => number

/**
 * Cuts a block into pieces whose areas follow the weights of `items`, as streets have cut old towns: always across
 * the longer side and never quite straight. Items next to each other in the list stay neighbours on the ground.
 */
export function subdivide<T extends { weight: number }>(
  block: Block,
  items: readonly T[],
  random: Random,
  widthAt: WidthAt,
  depth = 0,
): { pieces: { item: T; block: Block }[]; ways: Way[] } {
  const [only] = items
  if (!only) return { pieces: [], ways: [] }
  if (items.length === 1) return { pieces: [{ item: only, block }], ways: [] }
  const total = items.reduce((sum, item) => sum + item.weight, 0)
  let head = 0
  let n = 0
  for (const item of items) {
    if (n > 0 && (head + item.weight / 2 > total / 2 || n === items.length - 1)) break
    head += item.weight
    n++
  }
  const b = box(ringOf(block))
  const across = b.maxX - b.minX > (b.maxY - b.minY) * random.between(0.85, 1.15)
  const angle = (across ? Math.PI / 2 : Math.PI) + random.between(-0.07, 0.07)
  const line = lineByArea(block, angle, 1 - head / total)
  const half = widthAt(depth)
  const ends = chord(block, line)
  const one = subdivide(clip(block, line, half), items.slice(0, n), random, widthAt, depth + 1)
  const two = subdivide(clip(block, reversed(line), half), items.slice(n), random, widthAt, depth + 1)
  const here: Way[] = ends ? [{ from: ends[0], to: ends[1], half, depth }] : []
  return { pieces: [...one.pieces, ...two.pieces], ways: [...here, ...one.ways, ...two.ways] }
}
