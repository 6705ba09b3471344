import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Lang, Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import { contactsOf, type Doing, firmOf, isMember, revealContact } from '../enterprises/public.ts'
import { quantityWords } from '../policies/public.ts'
import type { ReferralId } from './contract.ts'
import { financeBook } from './finance-words.ts'
import { actingFor, byPost, isPartner, postFor } from './rights.ts'
import { wantKeepers } from './roles.ts'
import { mine, type ReferralRecord, type WantRecord } from './tables.ts'
import { type AnswerStep, mayFollow, mayTakeBack } from './want.ts'
import { lockReferral, lockReferrals, recordWant, settleWant, tellBank, tellOfWant } from './want-store.ts'

export interface BankAnswer {
  readonly step: AnswerStep
  readonly words?: string | undefined
  readonly visitOn?: Day | undefined
  readonly fen?: number | undefined
  readonly months?: number | undefined
  readonly rateBp?: number | undefined
}

/** Who stands how to a referral: of the bank, or staff of the firm's area. Who is neither finds nothing. */
export async function sideOf(
  tx: Tx,
  { tenantId, actor, at }: Pick<Doing, 'tenantId' | 'actor' | 'at'>,
  want: Pick<WantRecord, 'firm_id'>,
  { partner_firm_id }: Pick<ReferralRecord, 'partner_firm_id'>,
): Promise<'bank' | 'keeper' | 'reader' | 'firm'> {
  if (!actor) return 'bank'
  if ((await isMember(tx, actor, partner_firm_id)) && (await isPartner(tx, tenantId, partner_firm_id, at)))
    return 'bank'
  const firm = (await firmOf(tx, actor, want.firm_id)) ?? notFound()
  if (postFor(actor, firm, wantKeepers)) return 'keeper'
  return (await isMember(tx, actor, want.firm_id)) ? 'firm' : 'reader'
}

/** The bank says what came of it; staff may note what it said to them. */
export async function answerReferral(tx: Tx, asked: Doing, referralId: ReferralId, answer: BankAnswer): Promise<void> {
  const { want, referral } = await lockReferral(tx, asked, referralId)
  const side = await sideOf(tx, asked, want, referral)
  if (side !== 'bank' && side !== 'keeper') forbidden()
  const doing = side === 'keeper' ? await asKeeper(tx, asked, want) : asked
  if (!mayFollow(referral.state, answer.step)) refuseStep(referral)
  const terms = checked(answer)
  await insertAnswer(tx, doing, referralId, answer.step, answer)
  await mine(tx)
    .updateTable('finance.referrals')
    .set({ state: answer.step, ...terms, changed_at: doing.at })
    .where('tenant_id', '=', doing.tenantId)
    .where('id', '=', referralId)
    .execute()
  const state = await settleWant(tx, want, doing.at)
  const { step, fen, months, rateBp, words } = answer
  await recordWant(tx, doing, 'answered', {
    ...{ wantId: want.id, firmId: want.firm_id, state, referralId, step },
    ...{ productId: referral.product_id, partnerFirmId: referral.partner_firm_id },
    ...(step === 'approved' && fen && months && rateBp !== undefined ? { fen, months, rateBp } : {}),
    ...(step === 'refused' && words ? { why: words.trim() } : {}),
  })
  const bank = (await firmOf(tx, doing.tenantId, referral.partner_firm_id)) ?? notFound()
  await tellOfWant(tx, doing, want, answerWords(bank, answer), [referral.passed_by])
}

async function asKeeper(tx: Tx, doing: Doing, want: WantRecord): Promise<Doing> {
  return byPost(doing, await actingFor(tx, doing, want.firm_id, wantKeepers))
}

function refuseStep({ state }: ReferralRecord): never {
  const [zh, en] = [financeBook.zh.referralState[state], financeBook.en.referralState[state]]
  return fail('conflict', 'finance.wrong_step', {
    zh: `现在是“${zh}”，不能这样答复`,
    en: `It stands at “${en}”; this answer is not possible now`,
  })
}

/** What an answer must say; an approval sets its terms. */
function checked({ step, words, fen, months, rateBp }: BankAnswer) {
  const missing = (path: string, zh: string, en: string) => ({ path, words: { zh, en } })
  const faults = [
    ...(step === 'refused' && !words?.trim() ? [missing('words', '请写明原因', 'Please give the reason')] : []),
    ...(step === 'approved' && fen === undefined ? [missing('fen', '请填写批准金额', 'Please give the sum')] : []),
    ...(step === 'approved' && months === undefined ? [missing('months', '请填写期限', 'Please give the term')] : []),
    ...(step === 'approved' && rateBp === undefined ? [missing('rateBp', '请填写年利率', 'Please give the rate')] : []),
  ]
  const [first] = faults
  if (first) fail('invalid', 'finance.incomplete_answer', first.words, faults)
  return step === 'approved' && fen !== undefined && months !== undefined && rateBp !== undefined
    ? { approved_fen: fen, approved_months: months, approved_rate_bp: rateBp }
    : {}
}

