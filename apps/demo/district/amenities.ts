import type { Block } from './blocks.ts'
import { clip, inset, lineByArea, reversed, ringOf } from './blocks.ts'
import type { Pt, Ring } from './geometry.ts'
import { box, centroid, distance, edges, rectangle, rotate, within } from './geometry.ts'
import { bentRing } from './projection.ts'
import type { Random } from './random.ts'

/** What stands on a piece of ground that is no compound; ground metres. */
export interface DrawnAmenity {
  readonly ground: Pt[]
  readonly halls: { ring: Pt[]; floors: number }[]
  readonly pond: Pt[] | null
  readonly track: Pt[] | null
  readonly paths: Pt[][]
}

const lengthOf = ([a, b]: [Pt, Pt]) => distance(a, b)

function alongLongest(ring: Ring): number {
  const [a, b] = edges(ring).reduce((best, edge) => (lengthOf(edge) > lengthOf(best) ? edge : best))
  return Math.atan2(b[1] - a[1], b[0] - a[0])
}

/** The largest rectangle of `aspect` around the middle of a ring, its sides at `angle`. */
function largestInside(ring: Ring, angle: number, aspect: number, most: number): Pt[] | null {
  const middle = centroid(ring)
  for (let long = most; long > 8; long -= 2) {
    const made = rectangle(-long / 2, -long / aspect / 2, long / 2, long / aspect / 2).map((p): Pt => {
      const r = rotate(p, angle)
      return [r[0] + middle[0], r[1] + middle[1]]
    })
    if (within(ring, made)) return made
  }
  return null
}

/** Rounds a rectangle of four points into a running track. */
function oval(rect: Ring): Pt[] {
  const [a, b, c] = rect
  if (!a || !b || !c) return []
  const angle = Math.atan2(b[1] - a[1], b[0] - a[0])
  const radius = distance(b, c) / 2
  const straight = distance(a, b) / 2 - radius
  const middle = centroid(rect)
  return Array.from({ length: 24 }, (_, i): Pt => {
    const t = i < 12 ? -Math.PI / 2 + (i * Math.PI) / 11 : Math.PI / 2 + ((i - 12) * Math.PI) / 11
    const end = i < 12 ? straight : -straight
    const r = rotate([end + radius * Math.cos(t), radius * Math.sin(t)], angle)
    return [middle[0] + r[0], middle[1] + r[1]]
  })
}

/** A pond: an ellipse that a slow hand drew. */
function blob(middle: Pt, radius: number, random: Random): Pt[] {
  const waves = [random.between(0.1, 0.22), random.between(0.05, 0.12)] as const
  const phase = random.between(0, 6)
  return Array.from({ length: 28 }, (_, i): Pt => {
    const t = (i / 28) * 2 * Math.PI
    const r = radius * (1 + waves[0] * Math.sin(2 * t + phase) + waves[1] * Math.sin(3 * t - phase))
    return [middle[0] + 1.35 * r * Math.cos(t), middle[1] + 0.8 * r * Math.sin(t)]
  })
}

function park(ground: Pt[], random: Random): DrawnAmenity {
  const b = box(ground)
  const radius = Math.min(b.maxX - b.minX, b.maxY - b.minY) * 0.17
  const c = centroid(ground)
  const pond = blob([c[0] + radius * 0.5, c[1] - radius * 0.3], radius, random)
  const round = blob([c[0], c[1]], radius * 2, random)
  const paths = within(ground, round) ? [[...round, ...round.slice(0, 1)]] : []
  return { ground, halls: [], pond: random.chance(0.6) && within(ground, pond) ? pond : null, track: null, paths }
}

function school(block: Block, ground: Pt[], random: Random): DrawnAmenity {
  const b = box(ringOf(block))
  const upright = b.maxX - b.minX > b.maxY - b.minY
  const line = lineByArea(block, upright ? Math.PI / 2 : 0, random.between(0.45, 0.55))
  const classes = bentRing(inset(clip(block, line, 3), 7))
  const field = bentRing(inset(clip(block, reversed(line), 3), 5))
  const rect = field.length > 2 ? largestInside(field, alongLongest(field), 1.75, 130) : null
  return { ground, halls: rows(classes, 2, 12, 4), pond: null, track: rect ? oval(rect) : null, paths: [] }
}

/** Long halls side by side, as sheds and classrooms stand. */
function rows(ring: Ring, count: number, depth: number, floors: number): DrawnAmenity['halls'] {
  if (ring.length < 3) return []
  const angle = alongLongest(ring)
  const whole = largestInside(ring, angle, 1.5, 140)
  if (!whole) return []
  const [a, b, , d] = whole
  if (!a || !b || !d) return []
  const long = distance(a, b)
  const wide = distance(a, d)
  const deep = Math.min(depth, wide / (count + 0.4))
  const gap = count > 1 ? (wide - count * deep) / (count - 1) : 0
  const local = centroid(whole)
  return Array.from({ length: count }, (_, i) => {
    const y = -wide / 2 + i * (deep + gap)
    const made = rectangle(-long / 2, y, long / 2, y + deep).map((p): Pt => {
      const r = rotate(p, angle)
      return [r[0] + local[0], r[1] + local[1]]
    })
    return { ring: made, floors }
  })
}

export type AmenityKind = 'park' | 'school' | 'market' | 'heritage' | 'centre'

/** Draws a park, a school with its track, a market hall, old sheds or a community centre on its block. */
export function drawAmenity(kind: AmenityKind, block: Block, random: Random): DrawnAmenity {
  const ground = bentRing(inset(block, 2))
  const bare = { ground, pond: null, track: null, paths: [] }
  const built = bentRing(inset(block, 8))
  switch (kind) {
    case 'park':
      return park(ground, random)
    case 'school':
      return school(block, ground, random)
    case 'market':
      return { ...bare, halls: rows(built, 1, 34, 2) }
    case 'heritage':
      return { ...bare, halls: rows(built, 3, 18, 1) }
    case 'centre':
      return { ...bare, halls: rows(built, 1, 17, 4) }
  }
}
