import type { Distance, Points } from './distances.ts'

/** Always to the nearest stop that is left, from stop 0. Looks at every pair. */
export function nearestNext(size: number, distance: Distance): Int32Array {
  const order = Int32Array.from({ length: size }, (_, stop) => stop)
  for (let at = 1; at < size; at++) {
    const here = order[at - 1] ?? 0
    let nearest = at
    let best = Number.POSITIVE_INFINITY
    for (let i = at; i < size; i++) {
      const away = distance(here, order[i] ?? 0)
      if (away >= best) continue
      best = away
      nearest = i
    }
    const next = order[nearest] ?? 0
    order[nearest] = order[at] ?? 0
    order[at] = next
  }
  return order
}

/** Bits of either coordinate along the curve. */
const curveBits = 16

/** Along Hilbert's curve: a fair tour at the cost of sorting. */
export function alongCurve({ x, y }: Points): Int32Array {
  const size = x.length
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let s = 0; s < size; s++) {
    left = Math.min(left, x[s] ?? 0)
    right = Math.max(right, x[s] ?? 0)
    low = Math.min(low, y[s] ?? 0)
    high = Math.max(high, y[s] ?? 0)
  }
  const scale = (2 ** curveBits - 1) / Math.max(right - left, high - low, 1e-9)
  const keys = Float64Array.from({ length: size }, (_, s) =>
    alongHilbert(Math.floor(((x[s] ?? 0) - left) * scale), Math.floor(((y[s] ?? 0) - low) * scale)),
  )
  return Int32Array.from({ length: size }, (_, s) => s).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b)
}

/** How far along the curve a cell of a square of 2^16 cells a side lies. */
function alongHilbert(column: number, row: number): number {
  let [x, y, along] = [column, row, 0]
  for (let side = 2 ** (curveBits - 1); side > 0; side >>= 1) {
    const [right, up] = [(x & side) > 0 ? 1 : 0, (y & side) > 0 ? 1 : 0]
    along = along * 4 + ((3 * right) ^ up)
    if (up === 1) continue
    if (right === 1) {
      x = 2 ** curveBits - 1 - x
      y = 2 ** curveBits - 1 - y
    }
    ;[x, y] = [y, x]
  }
  return along
}
