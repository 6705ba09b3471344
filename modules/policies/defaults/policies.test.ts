import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../calendar-month.ts'
import { FactSpec, type Facts } from '../fact.ts'
import { assessNamed, demoDay, firmRow, openedPolicies } from '../firm.fixture.ts'
import { naiveValue } from '../naive.fixture.ts'
import { naiveAmount } from '../naive-amount.fixture.ts'
import { assess, PolicySpec } from '../policy.ts'
import { defaultDictionary, defaultFacts } from './facts.ts'
import { defaultPolicies } from './policies.ts'

const yuan = 100
const wan = 1_000_000

/** A firm that fits, what it gets in yuan, one change that makes it unfit and the path that fails, one fact to forget. */
interface Example {
  readonly code: string
  readonly fits: Facts
  readonly gets: number
  readonly unfit: Facts
  readonly failed: string
  readonly forget: string
}

const examples: readonly Example[] = [
  {
    code: 'graduate_jobs',
    fits: {
      registeredPlace: '530103002',
      sizeClass: 'small',
      graduatesHired: 3,
      graduateInsuranceMonths: 6,
      creditStatus: 'good',
    },
    gets: 6_000,
    unfit: { graduateInsuranceMonths: 5 },
    failed: '/conditions/and/3',
    forget: 'creditStatus',
  },
  {
    code: 'technology_loan',
    fits: {
      isHighTech: false,
      rdSpend: 5 * wan,
      revenue: 100 * wan,
      registeredPlace: '530103',
      loanPurpose: 'research',
      loanPrincipal: 300 * wan,
      loanRate: 450,
      interestPaid: 13.5 * wan,
      creditStatus: 'repaired',
    },
    gets: 60_000,
    unfit: { rdSpend: 5 * wan - 1 },
    failed: '/conditions/and/0',
    forget: 'rdSpend',
  },
  {
    code: 'head_office',
    fits: {
      isHeadOffice: true,
      registeredPlace: '530103001',
      operatingPlace: '530103001007',
      suiteArea: 50_000,
      taxPaid: 1_000 * wan,
    },
    gets: 500_000,
    unfit: { operatingPlace: '530103002001' },
    failed: '/conditions/and/2',
    forget: 'taxPaid',
  },
  {
    code: 'first_above_scale',
    fits: { registeredPlace: '530103', aboveScaleOn: '2025-11-24', creditStatus: 'good' },
    gets: 100_000,
    unfit: { aboveScaleOn: '2025-11-23' },
    failed: '/conditions/and/1',
    forget: 'aboveScaleOn',
  },
  {
    code: 'insurance_refund',
    fits: { unemploymentInsurance: 1_234_501, staff: 10, laidOff: 2, sizeClass: 'micro', creditStatus: 'good' },
    gets: 7_407.01,
    unfit: { laidOff: 3 },
    failed: '/conditions/and/1',
    forget: 'laidOff',
  },
  {
    code: 'start_up_rent',
    fits: {
      isNewlyOpened: true,
      foundedOn: '2024-11-24',
      operatingPlace: '530103001001',
      monthlyRent: 9_000 * yuan,
      rentedMonths: 10,
      suiteArea: 30_000,
      industry: 'I6513',
    },
    gets: 18_000,
    unfit: { monthlyRent: null },
    failed: '/conditions/and/3',
    forget: 'foundedOn',
  },
  {
    code: 'expo_stall',
    fits: { industry: 'F5212', operatingPlace: '530103004', expoStalls: 5 },
    gets: 9_000,
    unfit: { industry: 'I6513' },
    failed: '/conditions/and/0',
    forget: 'expoStalls',
  },
  {
    code: 'green_renovation',
    fits: { operatingPlace: '530103004', renovationSpend: 33 * wan, energyBefore: 100, energyAfter: 90 },
    gets: 66_000,
    unfit: { energyAfter: 91 },
    failed: '/conditions/and/2',
    forget: 'energyAfter',
  },
  {
    code: 'disabled_employment',
    fits: { disabledStaff: 5, staff: 101 },
    gets: 24_000,
    unfit: { staff: 334 },
    failed: '/conditions/and/1',
    forget: 'staff',
  },
  {
    code: 'research_spending',
    fits: { registeredPlace: '530103', industry: 'M7320', rdSpend: 600 * wan, isHighTech: false, revenue: 4_999 * wan },
    gets: 180_000,
    unfit: { revenue: 5_000 * wan },
    failed: '/conditions/and/3',
    forget: 'revenue',
  },
  {
    code: 'creative_firms',
    fits: { industry: 'C2437', certificates: ['heritage'], operatingPlace: '530103', staff: 20 },
    gets: 12_000,
    unfit: { certificates: [] },
    failed: '/conditions/and/0',
    forget: 'certificates',
  },
  {
    code: 'evening_shops',
    fits: {
      industry: 'F5211',
      operatingPlace: '530103001002',
      opensEvenings: true,
      suiteArea: 15_050,
      sizeClass: 'micro',
    },
    gets: 7_010,
    unfit: { operatingPlace: '530103001003' },
    failed: '/conditions/and/1',
    forget: 'opensEvenings',
  },
]

