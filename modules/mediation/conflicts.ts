import type { PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { actingFor, normalPhone, phonesOf } from '../people/public.ts'
import { type Conflict, conflictOf, type Disputed } from './conflict.ts'
import type { Writing } from './scope.ts'
import type { CaseRecord, InterestRecord, PartyRecord } from './tables.ts'

const hex = (lookup: Buffer | null): string | null => lookup?.toString('hex') ?? null

/** The hash of a phone that stays for good: that of a relative is kept nowhere in clear, and compared only here. */
export const keptPhone = (secrets: Secrets, phone: string): Buffer => secrets.lookup('phone', normalPhone(phone))

/** For each of these persons, why they must stand back from a case; who may mediate is left out. */
export async function conflictsOf(
  tx: Tx,
  { tenantId, secrets, at }: Writing,
  { committee_id, firm_post_id, found_by }: CaseRecord,
  parties: readonly PartyRecord[],
  personIds: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Conflict>> {
  const { rows: interests } = await sql<InterestRecord>`select * from mediation.interests
    where tenant_id = ${tenantId} and committee_id = ${committee_id} and person_id = any(${[...personIds]}::uuid[])
      and to_on is null`.execute(tx)
  const phones = await phonesOf(tx, secrets, tenantId, personIds)
  const ofFirm = firm_post_id ? await actingFor(tx, tenantId, firm_post_id, at) : null
  const disputed: Disputed = {
    parties: parties.map(({ person_id, phone_sealed }) => ({
      personId: person_id,
      phone: phone_sealed ? hex(keptPhone(secrets, secrets.open(phone_sealed))) : null,
    })),
    ...{ firmPostId: firm_post_id, foundBy: found_by },
  }
  const found = new Map<PersonId, Conflict>()
  for (const personId of personIds) {
    const phone = phones.get(personId)
    const conflict = conflictOf(
      {
        personId,
        phone: phone ? hex(keptPhone(secrets, phone)) : null,
        postIds: firm_post_id && ofFirm?.personId === personId ? [firm_post_id] : [],
        interests: interests
          .filter((one) => one.person_id === personId)
          .map((one) => ({
            ...{ kind: one.kind, phone: hex(one.phone_lookup), personId: one.of_person_id, postId: one.post_id },
          })),
      },
      disputed,
    )
    if (conflict) found.set(personId, conflict)
  }
  return found
}
