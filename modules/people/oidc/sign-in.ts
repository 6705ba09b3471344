import { fail } from '../../../kernel/contract/errors.ts'
import { newId, type PersonId, type TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { RequestContext } from '../../../kernel/http/route.ts'
import { refuseUnsound } from '../../../kernel/http/sound-text.ts'
import { takeTurn } from '../../../kernel/take-turn.ts'
import { type Account, accountOf, beginTry, forgetTries } from '../account-store.ts'
import { type PersonAdded, personAdded, personStream } from '../events.ts'
import { normalLogin } from '../logins.ts'
import { type Claim, refuseLocked, refuseProof } from '../proof.ts'
import { addAccounts } from '../register-store.ts'
import { heldPosts } from '../safety.ts'
import { openSession, secondFactorFits, type Visitor } from '../sign-in-service.ts'
import { accountNameOf, type Claims, grantedPosts, valuesOf } from './claims.ts'
import { type OidcLinked, oidcLinked } from './events.ts'
import { grant } from './granting.ts'
import { forgetStep, keepStep, type Proved, stepOf } from './pending.ts'
import { client, isPage, providerOf } from './provider.ts'
import { type OidcSettings, oidcOf, redirectUriOf } from './settings.ts'

/** So long a session lasts at most that a provider opened: then it is asked again what somebody may do. */
const sessionHours = 12

async function settingsOf({ db, tenantId }: RequestContext): Promise<OidcSettings> {
  const settings = await db.read((tx) => oidcOf(tx, tenantId))
  if (settings?.isOn) return settings
  return fail('refused', 'people.oidc_off', {
    zh: '这里没有开通统一登录，请用密码登录',
    en: 'Signing in by a provider is not set up here. Sign in by password',
  })
}

/** @returns where the browser goes. */
export async function beginAt(context: RequestContext): Promise<{ url: string }> {
  const settings = await settingsOf(context)
  const config = await providerOf(settings, context.secrets)
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const url = client.buildAuthorizationUrl(config, {
    ...{ redirect_uri: redirectUriOf(settings.origin), scope: settings.scopes, state, nonce },
    ...{ code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
  })
  keepStep(context, settings.version, { step: 'begun', state, nonce, verifier })
  return { url: url.href }
}

export interface Returned {
  readonly code?: string
  readonly state: string
  readonly iss?: string
  readonly error?: string
}

export interface Outcome<Next extends string> {
  readonly next: Next
  readonly token?: string
}

/**
 * Goes on with what the provider sent back: asks it for its word, checks all of that, finds or opens the account.
 * @throws a Failure for whatever does not fit, in the same words whatever it was, and with an event.
 */
export async function finishAt(
  context: RequestContext,
  visitor: Visitor,
  returned: Returned,
): Promise<Outcome<'done' | 'code'>> {
  const { db, clock } = context
  const settings = await settingsOf(context)
  const begun = stepOf(context, settings.version, 'begun')
  forgetStep(context)
  if (!begun) return refuseLost()
  const said = await askProvider(context, settings, begun, returned)
  if (!said) return refuseOidc(context, visitor)
  const at = clock.now()
  const found = await db.tx(async (tx) => {
    const { personId } = await personOf(tx, { ...visitor, settings, at }, said)
    const account = await accountOf(tx, visitor.tenantId, personId)
    if (!account) return null
    const proved: Proved = {
      ...{ step: 'proved', personId, issuer: settings.issuer, subject: said.subject },
      ...{ granted: grantedPosts(said.claims, settings.mapping), leaveUrl: said.leaveUrl },
    }
    if (account.secondFactor) return { proved, token: null }
    await refuseWeakAdministrator(tx, visitor.tenantId, account, at)
    return { proved, token: await enter(tx, visitor, account, proved, at) }
  })
  if (!found) return refuseOidc(context, visitor)
  if (found.token) return { next: 'done', token: found.token }
  keepStep(context, settings.version, found.proved)
  return { next: 'code' }
}

/** The authenticator’s code, where there is one: the provider stands for the password, not for it. */
export async function finishByCode(context: RequestContext, visitor: Visitor, code: string): Promise<Outcome<'done'>> {
  const { db, clock, secrets } = context
  const settings = await settingsOf(context)
  const proved = stepOf(context, settings.version, 'proved')
  const { tenantId, via, ip } = visitor
  const account = proved && (await db.read((tx) => accountOf(tx, tenantId, proved.personId)))
  if (!proved || !account) return refuseLost()
  const at = clock.now()
  const claim: Claim = { tenantId, account, key: account.personId, via, ip }
  const attempt = await db.tx((tx) => beginTry(tx, secrets, tenantId, claim.key, at))
  if (attempt.until) return refuseLocked(attempt.until, at)
  const token = await db.tx(async (tx) => {
    if (!(await secondFactorFits(context, tx, tenantId, account, code))) return null
    return enter(tx, visitor, account, proved, at)
  })
  if (!token) return refuseProof(context, claim, attempt, 'second_factor')
  await db.tx((tx) => forgetTries(tx, secrets, tenantId, claim.key))
  forgetStep(context)
  return { next: 'done', token }
}

interface Said {
  readonly subject: string
  readonly claims: Claims
  readonly leaveUrl: string | null
}

/** Null: what came back does not fit, or the provider would not give its word. */
async function askProvider(
  { secrets }: RequestContext,
  settings: OidcSettings,
  begun: { readonly state: string; readonly nonce: string; readonly verifier: string },
  { code, state, iss, error }: Returned,
): Promise<Said | null> {
  if (error !== undefined || code === undefined) return null
  const config = await providerOf(settings, secrets)
  const redirectUri = redirectUriOf(settings.origin)
  const back = new URL(redirectUri)
  for (const [name, value] of Object.entries({ code, state, iss })) if (value) back.searchParams.set(name, value)
  try {
    const tokens = await client.authorizationCodeGrant(config, back, {
      ...{ pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce },
      idTokenExpected: true,
    })
    const word = tokens.claims()
    if (!word) return null
    const { userinfo_endpoint: more, end_session_endpoint: end } = config.serverMetadata()
    // Many providers put names and groups there alone.
    const info = more ? await client.fetchUserInfo(config, tokens.access_token, word.sub) : {}
    const home = new URL('/desk/sign-in', settings.origin).href
    const leave = end ? client.buildEndSessionUrl(config, { post_logout_redirect_uri: home }) : null
    const said = {
      subject: word.sub,
      claims: { ...info, ...word },
      leaveUrl: leave && isPage(leave) ? leave.href : null,
    }
    refuseUnsound(said)
    return said
  } catch {
    // Wrong issuer, audience, nonce, signature, times, state, a code that is none, words that cannot be kept: told alike.
    return null
  }
}

interface Entering extends Visitor {
  readonly settings: OidcSettings
  readonly at: Date
}

/** Whom the provider means: who was linked, else the account that its claim names, else a new one where that is allowed. */
async function personOf(tx: Tx, entering: Entering, said: Said): Promise<{ personId: PersonId }> {
  const { tenantId, settings } = entering
  const known = await linkedTo(tx, entering, said.subject)
  if (known) return known
  // Somebody new may come by two windows at once: one opens the account, the other finds it.
  await takeTurn(tx, tenantId, 'people.oidc_accounts')
  const meanwhile = await linkedTo(tx, entering, said.subject)
  if (meanwhile) return meanwhile
  const name = accountNameOf(said.claims, settings.accountClaim)
  if (name === null) return refuseStranger()
  const { rows: named } = await sql<{ personId: PersonId; taken: boolean }>`select a.person_id as "personId",
      exists (select from people.oidc_subjects s where s.tenant_id = a.tenant_id and s.issuer = ${settings.issuer}
        and s.person_id = a.person_id) as taken
    from people.accounts a where a.tenant_id = ${tenantId} and a.login = ${normalLogin(name)}`.execute(tx)
  const [account] = named
  // The account is another subject's: a name that was given away again is not the same person.
  if (account?.taken) return refuseStranger()
  if (account) return account
  if (!settings.opensAccounts || grantedPosts(said.claims, settings.mapping).length === 0) return refuseStranger()
  return { personId: await openAccount(tx, entering, said, name) }
}

async function linkedTo(
  tx: Tx,
  { tenantId, settings }: Entering,
  subject: string,
): Promise<{ personId: PersonId } | undefined> {
  const { rows } = await sql<{ personId: PersonId }>`select person_id as "personId" from people.oidc_subjects
    where tenant_id = ${tenantId} and issuer = ${settings.issuer} and subject = ${subject}`.execute(tx)
  return rows[0]
}

async function openAccount(
  tx: Tx,
  { tenantId, at, via }: Entering,
  { claims }: Said,
  login: string,
): Promise<PersonId> {
  const called = (valuesOf(claims, 'name')[0] ?? login).trim().slice(0, 60) || login
  const id = newId<'person'>()
  // No phone and no password: neither is the provider's to set here.
  await sql`insert into people.persons (tenant_id, id, name, created_at) values (${tenantId}, ${id}, ${called}, ${at})`.execute(
    tx,
  )
  await addAccounts(tx, tenantId, [{ personId: id, login }], at)
  const payload: PersonAdded = { personId: id }
  const actor = { personId: null, postId: null, via }
  await record(tx, { tenantId, stream: personStream(id), type: personAdded, at, actor, payload })
  return id
}

/** Links, gives and takes posts, opens the session: all or nothing. */
async function enter(tx: Tx, visitor: Visitor, account: Account, proved: Proved, at: Date): Promise<string> {
  const { tenantId, via } = visitor
  const { personId } = account
  const { issuer, subject, granted, leaveUrl } = proved
  const linked = await sql`insert into people.oidc_subjects (tenant_id, issuer, subject, person_id, linked_at)
    values (${tenantId}, ${issuer}, ${subject}, ${personId}, ${at}) on conflict do nothing returning subject`.execute(
    tx,
  )
  if (linked.rows.length > 0) {
    const payload: OidcLinked = { personId, issuer }
    const actor = { personId, postId: null, via }
    await record(tx, { tenantId, stream: personStream(personId), type: oidcLinked, at, actor, payload })
  } else await refuseOtherSubject(tx, tenantId, proved)
  await grant(tx, { tenantId, personId, at }, granted)
  return openSession(tx, visitor, account, 'oidc', at, { hours: sessionHours, leaveUrl })
}

/** Two who came at once under one name: the first keeps it. */
async function refuseOtherSubject(tx: Tx, tenantId: TenantId, { issuer, subject, personId }: Proved): Promise<void> {
  const { rows } = await sql`select from people.oidc_subjects where tenant_id = ${tenantId} and issuer = ${issuer}
    and subject = ${subject} and person_id = ${personId}`.execute(tx)
  if (rows.length === 0) refuseStranger()
}

/** A provider stands for a password: it alone never opens an administrator's posts. */
async function refuseWeakAdministrator(tx: Tx, tenantId: TenantId, { personId }: Account, at: Date): Promise<void> {
  const posts = await heldPosts(tx, tenantId, personId, at)
  if (posts.some(({ role }) => role === 'administrator'))
    fail('refused', 'people.oidc_needs_factor', {
      zh: '管理员请先用密码登录，在“我的账号”里开通动态码，然后再用统一登录',
      en: 'Administrators sign in by password first and set up an authenticator under My account; then by the provider',
    })
}

const refuseLost = (): never =>
  fail('refused', 'people.oidc_lost', {
    zh: '这次登录已失效（超过十分钟，或不是在这个浏览器里开始的）。请再点一次统一登录',
    en: 'This sign-in is no longer good: it took more than ten minutes, or began in another browser. Begin again',
  })

const refuseStranger = (): never =>
  fail('refused', 'people.oidc_stranger', {
    zh: '统一登录认得您，但这里没有您的账号。请联系管理员开通',
    en: 'The provider knows you, but you have no account here. Ask an administrator',
  })

/** Told in the ledger as any sign-in that failed; nobody is named, for nobody was proved. */
async function refuseOidc(context: RequestContext, { tenantId, via, ip }: Visitor): Promise<never> {
  const claim: Claim = { tenantId, account: null, key: 'oidc', via, ip }
  return refuseProof(context, claim, { until: null, sets: null }, 'oidc')
}
