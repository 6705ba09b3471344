import type { Actor, EventActor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { PersonId, SessionId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type Account, accountOf, beginTry, forgetTries } from './account-store.ts'
import type { mySessions } from './contract.ts'
import {
  personStream,
  type SecondFactorChanged,
  type SessionEnded,
  secondFactorAdded,
  secondFactorRemoved,
  sessionEnded,
} from './events.ts'
import { hashPassword, refuseWeak } from './passwords.ts'
import { reaches } from './person-queries.ts'
import { type Claim, type ProofServices, provePassword, refuseLocked, refuseProof } from './proof.ts'
import { refuseWhereDemanded } from './safety.ts'
import { enrolment, newSecret, stepOfCode } from './second-factor.ts'
import { noteProof } from './sessions.ts'
import { changeTo, secondFactorFits } from './sign-in-service.ts'
import { mine } from './tables.ts'
import type { Doing } from './tenure-service.ts'
import { revokeAllOf } from './tokens/token-service.ts'

/** What proving takes, and the address that is asked from. */
interface OwnServices extends ProofServices {
  readonly ip: string
}

// What a person does with their own account. `by` is the actor as the ledger keeps it.

async function claimOf({ db, ip }: OwnServices, actor: Actor, by: EventActor): Promise<Claim & { account: Account }> {
  const { tenantId, personId } = actor
  const account = (await db.read((tx) => accountOf(tx, tenantId, personId))) ?? notFound()
  return { tenantId, account, key: personId, via: by.via, ip }
}

/** Changes the actor's password; other sessions end, this one stays. */
export async function changeOwnPassword(
  services: OwnServices,
  actor: Actor,
  by: EventActor,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<void> {
  const claim = await claimOf(services, actor, by)
  await refuseWeak(next, claim.account.login, 'next')
  // Who came by a link has none yet: the first one is chosen without an old one.
  if (claim.account.passwordHash) await provePassword(services, claim, current)
  if (next === current) {
    const words = { zh: '新密码和原来的一样', en: 'The new password is the same as the old one' }
    fail('invalid', 'people.same_password', words, [{ path: 'next', words }])
  }
  const hash = await hashPassword(next)
  await services.db.tx(async (tx) => {
    await forgetTries(tx, services.secrets, claim.tenantId, claim.key)
    await changeTo(tx, claim, claim.account, hash, 'password', actor.sessionId, services.clock.now())
  })
}

/**
 * Makes a secret for the authenticator; it counts once it is confirmed with a code. Takes the password, where there is one:
 * whoever finds a desk unlocked is not to lock its owner out.
 */
export async function startSecondFactor(services: OwnServices, actor: Actor, by: EventActor, password: string) {
  const { db, secrets } = services
  const claim = await claimOf(services, actor, by)
  const { tenantId, personId } = actor
  if (claim.account.passwordHash) await provePassword(services, claim, password)
  const secret = newSecret()
  const account = await db.tx(async (tx) => {
    await forgetTries(tx, secrets, tenantId, claim.key)
    const found = (await accountOf(tx, tenantId, personId)) ?? notFound()
    if (found.secondFactor)
      fail('conflict', 'people.second_factor_exists', {
        zh: '已经开通动态码；要换一个，请先停用',
        en: 'An authenticator is set up already; remove it first to use another',
      })
    await setTotp(tx, found, tenantId, secrets.seal(secret), null)
    return found
  })
  return { secret, ...(await enrolment(secret, account.login)) }
}

/** Confirms the authenticator with a code that it shows: from now on a password alone does not sign in. */
export async function confirmSecondFactor(
  { secrets, clock }: ProofServices,
  tx: Tx,
  actor: Actor,
  by: EventActor,
  code: string,
): Promise<void> {
  const at = clock.now()
  const { tenantId, personId } = actor
  const account = (await accountOf(tx, tenantId, personId)) ?? notFound()
  const step = account.totpSealed && stepOfCode(secrets.open(account.totpSealed), code, at)
  if (!account.totpSealed || account.secondFactor || step === null) {
    const words = {
      zh: '动态码不对，请看看手机上的时间是否准确',
      en: 'That code is not right. Is the clock of the phone?',
    }
    return fail('invalid', 'people.wrong_code', words, [{ path: 'code', words }])
  }
  await setTotp(tx, account, tenantId, account.totpSealed, at)
  await sql`update people.accounts set totp_last_step = ${step}
    where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  await noteProof(tx, actor, at)
  const payload: SecondFactorChanged = { personId }
  await record(tx, { tenantId, stream: personStream(personId), type: secondFactorAdded, at, actor: by, payload })
}

/** Removes the authenticator; takes the password and a code. */
export async function removeSecondFactor(
  services: OwnServices,
  actor: Actor,
  by: EventActor,
  { password, code }: { readonly password: string; readonly code: string },
): Promise<void> {
  const { db, secrets, clock } = services
  await db.read((tx) => refuseWhereDemanded(tx, actor, clock.now()))
  const claim = await claimOf(services, actor, by)
  const attempt = await provePassword(services, claim, password)
  const removed = await db.tx(async (tx) => {
    if (!(await secondFactorFits(services, tx, claim.tenantId, claim.account, code))) return false
    await forgetTries(tx, secrets, claim.tenantId, claim.key)
    await dropSecondFactor(tx, claim.account, claim.tenantId, by, clock.now())
    return true
  })
  if (!removed) await refuseProof(services, claim, attempt, 'second_factor')
}

/**
 * Proves once more who sits at the desk, by the password or by a code of the authenticator; wrong tries count as at signing
 * in. Who has neither (they came by a link) has to choose a password first.
 */
export async function proveOwn(
  services: OwnServices,
  actor: Actor,
  by: EventActor,
  { password, code }: { readonly password?: string; readonly code?: string },
): Promise<void> {
  const { db, secrets, clock } = services
  const claim = await claimOf(services, actor, by)
  if (password === undefined && code === undefined)
    fail('invalid', 'people.nothing_proved', { zh: '请输入密码或动态码', en: 'Enter the password or a code' })
  if (code !== undefined) {
    const attempt = await db.tx((tx) => beginTry(tx, secrets, claim.tenantId, claim.key, clock.now()))
    if (attempt.until) refuseLocked(attempt.until, clock.now())
    const fits = await db.tx(async (tx) => {
      if (!(await secondFactorFits(services, tx, claim.tenantId, claim.account, code))) return false
      await proved(tx)
      return true
    })
    if (!fits) await refuseProof(services, claim, attempt, 'second_factor')
    return
  }
  await provePassword(services, claim, password ?? '')
  await db.tx(proved)

  async function proved(tx: Tx) {
    await forgetTries(tx, secrets, claim.tenantId, claim.key)
    await noteProof(tx, actor, clock.now())
  }
}

/** Takes the authenticator away and tells the ledger; also when an administrator helps somebody who lost it. */
export async function dropSecondFactor(
  tx: Tx,
  account: Account,
  tenantId: Actor['tenantId'],
  by: EventActor,
  at: Date,
): Promise<void> {
  await setTotp(tx, account, tenantId, null, null)
  const payload: SecondFactorChanged = { personId: account.personId }
  const stream = personStream(account.personId)
  await record(tx, { tenantId, stream, type: secondFactorRemoved, at, actor: by, payload })
  await revokeAllOf(tx, { tenantId, by, at }, account.personId)
}

async function setTotp(tx: Tx, account: Account, tenantId: Actor['tenantId'], sealed: Buffer | null, at: Date | null) {
  await mine(tx)
    .updateTable('people.accounts')
    .set({ totp_sealed: sealed, totp_confirmed_at: at, totp_last_step: null })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', account.personId)
    .execute()
}

/** Signs a person out everywhere, but where the actor asks from. @returns how many sessions ended. */
export async function endSessionsOf(tx: Tx, { actor, by, at }: Doing, personId: PersonId): Promise<number> {
  const { tenantId, sessionId } = actor
  if (!(await reaches(tx, actor, personId, at))) notFound()
  const { rows } = await sql<{ id: SessionId }>`
    update people.sessions set revoked_at = ${at}
    where tenant_id = ${tenantId} and person_id = ${personId} and revoked_at is null and expires_at > ${at}
      and id <> ${sessionId}
    returning id`.execute(tx)
  for (const { id } of rows) {
    const payload: SessionEnded = { personId, sessionId: id }
    await record(tx, { tenantId, stream: personStream(personId), type: sessionEnded, at, actor: by, payload })
  }
  return rows.length
}

/** Where the actor is signed in, latest first. */
export async function sessionsOf(tx: Tx, actor: Actor, at: Date): Promise<ResponseOf<typeof mySessions>> {
  const { rows } = await sql<{
    id: Actor['sessionId']
    createdAt: Date
    lastSeenAt: Date
    ip: string
    userAgent: string
  }>`
    select id, created_at as "createdAt", last_seen_at as "lastSeenAt", ip, user_agent as "userAgent" from people.sessions
    where tenant_id = ${actor.tenantId} and person_id = ${actor.personId} and revoked_at is null and expires_at > ${at}
      and last_seen_at > ${at}::timestamptz - make_interval(hours => idle_hours)
    order by last_seen_at desc, id desc`.execute(tx)
  return {
    sessions: rows.map(({ id, createdAt, lastSeenAt, ip, userAgent }) => ({
      id,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      ip,
      userAgent,
      current: id === actor.sessionId,
    })),
  }
}
