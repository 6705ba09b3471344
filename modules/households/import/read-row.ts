import type { Words } from '../../../kernel/contract/words.ts'
import { type CellValue, cellDate, cellNumber, cellText, type DateBase, isBlank } from '../../../kernel/sheets/cells.ts'
import { beginningOf } from '../../../kernel/text/beginning.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { normalPhone } from '../../people/public.ts'
import { type CircumstanceCode, circumstanceCodes, circumstances } from '../circumstances.ts'
import { factKeys, factOf, type KnownFact } from '../facts.ts'
import { contactFits, memberFits } from '../items.ts'
import type { ContactValue, FactValue, MemberValue, relations } from '../shapes.ts'
import { columnName, type ImportKind } from './columns.ts'

// What the cells of one row say. Pure: doors and what stands already are looked up later.

export interface RowFault {
  /** Which known column; '' where the row as a whole is at fault. */
  readonly key: string
  readonly column: Words
  readonly words: Words
}

export interface ReadDoor {
  readonly compound: string
  readonly building: string
  readonly unit: string
  readonly floor: number | null
  readonly number: string
}

export interface ReadHousehold extends ReadDoor {
  readonly contact: ContactValue | null
  readonly members: readonly MemberValue[]
  readonly circumstances: readonly CircumstanceCode[]
  readonly circumstancesFrom: string | null
  readonly facts: readonly (readonly [KnownFact, FactValue])[]
  readonly since: string | null
  readonly asOf: string | null
}

export interface ReadVisit extends ReadDoor {
  readonly heldAt: Date
  /** The cell named a time, not only a day. */
  readonly isTimed: boolean
  readonly method: 'visit' | 'call'
  readonly reached: boolean
  readonly who: string
  readonly words: string
}

/** The cells of a row by the key of their column; undefined: the sheet has no such column. */
export type Cells = (key: string) => CellValue | undefined

