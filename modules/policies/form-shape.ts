import type { Expression } from './expression.ts'
import { type Dictionary, factOf } from './fact.ts'

// Conditions as plain rows of a form on a phone and back; the desk's form (`desk/editor/form.ts`) knows every shape.
// What has another shape stays JSON: nothing is lost and nothing is changed.

/** All of these, or any of these. */
export interface Group {
  readonly kind: 'group'
  readonly how: 'and' | 'or'
  readonly parts: readonly Shape[]
}
/** "fact – comparison – value". Numbers, days and codes as texts in the form's own writing are made by `web/numbers.ts`. */
export interface Line {
  readonly kind: 'line'
  readonly fact: string
  readonly comparison: Comparison
  readonly values: readonly (string | number)[]
}
/** Anything else, as it is written. */
export interface Raw {
  readonly kind: 'raw'
  readonly json: string
}
export type Shape = Group | Line | Raw

export const comparisons = [
  ...(['>=', '<=', '>', '<', '==', '!=', 'between'] as const),
  ...(['months>=', 'months<=', 'months>', 'months<'] as const),
  ...(['in', 'notIn', 'startsWith', 'notStartsWith', 'hasAny', 'hasAll'] as const),
  ...(['yes', 'no', 'isNone', 'isSome'] as const),
] as const
export type Comparison = (typeof comparisons)[number]

const ofKind: Readonly<Record<string, readonly Comparison[]>> = {
  number: ['>=', '<=', '>', '<', '==', '!=', 'between'],
  day: ['>=', '<', '>', '<=', 'months<', 'months>=', 'months<=', 'months>'],
  choice: ['in', 'notIn', '==', '!='],
  code: ['startsWith', 'notStartsWith', 'in', 'notIn', '==', '!='],
  codes: ['hasAny', 'hasAll'],
  boolean: ['yes', 'no'],
}

/** The comparisons that a fact can stand in. */
export function comparisonsFor(dictionary: Dictionary, key: string): readonly Comparison[] {
  const fact = factOf(dictionary, key)
  if (!fact) return []
  return [...(ofKind[fact.type.kind] ?? []), ...(fact.mayBeNone ? (['isSome', 'isNone'] as const) : [])]
}

/** How many values a comparison takes: none, one, two, or a list. */
export function valuesOf(comparison: Comparison): 0 | 1 | 2 | 'list' {
  if (['yes', 'no', 'isNone', 'isSome'].includes(comparison)) return 0
  if (comparison === 'between') return 2
  return ['in', 'notIn', 'startsWith', 'notStartsWith', 'hasAny', 'hasAll'].includes(comparison) ? 'list' : 1
}

const raw = (expression: unknown): Raw => ({ kind: 'raw', json: JSON.stringify(expression, null, 2) })

/** Reads an expression into rows. Groups become groups; what is no row of a known fact stays JSON. */
export function shapeOf(expression: Expression, dictionary: Dictionary): Shape {
  const line = lineOf(expression, dictionary)
  if (line && sameAs(expressionOf(line), expression)) return line
  if (typeof expression === 'object' && expression !== null)
    for (const how of ['and', 'or'] as const) {
      const parts = (expression as Record<string, unknown>)[how]
      if (Array.isArray(parts) && parts.length > 0 && Object.keys(expression).length === 1)
        return { kind: 'group', how, parts: parts.map((part) => shapeOf(part, dictionary)) }
    }
  return raw(expression)
}

const sameAs = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function lineOf(expression: unknown, dictionary: Dictionary): Line | null {
  const [name, argument] = only(expression)
  const line = (fact: unknown, comparison: Comparison, values: readonly unknown[]): Line | null =>
    typeof fact === 'string' &&
    comparisonsFor(dictionary, fact).includes(comparison) &&
    values.every((value) => typeof value === 'string' || typeof value === 'number')
      ? { kind: 'line', fact, comparison, values: values as (string | number)[] }
      : null
  if (name === 'fact') return line(argument, 'yes', [])
  if (name === 'isNone') return line(factIn(argument), 'isNone', [])
  if (name === 'not') return denied(argument, dictionary, line)
  if (!Array.isArray(argument)) return null
  const [first, ...rest] = argument
  const [inner, innerArgument] = only(first)
  if (inner === 'monthsSince') return line(factIn(innerArgument), `months${name}` as Comparison, rest)
  const listed = Array.isArray(rest[0]) ? rest[0] : rest
  return line(factIn(first), name as Comparison, listed)
}

function denied(
  argument: unknown,
  dictionary: Dictionary,
  line: (fact: unknown, comparison: Comparison, values: readonly unknown[]) => Line | null,
): Line | null {
  const inner = lineOf(argument, dictionary)
  const opposite = inner && opposites[inner.comparison]
  return inner && opposite ? line(inner.fact, opposite, inner.values) : null
}

const opposites: Readonly<Partial<Record<Comparison, Comparison>>> = {
  yes: 'no',
  isNone: 'isSome',
  in: 'notIn',
  startsWith: 'notStartsWith',
}

/** The only operator of an expression with what it works on. */
function only(expression: unknown): [string, unknown] {
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) return ['', null]
  const entries = Object.entries(expression)
  return entries.length === 1 && entries[0] ? entries[0] : ['', null]
}

function factIn(expression: unknown): unknown {
  const [name, argument] = only(expression)
  return name === 'fact' ? argument : null
}

/** Writes rows as an expression. Throws a SyntaxError where JSON is broken. */
export function expressionOf(shape: Shape): Expression {
  if (shape.kind === 'raw') return JSON.parse(shape.json) as Expression
  if (shape.kind === 'line') return lineExpression(shape)
  const parts = shape.parts.map(expressionOf)
  return (shape.how === 'and' ? { and: parts } : { or: parts }) as Expression
}

function lineExpression({ fact, comparison, values }: Line): Expression {
  const named = { fact }
  const [value] = values
  switch (comparison) {
    case 'yes':
      return named
    case 'no':
      return { not: named }
    case 'isNone':
      return { isNone: named }
    case 'isSome':
      return { not: { isNone: named } }
    case 'in':
    case 'startsWith':
    case 'hasAny':
    case 'hasAll':
      return { [comparison]: [named, oneOrAll(values)] } as unknown as Expression
    case 'notIn':
      return { not: { in: [named, oneOrAll(values)] } } as Expression
    case 'notStartsWith':
      return { not: { startsWith: [named, oneOrAll(values)] } } as Expression
    case 'months>=':
    case 'months<=':
    case 'months>':
    case 'months<':
      return { [comparison.slice('months'.length)]: [{ monthsSince: named }, value ?? 0] } as unknown as Expression
    default:
      return { [comparison]: [named, ...values] } as unknown as Expression
  }
}

/** A single code needs no brackets. */
const oneOrAll = (values: readonly (string | number)[]) =>
  values.length === 1 ? String(values[0]) : values.map(String)
