import type { Block, Way } from './blocks.ts'
import { inset, ringOf, subdivide } from './blocks.ts'
import type { AmenityPlan, CommunityPlan, CompoundPlan, GridPlan } from './communities.ts'
import type { PlacedBuilding } from './compound-layout.ts'
import { layOut, slabs, towers } from './compound-layout.ts'
import type { Pt } from './geometry.ts'
import { box, signedArea } from './geometry.ts'
import { bentRing } from './projection.ts'
import type { Random } from './random.ts'
import { createRandom } from './random.ts'
import { bounded, bounds, cellAt } from './town-plan.ts'

/* Everything drawn here is in ground metres. */

export interface DrawnCompound {
  readonly plan: CompoundPlan
  readonly ring: Pt[]
  /** Numbered from 1 in this order, from the north-west. */
  readonly buildings: PlacedBuilding[]
  readonly gardens: Pt[][]
}
export interface DrawnGrid {
  readonly plan: GridPlan
  readonly ring: Pt[]
  readonly compounds: DrawnCompound[]
  readonly amenity: { readonly plan: AmenityPlan; readonly block: Block }
}
export interface DrawnCommunity {
  readonly plan: CommunityPlan
  readonly ring: Pt[]
  readonly grids: DrawnGrid[]
  readonly ways: Way[]
}

type Plot = { weight: number; compound: CompoundPlan | null }

const wall = 1.5
const margin = 4.5

function drawCompound(plan: CompoundPlan, block: Block, random: Random): DrawnCompound | null {
  const ring = bentRing(inset(block, wall))
  const ground = bentRing(inset(block, wall + margin))
  for (let i = 0; i < 6; i++) {
    const layout = layOut(ground, plan.buildings, plan.use === 'office' ? towers : slabs, random)
    if (layout) return { plan, ring, buildings: layout.buildings, gardens: layout.gardens }
  }
  return null
}

function plotsOf(grid: GridPlan, random: Random): Plot[] {
  const plots = grid.compounds.map((compound): Plot => {
    const each = compound.use === 'office' ? 3100 : 2300
    return { weight: compound.buildings * each + 1500, compound }
  })
  return random.shuffle([...plots, { weight: grid.amenity.size, compound: null }])
}

/** A piece too long for its width looks like no compound that anybody has seen. */
function slender(block: Block): boolean {
  const b = box(ringOf(block))
  const w = b.maxX - b.minX
  const h = b.maxY - b.minY
  return Math.max(w / h, h / w) > 2.6
}

/** Enough ground for a hall once the roads have taken theirs? */
function usable(block: Block): boolean {
  const ground = inset(block, 8)
  if (ground.length < 3) return false
  const b = box(ground)
  return Math.min(b.maxX - b.minX, b.maxY - b.minY) > 20
}

function drawGrid(plan: GridPlan, block: Block, random: Random): { grid: DrawnGrid; ways: Way[] } | null {
  for (let i = 0; i < 40; i++) {
    const lanes = (depth: number) => (depth === 0 || random.chance(0.5) ? random.pick([4, 4.5, 5]) : 1)
    const { pieces, ways } = subdivide(block, plotsOf(plan, random), random, lanes)
    if (pieces.some(({ item, block: piece }) => slender(piece) || (!item.compound && !usable(piece)))) continue
    const compounds: DrawnCompound[] = []
    let amenity: Block | null = null
    for (const { item, block: piece } of pieces) {
      if (!item.compound) amenity = piece
      else {
        const drawn = drawCompound(item.compound, piece, random)
        if (drawn) compounds.push(drawn)
      }
    }
    if (amenity && compounds.length === plan.compounds.length) {
      compounds.sort((a, b) => a.plan.code.localeCompare(b.plan.code))
      return {
        grid: { plan, ring: bentRing(ringOf(block)), compounds, amenity: { plan: plan.amenity, block: amenity } },
        ways,
      }
    }
  }
  return null
}

const streetHalf = (depth: number) => [8, 7, 6.5][depth] ?? 6

/**
 * Draws a community: grids, compounds, buildings.
 * @throws Error when the plan asks for more than its ground can take
 */
export function drawCommunity(plan: CommunityPlan, cells: readonly Block[], seed: number): DrawnCommunity {
  const place = bounds[plan.bounds]
  const cell = cellAt(cells, place.inside)
  for (let attempt = 0; attempt < 60; attempt++) {
    const random = createRandom(seed, `ground/${plan.code}/${attempt}`)
    const items = plan.grids.map((grid) => ({
      grid,
      weight: plotsOf(grid, random).reduce((sum, plot) => sum + plot.weight, 0),
    }))
    const { pieces, ways } = subdivide(cell, items, random, streetHalf)
    const drawn = pieces.map((piece) => drawGrid(piece.item.grid, piece.block, random))
    const done = drawn.filter((d) => d !== null)
    if (done.length < plan.grids.length) continue
    return {
      plan,
      ring: bentRing(bounded(place.sides)),
      grids: done.map((d) => d.grid),
      ways: [...ways, ...done.flatMap((d) => d.ways.map((way) => ({ ...way, depth: way.depth + 3 })))],
    }
  }
  throw new Error(`${plan.en} does not fit on ${Math.round(signedArea(ringOf(cell)))} square metres`)
}
