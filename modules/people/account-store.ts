import type { PersonId, SessionId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { normalLogin } from './logins.ts'
import { normalPhone, phoneLookups } from './phones.ts'
import { mine } from './tables.ts'

export interface Account {
  readonly personId: PersonId
  readonly login: string
  readonly passwordHash: string | null
  readonly mustChange: boolean
  /** Sealed authenticator secret; counts once it is confirmed. */
  readonly totpSealed: Buffer | null
  readonly secondFactor: boolean
  /** What a link was issued for when the account was opened; null: its owner or an administrator opened it. */
  readonly openedFor: string | null
}

const columns = sql`a.person_id as "personId", a.login, a.password_hash as "passwordHash", a.must_change as "mustChange",
  a.totp_sealed as "totpSealed", a.totp_confirmed_at is not null as "secondFactor", a.opened_for as "openedFor"`

/**
 * The account that somebody names, by login or by phone; one that is disabled is as good as none. What is written as a mobile
 * number means whose number it is: a login that looks like one may have been chosen by anybody.
 */
export async function accountNamed(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  typed: string,
): Promise<Account | null> {
  const phone = normalPhone(typed)
  const lookups = phone.length >= 7 ? phoneLookups(secrets, phone) : []
  const isMobile = /^1\d{10}$/.test(phone) && !/\p{L}/u.test(typed)
  const { rows } = await sql<Account>`
    select ${columns} from people.accounts a
    join people.persons p on p.tenant_id = a.tenant_id and p.id = a.person_id
    where a.tenant_id = ${tenantId} and a.disabled_at is null
      and (a.login = ${normalLogin(typed)} or p.phone_lookup = any(${[...lookups]}::bytea[]))
    order by (${isMobile} and p.phone_lookup = any(${[...lookups]}::bytea[])) is true desc,
      a.login = ${normalLogin(typed)} desc limit 1`.execute(tx)
  return rows[0] ?? null
}

export async function accountOf(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select ${columns} from people.accounts a
    where a.tenant_id = ${tenantId} and a.person_id = ${personId} and a.disabled_at is null`.execute(tx)
  return rows[0] ?? null
}

export async function setPassword(tx: Tx, tenantId: TenantId, personId: PersonId, hash: string): Promise<void> {
  await mine(tx)
    .updateTable('people.accounts')
    .set({ password_hash: hash, must_change: false })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute()
}

/** Uses up a time step of the authenticator. @returns false when it, or a later one, was used before. */
export async function takeStep(tx: Tx, tenantId: TenantId, personId: PersonId, step: number): Promise<boolean> {
  const { rows } = await sql`
    update people.accounts set totp_last_step = ${step}
    where tenant_id = ${tenantId} and person_id = ${personId} and (totp_last_step is null or totp_last_step < ${step})
    returning 1`.execute(tx)
  return rows.length > 0
}

/** Ends all sessions of a person, but one. */
export async function endSessions(
  tx: Tx,
  tenantId: TenantId,
  personId: PersonId,
  at: Date,
  but: SessionId | null,
): Promise<void> {
  await sql`update people.sessions set revoked_at = ${at}
    where tenant_id = ${tenantId} and person_id = ${personId} and revoked_at is null
      and id is distinct from ${but}::uuid`.execute(tx)
}

export interface Try {
  /** A lock stands until then: this try does not count, and is not to be looked at. */
  readonly until: Date | null
  /** The lock that this try brings if it fails. */
  readonly sets: Date | null
}

/** Counts a try to sign in, before the password is looked at. @param key who is tried: a person, or a name that nobody has. */
export async function beginTry(tx: Tx, secrets: Secrets, tenantId: TenantId, key: string, at: Date): Promise<Try> {
  const { rows } = await sql<Try>`
    select until, sets from people.begin_try(${tenantId}, ${secrets.lookup('login', key)}, ${at})`.execute(tx)
  return rows[0] ?? { until: null, sets: null }
}

/** Success: nothing counts any more. */
export async function forgetTries(tx: Tx, secrets: Secrets, tenantId: TenantId, key: string): Promise<void> {
  await sql`delete from people.sign_in_tries
    where tenant_id = ${tenantId} and login_hash = ${secrets.lookup('login', key)}`.execute(tx)
}

/** Neither success nor failure (the second code is still to come): takes back the last try alone. */
export async function takeBackTry(tx: Tx, secrets: Secrets, tenantId: TenantId, key: string): Promise<void> {
  await sql`update people.sign_in_tries set
      tries = case when locked_until is null then greatest(tries - 1, 0) else 4 end,
      locks = case when locked_until is null then locks else locks - 1 end, locked_until = null
    where tenant_id = ${tenantId} and login_hash = ${secrets.lookup('login', key)}`.execute(tx)
}