async function insertAnswer(
  tx: Tx,
  { tenantId, at, by }: Doing,
  referralId: ReferralId,
  step: AnswerStep | 'taken_back',
  { words, visitOn, fen, months, rateBp }: Omit<BankAnswer, 'step'>,
): Promise<void> {
  const terms = step === 'approved' ? { fen: fen ?? null, months: months ?? null, rate_bp: rateBp ?? null } : null
  await mine(tx)
    .insertInto('finance.answers')
    .values({
      ...{ tenant_id: tenantId, id: newId(), referral_id: referralId, step, words: words?.trim() || null },
      ...{ visit_on: step === 'visit' ? (visitOn ?? null) : null, at, person_id: by.personId },
      ...(terms ?? { fen: null, months: null, rate_bp: null }),
    })
    .execute()
}

function answerWords(bank: { name: string; nameEn: string | null }, { step, fen, rateBp, visitOn }: BankAnswer): Words {
  const [zh, en] = [financeBook.zh.step[step], financeBook.en.step[step].toLowerCase()]
  const name = { zh: bank.name, en: bank.nameEn ?? bank.name }
  if (step === 'approved' && fen !== undefined && rateBp !== undefined) {
    const [sum, rate] = [quantityWords(fen, 'fen'), quantityWords(rateBp, 'bp')]
    return {
      zh: `${name.zh}：${zh}，${sum.zh}，年利率 ${rate.zh}`,
      en: `${name.en}: ${en}, ${sum.en} at ${rate.en} a year`,
    }
  }
  const on = (lang: Lang) => (step === 'visit' && visitOn ? formatDay(lang, visitOn) : '')
  const [onZh, onEn] = [on('zh'), on('en')]
  return { zh: `${name.zh}：${zh}${onZh && `（${onZh}）`}`, en: `${name.en}: ${en}${onEn && ` (${onEn})`}` }
}

/** The firm (or staff for it) takes back what no bank has approved; the bank then sees no more of it. */
export async function takeBack(tx: Tx, asked: Doing, referralId: ReferralId, why: string): Promise<void> {
  const { want, referral } = await lockReferral(tx, asked, referralId)
  const side = await sideOf(tx, asked, want, referral)
  // A bank's own contact may speak for the firm as well.
  const standing = side === 'bank' && asked.actor ? await firmOf(tx, asked.actor, want.firm_id) : true
  if (!standing) forbidden()
  const doing = byPost(asked, await actingFor(tx, asked, want.firm_id, wantKeepers))
  if (!mayTakeBack(referral.state)) refuseStep(referral)
  await takeOneBack(tx, doing, want, referral, why)
}

/** Takes back all of a want's referrals that are not settled. */
export async function takeBackLive(tx: Tx, doing: Doing, want: WantRecord, why: string): Promise<void> {
  const referrals = await lockReferrals(tx, want.tenant_id, sql<boolean>`want_id = ${want.id}`)
  for (const referral of referrals.filter(({ state }) => mayTakeBack(state)))
    await takeOneBack(tx, doing, want, referral, why)
}

async function takeOneBack(
  tx: Tx,
  doing: Doing,
  want: WantRecord,
  referral: ReferralRecord,
  why: string,
): Promise<void> {
  const { id: referralId, partner_firm_id: partnerFirmId, product_id: productId } = referral
  await insertAnswer(tx, doing, referralId, 'taken_back', { words: why })
  await mine(tx)
    .updateTable('finance.referrals')
    .set({ state: 'taken_back', changed_at: doing.at })
    .where('tenant_id', '=', doing.tenantId)
    .where('id', '=', referralId)
    .execute()
  const state = await settleWant(tx, want, doing.at)
  await recordWant(tx, doing, 'takenBack', {
    ...{ wantId: want.id, firmId: want.firm_id, state, referralId, productId, partnerFirmId },
    ...{ step: 'taken_back', why: why.trim() },
  })
  await tellBank(tx, doing, partnerFirmId, referralId, {
    zh: '企业收回了一项融资转介，请停止跟进',
    en: 'A firm took back a want that was passed to you; please stop following it up',
  })
}

/** Name and number of the contact that a bank was given; the register notes who asked and why. */
export async function revealReferral(
  tx: Tx,
  doing: Doing,
  referralId: ReferralId,
  reason: string,
): Promise<{ name: string; phone: string }> {
  const { want, referral } = await lockReferral(tx, doing, referralId)
  if ((await sideOf(tx, doing, want, referral)) !== 'bank') forbidden()
  if (referral.state === 'taken_back') refuseStep(referral)
  const contacts = await contactsOf(tx, doing, want.firm_id)
  const contact = contacts.find(({ id }) => id === referral.contact_id) ?? contacts[0] ?? notFound()
  // The bank is no keeper of the register: its right is the firm's consent, which was looked at above.
  return revealContact(tx, { ...doing, actor: null }, contact.id, reason)
}
