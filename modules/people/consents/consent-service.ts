import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import {
  type consentText,
  consentTextOvertaken,
  type listTextVersions,
  type MyConsent,
  type PurposeRow,
  type saveConsentText,
  type VersionRow,
} from '../consent-contract.ts'
import { consentTextEvents } from './events.ts'
import {
  type ConsentDoing,
  type ConsentPurpose,
  consentPurposes,
  type GivenConsent,
  purposeOf,
  runningOf,
} from './purposes.ts'
import { oldestGood, stands } from './standing.ts'
import {
  agreeTo,
  keepDelivered,
  oldestGoodConsent,
  recordText,
  type TextRecord,
  takeTextTurn,
  textInForce,
  textsOf,
} from './text-store.ts'

const shapeOf = ({ version, zh, en, from_at }: TextRecord) => ({
  ...{ version, text: { zh, en }, fromAt: from_at?.toISOString() ?? null },
})

/** What a form shows. */
export async function textFor(tx: Tx, tenantId: TenantId, code: string): Promise<ResponseOf<typeof consentText>> {
  const purpose = purposeOf(code)
  return { purpose: code, title: purpose.title, ...shapeOf(await textInForce(tx, tenantId, purpose)) }
}

const oldestOf = (texts: readonly TextRecord[]): number =>
  oldestGood(texts.map(({ version, asks_anew }) => ({ version, asksAnew: asks_anew })))

/** What somebody agreed to and has not taken back, purpose by purpose; single acts are not among them. */
export async function consentsOf(tx: Tx, { tenantId, actor }: ConsentDoing): Promise<MyConsent[]> {
  const mine: MyConsent[] = []
  for (const purpose of consentPurposes().filter(({ running }) => running)) {
    const { rows } = await sql<GivenConsent>`select g.* from (${purpose.given(tenantId)}) g
      where g."personId" = ${actor.personId} limit 1`.execute(tx)
    const [given] = rows
    if (!given) continue
    const texts = await textsOf(tx, tenantId, purpose)
    const [inForce] = texts
    const agreed = texts.find(({ version }) => version === given.version)
    if (!inForce || !agreed) throw new Error(`${purpose.code}: agreed to version ${given.version}, which is none`)
    mine.push({
      ...{ purpose: purpose.code, title: purpose.title, agreed: shapeOf(agreed), inForce: shapeOf(inForce) },
      ...{ at: given.at.toISOString(), how: given.how, stands: stands(given.version, oldestOf(texts)) },
    })
  }
  return mine
}

/** Agrees to the text in force; 404 where no consent runs: the form of the purpose is the way in. */
export async function agreeAgain(tx: Tx, doing: ConsentDoing, code: string, version: number): Promise<void> {
  const purpose = purposeOf(code)
  const running = runningOf(code)
  const { rows } = await sql`select from (${purpose.given(doing.tenantId)}) g
    where g."personId" = ${doing.actor.personId}`.execute(tx)
  if (rows.length === 0) notFound()
  await agreeTo(tx, doing, code, version)
  await running.agreeAnew(tx, doing, version)
}

async function countsOf(tx: Tx, tenantId: TenantId, purpose: ConsentPurpose): Promise<Map<number, number>> {
  const { rows } = await sql<{ version: number; n: number }>`select g.version, count(*)::int as n
    from (${purpose.given(tenantId)}) g group by g.version`.execute(tx)
  return new Map(rows.map(({ version, n }) => [version, n]))
}

async function rowOf(tx: Tx, tenantId: TenantId, purpose: ConsentPurpose): Promise<PurposeRow> {
  const inForce = await textInForce(tx, tenantId, purpose)
  const oldest = await oldestGoodConsent(tx, tenantId, purpose.code)
  const counts = await countsOf(tx, tenantId, purpose)
  const total = (good: boolean) =>
    [...counts].reduce((sum, [version, n]) => sum + (stands(version, oldest) === good ? n : 0), 0)
  return {
    ...{ purpose: purpose.code, title: purpose.title, asked: purpose.asked, inForce: shapeOf(inForce) },
    each: !purpose.running,
    ...{ agreed: counts.get(inForce.version) ?? 0, standing: total(true), waiting: total(false) },
  }
}

