import { fail } from '../../../kernel/contract/errors.ts'
import type { PersonId } from '../../../kernel/contract/ids.ts'
import type { Tx } from '../../../kernel/db.ts'
import { issueLink, revokeLinks } from '../../people/public.ts'
import { lockContact } from '../contact-service.ts'
import type { Doing } from '../doing.ts'
import { firmOf, firmsOfMember } from '../firm-reads.ts'
import { recordFirm } from '../firm-store.ts'
import type { ContactId } from '../shapes.ts'

/** A link by which a confirmed contact enters the firm's pocket. The token is shown this once and kept nowhere. */
export async function issueContactLink(tx: Tx, asked: Doing, contactId: ContactId) {
  const { firm, doing, contact } = await lockContact(tx, asked, contactId)
  if (!contact.person_id)
    fail('refused', 'enterprises.contact_not_confirmed', {
      zh: '请先核实这位联系人，再发登录链接',
      en: 'Please confirm the contact before a sign-in link is issued',
    })
  const { tenantId, secrets, at, by } = doing
  await refuseBeyondReach(tx, doing, contact.person_id)
  const issuedBy = by.personId
  if (!issuedBy) throw new Error('a link is issued by somebody')
  const { token, expiresAt } = await issueLink(tx, secrets, {
    tenantId,
    personId: contact.person_id,
    purpose: 'firm',
    issuedBy,
    by,
    at,
  })
  await recordFirm(tx, doing, 'linkIssued', { firmId: firm.id, contactId })
  return { token, expiresAt: expiresAt.toISOString() }
}

/** Whoever hands out a link can open it: it must not lead to firms that they may not see. */
async function refuseBeyondReach(tx: Tx, { tenantId, actor }: Doing, personId: PersonId): Promise<void> {
  for (const { id } of await firmsOfMember(tx, tenantId, personId))
    if (actor && !(await firmOf(tx, actor, id)))
      fail('refused', 'enterprises.contact_beyond_reach', {
        zh: '这位也是其他辖区企业的联系人，请本人登录，不能发链接',
        en: 'This person also speaks for a firm of another area: they sign in themselves, no link can be issued',
      })
}

/** @returns how many links that were not used yet are no longer good. */
export async function revokeContactLink(tx: Tx, asked: Doing, contactId: ContactId): Promise<number> {
  const { firm, doing, contact } = await lockContact(tx, asked, contactId)
  if (!contact.person_id) return 0
  const { tenantId, at, by } = doing
  const revoked = await revokeLinks(tx, { tenantId, personId: contact.person_id, by, at })
  if (revoked > 0) await recordFirm(tx, doing, 'linkRevoked', { firmId: firm.id, contactId })
  return revoked
}
