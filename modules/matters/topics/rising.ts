/**
 * Whether a count of this week is unusually high against the weeks before. Pure.
 *
 * The count is compared with a negative binomial: what a next week brings when so many came in the weeks before (a gamma
 * distributed rate, Jeffreys' prior ½), made wider where those weeks went up and down more than chance does: the quasi-Poisson
 * dispersion of Farrington, Andrews, Beale and Catchpole, “A Statistical Algorithm for the Early Detection of Outbreaks of
 * Infectious Disease”, J. R. Statist. Soc. A 159 (1996) 547–563, with its rule that fewer than five alarm nobody. Many topics are looked
 * at together, so that the share of false alarms is held by Benjamini and Hochberg, J. R. Statist. Soc. B 57 (1995) 289–300.
 * Since when: the likeliest day of a change of rate (Hinkley, “Inference about the change-point”, Biometrika 57 (1970) 1–17).
 */

/** So many weeks before this one are compared with. */
export const baselineWeeks = 8
/** With fewer weeks behind it nothing is called unusual. */
export const fewestWeeks = 4
/** Fewer alarm nobody. */
export const fewestMatters = 5
/** It must be so many times what was to be expected: a district of thousands would else be alarmed by a twentieth more. */
export const leastTimes = 1.5
/** The share of false alarms among all alarms. */
export const falseAlarms = 0.05

export interface Weekly {
  /** How many this week. */
  readonly week: number
  /** How many in each of the weeks before. */
  readonly before: readonly number[]
  /** How much more there is of everything: 1 if left out. A word must rise more than everything does. */
  readonly exposure?: number
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0)

/** What was to be expected this week. */
export const expectedOf = ({ before, exposure = 1 }: Weekly): number => ((sum(before) + 0.5) / before.length) * exposure

/** How much more the weeks before went up and down than chance does: 1 or more. */
export function dispersionOf(before: readonly number[]): number {
  const mean = sum(before) / before.length
  if (before.length < 2 || mean === 0) return 1
  const variance = sum(before.map((n) => (n - mean) ** 2)) / (before.length - 1)
  return Math.max(1, variance / mean)
}

/** The chance of so many or more, if nothing had changed: 0 to 1. */
export function chanceOf(weekly: Weekly): number {
  const { week, before, exposure = 1 } = weekly
  const mean = expectedOf(weekly)
  const widening = dispersionOf(before) * (1 + exposure / before.length)
  const p = 1 / widening
  const r = mean / (widening - 1)
  let logTerm = r * Math.log(p)
  const next = (k: number): number => logTerm + Math.log((k + r) / (k + 1)) + Math.log(1 - p)
  let below = 0
  for (let k = 0; k < week; k++) {
    below += Math.exp(logTerm)
    logTerm = next(k)
  }
  if (week <= mean) return Math.min(1, Math.max(0, 1 - below))
  // Above the mean the terms only fall: added up one by one, small chances are not lost in a difference from 1.
  let above = 0
  for (let k = week; ; k++) {
    const term = Math.exp(logTerm)
    above += term
    if (term <= above * 1e-12) return Math.min(1, above)
    logTerm = next(k)
  }
}

/** Which of many are unusual, the least likely first, with a share of false alarms of at most `falseAlarms`. */
export function risingOf<T extends Weekly>(all: readonly T[]): T[] {
  const ranked = all.map((one) => ({ one, chance: chanceOf(one) })).sort((a, b) => a.chance - b.chance)
  const last = ranked.findLastIndex(({ chance }, rank) => chance <= (falseAlarms * (rank + 1)) / ranked.length)
  return ranked
    .slice(0, last + 1)
    .map(({ one }) => one)
    .filter((one) => one.week >= fewestMatters && one.week >= leastTimes * expectedOf(one))
}

/**
 * On which of the last four weeks' days a rise began: the day after which the counts are the likeliest to come from another rate.
 * @param days counts by day, the last seven of them this week's. @param aDay how many a day were to be expected.
 * @returns an index of `days`.
 */
export function beganAt(days: readonly number[], aDay: number): number {
  let [best, at, since] = [Number.NEGATIVE_INFINITY, days.length - 1, 0]
  for (let day = days.length - 1; day >= Math.max(0, days.length - 28); day--) {
    since += days[day] ?? 0
    const usual = Math.max(aDay, 1e-6) * (days.length - day)
    const likelihood = since > usual ? since * Math.log(since / usual) - (since - usual) : 0
    if (likelihood > best) [best, at] = [likelihood, day]
  }
  return at
}
