// What desk pages of higher tiers may use: the editor of conditions, and the pure language.
import './policies.css'

export { checkExpression } from '../check.ts'
export type { Dictionary } from '../fact.ts'
export { expressionOf, formOf, type Group } from '../form-shape.ts'
export { typed } from '../typed-number.ts'
export { nothingTyped, type Typing, typedValue, unitHint } from '../typing.ts'
export { GroupEditor } from './editor/condition-editor.tsx'
export { ConditionsInWords } from './parts/rules-view.tsx'
export { ValueInput } from './parts/value-input.tsx'
