import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Expression } from '../policies/contract.ts'
import { naiveValue } from '../policies/naive.fixture.ts'
import { calendarDay, dictionaryOf, type Facts, rowOf } from '../policies/public.ts'
import {
  completions,
  firms,
  fullFirms,
  randomConditions,
  smallDictionary,
  today,
} from '../policies/random-rules.fixture.ts'
import { byWorth, match, openProduct, wholeCondition } from './matching.ts'
import type { ProductSpec } from './product.ts'
import { type WantUse, wantUses } from './want.ts'
import { factsOfWant, rowWithWant, wantFacts, withWantFacts } from './want-facts.ts'

const dictionary = withWantFacts(smallDictionary)
const day = calendarDay(today)
const words = { zh: '产品', en: 'product' }

const plain: ProductSpec = {
  ...{ name: words, summary: words, uses: ['equipment'], amountFromFen: 2, amountToFen: 4, monthsFrom: 1, monthsTo: 3 },
  ...{ rateFromBp: 300, rateToBp: 450, securities: ['credit'], documents: [], validFrom: '2026-01-01' },
  ...{ validUntil: null, conditions: true },
}

const opened = (spec: Partial<ProductSpec> = {}, code = 'a') => {
  const { product, faults } = openProduct(code, { ...plain, ...spec }, dictionary)
  if (!product) throw new Error(JSON.stringify(faults))
  return product
}

const wants = fc.record({
  amountFen: fc.integer({ min: 1, max: 5 }),
  months: fc.integer({ min: 1, max: 5 }),
  use: fc.constantFrom<WantUse>(...wantUses),
})

/** Conditions over both: those of the small world, with comparisons of the want mixed in. */
const bothConditions: fc.Arbitrary<Expression> = fc.oneof(
  randomConditions,
  fc
    .tuple(randomConditions, fc.integer({ min: 1, max: 5 }), fc.constantFrom('and', 'or'))
    .map(
      ([condition, limit, how]) =>
        ({ [how]: [condition, { '>=': [{ fact: 'wantAmount' }, limit] }] }) as unknown as Expression,
    ),
  fc
    .tuple(randomConditions, fc.constantFrom<WantUse>(...wantUses))
    .map(([condition, use]): Expression => ({ or: [{ '==': [{ fact: 'wantUse' }, use] }, condition] })),
  fc
    .integer({ min: 1, max: 3 })
    .map((times): Expression => ({ '<=': [{ fact: 'wantAmount' }, { '*': [{ fact: 'revenue' }, times] }] })),
)

const rowFor = (facts: Facts, want: Parameters<typeof factsOfWant>[0]) => {
  const firm = rowOf(dictionary, facts)
  expect(firm.faults).toEqual([])
  return rowWithWant(dictionary, firm.row, want)
}

/** Larger worlds are sampled: the first facts are completed in all ways, the rest is drawn. */
const mostOpen = 4

describe('the facts of a firm and of what it wants, together', () => {
  it('say what the naive evaluator says where all is known', () => {
    fc.assert(
      fc.property(bothConditions, fullFirms, wants, (conditions, facts, want) => {
        const { product } = openProduct('x', { ...plain, uses: [...wantUses], conditions }, dictionary)
        // What the random world makes too large is refused, as it should be.
        fc.pre(product !== null)
        const whole = wholeCondition(product.spec)
        const meant = naiveValue(whole, { ...facts, ...factsOfWant(want) }, today) === true
        expect(match(product, rowFor(facts, want), want.amountFen, day).verdict).toBe(meant ? 'fits' : 'unfit')
      }),
      { numRuns: 300 },
    )
  })

  it('are sound: no way to complete what is missing overturns a verdict', () => {
    fc.assert(
      fc.property(bothConditions, firms, fullFirms, wants, (conditions, known, rest, want) => {
        const { product } = openProduct('x', { ...plain, uses: [...wantUses], conditions }, dictionary)
        fc.pre(product !== null)
        const { verdict } = match(product, rowFor(known, want), want.amountFen, day)
        fc.pre(verdict !== 'unknown')
        const open = Object.keys(rest).filter((key) => known[key] === undefined && product.reads.includes(key))
        const drawn = Object.fromEntries(Object.entries(rest).filter(([key]) => !open.slice(0, mostOpen).includes(key)))
        const whole = wholeCondition(product.spec)
        for (const facts of completions({ ...drawn, ...known }, open.slice(0, mostOpen)))
          expect(naiveValue(whole, { ...facts, ...factsOfWant(want) }, today) === true).toBe(verdict === 'fits')
      }),
      { numRuns: 200 },
    )
  })

  it('never lets a fact of a firm stand for one of the want', () => {
    const firm = rowOf(dictionary, { wantAmount: 5, staff: 2 }).row
    const want = { amountFen: 1, months: 1, use: 'other' as const }
    const row = rowWithWant(dictionary, firm, want)
    expect(row[dictionary.slots.get('wantAmount') ?? -1]).toBe(1)
    expect(row[dictionary.slots.get('staff') ?? -1]).toBe(2)
    expect(dictionaryOf(wantFacts).facts).toHaveLength(3)
  })
})

