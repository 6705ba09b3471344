import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { contactsOf } from '../enterprises/public.ts'
import type { AnswerView, MyReferral, ReferralId, ReferralRow, ReferralView, WantId } from './contract.ts'
import { sideOf } from './referral-service.ts'
import type { ReferralRecord, WantRecord } from './tables.ts'
import { answersAfter, mayTakeBack } from './want.ts'

interface Source extends Omit<ReferralRow, 'passedAt' | 'mayTakeBack' | 'mayNote' | 'answers' | 'silent'> {
  passedAt: Date
  lateFrom: Date
}

const rows = sql`finance.referrals r
  join finance.product_versions v on v.tenant_id = r.tenant_id and v.product_id = r.product_id and v.version = r.version
  join enterprises.firms_view b on b.tenant_id = r.tenant_id and b.id = finance.kept_firm(r.tenant_id, r.partner_firm_id)`

const columns = sql`r.id, jsonb_build_object('id', r.product_id, 'name', v.spec -> 'name') as product,
  jsonb_build_object('id', b.id, 'name', b.name, 'nameEn', b.name_en) as partner, r.state, r.verdict,
  r.passed_at as "passedAt", r.late_from as "lateFrom", r.consent, r.consent_words as "consentWords",
  r.consent_version as "consentVersion",
  r.approved_fen as "approvedFen", r.approved_months as "approvedMonths", r.approved_rate_bp as "approvedRateBp"`

/** What the asker may do with the referrals of a want. */
export interface Rights {
  readonly now: Date
  /** Take them back, for the firm. */
  readonly mayAct: boolean
  /** Write down what banks said. */
  readonly mayNote: boolean
}

/** What came of a want at each bank, the newest first. */
export async function referralsOfWant(
  tx: Tx,
  { tenantId }: Actor,
  wantId: WantId,
  { now, mayAct, mayNote }: Rights,
): Promise<ReferralRow[]> {
  const found = await sql<Source>`select ${columns} from ${rows}
    where r.tenant_id = ${tenantId} and r.want_id = ${wantId} order by r.passed_at desc, r.id`.execute(tx)
  const answers = await answersOf(
    tx,
    tenantId,
    found.rows.map(({ id }) => id),
  )
  return found.rows.map((row) => referralRow(row, answers.get(row.id) ?? [], { now, mayAct, mayNote }))
}

const referralRow = (
  { passedAt, lateFrom, ...row }: Source,
  answers: AnswerView[],
  { now, mayAct, mayNote }: Rights,
): ReferralRow => ({
  ...row,
  passedAt: passedAt.toISOString(),
  silent: row.state === 'passed' && lateFrom <= now,
  answers,
  mayTakeBack: mayAct && mayTakeBack(row.state),
  mayNote: mayNote && answersAfter(row.state).length > 0,
})

async function answersOf(
  tx: Tx,
  tenantId: Actor['tenantId'],
  ids: readonly ReferralId[],
): Promise<Map<ReferralId, AnswerView[]>> {
  const found = await sql<Omit<AnswerView, 'at'> & { at: Date; referralId: ReferralId }>`
    select referral_id as "referralId", step, words, visit_on::text as "visitOn", fen, months, rate_bp as "rateBp", at
    from finance.answers where tenant_id = ${tenantId} and referral_id = any(${[...ids]}::uuid[])
    order by at, id`.execute(tx)
  const known = new Map<ReferralId, AnswerView[]>()
  for (const { referralId, at, ...answer } of found.rows)
    known.set(referralId, [...(known.get(referralId) ?? []), { ...answer, at: at.toISOString() }])
  return known
}

type Whole = Source &
  Pick<ReferralRecord, 'told' | 'contact_id' | 'partner_firm_id'> & { want: WantRecord; firm: FirmName }
type FirmName = { id: FirmId; name: string; nameEn: string | null }

/** What a bank sees of a want that was passed to it; staff of the firm's area see just the same. */
export async function viewReferral(
  tx: Tx,
  { actor, secrets, now }: { readonly actor: Actor; readonly secrets: Secrets; readonly now: Date },
  referralId: ReferralId,
): Promise<ReferralView> {
  const { tenantId } = actor
  const found = await sql<Whole>`select ${columns}, r.told, r.contact_id, b.id as partner_firm_id,
      jsonb_build_object('id', f.id, 'name', f.name, 'nameEn', f.name_en) as firm, to_jsonb(w) as want
    from ${rows} join finance.wants_now w on w.tenant_id = r.tenant_id and w.id = r.want_id
    join enterprises.firms_view f on f.tenant_id = w.tenant_id and f.id = w.firm_id
    where r.tenant_id = ${tenantId} and r.id = ${referralId}`.execute(tx)
  const { want, firm, told, contact_id, partner_firm_id, ...source } = found.rows[0] ?? notFound()
  const side = await sideOf(tx, { tenantId, actor, at: now }, want, { partner_firm_id })
  const answers = await answersOf(tx, tenantId, [referralId])
  const mayAct = side === 'keeper' || side === 'firm'
  const mayNote = side === 'keeper'
  const shown = source.state !== 'taken_back'
  const { amount_fen: amountFen, months, use, words, needed_by: neededBy } = want
  return {
    ...referralRow(source, answers.get(referralId) ?? [], { now, mayAct, mayNote }),
    // How the firm agreed is between it and the office.
    consentWords: side === 'bank' ? null : source.consentWords,
    want: shown
      ? {
          ...{ firm, amountFen, months, use, words, neededBy },
          told: told.map(({ name, words: said }) => ({ name, words: said })),
          contact: await contactFor(tx, { secrets, tenantId }, want.firm_id, contact_id),
        }
      : null,
    maySay: side === 'bank' || side === 'keeper' ? [...answersAfter(source.state)] : [],
    mayReveal: side === 'bank' && shown,
  }
}

async function contactFor(
  tx: Tx,
  who: Parameters<typeof contactsOf>[1],
  firmId: FirmId,
  contactId: ReferralRecord['contact_id'],
) {
  const contacts = await contactsOf(tx, who, firmId)
  const contact = contacts.find(({ id }) => id === contactId) ?? contacts[0]
  return contact ? { id: contact.id, name: contact.name, phone: contact.phone, duty: contact.duty } : null
}

/** What was passed to a bank, what waits for it first. Of what was taken back it sees no firm. */
export async function referralsOfBank(tx: Tx, { tenantId }: Actor, firmId: FirmId): Promise<MyReferral[]> {
  const found = await sql<Omit<MyReferral, 'passedAt'> & { passedAt: Date }>`
    select r.id, v.spec -> 'name' as product, w.amount_fen as "amountFen", w.use, r.state, r.passed_at as "passedAt",
      case when r.state <> 'taken_back' then jsonb_build_object('id', f.id, 'name', f.name, 'nameEn', f.name_en) end as firm
    from ${rows} join finance.wants_now w on w.tenant_id = r.tenant_id and w.id = r.want_id
    join enterprises.firms_view f on f.tenant_id = w.tenant_id and f.id = w.firm_id
    where r.tenant_id = ${tenantId} and r.partner_firm_id in (select finance.records_of(${tenantId}, ${firmId}))
    order by r.state <> 'passed', r.passed_at desc, r.id limit 500`.execute(tx)
  return found.rows.map(({ passedAt, ...row }) => ({ ...row, passedAt: passedAt.toISOString() }))
}
