import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { periodOn } from '../../links/periods.ts'
import { type LinkPeriod, linkPeriods } from '../../links-contract.ts'

/** Which place and days the board is about; all of it stands in the address. */
export interface LookingAt {
  readonly placeId: PlaceId | undefined
  readonly period: LinkPeriod
  readonly from: string
  readonly to: string
}

const isDay = (text: string | undefined): text is string => text !== undefined && /^20\d\d-\d\d-\d\d$/.test(text)

export function useDays() {
  const [values, set] = useUrlState(['placeId', 'period', 'from', 'to'])
  const period = linkPeriods.find((one) => one === values.period) ?? 'month'
  const whole = periodOn(period === 'quarter' ? 'quarter' : 'month', today())
  const named = period === 'days' && isDay(values.from) && isDay(values.to)
  const { from, to } = named ? { from: values.from ?? whole.from, to: values.to ?? whole.to } : whole
  const looking: LookingAt = { placeId: values.placeId as PlaceId | undefined, period, from, to }
  return { looking, set }
}
