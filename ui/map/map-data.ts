import type { LampTone } from '../lamp.tsx'

export type LngLat = readonly [lng: number, lat: number]
/** West, south, east, north. */
export type Bounds = readonly [number, number, number, number]

/** A GeoJSON feature collection in WGS-84; `properties.id`, `name`, `nameEn` and for the base map `kind`. */
export interface Shapes {
  readonly type: 'FeatureCollection'
  readonly features: readonly {
    readonly type: 'Feature'
    readonly id?: string | undefined
    readonly geometry: unknown
    readonly properties: Readonly<Record<string, unknown>>
  }[]
}

export const noShapes: Shapes = { type: 'FeatureCollection', features: [] }

export interface MapPoint {
  readonly id: string
  readonly lng: number
  readonly lat: number
  readonly tone: LampTone
  /** Shown when pointed at, and in the list. */
  readonly label: string
}

/** What a grid shows beside its name. */
export interface GridNote {
  /** How heavy its load is against the heaviest, 0 to 1: the depth of its tint. */
  readonly share?: number
  /** A second line under its name: “在办 12 · 超时 1”. */
  readonly note?: string
}

/** A place on the map that somebody chose. */
export interface PickedSpot {
  readonly lng: number
  readonly lat: number
  /** The building under the finger, if one is drawn there. */
  readonly buildingId?: string
}

export function pointShapes(points: readonly MapPoint[]): Shapes {
  return {
    type: 'FeatureCollection',
    features: points.map(({ id, lng, lat, tone, label }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lng, lat] },
      properties: { id, tone, label },
    })),
  }
}

/** Something to be seen as heat: where, and how much against the most, 0 to 1. */
export interface HeatPoint {
  readonly lng: number
  readonly lat: number
  readonly weight: number
}

export const heatShapes = (points: readonly HeatPoint[]): Shapes => ({
  type: 'FeatureCollection',
  features: points.map(({ lng, lat, weight }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lng, lat] },
    properties: { weight },
  })),
})

/** Grids with what they show: a tint that differs from the neighbours', or deeper with the load. */
export function gridShapes(grids: Shapes, notes: Readonly<Record<string, GridNote>>): Shapes {
  return {
    ...grids,
    features: grids.features.map((grid, i) => {
      const { share, note } = notes[idOf(grid)] ?? {}
      return {
        ...grid,
        properties: { ...grid.properties, id: idOf(grid), tint: i, note: note ?? '', share: share ?? -1 },
      }
    }),
  }
}

/** The id of a feature: GeoJSON's own, or the property. */
export const idOf = (feature: Shapes['features'][number]): string => String(feature.properties.id ?? feature.id ?? '')

export function nameOf(feature: Shapes['features'][number], lang: 'zh' | 'en'): string {
  const { name, nameEn } = feature.properties
  return String((lang === 'en' && nameEn) || name || '')
}

/** The box around shapes and points; null when there are none. */
export function boundsOf(shapes: readonly Shapes[], points: readonly MapPoint[] = []): Bounds | null {
  let [w, s, e, n] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  const take = (lng: number, lat: number) => {
    w = Math.min(w, lng)
    e = Math.max(e, lng)
    s = Math.min(s, lat)
    n = Math.max(n, lat)
  }
  for (const collection of shapes) for (const feature of collection.features) eachCorner(feature.geometry, take)
  for (const point of points) take(point.lng, point.lat)
  return w === Number.POSITIVE_INFINITY ? null : [w, s, e, n]
}

/** The middle of the box around one feature: good enough to put a pin or to fly there. */
export function middleOf(feature: Shapes['features'][number]): LngLat | null {
  const box = boundsOf([{ type: 'FeatureCollection', features: [feature] }])
  return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
}

function eachCorner(geometry: unknown, take: (lng: number, lat: number) => void): void {
  const coordinates = (geometry as { coordinates?: unknown } | null)?.coordinates
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return
    const [lng, lat] = part as unknown[]
    if (typeof lng === 'number' && typeof lat === 'number') take(lng, lat)
    else for (const inner of part) walk(inner)
  }
  walk(coordinates)
}
