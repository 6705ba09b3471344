import { type Day, dayFromNumber, dayNumberFrom } from '../../../../kernel/time/day.ts'
import { type StageCode, stages } from '../../stages.ts'

/** Days that a stage usually takes: our own first proposal, to be changed stage by stage. */
const usual: Readonly<Record<StageCode, number>> = {
  ...{ survey: 14, willingness: 21, design: 30, notice: 10, review: 14, start: 14, oversight: 75 },
  ...{ acceptance: 10, handover: 7, care: 14, satisfaction: 14 },
}

/** First and last day, both counted. */
export interface PlannedDays {
  readonly from: Day
  readonly until: Day
}

/** Each stage from the day after the last one that it waits for, with its usual length. */
export function usualDays(first: Day): Readonly<Record<StageCode, PlannedDays>> {
  const ends = new Map<StageCode, number>()
  const rows = stages.map(({ code, after }) => {
    const from = Math.max(dayNumberFrom(first), ...after.map((one) => (ends.get(one) ?? 0) + 1))
    const until = from + usual[code] - 1
    ends.set(code, until)
    return [code, { from: dayFromNumber(from), until: dayFromNumber(until) }] as const
  })
  return Object.fromEntries(rows) as Record<StageCode, PlannedDays>
}
