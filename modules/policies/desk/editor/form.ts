import type { Operator } from '../../expression.ts'
import { type Dictionary, type FactSpec, factOf } from '../../fact.ts'
import type { UnitCode } from '../../unit.ts'

// A rule as a form holds it: conditions as rows and groups, calculations as small trees, numbers and days as typed.

/** All of these, any of these, or none of these. */
export interface Group {
  readonly kind: 'group'
  readonly how: 'and' | 'or' | 'none'
  readonly parts: readonly Shape[]
}
/** "what – comparison – with what". Codes are a list of their own; everything else stands in `right`. */
export interface Line {
  readonly kind: 'line'
  readonly left: Calc
  readonly comparison: Comparison
  readonly right: readonly Calc[]
  readonly codes: readonly string[]
}
/** Fits every firm, or none. */
export interface Always {
  readonly kind: 'always'
  readonly value: boolean
}
/** What the form has no row for, as it is written. */
export interface Raw {
  readonly kind: 'raw'
  readonly json: string
}
export type Shape = Group | Line | Always | Raw

/** A number, a day or a code: fixed, a fact of the firm, or calculated. */
export type Calc = FactCalc | NumberCalc | TextCalc | Call | Raw
export interface FactCalc {
  readonly kind: 'fact'
  readonly fact: string
}
/** As typed, in the writing of its unit; `unit` only where the rule names one, else that of what it stands beside. */
export interface NumberCalc {
  readonly kind: 'number'
  readonly text: string
  readonly unit: UnitCode | null
}
/** A day or a code. */
export interface TextCalc {
  readonly kind: 'text'
  readonly text: string
}
export interface Call {
  readonly kind: 'call'
  readonly operator: CalcOperator
  /** `if` begins with a condition. */
  readonly args: readonly (Calc | Shape)[]
}

export const calcOperators = [
  ...(['+', '-', '*', '/', 'min', 'max', 'share', 'ratio', 'prorate'] as const),
  ...(['round', 'roundDown', 'roundUp', 'if', 'ifNone', 'monthsSince', 'daysSince'] as const),
] as const satisfies readonly Operator[]
export type CalcOperator = (typeof calcOperators)[number]

export const comparisons = [
  ...(['>=', '<=', '>', '<', '==', '!=', 'between'] as const),
  ...(['in', 'notIn', 'startsWith', 'notStartsWith', 'hasAny', 'hasAll'] as const),
  ...(['yes', 'no', 'isNone', 'isSome'] as const),
] as const
export type Comparison = (typeof comparisons)[number]

/** What a part of a form stands for, as far as it decides which controls are shown. */
export type Kind = 'number' | 'day' | 'choice' | 'code' | 'codes' | 'boolean'

const comparisonsOf: Readonly<Record<Kind, readonly Comparison[]>> = {
  number: ['>=', '<=', '>', '<', '==', '!=', 'between'],
  day: ['>=', '<', '>', '<=', '==', '!=', 'between'],
  choice: ['in', 'notIn', '==', '!='],
  code: ['startsWith', 'notStartsWith', 'in', 'notIn', '==', '!='],
  codes: ['hasAny', 'hasAll'],
  boolean: ['yes', 'no'],
}

/** How many parts stand behind a comparison: none, one, two, or a list of codes. */
export function valuesOf(comparison: Comparison): 0 | 1 | 2 | 'list' {
  if (['yes', 'no', 'isNone', 'isSome'].includes(comparison)) return 0
  if (comparison === 'between') return 2
  return ['in', 'notIn', 'startsWith', 'notStartsWith', 'hasAny', 'hasAll'].includes(comparison) ? 'list' : 1
}

const isShape = (part: Calc | Shape): part is Group | Line | Always =>
  part.kind === 'group' || part.kind === 'line' || part.kind === 'always'

/** A part that is a calculation; undefined for a condition. */
export const calcOf = (part: Calc | Shape | undefined): Calc | undefined =>
  part === undefined || isShape(part) ? undefined : part

/** A part that is a condition; undefined for a calculation. */
export const shapeIn = (part: Calc | Shape | undefined): Shape | undefined =>
  part === undefined || part.kind === 'raw' || isShape(part) ? part : undefined

