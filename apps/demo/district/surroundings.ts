import type { AmenityKind, DrawnAmenity } from './amenities.ts'
import { drawAmenity } from './amenities.ts'
import type { Block, Way } from './blocks.ts'
import { blockOf, chord, inset, ringOf, subdivide } from './blocks.ts'
import type { PlacedBuilding } from './compound-layout.ts'
import { layOut, slabs, towers } from './compound-layout.ts'
import type { Pt } from './geometry.ts'
import { between, centroid, contains, distance, offset, shifted, signedArea, stretch } from './geometry.ts'
import { bent, bentRing } from './projection.ts'
import type { Random } from './random.ts'
import type { Cut } from './town-plan.ts'
import { bounded, bounds, cuts, landmarks, outline } from './town-plan.ts'

/** A block of the town around the communities: drawn, but no place of the demo. Ground metres. */
export type SurroundingBlock =
  | { readonly kind: 'block'; readonly ring: Pt[]; readonly footprints: Pt[][] }
  | { readonly kind: AmenityKind; readonly ring: Pt[]; readonly drawn: DrawnAmenity }

const blockSize = { near: 21_000, far: 46_000 }

function fill(block: Block, random: Random): Pt[][] {
  const ground = bentRing(inset(block, 6))
  if (ground.length < 3) return []
  const offices = random.chance(0.16)
  const most = Math.floor(Math.abs(signedArea(ground)) / (offices ? 3000 : 1950))
  for (let n = Math.min(most, 14); n > 0; n--) {
    const layout = layOut(ground, n, offices ? towers : slabs, random)
    if (layout) return layout.buildings.map(plain)
  }
  return []
}

/** Stair towers matter only where people look for their own door; around, the plain outline is lighter. */
function plain(building: PlacedBuilding): Pt[] {
  const { ring } = building
  return ring.filter((p, i) => {
    const before = ring[(i + ring.length - 1) % ring.length] ?? p
    const after = ring[(i + 1) % ring.length] ?? p
    return distance(p, before) > 1.6 && distance(p, after) > 1.6
  })
}

function surroundingBlock(block: Block, near: boolean, random: Random): SurroundingBlock {
  const ring = bentRing(inset(block, 1.5))
  const other = random.next()
  const green = offset(landmarks.rail, ring[0] ?? [0, 0]) < 0 ? 0.45 : 0.06
  if (other < green) return { kind: 'park', ring, drawn: drawAmenity('park', block, random) }
  if (near && other < 0.11) return { kind: 'school', ring, drawn: drawAmenity('school', block, random) }
  if (near && other < 0.14) return { kind: 'market', ring, drawn: drawAmenity('market', block, random) }
  return { kind: 'block', ring, footprints: near ? fill(block, random) : [] }
}

const inStreets = (p: Pt) => [bounds.gulou, bounds.jinchen].some((b) => b.sides.every((side) => offset(side, p) > 0))

/** Cuts the cells that belong to no community into blocks and fills those that lie in the two streets. */
export function drawSurroundings(cells: readonly Block[], random: Random): { blocks: SurroundingBlock[]; ways: Way[] } {
  const taken = [bounds.tianxiang, bounds.lingguang, bounds.bluestone]
  const blocks: SurroundingBlock[] = []
  const ways: Way[] = []
  for (const cell of cells) {
    const ring = ringOf(cell)
    if (taken.some((b) => contains(ring, b.inside))) continue
    const near = inStreets(centroid(ring))
    const count = Math.max(1, Math.round(signedArea(ring) / (near ? blockSize.near : blockSize.far)))
    const items = Array.from({ length: count }, () => ({ weight: random.between(0.6, 1.6) }))
    const cutUp = subdivide(cell, items, random, (depth) => (depth < 2 ? 8 : random.pick([5, 6, 7])))
    ways.push(...cutUp.ways)
    for (const { block } of cutUp.pieces)
      if (inset(block, 6).length > 2) blocks.push(surroundingBlock(block, near, random))
  }
  return { blocks, ways }
}

/** How far the middle of a riverside road lies from the middle of the river. */
const embankment = 48

/** Roads inside a cell stop at the riverside road and before the rails. */
export function trimmed(way: Way): Way | null {
  let { from, to } = way
  for (const { line, reach } of [
    { line: landmarks.river, reach: embankment },
    { line: landmarks.rail, reach: 9 },
  ]) {
    const a = offset(line, from)
    const b = offset(line, to)
    if (Math.abs(a) < reach && Math.abs(b) < reach) return null
    const limit = (Math.abs(a) > Math.abs(b) ? Math.sign(a) : Math.sign(b)) * reach
    if (Math.abs(a) < reach) from = between(from, to, (limit - a) / (b - a))
    else if (Math.abs(b) < reach) to = between(from, to, (limit - a) / (b - a))
  }
  return { ...way, from, to }
}

/** The whole course of a road or railway of the plan, on the drawing board. */
export function course(cut: Cut): Way | null {
  const ends = chord(blockOf(bounded(cut.within)), cut.line)
  return ends && { from: ends[0], to: ends[1], half: cut.half, depth: 0 }
}

/** The roads on both banks, the left one first. */
export function embankments(): [Pt, Pt][] {
  return [embankment, -embankment].flatMap((metres) => {
    const ends = chord(blockOf(outline), shifted(landmarks.river, metres))
    return ends ? [ends] : []
  })
}

/** The river as it winds between its banks, and the two green strips beside it; ground metres. */
export function drawRiver(): { water: Pt[]; banks: Pt[][] } {
  const ends = chord(blockOf(outline), landmarks.river)
  if (!ends) throw new Error('the river misses the outline')
  const middle = stretch(ends[0], ends[1], 25)
  const along = (sideways: (metres: number) => number) =>
    middle.map((p, i) => bent(shifted({ at: p, angle: landmarks.river.angle }, sideways(i * 25)).at))
  const winding = (s: number) => 9 * Math.sin(s / 190) + 4 * Math.sin(s / 71 + 1)
  const half = (s: number) => 17 + 3 * Math.sin(s / 330 + 2)
  const left = along((s) => winding(s) + half(s))
  const right = along((s) => winding(s) - half(s))
  const outerLeft = along(() => embankment - 8)
  const outerRight = along(() => -embankment + 8)
  return {
    water: [...left, ...right.toReversed()],
    banks: [
      [...outerLeft, ...left.toReversed()],
      [...right, ...outerRight.toReversed()],
    ],
  }
}

/** The roads of the plan. */
export const plannedRoads = (): readonly Cut[] => cuts.filter((c) => c.kind === 'arterial' || c.kind === 'street')
