import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { ContactId } from './shapes.ts'
import type { ContactRecord, FirmRecord } from './tables.ts'

interface Had {
  readonly id: ContactId
  readonly isMain: boolean
}

/** The contacts that a merge moved, and those of either firm that it ended. */
export interface MovedContacts {
  readonly contacts: readonly Had[]
  /** One number twice: who gave way to whom. Merges of before this was looked at have none. */
  readonly doubled?: readonly (Had & { readonly staysId: ContactId })[]
}

type Known = Pick<ContactRecord, 'id' | 'phone_sealed' | 'is_main' | 'person_id'>

/**
 * Contacts of the gone firm come to the kept one. Of two with one number the kept firm's own stays, unless only the other
 * one is confirmed; two who are different persons of the tenant both stay.
 */
export async function moveContacts(
  tx: Tx,
  secrets: Secrets,
  gone: FirmRecord,
  kept: FirmRecord,
  at: Date,
): Promise<MovedContacts> {
  const theirs = await serving(tx, gone)
  const own = await serving(tx, kept)
  const doubled = theirs.flatMap((one) => {
    const other = own.find((contact) => secrets.open(contact.phone_sealed) === secrets.open(one.phone_sealed))
    if (!other || (one.person_id && other.person_id && one.person_id !== other.person_id)) return []
    const [stays, ends] = one.person_id && !other.person_id ? [one, other] : [other, one]
    return [{ id: ends.id, isMain: ends.is_main, staysId: stays.id }]
  })
  const mainEnds = doubled.find(({ id }) => own.some((contact) => contact.id === id && contact.is_main))
  const main = mainEnds?.staysId ?? own.find(({ is_main }) => is_main)?.id ?? theirs.find(({ is_main }) => is_main)?.id
  await sql`update enterprises.contacts set ended_at = ${at}, is_main = false
    where tenant_id = ${kept.tenant_id} and id = any(${doubled.map(({ id }) => id)}::uuid[])`.execute(tx)
  await sql`update enterprises.contacts set firm_id = ${kept.id}, is_main = ended_at is null and id = ${main ?? null}
    where tenant_id = ${gone.tenant_id} and id = any(${theirs.map(({ id }) => id)}::uuid[])`.execute(tx)
  return { contacts: theirs.map(({ id, is_main }) => ({ id, isMain: is_main })), doubled }
}

async function serving(tx: Tx, { tenant_id, id }: FirmRecord): Promise<Known[]> {
  const { rows } = await sql<Known>`select id, phone_sealed, is_main, person_id from enterprises.contacts
    where tenant_id = ${tenant_id} and firm_id = ${id} and ended_at is null order by added_at, id`.execute(tx)
  return rows
}

/**
 * Contacts that came go back as far as they are still there, and the doubled ones serve again; not those whose other half
 * was ended since: whoever left, or asked not to be held, did so with both.
 */
export async function giveContactsBack(
  tx: Tx,
  kept: FirmRecord,
  gone: FirmRecord,
  moved: MovedContacts,
): Promise<void> {
  const { tenant_id } = kept
  const ended = moved.doubled ?? []
  const serving = await sql<{ id: ContactId }>`select id from enterprises.contacts where tenant_id = ${tenant_id}
    and id = any(${ended.map(({ staysId }) => staysId)}::uuid[]) and ended_at is null`.execute(tx)
  const stillThere = new Set(serving.rows.map(({ id }) => id))
  const again = ended.filter(({ staysId }) => stillThere.has(staysId))
  for (const { id, isMain } of moved.contacts)
    await sql`update enterprises.contacts set firm_id = ${gone.id}, is_main = ${isMain} and ended_at is null
      where tenant_id = ${tenant_id} and firm_id = ${kept.id} and id = ${id}`.execute(tx)
  for (const { id, isMain } of again)
    await sql`update enterprises.contacts c set ended_at = null, is_main = ${isMain} and not exists (
        select from enterprises.contacts o where o.tenant_id = c.tenant_id and o.firm_id = c.firm_id and o.is_main
          and o.ended_at is null)
      where c.tenant_id = ${tenant_id} and c.id = ${id}`.execute(tx)
}
