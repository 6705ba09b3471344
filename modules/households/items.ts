import { Compile } from 'typebox/compile'
import { Check } from 'typebox/value'
import { fail } from '../../kernel/contract/errors.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { foundBy, type Term } from '../../kernel/find-anew.ts'
import type { Found, Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { normalPhone } from '../people/public.ts'
import { type CircumstanceCode, circumstances, isCircumstance } from './circumstances.ts'
import { type FactKind, factOf } from './facts.ts'
import { CircumstanceValue, ContactValue, type FactValue, type Item, MemberValue, type relations } from './shapes.ts'

/** A value of any item; null takes it away. */
export type ItemValue = ContactValue | MemberValue | FactValue | CircumstanceValue | null

/** An item with its value, as it is sealed. */
export interface Content {
  readonly item: Item
  readonly value: ItemValue
}

/** By what an item is known in the database; of a circumstance only a keyed hash. */
export function keyOf(secrets: Secrets, item: Item): string {
  if (item.kind === 'contact') return 'contact'
  if (item.kind === 'member') return `member:${item.memberId}`
  if (item.kind === 'fact') return `fact:${item.key}`
  return `circumstance:${secrets.lookup('circumstance of', `${item.code} ${item.memberId ?? ''}`).toString('hex')}`
}

export const codeTerm = (code: string): Term => ['circumstance', code]
export const nameTerm = (name: string): Term => ['household name', plain(name)]
export const codeLookups = (secrets: Secrets, code: string): Found => foundBy(secrets, codeTerm(code))
export const codeLookup = (secrets: Secrets, code: string): Buffer => codeLookups(secrets, code)[0]
export const nameLookups = (secrets: Secrets, name: string): Found => foundBy(secrets, nameTerm(name))
export const nameLookup = (secrets: Secrets, name: string): Buffer => nameLookups(secrets, name)[0]

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')

/** In a form in which equal values are equal; null: taken away. */
export function canonical({ item, value }: Content): string | null {
  if (value === null) return null
  return JSON.stringify([item, tidy(value)])
}

/** Spaces, widths and phones in one form; keys in one order. */
function tidy(value: Exclude<ItemValue, null>): unknown {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return value
  if (Array.isArray(value)) return [...new Set(value.map((one) => one.trim()))].sort()
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined && part !== '')
      .map(([key, part]) => [key, key === 'phone' ? normalPhone(String(part)) : String(part).trim()])
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )
}

/** The value as it is kept. Throws a Failure where it does not fit the item. */
export function checkedContent(item: Item, given: unknown): Content {
  if (given === null) return { item, value: null }
  const fits = fitting(item, given)
  if (fits === undefined)
    return fail(
      'invalid',
      'households.bad_value',
      { zh: '有一项内容不对，请检查', en: 'A value does not fit. Please check it' },
      [{ path: 'value', words: { zh: `「${labelOf(item).zh}」填得不对`, en: `${labelOf(item).en} does not fit` } }],
    )
  return { item, value: fits }
}

/** Asked for every row of a register: compiled, for that many times faster. */
export const contactFits = Compile(ContactValue)
export const memberFits = Compile(MemberValue)

function fitting(item: Item, given: unknown): ItemValue | undefined {
  if (item.kind === 'contact') return contactFits.Check(given) && hasPhone(given) ? given : undefined
  if (item.kind === 'member') return memberFits.Check(given) && hasPhone(given) ? given : undefined
  if (item.kind === 'circumstance') return fittingCircumstance(item, given)
  const kind = factOf(item.key)
  return kind ? fittingFact(kind, given) : undefined
}

const hasPhone = ({ phone }: { readonly phone: string | null }): boolean =>
  phone === null || /^\d{5,15}$/.test(normalPhone(phone))

function fittingCircumstance(item: Extract<Item, { kind: 'circumstance' }>, given: unknown): ItemValue | undefined {
  if (!isCircumstance(item.code) || !Check(CircumstanceValue, given)) return undefined
  const { derived, ofMember, lasts } = circumstances[item.code]
  if (derived || (!ofMember && item.memberId !== null)) return undefined
  const untilOn = given.untilOn ?? (lasts === null ? null : monthsAfter(given.fromOn, lasts))
  return untilOn !== null && untilOn <= given.fromOn ? undefined : { ...given, untilOn }
}

