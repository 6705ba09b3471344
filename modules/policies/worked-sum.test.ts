import { describe, expect, it } from 'vitest'
import type { Amount } from './amount.ts'
import { calendarDay } from './calendar-month.ts'
import { defaultDictionary } from './defaults/facts.ts'
import { defaultPolicies } from './defaults/policies.ts'
import type { Facts } from './fact.ts'
import { rowOf } from './row.ts'
import { factsOfAmount, workedSum } from './worked-sum.ts'

const today = calendarDay('2026-06-01')
const amountOf = (code: string): Amount =>
  defaultPolicies.find((policy) => policy.code === code)?.spec.amount ?? { kind: 'none' }
const worked = (amount: Amount, facts: Facts) =>
  workedSum(amount, { dictionary: defaultDictionary, row: rowOf(defaultDictionary, facts).row, today })

describe('a worked sum', () => {
  it.each<readonly [string, Facts, number, readonly string[]]>([
    ['graduate_jobs', { graduatesHired: 4 }, 800_000, ['4 人 × 每人 2,000 元 = 8,000 元']],
    [
      'graduate_jobs',
      { graduatesHired: 80 },
      10_000_000,
      ['80 人 × 每人 2,000 元 = 16 万元', '16 万元超过封顶，按 10 万元'],
    ],
    ['creative_firms', { staff: 2 }, 0, ['2 人低于第一档，不给付']],
    ['creative_firms', { staff: 3 }, 1_000_000, ['3 人至不足 20 人：1 万元']],
    ['creative_firms', { staff: 20 }, 1_200_000, ['20 人至不足 100 人：20 人 × 每人 600 元 = 1.2 万元']],
    [
      'research_spending',
      { rdSpend: 200_000_000 },
      8_000_000,
      ['0 元至不足 100 万元：100 万元 × 5% = 5 万元', '100 万元至不足 500 万元：100 万元 × 3% = 3 万元'],
    ],
    ['green_renovation', { renovationSpend: null }, 0, ['所依据的信息为「没有」，不给付']],
    ['first_above_scale', {}, 10_000_000, []],
  ])('of %s for %j', (code, facts, fen, steps) => {
    const result = worked(amountOf(code), facts)
    expect(result?.sum).toMatchObject({ from: fen, to: fen, exact: true })
    expect(result?.steps.map(({ zh }) => zh)).toEqual(steps)
  })

  it('of several parts tells each', () => {
    const result = worked(amountOf('technology_loan'), { interestPaid: 10_000_000, loanPrincipal: 200_000_000 })
    expect(result?.steps.map(({ zh }) => zh)).toEqual(['已付利息的 50% = 5 万元', '贷款本金的 2% = 4 万元'])
    expect(result?.sum.from).toBe(4_000_000)
  })

  it('says what is missing, and nothing of an amount with faults', () => {
    const part = worked(amountOf('technology_loan'), { interestPaid: 10_000_000 })
    expect(part).toMatchObject({ steps: [], sum: { exact: false, missing: ['loanPrincipal'] } })
    expect(worked({ kind: 'rate', of: { fact: 'staff' }, rate: 5 }, {})).toBeNull()
    expect(factsOfAmount(amountOf('technology_loan'), defaultDictionary)).toEqual(['interestPaid', 'loanPrincipal'])
  })
})
