import { type Static, Type } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, WordsSchema } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { dayNumberFrom } from '../../kernel/time/day.ts'
import { AmountSchema, compileAmount, type Sum, sumOf } from './amount.ts'
import type { CalendarDay } from './calendar-month.ts'
import { checkExpression } from './check.ts'
import { compileCondition } from './compile.ts'
import { evaluate, factsOf, readsToday, type Verdict } from './evaluate.ts'
import { explain } from './explain.ts'
import { ExpressionSchema } from './expression.ts'
import type { Dictionary } from './fact.ts'
import { dayWords } from './phrases.ts'
import type { ConditionPlan, NumberPlan } from './plan.ts'
import type { Row } from './row.ts'
import type { Fault } from './typed.ts'

/** One version of a policy: text for people and rules for the machine, as data. */
export const PolicySpec = Type.Object({
  title: WordsSchema,
  summary: WordsSchema,
  forWhom: WordsSchema,
  conditions: ExpressionSchema,
  amount: AmountSchema,
  /** In force from this day on … */
  validFrom: Day,
  /** … and no longer on this one; null: until it is withdrawn. */
  validUntil: nullable(Day),
  /** What to bring along. */
  documents: Type.Array(WordsSchema, { maxItems: 30 }),
  /** The post kind that takes applications and pays. */
  office: Type.String({ minLength: 1, maxLength: 60 }),
  /** apply: the firm applies; direct 免申即享: whoever fits on known facts is paid without asking. */
  how: Type.Union([Type.Literal('apply'), Type.Literal('direct')]),
  /** The last day on which one may apply; null: as long as it is in force. */
  applyBy: nullable(Day),
  /** The document that it stands in, with its number. */
  source: Type.String({ minLength: 1, maxLength: 200 }),
  version: Type.Integer({ minimum: 1 }),
})
export type PolicySpec = Static<typeof PolicySpec>

/** A policy whose rules were checked and compiled: made once, used for every firm. */
export interface Policy {
  readonly code: string
  readonly spec: PolicySpec
  readonly dictionary: Dictionary
  readonly condition: ConditionPlan
  /** In fen. */
  readonly amount: NumberPlan
  /** Facts that its conditions or its amount can read. */
  readonly reads: readonly string[]
  /** Whether a new day alone may change what it says within its time. */
  readonly readsToday: boolean
  /** Day numbers, half-open; without an end it is Infinity. */
  readonly from: number
  readonly until: number
}

export type OpenedPolicy =
  | { readonly policy: Policy; readonly faults: readonly [] }
  | { readonly policy: null; readonly faults: readonly Fault[] }

/** Checks a policy of any origin against the facts there are, and compiles it. Nothing throws: all faults are told. */
export function openPolicy(code: string, spec: unknown, dictionary: Dictionary): OpenedPolicy {
  if (!Check(PolicySpec, spec)) return { policy: null, faults: [...shapeFaults(spec), ...ruleFaults(spec, dictionary)] }
  const { tree, faults } = checkExpression(spec.conditions, dictionary, { at: '/conditions' })
  const amount = compileAmount(spec.amount, dictionary, '/amount')
  const all = [...faults, ...amount.faults, ...dayFaults(spec)]
  if (tree === null || amount.plan === null || all.length > 0) return { policy: null, faults: all }
  const { typed } = amount.plan
  const policy: Policy = {
    code,
    spec,
    dictionary,
    condition: compileCondition(tree),
    amount: amount.plan,
    reads: [...new Set([...factsOf(tree), ...factsOf(typed)])],
    readsToday: readsToday(tree) || readsToday(typed),
    from: dayNumberFrom(spec.validFrom),
    until: endOf(spec),
  }
  return { policy, faults: [] }
}

/** Of each place the first fault: a value that fits none of several shapes is told once. */
function shapeFaults(spec: unknown): Fault[] {
  const faults = new Map<string, Fault>()
  for (const { instancePath, keyword, message } of Errors(PolicySpec, spec).slice(0, 60)) {
    const path = instancePath.startsWith('/amount') ? '/amount' : instancePath
    if (!faults.has(path)) faults.set(path, { path, words: shapeWords(keyword, message) })
  }
  return [...faults.values()].slice(0, 20)
}

