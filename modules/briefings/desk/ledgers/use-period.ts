import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { mostPeriods } from '../../ledgers-contract.ts'
import { daysOf, lastQuarters, periodsOf } from '../../quarters.ts'

/** Which place and time the page is about; all of it stands in the address. */
export interface Looking {
  readonly placeId: PlaceId | undefined
  /** null: other days. */
  readonly quarter: string | null
  readonly from: string
  readonly to: string
  readonly isRight: boolean
}

/** Quarters that can be chosen by name. */
export const quarters = (): string[] => lastQuarters(today(), 9)

export function usePeriod() {
  const [values, set] = useUrlState(['placeId', 'quarter', 'from', 'to'])
  const custom = values.quarter === 'days'
  const quarter = /^20\d\d-Q[1-4]$/.test(values.quarter ?? '') ? (values.quarter ?? '') : (quarters()[0] ?? '')
  const whole = daysOf(quarter)
  const { from, to } = custom ? { from: values.from ?? whole.from, to: values.to ?? whole.to } : whole
  const count = periodsOf(from, to, mostPeriods).length
  const looking: Looking = {
    placeId: values.placeId as PlaceId | undefined,
    quarter: custom ? null : quarter,
    ...{ from, to, isRight: count > 0 && count <= mostPeriods },
  }
  return { looking, set }
}
