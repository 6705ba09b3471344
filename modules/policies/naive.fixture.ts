import type { Expression } from './expression.ts'
import type { Facts } from './fact.ts'

/**
 * A second evaluator, as plain as can be: it walks the JSON itself, in BigInt, knows no types, no closures and no bounds,
 * and needs every fact. What it says is what the language means; the other one is held against it.
 */
type Value = boolean | bigint | string | readonly string[] | null

const limit = 9_007_199_254_740_991n
const clamp = (x: bigint): bigint => (x > limit ? limit : x < -limit ? -limit : x)

/** Thrown when a fact is needed that is not there. */
export class NotKnown extends Error {}

export function naiveValue(rule: Expression, facts: Facts, today: string): Value {
  if (typeof rule === 'number') return BigInt(rule)
  if (typeof rule === 'boolean' || typeof rule === 'string') return rule
  const [name, inner] = Object.entries(rule)[0] as [string, unknown]
  if (name === 'fact') {
    const value = facts[inner as string]
    if (value === undefined) throw new NotKnown(String(inner))
    return typeof value === 'number' ? BigInt(value) : value
  }
  if (typeof inner === 'number' && ['fen', 'bp', 'person', 'month', 'day', 'dm2', 'count'].includes(name))
    return BigInt(inner)
  const args = (Array.isArray(inner) ? inner : [inner]) as Expression[]
  const value = (index: number): Value => naiveValue(args[index] as Expression, facts, today)
  const of = (part: Expression): Value => naiveValue(part, facts, today)
  const all = () => args.map((_, index) => value(index))
  const codes = () => {
    const list = args[1] as unknown
    return (Array.isArray(list) ? list : [list]) as string[]
  }
  switch (name) {
    case 'and':
      return all().every((x) => x === true)
    case 'or':
      return all().some((x) => x === true)
    case 'not':
      return value(0) !== true
    case '!=':
      return !compare('==', args[0] as Expression, args[1] as Expression, of)
    case '==':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(name, args[0] as Expression, args[1] as Expression, of)
    case 'between':
      return [1, 2].every((at) => compare(at === 1 ? '>=' : '<=', args[0] as Expression, args[at] as Expression, of))
    case 'in':
      return codes().some((code) => code === value(0))
    case 'startsWith': {
      const text = value(0)
      return typeof text === 'string' && codes().some((code) => text.slice(0, code.length) === code)
    }
    case 'hasAny':
    case 'hasAll': {
      const held = value(0) as readonly string[] | null
      if (held === null) return false
      const found = codes().filter((code) => held.indexOf(code) >= 0).length
      return name === 'hasAny' ? found > 0 : found === codes().length
    }
    case 'isNone':
      return value(0) === null
    case 'if':
      return value(0) === true ? value(1) : value(2)
    case 'ifNone':
      return value(0) === null ? value(1) : value(0)
    case 'monthsSince':
    case 'daysSince': {
      const day = value(0)
      if (day === null) return null
      return BigInt(name === 'daysSince' ? daysApart(String(day), today) : monthsApart(String(day), today))
    }
    default:
      return arithmetic(name, args, of as Calculate)
  }
}

function compare(operator: string, left: Expression, right: Expression, of: (rule: Expression) => Value): boolean {
  const [a, b] = [exactly(left, of), exactly(right, of)]
  if (a === null || b === null) return false
  const order = orderOf(a, b)
  return (
    (operator === '==' && order === 0) ||
    (operator === '<' && order < 0) ||
    (operator === '<=' && order <= 0) ||
    (operator === '>' && order > 0) ||
    (operator === '>=' && order >= 0)
  )
}