function shapeWords(keyword: string, message: string): Words {
  switch (keyword) {
    case 'required':
      return { zh: '缺少必填的内容', en: 'Something that is needed is missing' }
    case 'minLength':
      return { zh: '请填写', en: 'Please fill this in' }
    case 'maxLength':
    case 'maxItems':
      return { zh: '内容过长', en: 'This is too long' }
    case 'pattern':
    case 'format':
      return { zh: '格式不对', en: 'This has a wrong form' }
    case 'anyOf':
      return { zh: '填写不完整,或超出允许的范围', en: 'Incomplete, or beyond what is allowed' }
    default:
      return { zh: `填写不完整或格式不对(${message})`, en: `Incomplete or of a wrong form (${message})` }
  }
}

/** What can be told of the rules although the rest is not complete. */
function ruleFaults(spec: unknown, dictionary: Dictionary): readonly Fault[] {
  if (typeof spec !== 'object' || spec === null) return []
  const conditions =
    'conditions' in spec ? checkExpression(spec.conditions, dictionary, { at: '/conditions' }).faults : []
  const amount = 'amount' in spec && Check(AmountSchema, spec.amount) ? spec.amount : null
  return [...conditions, ...(amount ? compileAmount(amount, dictionary, '/amount').faults : [])]
}

function dayFaults({ validFrom, validUntil, applyBy }: PolicySpec): Fault[] {
  const faults: Fault[] = []
  if (validUntil !== null && validUntil <= validFrom)
    faults.push({ path: '/validUntil', words: { zh: '失效日应晚于生效日', en: 'It must end after it begins' } })
  if (applyBy !== null && applyBy < validFrom)
    faults.push({
      path: '/applyBy',
      words: { zh: '申报截止日早于生效日', en: 'It must begin before applications end' },
    })
  return faults
}

function endOf({ validUntil, applyBy }: PolicySpec): number {
  const ends = [
    ...(validUntil === null ? [] : [dayNumberFrom(validUntil)]),
    ...(applyBy === null ? [] : [dayNumberFrom(applyBy) + 1]),
  ]
  return Math.min(...ends, Number.POSITIVE_INFINITY)
}

/** Whether one can have it on a day: within its validity, and before applications end. */
export const isOpenOn = ({ from, until }: Pick<Policy, 'from' | 'until'>, today: CalendarDay): boolean =>
  from <= today.number && today.number < until

export interface Assessment {
  readonly verdict: Verdict
  /** What the firm gets if it fits; null if it does not. */
  readonly amount: Sum | null
  /** What stands against it, each in words and with its JSON pointer in the policy. */
  readonly failed: readonly Fault[]
  /** Unknown facts that can still change the verdict. */
  readonly missing: readonly string[]
  /** Facts that the verdict rests on: whatever happens to others, it stays. */
  readonly restsOn: readonly string[]
}

/** Assesses one firm on one day. `row` is laid by `rowOf` with the policy's own dictionary. */
export function assess(policy: Policy, row: Row, today: CalendarDay): Assessment {
  const outOfTime = timeFault(policy, today)
  if (outOfTime) return { verdict: 'unfit', amount: null, failed: [outOfTime], missing: [], restsOn: [] }
  const { verdict, failed, missing, restsOn } = evaluate(policy.condition, row, today)
  return {
    verdict,
    amount: verdict === 'unfit' ? null : sumOf(policy.amount, row, today),
    failed: failed.map((typed) => ({ path: typed.path, words: explain(typed, policy.dictionary).words })),
    missing,
    restsOn,
  }
}

function timeFault({ spec, from, until }: Policy, today: CalendarDay): Fault | null {
  if (today.number < from) {
    const day = dayWords(from)
    return { path: '/validFrom', words: { zh: `自 ${day.zh}起施行`, en: `In force from ${day.en}` } }
  }
  if (today.number < until) return null
  const last = dayWords(until - 1)
  const words: Words = { zh: `已于 ${last.zh}截止`, en: `Ended on ${last.en}` }
  const isByApplying = spec.applyBy !== null && dayNumberFrom(spec.applyBy) + 1 === until
  return { path: isByApplying ? '/applyBy' : '/validUntil', words }
}
