/**
 * What a number (or a day, as its number) is as far as the facts tell: exactly known, known to be none (there is no such
 * thing: the rate of a loan that was never taken), or somewhere between bounds.
 */
export type Reading = number | null | Range

/** Every whole number from `lo` to `hi`, both included, is possible; `mayBeNone`: none as well. */
export interface Range {
  readonly lo: number
  readonly hi: number
  readonly mayBeNone: boolean
}

/** Known however the missing facts turn out. */
export const isSettled = (reading: Reading): reading is number | null => typeof reading === 'number' || reading === null

/** A range, or the one number that it holds. */
export const rangeOf = (lo: number, hi: number, mayBeNone: boolean): Reading =>
  lo === hi && !mayBeNone ? lo : { lo, hi, mayBeNone }

const asRange = (known: number | Range): Range =>
  typeof known === 'number' ? { lo: known, hi: known, mayBeNone: false } : known

/** Either of two readings. */
export function hull(a: Reading, b: Reading): Reading {
  if (a === null) return b === null ? null : { ...asRange(b), mayBeNone: true }
  if (b === null) return { ...asRange(a), mayBeNone: true }
  const [left, right] = [asRange(a), asRange(b)]
  return rangeOf(Math.min(left.lo, right.lo), Math.max(left.hi, right.hi), left.mayBeNone || right.mayBeNone)
}

/** The first reading, or the second where the first is none. */
export function orElse(a: Reading, b: Reading): Reading {
  if (a === null) return b
  if (typeof a === 'number' || !a.mayBeNone) return a
  return hull(rangeOf(a.lo, a.hi, false), b)
}

/**
 * A calculation with one number, monotone (rising or falling): the extremes lie at the ends. None gives none.
 */
export function calculateOne(calculation: (x: number) => number, reading: Reading): Reading {
  if (typeof reading === 'number') return calculation(reading)
  if (reading === null) return null
  const [a, b] = [calculation(reading.lo), calculation(reading.hi)]
  return rangeOf(Math.min(a, b), Math.max(a, b), reading.mayBeNone)
}

/**
 * A calculation with two numbers, monotone in each while the other stands still: the extremes lie at the corners. None
 * gives none.
 */
export function calculateTwo(calculation: (x: number, y: number) => number, a: Reading, b: Reading): Reading {
  if (typeof a === 'number' && typeof b === 'number') return calculation(a, b)
  if (a === null || b === null) return null
  const [left, right] = [asRange(a), asRange(b)]
  const [w, x] = [calculation(left.lo, right.lo), calculation(left.lo, right.hi)]
  const [y, z] = [calculation(left.hi, right.lo), calculation(left.hi, right.hi)]
  return rangeOf(Math.min(w, x, y, z), Math.max(w, x, y, z), left.mayBeNone || right.mayBeNone)
}

type Calculation = (numbers: readonly number[]) => number

/**
 * The same with several numbers, of which the last so many divide: none where one of them is 0, and monotone in them on
 * either side of 0.
 */
export function calculateWithDivisors(
  calculation: Calculation,
  readings: readonly Reading[],
  divisors: number,
): Reading {
  const lows: number[] = []
  const highs: number[] = []
  let mayBeNone = false
  for (const [index, reading] of readings.entries()) {
    if (reading === null) return null
    let { lo, hi } = asRange(reading)
    if (typeof reading !== 'number') mayBeNone ||= reading.mayBeNone
    if (index >= readings.length - divisors && lo <= 0 && hi >= 0) {
      if (lo === 0 && hi === 0) return null
      if (lo < 0 && hi > 0) return onBothSides(calculation, readings, divisors, index)
      mayBeNone = true
      lo = lo === 0 ? 1 : lo
      hi = hi === 0 ? -1 : hi
    }
    lows.push(lo)
    highs.push(hi)
  }
  return atCorners(calculation, lows, highs, mayBeNone)
}

/** A divisor that may be below or above 0, or 0. */
function onBothSides(calculation: Calculation, readings: readonly Reading[], divisors: number, index: number): Reading {
  const { lo, hi, mayBeNone } = asRange(readings[index] ?? 0)
  const sides = [rangeOf(lo, -1, mayBeNone), rangeOf(1, hi, mayBeNone)]
  return sides
    .map((side) =>
      calculateWithDivisors(
        calculation,
        readings.map((reading, at) => (at === index ? side : reading)),
        divisors,
      ),
    )
    .reduce(hull, null)
}

function atCorners(calculation: Calculation, lows: number[], highs: readonly number[], mayBeNone: boolean): Reading {
  const corner = lows.slice()
  const open: number[] = []
  for (let index = 0; index < lows.length; index++) if (lows[index] !== highs[index]) open.push(index)
  let least = Number.POSITIVE_INFINITY
  let greatest = Number.NEGATIVE_INFINITY
  for (let mask = 0; mask < 1 << open.length; mask++) {
    for (let bit = 0; bit < open.length; bit++) {
      const index = open[bit] ?? 0
      corner[index] = (mask & (1 << bit) ? highs[index] : lows[index]) ?? 0
    }
    const value = calculation(corner)
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  return rangeOf(least, greatest, mayBeNone)
}