function orderOf(a: Fraction | string, b: Fraction | string): number {
  if (typeof a === 'string' || typeof b === 'string') return a === b ? 0 : a < b ? -1 : 1
  const difference = (a.above * b.below - b.above * a.below) * a.below * b.below
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

/** A division as the fraction that it is, anything else as it comes. */
function exactly(rule: Expression, of: (rule: Expression) => Value): Fraction | string | null {
  const [name, inner] = typeof rule === 'object' ? (Object.entries(rule)[0] as [string, unknown]) : ['', []]
  const fraction = fractionOf(name, (Array.isArray(inner) ? inner : [inner]) as Expression[], of as Calculate)
  if (fraction !== undefined) return fraction
  const value = of(rule)
  return typeof value === 'bigint' ? { above: value, below: 1n } : typeof value === 'string' ? value : null
}

type Calculate = (rule: Expression) => bigint | null

function arithmetic(name: string, args: readonly Expression[], calculate: Calculate): bigint | null {
  const fraction = fractionOf(name, args, calculate)
  if (fraction !== undefined) return fraction === null ? null : clamp(halfUp(fraction.above, fraction.below))
  if (name.startsWith('round')) {
    const [inner, step] = args as [Expression, Expression]
    const size = calculate(step) as bigint
    const [operator, parts] = typeof inner === 'object' ? (Object.entries(inner)[0] as [string, unknown]) : ['', []]
    const exact = fractionOf(operator, (Array.isArray(parts) ? parts : [parts]) as Expression[], calculate)
    const whole = exact === undefined ? calculate(inner) : null
    const f = exact === undefined ? (whole === null ? null : { above: whole, below: 1n }) : exact
    if (f === null) return null
    const [above, below] = [f.above, f.below * size]
    const steps =
      name === 'round' ? halfUp(above, below) : name === 'roundDown' ? down(above, below) : -down(-above, below)
    return clamp(steps * size)
  }
  const numbers = args.map(calculate)
  let result = numbers[0] ?? null
  for (const number of numbers.slice(1)) {
    if (result === null || number === null) return null
    if (name === '+') result = clamp(result + number)
    else if (name === '-') result = clamp(result - number)
    else if (name === '*') result = clamp(result * number)
    else if (name === 'min' || name === 'max') result = number < result === (name === 'min') ? number : result
    else throw new Error(`no operator ${name}`)
  }
  return result
}

type Fraction = { above: bigint; below: bigint }

/** undefined: not a division. null: none. */
function fractionOf(name: string, args: readonly Expression[], calculate: Calculate): Fraction | null | undefined {
  if (!['/', 'share', 'ratio', 'prorate'].includes(name)) return undefined
  const [a, b, c] = args.map(calculate)
  if (a === null || b === null || c === null || a === undefined || b === undefined) return null
  if (name === 'share') return { above: a * b, below: 10_000n }
  const [above, below] = name === '/' ? [a, b] : name === 'ratio' ? [a * 10_000n, b] : [a * b, c ?? 1n]
  return below === 0n ? null : { above, below }
}

function down(above: bigint, below: bigint): bigint {
  const [n, d] = below < 0n ? [-above, -below] : [above, below]
  return (n - (((n % d) + d) % d)) / d
}
const halfUp = (above: bigint, below: bigint): bigint => down(2n * above + below, 2n * below)

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const daysApart = (from: string, to: string): number => (utc(to) - utc(from)) / 86_400_000

/** The day so many months after another: the corresponding day, or the last of a month that has none. */
function monthsAfter(day: string, months: number): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(2000, 0, 1))
  last.setUTCFullYear(year, month - 1 + months + 1, 0)
  const start = new Date(Date.UTC(2000, 0, 1))
  start.setUTCFullYear(year, month - 1 + months, Math.min(date, last.getUTCDate()))
  return start.getTime()
}

/** The most months that can be added to the first day without passing the second. */
export function monthsApart(from: string, to: string): number {
  let months = Math.round(daysApart(from, to) / 30.44) + 3
  while (monthsAfter(from, months) > utc(to)) months--
  return months
}

/** Three values the simplest way: a condition with any fact unknown is not known; and, or, not by Kleene's tables. */
export function naiveTruth(rule: Expression, facts: Facts, today: string): boolean | undefined {
  if (typeof rule === 'object') {
    const [name, inner] = Object.entries(rule)[0] as [string, unknown]
    const args = (Array.isArray(inner) ? inner : [inner]) as Expression[]
    if (name === 'not') {
      const truth = naiveTruth(args[0] as Expression, facts, today)
      return truth === undefined ? undefined : !truth
    }
    if (name === 'and' || name === 'or') {
      const truths = args.map((arg) => naiveTruth(arg, facts, today))
      const settling = name === 'or'
      if (truths.includes(settling)) return settling
      return truths.includes(undefined) ? undefined : !settling
    }
  }
  try {
    return naiveValue(rule, facts, today) === true
  } catch (error) {
    if (error instanceof NotKnown) return undefined
    throw error
  }
}
