// What desk pages of higher tiers may use: the form of conditions, and the pure language.
import './policies.css'

export { checkExpression } from '../check.ts'
export type { Dictionary } from '../fact.ts'
export { typed } from '../web/numbers.ts'
export { nothingTyped, type Typing, typedValue, unitHint } from '../web/typing.ts'
export { ConditionForm } from './editor/condition-form.tsx'
export type { Group } from './editor/form.ts'
export { formOf } from './editor/read-rule.ts'
export { expressionOf } from './editor/write-rule.ts'
export { ConditionsInWords } from './parts/rules-view.tsx'
export { ValueInput } from './parts/value-input.tsx'
