import { listed } from '../../../../kernel/contract/punctuation.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import type { FactValue } from '../../contract.ts'
import { isDay } from '../../fact-form.ts'
import { type FactForm, factNamed } from '../../fact-names.ts'
import { useNames, useShow } from '../parts/show.ts'
import { words } from './words.ts'

/** A fact's value in words. */
export function useFactValue(): (key: string, value: FactValue) => string {
  const w = useWords(words)
  const lang = useLang()
  const names = useNames()
  const show = useShow()
  const format = useFormat()
  return (key, value) => {
    if (value === null) return w.knownNone
    if (typeof value === 'boolean') return value ? w.yes : w.no
    if (Array.isArray(value)) return listed(lang, value)
    const form = factNamed(key)?.form
    if (form === 'industry') return `${String(value)} ${show.industry(String(value))}`
    if (form === 'size') return names.sizeClass[value as keyof typeof names.sizeClass] ?? String(value)
    if (form === 'day' && isDay(value)) return format.date(value)
    if (form === 'fen' && typeof value === 'number') return `¥${show.yuan(value)}`
    if (form === 'bp' && typeof value === 'number') return format.percent(value / 10_000, 2)
    if (form === 'dm2' && typeof value === 'number') return show.area(value * 100)
    return typeof value === 'number' ? format.number(value) : String(value)
  }
}

/** What was typed, as the fact is kept; undefined where it cannot be read. */
export function factTyped(form: FactForm, text: string): FactValue | undefined {
  const plain = text.trim().replaceAll(',', '')
  switch (form) {
    case 'count':
    case 'months':
      return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined
    case 'fen':
      return /^\d{1,12}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined
    case 'dm2':
      return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined
    case 'bp':
      return /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined
    case 'yes_no':
      return plain === 'yes' ? true : plain === 'no' ? false : undefined
    case 'day':
      return /^\d{4}-\d{2}-\d{2}$/.test(plain) ? plain : undefined
    default:
      return plain === '' ? undefined : plain
  }
}
