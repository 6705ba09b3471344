import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { foundBy, type Term } from '../../kernel/find-anew.ts'
import type { Found, Secrets } from '../../kernel/secrets.ts'
import { foldWidth } from '../../kernel/text/normalise.ts'

/** Digits only, without the country code, so that `+86 100-0000-1234` and `10000001234` are one number. */
export const normalPhone = (phone: string): string =>
  foldWidth(phone)
    .replace(/[^0-9]/g, '')
    .replace(/^(?:00)?86(?=1\d{10}$)/, '')

export const phoneTerm = (phone: string): Term => ['phone', normalPhone(phone)]

/** The keyed hashes by which a phone is found: several while the key is changed. */
export const phoneLookups = (secrets: Secrets, phone: string): Found => foundBy(secrets, phoneTerm(phone))

/** The keyed hash under which a phone is written down. */
export const phoneLookup = (secrets: Secrets, phone: string): Buffer => phoneLookups(secrets, phone)[0]

/** The phones of these persons in clear; who has none is left out. Whoever asks shows them masked, or leaves an event. */
export async function phonesOf(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  personIds: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, string>> {
  const { rows } = await sql<{ id: PersonId; sealed: Buffer }>`
    select id, phone_sealed as sealed from people.persons
    where tenant_id = ${tenantId} and id = any(${[...personIds]}) and phone_sealed is not null`.execute(tx)
  return new Map(rows.map((row) => [row.id, secrets.open(row.sealed)]))
}

/** The phone of a person in clear, or null. Whoever asks must have the right to, and leaves an event. */
export async function phoneOf(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  personId: PersonId,
): Promise<string | null> {
  const { rows } = await sql<{ sealed: Buffer | null }>`
    select phone_sealed as sealed from people.persons where tenant_id = ${tenantId} and id = ${personId}`.execute(tx)
  const sealed = rows[0]?.sealed
  return sealed ? secrets.open(sealed) : null
}

/** The persons whose phones have these keyed hashes; a hash that nobody signs in with is left out. */
export async function personsByLookups(
  tx: Tx,
  tenantId: TenantId,
  lookups: readonly Buffer[],
): Promise<readonly PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`select id from people.persons
    where tenant_id = ${tenantId} and phone_lookup = any(${[...lookups]}::bytea[])`.execute(tx)
  return rows.map(({ id }) => id)
}

/**
 * Keeps these phones for this transaction alone while the key is changed: until then the constraint of one person a phone
 * sees two hashes of it as two phones.
 */
export async function lockPhones(tx: Tx, tenantId: TenantId, phones: readonly Found[]): Promise<void> {
  // The same name, whichever of the hashes a process writes down; in one order, so that no two wait for each other.
  const names = phones.map((lookups) => lookups.map((hash) => hash.toString('hex')).toSorted()[0] ?? '').toSorted()
  await sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from (
    select ${tenantId}::text || phone as name from unnest(${names}::text[]) with ordinality p (phone, n) order by n
    ) one`.execute(tx)
}
