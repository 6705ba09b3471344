import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { findOrAddPersonByPhone, normalPhone, phoneLookups, revokeLinks } from '../people/public.ts'
import type { Doing } from './doing.ts'
import { firmScopeSql } from './firm-scope.ts'
import { lockFirm, lockLiveFirm, recordFirm } from './firm-store.ts'
import type { ContactId, FirmId } from './shapes.ts'
import { type ContactRecord, mine } from './tables.ts'

export interface NewContact {
  readonly name: string
  readonly phone: string
  readonly duty: string
  readonly isMain?: boolean | undefined
}

/** Somebody who can be reached for a firm. Name and phone are sealed; the ledger holds neither. */
export async function addContact(tx: Tx, asked: Doing, firmId: FirmId, contact: NewContact): Promise<ContactId> {
  const { firm, doing } = await lockLiveFirm(tx, asked, firmId)
  const { tenantId, secrets, at, by } = doing
  const phone = checkedPhone(contact.phone)
  const lookups = phoneLookups(secrets, phone)
  const others = await liveContacts(tx, doing, firmId)
  if (others.some((other) => lookups.some((lookup) => other.phone_lookup.equals(lookup)))) {
    const words = { zh: '这个号码已是本企业的联系人', en: 'This number belongs to a contact of the firm already' }
    fail('conflict', 'enterprises.contact_is_there', words, [{ path: 'phone', words }])
  }
  const main = contact.isMain ?? others.length === 0
  if (main) await unsetMain(tx, doing, firmId)
  const id = newId<'firmContact'>()
  await mine(tx)
    .insertInto('enterprises.contacts')
    .values({
      tenant_id: tenantId,
      id,
      firm_id: firm.id,
      name_sealed: secrets.seal(contact.name.trim()),
      phone_sealed: secrets.seal(phone),
      phone_lookup: lookups[0],
      duty: contact.duty.trim(),
      is_main: main,
      person_id: null,
      added_at: at,
      added_by: by.personId,
      confirmed_at: null,
      confirmed_by: null,
      ended_at: null,
    })
    .execute()
  await recordFirm(tx, doing, 'contactAdded', { firmId, contactId: id })
  return id
}

function checkedPhone(typed: string): string {
  const phone = normalPhone(typed)
  if (phone.length >= 7 && phone.length <= 16) return phone
  const words = { zh: '电话号码看起来不对', en: 'That does not look like a phone number' }
  return fail('invalid', 'enterprises.bad_phone', words, [{ path: 'phone', words }])
}

async function liveContacts(tx: Tx, { tenantId }: Doing, firmId: FirmId): Promise<ContactRecord[]> {
  const { rows } = await sql<ContactRecord>`select * from enterprises.contacts
    where tenant_id = ${tenantId} and firm_id = ${firmId} and ended_at is null`.execute(tx)
  return rows
}

async function unsetMain(tx: Tx, { tenantId }: Doing, firmId: FirmId): Promise<void> {
  await mine(tx)
    .updateTable('enterprises.contacts')
    .set({ is_main: false })
    .where('tenant_id', '=', tenantId)
    .where('firm_id', '=', firmId)
    .where('is_main', '=', true)
    .execute()
}

/** Loads a contact that serves, with its firm locked. */
export async function lockContact(tx: Tx, asked: Doing, contactId: ContactId) {
  const found = await sql<{ firmId: FirmId }>`select firm_id as "firmId" from enterprises.contacts
    where tenant_id = ${asked.tenantId} and id = ${contactId} and ended_at is null`.execute(tx)
  const { firm, doing } = await lockFirm(tx, asked, found.rows[0]?.firmId ?? notFound())
  const { rows } = await sql<ContactRecord>`select * from enterprises.contacts
    where tenant_id = ${asked.tenantId} and id = ${contactId} and ended_at is null for update`.execute(tx)
  return { firm, doing, contact: rows[0] ?? notFound() }
}

/** Staff made sure that the contact speaks for the firm: a person of the tenant, who may sign in for it. */
export async function confirmContact(tx: Tx, asked: Doing, contactId: ContactId, how: string): Promise<PersonId> {
  const { firm, doing, contact } = await lockContact(tx, asked, contactId)
  if (contact.person_id)
    fail('conflict', 'enterprises.contact_is_confirmed', { zh: '已经核实过', en: 'Confirmed already' })
  const { tenantId, secrets, at, by } = doing
  const person = { phone: secrets.open(contact.phone_sealed), name: secrets.open(contact.name_sealed) }
  const { personId } = await findOrAddPersonByPhone(tx, secrets, tenantId, person, at)
  await mine(tx)
    .updateTable('enterprises.contacts')
    .set({ person_id: personId, confirmed_at: at, confirmed_by: by.personId })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', contactId)
    .execute()
  await recordFirm(tx, doing, 'contactConfirmed', { firmId: firm.id, contactId, reason: how })
  return personId
}

/** The contact left the firm, or asks not to be held any more; a link that was not used yet is no longer good. */
export async function endContact(tx: Tx, asked: Doing, contactId: ContactId): Promise<void> {
  const { firm, doing, contact } = await lockContact(tx, asked, contactId)
  const { tenantId, by, at } = doing
  if (contact.person_id) await revokeLinks(tx, { tenantId, personId: contact.person_id, by, at })
  await mine(tx)
    .updateTable('enterprises.contacts')
    .set({ ended_at: doing.at, is_main: false })
    .where('tenant_id', '=', doing.tenantId)
    .where('id', '=', contactId)
    .execute()
  await recordFirm(tx, doing, 'contactEnded', { firmId: firm.id, contactId })
}

/** The full name and number; asks for a reason and leaves an event. Also for those who read without keeping the register. */
export async function revealContact(
  tx: Tx,
  doing: Doing,
  contactId: ContactId,
  reason: string,
): Promise<{ name: string; phone: string }> {
  const { rows } = await sql<ContactRecord>`select c.* from enterprises.contacts c
    join enterprises.firms f on f.tenant_id = c.tenant_id and f.id = c.firm_id
    where c.tenant_id = ${doing.tenantId} and c.id = ${contactId} and c.ended_at is null
      and ${doing.actor ? firmScopeSql(doing.actor) : sql`true`}`.execute(tx)
  const contact = rows[0] ?? notFound()
  await recordFirm(tx, doing, 'contactRevealed', { firmId: contact.firm_id, contactId, reason })
  return { name: doing.secrets.open(contact.name_sealed), phone: doing.secrets.open(contact.phone_sealed) }
}

/** The contacts of a firm that serve, masked; the main one first. */
export async function contactsOf(tx: Tx, { secrets, tenantId }: Pick<Doing, 'secrets' | 'tenantId'>, firmId: FirmId) {
  const { rows } = await sql<ContactRecord & { confirmer: string | null }>`
    select c.*, n.name as confirmer from enterprises.contacts c
    left join people.persons_view n on n.tenant_id = c.tenant_id and n.id = c.confirmed_by
    where c.tenant_id = ${tenantId} and c.firm_id = ${firmId} and c.ended_at is null
    order by c.is_main desc, c.added_at, c.id`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    name: maskName(secrets.open(row.name_sealed)),
    phone: maskPhone(secrets.open(row.phone_sealed)),
    duty: row.duty,
    isMain: row.is_main,
    addedAt: row.added_at.toISOString(),
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    confirmedBy: row.confirmer,
  }))
}
