import { fail } from '../../../kernel/contract/errors.ts'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { normalPhone, phoneLookups } from '../../people/public.ts'
import { addContact } from '../contact-service.ts'
import type { FactValue } from '../contract.ts'
import { type Doing, todayOf } from '../doing.ts'
import { firmStream } from '../events.ts'
import { type NewFact, recordFact } from '../fact-service.ts'
import { firmScopeSql } from '../firm-scope.ts'
import { correctFirm, registerFirm } from '../firm-service.ts'
import { lockLiveFirm } from '../firm-store.ts'
import { firmBook } from '../firm-words.ts'
import { industryByName, industryCode } from '../industry.ts'
import { changeLease, move, shares } from '../move-service.ts'
import { type LegalForm, legalForms, type SizeClass, type SuiteId, sizeClasses } from '../shapes.ts'
import type { FirmRecord, TenancyRecord } from '../tables.ts'
import { addTag } from '../tag-service.ts'
import { normalUscc } from '../uscc.ts'
import type { PlaceIndex } from './place-index.ts'
import type { ReadRow } from './read-rows.ts'
import type { Written } from './write-rows.ts'

const refuse = (path: string, zh: string, en: string): never =>
  fail('invalid', 'enterprises.bad_row', { zh, en }, [{ path, words: { zh, en } }])

type Values = ReadRow['values']

/** A row of a list of firms: a firm that is new, or learns something, or is as it is. */
export async function writeFirm(tx: Tx, doing: Doing, places: PlaceIndex, { values }: ReadRow): Promise<Written> {
  const where = values.building === undefined ? null : places.building(String(values.building)).id
  const place = where ?? (values.place === undefined ? null : places.place(String(values.place)).id)
  const suites = where && values.suites !== undefined ? await suitesNamed(tx, doing, where, String(values.suites)) : []
  const known = await knownFirm(tx, doing, values, place)
  if (!known) return registerRow(tx, doing, values, place, suites)
  const steps = [
    await correctRow(tx, doing, known, values),
    await factsOfRow(tx, doing, known, values),
    await staysOfRow(tx, doing, known, values, suites),
    await contactOfRow(tx, doing, known, values),
    await tagsOfRow(tx, doing, known, values),
  ]
  const result = steps.some((changed) => changed) ? 'changed' : 'same'
  return { result, stream: firmStream(known.id) }
}

/** By its code; without one, by its whole name at the place, where one firm alone has it. */
async function knownFirm(
  tx: Tx,
  { tenantId, actor }: Doing,
  values: Values,
  place: PlaceId | null,
): Promise<FirmRecord | null> {
  const code = values.uscc === undefined ? null : normalUscc(String(values.uscc))
  const { rows } = await sql<FirmRecord>`select f.* from enterprises.firms f where f.tenant_id = ${tenantId}
    and f.state <> 'merged' and ${actor ? firmScopeSql(actor) : sql`true`}
    and (f.uscc = ${code} or f.name = ${String(values.name).trim()} and (f.uscc is null or ${code}::text is null)
      and (${place}::uuid is null or f.place_id = ${place}))
    order by f.uscc = ${code} desc nulls last limit 2`.execute(tx)
  const [first, second] = rows
  if (second && (code === null || first?.uscc !== code))
    refuse(
      'name',
      '有多家企业叫这个名称，请填信用代码或楼宇',
      'several firms have this name: give the credit code or the building',
    )
  return first ?? null
}

async function suitesNamed(tx: Tx, { tenantId }: Doing, placeId: PlaceId, text: string) {
  const numbers = text.split(/[、,，;；\s]+/).filter((number) => number !== '')
  const { rows } = await sql<{ id: SuiteId; number: string; area_cm2: number }>`
    select id, number, area_cm2 from enterprises.suites
    where tenant_id = ${tenantId} and building_id = ${placeId} and number = any(${numbers}::text[]) and to_on is null`.execute(
    tx,
  )
  const missing = numbers.filter((number) => !rows.some((row) => row.number === number))
  if (missing.length > 0)
    refuse(
      'suites',
      `楼里没有登记房号 ${missing.join('、')}`,
      `the building has no suite ${missing.join(', ')} on record`,
    )
  return rows
}

