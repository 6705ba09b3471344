import { monthsSince } from './calendar-month.ts'
import { type DivisionOperator, divided, type Round, roundedOnce } from './divisions.ts'
import type { Operator } from './expression.ts'
import { boundsOf } from './fact.ts'
import { asCondition, asNumber, type NumberPlan, type Plan, type Read } from './plan.ts'
import { calculateOne, calculateTwo, hull, orElse, type Reading, rangeOf } from './reading.ts'
import { firstDay, lastDay } from './row.ts'
import type { TypedFact } from './typed.ts'
import { minus, plus, quotient, type Rounding, times } from './whole-number.ts'

type Build = (parts: readonly Plan[]) => Read<Reading>
type Binary = (a: number, b: number) => number

/** From left to right over two or more parts. */
const folded =
  (calculation: Binary): Build =>
  (parts) => {
    const [first, ...rest] = parts.map(asNumber)
    const begin = asNumber(first)
    const [second, ...more] = rest
    // Two parts are by far the most frequent.
    if (second && more.length === 0)
      return (row, today) => calculateTwo(calculation, begin.read(row, today), second.read(row, today))
    return (row, today) => {
      let total = begin.read(row, today)
      for (const part of rest) total = calculateTwo(calculation, total, part.read(row, today))
      return total
    }
  }

const halfUp: Round = (a, b, c) => quotient(a, b, c)

const dividing =
  (operator: DivisionOperator): Build =>
  (parts) =>
    divided(operator, parts, halfUp)

const rounding =
  (how: Rounding): Build =>
  ([number, step]) => {
    const size = step?.typed.node === 'literal' ? Number(step.typed.value) : 1
    return roundedOnce(asNumber(number), (a, b, c) => quotient(a, b, c, size, how))
  }

const ofOne =
  (calculation: (day: number, today: Parameters<NumberPlan['read']>[1]) => number): Build =>
  ([part]) => {
    const day = asNumber(part)
    return (row, today) => {
      const reading = day.read(row, today)
      return typeof reading === 'number'
        ? calculation(reading, today)
        : calculateOne((number) => calculation(number, today), reading)
    }
  }

const chosen: Build = ([decides, first, second]) => {
  const [condition, yes, no] = [asCondition(decides), asNumber(first), asNumber(second)]
  return (row, today) => {
    const truth = condition.read(row, today)
    if (truth === 1) return yes.read(row, today)
    if (truth === -1) return no.read(row, today)
    return hull(yes.read(row, today), no.read(row, today))
  }
}

const elsewise: Build = ([first, second]) => {
  const [wanted, instead] = [asNumber(first), asNumber(second)]
  return (row, today) => orElse(wanted.read(row, today), instead.read(row, today))
}

/** How each operator that gives a number calculates it. */
export const numberOperators = {
  '+': folded(plus),
  '-': folded(minus),
  '*': folded(times),
  min: folded(Math.min),
  max: folded(Math.max),
  '/': dividing('/'),
  share: dividing('share'),
  ratio: dividing('ratio'),
  prorate: dividing('prorate'),
  round: rounding('half_up'),
  roundDown: rounding('down'),
  roundUp: rounding('up'),
  if: chosen,
  ifNone: elsewise,
  monthsSince: ofOne(monthsSince),
  daysSince: ofOne((day, today) => today.number - day),
} satisfies Partial<Record<Operator, Build>>

export const isNumberOperator = (operator: Operator): operator is keyof typeof numberOperators & Operator =>
  Object.hasOwn(numberOperators, operator)

/** What is known of a number or day that nobody told: its bounds. */
export function unknownReading({ fact: { type, mayBeNone } }: TypedFact): Reading {
  if (type.kind !== 'number') return rangeOf(firstDay, lastDay, mayBeNone)
  const { min, max } = boundsOf(type)
  return rangeOf(min, max, mayBeNone)
}

/** Reads a fact that is a number or a day. */
export function readNumber(typed: TypedFact): Read<Reading> {
  const { slot } = typed
  const unknown = unknownReading(typed)
  return (row) => {
    const cell = row[slot]
    return typeof cell === 'number' || cell === null ? cell : unknown
  }
}
