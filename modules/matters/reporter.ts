import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { phoneOf } from '../people/public.ts'
import type { MatterView } from './contract.ts'
import type { MatterRecord } from './tables.ts'

/** The reporter as staff see one: masked. */
export async function reporterOf(tx: Tx, secrets: Secrets, matter: MatterRecord): Promise<MatterView['reporter']> {
  const { name, phone } = await reporterInFull(tx, secrets, matter)
  if (!name && !phone && !matter.reporter_id) return null
  return {
    name: name ? maskName(name) : null,
    phone: phone ? maskPhone(phone) : null,
    hasAccount: matter.reporter_id !== null,
  }
}

/** The reporter in full, for a reveal (which leaves an event) or to be masked. */
export async function reporterInFull(tx: Tx, secrets: Secrets, matter: MatterRecord) {
  return {
    name: matter.reporter_name_sealed ? secrets.open(matter.reporter_name_sealed) : await accountName(tx, matter),
    phone: await reporterPhone(tx, secrets, matter),
  }
}

/** The number that was left with the matter; else that of the reporter's account. */
async function reporterPhone(tx: Tx, secrets: Secrets, matter: MatterRecord): Promise<string | null> {
  if (matter.reporter_phone_sealed) return secrets.open(matter.reporter_phone_sealed)
  return matter.reporter_id ? phoneOf(tx, secrets, matter.tenant_id, matter.reporter_id) : null
}

/** The name of the reporter's account, if there is one. */
async function accountName(tx: Tx, matter: MatterRecord): Promise<string | null> {
  if (!matter.reporter_id) return null
  const { rows } = await sql<{ name: string }>`select name from people.persons_view
    where tenant_id = ${matter.tenant_id} and id = ${matter.reporter_id}`.execute(tx)
  return rows[0]?.name ?? null
}