describe('a product', () => {
  it('says in words which of its ranges a want misses', () => {
    const { verdict, failed } = match(opened(), rowFor({}, { amountFen: 9, months: 9, use: 'research' }), 9, day)
    expect(verdict).toBe('unfit')
    expect(failed.map(({ zh }) => zh)).toEqual([
      expect.stringContaining('购置设备'),
      expect.stringContaining('融资金额'),
      expect.stringContaining('融资期限'),
    ])
  })

  it('reads the facts of the firm that its conditions name, and is not known until they are', () => {
    const product = opened({ conditions: { and: [{ '>=': [{ fact: 'staff' }, 2] }, { fact: 'isNew' }] } })
    expect(product.reads).toEqual(['staff', 'isNew'])
    const want = { amountFen: 3, months: 2, use: 'equipment' as const }
    expect(match(product, rowFor({ isNew: true }, want), 3, day)).toMatchObject({
      verdict: 'unknown',
      missing: ['staff'],
    })
    expect(match(product, rowFor({ isNew: true, staff: 2 }, want), 3, day).verdict).toBe('fits')
    expect(match(product, rowFor({ isNew: false }, want), 3, day).verdict).toBe('unfit')
  })

  it('fits nobody outside of its time', () => {
    const late = opened({ validFrom: '2026-01-01', validUntil: '2026-02-28' })
    const want = { amountFen: 3, months: 2, use: 'equipment' as const }
    expect(match(late, rowFor({}, want), 3, day).verdict).toBe('unfit')
    expect(match(late, rowFor({}, want), 3, calendarDay('2026-02-27')).verdict).toBe('fits')
  })

  it('is refused with the place of every fault', () => {
    const faults = (spec: unknown) => openProduct('x', spec, dictionary).faults.map(({ path }) => path)
    expect(faults({})).not.toEqual([])
    expect(faults({ ...plain, conditions: { '>=': [{ fact: 'nothing' }, 1] } })).toEqual(['/conditions/>=/0/fact'])
    expect(faults({ ...plain, amountToFen: 1, monthsFrom: 4, rateToBp: 1, validUntil: '2025-01-01' })).toEqual([
      ...['/amountToFen', '/monthsTo', '/rateToBp', '/validUntil'],
    ])
  })
})

it('what fits comes first, then what may; the lower rate first; at one rate the certain one', () => {
  const want = { amountFen: 3, months: 2, use: 'equipment' as const }
  const open: Expression = { fact: 'isNew' }
  const products = [
    opened({ rateFromBp: 100, rateToBp: 100, uses: ['research'] }, 'unfit'),
    opened({ rateFromBp: 200, rateToBp: 400 }, 'wide'),
    opened({ rateFromBp: 100, rateToBp: 100, conditions: open }, 'open'),
    opened({ rateFromBp: 200, rateToBp: 250 }, 'narrow'),
    opened({ rateFromBp: 300, rateToBp: 300 }, 'dear'),
    opened({ rateFromBp: 90, rateToBp: 100, conditions: open }, 'cheap'),
  ]
  const sorted = products.map((product) => match(product, rowFor({}, want), 3, day)).sort(byWorth)
  expect(sorted.map(({ product }) => product.code)).toEqual(['narrow', 'wide', 'dear', 'cheap', 'open', 'unfit'])
})
