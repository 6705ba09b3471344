import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Amount, compileAmount, sumOf } from './amount.ts'
import { amountWords, sumWords } from './amount-words.ts'
import { defaultDictionary } from './defaults/facts.ts'
import type { Facts } from './fact.ts'
import { demoDay, firmRow } from './firm.fixture.ts'
import { naiveAmount } from './naive-amount.fixture.ts'

function sumFor(amount: Amount, facts: Facts) {
  const { plan, faults } = compileAmount(amount, defaultDictionary)
  if (plan === null) throw new Error(JSON.stringify(faults))
  return sumOf(plan, firmRow(facts), demoDay)
}
const paid = (amount: Amount, facts: Facts): number => {
  const { from, to, exact } = sumFor(amount, facts)
  expect(exact && from === to).toBe(true)
  return from
}

const yuan = 100
const bracket: Amount = {
  kind: 'tiers',
  of: { fact: 'taxPaid' },
  how: 'bracket',
  tiers: [
    { from: 500 * yuan, fen: 20 * yuan },
    { from: 1_000 * yuan, rate: 400 },
  ],
  cap: 100 * yuan,
}
const progressive: Amount = {
  kind: 'tiers',
  of: { fact: 'rdSpend' },
  how: 'progressive',
  tiers: [
    { from: 0, rate: 500 },
    { from: 100 * yuan, rate: 300 },
    { from: 500 * yuan, rate: 100 },
  ],
}

describe('at the borders of tiers', () => {
  it.each([
    [499.99, 0, 'just below the first'],
    [500, 20, 'the first begins'],
    [999.99, 20, 'just below the second'],
    [1_000, 40, 'the second begins'],
    [2_500, 100, 'the cap is reached'],
    [2_500.25, 100, 'and never passed'],
  ])('bracket: of %d yuan %d are paid: %s', (tax, expected) => {
    expect(paid(bracket, { taxPaid: Math.round(tax * yuan) })).toBe(expected * yuan)
  })

  it.each([
    [0, 0],
    [100, 5],
    [100.33, 5.01],
    [500, 17],
    [500.49, 17],
    [500.5, 17.01],
    [1_500, 27],
  ])('progressive: of %d yuan %d are paid', (spent, expected) => {
    expect(paid(progressive, { rdSpend: Math.round(spent * yuan) })).toBe(Math.round(expected * yuan))
  })

  it('pays by the head, each tier its own', () => {
    const tiers = [
      { from: 3, each: 10_000 },
      { from: 5, each: 20_000 },
    ]
    const by = (how: 'bracket' | 'progressive'): Amount => ({ kind: 'tiers', of: { fact: 'staff' }, how, tiers })
    expect([2, 3, 4, 5, 6].map((staff) => paid(by('bracket'), { staff }))).toEqual([
      0, 30_000, 40_000, 100_000, 120_000,
    ])
    expect([3, 4, 5, 6].map((staff) => paid(by('progressive'), { staff }))).toEqual([0, 10_000, 20_000, 40_000])
  })
})

describe('other shapes', () => {
  it('pays a sum, a rate, by the head, nothing', () => {
    expect(paid({ kind: 'fixed', fen: 7 }, {})).toBe(7)
    expect(paid({ kind: 'none' }, {})).toBe(0)
    expect(paid({ kind: 'rate', of: { fact: 'interestPaid' }, rate: 5_000 }, { interestPaid: 3 })).toBe(2)
    expect(paid({ kind: 'rate', of: { fact: 'interestPaid' }, rate: 5_000, cap: 10 }, { interestPaid: 999 })).toBe(10)
    expect(paid({ kind: 'per_head', heads: { fact: 'graduatesHired' }, each: 5 }, { graduatesHired: 4 })).toBe(20)
  })

  it('pays areas by the square metre, to the fen', () => {
    const amount: Amount = { kind: 'per_head', heads: { fact: 'suiteArea' }, each: 333 }
    expect(paid(amount, { suiteArea: 12_345 })).toBe(41_109)
  })

  it('is never negative and never none', () => {
    const formula: Amount = { kind: 'formula', fen: { '-': [{ fact: 'monthlyRent' }, 500] } }
    expect(paid(formula, { monthlyRent: 100 })).toBe(0)
    expect(paid(formula, { monthlyRent: null })).toBe(0)
    const shared: Amount = { kind: 'formula', fen: { '/': [{ fact: 'revenue' }, { fact: 'staff' }] } }
    expect(paid(shared, { revenue: 100, staff: 0 })).toBe(0)
  })
})

describe('while facts are missing', () => {
  it('says between what bounds it lies, and what would tell', () => {
    expect(sumFor(bracket, {})).toEqual({ from: 0, to: 10_000, exact: false, missing: ['taxPaid'] })
    const heads: Amount = {
      kind: 'per_head',
      heads: { max: [{ '-': [{ fact: 'staff' }, { fact: 'openings' }] }, 2] },
      each: 5,
    }
    expect(sumFor(heads, { staff: 3 })).toEqual({ from: 10, to: 15, exact: false, missing: ['openings'] })
    expect(sumFor({ kind: 'formula', fen: { fact: 'revenue' } }, {}).to).toBeNull()
    expect(sumFor({ kind: 'per_head', heads: { '*': [{ fact: 'staff' }, 0] }, each: 5 }, {}).exact).toBe(true)
  })

  it('is told in words', () => {
    expect(sumWords({ from: 600_000, to: 600_000, exact: true, missing: [] })).toEqual({
      zh: '6,000 元',
      en: 'CNY 6,000',
    })
    expect(sumWords({ from: 2_000_000, to: 5_000_000, exact: false, missing: [] }).zh).toBe('2 万元至 5 万元')
    expect(sumWords({ from: 2_000_000, to: null, exact: false, missing: [] }).en).toBe('at least CNY 20,000')
  })
})

