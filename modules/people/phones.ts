import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { foldWidth } from '../../kernel/text/normalise.ts'

/** Digits only, without the country code, so that `+86 100-0000-1234` and `10000001234` are one number. */
export const normalPhone = (phone: string): string =>
  foldWidth(phone)
    .replace(/[^0-9]/g, '')
    .replace(/^(?:00)?86(?=1\d{10}$)/, '')

/** The keyed hash by which a phone is found again. */
export const phoneLookup = (secrets: Secrets, phone: string): Buffer => secrets.lookup('phone', normalPhone(phone))

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
