import { createHash } from 'node:crypto'
import { fail } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { consentTextChanged } from '../consent-contract.ts'
import { type ConsentTextEvent, consentTextEvents, consentTextStream } from './events.ts'
import { type ConsentDoing, type ConsentPurpose, purposeOf } from './purposes.ts'
import { oldestGood, type TextVersion } from './standing.ts'

/** A version as it is kept. */
export interface TextRecord {
  readonly purpose: string
  readonly version: number
  readonly zh: string
  readonly en: string
  readonly asks_anew: boolean
  readonly why: string
  readonly author_id: string | null
  /** Null: as delivered, not written down yet. */
  readonly from_at: Date | null
}

export const hashOfText = ({ zh, en, why }: Pick<TextRecord, 'zh' | 'en' | 'why'>): string =>
  createHash('sha256')
    .update(JSON.stringify([zh, en, why]), 'utf8')
    .digest('hex')

const delivered = ({ code, text }: ConsentPurpose): TextRecord => ({
  ...{ purpose: code, version: 1, zh: text.zh, en: text.en },
  ...{ asks_anew: false, why: '', author_id: null, from_at: null },
})

/** All versions of a purpose, the newest first; that as delivered last, whether it was written down or not. */
export async function textsOf(tx: Tx, tenantId: TenantId, purpose: ConsentPurpose): Promise<TextRecord[]> {
  const { rows } = await sql<TextRecord>`select purpose, version, zh, en, asks_anew, why, author_id, from_at
    from people.consent_texts where tenant_id = ${tenantId} and purpose = ${purpose.code}
    order by version desc`.execute(tx)
  return rows.some(({ version }) => version === 1) ? rows : [...rows, delivered(purpose)]
}

/** The text that people see. */
export async function textInForce(tx: Tx, tenantId: TenantId, purpose: ConsentPurpose): Promise<TextRecord> {
  const { rows } = await sql<TextRecord>`select purpose, version, zh, en, asks_anew, why, author_id, from_at
    from people.consent_texts where tenant_id = ${tenantId} and purpose = ${purpose.code}
    order by version desc limit 1`.execute(tx)
  return rows[0] ?? delivered(purpose)
}

/** A text that somebody agreed to, for papers that show what it said. `fromAt` null: as delivered, not written down yet. */
export async function agreedText(
  tx: Tx,
  tenantId: TenantId,
  code: string,
  version: number,
): Promise<{ readonly zh: string; readonly en: string; readonly fromAt: Date | null }> {
  const text = (await textsOf(tx, tenantId, purposeOf(code))).find((one) => one.version === version)
  if (!text) throw new Error(`${code}: agreed to version ${version}, which is none`)
  return { zh: text.zh, en: text.en, fromAt: text.from_at }
}

/** The oldest version that is still good for new uses (`stands`). */
export async function oldestGoodConsent(tx: Tx, tenantId: TenantId, code: string): Promise<number> {
  const { rows } = await sql<TextVersion>`select version, asks_anew as "asksAnew" from people.consent_texts
    where tenant_id = ${tenantId} and purpose = ${code}`.execute(tx)
  return oldestGood(rows)
}

type Writing = Pick<ConsentDoing, 'tenantId' | 'by' | 'at'>

const turnOf = (tenantId: TenantId, code: string) => `people.consent_texts ${code} ${tenantId}`

/** Whoever writes the next version waits for those who are agreeing, and they for it. */
export const takeTextTurn = (tx: Tx, tenantId: TenantId, code: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${turnOf(tenantId, code)}, 0))`.execute(tx)

const takeReadersTurn = (tx: Tx, tenantId: TenantId, code: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock_shared(hashtextextended(${turnOf(tenantId, code)}, 0))`.execute(tx)

/**
 * Somebody agrees to a version: to be called where a consent is written, in the same transaction and before anything else.
 * Throws `people.consent_text_changed` where another text is in force by now. Writes the text as delivered down with the first.
 */
export async function agreeTo(tx: Tx, writing: Writing, code: string, version: number): Promise<void> {
  const { tenantId } = writing
  const purpose = purposeOf(code)
  await takeReadersTurn(tx, tenantId, code)
  const text = await textInForce(tx, tenantId, purpose)
  if (text.version !== version)
    fail('conflict', consentTextChanged, {
      zh: `同意书刚刚更新为第 ${text.version} 版，还没有保存。请看过新的内容，再勾选同意`,
      en: `The text has just changed to version ${text.version}, and nothing was saved. Please read it and agree again`,
    })
  if (text.from_at === null) await keepDelivered(tx, writing, purpose)
}

/** What stands on a form that is printed now. */
export interface PrintedText {
  readonly version: number
  readonly zh: string
  readonly en: string
}

/** The text in force, for forms that are about to be printed: it is written down, for paper cannot be changed any more. */
export async function printedText(tx: Tx, writing: Writing, code: string): Promise<PrintedText> {
  const purpose = purposeOf(code)
  await takeReadersTurn(tx, writing.tenantId, code)
  const { version, zh, en, from_at } = await textInForce(tx, writing.tenantId, purpose)
  if (from_at === null) await keepDelivered(tx, writing, purpose)
  return { version, zh, en }
}

/**
 * Somebody agreed on paper to the version that stands there, which may be an earlier one than that in force: `agreeTo` of forms
 * that are typed in later. `path`: the field of the number. Throws `people.no_such_consent_text` where there is no such version.
 */
export async function agreeOnPaper(
  tx: Tx,
  writing: Writing,
  code: string,
  { version, path }: { readonly version: number; readonly path: string },
): Promise<void> {
  const purpose = purposeOf(code)
  await takeReadersTurn(tx, writing.tenantId, code)
  const texts = await textsOf(tx, writing.tenantId, purpose)
  const text = texts.find((one) => one.version === version)
  if (!text) {
    const newest = texts[0]?.version ?? 1
    const words = {
      zh: `这份同意书没有第 ${version} 版，最新是第 ${newest} 版，请核对表上印的版号`,
      en: `There is no version ${version} of this text; the newest is ${newest}. Check the number printed on the form`,
    }
    fail('invalid', 'people.no_such_consent_text', words, [{ path, words }])
  }
  if (text.from_at === null) await keepDelivered(tx, writing, purpose)
}

/** Writes version 1 down, unless somebody else just did. */
export async function keepDelivered(tx: Tx, writing: Writing, purpose: ConsentPurpose): Promise<void> {
  const text = delivered(purpose)
  const { rows } =
    await sql`insert into people.consent_texts (tenant_id, purpose, version, zh, en, asks_anew, why, from_at)
    values (${writing.tenantId}, ${text.purpose}, 1, ${text.zh}, ${text.en}, false, '', ${writing.at})
    on conflict do nothing returning version`.execute(tx)
  if (rows.length > 0) await recordText(tx, writing, text, consentTextEvents.kept)
}

export async function recordText(
  tx: Tx,
  { tenantId, by, at }: Writing,
  text: Pick<TextRecord, 'purpose' | 'version' | 'zh' | 'en' | 'asks_anew' | 'why'>,
  type: (typeof consentTextEvents)[keyof typeof consentTextEvents],
): Promise<void> {
  const { purpose, version } = text
  const payload: ConsentTextEvent = { purpose, version, hash: hashOfText(text), asksAnew: text.asks_anew }
  await record(tx, { tenantId, stream: consentTextStream(purpose), type, at, actor: by, payload })
}
