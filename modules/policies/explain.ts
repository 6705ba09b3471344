import type { Words } from '../../kernel/contract/words.ts'
import type { CalendarDay } from './calendar-month.ts'
import { type Verdict, verdictOf, walk } from './evaluate.ts'
import type { Dictionary, FactSpec } from './fact.ts'
import { cellWords, hasOpposite, phrase } from './phrases.ts'
import { asCondition, type ConditionPlan } from './plan.ts'
import type { Row } from './row.ts'
import type { Typed, TypedFact } from './typed.ts'

/** A condition as a person reads it: a group with its parts, or a sentence. */
export interface Explanation {
  /** JSON pointer into the rule. */
  readonly path: string
  readonly words: Words
  readonly parts: readonly Explanation[]
}

/** The same with what came of it for one firm. */
export interface Judgement {
  readonly path: string
  readonly words: Words
  readonly verdict: Verdict
  /** The firm's facts that a sentence speaks of; a group leaves them to its parts. */
  readonly values: readonly { readonly fact: string; readonly name: Words; readonly words: Words }[]
  readonly parts: readonly Judgement[]
}

const groups = {
  and: { zh: '同时满足', en: 'All of these' },
  or: { zh: '满足任意一项', en: 'Any of these' },
  not: { zh: '不满足', en: 'Not this' },
} satisfies Record<string, Words>

/** The words of a group, or null for what is said in one sentence. */
function groupWords(typed: Typed): Words | null {
  if (typed.node !== 'call') return null
  const { operator, args } = typed
  if (operator === 'and' || operator === 'or') return groups[operator]
  return operator === 'not' && args[0] && !hasOpposite(args[0]) ? groups.not : null
}

const sentence = ({ zh, en }: Words): Words => ({ zh, en: en.charAt(0).toUpperCase() + en.slice(1) })

/** A rule in plain words: 在职人数不少于 10 人; "Number of staff is at least 10 people". */
export function explain(typed: Typed, dictionary: Dictionary): Explanation {
  const { path } = typed
  const group = groupWords(typed)
  if (group === null) return { path, words: sentence(phrase(typed, dictionary)), parts: [] }
  const args = typed.node === 'call' ? typed.args : []
  return { path, words: group, parts: args.map((part) => explain(part, dictionary)) }
}

/** A rule in plain words with the verdict of every condition and the firm's own values. */
export function judge(condition: ConditionPlan, dictionary: Dictionary, row: Row, today: CalendarDay): Judgement {
  const { typed, parts } = condition
  const verdict = verdictOf(condition.read(row, today))
  const group = groupWords(typed)
  const head = { path: typed.path, verdict }
  if (group !== null) {
    const judged = parts.map((part) => judge(asCondition(part), dictionary, row, today))
    return { ...head, words: group, values: [], parts: judged }
  }
  const values = factsIn(typed).map(({ fact, slot }) => ({
    fact: fact.key,
    name: fact.name,
    words: cellWords(fact, row[slot], dictionary),
  }))
  return { ...head, words: sentence(phrase(typed, dictionary)), values, parts: [] }
}

function factsIn(typed: Typed): TypedFact[] {
  const found = new Map<FactSpec, TypedFact>()
  walk(typed, (part) => {
    if (part.node === 'fact') found.set(part.fact, part)
  })
  return [...found.values()]
}
