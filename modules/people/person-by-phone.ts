import { newId, type PersonId, type PlaceId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { lockPhones, normalPhone, personsByLookups, phoneLookups } from './phones.ts'

export interface PersonByPhone {
  readonly phone: string
  /** Kept only when the phone is new: nobody renames a neighbour by reporting with their number. */
  readonly name: string
  readonly homePlaceId?: PlaceId | null
}

/** The person with this phone, added when there is none yet. */
export async function findOrAddPersonByPhone(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  person: PersonByPhone,
  at: Date,
): Promise<{ personId: PersonId; added: boolean }> {
  const phone = normalPhone(person.phone)
  const lookups = phoneLookups(secrets, phone)
  const [lookup] = lookups
  if (lookups.length > 1) {
    await lockPhones(tx, tenantId, [lookups])
    const [known] = await personsByLookups(tx, tenantId, lookups)
    if (known) return { personId: known, added: false }
  }
  const added = await sql<{ id: PersonId }>`
    insert into people.persons (tenant_id, id, name, phone_sealed, phone_lookup, home_place_id, created_at)
    values (${tenantId}, ${newId()}, ${person.name}, ${secrets.seal(phone)}, ${lookup}, ${person.homePlaceId ?? null}, ${at})
    on conflict (tenant_id, phone_lookup) where phone_lookup is not null do nothing returning id`.execute(tx)
  if (added.rows[0]) return { personId: added.rows[0].id, added: true }
  const found = await sql<{ id: PersonId }>`
    select id from people.persons where tenant_id = ${tenantId} and phone_lookup = any(${[...lookups]}::bytea[])`.execute(
    tx,
  )
  const personId = found.rows[0]?.id
  if (!personId) throw new Error('a person vanished between two statements')
  return { personId, added: false }
}
