import type { Words } from '../../kernel/contract/words.ts'
import { dayNumberFrom } from '../../kernel/time/day.ts'
import { boundsOf, type Dictionary, type FactSpec, type Facts, type FactValue } from './fact.ts'
import { quantityWords } from './unit.ts'

/** A firm's facts by the dictionary's slots, as compiled rules read them: undefined is not known, null is none. */
export type Row = readonly Cell[]
/** Days stand as day numbers. */
export type Cell = number | boolean | string | readonly string[] | null | undefined

/** Days outside of these years are slips of the pen. */
export const firstDay = dayNumberFrom('1800-01-01')
export const lastDay = dayNumberFrom('2199-12-31')

export interface FactFault {
  readonly fact: string
  readonly words: Words
}

/**
 * Lays a firm's facts into a row. A value that its fact cannot have counts as not known and is told; a key that is not
 * in the dictionary is passed over, because no rule can read it.
 */
export function rowOf(dictionary: Dictionary, facts: Facts): { readonly row: Cell[]; readonly faults: FactFault[] } {
  const faults: FactFault[] = []
  const row = dictionary.facts.map((spec): Cell => {
    const value = Object.hasOwn(facts, spec.key) ? facts[spec.key] : undefined
    if (value === undefined) return undefined
    const words = factFault(spec, value)
    if (words === null) return cellOf(spec, value)
    faults.push({ fact: spec.key, words })
    return undefined
  })
  return { row, faults }
}

const cellOf = ({ type }: FactSpec, value: FactValue | null): Cell =>
  type.kind === 'day' && typeof value === 'string' ? dayNumberFrom(value) : value

/** Why a fact cannot have a value, or null. */
export function factFault({ type, mayBeNone }: FactSpec, value: unknown): Words | null {
  if (value === null) return mayBeNone ? null : { zh: '这一项不能为「没有」', en: 'This cannot be “none”' }
  switch (type.kind) {
    case 'number': {
      const { min, max } = boundsOf(type)
      if (Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max) return null
      const [least, greatest] = [quantityWords(min, type.unit), quantityWords(max, type.unit)]
      return {
        zh: `应为 ${least.zh} 到 ${greatest.zh} 之间的整数值`,
        en: `Must be a whole number from ${least.en} to ${greatest.en}`,
      }
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : { zh: '应为是或否', en: 'Must be yes or no' }
    case 'choice':
      return type.options.some(({ code }) => code === value)
        ? null
        : {
            zh: `应为以下之一:${type.options.map(({ name }) => name.zh).join('、')}`,
            en: `Must be one of ${type.options.map(({ name }) => name.en).join(', ')}`,
          }
    case 'day':
      return isDay(value) ? null : { zh: '应为日期,如 2026-03-01', en: 'Must be a day such as 2026-03-01' }
    case 'code':
      return isCode(value) ? null : { zh: '应为代码', en: 'Must be a code' }
    case 'codes':
      return Array.isArray(value) && value.length <= mostCodes && value.every(isCode)
        ? null
        : { zh: '应为一组代码', en: 'Must be a list of codes' }
  }
}

const mostCodes = 1_000

/** A code as `CodeSchema` describes it. */
export const isCode = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9._-]{1,32}$/.test(value)

/** A real day 'YYYY-MM-DD' between 1800 and 2199. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string') return false
  try {
    const number = dayNumberFrom(value)
    return number >= firstDay && number <= lastDay
  } catch {
    return false
  }
}
