import type { Expression } from '../../expression.ts'
import { type Dictionary, factOf } from '../../fact.ts'
import { isUnit, type UnitCode } from '../../unit.ts'
import { written } from '../../web/numbers.ts'
import {
  type Calc,
  type CalcOperator,
  type Comparison,
  calcOperators,
  comparisonsFor,
  type Group,
  type Line,
  type NumberCalc,
  type Raw,
  type Shape,
  unitInLine,
  unitWithin,
} from './form.ts'
import { calcExpression, expressionOf } from './write-rule.ts'

// Reads rules into the form. What has no row is kept as it is: nothing is lost and nothing is changed.

const raw = (expression: unknown): Raw => ({ kind: 'raw', json: JSON.stringify(expression, null, 2) })

/** The form always begins with a group. */
export function formOf(expression: Expression, dictionary: Dictionary): Group {
  const shape = shapeOf(expression, dictionary)
  return shape.kind === 'group' ? shape : { kind: 'group', how: 'and', parts: [shape] }
}

/** Reads a condition into rows and groups. */
export function shapeOf(expression: unknown, dictionary: Dictionary): Shape {
  if (typeof expression === 'boolean') return { kind: 'always', value: expression }
  return groupOf(expression, dictionary) ?? kept(lineOf(expression, dictionary), expression, dictionary)
}

/** A row that would say something else than the rule is no row of it. */
function kept(line: Line | null, expression: unknown, dictionary: Dictionary): Shape {
  if (line === null) return raw(expression)
  const shown = withUnits(line, dictionary)
  return sameRule(expressionOf(shown, dictionary), expression) ? shown : raw(expression)
}

function groupOf(expression: unknown, dictionary: Dictionary): Group | null {
  const [name, argument] = only(expression)
  if (name === 'not') {
    const inner = listed(argument)
    const [denied] = inner
    if (inner.length !== 1 || lineOf(expression, dictionary) !== null) return null
    const [within, parts] = only(denied)
    const several = within === 'or' && Array.isArray(parts) && parts.length > 1 ? parts : [denied]
    return { kind: 'group', how: 'none', parts: several.map((part: unknown) => shapeOf(part, dictionary)) }
  }
  if ((name !== 'and' && name !== 'or') || listed(argument).length === 0) return null
  return { kind: 'group', how: name, parts: listed(argument).map((part) => shapeOf(part, dictionary)) }
}

/** Numbers are first read as they stand; `withUnits` then writes them in the unit of what they stand beside. */
function lineOf(expression: unknown, dictionary: Dictionary): Line | null {
  const [name, argument] = only(expression)
  const args = listed(argument)
  const [first, ...rest] = args
  const line = (left: unknown, comparison: string, right: readonly unknown[], codes: readonly unknown[] = []) => {
    const calc = readCalc(left, dictionary)
    const isOffered = comparisonsFor(calc, dictionary).includes(comparison as Comparison)
    const parts = right.map((part) => readCalc(part, dictionary))
    const isText = codes.every((code) => typeof code === 'string')
    return isText && (isOffered || calc.kind === 'number')
      ? ({ kind: 'line', left: calc, comparison: comparison as Comparison, right: parts, codes } as Line)
      : null
  }
  switch (name) {
    case 'fact':
      return line(expression, 'yes', [])
    case 'isNone':
      return args.length === 1 ? line(first, 'isNone', []) : null
    case 'not': {
      const inner = args.length === 1 ? lineOf(first, dictionary) : null
      const opposite = inner && opposites[inner.comparison]
      return inner && opposite ? { ...inner, comparison: opposite } : null
    }
    case 'in':
    case 'startsWith':
    case 'hasAny':
    case 'hasAll':
      return args.length === 2 ? line(first, name, [], listed(rest[0])) : null
    case 'between':
      return args.length === 3 ? line(first, name, rest) : null
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return args.length === 2 ? line(first, name, rest) : null
    default:
      return null
  }
}

