export interface Point {
  readonly x: number
  readonly y: number
}

/** The corners of the smallest outline around some points, in turn (Andrew's monotone chain). */
export function hullOf(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y)
  if (sorted.length < 3) return sorted
  const half = (list: readonly Point[]) => {
    const chain: Point[] = []
    for (const point of list) {
      while (chain.length >= 2 && !turnsLeft(chain.at(-2), chain.at(-1), point)) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

function turnsLeft(a: Point | undefined, b: Point | undefined, c: Point): boolean {
  if (!a || !b) return true
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0
}

/** Those nearest to the middle of all, so that one who stands far out does not stretch a group's outline over others. */
export function core(points: readonly Point[], share: number): Point[] {
  const middle = middleOf(points)
  const far = (point: Point) => Math.hypot(point.x - middle.x, point.y - middle.y)
  return points.toSorted((a, b) => far(a) - far(b)).slice(0, Math.max(1, Math.ceil(points.length * share)))
}

export function middleOf(points: readonly Point[]): Point {
  const count = Math.max(1, points.length)
  return {
    x: points.reduce((sum, { x }) => sum + x, 0) / count,
    y: points.reduce((sum, { y }) => sum + y, 0) / count,
  }
}

/** Cuts the corners off an outline, some times over (Chaikin): what was angular is round. */
export function rounded(corners: readonly Point[], times = 3): Point[] {
  if (times === 0 || corners.length < 3) return [...corners]
  const between = (a: Point, b: Point, share: number) => ({
    x: a.x + (b.x - a.x) * share,
    y: a.y + (b.y - a.y) * share,
  })
  const cut = corners.flatMap((corner, n) => {
    const next = corners[(n + 1) % corners.length] ?? corner
    return [between(corner, next, 0.25), between(corner, next, 0.75)]
  })
  return rounded(cut, times - 1)
}

/** An SVG path through the corners; drawn with a wide round stroke it becomes a soft blob, a single point a disc. */
export const pathOf = (corners: readonly Point[]): string =>
  `${corners.map(({ x, y }, n) => `${n === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ')}Z`

/** Points that lie on each other are moved apart a little, always alike, so that each person is seen. */
export function spread(points: readonly Point[], step: number): Point[] {
  const counts = new Map<string, number>()
  const golden = Math.PI * (3 - Math.sqrt(5))
  return points.map(({ x, y }) => {
    const spot = `${Math.round(x / step)} ${Math.round(y / step)}`
    const nth = counts.get(spot) ?? 0
    counts.set(spot, nth + 1)
    const out = step * Math.sqrt(nth)
    return { x: x + out * Math.cos(nth * golden), y: y + out * Math.sin(nth * golden) }
  })
}