type Suites = Awaited<ReturnType<typeof suitesNamed>>

const textOf = (value: Values[string] | undefined) => (value === undefined ? undefined : String(value).trim())
const flag = (value: Values[string] | undefined) => (value === undefined ? undefined : value === true)

const fieldsOf = (values: Values) => ({
  name: textOf(values.name) ?? '',
  nameEn: textOf(values.nameEn),
  uscc: textOf(values.uscc),
  legalForm: choice(values.legalForm, 'legalForm', legalForms, firmBook.zh.legalForm, firmBook.en.legalForm),
  registeredAddress: textOf(values.registeredAddress),
  registeredHere: flag(values.registeredHere),
  keyFirm: flag(values.keyFirm),
})

function choice<Code extends LegalForm | SizeClass>(
  value: Values[string] | undefined,
  path: string,
  codes: readonly Code[],
  zh: Readonly<Record<Code, string>>,
  en: Readonly<Record<Code, string>>,
): Code | undefined {
  if (value === undefined) return undefined
  const text = String(value).toLowerCase()
  const found = codes.find((code) => [code, zh[code], en[code].toLowerCase()].includes(text))
  const known = codes.map((code) => zh[code]).join('、')
  return found ?? refuse(path, `应为：${known}`, `must be one of: ${codes.map((code) => en[code]).join(', ')}`)
}

function factsIn(values: Values): NewFact[] {
  const facts: NewFact[] = []
  if (values.industry !== undefined) {
    const text = String(values.industry)
    const value = industryCode(text) ?? industryByName(text)
    facts.push({
      key: 'industry',
      value: value ?? refuse('industry', '没有这个行业（GB/T 4754）', 'no such industry (GB/T 4754)'),
    })
  }
  if (values.foundedOn !== undefined) facts.push({ key: 'foundedOn', value: String(values.foundedOn) })
  if (values.staff !== undefined) facts.push({ key: 'staff', value: Math.round(Number(values.staff)) })
  const size = choice(values.sizeClass, 'sizeClass', sizeClasses, firmBook.zh.sizeClass, firmBook.en.sizeClass)
  if (size) facts.push({ key: 'sizeClass', value: size })
  return facts
}

const tagsIn = (values: Values): string[] => [
  ...new Set(
    String(values.tags ?? '')
      .split(/[、,，;；]+/)
      .map((tag) => tag.trim().slice(0, 20))
      .filter((tag) => tag !== ''),
  ),
]

const leaseIn = (values: Values) => ({
  leaseUntil: textOf(values.leaseUntil) ?? null,
  rentFenMonth: values.rent === undefined ? null : Math.round(Number(values.rent) * 100),
})

function contactIn(values: Values) {
  if (values.phone === undefined) return undefined
  const name = textOf(values.contact)
  if (!name) return refuse('contact', '有电话没有联系人姓名', 'there is a number without a name')
  return { name, phone: String(values.phone), duty: textOf(values.duty) ?? '联系人' }
}

async function registerRow(
  tx: Tx,
  doing: Doing,
  values: Values,
  place: PlaceId | null,
  suites: Suites,
): Promise<Written> {
  const on = textOf(values.since) ?? todayOf(doing)
  const contact = contactIn(values)
  const suiteIds = suites.map(({ id }) => id)
  const { firmId } = await registerFirm(
    tx,
    doing,
    {
      ...fieldsOf(values),
      ...(place ? { placeId: place } : {}),
      sinceOn: on,
      ...(suiteIds.length > 0 ? { moveIn: { suiteIds, on, basis: 'rent', ...leaseIn(values) } } : {}),
      ...(contact ? { contact } : {}),
      facts: factsIn(values),
      tags: tagsIn(values),
    },
    'import',
  )
  return { result: 'new', stream: firmStream(firmId) }
}

