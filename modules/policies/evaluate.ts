import type { CalendarDay } from './calendar-month.ts'
import { asCondition, type ConditionPlan, type Plan } from './plan.ts'
import { isSettled } from './reading.ts'
import type { Row } from './row.ts'
import type { Truth } from './truth.ts'
import type { Typed } from './typed.ts'

/** fits 符合, unfit 不符合, unknown 缺资料. */
export const verdicts = ['fits', 'unfit', 'unknown'] as const
export type Verdict = (typeof verdicts)[number]

export const verdictOf = (truth: Truth): Verdict => (truth === 1 ? 'fits' : truth === -1 ? 'unfit' : 'unknown')

export interface Evaluation {
  readonly verdict: Verdict
  /** The smallest conditions that failed, with their paths; each of them must be put right for the whole to fit. */
  readonly failed: readonly Typed[]
  /** Unknown facts that can still make a difference; once all of them are known, so is the verdict. */
  readonly missing: readonly string[]
  /** Facts that the verdict rests on: whatever happens to any other, the verdict stays. */
  readonly restsOn: readonly string[]
}

/**
 * Evaluates a condition for one firm with three values (strong Kleene, with bounds of numbers). The promise: no way to
 * complete the missing facts makes "fits" false or "unfit" true.
 */
export function evaluate(condition: ConditionPlan, row: Row, today: CalendarDay): Evaluation {
  return {
    verdict: verdictOf(condition.read(row, today)),
    failed: failedIn(condition, row, today),
    missing: missingIn(condition, row, today),
    restsOn: [...new Set(basisOf(condition, row, today))],
  }
}

function failedIn(condition: ConditionPlan, row: Row, today: CalendarDay): Typed[] {
  if (condition.read(row, today) !== -1) return []
  const { typed, parts } = condition
  if (typed.node === 'call' && typed.operator === 'and')
    return parts.flatMap((part) => failedIn(asCondition(part), row, today))
  return [typed]
}

/** Keys of the unknown facts that still matter to a part; a part that is settled needs none. */
export function missingIn(plan: Plan, row: Row, today: CalendarDay): string[] {
  return [...new Set(missing(plan, row, today))]
}

function missing(plan: Plan, row: Row, today: CalendarDay): string[] {
  if (isKnown(plan, row, today)) return []
  const { typed } = plan
  if (typed.node === 'fact') return [typed.fact.key]
  return livePartsOf(plan, row, today).flatMap((part) => missing(part, row, today))
}

function isKnown(plan: Plan, row: Row, today: CalendarDay): boolean {
  if (plan.kind === 'condition') return plan.read(row, today) !== 0
  if (plan.kind === 'number') return isSettled(plan.read(row, today))
  return plan.read(row, today) !== undefined
}

/** Of `if`, only the branch that its condition chose, once it chose. */
function livePartsOf({ typed, parts }: Plan, row: Row, today: CalendarDay): readonly Plan[] {
  if (typed.node !== 'call' || typed.operator !== 'if') return parts
  const [decides, first, second] = parts
  const truth = asCondition(decides).read(row, today)
  return truth === 0 ? parts : [decides, truth === 1 ? first : second].filter((part) => part !== undefined)
}

/** One part that settles the whole is reason enough; else all parts are. */
function basisOf(plan: Plan, row: Row, today: CalendarDay): string[] {
  const { typed, parts } = plan
  if (typed.node === 'fact') return [typed.fact.key]
  const settling = typed.node === 'call' ? settlingTruth[typed.operator] : undefined
  const reason =
    settling !== undefined
      ? parts.find((part) => part.kind === 'condition' && part.read(row, today) === settling)
      : undefined
  return (reason ? [reason] : livePartsOf(plan, row, today)).flatMap((part) => basisOf(part, row, today))
}

const settlingTruth: Readonly<Partial<Record<string, Truth>>> = { and: -1, or: 1 }

/** All facts that a rule can ever read, whatever their values. */
export function factsOf(typed: Typed): string[] {
  const found = new Set<string>()
  walk(typed, (part) => {
    if (part.node === 'fact') found.add(part.fact.key)
  })
  return [...found]
}

/** Whether the rule looks at the day of evaluation, so that a new day may change what it says. */
export function readsToday(typed: Typed): boolean {
  let reads = false
  walk(typed, (part) => {
    if (part.node === 'call' && (part.operator === 'monthsSince' || part.operator === 'daysSince')) reads = true
  })
  return reads
}

/** Visits a rule and all its parts. */
export function walk(typed: Typed, visit: (part: Typed) => void): void {
  visit(typed)
  if (typed.node === 'call') for (const part of typed.args) walk(part, visit)
}
