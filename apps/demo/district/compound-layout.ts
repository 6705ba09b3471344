import type { Footprint, Plot } from './footprints.ts'
import { chooseShape, drawFootprint } from './footprints.ts'
import type { Pt, Ring } from './geometry.ts'
import { box, centroid, distance, edges, overlap, rectangle, rotate, signedArea, within } from './geometry.ts'
import type { Random } from './random.ts'

export interface PlacedBuilding {
  readonly ring: Pt[]
  readonly entrances: Pt[]
  readonly units: number
  readonly shape: Footprint['shape']
}

export interface CompoundLayout {
  readonly buildings: PlacedBuilding[]
  /** Planted beds in the yards between the rows. */
  readonly gardens: Pt[][]
}

interface RowPlan {
  readonly y0: number
  readonly y1: number
  readonly yard: number
  readonly from: number
  readonly to: number
}

/** How buildings of one kind stand together; metres. */
export interface BuildingStyle {
  readonly depth: readonly [number, number]
  readonly shortest: number
  readonly longest: number
  /** The length that rows aim at. */
  readonly liked: number
  readonly leastYard: number
  readonly tower: boolean
}

/** Walk-up slabs of the factory years. */
export const slabs: BuildingStyle = {
  depth: [11, 13],
  shortest: 30,
  longest: 68,
  liked: 54,
  leastYard: 10.5,
  tower: false,
}
/** Office towers on squares of their own. */
export const towers: BuildingStyle = {
  depth: [24, 29],
  shortest: 24,
  longest: 36,
  liked: 33,
  leastYard: 14,
  tower: true,
}

const between = 8.5

/** The free stretch of a band y0..y1 inside a nearly convex ring. */
function span(ring: Ring, y0: number, y1: number): [number, number] | null {
  let from = -Infinity
  let to = Infinity
  for (const y of [y0, (y0 + y1) / 2, y1]) {
    const xs = edges(ring).flatMap(([a, b]) =>
      a[1] > y !== b[1] > y ? [a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1])] : [],
    )
    if (xs.length < 2) return null
    from = Math.max(from, Math.min(...xs))
    to = Math.min(to, Math.max(...xs))
  }
  return to - from >= 20 ? [from, to] : null
}

function planRows(ring: Ring, count: number, depth: number, leastYard: number): RowPlan[] {
  const b = box(ring)
  const height = b.maxY - b.minY
  const yard = count > 1 ? (height - 1.5 - count * depth) / (count - 1) : height - depth
  if (yard < (count > 1 ? leastYard : 0)) return []
  const rows: RowPlan[] = []
  const top = count > 1 ? b.maxY - 1.5 : b.maxY - (height - depth) / 2
  for (let i = 0; i < count; i++) {
    const y1 = top - i * (depth + yard)
    const found = settle(ring, y1 - depth, y1)
    if (found) rows.push({ ...found, yard: i === count - 1 ? 0 : yard })
  }
  return rows
}

/** A leaning edge may cut a row's corner: try a little further in before giving the row up. */
function settle(ring: Ring, y0: number, y1: number): Omit<RowPlan, 'yard'> | null {
  const middle = (box(ring).minY + box(ring).maxY) / 2
  for (const shift of [0, 2, 4, 6]) {
    const dy = (y0 + y1) / 2 > middle ? -shift : shift
    const free = span(ring, y0 + dy, y1 + dy)
    if (free) return { y0: y0 + dy, y1: y1 + dy, from: free[0], to: free[1] }
  }
  return null
}

