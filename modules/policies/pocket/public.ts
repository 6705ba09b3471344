// What phone pages of higher tiers may use: the pure language and how forms write it.

export { comparisonBook } from '../comparison-words.ts'
export { type Dictionary, dictionaryOf, factOf } from '../fact.ts'
export { type Comparison, comparisonsFor, expressionOf, type Line, shapeOf, valuesOf } from '../form-shape.ts'
export { giveMyAnswer } from '../portal/contract.ts'
export { quantityWords } from '../unit.ts'
export { typed, written } from '../web/numbers.ts'
export { nothingTyped, type Typing, typedValue, unitHint } from '../web/typing.ts'
