import { Type } from 'typebox'
import { type UnitCode, unitCodes } from './unit.ts'
import { most } from './whole-number.ts'

/** What conditions are made of. Each is explained, with an example, in docs/policy-language.md. */
export const operators = [
  ...(['and', 'or', 'not'] as const),
  ...(['==', '!=', '<', '<=', '>', '>=', 'between', 'in', 'startsWith', 'hasAny', 'hasAll', 'isNone'] as const),
  ...(['+', '-', '*', '/', 'min', 'max', 'share', 'ratio', 'prorate', 'round', 'roundDown', 'roundUp'] as const),
  ...(['if', 'ifNone', 'monthsSince', 'daysSince'] as const),
] as const
export type Operator = (typeof operators)[number]

export const isOperator = (name: string): name is Operator => (operators as readonly string[]).includes(name)

/**
 * A rule as JSON, of the shape that JSONLogic made known: a literal, a number with its unit (`{ "fen": 200000 }`),
 * `{ "fact": key }`, or one operator with what it works on: `{ ">=": [{ "fact": "staff" }, 10] }`. An operator of one
 * argument takes it with or without the brackets.
 */
export type Expression = number | boolean | string | Quantity | { readonly fact: string } | Call
/** Where a number stands beside nothing that has a unit: 2,000 yuan a head. */
export type Quantity = { readonly [U in UnitCode]: { readonly [K in U]: number } }[UnitCode]
export type Call = { readonly [O in Operator]: { readonly [K in O]: Expression | readonly Argument[] } }[Operator]
/** Lists of codes stand as second argument of `in`, `startsWith`, `hasAny` and `hasAll`. */
export type Argument = Expression | readonly string[]

/** Larger rules are refused before anything looks at them: a rule that nobody can read is not one. */
export interface Limits {
  /** Operators within operators. */
  readonly depth: number
  /** Operators, facts and literals; codes of lists are counted by `codes`. */
  readonly nodes: number
  readonly codes: number
}
export const limits: Limits = { depth: 16, nodes: 400, codes: 2_000 }

/** How an expression travels: its inner shape is checked by `typed.ts`, which says in words what is wrong where. */
export const ExpressionSchema = Type.Unsafe<Expression>(
  Type.Unknown({ description: 'A rule; see docs/policy-language.md' }),
)

const WholeNumber = Type.Integer({ minimum: -most, maximum: most })
const Self = Type.Ref('Expression')
const ArgumentShape = Type.Union([Self, Type.Array(Type.String(), { minItems: 1 })])
const calls = operators.map((operator) =>
  Type.Object(
    { [operator]: Type.Union([Self, Type.Array(ArgumentShape, { minItems: 1 })]) },
    { additionalProperties: false },
  ),
)

/**
 * The shape of a rule as JSON Schema, for editors and other programs. It knows no facts and no types, so what it lets
 * through may still be refused; what it refuses never passes. Endpoints do not validate by it: `check.ts` says in words
 * what is wrong, and where.
 */
export const ExpressionShape = Type.Cyclic(
  {
    Expression: Type.Union([
      WholeNumber,
      Type.Boolean(),
      Type.String(),
      Type.Object({ fact: Type.String() }, { additionalProperties: false }),
      ...unitCodes.map((unit) => Type.Object({ [unit]: WholeNumber }, { additionalProperties: false })),
      ...calls,
    ]),
  },
  'Expression',
)

/** A step of a JSON pointer (RFC 6901). */
export const pointerStep = (step: string | number): string =>
  `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`
