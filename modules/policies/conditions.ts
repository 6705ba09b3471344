import { exactDifference } from './divisions.ts'
import type { Operator } from './expression.ts'
import { unknownReading } from './numbers.ts'
import { asCondition, asList, asNumber, asText, codesOf, type NumberPlan, type Plan, type Read } from './plan.ts'
import { comparisons, not, type Truth } from './truth.ts'
import type { Typed, TypedFact, TypedLiteral } from './typed.ts'

type Build = (parts: readonly Plan[]) => Read<Truth>

const certain = (holds: boolean): Truth => (holds ? 1 : -1)

const sizeOf = ({ parts }: Plan): number => parts.reduce((size, part) => size + sizeOf(part), 1)

/** Stops at the first part that settles the whole; simple parts are looked at first, for no order changes the result. */
const gathered =
  (settling: Truth): Build =>
  (parts) => {
    const conditions = [...parts].sort((a, b) => sizeOf(a) - sizeOf(b)).map((part) => asCondition(part).read)
    return (row, today) => {
      let truth: Truth = settling === 1 ? -1 : 1
      for (const condition of conditions) {
        const part = condition(row, today)
        if (part === settling) return settling
        if (part === 0) truth = 0
      }
      return truth
    }
  }

const isFact = (typed: Typed | undefined): typed is TypedFact => typed?.node === 'fact'
const isNumber = (typed: Typed | undefined): typed is TypedLiteral & { value: number } =>
  typed?.node === 'literal' && typeof typed.value === 'number'

const compared =
  (operator: keyof typeof comparisons): Build =>
  (parts) => {
    const [left, right] = parts
    if (left?.kind === 'text') return sameText(operator === '==', parts)
    return comparedNumbers(operator, asNumber(left), asNumber(right))
  }

function comparedNumbers(operator: keyof typeof comparisons, a: NumberPlan, b: NumberPlan): Read<Truth> {
  const compare = comparisons[operator]
  if (isFact(a.typed) && isNumber(b.typed)) return comparedWithNumber(operator, a.typed, b.typed.value)
  const difference = exactDifference(a, b)
  if (difference) return (row, today) => compare(difference(row, today), 0)
  return (row, today) => compare(a.read(row, today), b.read(row, today))
}

const exactly: Readonly<Record<keyof typeof comparisons, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}

/** The shape that most conditions have: what it is for an unknown fact and for none is settled beforehand. */
function comparedWithNumber(operator: keyof typeof comparisons, typed: TypedFact, limit: number): Read<Truth> {
  const { slot } = typed
  const holds = exactly[operator]
  const unknown = comparisons[operator](unknownReading(typed), limit)
  const none = comparisons[operator](null, limit)
  return (row) => {
    const cell = row[slot]
    if (typeof cell === 'number') return holds(cell, limit) ? 1 : -1
    return cell === null ? none : unknown
  }
}

/** What compares with none is false; so it may be settled although the other side is not known. */
function sameText(wantsSame: boolean, parts: readonly Plan[]): Read<Truth> {
  const [a, b] = parts.map(asText)
  const [left, right] = [asText(a), asText(b)]
  const read: Read<Truth> = (row, today) => {
    const [one, other] = [left.read(row, today), right.read(row, today)]
    if (one === null || other === null) return -1
    return one === undefined || other === undefined ? 0 : certain(one === other)
  }
  return wantsSame ? read : (row, today) => not(read(row, today))
}

/** A question to one code or choice. A choice that is not known may still be settled: by all of its options. */
function ofText(part: Plan | undefined, holds: (text: string) => boolean): Read<Truth> {
  const { read, typed } = asText(part)
  const unknown = unknownTruth(typed, holds)
  return (row, today) => {
    const text = read(row, today)
    if (typeof text === 'string') return holds(text) ? 1 : -1
    return text === null ? -1 : unknown
  }
}

function unknownTruth(typed: Typed, holds: (text: string) => boolean): Truth {
  if (typed.type.kind !== 'choice') return 0
  const mayBeNone = isFact(typed) && typed.fact.mayBeNone
  if (!typed.type.options.some(holds)) return -1
  return !mayBeNone && typed.type.options.every(holds) ? 1 : 0
}

const between: Build = (parts) => {
  const [value, lowest, highest] = parts.map(asNumber)
  const notBelow = comparedNumbers('>=', asNumber(value), asNumber(lowest))
  const notAbove = comparedNumbers('<=', asNumber(value), asNumber(highest))
  return (row, today) => {
    const first = notBelow(row, today)
    if (first === -1) return -1
    const second = notAbove(row, today)
    return second === 1 ? first : second
  }
}

const listed: Build = ([part, list]) => {
  const codes = new Set(codesOf(list))
  return ofText(part, (text) => codes.has(text))
}

const begun: Build = ([part, list]) => {
  const beginnings = codesOf(list)
  const [only, ...more] = beginnings
  if (only !== undefined && more.length === 0) return ofText(part, (text) => text.startsWith(only))
  return ofText(part, (text) => beginnings.some((beginning) => text.startsWith(beginning)))
}

const holding =
  (wanted: 'some' | 'every'): Build =>
  ([part, list]) => {
    const { read } = asList(part)
    const codes = codesOf(list)
    return (row, today) => {
      const held = read(row, today)
      if (held === undefined) return 0
      return held === null ? -1 : certain(codes[wanted]((code) => held.includes(code)))
    }
  }

const none: Build = ([part]) => {
  if (part === undefined || part.kind === 'condition') throw new Error('a condition is never none')
  const mayBeNone = isFact(part.typed) && part.typed.fact.mayBeNone
  const { read } = part
  return (row, today) => {
    const value = read(row, today)
    if (value === null) return 1
    if (value === undefined) return mayBeNone ? 0 : -1
    return typeof value === 'object' && 'lo' in value && value.mayBeNone ? 0 : -1
  }
}

/** How each operator that gives a condition is decided. */
export const conditionOperators = {
  and: gathered(-1),
  or: gathered(1),
  not: ([part]) => {
    const { read } = asCondition(part)
    return (row, today) => not(read(row, today))
  },
  '==': compared('=='),
  '!=': compared('!='),
  '<': compared('<'),
  '<=': compared('<='),
  '>': compared('>'),
  '>=': compared('>='),
  between,
  in: listed,
  startsWith: begun,
  hasAny: holding('some'),
  hasAll: holding('every'),
  isNone: none,
} satisfies Partial<Record<Operator, Build>>

export const isConditionOperator = (operator: Operator): operator is keyof typeof conditionOperators & Operator =>
  Object.hasOwn(conditionOperators, operator)