/** How many buildings each row takes: the longest row first, as long as they stay long enough to live in. */
function share(rows: readonly RowPlan[], n: number, style: BuildingStyle): { counts: number[]; cost: number } | null {
  const counts = rows.map(() => 0)
  const lengthWith = (i: number, c: number) => {
    const row = rows[i]
    return row ? (row.to - row.from - (c - 1) * between) / c : 0
  }
  for (let k = 0; k < n; k++) {
    let best = -1
    rows.forEach((_, i) => {
      const here = lengthWith(i, (counts[i] ?? 0) + 1)
      if (here >= style.shortest && (best < 0 || here > lengthWith(best, (counts[best] ?? 0) + 1))) best = i
    })
    if (best < 0) return null
    counts[best] = (counts[best] ?? 0) + 1
  }
  const cost = counts.reduce((sum, c, i) => sum + (c ? c * Math.abs(lengthWith(i, c) - style.liked) : 25), 0)
  return { counts, cost }
}

function bestRows(ring: Ring, n: number, depth: number, style: BuildingStyle) {
  let best: { rows: RowPlan[]; counts: number[]; cost: number } | null = null
  for (let count = 1; count <= 8; count++) {
    const rows = planRows(ring, count, depth, style.leastYard)
    const shared = share(rows, n, style)
    const wideYards = rows.reduce((sum, row) => sum + Math.max(0, row.yard - 19), 0)
    const cost = shared ? shared.cost + 2 * wideYards : 0
    if (shared && (!best || cost < best.cost)) best = { rows, counts: shared.counts, cost }
  }
  return best
}

function plotsInRow(row: RowPlan, count: number, style: BuildingStyle, random: Random): Plot[] {
  if (count === 0) return []
  const wide = row.to - row.from
  const room = (wide - (count - 1) * between) / count
  const lengths = Array.from({ length: count }, () => Math.min(room, style.longest - random.between(0, 8)))
  const spare = wide - lengths.reduce((a, b) => a + b, 0) - (count - 1) * between
  const lead = spare * random.pick([0, 0.15, 0.5, 0.85])
  const rest = count > 1 ? (spare - lead) * random.pick([0, 0.5, 1]) : 0
  let x = row.from + lead
  return lengths.map((length) => {
    const plot = { x0: x, x1: x + length, y0: row.y0, y1: row.y1, yard: row.yard }
    x += length + between + rest / Math.max(1, count - 1)
    return plot
  })
}

/** The way the long sides of a compound run, so that its rows follow the street. */
function mainAngle(ring: Ring): number {
  let best = 0
  let longestRun = 0
  for (const [a, b] of edges(ring)) {
    let angle = Math.atan2(b[1] - a[1], b[0] - a[0])
    while (angle > Math.PI / 2) angle -= Math.PI
    while (angle <= -Math.PI / 2) angle += Math.PI
    const length = distance(a, b)
    if (Math.abs(angle) < 0.6 && length > longestRun) {
      longestRun = length
      best = angle
    }
  }
  return best
}

const unitsFor = (plot: Plot) => Math.max(1, Math.min(5, Math.round((plot.x1 - plot.x0) / 16.5)))

/** Draws the buildings, a plain slab wherever the chosen shape would touch something. */
function build(ring: Ring, plots: readonly Plot[], style: BuildingStyle, random: Random): PlacedBuilding[] {
  const done: PlacedBuilding[] = []
  plots.forEach((plot, i) => {
    const others = plots.filter((_, j) => j !== i).map((p) => rectangle(p.x0 - 6, p.y0 - 6, p.x1 + 6, p.y1 + 6))
    const units = style.tower ? 1 : unitsFor(plot)
    const wished = drawFootprint(plot, style.tower ? 'tower' : chooseShape(plot, random), units, random)
    const clear = (f: Footprint) =>
      within(ring, f.ring) && !others.some((o) => overlap(o, f.ring)) && !done.some((d) => overlap(d.ring, f.ring))
    const made = style.tower || clear(wished) ? wished : drawFootprint(plot, 'slab', units, random)
    done.push({ ...made, units })
  })
  return done
}

