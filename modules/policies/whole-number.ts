/**
 * Arithmetic on whole numbers that is exact to the last fen: nothing here ever holds a fraction. Numbers end at ±most;
 * what would be larger stays at the end, so that every operation is total and keeps order (a larger input never gives
 * a smaller output), which the bounds of `reading.ts` lean on.
 */
export const most = Number.MAX_SAFE_INTEGER

/** Keeps within ±most and turns -0 to 0. A float sum or product of whole numbers beyond ±most is seen to be so. */
const held = (x: number): number => (x > most ? most : x < -most ? -most : x + 0)

export const plus = (a: number, b: number): number => held(a + b)
export const minus = (a: number, b: number): number => held(a - b)
export const times = (a: number, b: number): number => held(a * b)

/** half_up 四舍五入: 2.5 is 3, and -2.5 is -2. */
export type Rounding = 'half_up' | 'down' | 'up'

/** a × b ÷ c as a multiple of `step` (> 0), rounded once at the end. `c` is not 0; the product may be beyond `most`. */
export function quotient(a: number, b: number, c: number, step = 1, rounding: Rounding = 'half_up'): number {
  const above = a * b
  const below = c * step
  if (Math.abs(above) <= most && Math.abs(below) <= most) return times(divide(above, below, rounding), step)
  const near = roundedSurely(above / below, rounding)
  return near === null
    ? largeQuotient(BigInt(a) * BigInt(b), BigInt(c) * BigInt(step), BigInt(step), rounding)
    : times(near, step)
}

/**
 * Rounds a quotient of inexact floats, or null where their error might decide: it is below three units in the last
 * place. Saves the large numbers, which cost a hundred times as much.
 */
function roundedSurely(quotient: number, rounding: Rounding): number | null {
  const shifted = rounding === 'half_up' ? quotient + 0.5 : quotient
  const down = Math.floor(shifted)
  const error = (Math.abs(quotient) + 1) * 2 ** -50
  if (shifted - down <= error || down + 1 - shifted <= error) return null
  return rounding === 'up' ? down + 1 : down
}

/** The remainder of floats is exact, their quotient is not. */
function divide(above: number, below: number, rounding: Rounding): number {
  const remainder = above % below
  const towardsZero = (above - remainder) / below
  if (remainder === 0) return towardsZero
  const isNegative = remainder < 0 !== below < 0
  const down = isNegative ? towardsZero - 1 : towardsZero
  if (rounding !== 'half_up') return rounding === 'down' ? down : down + 1
  const part = isNegative ? Math.abs(below) - Math.abs(remainder) : Math.abs(remainder)
  return 2 * part >= Math.abs(below) ? down + 1 : down
}

function largeQuotient(above: bigint, below: bigint, step: bigint, rounding: Rounding): number {
  const [n, d] = below < 0n ? [-above, -below] : [above, below]
  const steps = rounding === 'half_up' ? floor(2n * n + d, 2n * d) : rounding === 'down' ? floor(n, d) : -floor(-n, d)
  return held(Number(steps * step))
}

/** BigInt division cuts towards 0. `d` is above 0. */
const floor = (n: bigint, d: bigint): bigint => (n < 0n && n % d !== 0n ? n / d - 1n : n / d)

/** Whether a × b ÷ c is larger (1), the same (0) or smaller (-1) than d × e ÷ f, exactly. `c` and `f` are not 0. */
export function compareQuotients(a: number, b: number, c: number, d: number, e: number, f: number): number {
  const left = a * b * f
  const right = d * e * c
  const isExact = Math.abs(left) <= most && Math.abs(right) <= most
  // Each product has an error below two units in the last place.
  const isSure = isExact || Math.abs(left - right) > (Math.abs(left) + Math.abs(right)) * 2 ** -50
  const order = isSure
    ? Math.sign(left - right)
    : signOf(BigInt(a) * BigInt(b) * BigInt(f) - BigInt(d) * BigInt(e) * BigInt(c))
  return (c < 0 !== f < 0 ? -order : order) + 0
}

const signOf = (x: bigint): number => (x > 0n ? 1 : x < 0n ? -1 : 0)