const money = fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.constantFrom(0, 9_999, 10_000, 50_000, 10 ** 13))
const anyFirm = fc.record({
  taxPaid: money,
  rdSpend: money,
  interestPaid: fc.option(money),
  staff: fc.integer({ min: 0, max: 300 }),
  suiteArea: fc.integer({ min: 0, max: 100_000 }),
})
const rising = fc
  .uniqueArray(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 6 })
  .map((borders) => borders.sort((a, b) => a - b))
const way = fc.oneof(
  fc.record({ fen: fc.integer({ min: 0, max: 9_999 }) }),
  fc.record({ rate: fc.integer({ min: 0, max: 20_000 }) }),
)
const cap = fc.option(fc.integer({ min: 0, max: 50_000 }), { nil: undefined })
const withCap = <A extends Amount>(amount: A, most: number | undefined): A =>
  most === undefined ? amount : { ...amount, cap: most }
const anyAmount: fc.Arbitrary<Amount> = fc.oneof(
  fc.tuple(rising, fc.infiniteStream(way), cap).map(([borders, ways, most]): Amount => {
    const tiers = borders.map((from) => ({ from, ...ways.next().value }))
    return withCap({ kind: 'tiers', of: { fact: 'taxPaid' }, how: 'bracket', tiers }, most)
  }),
  fc
    .tuple(rising, fc.infiniteStream(fc.integer({ min: 0, max: 20_000 })), cap)
    .map(([borders, rates, most]): Amount => {
      const tiers = borders.map((from) => ({ from, rate: rates.next().value }))
      return withCap({ kind: 'tiers', of: { fact: 'rdSpend' }, how: 'progressive', tiers }, most)
    }),
  fc
    .tuple(fc.integer({ min: 0, max: 10_000 }), cap)
    .map(([rate, most]): Amount => withCap({ kind: 'rate', of: { fact: 'interestPaid' }, rate }, most)),
  fc
    .tuple(fc.integer({ min: 0, max: 10_000 }), cap)
    .map(([each, most]): Amount => withCap({ kind: 'per_head', heads: { '-': [{ fact: 'staff' }, 5] }, each }, most)),
)

it('pays what is counted out by hand, and within what it said before', () => {
  fc.assert(
    fc.property(anyAmount, anyFirm, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), (amount, facts, known) => {
      const exact = Number(naiveAmount(amount, facts, '2026-11-23'))
      expect(paid(amount, facts)).toBe(exact)
      const some = Object.fromEntries(Object.entries(facts).filter((_, index) => known[index]))
      const { from, to } = sumFor(amount, some)
      expect(from).toBeLessThanOrEqual(exact)
      if (to !== null) expect(to).toBeGreaterThanOrEqual(exact)
    }),
    { numRuns: 2_000 },
  )
})

describe('an amount that makes no sense is refused with its place', () => {
  it.each<[string, Amount, string]>([
    ['a rate of people', { kind: 'rate', of: { fact: 'staff' }, rate: 1 }, '/amount/of'],
    ['so much for each yuan', { kind: 'per_head', heads: { fact: 'revenue' }, each: 1 }, '/amount/heads'],
    ['people as a sum', { kind: 'formula', fen: { fact: 'staff' } }, '/amount/fen'],
    ['a fault inside', { kind: 'formula', fen: { '+': [{ fact: 'revenue' }, { fact: 'staff' }] } }, '/amount/fen/+/1'],
    [
      'tiers that fall',
      {
        ...bracket,
        tiers: [
          { from: 5, fen: 1 },
          { from: 5, fen: 2 },
        ],
      },
      '/amount/tiers/1',
    ],
    ['a tier with two ways', { ...bracket, tiers: [{ from: 5, fen: 1, rate: 2 }] }, '/amount/tiers/0'],
    ['a tier without any', { ...bracket, tiers: [{ from: 5 }] }, '/amount/tiers/0'],
    ['a rate of staff', { ...bracket, of: { fact: 'staff' }, tiers: [{ from: 5, rate: 1 }] }, '/amount/tiers/0'],
    ['each of money', { ...bracket, tiers: [{ from: 5, each: 1 }] }, '/amount/tiers/0'],
    ['sums that add up', { ...progressive, tiers: [{ from: 0, fen: 1 }] }, '/amount/tiers/0'],
  ])('%s', (_, amount, path) => {
    const { plan, faults } = compileAmount(amount, defaultDictionary, '/amount')
    expect(plan).toBeNull()
    expect(faults.map((fault) => fault.path)).toEqual([path])
  })
})

it('is said in words', () => {
  const zh = (amount: Amount) => amountWords(amount, defaultDictionary).map((words) => words.zh)
  expect(zh(bracket)).toEqual(['按本区纳税额分档', '500 元至不足 1,000 元:20 元', '1,000 元及以上:4%', '最高 100 元'])
  expect(zh({ kind: 'per_head', heads: { fact: 'suiteArea' }, each: 2_000 })).toEqual(['按办公面积,每平方米 20 元'])
  expect(zh({ kind: 'fixed', fen: 10_000_000 })).toEqual(['一次性 10 万元'])
  expect(zh({ kind: 'none' })).toEqual(['不涉及资金'])
})