function gardens(rows: readonly RowPlan[], built: readonly PlacedBuilding[], ring: Ring, random: Random): Pt[][] {
  return rows.flatMap((row) => {
    if (row.yard < 12) return []
    const x0 = row.from + random.between(4, 14)
    const x1 = row.to - random.between(4, 14)
    const depth = Math.min(7, row.yard - 9)
    const y1 = row.y0 - 3.5
    if (x1 - x0 < 14 || depth < 2.5) return []
    const parts = x1 - x0 > 60 ? 2 : 1
    return Array.from({ length: parts }, (_, i) => {
      const step = (x1 - x0 + 5) / parts
      return rectangle(x0 + i * step, y1 - depth, x0 + (i + 1) * step - 5, y1)
    }).filter((bed) => within(ring, bed) && !built.some((b) => overlap(b.ring, bed)))
  })
}

/** A slab standing along the street at one end, the rows behind it; null where the ground is too narrow. */
function withSideSlab(ring: Ring, n: number, depth: number, west: boolean): { rows: Pt[]; side: Plot } | null {
  const b = box(ring)
  const strip = depth + 10
  if (b.maxX - b.minX < strip + 62 || n < 4) return null
  const cut = west ? b.minX + strip : b.maxX - strip
  const keep = (p: Pt) => (west ? p[0] >= cut : p[0] <= cut)
  const rows: Pt[] = []
  for (const [a, c] of edges(ring)) {
    if (keep(a)) rows.push(a)
    if (keep(a) !== keep(c)) rows.push([cut, a[1] + ((c[1] - a[1]) * (cut - a[0])) / (c[0] - a[0])])
  }
  const turned = ring.map((p) => rotate(p, -Math.PI / 2))
  const edge = west ? b.minX + 1.5 : b.maxX - 1.5 - depth
  const free = span(turned, -(edge + depth), -edge)
  if (!free) return null
  const length = Math.min(62, free[1] - free[0] - 6)
  if (length < 36) return null
  const middle = (free[0] + free[1]) / 2
  return { rows, side: { x0: middle - length / 2, x1: middle + length / 2, y0: -(edge + depth), y1: -edge, yard: 0 } }
}

/**
 * Fills a compound with exactly `n` buildings in rows that follow its street and face the sun.
 * @param ground what may be built on, in ground metres (walls already left out)
 * @returns null when they do not fit
 */
export function layOut(ground: Ring, n: number, style: BuildingStyle, random: Random): CompoundLayout | null {
  const ccw = signedArea(ground) > 0 ? ground : [...ground].reverse()
  const angle = mainAngle(ccw)
  const middle = centroid(ccw)
  const local = ccw.map((p) => rotate([p[0] - middle[0], p[1] - middle[1]], -angle))
  const depth = random.between(...style.depth)
  const side = !style.tower && random.chance(0.4) ? withSideSlab(local, n, depth, random.chance(0.5)) : null
  const withSide = side && within(local, sideRing(side.side)) ? bestRows(side.rows, n - 1, depth, style) : null
  const plan = withSide ?? bestRows(local, n, depth, style)
  if (!plan) return null
  const plots = plan.rows.flatMap((row, i) => plotsInRow(row, plan.counts[i] ?? 0, style, random))
  const built = build(local, plots, style, random)
  if (side && withSide) {
    const units = unitsFor(side.side)
    const slab = drawFootprint(side.side, 'slab', units, random)
    const turn = (p: Pt) => rotate(p, Math.PI / 2)
    built.push({ ring: slab.ring.map(turn), entrances: slab.entrances.map(turn), units, shape: 'slab' })
  }
  const back = (p: Pt): Pt => {
    const r = rotate(p, angle)
    return [r[0] + middle[0], r[1] + middle[1]]
  }
  return {
    buildings: built.map((b) => ({ ...b, ring: b.ring.map(back), entrances: b.entrances.map(back) })),
    gardens: gardens(plan.rows, built, local, random).map((bed) => bed.map(back)),
  }
}

function sideRing(side: Plot): Pt[] {
  return rectangle(side.x0, side.y0, side.x1, side.y1 + 1.4).map((p) => rotate(p, Math.PI / 2))
}