async function correctRow(tx: Tx, doing: Doing, known: FirmRecord, values: Values): Promise<boolean> {
  const fields = fieldsOf(values)
  const wanted = { ...fields, ...(fields.uscc ? { uscc: normalUscc(fields.uscc) } : {}) }
  const now = {
    name: known.name,
    nameEn: known.name_en,
    uscc: known.uscc,
    legalForm: known.legal_form,
    registeredAddress: known.registered_address,
    registeredHere: known.registered_here,
    keyFirm: known.key_firm,
  }
  const change = Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => value !== undefined && value !== now[key as keyof typeof now]),
  )
  if (Object.keys(change).length === 0) return false
  await correctFirm(tx, doing, known.id, change)
  return true
}

async function factsOfRow(tx: Tx, asked: Doing, known: FirmRecord, values: Values): Promise<boolean> {
  const { rows } = await sql<{ key: string; value: FactValue }>`select key, value from enterprises.facts
    where tenant_id = ${asked.tenantId} and firm_id = ${known.id} and replaced_at is null`.execute(tx)
  const current = new Map(rows.map((row) => [row.key, row.value]))
  const news = factsIn(values).filter(({ key, value }) => current.get(key) !== value)
  if (news.length === 0) return false
  const { firm, doing } = await lockLiveFirm(tx, asked, known.id)
  let standing = firm
  for (const fact of news) standing = await recordFact(tx, doing, standing, fact, 'import')
  return true
}

async function staysOfRow(tx: Tx, asked: Doing, known: FirmRecord, values: Values, suites: Suites): Promise<boolean> {
  if (suites.length === 0) return false
  const { rows } = await sql<TenancyRecord>`select * from enterprises.tenancies where tenant_id = ${asked.tenantId}
    and firm_id = ${known.id} and suite_id = any(${suites.map(({ id }) => id)}::uuid[])
    and (to_on is null or to_on > ${todayOf(asked)})`.execute(tx)
  const wanted = leaseIn(values)
  const rents = shares(wanted.rentFenMonth, suites)
  let changed = false
  for (const [at, suite] of suites.entries()) {
    const stay = rows.find((row) => row.suite_id === suite.id)
    if (!stay) continue
    const lease = {
      ...(values.leaseUntil !== undefined && stay.lease_until !== wanted.leaseUntil
        ? { leaseUntil: wanted.leaseUntil }
        : {}),
      ...(values.rent !== undefined && stay.rent_fen_month !== rents[at] ? { rentFenMonth: rents[at] ?? null } : {}),
    }
    if (Object.keys(lease).length === 0) continue
    await changeLease(tx, asked, stay.id, lease)
    changed = true
  }
  const suiteIds = suites.map(({ id }) => id).filter((id) => !rows.some((row) => row.suite_id === id))
  if (suiteIds.length === 0) return changed
  const { firm, doing } = await lockLiveFirm(tx, asked, known.id)
  const on = textOf(values.since) ?? todayOf(doing)
  await move(tx, doing, firm, { on, in: { suiteIds, basis: 'rent', ...wanted } })
  return true
}

async function contactOfRow(tx: Tx, doing: Doing, known: FirmRecord, values: Values): Promise<boolean> {
  const contact = contactIn(values)
  if (!contact) return false
  const lookups = phoneLookups(doing.secrets, normalPhone(contact.phone))
  const { rows } = await sql`select from enterprises.contacts where tenant_id = ${doing.tenantId}
    and firm_id = ${known.id} and phone_lookup = any(${[...lookups]}::bytea[]) and ended_at is null`.execute(tx)
  if (rows.length > 0) return false
  await addContact(tx, doing, known.id, contact)
  return true
}

async function tagsOfRow(tx: Tx, doing: Doing, known: FirmRecord, values: Values): Promise<boolean> {
  const { rows } = await sql<{ tag: string }>`select tag from enterprises.tags where tenant_id = ${doing.tenantId}
    and firm_id = ${known.id} and ended_at is null`.execute(tx)
  const news = tagsIn(values).filter((tag) => !rows.some((row) => row.tag === tag))
  for (const tag of news) await addTag(tx, doing, known.id, { tag }, 'import')
  return news.length > 0
}
