import type { Words } from '../../kernel/contract/words.ts'
import { sumOf } from './amount.ts'
import { answersOf } from './answers.ts'
import type { CalendarDay } from './calendar-month.ts'
import { missingIn } from './evaluate.ts'
import type { Dictionary, FactSpec } from './fact.ts'
import type { NumberPlan, Plan } from './plan.ts'
import { isOpenOn, type Policy } from './policy.ts'
import { isSettled } from './reading.ts'
import type { Cell, Row } from './row.ts'

/** The one fact to ask for next, and why. */
export interface NextQuestion {
  readonly fact: FactSpec
  /** Codes of the policies that any answer settles: nothing else is missing for them. */
  readonly settles: readonly string[]
  /** Codes of all policies for which it matters. */
  readonly concerns: readonly string[]
  readonly words: Words
}

/** What a question is asked for: a policy, or whatever else has conditions and a worth. */
export type Asking = Pick<Policy, 'code' | 'condition' | 'amount' | 'from' | 'until'>

/** A policy that is not settled for a firm, with what is still to be found out. */
interface Undecided {
  readonly policy: Asking
  /** What has to be settled: its condition, or, where it fits, its amount. */
  readonly plan: Plan
  readonly missing: readonly string[]
  readonly weight: number
}

/**
 * Which one fact to ask a firm for next: the one whose answer settles most. The rule, in this order:
 *
 * 1. Verdicts come before amounts: amounts are asked for when no verdict is open any more.
 * 2. What is sensitive is asked for last.
 * 3. The most settled policies on average over the answers that make a difference, one of each sort. A policy for which
 *    nothing else is missing is settled by any answer. Each policy weighs as many points as the most that it can pay has
 *    digits in yuan (1 to 7): ten times the money is one point more, so that large sums lead but do not drown the others.
 * 4. More policies for which it matters at all.
 * 5. The order of the dictionary.
 *
 * @returns null when nothing is left to ask.
 */
export function nextQuestion(
  policies: readonly Asking[],
  dictionary: Dictionary,
  row: Row,
  today: CalendarDay,
): NextQuestion | null {
  const open = policies.filter((policy) => isOpenOn(policy, today))
  const verdicts = undecided(open, row, today, ({ condition }) => condition)
  const fitting = open.filter(({ condition }) => condition.read(row, today) === 1)
  const left = verdicts.length > 0 ? verdicts : undecided(fitting, row, today, ({ amount }) => amount)
  const keys = new Set(left.flatMap(({ missing }) => missing))
  const candidates = dictionary.facts.filter(({ key }) => keys.has(key))
  const asked = candidates.some(({ sensitive }) => !sensitive)
    ? candidates.filter(({ sensitive }) => !sensitive)
    : candidates
  const scored = asked.map((fact) => {
    const concerned = left.filter(({ missing }) => missing.includes(fact.key))
    return { fact, concerned, score: expectedWeight(fact, concerned, dictionary, row, today) }
  })
  // Sorting keeps the dictionary's order among equals.
  const [best] = scored.sort((a, b) => b.score - a.score || b.concerned.length - a.concerned.length)
  return best ? question(best.fact, best.concerned) : null
}

function question(fact: FactSpec, concerned: readonly Undecided[]): NextQuestion {
  const concerns = concerned.map(({ policy }) => policy.code)
  const settles = concerned.filter(({ missing }) => missing.length === 1).map(({ policy }) => policy.code)
  const words: Words =
    settles.length > 0
      ? { zh: `答了就能确定 ${settles.length} 项政策`, en: `Any answer settles ${policiesInWords(settles.length)}` }
      : { zh: `关系到 ${concerns.length} 项政策`, en: `Matters for ${policiesInWords(concerns.length)}` }
  return { fact, settles, concerns, words }
}

const policiesInWords = (count: number): string => (count === 1 ? '1 policy' : `${count} policies`)

function undecided(
  policies: readonly Asking[],
  row: Row,
  today: CalendarDay,
  planOf: (policy: Asking) => Plan,
): Undecided[] {
  return policies.flatMap((policy): Undecided[] => {
    const plan = planOf(policy)
    const missing = missingIn(plan, row, today)
    return missing.length > 0 ? [{ policy, plan, missing, weight: weightOf(policy.amount, row, today) }] : []
  })
}

const heaviest = 7

/** Digits of the most that a policy can pay, in yuan. */
function weightOf(amount: NumberPlan, row: Row, today: CalendarDay): number {
  const { to } = sumOf(amount, row, today)
  return to === null ? heaviest : Math.min(heaviest, String(Math.floor(to / 100)).length)
}

/** Weight of the policies that an answer settles, on average over the answers that differ in what they settle. */
function expectedWeight(
  fact: FactSpec,
  concerned: readonly Undecided[],
  dictionary: Dictionary,
  row: Row,
  today: CalendarDay,
): number {
  const slot = dictionary.slots.get(fact.key) ?? -1
  const rules = concerned.map(({ plan }) => plan.typed)
  const outcomes = new Map<string, number>()
  for (const answer of answersOf(fact, rules, today)) {
    const answered: Cell[] = row.map((cell, at) => (at === slot ? answer : cell))
    let weight = 0
    let outcome = ''
    for (const { plan, weight: own } of concerned) {
      const sign = signOf(plan, answered, today)
      if (sign !== '?') weight += own
      outcome += `${sign} `
    }
    outcomes.set(outcome, weight)
  }
  const weights = [...outcomes.values()]
  return weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length)
}

/** What a rule says in one word; all settled amounts are alike, because any sum is as good an answer. */
function signOf(plan: Plan, row: Row, today: CalendarDay): string {
  if (plan.kind === 'condition') return ['-', '?', '+'][plan.read(row, today) + 1] ?? '?'
  return plan.kind === 'number' && isSettled(plan.read(row, today)) ? '=' : '?'
}
