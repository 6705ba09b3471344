import { type Sum, sumOf } from './amount.ts'
import type { CalendarDay } from './calendar-month.ts'
import { type Verdict, verdictOf } from './evaluate.ts'
import { isOpenOn, type Policy } from './policy.ts'
import type { Row } from './row.ts'
import type { Truth } from './truth.ts'

/** Policies with an index from each fact to those that read it. */
export interface PolicySet {
  readonly policies: readonly Policy[]
  readonly readers: ReadonlyMap<string, readonly number[]>
}

export function policySet(policies: readonly Policy[]): PolicySet {
  const readers = new Map<string, number[]>()
  for (const [index, { reads }] of policies.entries())
    for (const key of reads) {
      const known = readers.get(key)
      if (known) known.push(index)
      else readers.set(key, [index])
    }
  return { policies, readers }
}

/** Positions of the policies that read any of some facts, in order. */
export function readersOf({ readers }: PolicySet, facts: Iterable<string>): number[] {
  const found = new Set<number>()
  for (const key of facts) for (const index of readers.get(key) ?? []) found.add(index)
  return [...found].sort((a, b) => a - b)
}

/** Positions of the policies that may say something else on another day, for the same facts. */
export const changedByDay = ({ policies }: PolicySet, before: CalendarDay, today: CalendarDay): number[] =>
  policies.flatMap((policy, index) => {
    const [wasOpen, isOpen] = [isOpenOn(policy, before), isOpenOn(policy, today)]
    return wasOpen !== isOpen || (isOpen && policy.readsToday) ? [index] : []
  })

/** Verdicts of many firms on many policies, one byte each: firm by firm, policy by policy. */
export interface VerdictTable {
  readonly policies: number
  readonly truths: Int8Array
}

/** A table in which nothing is known yet. 100,000 firms × 200 policies take 20 MB. */
export const verdictTable = (firms: number, { policies }: PolicySet): VerdictTable => ({
  policies: policies.length,
  truths: new Int8Array(firms * policies.length),
})

export const verdictAt = ({ policies, truths }: VerdictTable, firm: number, policy: number): Verdict =>
  verdictOf((truths[firm * policies + policy] ?? 0) as Truth)

/**
 * Evaluates firms `from` (included) to `to` (excluded) and fills in their part of the table. A job takes a few thousand
 * firms at a time, so that it can show its progress and be stopped.
 */
export function fillVerdicts(
  table: VerdictTable,
  { policies }: PolicySet,
  rows: readonly Row[],
  today: CalendarDay,
  { from = 0, to = rows.length }: { from?: number; to?: number } = {},
): void {
  const { truths } = table
  const reads = policies.map((policy) => (isOpenOn(policy, today) ? policy.condition.read : () => -1 as const))
  let at = from * policies.length
  for (let firm = from; firm < to; firm++) {
    const row = rows[firm]
    if (row === undefined) return
    // Firm by firm: its row stays in the processor's cache for all policies.
    for (const read of reads) truths[at++] = read(row, today)
  }
}

export interface VerdictChange {
  readonly policy: number
  readonly before: Verdict
  readonly after: Verdict
}

/** Evaluates one firm again on some policies (those that `readersOf` names), and tells which verdicts changed. */
export function refillVerdicts(
  table: VerdictTable,
  { policies }: PolicySet,
  firm: number,
  row: Row,
  today: CalendarDay,
  indexes: readonly number[],
): VerdictChange[] {
  const changes: VerdictChange[] = []
  for (const index of indexes) {
    const policy = policies[index]
    if (policy === undefined) continue
    const before = verdictAt(table, firm, index)
    const truth = isOpenOn(policy, today) ? policy.condition.read(row, today) : -1
    table.truths[firm * table.policies + index] = truth
    const after = verdictOf(truth)
    if (before !== after) changes.push({ policy: index, before, after })
  }
  return changes
}

export interface Candidate {
  readonly firm: number
  readonly verdict: 'fits' | 'unknown'
  readonly sum: Sum
}

/** Who fits a policy or may fit: those that fit first, each group by the sum that is certain, then by what is possible. */
export function candidatesFor(
  table: VerdictTable,
  { policies }: PolicySet,
  index: number,
  rows: readonly Row[],
  today: CalendarDay,
): Candidate[] {
  const policy = policies[index]
  if (policy === undefined) return []
  const found = rows.flatMap((row, firm): Candidate[] => {
    const verdict = verdictAt(table, firm, index)
    return verdict === 'unfit' ? [] : [{ firm, verdict, sum: sumOf(policy.amount, row, today) }]
  })
  const possible = ({ sum }: Candidate) => sum.to ?? Number.MAX_SAFE_INTEGER
  return found.sort(
    (a, b) =>
      Number(b.verdict === 'fits') - Number(a.verdict === 'fits') ||
      b.sum.from - a.sum.from ||
      possible(b) - possible(a) ||
      a.firm - b.firm,
  )
}