class Faults {
  readonly found: RowFault[] = []
  readonly #kind: ImportKind
  constructor(kind: ImportKind) {
    this.#kind = kind
  }
  add(key: string, zh: string, en: string): void {
    this.found.push({ key, column: columnName(this.#kind, key), words: { zh, en } })
  }
}

const plain = (cell: CellValue | undefined): string => cellText(cell).normalize('NFKC').trim()

/** `1`, `1单元` and `一单元` are one staircase. */
export function unitKey(unit: string): string {
  const bare = unit.normalize('NFKC').replace(/\s+/g, '').replace(/单元$/, '').toLowerCase()
  const han = '零一二三四五六七八九十'.indexOf(bare)
  return han > 0 ? String(han) : bare.replace(/^0+(?=\d)/, '')
}

/** `501`, `501室` and `501 号` are one room. */
export const numberKey = (number: string): string =>
  number
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[室号房]$/, '')
    .toLowerCase()

function readDoor(cells: Cells, faults: Faults): ReadDoor {
  for (const key of ['building', 'number'] as const) if (isBlank(cells(key))) faults.add(key, '没有填', 'is empty')
  const said = plain(cells('floor')).replace(/[层楼]$/, '')
  const floor = said === '' ? null : cellNumber(said)
  if (said !== '' && (floor === null || !Number.isInteger(floor) || floor < -9 || floor > 150))
    faults.add('floor', '应为楼层数，如 5', 'must be a floor, such as 5')
  const long = ['compound', 'building', 'unit', 'number'].find((key) => plain(cells(key)).length > 60)
  if (long) faults.add(long, '太长了', 'is too long')
  return {
    compound: plain(cells('compound')),
    building: plain(cells('building')),
    unit: plain(cells('unit')),
    floor,
    number: plain(cells('number')),
  }
}

function dayIn(cells: Cells, key: string, base: DateBase, faults: Faults): string | null {
  const cell = cells(key)
  if (isBlank(cell)) return null
  const at = cellDate(cell, base)
  if (at === null || Number.isNaN(at.getTime())) {
    faults.add(key, '应为日期，如 2026-03-08', 'must be a day, such as 2026-03-08')
    return null
  }
  return dayOf(at)
}

/** `1950-03` of a date, `1950-03`, `1950.3` or `1950年3月`; null where it is none. */
export function monthOf(cell: CellValue | undefined, base: DateBase): string | null {
  const parts = typeof cell === 'string' ? /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?$/.exec(plain(cell)) : null
  const compact = /^(19|20)\d{2}(0[1-9]|1[0-2])$/.exec(plain(cell))?.[0]
  const date = parts || compact ? null : cellDate(cell, base)
  const month = parts
    ? `${parts[1]}-${String(parts[2]).padStart(2, '0')}`
    : compact
      ? `${compact.slice(0, 4)}-${compact.slice(4)}`
      : date && dayOf(date).slice(0, 7)
  return month && /^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(month) ? month : null
}

type Relation = (typeof relations)[number]
const relationOf: Readonly<Record<string, Relation>> = {
  ...{ 户主: 'head', 本人: 'head', 配偶: 'spouse', 妻子: 'spouse', 丈夫: 'spouse', 妻: 'spouse', 夫: 'spouse' },
  ...{ 子女: 'child', 儿子: 'child', 女儿: 'child', 子: 'child', 女: 'child', 父母: 'parent', 父亲: 'parent' },
  ...{ 母亲: 'parent', 父: 'parent', 母: 'parent', 孙辈: 'grandchild', 孙子: 'grandchild', 孙女: 'grandchild' },
  ...{ 外孙: 'grandchild', 兄弟姐妹: 'sibling', 租客: 'tenant', 租户: 'tenant', 承租人: 'tenant', 其他: 'other' },
  ...{ head: 'head', spouse: 'spouse', child: 'child', parent: 'parent', grandchild: 'grandchild' },
  ...{ sibling: 'sibling', tenant: 'tenant', other: 'other' },
}
const sexOf: Readonly<Record<string, 'female' | 'male'>> = {
  ...{ 女: 'female', 女性: 'female', female: 'female', 男: 'male', 男性: 'male', male: 'male' },
}

/** `王秀兰（户主，女，1950-03，10000005555）；李强（子女）`; null where it cannot be read. */
export function membersIn(text: string): MemberValue[] | null {
  const members: MemberValue[] = []
  for (const part of text.normalize('NFKC').split(/[;\n]/)) {
    const said = part.trim()
    if (said === '') continue
    const found = /^([^(),]+?)\s*(?:\(([^()]*)\))?$/.exec(said)
    if (!found) return null
    const member: { -readonly [Key in keyof MemberValue]: MemberValue[Key] } = {
      ...{ name: (found[1] ?? '').trim(), phone: null, birth: null, sex: null, relation: 'other' as const },
    }
    for (const word of (found[2] ?? '').split(/[,、]/).map((one) => one.trim())) {
      if (word === '') continue
      const month = monthOf(word, 1900)
      if (member.relation === 'other' && relationOf[word] && word !== '女') member.relation = relationOf[word]
      else if (sexOf[word]) member.sex = sexOf[word]
      else if (month) member.birth = month
      else if (/^\d{5,15}$/.test(normalPhone(word))) member.phone = normalPhone(word)
      else return null
    }
    if (!memberFits.Check(member)) return null
    members.push(member)
  }
  return members
}

function phoneIn(cells: Cells, key: string, faults: Faults): string | null {
  const said = plain(cells(key))
  if (said === '') return null
  const phone = normalPhone(said)
  if (/^\d{5,15}$/.test(phone)) return phone
  faults.add(key, '不像电话号码', 'does not look like a phone number')
  return null
}

function memberIn(cells: Cells, base: DateBase, faults: Faults): MemberValue[] {
  const name = plain(cells('member'))
  if (name === '') return []
  const said = { relation: plain(cells('relation')), sex: plain(cells('sex')) }
  const relation = said.relation === '' ? 'other' : relationOf[said.relation]
  const sex = said.sex === '' ? null : sexOf[said.sex]
  const birth = isBlank(cells('birth')) ? null : monthOf(cells('birth'), base)
  if (!relation) faults.add('relation', '应为户主、配偶、子女、父母等', 'must be head, spouse, child, parent …')
  if (sex === undefined) faults.add('sex', '应为男或女', 'must be female or male')
  if (birth === null && !isBlank(cells('birth')))
    faults.add('birth', '应为年月，如 1950-03', 'must be a month, such as 1950-03')
  const member = { name, phone: phoneIn(cells, 'memberPhone', faults), birth, sex: sex ?? null, relation }
  if (name.length > 60) faults.add('member', '太长了', 'is too long')
  return memberFits.Check(member) ? [member] : []
}

const named = new Map<string, CircumstanceCode>(
  circumstanceCodes.flatMap((code) => [
    [circumstances[code].name.zh.replaceAll(' ', ''), code] as const,
    [circumstances[code].name.en.toLowerCase(), code] as const,
    [code, code] as const,
  ]),
)

function circumstancesIn(cells: Cells, faults: Faults): CircumstanceCode[] {
  const codes = new Set<CircumstanceCode>()
  for (const word of plain(cells('circumstances'))
    .split(/[、,;\n]/)
    .map((one) => one.trim())) {
    if (word === '') continue
    const code = named.get(word.replaceAll(' ', '')) ?? named.get(word.toLowerCase())
    if (!code) {
      const zh = circumstanceCodes.map((one) => circumstances[one].name.zh).join('、')
      faults.add(
        'circumstances',
        `不认识“${beginningOf(word, 20)}”。可填：${zh}`,
        `“${beginningOf(word, 20)}” is not known`,
      )
    } else if (!circumstances[code].derived) codes.add(code)
  }
  return [...codes]
}

function factsIn(cells: Cells, faults: Faults): (readonly [KnownFact, FactValue])[] {
  return factKeys.flatMap((key): (readonly [KnownFact, FactValue])[] => {
    const cell = cells(`fact:${key}`)
    const kind = factOf(key)
    if (isBlank(cell) || !kind) return []
    if (kind.answer === 'number') {
      const value = cellNumber(cell)
      if (value !== null && value >= 0 && value <= 1e6) return [[key, value]]
      faults.add(`fact:${key}`, '应为数字', 'must be a number')
      return []
    }
    const words = plain(cell).split(kind.list ? /[、,;]/ : /$^/)
    const values = words.map((word) => word.trim()).filter((word) => word !== '')
    const known = values.map((word) =>
      kind.answer === 'text'
        ? beginningOf(word, 40)
        : kind.options.find(({ value, words: of }) => [value, of.zh, of.en].includes(word))?.value,
    )
    if (known.some((one) => one === undefined)) {
      const options = kind.options.map(({ words: of }) => of)
      const zh = options.map((of) => of.zh).join('、')
      faults.add(`fact:${key}`, `可填：${zh}`, `must be one of: ${options.map((of) => of.en).join(', ')}`)
      return []
    }
    const said = known.flatMap((one) => one ?? [])
    const [first] = said
    return first === undefined ? [] : [[key, kind.list ? said.slice(0, 12) : first]]
  })
}

/** A row of a register of households. @param today nothing is known as of a later day */
export function readHousehold(cells: Cells, base: DateBase, today: string): ReadHousehold | RowFault[] {
  const faults = new Faults('households')
  const at = readDoor(cells, faults)
  const name = plain(cells('contact'))
  const phone = phoneIn(cells, 'phone', faults)
  const contact = name === '' ? null : { name, phone }
  if (name === '' && phone !== null) faults.add('contact', '有电话，没有联系人', 'there is a phone and nobody to call')
  if (contact && !contactFits.Check(contact)) faults.add('contact', '太长了', 'is too long')
  const several = membersIn(plain(cells('members')))
  if (several === null)
    faults.add(
      'members',
      '应像：王秀兰（户主，女，1950-03）；李强（子女）',
      'must be like: Wang (head, female, 1950-03); Li (child)',
    )
  const members = [...memberIn(cells, base, faults), ...(several ?? [])]
  const read = {
    ...{ ...at, contact, members, circumstances: circumstancesIn(cells, faults), facts: factsIn(cells, faults) },
    circumstancesFrom: dayIn(cells, 'circumstancesFrom', base, faults),
    since: dayIn(cells, 'since', base, faults),
    asOf: dayIn(cells, 'asOf', base, faults),
  }
  for (const key of ['since', 'asOf', 'circumstancesFrom'] as const)
    if ((read[key] ?? '') > today) faults.add(key, '还没到这一天', 'lies in the future')
  return faults.found.length > 0 ? faults.found : read
}

const outcomes: Readonly<Record<string, boolean>> = {
  ...{ 见到: true, 已访: true, 是: true, 有人: true, 已见: true, reached: true, yes: true },
  ...{ 没见到: false, 未见到: false, 没人: false, 无人: false, 不在家: false, 未见: false, 否: false, 未访到: false },
  ...{ 'not reached': false, 'not in': false, no: false },
}
const methods: Readonly<Record<string, 'visit' | 'call'>> = {
  ...{
    '': 'visit',
    上门: 'visit',
    入户: 'visit',
    走访: 'visit',
    visit: 'visit',
    电话: 'call',
    打电话: 'call',
    call: 'call',
  },
}
/** A day without a time is taken as ten in the morning. */
const tenOClock = 10 * 3_600_000

/** A row of a book of visits. @param now what lies after it was no visit */
export function readVisit(cells: Cells, base: DateBase, now: Date): ReadVisit | RowFault[] {
  const faults = new Faults('visits')
  const at = readDoor(cells, faults)
  const held = cellDate(cells('day'), base)
  const isTimed = held !== null && (held.getTime() + 8 * 3_600_000) % 86_400_000 !== 0
  const heldAt = held && (isTimed ? held : new Date(held.getTime() + tenOClock))
  if (isBlank(cells('day'))) faults.add('day', '没有填', 'is empty')
  else if (!held) faults.add('day', '应为日期，如 2026-03-08', 'must be a day, such as 2026-03-08')
  else if (dayOf(held) > dayOf(now) || (isTimed && held > now)) faults.add('day', '还没到这一天', 'lies in the future')
  else if (dayOf(held) < '2000-01-01') faults.add('day', '太早了', 'is too long ago')
  const reached = outcomes[plain(cells('outcome')).toLowerCase()]
  const method = methods[plain(cells('method')).toLowerCase()]
  if (isBlank(cells('outcome'))) faults.add('outcome', '没有填', 'is empty')
  else if (reached === undefined) faults.add('outcome', '应为“见到”或“没见到”', 'must be “reached” or “not reached”')
  if (!method) faults.add('method', '应为上门或电话', 'must be visit or call')
  const words = cellText(cells('words'))
  if (words.length > 2000) faults.add('words', '太长了，最多 2000 字', 'is too long: 2000 letters at most')
  if (faults.found.length > 0 || !heldAt || reached === undefined || !method) return faults.found
  return { ...at, heldAt, isTimed, method, reached, who: beginningOf(plain(cells('who')), 60), words }
}
