import { metresADegree } from '../../kernel/contract/metres.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { LevelKind } from './tables.ts'

/** Degrees: longitude, latitude. */
export type Position = readonly [number, number]
/** A closed ring has its first position again at the end. */
export type Ring = readonly Position[]

/** An outline that may be stored: rings, the outer one first. */
export interface Outline {
  readonly type: 'Polygon' | 'MultiPolygon'
  readonly coordinates: readonly Ring[] | readonly (readonly Ring[])[]
}

/** Corners of one outline at most: a map with thousands of buildings has to stay quick. */
export const mostCorners = 2000
/** Of one that is drawn by hand. */
export const mostDrawnCorners = 200

/** Square metres that an outline may cover, by what it is. */
const areas: Readonly<Record<LevelKind, readonly [least: number, most: number]>> = {
  area: [100, 500_000_000_000],
  compound: [50, 20_000_000],
  building: [4, 300_000],
  inside: [1, 100_000],
}

const polygonsOf = ({ type, coordinates }: Outline): readonly (readonly Ring[])[] =>
  type === 'Polygon' ? [coordinates as readonly Ring[]] : (coordinates as readonly (readonly Ring[])[])

/** How many corners it has, closing points not counted. */
export const cornersOf = (outline: Outline): number =>
  polygonsOf(outline).reduce((sum, rings) => sum + rings.reduce((n, ring) => n + ring.length - 1, 0), 0)

/** Twice the area under a ring, signed, in square metres: as on a plane, by the latitude of the ring's beginning. */
function doubleArea(ring: Ring): number {
  const [lng0, lat0] = ring[0] ?? [0, 0]
  const scale = Math.cos((lat0 * Math.PI) / 180) * metresADegree * metresADegree
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i], ring[i + 1]]
    if (a && b) sum += (a[0] - lng0) * (b[1] - lat0) - (b[0] - lng0) * (a[1] - lat0)
  }
  return sum * scale
}

/** Square metres on the ground: outer rings less what is cut out of them. */
export function areaOf(outline: Outline): number {
  const whole = polygonsOf(outline).reduce(
    (sum, rings) => sum + rings.reduce((n, ring, i) => n + (i === 0 ? 1 : -1) * (Math.abs(doubleArea(ring)) / 2), 0),
    0,
  )
  return Math.round(Math.max(0, whole))
}

/** The middle of an outline's largest ring, weighed by its area: where a pin goes. */
export function middleOf(outline: Outline): Position {
  const outer = polygonsOf(outline).flatMap((rings) => rings.slice(0, 1))
  const [ring = []] = outer.toSorted((a, b) => Math.abs(doubleArea(b)) - Math.abs(doubleArea(a)))
  const [x0, y0] = ring[0] ?? [0, 0]
  let [twice, x, y] = [0, 0, 0]
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i], ring[i + 1]]
    if (!a || !b) continue
    const cross = (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0)
    twice += cross
    x += (a[0] - x0 + (b[0] - x0)) * cross
    y += (a[1] - y0 + (b[1] - y0)) * cross
  }
  return twice === 0 ? [x0, y0] : [x0 + x / (3 * twice), y0 + y / (3 * twice)]
}

/** Whether two stretches cross or touch at all. */
function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const side = (p: Position, q: Position, r: Position) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))
  const on = (p: Position, q: Position, r: Position) =>
    Math.min(p[0], q[0]) <= r[0] &&
    r[0] <= Math.max(p[0], q[0]) &&
    Math.min(p[1], q[1]) <= r[1] &&
    r[1] <= Math.max(p[1], q[1])
  const [s1, s2, s3, s4] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  if (s1 !== s2 && s3 !== s4) return true
  return (
    (s1 === 0 && on(a, b, c)) || (s2 === 0 && on(a, b, d)) || (s3 === 0 && on(c, d, a)) || (s4 === 0 && on(c, d, b))
  )
}

/** Whether a ring's sides meet anywhere but at their common corners. */
export function crossesItself(ring: Ring): boolean {
  const sides = ring.slice(1).map((to, i) => [ring[i] ?? to, to] as const)
  for (let i = 0; i < sides.length; i++)
    for (let j = i + 2; j < sides.length; j++) {
      if (i === 0 && j === sides.length - 1) continue
      const [one, other] = [sides[i], sides[j]]
      if (one && other && meet(one[0], one[1], other[0], other[1])) return true
    }
  return false
}

/** Rings of more corners are taken as they were measured: looking for crossings costs the square. */
const checkedCorners = 500

/** What is wrong with an outline of a place, in words; null: nothing. @param outline in WGS-84 */
export function outlineFault(outline: Outline, kind: LevelKind, most = mostCorners): Words | null {
  const rings = polygonsOf(outline).flat()
  if (rings.length === 0 || rings.some((ring) => ring.length < 4))
    return { zh: '轮廓至少要三个角', en: 'An outline has three corners at least' }
  if (cornersOf(outline) > most)
    return { zh: `轮廓的角太多，最多 ${most} 个`, en: `The outline has too many corners; ${most} at most` }
  if (rings.some((ring) => ring.length <= checkedCorners && crossesItself(ring)))
    return { zh: '轮廓的边相互交叉了', en: 'The sides of the outline cross each other' }
  const area = areaOf(outline)
  const [least, largest] = areas[kind]
  if (area < least) return { zh: `轮廓太小（约 ${area} 平方米）`, en: `The outline is too small (about ${area} m²)` }
  if (area > largest) return { zh: `轮廓太大（约 ${area} 平方米）`, en: `The outline is too large (about ${area} m²)` }
  return null
}

const isPosition = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1])

function ringOf(value: unknown): Ring | null {
  if (!Array.isArray(value) || value.length < 3 || !value.every(isPosition)) return null
  const ring = value.map(([lng, lat]): Position => [lng, lat])
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last) return null
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
}

const ringsOf = (value: unknown): readonly Ring[] | null => {
  if (!Array.isArray(value) || value.length === 0) return null
  const rings = value.map(ringOf)
  return rings.some((ring) => ring === null) ? null : (rings as Ring[])
}

/** A polygon of GeoJSON with its rings closed and its heights left out; null where it is none. */
export function readOutline(geometry: unknown): Outline | null {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  if (type === 'Polygon') {
    const rings = ringsOf(coordinates)
    return rings && { type, coordinates: rings }
  }
  if (type !== 'MultiPolygon' || !Array.isArray(coordinates) || coordinates.length === 0) return null
  const polygons = coordinates.map(ringsOf)
  return polygons.some((rings) => rings === null) ? null : { type, coordinates: polygons as (readonly Ring[])[] }
}

/** A point of GeoJSON; null where it is none. */
export function readPoint(geometry: unknown): Position | null {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  return type === 'Point' && isPosition(coordinates) ? [coordinates[0], coordinates[1]] : null
}
