import type { Expression } from '../../expression.ts'
import type { Dictionary } from '../../fact.ts'
import type { UnitCode } from '../../unit.ts'
import { typed } from '../../web/numbers.ts'
import { type Calc, calcOf, type Line, type NumberCalc, type Shape, shapeIn, unitInLine, unitWithin } from './form.ts'

// Writes the form as a rule. What is no number yet stays text: the check then says so, with its place.

/** Throws a SyntaxError where JSON is broken. */
export function expressionOf(shape: Shape, dictionary: Dictionary): Expression {
  switch (shape.kind) {
    case 'raw':
      return JSON.parse(shape.json) as Expression
    case 'always':
      return shape.value
    case 'line':
      return lineExpression(shape, dictionary)
    case 'group': {
      const parts = shape.parts.map((part) => expressionOf(part, dictionary))
      const [first] = parts
      if (shape.how !== 'none') return call(shape.how, parts)
      return call('not', parts.length === 1 && first !== undefined ? first : call('or', parts))
    }
  }
}

const call = (operator: string, argument: unknown): Expression => ({ [operator]: argument }) as unknown as Expression

function lineExpression(line: Line, dictionary: Dictionary): Expression {
  const unit = unitInLine(line, dictionary)
  const left = calcExpression(line.left, dictionary, unit)
  switch (line.comparison) {
    case 'yes':
      return left
    case 'no':
      return call('not', left)
    case 'isNone':
      return call('isNone', left)
    case 'isSome':
      return call('not', call('isNone', left))
    case 'in':
    case 'startsWith':
    case 'hasAny':
    case 'hasAll':
      return call(line.comparison, [left, oneOrAll(line.codes)])
    case 'notIn':
      return call('not', call('in', [left, oneOrAll(line.codes)]))
    case 'notStartsWith':
      return call('not', call('startsWith', [left, oneOrAll(line.codes)]))
    default:
      return call(line.comparison, [left, ...line.right.map((part) => calcExpression(part, dictionary, unit))])
  }
}

/** A single code needs no brackets. */
const oneOrAll = (codes: readonly string[]) => (codes.length === 1 ? codes[0] : codes)

const oneArgument: readonly string[] = ['monthsSince', 'daysSince']

/** `around` is the unit that a bare number takes there. */
export function calcExpression(calc: Calc, dictionary: Dictionary, around: UnitCode | null): Expression {
  switch (calc.kind) {
    case 'raw':
      return JSON.parse(calc.json) as Expression
    case 'fact':
      return { fact: calc.fact }
    case 'text':
      return calc.text
    case 'number':
      return numberExpression(calc, around)
    case 'call': {
      const args = calc.args.map((part, index) => {
        const within = calcOf(part)
        const condition = calc.operator === 'if' && index === 0 ? shapeIn(part) : undefined
        if (condition) return expressionOf(condition, dictionary)
        return within ? calcExpression(within, dictionary, unitWithin(calc, index, around, dictionary)) : false
      })
      return call(calc.operator, oneArgument.includes(calc.operator) && args.length === 1 ? args[0] : args)
    }
  }
}

function numberExpression({ text, unit }: NumberCalc, around: UnitCode | null): Expression {
  const value = typed(text, unit ?? around ?? 'count') ?? text
  return unit === null ? value : call(unit, value)
}

/** Where a row's own operator stands in the rule that it writes, for the faults of its parts. */
export function pointersOf(line: Line, at: string): { left: string; right: (index: number) => string } {
  switch (line.comparison) {
    case 'yes':
      return { left: at, right: () => at }
    case 'no':
      return { left: `${at}/not`, right: () => at }
    case 'isNone':
      return { left: `${at}/isNone`, right: () => at }
    case 'isSome':
      return { left: `${at}/not/isNone`, right: () => at }
    case 'notIn':
    case 'notStartsWith': {
      const inside = `${at}/not/${line.comparison === 'notIn' ? 'in' : 'startsWith'}`
      return { left: `${inside}/0`, right: () => `${inside}/1` }
    }
    default:
      return { left: `${at}/${line.comparison}/0`, right: (index) => `${at}/${line.comparison}/${index + 1}` }
  }
}

/** Where a part of a group stands in the rule that the group writes. */
export function pointerInGroup({ how, parts }: { how: string; parts: readonly unknown[] }, at: string, index: number) {
  if (how !== 'none') return `${at}/${how}/${index}`
  return parts.length === 1 ? `${at}/not` : `${at}/not/or/${index}`
}

/** Where a part of a calculation stands. */
export const pointerInCall = (
  { operator, args }: { operator: string; args: readonly unknown[] },
  at: string,
  index: number,
) =>
  oneArgument.includes(operator) && args.length === 1
    ? `${at}/${operator}`
    : `${at}/${operator.replaceAll('~', '~0').replaceAll('/', '~1')}/${index}`
