import gcoord, { type GeoJSON } from 'gcoord'
import { metresADegree } from '../../kernel/contract/metres.ts'
import type { Crs } from './tables.ts'

type Position = readonly [number, number]

/** A point in WGS-84. CGCS2000 differs from it by centimetres and is taken as it is. */
export function toWgs84(crs: Crs, lng: number | null, lat: number | null): { lng: number | null; lat: number | null } {
  if (lng === null || lat === null) return { lng: null, lat: null }
  if (crs === 'WGS84' || crs === 'CGCS2000') return { lng, lat }
  const [east, north] = gcoord.transform([lng, lat], crs === 'GCJ02' ? gcoord.GCJ02 : gcoord.BD09, gcoord.WGS84)
  return { lng: east ?? lng, lat: north ?? lat }
}

/** A GeoJSON geometry in WGS-84. */
export function geometryToWgs84(crs: Crs, geometry: object): object {
  if (crs === 'WGS84' || crs === 'CGCS2000') return geometry
  const from = crs === 'GCJ02' ? gcoord.GCJ02 : gcoord.BD09
  return gcoord.transform(structuredClone(geometry) as GeoJSON, from, gcoord.WGS84)
}

/** All positions of a geometry, whatever its kind. */
export function positionsOf(geometry: object): Position[] {
  const found: Position[] = []
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number' && typeof value[1] === 'number') found.push([value[0], value[1]])
    else for (const part of value) walk(part)
  }
  walk((geometry as { coordinates?: unknown }).coordinates)
  return found
}

/**
 * The outline of a set of buildings: the convex hull of their corners with a margin, as a GeoJSON polygon in degrees.
 * Grids are drawn so: they are sets of buildings and have no border of their own that could contradict them.
 */
export function outlineOf(positions: readonly Position[], marginMetres: number): object | null {
  if (positions.length === 0) return null
  const up = marginMetres / metresADegree
  const around = positions.flatMap(([lng, lat]): Position[] => {
    const side = up / Math.max(Math.cos((lat * Math.PI) / 180), 0.01)
    return [
      [lng - side, lat - up],
      [lng + side, lat - up],
      [lng + side, lat + up],
      [lng - side, lat + up],
    ]
  })
  const hull = convexHull(around)
  const first = hull[0]
  return first ? { type: 'Polygon', coordinates: [[...hull, first]] } : null
}

/** Andrew's monotone chain; counter-clockwise, without the closing point. */
function convexHull(points: readonly Position[]): Position[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (ordered: readonly Position[]): Position[] => {
    const kept: Position[] = []
    for (const point of ordered) {
      while (kept.length >= 2 && turn(kept.at(-2), kept.at(-1), point) <= 0) kept.pop()
      kept.push(point)
    }
    return kept.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.reverse())]
}

function turn(a: Position | undefined, b: Position | undefined, c: Position): number {
  if (!a || !b) return 1
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}
