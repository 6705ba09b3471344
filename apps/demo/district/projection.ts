import type { Position } from 'geojson'
import { metresADegree } from '../../../kernel/contract/metres.ts'
import type { Pt, Ring } from './geometry.ts'
import { densify, stretch } from './geometry.ts'

/** The middle of the demo ground, WGS-84 degrees. */
const origin = { lng: 102.7352, lat: 25.0598 }
const bend = { scale: 1550, strength: 0.105, phase: [0.5, 0.12] as const, turn: -0.07 }

/**
 * From the drawing board (straight streets) to the ground (bent streets), both in metres.
 * w = z·e^{iθ} + k·sin(z/L + φ) is conformal, so what was drawn at right angles stays at right angles.
 */
export function bent(p: Pt): Pt {
  const a = p[0] / bend.scale + bend.phase[0]
  const b = p[1] / bend.scale + bend.phase[1]
  const k = bend.strength * bend.scale
  const c = Math.cos(bend.turn)
  const s = Math.sin(bend.turn)
  return [p[0] * c - p[1] * s + k * Math.sin(a) * Math.cosh(b), p[0] * s + p[1] * c + k * Math.cos(a) * Math.sinh(b)]
}

/** A ring of the drawing board on the ground, its edges cut fine enough to bend. */
export function bentRing(ring: Ring, step = 60): Pt[] {
  return densify(ring, step).map(bent)
}

/** A way of the drawing board on the ground. */
export function bentWay(a: Pt, b: Pt, step = 60): Pt[] {
  return stretch(a, b, step).map(bent)
}

const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7

/** Ground metres to WGS-84 degrees, [longitude, latitude], to the centimetre. */
export function toWgs84(p: Pt): Position {
  const lat = origin.lat + p[1] / metresADegree
  const lng = origin.lng + p[0] / (metresADegree * Math.cos((origin.lat * Math.PI) / 180))
  return [round(lng), round(lat)]
}

/** WGS-84 degrees to ground metres: the inverse of {@link toWgs84}. */
export function toGround(position: Position): Pt {
  const lng = position[0] ?? 0
  const lat = position[1] ?? 0
  const metresPerLng = metresADegree * Math.cos((origin.lat * Math.PI) / 180)
  return [(lng - origin.lng) * metresPerLng, (lat - origin.lat) * metresADegree]
}
