import type { CalendarDay } from './calendar-month.ts'
import type { Reading } from './reading.ts'
import type { Row } from './row.ts'
import type { Truth } from './truth.ts'
import type { Typed } from './typed.ts'

/** A compiled part of a rule: a closure over a firm's row and the day of evaluation, above those of its parts. */
export type Plan = ConditionPlan | NumberPlan | TextPlan | ListPlan

interface Planned<Kind extends string, Value> {
  readonly kind: Kind
  readonly typed: Typed
  readonly parts: readonly Plan[]
  readonly read: Read<Value>
}
export type Read<Value> = (row: Row, today: CalendarDay) => Value

export type ConditionPlan = Planned<'condition', Truth>
/** Numbers and days. */
export type NumberPlan = Planned<'number', Reading>
/** A code or choice; null is none, undefined not known. */
export type TextPlan = Planned<'text', string | null | undefined>
/** A list of codes; a literal one is always known. */
export type ListPlan = Planned<'list', readonly string[] | null | undefined>

/** The checker has made sure of the kinds: what trips here is a fault of ours. */
const wrongKind = (plan: Plan | undefined): never => {
  throw new Error(`rule compiled wrongly at ${plan?.typed.path ?? 'a missing part'}`)
}
export const asCondition = (plan: Plan | undefined): ConditionPlan =>
  plan?.kind === 'condition' ? plan : wrongKind(plan)
export const asNumber = (plan: Plan | undefined): NumberPlan => (plan?.kind === 'number' ? plan : wrongKind(plan))
export const asText = (plan: Plan | undefined): TextPlan => (plan?.kind === 'text' ? plan : wrongKind(plan))
export const asList = (plan: Plan | undefined): ListPlan => (plan?.kind === 'list' ? plan : wrongKind(plan))

/** The codes that a literal list holds. */
export const codesOf = (plan: Plan | undefined): readonly string[] =>
  plan?.typed.node === 'codes' ? plan.typed.codes : wrongKind(plan)
