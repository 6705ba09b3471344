import type { Role } from '../../../kernel/contract/roles.ts'
import { type Day, dayFromNumber, dayNumberFrom } from '../../../kernel/time/day.ts'
import type { TermView } from '../contract.ts'

/** Who appoints, extends, ends and hands sign-in links. */
export const termKeepers = ['street'] as const satisfies readonly Role[]

/** Where a term stands on a day; days are half open, `toOn` is the first day after it. */
export function stateOf(
  term: { readonly fromOn: Day; readonly toOn: Day; readonly endedOn: Day | null },
  today: Day,
  warnDays: number,
): TermView['state'] {
  if ((term.endedOn !== null && term.endedOn <= today) || term.toOn <= today) return 'ended'
  if (term.fromOn > today) return 'coming'
  return dayNumberFrom(term.toOn) - dayNumberFrom(today) <= warnDays ? 'ending' : 'in_force'
}

export const isInForce = (state: TermView['state']): boolean => state === 'in_force' || state === 'ending'

/** The first day of the quarter in which a day lies. */
export function quarterStart(day: Day): Day {
  const [year = '', month = '01'] = day.split('-')
  const first = Math.floor((Number(month) - 1) / 3) * 3 + 1
  return `${year}-${String(first).padStart(2, '0')}-01`
}

/** The day that lies some days after another. */
export const daysAfter = (day: Day, days: number): Day => dayFromNumber(dayNumberFrom(day) + days)
