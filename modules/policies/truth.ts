import type { Reading } from './reading.ts'

/**
 * Three values, strong Kleene: true, not known, false as 1, 0, -1, so that `and` is the smallest, `or` the largest and
 * `not` the negative.
 */
export type Truth = 1 | 0 | -1

export const not = (a: Truth): Truth => (a === 1 ? -1 : a === -1 ? 1 : 0)

const certain = (holds: boolean): Truth => (holds ? 1 : -1)

/** Compares two readings. What compares with none is false: a firm without a loan has no loan "below 5%". */
export type Comparison = (a: Reading, b: Reading) => Truth

interface Bounds {
  readonly lo: number
  readonly hi: number
}

const comparison =
  (exact: (a: number, b: number) => boolean, surely: (a: Bounds, b: Bounds) => boolean, never: typeof surely) =>
  (a: Reading, b: Reading): Truth => {
    if (typeof a === 'number' && typeof b === 'number') return certain(exact(a, b))
    if (a === null || b === null) return -1
    const left = typeof a === 'number' ? { lo: a, hi: a, mayBeNone: false } : a
    const right = typeof b === 'number' ? { lo: b, hi: b, mayBeNone: false } : b
    if (never(left, right)) return -1
    return !left.mayBeNone && !right.mayBeNone && surely(left, right) ? 1 : 0
  }

const less = comparison(
  (a, b) => a < b,
  (a, b) => a.hi < b.lo,
  (a, b) => a.lo >= b.hi,
)
const atMost = comparison(
  (a, b) => a <= b,
  (a, b) => a.hi <= b.lo,
  (a, b) => a.lo > b.hi,
)
const equal = comparison(
  (a, b) => a === b,
  (a, b) => a.lo === b.hi && a.hi === b.lo,
  (a, b) => a.hi < b.lo || a.lo > b.hi,
)

export const comparisons = {
  '<': less,
  '<=': atMost,
  '>': (a, b) => less(b, a),
  '>=': (a, b) => atMost(b, a),
  '==': equal,
  '!=': (a, b) => not(equal(a, b)),
} satisfies Record<string, Comparison>