function fittingFact({ answer, options, list }: FactKind, given: unknown): ItemValue | undefined {
  const isOne = (one: unknown) =>
    typeof one === 'string' && one.trim() !== '' && (answer !== 'choice' || options.some(({ value }) => value === one))
  if (answer === 'number') return typeof given === 'number' && Number.isFinite(given) && given >= 0 ? given : undefined
  if (!list) return typeof given === 'string' && isOne(given) ? given : undefined
  const several = Array.isArray(given) ? given : [given]
  return several.length > 0 && several.every(isOne) ? (several as string[]) : undefined
}

/** The same day so many months later; the last of the month where there is none. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** Whether two who changed it may both be right. */
export const isList = (item: Item): boolean => item.kind === 'fact' && factOf(item.key)?.list === true

/** Both lists in one. */
export const joined = (a: ItemValue, b: ItemValue): FactValue => [...new Set([...listed(a), ...listed(b)])]
const listed = (value: ItemValue): string[] => (Array.isArray(value) ? value : value === null ? [] : [String(value)])

/** What the item is, in words. */
export function labelOf(item: Item): Words {
  if (item.kind === 'contact') return { zh: '联系人', en: 'Contact' }
  if (item.kind === 'member') return { zh: '家庭成员', en: 'Member' }
  if (item.kind === 'fact') return factOf(item.key)?.name ?? { zh: item.key, en: item.key }
  return isCircumstance(item.code) ? circumstances[item.code].name : { zh: item.code, en: item.code }
}

const relationWords: Readonly<Record<(typeof relations)[number], Words>> = {
  head: { zh: '户主', en: 'Head' },
  spouse: { zh: '配偶', en: 'Spouse' },
  child: { zh: '子女', en: 'Child' },
  parent: { zh: '父母', en: 'Parent' },
  grandchild: { zh: '孙辈', en: 'Grandchild' },
  sibling: { zh: '兄弟姐妹', en: 'Sibling' },
  tenant: { zh: '租客', en: 'Tenant' },
  other: { zh: '其他', en: 'Other' },
}
const sexWords = { female: { zh: '女', en: 'Female' }, male: { zh: '男', en: 'Male' } } as const
const same = (text: string): Words => ({ zh: text, en: text })

/** A value to read, a line for each part; names and phones masked. */
export function linesOf({ item, value }: Content): { label: Words; value: Words }[] {
  if (value === null) return []
  if (item.kind === 'fact') return [{ label: labelOf(item), value: factWords(item.key, value as FactValue) }]
  const lines: { label: Words; value: Words }[] = []
  const add = (zh: string, en: string, part: Words | null) => part && lines.push({ label: { zh, en }, value: part })
  const { name, phone, birth, sex, relation } = value as Partial<MemberValue>
  const { fromOn, untilOn, words } = value as Partial<CircumstanceValue>
  add('姓名', 'Name', name ? same(maskName(name)) : null)
  add('电话', 'Phone', phone ? same(maskPhone(phone)) : null)
  add('出生年月', 'Born', birth ? same(birth) : null)
  add('性别', 'Sex', sex ? sexWords[sex] : null)
  add('关系', 'Relation', relation ? relationWords[relation] : null)
  add('从', 'From', fromOn ? same(fromOn) : null)
  add('到', 'Until', untilOn ? same(untilOn) : null)
  add('说明', 'Words', words ? same(words) : null)
  return lines
}

/** An answer in words. */
export function factWords(key: string, value: FactValue): Words {
  const kind = factOf(key)
  const one = (part: string | number): Words =>
    kind?.options.find((option) => option.value === part)?.words ?? same(String(part))
  const parts = (Array.isArray(value) ? value : [value]).map(one)
  return { zh: parts.map(({ zh }) => zh).join('、'), en: parts.map(({ en }) => en).join(', ') }
}

/** The age on a day of somebody born in a month; null where it is not known. On the first of the month of birth it is reached. */
export function ageOn(birth: string | null, day: string): number | null {
  if (birth === null) return null
  const [year = 0, month = 1] = birth.split('-').map(Number)
  const [nowYear = 0, nowMonth = 1] = day.split('-').map(Number)
  return nowYear - year - (nowMonth < month ? 1 : 0)
}

/** Who is this old counts as elderly by itself. */
export const elderlyFrom = 80
export type { CircumstanceCode }
