import type { Block } from './blocks.ts'
import { blockOf, clip, reversed, ringOf } from './blocks.ts'
import type { Line, Pt, Ring } from './geometry.ts'
import { contains, offset } from './geometry.ts'

/*
 * The drawing board of the demo ground, in metres, before it is bent: an outline, and the long lines that cut it.
 * The river and the railway are cuts like the roads; what they leave between themselves becomes the cells.
 */

export const outline: Ring = [
  [-1420, -1500],
  [-930, -2080],
  [560, -2190],
  [1380, -1640],
  [1540, 880],
  [1120, 1860],
  [-160, 2120],
  [-1380, 1430],
]

export interface Cut {
  readonly key: string
  readonly zh: string
  readonly en: string
  readonly kind: 'river' | 'railway' | 'arterial' | 'street'
  readonly line: Line
  /** Half of the ground that it takes, in metres. */
  readonly half: number
  /** It cuts only what lies on the left of all these. */
  readonly within: readonly Line[]
}

const degrees = (d: number) => (d * Math.PI) / 180
const line = (x: number, y: number, angle: number): Line => ({ at: [x, y], angle: degrees(angle) })

const river = line(-300, 0, 86)
const rail = line(1012, 0, 80.5)
const ringNorth = line(0, 1330, 3.5)
const middle = line(0, 645, 0.5)
const south = line(0, -930, 1.5)
const farSouth = line(0, -1480, -2)
const denglong = line(-925, 0, 90.5)
const jinchen = line(352, 0, 88.5)
const tianxiang = line(0, 204, -2.5)
const bluestone = line(0, 372, 3)
const lingguang = line(-636, 0, 86)

const west = [river]
const east = [reversed(river)]
const eastOfRail = reversed(rail)

/** In this order; a later cut ends where an earlier one passes. */
export const cuts: readonly Cut[] = [
  { key: 'river', zh: '盘江', en: 'Pan River', kind: 'river', line: river, half: 56, within: [] },
  { key: 'rail', zh: '米轨环线', en: 'Metre-gauge Loop', kind: 'railway', line: rail, half: 17, within: east },
  { key: 'ring', zh: '北苑大道', en: 'Beiyuan Avenue', kind: 'arterial', line: ringNorth, half: 21, within: [] },
  { key: 'middle', zh: '金江路', en: 'Jinjiang Road', kind: 'arterial', line: middle, half: 18, within: [] },
  { key: 'south', zh: '万钟路', en: 'Wanzhong Road', kind: 'arterial', line: south, half: 18, within: [] },
  { key: 'far-south', zh: '和顺路', en: 'Heshun Road', kind: 'arterial', line: farSouth, half: 17, within: west },
  { key: 'denglong', zh: '登龙路', en: 'Denglong Road', kind: 'arterial', line: denglong, half: 17, within: west },
  {
    key: 'jinchen',
    zh: '金辰大道',
    en: 'Jinchen Avenue',
    kind: 'arterial',
    line: jinchen,
    half: 20,
    within: [reversed(river), rail],
  },
  {
    key: 'tianxiang',
    zh: '天祥路',
    en: 'Tianxiang Road',
    kind: 'street',
    line: tianxiang,
    half: 12,
    within: [reversed(river), rail, reversed(middle), south],
  },
  {
    key: 'bluestone',
    zh: '青石桥路',
    en: 'Qingshiqiao Road',
    kind: 'street',
    line: bluestone,
    half: 11,
    within: [river, reversed(denglong), reversed(middle), south],
  },
  {
    key: 'lingguang',
    zh: '灵光街',
    en: 'Lingguang Street',
    kind: 'street',
    line: lingguang,
    half: 10,
    within: [river, reversed(denglong), reversed(middle), bluestone],
  },
]

/** The lines that bound each administrative place (each place lies on their left), and a point in its cell. */
export const bounds = {
  gulou: { sides: [river, reversed(middle), farSouth] },
  jinchen: { sides: [reversed(river), rail, reversed(ringNorth), south] },
  tianxiang: { sides: [reversed(jinchen), rail, reversed(middle), tianxiang], inside: [720, 380] as Pt },
  lingguang: { sides: [reversed(denglong), lingguang, reversed(middle), bluestone], inside: [-760, 490] as Pt },
  bluestone: { sides: [river, reversed(lingguang), reversed(middle), bluestone], inside: [-440, 490] as Pt },
} as const

export const landmarks = { east: eastOfRail, river, rail } as const

/** The part of the outline on the left of all the lines. */
export function bounded(sides: readonly Line[]): Pt[] {
  return ringOf(sides.reduce<Block>((block, side) => clip(block, side, 0), blockOf(outline)))
}

const centre = (block: Block): Pt => {
  const ring = ringOf(block)
  return [ring.reduce((s, p) => s + p[0], 0) / ring.length, ring.reduce((s, p) => s + p[1], 0) / ring.length]
}

/** The outline cut by every line in turn; each cell knows how far to stay from its edges. */
export function cells(): Block[] {
  return cuts.reduce<Block[]>(
    (pieces, cut) =>
      pieces.flatMap((piece) => {
        const middleOf = centre(piece)
        if (!cut.within.every((side) => offset(side, middleOf) > 0)) return [piece]
        const parts = [clip(piece, cut.line, cut.half), clip(piece, reversed(cut.line), cut.half)]
        return parts.filter((part) => part.length > 2)
      }),
    [blockOf(outline)],
  )
}

export function cellAt(all: readonly Block[], p: Pt): Block {
  const cell = all.find((block) => contains(ringOf(block), p))
  if (!cell) throw new Error(`no cell at ${p[0]}, ${p[1]}`)
  return cell
}
