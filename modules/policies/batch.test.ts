import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  candidatesFor,
  changedByDay,
  fillVerdicts,
  policySet,
  readersOf,
  refillVerdicts,
  verdictAt,
  verdictTable,
} from './batch.ts'
import { calendarDay } from './calendar-month.ts'
import { defaultDictionary } from './defaults/facts.ts'
import { graduateJobs } from './defaults/worked-examples.ts'
import type { Facts } from './fact.ts'
import { demoDay, firmRow, openedPolicies } from './firm.fixture.ts'
import { assess, openPolicy, type Policy } from './policy.ts'
import { firms, randomConditions, smallDictionary, today } from './random-rules.fixture.ts'
import { rowOf } from './row.ts'

const set = policySet(openedPolicies)
const codesOf = (indexes: readonly number[]) => indexes.map((index) => openedPolicies[index]?.code)

const someFirms: Facts[] = [
  {},
  { staff: 10, sizeClass: 'micro', registeredPlace: '530103001', graduatesHired: 2 },
  {
    staff: 10,
    sizeClass: 'micro',
    registeredPlace: '530103',
    graduatesHired: 2,
    graduateInsuranceMonths: 8,
    creditStatus: 'good',
  },
  {
    sizeClass: 'small',
    registeredPlace: '530103',
    graduatesHired: 9,
    graduateInsuranceMonths: 8,
    creditStatus: 'good',
  },
  { sizeClass: 'large', registeredPlace: '530103', graduatesHired: 99 },
]
const rows = someFirms.map(firmRow)
function filled() {
  const table = verdictTable(rows.length, set)
  fillVerdicts(table, set, rows, demoDay)
  return table
}

describe('a changed fact', () => {
  it('touches exactly the policies that read it', () => {
    expect(codesOf(readersOf(set, ['graduatesHired']))).toEqual(['graduate_jobs'])
    expect(codesOf(readersOf(set, ['operatingPlace']))).toEqual([
      'head_office',
      'start_up_rent',
      'expo_stall',
      'green_renovation',
      'creative_firms',
      'evening_shops',
    ])
    expect(readersOf(set, ['openings'])).toEqual([])
    for (const { key } of defaultDictionary.facts)
      expect(readersOf(set, [key]), key).toEqual(
        openedPolicies.flatMap(({ spec }, index) =>
          JSON.stringify([spec.conditions, spec.amount]).includes(`{"fact":"${key}"}`) ? [index] : [],
        ),
      )
  })

  it('is evaluated for them alone, and the others would have said the same', () => {
    const counted: number[] = []
    const counting = policySet(
      openedPolicies.map((policy, index): Policy => {
        const { condition } = policy
        const read: typeof condition.read = (row, day) => {
          counted.push(index)
          return condition.read(row, day)
        }
        return { ...policy, condition: { ...condition, read } }
      }),
    )
    const table = filled()
    const before = someFirms[1] ?? {}
    const after = firmRow({ ...before, graduatesHired: 0, operatingPlace: '44' })
    const indexes = readersOf(counting, ['graduatesHired', 'operatingPlace'])
    const changes = refillVerdicts(table, counting, 1, after, demoDay, indexes)
    expect(counted).toEqual(indexes)
    expect(codesOf(changes.map(({ policy }) => policy))).toEqual([
      'graduate_jobs',
      'head_office',
      'start_up_rent',
      'expo_stall',
      'green_renovation',
      'creative_firms',
      'evening_shops',
    ])
    expect(new Set(changes.map(({ before: was, after: is }) => `${was} ${is}`))).toEqual(new Set(['unknown unfit']))
    for (const [index, policy] of openedPolicies.entries())
      expect(verdictAt(table, 1, index), policy.code).toBe(assess(policy, after, demoDay).verdict)
  })
})

it('a new day touches what begins, ends, or looks at it', () => {
  const on = (before: string, day: string) => codesOf(changedByDay(set, calendarDay(before), calendarDay(day)))
  expect(on('2026-11-23', '2026-11-24')).toEqual(['first_above_scale', 'start_up_rent'])
  expect(on('2026-12-15', '2026-12-16')).toEqual(['first_above_scale', 'start_up_rent', 'expo_stall'])
  expect(on('2025-12-31', '2026-01-01')).toHaveLength(11)
  expect(on('2030-01-01', '2030-01-02')).toEqual([])
})

it('fills a part at a time like all at once, and says what a single assessment says', () => {
  fc.assert(
    fc.property(
      fc.array(randomConditions, { minLength: 1, maxLength: 6 }),
      fc.array(firms, { minLength: 1, maxLength: 9 }),
      fc.nat(9),
      (rules, some, cut) => {
        const day = calendarDay(today)
        const policies = rules.map((conditions, index) => {
          const spec = { ...graduateJobs, conditions, amount: { kind: 'fixed', fen: index } }
          const { policy } = openPolicy(`p${index}`, spec, smallDictionary)
          if (policy === null) throw new Error('refused')
          return policy
        })
        const random = policySet(policies)
        const laid = some.map((facts) => rowOf(smallDictionary, facts).row)
        const table = verdictTable(laid.length, random)
        fillVerdicts(table, random, laid, day, { to: Math.min(cut, laid.length) })
        fillVerdicts(table, random, laid, day, { from: Math.min(cut, laid.length) })
        for (const [firm, row] of laid.entries())
          for (const [index, policy] of policies.entries())
            expect(verdictAt(table, firm, index)).toBe(assess(policy, row, day).verdict)
      },
    ),
    { numRuns: 300 },
  )
})

it('lists who fits, the certain and larger sums first', () => {
  const candidates = candidatesFor(filled(), set, 0, rows, demoDay)
  expect(candidates.map(({ firm, verdict, sum }) => [firm, verdict, sum.from])).toEqual([
    [3, 'fits', 1_800_000],
    [2, 'fits', 400_000],
    [1, 'unknown', 400_000],
    [0, 'unknown', 0],
  ])
})