const opposites: Readonly<Partial<Record<Comparison, Comparison>>> = {
  yes: 'no',
  isNone: 'isSome',
  in: 'notIn',
  startsWith: 'notStartsWith',
}

/** Reads a calculation; `around` is the unit that a bare number takes there. */
export function calcFrom(expression: unknown, dictionary: Dictionary, around: UnitCode | null): Calc {
  const calc = calcWithUnits(readCalc(expression, dictionary), around, dictionary)
  return sameRule(calcExpression(calc, dictionary, around), expression) ? calc : raw(expression)
}

function readCalc(expression: unknown, dictionary: Dictionary): Calc {
  if (typeof expression === 'number') return { kind: 'number', text: String(expression), unit: null }
  if (typeof expression === 'string') return { kind: 'text', text: expression }
  const [name, argument] = only(expression)
  if (name === 'fact')
    return typeof argument === 'string' && factOf(dictionary, argument)
      ? { kind: 'fact', fact: argument }
      : raw(expression)
  if (isUnit(name) && typeof argument === 'number') return { kind: 'number', text: String(argument), unit: name }
  if (!(calcOperators as readonly string[]).includes(name)) return raw(expression)
  const operator = name as CalcOperator
  const args = listed(argument).map((part, index) =>
    operator === 'if' && index === 0 ? shapeOf(part, dictionary) : readCalc(part, dictionary),
  )
  return { kind: 'call', operator, args }
}

function withUnits(line: Line, dictionary: Dictionary): Line {
  const unit = unitInLine(line, dictionary)
  const write = (calc: Calc) => calcWithUnits(calc, unit, dictionary)
  return { ...line, left: write(line.left), right: line.right.map(write) }
}

/** Writes the whole numbers of a rule as people write them: 200000 fen are "2000". */
function calcWithUnits(calc: Calc, around: UnitCode | null, dictionary: Dictionary): Calc {
  if (calc.kind === 'number') return inUnit(calc, around)
  if (calc.kind !== 'call') return calc
  const args = calc.args.map((part, index) => {
    const isCondition = calc.operator === 'if' && index === 0
    return isCondition ? part : calcWithUnits(part as Calc, unitWithin(calc, index, around, dictionary), dictionary)
  })
  return { ...calc, args }
}

const inUnit = (calc: NumberCalc, around: UnitCode | null): NumberCalc => ({
  ...calc,
  text: written(Number(calc.text), calc.unit ?? around ?? 'count'),
})

/** The only operator of an expression with what it works on. */
function only(expression: unknown): [string, unknown] {
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) return ['', null]
  const entries = Object.entries(expression)
  return entries.length === 1 && entries[0] ? entries[0] : ['', null]
}

const listed = (argument: unknown): readonly unknown[] => (Array.isArray(argument) ? argument : [argument])

/** Whether two rules are the same but for brackets around a single argument, which the language does not need, and the order of keys, which a database does not keep. */
export const sameRule = (a: unknown, b: unknown): boolean => JSON.stringify(plain(a)) === JSON.stringify(plain(b))

function plain(expression: unknown): unknown {
  if (Array.isArray(expression)) {
    const parts = expression.map(plain)
    return parts.length === 1 ? parts[0] : parts
  }
  if (typeof expression !== 'object' || expression === null) return expression
  const entries = Object.entries(expression)
    .map(([name, argument]) => [name, plain(argument)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const [only, ...more] = entries
  // A group of one is its part.
  const isGroup = only !== undefined && more.length === 0 && (only[0] === 'and' || only[0] === 'or')
  return isGroup && !Array.isArray(only[1]) ? only[1] : Object.fromEntries(entries)
}

/** For tests and for telling how much of a rule the form shows: how many of its parts stay JSON. */
export function rawParts(part: Shape | Calc): number {
  if (part.kind === 'raw') return 1
  const parts: readonly (Shape | Calc)[] =
    part.kind === 'group'
      ? part.parts
      : part.kind === 'line'
        ? [part.left, ...part.right]
        : part.kind === 'call'
          ? part.args
          : []
  return parts.reduce((sum, inner) => sum + rawParts(inner), 0)
}
