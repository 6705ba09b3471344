import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Amount } from '../../amount.ts'
import { checkExpression } from '../../check.ts'
import { defaultDictionary } from '../../defaults/facts.ts'
import { defaultPolicies } from '../../defaults/policies.ts'
import { walk } from '../../evaluate.ts'
import type { Expression } from '../../expression.ts'
import { randomConditions, randomSums, smallDictionary } from '../../random-rules.fixture.ts'
import { samples } from '../../samples.fixture.ts'
import type { UnitCode } from '../../unit.ts'
import { typed, written } from '../../web/numbers.ts'
import { amountFaults, amountFormOf, amountOf } from './amount-form.ts'
import { draftOf, openDraft, specOf } from './draft.ts'
import { type Calc, calcOf, type Shape, shapeIn, unitInLine, unitWithin } from './form.ts'
import { conditionFaults } from './form-faults.ts'
import { formOf, rawParts, sameRule, shapeOf } from './read-rule.ts'
import { expressionOf, pointerInCall, pointerInGroup, pointersOf } from './write-rule.ts'

const roundTrip = (expression: Expression) => expressionOf(shapeOf(expression, defaultDictionary), defaultDictionary)

describe('the default policies in the form', () => {
  it.each(defaultPolicies)('$code is shown without JSON and comes back as it was', ({ spec }) => {
    const draft = draftOf(spec, defaultDictionary)
    expect(rawParts(draft.conditions)).toBe(0)
    expect(draft.amount.kind).not.toBe('raw')
    for (const calc of [draft.amount.of, draft.amount.formula, ...draft.amount.parts]) expect(rawParts(calc)).toBe(0)
    expect(specOf(draft, defaultDictionary)).toEqual(spec)
    expect(openDraft(draft, defaultDictionary).faults).toEqual([])
  })
})

describe('conditions as rows', () => {
  it.each(Object.entries(samples))('show the operator %s', (_, expression) => {
    expect(rawParts(shapeOf(expression, defaultDictionary))).toBe(0)
    expect(roundTrip(expression)).toEqual(expression)
  })

  it.each<readonly [Expression, string]>([
    [{ '>=': [{ fact: 'staff' }, 10] }, '>='],
    [{ between: [{ monthsSince: { fact: 'aboveScaleOn' } }, 0, 11] }, 'between'],
    [{ fact: 'isHighTech' }, 'yes'],
    [{ not: { fact: 'isHighTech' } }, 'no'],
    [{ not: { isNone: { fact: 'monthlyRent' } } }, 'isSome'],
    [{ not: { startsWith: [{ fact: 'industry' }, 'K70'] } }, 'notStartsWith'],
    [{ in: [{ fact: 'sizeClass' }, ['micro', 'small']] }, 'in'],
    [{ '==': [{ fact: 'registeredPlace' }, { fact: 'operatingPlace' }] }, '=='],
  ])('%j is one row', (expression, comparison) => {
    expect(shapeOf(expression, defaultDictionary)).toMatchObject({ kind: 'line', comparison })
    expect(roundTrip(expression)).toEqual(expression)
  })

  it.each<Expression>([
    { '>=': [{ fact: 'nothing' }, 1] },
    { '>=': [{ fact: 'staff' }, 10, 12] } as unknown as Expression,
    { like: [{ fact: 'staff' }, 10] } as unknown as Expression,
  ])('%j stays as it is written', (expression) => {
    expect(rawParts(shapeOf(expression, defaultDictionary))).toBe(1)
    expect(roundTrip(expression)).toEqual(expression)
  })

  it('of any rule lose nothing, and say in the right unit what it says', () => {
    fc.assert(
      fc.property(randomConditions, (rule) => {
        const form = formOf(rule, smallDictionary)
        const back = expressionOf(form, smallDictionary)
        expect(sameRule(back, rule)).toBe(true)
        expect(rawParts(form)).toBe(0)
        expect(conditionFaults(form, '', smallDictionary)).toEqual([])
        // Each number stands at the place that the check calls it by, and in the unit that the check finds.
        const { tree } = checkExpression(back, smallDictionary)
        const units = new Map<string, UnitCode | null>()
        if (tree)
          walk(tree, ({ path, node, type }) => {
            if (node === 'literal' && type.kind === 'number') units.set(path, type.unit)
          })
        for (const { path, unit } of numbersIn(form, '')) expect([path, unit ?? null]).toEqual([path, units.get(path)])
      }),
    )
  })

  it('of a sum lose nothing', () => {
    fc.assert(
      fc.property(randomSums, fc.option(fc.nat(1_000_000), { nil: undefined }), (fen, cap) => {
        const amount: Amount = { kind: 'formula', fen, ...(cap === undefined ? {} : { cap }) }
        const form = amountFormOf(amount, smallDictionary)
        expect(form.kind).not.toBe('raw')
        expect(sameRule(amountOf(form, smallDictionary), amount)).toBe(true)
        expect(amountFaults(form, smallDictionary)).toEqual([])
      }),
    )
  })
})

interface PlacedNumber {
  readonly path: string
  readonly unit: UnitCode | null
}

