import { randomInt } from 'node:crypto'
import { type Id, newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { mine } from './tables.ts'

/** Minutes that a code is good for, and wrong tries after which it is not. */
const minutes = 10
const mostFailures = 5

const codeHash = (secrets: Secrets, personId: PersonId, code: string): Buffer =>
  secrets.lookup('one-time code', `${personId} ${code}`)

export interface IssuedCode {
  readonly id: Id<'oneTimeCode'>
  /** Eight digits; shown once to who issues it, kept only as a keyed hash. */
  readonly code: string
  readonly expiresAt: Date
}

/** Makes a code for a person; codes issued earlier are no longer good. */
export async function newCode(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  personId: PersonId,
  issuedBy: PersonId,
  at: Date,
): Promise<IssuedCode> {
  await sql`update people.one_time_codes set expires_at = ${at}
    where tenant_id = ${tenantId} and person_id = ${personId} and used_at is null and expires_at > ${at}`.execute(tx)
  const id = newId<'oneTimeCode'>()
  const code = String(randomInt(100_000_000)).padStart(8, '0')
  const expiresAt = new Date(at.getTime() + minutes * 60_000)
  await mine(tx)
    .insertInto('people.one_time_codes')
    .values({
      tenant_id: tenantId,
      id,
      person_id: personId,
      code_hash: codeHash(secrets, personId, code),
      issued_by: issuedBy,
      issued_at: at,
      expires_at: expiresAt,
      used_at: null,
      failures: 0,
    })
    .execute()
  return { id, code, expiresAt }
}

export interface TriedCode {
  readonly fits: boolean
  /** Uses the code up. */
  use(): Promise<void>
  countFailure(): Promise<void>
}

/** Looks at a code, with its row locked so that tries at the same time wait; a wrong one counts. Null: there is none to try. */
export async function tryCode(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  personId: PersonId,
  code: string,
  at: Date,
): Promise<TriedCode | null> {
  const { rows } = await sql<{ id: Id<'oneTimeCode'>; hash: Buffer }>`
    select id, code_hash as hash from people.one_time_codes
    where tenant_id = ${tenantId} and person_id = ${personId} and used_at is null and expires_at > ${at}
      and failures < ${mostFailures}
    order by issued_at desc limit 1 for update`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const tried: TriedCode = {
    fits: row.hash.equals(codeHash(secrets, personId, code)),
    use: async () => {
      await sql`update people.one_time_codes set used_at = ${at} where tenant_id = ${tenantId} and id = ${row.id}`.execute(
        tx,
      )
    },
    countFailure: async () => {
      await sql`update people.one_time_codes set failures = failures + 1
        where tenant_id = ${tenantId} and id = ${row.id}`.execute(tx)
    },
  }
  if (!tried.fits) await tried.countFailure()
  return tried
}
