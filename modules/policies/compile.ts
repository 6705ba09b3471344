import { conditionOperators, isConditionOperator } from './conditions.ts'
import { partsOf } from './divisions.ts'
import { isNumberOperator, numberOperators, readNumber } from './numbers.ts'
import { asCondition, asNumber, type ConditionPlan, type NumberPlan, type Plan } from './plan.ts'
import type { Typed, TypedFact, TypedLiteral } from './typed.ts'

/** Compiles a checked rule into closures, once for all firms. */
export const compileCondition = (typed: Typed): ConditionPlan => asCondition(planOf(typed))

/** Compiles a checked calculation. */
export const compileNumber = (typed: Typed): NumberPlan => asNumber(planOf(typed))

function planOf(typed: Typed): Plan {
  switch (typed.node) {
    case 'literal':
      return planOfLiteral(typed)
    case 'codes':
      return { kind: 'list', typed, parts: [], read: () => typed.codes }
    case 'fact':
      return planOfFact(typed)
    case 'call': {
      const { operator } = typed
      const args = typed.args.map(planOf)
      const parts = partsOf(operator, args)
      if (isConditionOperator(operator))
        return { kind: 'condition', typed, parts, read: conditionOperators[operator](args) }
      if (isNumberOperator(operator)) return { kind: 'number', typed, parts, read: numberOperators[operator](args) }
      throw new Error(`no meaning for ${operator}`)
    }
  }
}

function planOfLiteral(typed: TypedLiteral): Plan {
  const { value } = typed
  if (typeof value === 'boolean') {
    const truth = value ? 1 : -1
    return { kind: 'condition', typed, parts: [], read: () => truth }
  }
  return typeof value === 'number'
    ? { kind: 'number', typed, parts: [], read: () => value }
    : { kind: 'text', typed, parts: [], read: () => value }
}

function planOfFact(typed: TypedFact): Plan {
  const { slot } = typed
  switch (typed.type.kind) {
    case 'boolean':
      return {
        kind: 'condition',
        typed,
        parts: [],
        read: (row) => {
          const cell = row[slot]
          return cell === undefined ? 0 : cell === true ? 1 : -1
        },
      }
    case 'number':
    case 'day':
      return { kind: 'number', typed, parts: [], read: readNumber(typed) }
    case 'codes':
      return {
        kind: 'list',
        typed,
        parts: [],
        read: (row) => {
          const cell = row[slot]
          return cell === null || Array.isArray(cell) ? cell : undefined
        },
      }
    default:
      return {
        kind: 'text',
        typed,
        parts: [],
        read: (row) => {
          const cell = row[slot]
          return typeof cell === 'string' || cell === null ? cell : undefined
        },
      }
  }
}