/** The fact that decides how a part is shown: its own, or the first within that gives it its type. */
export function leadingFact(calc: Calc | undefined, dictionary: Dictionary): FactSpec | undefined {
  if (calc?.kind === 'fact') return factOf(dictionary, calc.fact)
  if (calc?.kind !== 'call' || !['if', 'ifNone', 'min', 'max'].includes(calc.operator)) return undefined
  for (const part of calc.args) {
    const found = leadingFact(calcOf(part), dictionary)
    if (found && found.type.kind !== 'boolean') return found
  }
  return undefined
}

export function kindOf(calc: Calc | undefined, dictionary: Dictionary): Kind | undefined {
  if (calc?.kind === 'number') return 'number'
  if (calc?.kind !== 'fact' && calc?.kind !== 'call') return undefined
  const kind = leadingFact(calc, dictionary)?.type.kind
  return calc.kind === 'fact' ? kind : kind === 'day' ? 'day' : 'number'
}

/** The comparisons in which something can stand. */
export function comparisonsFor(left: Calc, dictionary: Dictionary): readonly Comparison[] {
  const kind = kindOf(left, dictionary)
  if (kind === undefined) return []
  const mayBeNone = left.kind === 'call' || (left.kind === 'fact' && kind !== 'boolean')
  return [...comparisonsOf[kind], ...(mayBeNone ? (['isSome', 'isNone'] as const) : [])]
}

/** The unit of a part, if it has one of its own. */
export function unitOf(calc: Calc | Shape | undefined, dictionary: Dictionary): UnitCode | null {
  if (calc?.kind === 'number') return calc.unit
  if (calc?.kind === 'fact') {
    const type = factOf(dictionary, calc.fact)?.type
    return type?.kind === 'number' ? type.unit : null
  }
  return calc?.kind === 'call' ? unitOfCall(calc, dictionary) : null
}

const isMeasured = (unit: UnitCode): boolean => unit === 'fen' || unit === 'bp' || unit === 'dm2'

/** As `signatures.ts` finds it. */
function unitOfCall({ operator, args }: Call, dictionary: Dictionary): UnitCode | null {
  const units = args.map((part) => unitOf(part, dictionary))
  const [first = null, second = null] = units
  switch (operator) {
    case '*': {
      const given = units.filter((unit) => unit !== null)
      const measured = given.filter(isMeasured)
      const [one, ...more] = measured.length > 0 ? measured : given
      return more.length > 0 ? 'count' : (one ?? null)
    }
    case '/':
      if (second === null) return first
      return first === second ? 'count' : (first ?? 'count')
    case 'share':
    case 'prorate':
      return first
    case 'ratio':
      return 'bp'
    case 'monthsSince':
      return 'month'
    case 'daysSince':
      return 'day'
    case 'if':
      return commonUnit(args.slice(1), dictionary)
    default:
      return commonUnit(args, dictionary)
  }
}

export const commonUnit = (parts: readonly (Calc | Shape)[], dictionary: Dictionary): UnitCode | null =>
  parts.map((part) => unitOf(part, dictionary)).find((unit) => unit !== null) ?? null

/** Operators whose result has the unit of their parts: a bare number in them takes the unit of what stands around. */
const passesOn: readonly CalcOperator[] = ['+', '-', 'min', 'max', 'round', 'roundDown', 'roundUp', 'if', 'ifNone']

/** The unit that a bare number takes as a part of a calculation; `around` is the unit that the calculation itself takes. */
export function unitWithin(
  call: Call,
  index: number,
  around: UnitCode | null,
  dictionary: Dictionary,
): UnitCode | null {
  const { operator, args } = call
  if (passesOn.includes(operator)) return unitOfCall(call, dictionary) ?? around
  if (operator === 'share') return index === 1 ? 'bp' : null
  if (operator === 'ratio') return commonUnit(args, dictionary)
  return operator === 'prorate' && index > 0 ? commonUnit(args.slice(1), dictionary) : null
}

/** The unit that a bare number takes in a row. */
export const unitInLine = ({ left, right }: Line, dictionary: Dictionary): UnitCode | null =>
  commonUnit([left, ...right], dictionary)
