import type { PolicySpec } from '../../../modules/policies/public.ts'
import { dateOf, day } from '../district/calendar.ts'

/** When a policy was published, and how it was brought to firms. */
export interface PlannedPolicy {
  readonly code: string
  /** Days before the day of the demo. */
  readonly ago: number
  /** How many days before it was brought to firms; null: not yet. */
  readonly pushed: number | null
  readonly most: number
}

const policy = (code: string, ago: number, pushed: number | null, most = 0): PlannedPolicy => ({
  ...{ code, ago, pushed, most },
})

/** Over the last year; the newest ones are still to be brought to firms. */
export const policies: readonly PlannedPolicy[] = [
  policy('insurance_refund', 318, 96, 60),
  policy('head_office', 300, 150, 5),
  policy('graduate_jobs', 276, 118, 34),
  policy('disabled_employment', 251, 82, 12),
  policy('start_up_rent', 214, 103, 20),
  policy('technology_loan', 190, 74, 16),
  policy('research_spending', 163, 61, 18),
  policy('first_above_scale', 132, 40, 9),
  policy('green_renovation', 104, 33, 6),
  policy('evening_shops', 77, 26, 14),
  policy('expo_stall', 52, null),
  policy('creative_firms', 24, 6, 10),
]

/** The examples are written for an example street: here they speak of 鼓楼, its communities, and this year. */
export function adapted(until: Date, ago: number) {
  const on = (days: number) => dateOf(new Date(until.getTime() + days * day))
  return (code: string, spec: PolicySpec): PolicySpec => {
    const here = JSON.parse(
      JSON.stringify(spec)
        .replaceAll('"530103001001"', '"530103002091"')
        .replaceAll('"530103001002"', '"530103002092"')
        .replaceAll('"530103001"', '"530103002"'),
    ) as PolicySpec
    return {
      ...here,
      ...(spec.office === 'enterprise_service' ? { office: 'enterprise_office' } : {}),
      validFrom: on(-ago),
      validUntil: on(code === 'expo_stall' ? 60 : 730),
      applyBy: spec.applyBy === null ? null : on(code === 'expo_stall' ? 17 : 33),
    }
  }
}

export const refusals = [
  '参保时长不足，按 5 个月核定，不符合 6 个月的条件',
  '发票抬头与申报主体不一致，补正期内未补交',
  '上年度已享受同类政策，不重复兑现',
  '贷款用途为流动资金，不在支持范围',
] as const
