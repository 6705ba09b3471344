import { describe, expect, it } from 'vitest'
import { defaultDictionary } from './defaults/facts.ts'
import { defaultPolicies } from './defaults/policies.ts'
import type { Expression } from './expression.ts'
import { expressionOf, type Shape, shapeOf } from './form-shape.ts'
import { typed, written } from './web/numbers.ts'

const roundTrip = (expression: Expression) => expressionOf(shapeOf(expression, defaultDictionary))

const rawParts = (shape: Shape): number =>
  shape.kind === 'raw' ? 1 : shape.kind === 'group' ? shape.parts.reduce((sum, part) => sum + rawParts(part), 0) : 0

describe('conditions as rows', () => {
  it.each(defaultPolicies)('of $code come back as they were', ({ spec }) => {
    expect(roundTrip(spec.conditions)).toEqual(spec.conditions)
  })

  it('are rows for most of what the examples say', () => {
    const rawOnes = defaultPolicies.map(({ spec }) => rawParts(shapeOf(spec.conditions, defaultDictionary)))
    expect(rawOnes.filter((parts) => parts === 0).length).toBeGreaterThanOrEqual(7)
  })

  it.each<readonly [Expression, string]>([
    [{ '>=': [{ fact: 'staff' }, 10] }, '>='],
    [{ between: [{ fact: 'staff' }, 10, 50] }, 'between'],
    [{ fact: 'isHighTech' }, 'yes'],
    [{ not: { fact: 'isHighTech' } }, 'no'],
    [{ not: { isNone: { fact: 'monthlyRent' } } }, 'isSome'],
    [{ not: { startsWith: [{ fact: 'industry' }, 'K70'] } }, 'notStartsWith'],
    [{ in: [{ fact: 'sizeClass' }, ['micro', 'small']] }, 'in'],
    [{ '<': [{ monthsSince: { fact: 'foundedOn' } }, 24] }, 'months<'],
    [{ hasAny: [{ fact: 'certificates' }, ['heritage', 'timeHonoured']] }, 'hasAny'],
  ])('%j is one row', (expression, comparison) => {
    expect(shapeOf(expression, defaultDictionary)).toMatchObject({ kind: 'line', comparison })
    expect(roundTrip(expression)).toEqual(expression)
  })

  it.each<Expression>([
    { '>': [{ '+': [{ fact: 'staff' }, { fact: 'openings' }] }, 20] },
    { '>=': [{ fact: 'nothing' }, 1] },
    { '>=': [10, { fact: 'staff' }] },
    true,
  ])('%j stays JSON', (expression) => {
    expect(shapeOf(expression, defaultDictionary).kind).toBe('raw')
    expect(roundTrip(expression)).toEqual(expression)
  })
})

describe('numbers of a form', () => {
  it('are exact both ways', () => {
    for (const value of [0, 1, 10, 99, 100, 385, 123_456, 9_007_199_254_740_991])
      for (const unit of ['fen', 'bp', 'person'] as const) expect(typed(written(value, unit), unit)).toBe(value)
    expect([typed('2,000', 'fen'), typed('3.85', 'bp'), typed('20万', 'fen'), typed('1.5万', 'person')]).toEqual([
      200_000, 385, 20_000_000, 15_000,
    ])
    expect([typed('1.5', 'person'), typed('', 'fen'), typed('ten', 'fen'), typed('1.234', 'fen')]).toEqual(
      Array(4).fill(null),
    )
  })
})
