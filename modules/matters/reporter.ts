import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import type { MatterView } from './contract.ts'
import type { MatterRecord } from './tables.ts'

/** The reporter as staff see one: masked. */
export function reporterOf(secrets: Secrets, matter: MatterRecord, account: string | null): MatterView['reporter'] {
  const name = matter.reporter_name_sealed ? secrets.open(matter.reporter_name_sealed) : account
  const phone = matter.reporter_phone_sealed ? secrets.open(matter.reporter_phone_sealed) : null
  if (!name && !phone && !matter.reporter_id) return null
  return {
    name: name ? maskName(name) : null,
    phone: phone ? maskPhone(phone) : null,
    hasAccount: matter.reporter_id !== null,
  }
}

/** The reporter in full, for a reveal. */
export async function reporterInFull(tx: Tx, secrets: Secrets, matter: MatterRecord) {
  return {
    name: matter.reporter_name_sealed ? secrets.open(matter.reporter_name_sealed) : await accountName(tx, matter),
    phone: matter.reporter_phone_sealed ? secrets.open(matter.reporter_phone_sealed) : null,
  }
}

/** The name of the reporter's account, if there is one. */
export async function accountName(tx: Tx, matter: MatterRecord): Promise<string | null> {
  if (!matter.reporter_id) return null
  const { rows } = await sql<{ name: string }>`select name from people.persons_view
    where tenant_id = ${matter.tenant_id} and id = ${matter.reporter_id}`.execute(tx)
  return rows[0]?.name ?? null
}