/** Whose consent runs, and is to an earlier version than the last that asks anew; and what it is for. */
export async function peopleAskedAnew(
  tx: Tx,
  tenantId: TenantId,
  code: string,
): Promise<{ readonly title: Words; readonly personIds: readonly PersonId[] }> {
  const purpose = purposeOf(code)
  const oldest = await oldestGoodConsent(tx, tenantId, code)
  const { rows } = await sql<{ id: PersonId }>`select g."personId" as id from (${purpose.given(tenantId)}) g
    where g.version < ${oldest} and g."personId" is not null`.execute(tx)
  return { title: purpose.title, personIds: rows.map(({ id }) => id) }
}

/** Every purpose with its text in force and how many agreed. */
export async function purposesView(tx: Tx, tenantId: TenantId): Promise<PurposeRow[]> {
  const rows: PurposeRow[] = []
  for (const purpose of consentPurposes()) rows.push(await rowOf(tx, tenantId, purpose))
  return rows
}

/** The versions of one purpose, the newest first. */
export async function versionsPage(
  tx: Tx,
  tenantId: TenantId,
  code: string,
  { offset = 0, limit = 20 }: { readonly offset?: number; readonly limit?: number },
): Promise<ResponseOf<typeof listTextVersions>> {
  const purpose = purposeOf(code)
  const texts = await textsOf(tx, tenantId, purpose)
  const shown = texts.slice(offset, offset + limit)
  const { rows: authors } = await sql<{ id: string; name: string }>`select id, name from people.persons
    where tenant_id = ${tenantId} and id = any(${shown.flatMap(({ author_id }) => author_id ?? [])}::uuid[])`.execute(
    tx,
  )
  const counts = await countsOf(tx, tenantId, purpose)
  const rows = shown.map(
    (text): VersionRow => ({
      ...shapeOf(text),
      ...{ asksAnew: text.asks_anew, why: text.why, agreed: counts.get(text.version) ?? 0 },
      author: authors.find(({ id }) => id === text.author_id)?.name ?? null,
    }),
  )
  return { rows, total: texts.length, offset, limit, purpose: await rowOf(tx, tenantId, purpose) }
}

/** Saves the next version, in force from now on. Throws where another was saved since the draft was begun, or nothing changed. */
export async function saveText(
  tx: Tx,
  doing: ConsentDoing,
  code: string,
  body: BodyOf<typeof saveConsentText>,
): Promise<number> {
  const { tenantId, actor, at } = doing
  const purpose = purposeOf(code)
  if (body.asksAnew && !purpose.running)
    fail('invalid', 'people.consent_of_acts', {
      zh: '这一事项每次都单独征得同意，没有人需要重新同意',
      en: 'This is asked for each time: there is nobody to ask anew',
    })
  await takeTextTurn(tx, tenantId, code)
  const before = await textInForce(tx, tenantId, purpose)
  if (before.version !== body.after)
    fail('conflict', consentTextOvertaken, {
      zh: `第 ${before.version} 版已由别人保存。您的草稿还在，请对照后再保存`,
      en: `Version ${before.version} was saved by somebody else meanwhile. Your draft is still here: compare and save again`,
    })
  const text = {
    ...{ purpose: code, version: before.version + 1, zh: body.zh.trim(), en: body.en.trim() },
    ...{ asks_anew: body.asksAnew, why: body.why.trim() },
  }
  if (text.zh === before.zh && text.en === before.en)
    fail('invalid', 'people.consent_text_same', { zh: '文字没有改动', en: 'Nothing in the text changed' })
  if (before.from_at === null) await keepDelivered(tx, doing, purpose)
  await sql`insert into people.consent_texts (tenant_id, purpose, version, zh, en, asks_anew, why, author_id, from_at)
    values (${tenantId}, ${code}, ${text.version}, ${text.zh}, ${text.en}, ${text.asks_anew}, ${text.why},
      ${actor.personId}, ${at})`.execute(tx)
  await recordText(tx, doing, text, consentTextEvents.saved)
  return text.version
}
