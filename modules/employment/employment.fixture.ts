import type { PersonId } from '../../kernel/contract/ids.ts'
import type { TestApp } from '../../kernel/testing/app.ts'
import type { PlaceKey } from '../../kernel/testing/town.ts'
import { type ContactId, confirmContact, type FirmId, getFirm, registerFirm } from '../enterprises/contract.ts'
import { issueContactLink } from '../enterprises/portal/contract.ts'
import type { OpeningBody } from './contract.ts'

export const aJob = (more: Partial<OpeningBody> = {}): OpeningBody => ({
  title: '出纳',
  headcount: 1,
  hours: 'full',
  payUnit: 'month',
  payFromFen: 450_000,
  payToFen: 600_000,
  education: 'college',
  experienceMonths: 12,
  skills: ['做账', '开票'],
  words: '双休，有食堂。',
  untilOn: '2026-12-31',
  ...more,
})

/** What somebody who fits that job looks for. */
export const aWish = (app: TestApp, place: PlaceKey = 'building112') => ({
  placeId: app.town.places[place],
  kinds: ['出纳', '会计'],
  skills: ['做账'],
  education: 'college' as const,
  experienceMonths: 24,
  hours: 'full' as const,
  payUnit: 'month' as const,
  payFen: 450_000,
  reach: 'ride' as const,
  fromOn: '2026-11-24',
  words: '想离家近一点。',
})

export const bySpoken = {
  ...{ consentHow: 'spoken' as const, consentNote: '在社区服务台当面说明并同意', consentVersion: 1 },
}

/** A firm in building111 with a member who can sign in. */
export async function firmWithMember(app: TestApp, name: string, phone: string, nameEn?: string) {
  const desk = app.signInAs('community1')
  const contact = { name: '王小满', phone, duty: '经理' }
  const placeId = app.town.places.building111
  const { firmId } = await desk.call(registerFirm, { body: { name, placeId, contact, ...(nameEn ? { nameEn } : {}) } })
  const { contacts } = await desk.call(getFirm, { params: { firmId } })
  const contactId = contacts[0]?.id as ContactId
  const { personId } = await desk.call(confirmContact, { params: { contactId }, body: { how: '当面核对' } })
  if (!Object.values(app.town.phones).includes(phone)) await desk.call(issueContactLink, { params: { contactId } })
  const member = app.signInAs({ tenantId: app.town.tenantId, personId })
  return { firmId: firmId as FirmId, personId: personId as PersonId, member }
}
