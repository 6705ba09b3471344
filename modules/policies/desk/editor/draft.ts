import type { Words } from '../../../../kernel/contract/words.ts'
import type { Amount } from '../../amount.ts'
import type { Dictionary } from '../../fact.ts'
import { expressionOf, formOf, type Group } from '../../form-shape.ts'
import type { PolicySpec } from '../../policy.ts'
import { typed, written } from '../../typed-number.ts'

/** What pays: the forms for the common ones, JSON for the rest. */
export interface AmountForm {
  readonly kind: 'none' | 'fixed' | 'per_head' | 'rate' | 'other'
  readonly fact: string
  readonly number: string
  readonly cap: string
  readonly json: string
}

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

export const emptyDraft = (today: string, office: string): Draft => ({
  ...{ titleZh: '', titleEn: '', summaryZh: '', summaryEn: '', forWhomZh: '', forWhomEn: '' },
  ...{ source: '', documents: '', validFrom: today, validUntil: '', applyBy: '', office, how: 'apply' },
  conditions: { kind: 'group', how: 'and', parts: [{ kind: 'line', fact: 'staff', comparison: '>=', values: [1] }] },
  amount: { kind: 'none', fact: '', number: '', cap: '', json: '' },
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
    amount: amountForm(spec.amount),
  }
}

const factIn = (expression: unknown): string | null =>
  typeof expression === 'object' && expression !== null && 'fact' in expression ? String(expression.fact) : null

function amountForm(amount: Amount): AmountForm {
  const cap = 'cap' in amount && amount.cap !== undefined ? written(amount.cap, 'fen') : ''
  const json = JSON.stringify(amount, null, 2)
  const plain = { fact: '', number: '', cap, json }
  switch (amount.kind) {
    case 'none':
      return { ...plain, kind: 'none' }
    case 'fixed':
      return { ...plain, kind: 'fixed', number: written(amount.fen, 'fen') }
    case 'per_head': {
      const fact = factIn(amount.heads)
      return fact
        ? { ...plain, kind: 'per_head', fact, number: written(amount.each, 'fen') }
        : { ...plain, kind: 'other' }
    }
    case 'rate': {
      const fact = factIn(amount.of)
      return fact ? { ...plain, kind: 'rate', fact, number: written(amount.rate, 'bp') } : { ...plain, kind: 'other' }
    }
    default:
      return { ...plain, kind: 'other' }
  }
}

/** What the form says as a policy; unchecked. Parts of which nothing can be made are left to the check to tell. */
export function specOf(draft: Draft): unknown {
  const words = (zh: string, en: string): Words => ({ zh: zh.trim(), en: en.trim() || zh.trim() })
  return {
    title: words(draft.titleZh, draft.titleEn),
    summary: words(draft.summaryZh, draft.summaryEn),
    forWhom: words(draft.forWhomZh, draft.forWhomEn),
    conditions: orNull(() => expressionOf(draft.conditions)),
    amount: orNull(() => amountOf(draft.amount)),
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

function amountOf({ kind, fact, number, cap, json }: AmountForm): unknown {
  const fen = typed(number, 'fen')
  const most = typed(cap, 'fen')
  const capped = cap.trim() === '' ? {} : { cap: most }
  switch (kind) {
    case 'none':
      return { kind }
    case 'fixed':
      return { kind, fen }
    case 'per_head':
      return { kind, heads: { fact }, each: fen, ...capped }
    case 'rate':
      return { kind, of: { fact }, rate: typed(number, 'bp'), ...capped }
    case 'other':
      return JSON.parse(json)
  }
}
