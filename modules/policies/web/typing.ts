import { bracketed } from '../../../kernel/contract/punctuation.ts'
import type { Lang } from '../../../kernel/contract/words.ts'
import type { FactSpec, FactValue } from '../fact.ts'
import { units } from '../unit.ts'
import { typed } from './numbers.ts'

/** What was typed of a value: texts of numbers and days, codes, or the word for none. */
export type Typing = { readonly text: string } | { readonly codes: readonly string[] } | 'none'

export const nothingTyped = (fact: FactSpec): Typing => (fact.type.kind === 'codes' ? { codes: [] } : { text: '' })

/** The value of what was typed; undefined where it is none of the fact's. */
export function typedValue({ type }: FactSpec, typing: Typing): FactValue | null | undefined {
  if (typing === 'none') return null
  if ('codes' in typing) return typing.codes.length > 0 ? [...typing.codes] : undefined
  const text = typing.text.trim()
  if (text === '') return undefined
  if (type.kind === 'number') return typed(text, type.unit) ?? undefined
  return type.kind === 'boolean' ? text === 'yes' : text
}

/** Says what a number is counted in, beside its control. */
export const unitHint = ({ type }: FactSpec, lang: Lang): string =>
  type.kind === 'number' ? units[type.unit].mark[lang] : ''

/** A question with the unit of its answer: 现在有多少在职员工（人） */
export function questionLabel(fact: FactSpec, lang: Lang): string {
  const unit = unitHint(fact, lang)
  return fact.question[lang] + (unit && bracketed(lang, unit))
}
