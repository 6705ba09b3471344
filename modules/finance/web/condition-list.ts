import type { Expression } from '../../policies/contract.ts'
import { type Dictionary, expressionOf, type Line, shapeOf } from '../../policies/pocket/public.ts'

/** A part of a product's conditions that a plain list cannot show: it is told in words and kept as it is. */
export interface KeptPart {
  readonly expression: Expression
  /** Its place in the list "all of these"; null: it is the whole. */
  readonly at: number | null
}

/** Conditions as a plain list "all of these", and what has no row in it. */
export interface ConditionList {
  readonly lines: readonly Line[]
  readonly kept: readonly KeptPart[]
}

/** Reads conditions into rows; whatever is no row stays what it is. */
export function listOf(conditions: Expression, dictionary: Dictionary): ConditionList {
  if (conditions === true) return { lines: [], kept: [] }
  const shape = shapeOf(conditions, dictionary)
  if (shape.kind === 'line') return { lines: [shape], kept: [] }
  if (shape.kind === 'raw' || shape.how === 'or') return { lines: [], kept: [{ expression: conditions, at: null }] }
  return {
    lines: shape.parts.filter((part) => part.kind === 'line'),
    kept: shape.parts.flatMap((part, at): KeptPart[] =>
      part.kind === 'line' ? [] : [{ expression: expressionOf(part), at }],
    ),
  }
}

/** Writes rows and what was kept as conditions again: `true` where nothing is asked. */
export function conditionsOf({ lines, kept }: ConditionList): Expression {
  const parts = [...lines.map(expressionOf), ...kept.map(({ expression }) => expression)]
  const [only] = parts
  if (only === undefined) return true
  return parts.length === 1 ? only : { and: parts }
}
