import { fail } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sqlState, type Tx, uniqueViolation } from '../../kernel/db.ts'
import { addSpan } from '../../kernel/time/span.ts'
import type { ContactId } from '../enterprises/contract.ts'
import { contactOfMember, contactsOf, type Doing, membersOf } from '../enterprises/public.ts'
import { calendarOf } from '../matters/public.ts'
import { agreeTo } from '../people/public.ts'
import { quantityWords } from '../policies/public.ts'
import { type ProductId, type ReferralId, referralPurpose, type WantId } from './contract.ts'
import { financeBook } from './finance-words.ts'
import { match } from './matching.ts'
import { firmRows, groundOf, type Offer, offersOf, toldFacts } from './offers.ts'
import { actingFor, byPost, type Standing } from './rights.ts'
import { wantKeepers } from './roles.ts'
import { mine, type ReferralRecord, type WantRecord } from './tables.ts'
import type { ConsentWay } from './want.ts'
import { rowWithWant } from './want-facts.ts'
import { refuseOver } from './want-service.ts'
import { lockWant, recordWant, settleWant, tellBank, tellOfWant } from './want-store.ts'

/** Which contact agreed, and how staff know. */
export interface Consent {
  readonly contactId: ContactId
  readonly how: ConsentWay
  readonly words?: string | undefined
}

/** What is asked for: one product of one bank, agreed to by a version of the text. */
export interface PassOrder {
  readonly productId: ProductId
  readonly consentVersion: number
  readonly consent?: Consent | undefined
}

/** A bank that says nothing for so many working days is told of, once. */
const silentAfter = { amount: 5, unit: 'working_days' } as const

/**
 * 转介: with the firm’s consent its want goes to a bank, with the facts that the product’s conditions read. Throws
 * `people.consent_text_changed` where the firm agreed to another text than is in force.
 */
export async function passOn(
  tx: Tx,
  asked: Doing,
  wantId: WantId,
  { productId, consentVersion, consent }: PassOrder,
): Promise<ReferralId> {
  const want = await lockWant(tx, asked, wantId)
  const standing = await actingFor(tx, asked, want.firm_id, wantKeepers)
  const doing = byPost(asked, standing)
  refuseOver(want)
  await agreeTo(tx, doing, referralPurpose, consentVersion)
  const agreed = await consentOf(tx, doing, want, standing, consent)
  const { offer, verdict, told } = await judged(tx, doing, want, productId)
  const { tenantId, at, by } = doing
  const partnerFirmId = offer.partner.id
  if ((await membersOf(tx, tenantId, partnerFirmId)).length === 0) refuseDeaf(offer)
  const referralId: ReferralId = newId<'financeReferral'>()
  const { version } = offer
  const late = addSpan(await calendarOf(tx, tenantId), at, silentAfter)
  await mine(tx)
    .insertInto('finance.referrals')
    .values({
      ...{ tenant_id: tenantId, id: referralId, want_id: wantId, product_id: productId, version },
      ...{
        consent_version: consentVersion,
        partner_firm_id: partnerFirmId,
        state: 'passed',
        verdict,
        told: JSON.stringify(told),
        ...agreed,
      },
      ...{ passed_at: at, passed_by: by.personId, post_id: by.postId, late_from: late, late_told_at: null },
      ...{ approved_fen: null, approved_months: null, approved_rate_bp: null, changed_at: at },
    })
    .execute()
    .catch((error) => (sqlState(error) === uniqueViolation ? refuseTwice() : Promise.reject(error)))
  const state = await settleWant(tx, want, at)
  await recordWant(tx, doing, 'passed', {
    ...{ wantId, firmId: want.firm_id, state, referralId, productId, version, partnerFirmId },
    ...{ consent: agreed.consent, consentVersion },
  })
  await tellBoth(tx, doing, want, offer, referralId)
  return referralId
}

