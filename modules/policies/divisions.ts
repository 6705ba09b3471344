import type { Operator } from './expression.ts'
import { asNumber, type Plan, type Read } from './plan.ts'
import { calculateWithDivisors, type Reading } from './reading.ts'
import { compareQuotients } from './whole-number.ts'

/** A division that is not carried out yet: a × b ÷ c. */
interface Division {
  readonly a: Read<Reading>
  readonly b: Read<Reading>
  readonly c: Read<Reading>
}

const fixed = (number: number) => (): number => number
const one = fixed(1)
/** Basis points in a whole. */
const whole = fixed(10_000)

const readOf = (plan: Plan | undefined): Read<Reading> => asNumber(plan).read

/** What each division works out, from what stands in its brackets. */
const divisions = {
  '/': ([above, below]) => ({ a: readOf(above), b: one, c: readOf(below) }),
  share: ([amount, rate]) => ({ a: readOf(amount), b: readOf(rate), c: whole }),
  ratio: ([part, all]) => ({ a: readOf(part), b: whole, c: readOf(all) }),
  prorate: ([amount, part, all]) => ({ a: readOf(amount), b: readOf(part), c: readOf(all) }),
} satisfies Partial<Record<Operator, (parts: readonly Plan[]) => Division>>

export type DivisionOperator = keyof typeof divisions
const isDivision = (operator: string): operator is DivisionOperator => Object.hasOwn(divisions, operator)

const divisionOf = ({ typed, parts }: Plan): Division | null =>
  typed.node === 'call' && isDivision(typed.operator) ? divisions[typed.operator](parts) : null

const undivided = (plan: Plan): Division => ({ a: readOf(plan), b: one, c: one })

/** Rounds a × b ÷ c; `c` is not 0. */
export type Round = (a: number, b: number, c: number) => number

/** What a division gives, rounded; none where its divisor is 0. */
function carriedOut({ a, b, c }: Division, round: Round): Read<Reading> {
  const calculation = ([x = 0, y = 0, z = 1]: readonly number[]): number => round(x, y, z)
  return (row, today) => {
    const [x, y, z] = [a(row, today), b(row, today), c(row, today)]
    if (typeof x === 'number' && typeof y === 'number' && typeof z === 'number') return z === 0 ? null : round(x, y, z)
    return calculateWithDivisors(calculation, [x, y, z], 1)
  }
}

export const divided = (operator: DivisionOperator, parts: readonly Plan[], round: Round): Read<Reading> =>
  carriedOut(divisions[operator](parts), round)

/** Rounds a number; of a division its exact quotient, not what has been rounded before. */
export const roundedOnce = (plan: Plan, round: Round): Read<Reading> =>
  carriedOut(divisionOf(plan) ?? undivided(plan), round)

const difference = ([a = 0, b = 0, d = 0, e = 0, c = 1, f = 1]: readonly number[]): number =>
  compareQuotients(a, b, c, d, e, f)

/**
 * How two numbers stand to each other where one of them is a division, whose exact quotient counts: above, at or below 0
 * as the left is larger, the same or smaller. null where none of them is a division.
 */
export function exactDifference(left: Plan, right: Plan): Read<Reading> | null {
  const [one, other] = [divisionOf(left), divisionOf(right)]
  if (one === null && other === null) return null
  const { a, b, c } = one ?? undivided(left)
  const { a: d, b: e, c: f } = other ?? undivided(right)
  return (row, today) => {
    const [p, q, r, s, t, u] = [
      a(row, today),
      b(row, today),
      c(row, today),
      d(row, today),
      e(row, today),
      f(row, today),
    ]
    if (
      typeof p === 'number' &&
      typeof q === 'number' &&
      typeof r === 'number' &&
      typeof s === 'number' &&
      typeof t === 'number' &&
      typeof u === 'number'
    )
      return r === 0 || u === 0 ? null : compareQuotients(p, q, r, s, t, u)
    // Divisors stand last, because they are split at 0.
    return calculateWithDivisors(difference, [p, q, s, t, r, u], 2)
  }
}

const exactWithin: ReadonlySet<Operator> = new Set([
  ...(['round', 'roundDown', 'roundUp', 'between'] as const),
  ...(['==', '!=', '<', '<=', '>', '>='] as const),
])

/** The parts from which a call follows: where a division is taken exactly, those of the division, not what it gives. */
export const partsOf = (operator: Operator, parts: readonly Plan[]): readonly Plan[] =>
  exactWithin.has(operator) ? parts.flatMap((part) => (divisionOf(part) ? part.parts : [part])) : parts