function numbersIn(part: Shape | Calc, at: string, around: UnitCode | null = null): PlacedNumber[] {
  switch (part.kind) {
    case 'number':
      return [{ path: at, unit: part.unit ?? around }]
    case 'group':
      return part.parts.flatMap((inner, index) => numbersIn(inner, pointerInGroup(part, at, index)))
    case 'line': {
      const [unit, pointers] = [unitInLine(part, smallDictionary), pointersOf(part, at)]
      const right = part.right.flatMap((inner, index) => numbersIn(inner, pointers.right(index), unit))
      return [...numbersIn(part.left, pointers.left, unit), ...right]
    }
    case 'call':
      return part.args.flatMap((inner, index) => {
        const path = pointerInCall(part, at, index)
        const condition = part.operator === 'if' && index === 0 ? shapeIn(inner) : undefined
        const calc = condition ?? calcOf(inner)
        return calc ? numbersIn(calc, path, unitWithin(part, index, around, smallDictionary)) : []
      })
    default:
      return []
  }
}

const area = { fact: 'suiteArea' }
const tax = { fact: 'taxPaid' }
const half: Expression = { share: [tax, { bp: 5_000 }] }

describe('amounts in the form', () => {
  it.each<readonly [string, Amount]>([
    ['none', { kind: 'none' }],
    ['fixed', { kind: 'fixed', fen: 100_050 }],
    ['per_head', { kind: 'per_head', heads: area, each: 2_000, cap: 5_000_000 }],
    ['rate', { kind: 'rate', of: tax, rate: 1_250, cap: 5_000_000 }],
    ['rate', { kind: 'formula', fen: { max: [half, { fen: 100_000 }] }, cap: 5_000_000 }],
    [
      'tiers',
      {
        kind: 'tiers',
        of: area,
        how: 'bracket',
        tiers: [
          { from: 5_000, fen: 100 },
          { from: 9_950, each: 200 },
        ],
      },
    ],
    ['sum', { kind: 'formula', fen: { '+': [{ fen: 600_000 }, half, { '*': [{ fen: 100 }, { fact: 'staff' }] }] } }],
    ['formula', { kind: 'formula', fen: { min: [half, { share: [{ fact: 'revenue' }, 100] }] } }],
    ['raw', { kind: 'rate', of: { fact: 'nothing' }, rate: 5 }],
  ])('%s comes back as it was', (kind, amount) => {
    const form = amountFormOf(amount, defaultDictionary)
    if (kind !== 'raw') expect(form.kind).toBe(kind)
    expect(amountOf(form, defaultDictionary)).toEqual(amount)
  })

  it('are read whatever the order of their keys, which the database does not keep', () => {
    const amount: Amount = { tiers: [{ fen: 100, from: 3 }], kind: 'tiers', how: 'bracket', of: area, cap: 500 }
    expect(amountFormOf(amount, defaultDictionary).kind).toBe('tiers')
  })

  it('of any shape that the language allows lose nothing', () => {
    const fen = fc.nat(10_000_000_000)
    const tier = fc.oneof(fc.record({ fen }), fc.record({ each: fen }), fc.record({ rate: fc.nat(1_000_000) }))
    const tiers = fc
      .array(tier, { minLength: 1, maxLength: 6 })
      .map((ways) => ways.map((way, from) => ({ from, ...way })))
    const amounts = fc.oneof(
      fc.record({ kind: fc.constant('fixed' as const), fen }),
      fc.record({ kind: fc.constant('rate' as const), of: randomSums, rate: fc.nat(1_000_000), cap: fen }),
      fc.record({
        kind: fc.constant('tiers' as const),
        of: randomSums,
        how: fc.constantFrom('bracket' as const, 'progressive' as const),
        tiers,
      }),
    )
    fc.assert(
      fc.property(amounts, (amount) => {
        const back = amountOf(amountFormOf(amount, smallDictionary), smallDictionary)
        expect(sameRule(back, amount)).toBe(true)
      }),
    )
  })
})

describe('faults of the form', () => {
  const spec = defaultPolicies[10]?.spec
  const draft = spec && draftOf(spec, defaultDictionary)

  it('stand at the field that they speak of, and what was typed stays', () => {
    if (!draft) throw new Error('no policy')
    const [first, ...rest] = draft.amount.tiers
    if (!first) throw new Error('no tier')
    const conditions = shapeOf({ '>=': [{ fact: 'staff' }, 3] }, defaultDictionary)
    if (conditions.kind !== 'line') throw new Error('no row')
    const wrong = {
      ...draft,
      titleZh: ' ',
      conditions: {
        kind: 'group' as const,
        how: 'and' as const,
        parts: [{ ...conditions, right: [{ kind: 'number' as const, text: '三个', unit: null }] }],
      },
      amount: { ...draft.amount, tiers: [{ ...first, number: '1.234' }, ...rest] },
    }
    const { policy, faults } = openDraft(wrong, defaultDictionary)
    expect(policy).toBeNull()
    expect(faults.map(({ path }) => path)).toEqual(['/conditions/and/0/>=/1', '/amount/tiers/0/fen', '/title/zh'])
    expect(wrong.amount.tiers[0]?.number).toBe('1.234')
  })

  it('are told of the rules although the texts are not complete', () => {
    if (!draft) throw new Error('no policy')
    const parts = [
      { kind: 'line' as const, left: { kind: 'fact' as const, fact: 'staff' }, comparison: '>=' as const },
    ].map((line) => ({ ...line, right: [{ kind: 'fact' as const, fact: 'revenue' }], codes: [] }))
    const { faults } = openDraft(
      { ...draft, source: '', conditions: { kind: 'group', how: 'and', parts } },
      defaultDictionary,
    )
    expect(faults.map(({ path }) => path).toSorted()).toEqual(['/conditions/and/0/>=/1', '/source'])
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
