/** A point on the map in WGS-84, degrees; nulls where it is not known. */
export interface Spot {
  readonly lng: number | null
  readonly lat: number | null
}

export const metresADegree = 111_320
const earthMetres = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres between two points as the crow flies (haversine), to the metre. */
export function metresBetween(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const [dLat, dLng] = [radians(b.lat - a.lat), radians(b.lng - a.lng)]
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2
  return Math.round(2 * earthMetres * Math.asin(Math.min(1, Math.sqrt(h))))
}

/** The same; null where one of them is not known. */
export function metresApart(a: Spot, b: Spot): number | null {
  if (a.lng === null || a.lat === null || b.lng === null || b.lat === null) return null
  return metresBetween({ lng: a.lng, lat: a.lat }, { lng: b.lng, lat: b.lat })
}

/** Degrees as metres in a plane, good enough for what can be walked; null stays null. */
export function inMetres<Point extends { lng: number; lat: number } | null>(
  point: Point,
): { x: number; y: number } | (Point & null) {
  if (point === null) return point as Point & null
  const { lng, lat } = point
  return { x: lng * metresADegree * Math.cos(radians(lat)), y: lat * metresADegree }
}
