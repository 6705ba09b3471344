import type { Words } from '../../kernel/contract/words.ts'
import type { FactSpec } from './fact.ts'
import { type UnitCode, units } from './unit.ts'

/** What a part of a rule stands for. A bare number (`unit: null`) or quoted text takes the type of what it stands beside. */
export type ValueType =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number'; readonly unit: UnitCode | null }
  | { readonly kind: 'day' }
  | { readonly kind: 'choice'; readonly scheme: string; readonly options: readonly string[] }
  | { readonly kind: 'code'; readonly scheme: string }
  | { readonly kind: 'codes'; readonly scheme: string }
  | { readonly kind: 'quoted' }

export const condition: ValueType = { kind: 'boolean' }
export const number = (unit: UnitCode | null): ValueType => ({ kind: 'number', unit })

/** The type of what a fact holds. The options of a choice are a scheme of their own. */
export function typeOfFact({ key, type }: FactSpec): ValueType {
  switch (type.kind) {
    case 'number':
      return number(type.unit)
    case 'choice':
      return { kind: 'choice', scheme: key, options: type.options.map(({ code }) => code) }
    case 'boolean':
    case 'day':
      return { kind: type.kind }
    case 'code':
    case 'codes':
      return { kind: type.kind, scheme: type.scheme }
  }
}

/** Whether the type waits for what it stands beside. */
export const isBare = (type: ValueType): boolean =>
  type.kind === 'quoted' || (type.kind === 'number' && type.unit === null)

/** Whether two values of these types can be compared. */
export function isAlike(a: ValueType, b: ValueType): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'number' && b.kind === 'number') return a.unit === b.unit || a.unit === null || b.unit === null
  return 'scheme' in a && 'scheme' in b ? a.scheme === b.scheme : true
}

const names: Readonly<Record<Exclude<ValueType['kind'], 'number'>, Words>> = {
  boolean: { zh: '条件', en: 'a condition' },
  day: { zh: '日期', en: 'a day' },
  choice: { zh: '选项', en: 'a choice' },
  code: { zh: '代码', en: 'a code' },
  codes: { zh: '一组代码', en: 'a list of codes' },
  quoted: { zh: '文本', en: 'a text' },
}

/** For messages: "金额", "an amount of money". */
export const typeWords = (type: ValueType): Words =>
  type.kind === 'number'
    ? type.unit === null
      ? { zh: '数', en: 'a number' }
      : units[type.unit].name
    : names[type.kind]
