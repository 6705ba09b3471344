import { type Day, dayFromNumber, dayNumberFrom } from '../../kernel/time/day.ts'
import type { Occupancy } from './buildings-contract.ts'
import { expiringDays, type SuiteState } from './shapes.ts'

/** A suite's life; days half open. */
export interface SuiteLife {
  readonly id: string
  readonly areaCm2: number
  readonly lettable: boolean
  readonly fromOn: Day
  readonly toOn: Day | null
}

/** What was known of the end of a stay on some days, half open; without a beginning it was the first that was known. */
export interface FormerEnd {
  readonly fromOn: Day | null
  readonly untilOn: Day
  readonly toOn: Day | null
  readonly leaseUntil: Day | null
}

/** A firm's time in a suite; days half open. */
export interface Stay {
  readonly suiteId: string
  readonly fromOn: Day
  readonly toOn: Day | null
  readonly leaseUntil: Day | null
  /** What was known of its end before. */
  readonly former?: readonly FormerEnd[]
}

/** Whether a span of days holds a day; an end that is null is open. */
export const holds = (span: { fromOn: Day; toOn: Day | null }, day: Day): boolean =>
  span.fromOn <= day && (span.toOn === null || day < span.toOn)

/** The day so many days later. */
export const daysAfter = (day: Day, days: number): Day => dayFromNumber(dayNumberFrom(day) + days)

/**
 * How a suite stands on a day, given who is in it then, by what was known of the end of the stay that day. A lease that ran
 * out without a word is expiring, too.
 */
export function stateOn(
  suite: { lettable: boolean },
  stay: Pick<Stay, 'toOn' | 'leaseUntil' | 'former'> | null,
  day: Day,
  within: number = expiringDays,
): SuiteState {
  if (!stay) return suite.lettable ? 'vacant' : 'closed'
  const known = stay.former?.find(({ fromOn, untilOn }) => (fromOn ?? '') <= day && day < untilOn) ?? stay
  const ends = [known.toOn, known.leaseUntil].filter((end) => end !== null).sort()[0]
  return ends !== undefined && ends <= daysAfter(day, within) ? 'expiring' : 'occupied'
}

const none: Occupancy = {
  suites: 0,
  lettableSuites: 0,
  vacantSuites: 0,
  expiringSuites: 0,
  lettableCm2: 0,
  occupiedCm2: 0,
  expiringCm2: 0,
  vacantCm2: 0,
}

/** Areas and counts of the suites that stand on a day; a vacancy rate counts lettable area only, in exact integers. */
export function occupancyOn(suites: readonly SuiteLife[], stays: readonly Stay[], day: Day): Occupancy {
  const inSuite = new Map(stays.filter((stay) => holds(stay, day)).map((stay) => [stay.suiteId, stay]))
  const standing = suites.filter((suite) => holds(suite, day))
  return addUp(standing.map((suite) => ({ ...suite, state: stateOn(suite, inSuite.get(suite.id) ?? null, day) })))
}

/** Counts suites whose states are known. */
export function addUp(
  suites: readonly { readonly areaCm2: number; readonly lettable: boolean; readonly state: SuiteState }[],
): Occupancy {
  const total = { ...none }
  for (const { areaCm2, lettable, state } of suites) {
    total.suites++
    if (!lettable) continue
    total.lettableSuites++
    total.lettableCm2 += areaCm2
    if (state === 'vacant') {
      total.vacantSuites++
      total.vacantCm2 += areaCm2
    } else total.occupiedCm2 += areaCm2
    if (state === 'expiring') {
      total.expiringSuites++
      total.expiringCm2 += areaCm2
    }
  }
  return total
}

/** Vacant of lettable area, 0 to 1; null where nothing is to let. */
export const vacancyRate = (of: Pick<Occupancy, 'vacantCm2' | 'lettableCm2'>): number | null =>
  of.lettableCm2 === 0 ? null : of.vacantCm2 / of.lettableCm2

/** The months from one to another, both in. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = from; month <= to && months.length < 240; month = monthAfter(month)) months.push(month)
  return months
}

/** `2026-12` gives `2027-01`; `by` may be negative. */
export function monthAfter(month: string, by = 1): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** The last day of a month, or today in the running one. */
export function dayOfMonth(month: string, today: Day): Day {
  if (month === today.slice(0, 7)) return today
  return daysAfter(`${monthAfter(month)}-01`, -1)
}
