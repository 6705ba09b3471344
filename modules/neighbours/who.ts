import type { PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { normalPhone, phoneOf } from '../people/public.ts'
import { refuseField } from './refusals.ts'
import type { Doing } from './scope.ts'

/** A phone that can be called; refused in words else. */
export function checkedPhone(typed: string, path = 'phone'): string {
  const phone = normalPhone(typed)
  return phone.length >= 7 && phone.length <= 16
    ? phone
    : refuseField(path, { zh: '电话号码看起来不对', en: 'That does not look like a phone number' })
}

/** Name and phone of a person in clear. Whoever asks has the right to, or leaves an event. */
export async function whoIs(tx: Tx, { tenantId, secrets }: Doing, personId: PersonId) {
  const { rows } = await sql<{ name: string }>`select name from people.persons_view
    where tenant_id = ${tenantId} and id = ${personId}`.execute(tx)
  return { name: rows[0]?.name ?? '', phone: await phoneOf(tx, secrets, tenantId, personId) }
}
