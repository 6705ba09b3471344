/** Plane geometry in metres (x east, y north). Rings are open: the last point is not the first one again. */
export type Pt = readonly [x: number, y: number]
export type Ring = readonly Pt[]

/** A directed straight line; its left side is the positive one. */
export interface Line {
  readonly at: Pt
  readonly angle: number
}

export interface Box {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

export function box(ring: Ring): Box {
  const xs = ring.map((p) => p[0])
  const ys = ring.map((p) => p[1])
  return { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) }
}

/** The edges of a ring as pairs of points, the closing one included. */
export function edges(ring: Ring): [Pt, Pt][] {
  return ring.map((p, i) => [p, ring[(i + 1) % ring.length] ?? p])
}

/** Area in square metres, positive when the ring runs counter-clockwise. */
export function signedArea(ring: Ring): number {
  return edges(ring).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0) / 2
}

export function centroid(ring: Ring): Pt {
  const area = signedArea(ring)
  let x = 0
  let y = 0
  for (const [a, b] of edges(ring)) {
    const cross = a[0] * b[1] - b[0] * a[1]
    x += (a[0] + b[0]) * cross
    y += (a[1] + b[1]) * cross
  }
  return [x / (6 * area), y / (6 * area)]
}

export function contains(ring: Ring, p: Pt): boolean {
  let inside = false
  for (const [a, b] of edges(ring)) {
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  }
  return inside
}

export function segmentsCross(a: Pt, b: Pt, c: Pt, d: Pt): boolean {
  const turn = (p: Pt, q: Pt, r: Pt) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
}

/** Do two rings share any ground? Touching edges do not count. */
export function overlap(one: Ring, two: Ring): boolean {
  const a = box(one)
  const b = box(two)
  if (a.maxX <= b.minX || b.maxX <= a.minX || a.maxY <= b.minY || b.maxY <= a.minY) return false
  for (const [p, q] of edges(one)) for (const [r, s] of edges(two)) if (segmentsCross(p, q, r, s)) return true
  return contains(two, centroid(one)) || contains(one, centroid(two))
}

/** Every corner inside, and no edge crossing out in between. */
export function within(outer: Ring, inner: Ring): boolean {
  if (!inner.every((p) => contains(outer, p))) return false
  return edges(inner).every(([p, q]) => edges(outer).every(([r, s]) => !segmentsCross(p, q, r, s)))
}

/** Signed distance of a point from a line, in metres; positive on the left. */
export function offset(line: Line, p: Pt): number {
  return -(p[0] - line.at[0]) * Math.sin(line.angle) + (p[1] - line.at[1]) * Math.cos(line.angle)
}

/** The line moved `metres` to its left. */
export function shifted(line: Line, metres: number): Line {
  return {
    at: [line.at[0] - metres * Math.sin(line.angle), line.at[1] + metres * Math.cos(line.angle)],
    angle: line.angle,
  }
}

export function rotate(p: Pt, angle: number): Pt {
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  return [p[0] * c - p[1] * s, p[0] * s + p[1] * c]
}

export function between(a: Pt, b: Pt, t: number): Pt {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
}

export function distance(a: Pt, b: Pt): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

/** Adds points so that no edge is longer than `step` metres: straight edges may then be bent. */
export function densify(ring: Ring, step: number): Pt[] {
  return edges(ring).flatMap(([a, b]) => stretch(a, b, step).slice(0, -1))
}

/** The points of a straight way from a to b, at most `step` metres apart. */
export function stretch(a: Pt, b: Pt, step: number): Pt[] {
  const n = Math.max(1, Math.ceil(distance(a, b) / step))
  return Array.from({ length: n + 1 }, (_, i) => between(a, b, i / n))
}

export function rectangle(x0: number, y0: number, x1: number, y1: number): Pt[] {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ]
}
