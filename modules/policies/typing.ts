import type { FactSpec, FactValue } from './fact.ts'
import { typed } from './typed-number.ts'

/** What was typed of a value: texts of numbers and days, codes, or the word for none. */
export type Typing = { readonly text: string } | { readonly codes: readonly string[] } | 'none'

export const nothingTyped = (fact: FactSpec): Typing => (fact.type.kind === 'codes' ? { codes: [] } : { text: '' })

/** The value of what was typed; undefined where it is none of the fact's. */
export function typedValue({ type }: FactSpec, typing: Typing): FactValue | null | undefined {
  if (typing === 'none') return null
  if ('codes' in typing) return [...typing.codes]
  const text = typing.text.trim()
  if (text === '') return undefined
  if (type.kind === 'number') return typed(text, type.unit) ?? undefined
  return type.kind === 'boolean' ? text === 'yes' : text
}

/** Says what a number is counted in, beside its control. */
export function unitHint({ type }: FactSpec, lang: 'zh' | 'en'): string {
  if (type.kind !== 'number') return ''
  const units = {
    fen: { zh: '元', en: 'CNY' },
    bp: { zh: '%', en: '%' },
    dm2: { zh: '㎡', en: 'm²' },
    person: { zh: '人', en: 'people' },
    month: { zh: '个月', en: 'months' },
    day: { zh: '天', en: 'days' },
    count: { zh: '', en: '' },
  }
  return units[type.unit][lang]
}
