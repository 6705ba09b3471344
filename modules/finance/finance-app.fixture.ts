import type { PersonId, PlaceId } from '../../kernel/contract/ids.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import { type ContactId, confirmContact, type FirmId, getFirm, registerFirm } from '../enterprises/contract.ts'
import { issueContactLink } from '../enterprises/portal/contract.ts'
import {
  confirmPartner,
  enterProduct,
  type ProductId,
  type ProductSpec,
  passOn,
  publishProduct,
  type ReferralId,
  raiseWant,
  type WantId,
} from './contract.ts'

/** A loan for equipment that asks for ten people and no size that is not known. */
export const plainProduct: ProductSpec = {
  name: { zh: '设备贷（示例）', en: 'Equipment loan (example)' },
  summary: { zh: '购置设备，最长三年。', en: 'For equipment, up to three years.' },
  uses: ['equipment', 'working_capital'],
  amountFromFen: 10_000_000,
  amountToFen: 300_000_000,
  monthsFrom: 6,
  monthsTo: 36,
  rateFromBp: 345,
  rateToBp: 450,
  securities: ['credit'],
  documents: [{ zh: '营业执照', en: 'business licence' }],
  validFrom: '2026-01-01',
  validUntil: null,
  conditions: { '>=': [{ fact: 'staff' }, 10] },
}

export interface FirmWithMember {
  readonly firmId: FirmId
  readonly contactId: ContactId
  readonly personId: PersonId
}

let phones = 0

/** A firm with a contact whom staff confirmed, so that it has a pocket. */
export async function firmWithMember(
  desk: TestClient,
  placeId: PlaceId,
  name: string,
  more: Record<string, unknown> = {},
): Promise<FirmWithMember> {
  const phone = `1000008${String(1000 + phones++)}`
  const contact = { name: '王小满', phone, duty: '经理' }
  const { firmId } = await desk.call(registerFirm, { body: { name, placeId, contact, ...more } })
  const { contacts } = await desk.call(getFirm, { params: { firmId } })
  const contactId = contacts[0]?.id as ContactId
  const { personId } = await desk.call(confirmContact, { params: { contactId }, body: { how: '当面核对' } })
  // The link opens the account by which they come.
  await desk.call(issueContactLink, { params: { contactId } })
  return { firmId, contactId, personId }
}

export const memberOf = (app: TestApp, { personId }: Pick<FirmWithMember, 'personId'>, tenantId = app.town.tenantId) =>
  app.signInAs({ tenantId, personId })

/** A bank of the register, confirmed by its street. */
export async function bankAt(
  desk: TestClient,
  street: TestClient,
  placeId: PlaceId,
  name: string,
): Promise<FirmWithMember> {
  const bank = await firmWithMember(desk, placeId, name)
  const body = { firmId: bank.firmId, fromOn: '2026-01-01', why: '签了合作协议' }
  await street.call(confirmPartner, { body })
  return bank
}

export async function publishedProduct(
  desk: TestClient,
  partnerFirmId: FirmId,
  spec: Partial<ProductSpec> = {},
): Promise<ProductId> {
  const body = { partnerFirmId, spec: { ...plainProduct, ...spec } }
  const { productId, version } = await desk.call(enterProduct, { body })
  await desk.call(publishProduct, { params: { productId, version } })
  return productId
}

/** What the test of rights asks for: a firm with a want that was passed to a bank, its product, and another firm. */
export async function financeSubjects(desk: TestClient, street: TestClient, placeId: PlaceId, name: string) {
  const bank = await bankAt(desk, street, placeId, `${name}银行有限公司`)
  const firm = await firmWithMember(desk, placeId, `${name}设备有限公司`, { facts: [{ key: 'staff', value: 12 }] })
  const product: ProductId = await publishedProduct(desk, bank.firmId)
  const wanted = { firmId: firm.firmId, amountFen: 100_000_000, months: 12, use: 'equipment' as const }
  const { wantId: want }: { wantId: WantId } = await desk.call(raiseWant, { body: wanted })
  const consent = { contactId: firm.contactId, how: 'phone' as const }
  const passed = await desk.call(passOn, {
    params: { wantId: want },
    body: { productId: product, consentVersion: 1, consent },
  })
  const referral: ReferralId = passed.referralId
  return { financeFirm: firm.firmId, bank: bank.firmId, product, want, referral }
}

/** What the pages are opened with: a firm that is a bank and wants money from itself. */
export async function financePages(desk: TestClient, street: TestClient, firmId: FirmId) {
  await street.call(confirmPartner, { body: { firmId, fromOn: '2026-01-01', why: 'agreement' } })
  const productId = await publishedProduct(desk, firmId)
  const wanted = { firmId, amountFen: 100_000_000, months: 12, use: 'equipment' as const }
  const { wantId } = await desk.call(raiseWant, { body: wanted })
  const { contacts } = await desk.call(getFirm, { params: { firmId } })
  const consent = { contactId: contacts[0]?.id as ContactId, how: 'phone' as const }
  const { referralId } = await desk.call(passOn, {
    params: { wantId },
    body: { productId, consentVersion: 1, consent },
  })
  return { productId, wantId, referralId }
}
