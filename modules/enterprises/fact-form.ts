import { listed } from '../../kernel/contract/punctuation.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import { dayNumberFrom } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import type { FactValue } from './contract.ts'
import type { FactForm } from './fact-names.ts'
import { firmBook } from './firm-words.ts'
import { industryName } from './industry.ts'
import type { SizeClass } from './shapes.ts'

/** A fact's value as people read it: 12,000.50 元, 3.65%, 软件和信息技术服务业 … */
export function factShown(form: FactForm, value: FactValue, lang: Lang): string {
  const zh = lang === 'zh'
  if (value === null) return zh ? '无' : 'None'
  if (Array.isArray(value)) return listed(lang, value)
  if (typeof value === 'boolean') return firmBook[lang][value ? 'yes' : 'no']
  if (typeof value === 'number') return numberShown(form, value, zh)
  if (form === 'size') return firmBook[lang].sizeClass[value as SizeClass] ?? value
  if (form === 'industry') {
    const name = industryName(value)
    return name ? `${value} ${name[lang]}` : value
  }
  return form === 'day' && isDay(value) ? formatDay(lang, value) : value
}

/** A real `2021-03-08`. Only some facts of the form `day` are checked as they come in. */
export function isDay(value: FactValue): value is string {
  try {
    return typeof value === 'string' && dayNumberFrom(value) !== null
  } catch {
    return false
  }
}

function numberShown(form: FactForm, value: number, zh: boolean): string {
  const hundredths = () => (value / 100).toLocaleString('en', { maximumFractionDigits: 2 })
  switch (form) {
    case 'fen':
      return zh ? `${hundredths()} 元` : `CNY ${hundredths()}`
    case 'dm2':
      return `${hundredths()} m²`
    case 'bp':
      return `${hundredths()}%`
    case 'months':
      return zh ? `${value} 个月` : `${value} ${value === 1 ? 'month' : 'months'}`
    default:
      return value.toLocaleString('en')
  }
}

const scaled: readonly FactForm[] = ['fen', 'dm2', 'bp']
const counted: readonly FactForm[] = ['count', 'months']

/** A value as a field of a form holds it. */
export function factTyped(form: FactForm, value: FactValue): string {
  if (value === null) return ''
  if (typeof value === 'number' && scaled.includes(form)) return String(value / 100)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.join('、') : String(value)
}

/** What was typed as a value; undefined where it is none. Amounts in yuan, areas in m², rates in per cent, two decimals at most. */
export function factFrom(form: FactForm, typed: string): FactValue | undefined {
  const text = typed.trim().replaceAll(',', '')
  if (text === '') return undefined
  if (scaled.includes(form)) {
    const [, whole, part = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text) ?? []
    return whole === undefined ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'))
  }
  if (counted.includes(form)) return /^\d{1,8}$/.test(text) ? Number(text) : undefined
  if (form === 'yes_no') return text === 'yes' ? true : text === 'no' ? false : undefined
  if (form === 'day') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined
  return typed.trim()
}

/** The unit beside the field of a form; empty where there is none. */
export const unitOf = (form: FactForm, lang: Lang): string =>
  ({ fen: lang === 'zh' ? '元' : 'CNY', dm2: 'm²', bp: '%', months: lang === 'zh' ? '个月' : 'months' })[
    form as string
  ] ?? ''
