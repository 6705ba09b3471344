import { geometryToWgs84, positionsOf, toWgs84 } from '../geo.ts'
import { middleOf, type Outline } from '../outline.ts'
import type { Crs } from '../tables.ts'

/** What an import may set of a place, as it is stored. */
export interface Facts {
  readonly name: string
  readonly nameEn: string
  readonly households: number
  readonly floors: number | null
  readonly lng: number | null
  readonly lat: number | null
  readonly crs: Crs
  readonly geometry: object | null
}

/** What a row says; what it leaves out stays as it is. */
export interface Given {
  readonly name?: string
  readonly nameEn?: string
  readonly households?: number
  readonly floors?: number
  readonly point?: { readonly lng: number; readonly lat: number; readonly crs: Crs }
  readonly outline?: { readonly geometry: Outline; readonly crs: Crs }
}

/** Degrees: about a decimetre. What lies nearer is the same. */
const near = 1e-6

const samePoint = (a: Facts, b: Facts): boolean => {
  const [p, q] = [toWgs84(a.crs, a.lng, a.lat), toWgs84(b.crs, b.lng, b.lat)]
  if (p.lng === null || p.lat === null || q.lng === null || q.lat === null) return p.lng === q.lng
  return Math.abs(p.lng - q.lng) < near && Math.abs(p.lat - q.lat) < near
}

const sameOutline = (a: Facts, b: Facts): boolean => {
  if (!a.geometry || !b.geometry) return a.geometry === b.geometry
  const [one, other] = [a, b].map(({ crs, geometry }) => positionsOf(geometryToWgs84(crs, geometry ?? {})))
  if (!one || !other || one.length !== other.length) return false
  return one.every(([lng, lat], i) => {
    const to = other[i]
    return to !== undefined && Math.abs(lng - to[0]) < near && Math.abs(lat - to[1]) < near
  })
}

/** Which facts differ; empty where they are the same. */
export function differing(a: Facts, b: Facts): readonly string[] {
  const plain = (['name', 'nameEn', 'households', 'floors'] as const).filter((key) => a[key] !== b[key])
  return [...plain, ...(samePoint(a, b) ? [] : ['point']), ...(sameOutline(a, b) ? [] : ['outline'])]
}

/** Facts with what a row says: point and outline are kept in one system, so where two meet both become WGS-84. */
export function merged(facts: Facts, given: Given): Facts {
  const { point, outline, name, nameEn, households, floors } = given
  const named = name !== undefined && name !== facts.name
  const plain = {
    ...facts,
    ...(named ? { name, nameEn: facts.nameEn === facts.name ? name : facts.nameEn } : {}),
    ...(nameEn === undefined ? {} : { nameEn }),
    ...(households === undefined ? {} : { households }),
    ...(floors === undefined ? {} : { floors }),
  }
  if (outline) {
    const [lng, lat] = middleOf(outline.geometry)
    if (!point) return { ...plain, lng, lat, crs: outline.crs, geometry: outline.geometry }
    if (point.crs === outline.crs) return { ...plain, ...point, geometry: outline.geometry }
    return { ...plain, ...inWgs84(point), geometry: geometryToWgs84(outline.crs, outline.geometry) }
  }
  if (!point) return plain
  const moved = { ...plain, ...point }
  if (samePoint(plain, moved)) return plain
  if (!plain.geometry || plain.crs === point.crs) return moved
  return { ...plain, ...inWgs84(point), geometry: geometryToWgs84(plain.crs, plain.geometry) }
}

const inWgs84 = ({ crs, lng, lat }: { crs: Crs; lng: number; lat: number }) => ({
  ...toWgs84(crs, lng, lat),
  crs: 'WGS84' as const,
})