/** A member agrees by doing it; staff say which contact agreed and how. */
async function consentOf(
  tx: Tx,
  doing: Doing,
  want: WantRecord,
  { isMember }: Standing,
  consent: Consent | undefined,
): Promise<Pick<ReferralRecord, 'contact_id' | 'consent' | 'consent_words'>> {
  const { tenantId, by } = doing
  if (consent) {
    const contacts = await contactsOf(tx, doing, want.firm_id)
    if (contacts.some(({ id }) => id === consent.contactId))
      return { contact_id: consent.contactId, consent: consent.how, consent_words: consent.words?.trim() || null }
    const words = { zh: '请选择这家企业现在的联系人', en: 'Please choose one of the firm’s contacts' }
    fail('invalid', 'finance.unknown_contact', words, [{ path: 'consent.contactId', words }])
  }
  const contact =
    (isMember || !doing.actor) && by.personId ? await contactOfMember(tx, tenantId, want.firm_id, by.personId) : null
  if (contact) return { contact_id: contact, consent: 'firm', consent_words: null }
  const words = {
    zh: '转介要先得到企业同意：请注明哪位联系人、怎样同意的',
    en: 'The firm must agree first: please say which contact agreed, and how',
  }
  return fail('invalid', 'finance.no_consent', words, [{ path: 'consent', words }])
}

/** What the product says of the want today, and what its bank will be told of the firm. */
async function judged(tx: Tx, { tenantId, at }: Doing, want: WantRecord, productId: ProductId) {
  const ground = await groundOf(tx, tenantId, at)
  const [offer] = await offersOf(tx, ground, [productId])
  const firm = (await firmRows(tx, ground, [want.firm_id])).get(want.firm_id)
  if (!offer || !firm)
    return fail('refused', 'finance.not_offered', {
      zh: '这项产品现在没有提供，请换一项',
      en: 'This product is not on offer now; please choose another one',
    })
  const wanted = { amountFen: want.amount_fen, months: want.months, use: want.use }
  const { verdict, failed } = match(
    offer.product,
    rowWithWant(ground.dictionary, firm, wanted),
    want.amount_fen,
    ground.today,
  )
  if (verdict !== 'unfit') return { offer, verdict, told: toldFacts(offer.product, firm) }
  const [zh, en] = [failed.map((one) => one.zh).join('；'), failed.map((one) => one.en).join('; ')]
  return fail('refused', 'finance.does_not_fit', {
    zh: `这项产品不符合：${zh}`,
    en: `This product does not fit: ${en}`,
  })
}

const refuseTwice = (): never =>
  fail('conflict', 'finance.passed_already', {
    zh: '这项需求已经转介给这项产品',
    en: 'This want was passed on for this product already',
  })

const refuseDeaf = ({ partner }: Offer): never =>
  fail('refused', 'finance.bank_has_no_contact', {
    zh: `${partner.name}还没有核实过的联系人，没有人能收到转介；请先在企业页面核实`,
    en: `${partner.nameEn ?? partner.name} has no confirmed contact yet, so nobody would get it; please confirm one first`,
  })

async function tellBoth(tx: Tx, doing: Doing, want: WantRecord, offer: Offer, referralId: ReferralId): Promise<void> {
  const sum = quantityWords(want.amount_fen, 'fen')
  const { name } = offer.product.spec
  await tellBank(tx, doing, offer.partner.id, referralId, {
    zh: `收到一项融资转介：${sum.zh}，${financeBook.zh.use[want.use]}（${name.zh}）`,
    en: `A want was passed to you: ${sum.en}, ${financeBook.en.use[want.use].toLowerCase()} (${name.en})`,
  })
  await tellOfWant(tx, doing, want, {
    zh: `您的融资需求已转介给${offer.partner.name}（${name.zh}）`,
    en: `What your firm wants was passed to ${offer.partner.nameEn ?? offer.partner.name} (${name.en})`,
  })
}
