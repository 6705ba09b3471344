import type { Actor, EventActor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PersonId, SessionId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import {
  type Account,
  accountNamed,
  endSessions,
  forgetTries,
  setPassword,
  takeBackTry,
  takeStep,
} from './account-store.ts'
import {
  type PasswordChanged,
  passwordChanged,
  personStream,
  type SessionEnded,
  type SignedIn,
  sessionEnded,
  signedIn,
} from './events.ts'
import { normalLogin } from './logins.ts'
import { tryCode } from './one-time-codes.ts'
import { hashPassword, refuseWeak } from './passwords.ts'
import { type Claim, type ProofServices, provePassword, refuseProof } from './proof.ts'
import { heldPosts } from './safety.ts'
import { stepOfCode } from './second-factor.ts'
import { isNewDevice, startSession } from './sessions.ts'
import { mine } from './tables.ts'
import { revokeAllOf } from './tokens/token-service.ts'

export interface Visitor {
  readonly tenantId: TenantId
  readonly ip: string
  readonly userAgent: string
  readonly via: EventActor['via']
  /** Of the cookie by which a browser is known again. */
  readonly device: string
}

export interface SignInRequest {
  readonly login: string
  readonly password: string
  readonly code?: string
}

/** Stands in for the person of a name that nobody has, so that the same questions are asked. */
const nobody = '00000000-0000-0000-0000-000000000000' as PersonId

/** `token` for the cookie; without one the person is not signed in yet, and `next` says what is missing. */
export interface SignInOutcome<Next extends string> {
  readonly next: Next
  readonly token?: string
}

/** Signs in by password, and by the authenticator where there is one. */
export async function signIn(
  services: ProofServices,
  visitor: Visitor,
  { login, password, code }: SignInRequest,
): Promise<SignInOutcome<'done' | 'code' | 'change_password'>> {
  const { db, secrets, clock } = services
  const { tenantId, via, ip } = visitor
  const account = await db.read((tx) => accountNamed(tx, secrets, tenantId, login))
  const claim: Claim = { tenantId, account, key: account?.personId ?? normalLogin(login), via, ip }
  const attempt = await provePassword(services, claim, password)
  if (!account) throw new Error('a password fitted nobody')
  if (account.secondFactor && code === undefined) {
    await db.tx((tx) => takeBackTry(tx, secrets, tenantId, claim.key))
    return { next: 'code' }
  }
  const token = await db.tx(async (tx) => {
    if (account.secondFactor && !(await secondFactorFits(services, tx, tenantId, account, code ?? ''))) return null
    await forgetTries(tx, secrets, tenantId, claim.key)
    return openSession(tx, visitor, account, 'password', clock.now())
  })
  if (!token) return refuseProof(services, claim, attempt, 'second_factor')
  return { next: account.mustChange ? 'change_password' : 'done', token }
}

/** Whether a code of the authenticator is right and fresh; it is then used up. */
export async function secondFactorFits(
  { secrets, clock }: ProofServices,
  tx: Tx,
  tenantId: TenantId,
  account: Account,
  code: string,
): Promise<boolean> {
  if (!account.totpSealed) return false
  const step = stepOfCode(secrets.open(account.totpSealed), code, clock.now())
  return step !== null && takeStep(tx, tenantId, account.personId, step)
}

/** How long a session lasts and where it ends, where it is not as usual. */
export interface SessionEnds {
  /** Hours at most. */
  readonly hours: number
  /** Where the browser goes after signing out. */
  readonly leaveUrl: string | null
}

/** Opens the session of somebody who has proved who they are, and tells the ledger. @returns the token for the cookie. */
export async function openSession(
  tx: Tx,
  visitor: Visitor,
  account: Account,
  by: SignedIn['by'],
  at: Date,
  ends?: SessionEnds,
): Promise<string> {
  const { tenantId, via } = visitor
  const { personId, secondFactor } = account
  const posts = await heldPosts(tx, tenantId, personId, at)
  const newDevice = await isNewDevice(tx, visitor, personId)
  const session = await startSession(tx, { ...visitor, ...ends, personId }, at)
  const administrator = posts.some(({ role }) => role === 'administrator')
  const payload: SignedIn = { personId, sessionId: session.id, by, secondFactor, newDevice, administrator }
  const actor = { personId, postId: posts[0]?.postId ?? null, via }
  await record(tx, { tenantId, stream: personStream(personId), type: signedIn, at, actor, payload })
  return session.token
}

export interface CodeSignInRequest {
  readonly login: string
  readonly code: string
  readonly newPassword?: string
  /** Of the authenticator, where there is one: the one-time code stands for the password, not for it. */
  readonly secondCode?: string
}

type Next = SignInOutcome<'done' | 'code' | 'change_password'>
type Refused = 'one_time_code' | 'second_factor'

/** Signs in with a one-time code that a colleague issued, and sets a new password where one is given or missing. */
export async function signInWithCode(
  services: ProofServices,
  visitor: Visitor,
  request: CodeSignInRequest,
): Promise<Next> {
  const { db, secrets } = services
  const { tenantId, via, ip } = visitor
  const { login, newPassword } = request
  if (newPassword !== undefined) await refuseWeak(newPassword, login, 'newPassword')
  const hash = newPassword === undefined ? null : await hashPassword(newPassword)
  const account = await db.read((tx) => accountNamed(tx, secrets, tenantId, login))
  const claim: Claim = { tenantId, account, key: account?.personId ?? normalLogin(login), via, ip }
  const result = await db.tx((tx) => takeCode(services, tx, visitor, claim, request, hash))
  return typeof result === 'string' ? refuseProof(services, claim, { until: null, sets: null }, result) : result
}

/** Refusals are returned, not thrown, so that the counting of a wrong code is kept. */
async function takeCode(
  services: ProofServices,
  tx: Tx,
  visitor: Visitor,
  claim: Claim,
  { code, secondCode }: CodeSignInRequest,
  hash: string | null,
): Promise<Next | Refused> {
  const { secrets, clock } = services
  const { tenantId, account } = claim
  const at = clock.now()
  const tried = await tryCode(tx, secrets, tenantId, account?.personId ?? nobody, code, at)
  if (!account || !tried?.fits) return 'one_time_code'
  if (account.secondFactor && secondCode === undefined) return { next: 'code' }
  if (account.secondFactor && !(await secondFactorFits(services, tx, tenantId, account, secondCode ?? ''))) {
    await tried.countFailure()
    return 'second_factor'
  }
  if (!hash && !account.passwordHash) return { next: 'change_password' }
  await tried.use()
  await forgetTries(tx, secrets, tenantId, claim.key)
  if (hash) await changeTo(tx, claim, account, hash, 'one_time_code', null, at)
  const token = await openSession(tx, visitor, account, 'one_time_code', at)
  return { next: account.mustChange && !hash ? 'change_password' : 'done', token }
}

/** Sets a password, ends all other sessions, and tells the ledger. */
export async function changeTo(
  tx: Tx,
  { tenantId, via }: Claim,
  { personId }: Account,
  hash: string,
  by: PasswordChanged['by'],
  keep: SessionId | null,
  at: Date,
): Promise<void> {
  await setPassword(tx, tenantId, personId, hash)
  await endSessions(tx, tenantId, personId, at, keep)
  const payload: PasswordChanged = { personId, by }
  const actor = { personId, postId: null, via }
  await record(tx, { tenantId, stream: personStream(personId), type: passwordChanged, at, actor, payload })
  await revokeAllOf(tx, { tenantId, by: actor, at }, personId)
}

/** Ends one of the actor's own sessions. */
export async function endSession(
  tx: Tx,
  actor: Actor,
  by: EventActor,
  sessionId: SessionId,
  at: Date,
  which: 'open' | 'if_open' = 'open',
): Promise<void> {
  const { tenantId, personId } = actor
  const ended = await mine(tx)
    .updateTable('people.sessions')
    .set({ revoked_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sessionId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (ended.numUpdatedRows === 0n) return which === 'open' ? notFound() : undefined
  const payload: SessionEnded = { personId, sessionId }
  await record(tx, { tenantId, stream: personStream(personId), type: sessionEnded, at, actor: by, payload })
}
