// What phone pages of higher tiers may use: the pure language and how forms write it.

export { comparisonBook } from '../comparison-words.ts'
export { type Dictionary, dictionaryOf, factOf } from '../fact.ts'
export { type Comparison, comparisonsFor, expressionOf, type Line, shapeOf, valuesOf } from '../form-shape.ts'
export { typed, written } from '../typed-number.ts'
export { nothingTyped, type Typing, typedValue, unitHint } from '../typing.ts'
export { quantityWords } from '../unit.ts'