describe('the twelve policies', () => {
  it('are twelve, complete, and named as examples', () => {
    expect(examples.map(({ code }) => code)).toEqual(defaultPolicies.map(({ code }) => code))
    expect(defaultPolicies).toHaveLength(12)
    for (const { code, spec } of defaultPolicies) {
      expect(Check(PolicySpec, spec), code).toBe(true)
      expect(spec.title.zh, code).toContain('示例')
      expect(spec.source, code).toContain('示例')
    }
    // They differ in shape, or they show nothing.
    expect(new Set(defaultPolicies.map(({ spec }) => spec.amount.kind)).size).toBe(5)
  })

  it.each(examples)('$code: a firm fits, and gets what is said', ({ code, fits, gets }) => {
    const { verdict, amount, failed, missing } = assessNamed(code, fits)
    expect({ verdict, failed, missing }).toEqual({ verdict: 'fits', failed: [], missing: [] })
    expect(amount).toEqual({ from: Math.round(gets * yuan), to: Math.round(gets * yuan), exact: true, missing: [] })
  })

  it.each(examples)('$code: one change makes it unfit, and is named', ({ code, fits, unfit, failed }) => {
    const said = assessNamed(code, { ...fits, ...unfit })
    expect(said.verdict).toBe('unfit')
    expect(said.amount).toBeNull()
    expect(said.failed.map(({ path }) => path)).toEqual([failed])
  })

  it.each(examples)('$code: one forgotten fact leaves it open, and is asked for', ({ code, fits, forget }) => {
    const said = assessNamed(code, Object.fromEntries(Object.entries(fits).filter(([key]) => key !== forget)))
    expect(said.verdict).toBe('unknown')
    expect(said.missing).toEqual([forget])
  })

  it('leave everything open for a firm of which nothing is known, except what is over', () => {
    for (const { code } of examples) expect(assessNamed(code, {}).verdict, code).toBe('unknown')
    const late = calendarDay('2026-12-16')
    expect(assessNamed('expo_stall', examples[6]?.fits ?? {}, late)).toMatchObject({
      verdict: 'unfit',
      failed: [{ path: '/applyBy' }],
    })
  })
})

it('the facts of a new tenant are complete', () => {
  for (const fact of defaultFacts) expect(Check(FactSpec, fact), fact.key).toBe(true)
  expect(new Set(defaultFacts.map(({ key }) => key)).size).toBe(defaultFacts.length)
})

/** A value of each fact that the rules tell apart, taken from the examples, and some others. */
const anyFirm: fc.Arbitrary<Facts> = fc.record(
  Object.fromEntries(
    defaultFacts.map(({ key, type, mayBeNone }) => {
      const told = examples.flatMap(({ fits, unfit }) => [fits[key], unfit[key]]).filter((value) => value !== undefined)
      const plain: fc.Arbitrary<unknown> =
        type.kind === 'number'
          ? fc.integer({ min: 0, max: type.max ?? 1_000_000 })
          : type.kind === 'boolean'
            ? fc.boolean()
            : type.kind === 'choice'
              ? fc.constantFrom(...type.options.map(({ code }) => code))
              : type.kind === 'day'
                ? fc.constantFrom('2026-11-23', '2024-11-23', '1999-12-31')
                : type.kind === 'code'
                  ? fc.constantFrom('530103001', 'R8710', 'A0111')
                  : fc.constantFrom([], ['heritage', 'designCentre'])
      const values = told.length > 0 ? fc.oneof(fc.constantFrom(...told), plain) : plain
      return [key, mayBeNone ? fc.oneof({ weight: 4, arbitrary: values }, fc.constant(null)) : values]
    }),
  ) as Record<string, fc.Arbitrary<number>>,
)

it('say for any firm what is counted out by hand, and keep their word as facts come in', () => {
  const day = '2026-11-23'
  fc.assert(
    fc.property(anyFirm, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (facts, known) => {
      const some = Object.fromEntries(Object.entries(facts).filter((_, index) => known[index]))
      for (const policy of openedPolicies) {
        const fits = naiveValue(policy.spec.conditions, facts, day) === true
        const whole = assess(policy, firmRow(facts), demoDay)
        expect(whole.verdict, policy.code).toBe(fits ? 'fits' : 'unfit')
        const exact = Number(naiveAmount(policy.spec.amount, facts, day))
        if (fits) expect(whole.amount, policy.code).toMatchObject({ from: exact, exact: true })
        const before = assess(policy, firmRow(some), demoDay)
        if (before.verdict !== 'unknown') expect(before.verdict, policy.code).toBe(whole.verdict)
        if (before.amount) expect(before.amount.from, policy.code).toBeLessThanOrEqual(exact)
        if (before.amount?.to) expect(before.amount.to, policy.code).toBeGreaterThanOrEqual(exact)
      }
    }),
    { numRuns: 500 },
  )
})

it('read no fact that is not in the dictionary, and every fact but a few is read', () => {
  const read = new Set(openedPolicies.flatMap(({ reads }) => reads))
  for (const key of read) expect(defaultDictionary.slots.has(key), key).toBe(true)
  expect(defaultFacts.map(({ key }) => key).filter((key) => !read.has(key))).toEqual(['openings'])
})
