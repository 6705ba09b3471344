import { Check } from 'typebox/value'
import type { Words } from '../../../../kernel/contract/words.ts'
import { AmountSchema } from '../../amount.ts'
import type { Expression } from '../../expression.ts'
import type { Dictionary } from '../../fact.ts'
import { openPolicy, type PolicySpec } from '../../policy.ts'
import { punctuated } from '../../punctuation.ts'
import { type AmountForm, amountFaults, amountFormOf, amountOf, amountPlace, emptyAmount } from './amount-form.ts'
import type { Group, Line } from './form.ts'
import { blankFault, conditionFaults, type FormFault, isAt, joinedFaults } from './form-faults.ts'
import { formOf } from './read-rule.ts'
import { expressionOf } from './write-rule.ts'

/** A policy as the form holds it: texts as typed. */
export interface Draft {
  readonly titleZh: string
  readonly titleEn: string
  readonly summaryZh: string
  readonly summaryEn: string
  readonly forWhomZh: string
  readonly forWhomEn: string
  readonly source: string
  readonly documents: string
  readonly validFrom: string
  readonly validUntil: string
  readonly applyBy: string
  readonly office: string
  readonly how: 'apply' | 'direct'
  readonly conditions: Group
  readonly amount: AmountForm
}

const firstLine: Line = {
  ...{ kind: 'line', left: { kind: 'fact', fact: 'staff' }, comparison: '>=', codes: [] },
  right: [{ kind: 'number', text: '1', unit: null }],
}

export const emptyDraft = (today: string, office: string): Draft => ({
  ...{ titleZh: '', titleEn: '', summaryZh: '', summaryEn: '', forWhomZh: '', forWhomEn: '' },
  ...{ source: '', documents: '', validFrom: today, validUntil: '', applyBy: '', office, how: 'apply' },
  conditions: { kind: 'group', how: 'and', parts: [firstLine] },
  amount: emptyAmount,
})

export function draftOf(spec: PolicySpec, dictionary: Dictionary): Draft {
  return {
    ...{ titleZh: spec.title.zh, titleEn: spec.title.en },
    ...{ summaryZh: spec.summary.zh, summaryEn: spec.summary.en },
    ...{ forWhomZh: spec.forWhom.zh, forWhomEn: spec.forWhom.en },
    source: spec.source,
    documents: spec.documents.map(({ zh, en }) => `${zh} | ${en}`).join('\n'),
    ...{ validFrom: spec.validFrom, validUntil: spec.validUntil ?? '', applyBy: spec.applyBy ?? '' },
    ...{ office: spec.office, how: spec.how },
    conditions: formOf(spec.conditions, dictionary),
    amount: amountFormOf(spec.amount, dictionary),
  }
}

/** What the form says as a policy; unchecked. Parts of which nothing can be made are left to the check to tell. */
export function specOf(draft: Draft, dictionary: Dictionary) {
  const words = (zh: string, en: string): Words => ({ zh: zh.trim(), en: en.trim() || zh.trim() })
  return {
    title: words(draft.titleZh, draft.titleEn),
    summary: words(draft.summaryZh, draft.summaryEn),
    forWhom: words(draft.forWhomZh, draft.forWhomEn),
    conditions: orNull(() => expressionOf(draft.conditions, dictionary)),
    amount: orNull(() => amountOf(draft.amount, dictionary)),
    validFrom: draft.validFrom,
    validUntil: draft.validUntil || null,
    documents: draft.documents
      .split('\n')
      .map((line) => line.split('|'))
      .filter(([zh = '']) => zh.trim() !== '')
      .map(([zh = '', en = '']) => words(zh, en)),
    office: draft.office,
    how: draft.how,
    applyBy: draft.applyBy || null,
    source: draft.source.trim(),
    version: 1,
  }
}

function orNull<T>(make: () => T): T | null {
  try {
    return make()
  } catch {
    return null
  }
}

const needed = [
  ['titleZh', '/title/zh'],
  ['source', '/source'],
  ['validFrom', '/validFrom'],
  ['office', '/office'],
] as const

/** The policy that the form says, or everything that is still wrong with it, each with the place of its field. */
export function openDraft(draft: Draft, dictionary: Dictionary) {
  const spec = specOf(draft, dictionary)
  const { policy, faults } = openPolicy('draft', spec, dictionary)
  const blanks = needed.filter(([name]) => draft[name].trim() === '').map(([, path]) => blankFault(path))
  const own = [
    ...conditionFaults(draft.conditions, '/conditions', dictionary),
    ...amountFaults(draft.amount, dictionary),
    ...blanks,
  ]
  const checked = faults.map(({ path, words }) => ({ path: amountPlace(path), words: punctuated(words) }))
  const all: readonly FormFault[] = joinedFaults(own, checked)
  const isRight = (place: string) => !all.some(({ path }) => isAt(path, place))
  /** Of the rules, what can be read aloud although something else is not complete. */
  const readable = {
    conditions: spec.conditions as Expression,
    amount: isRight('/amount') && Check(AmountSchema, spec.amount) ? spec.amount : null,
  }
  return { policy: all.length > 0 ? null : policy, spec: readable, faults: all }
}
