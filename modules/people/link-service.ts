import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type Id, newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { tenantName } from '../../kernel/tenants.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { type Account, accountOf } from './account-store.ts'
import {
  type LinkIssued,
  type LinkRevoked,
  linkIssued,
  linkRevoked,
  type PersonAdded,
  personAdded,
  personStream,
  type SignedIn,
  signedIn,
} from './events.ts'
import { isKeptApart } from './kept-apart.ts'
import { findOrAddPersonByPhone } from './person-by-phone.ts'
import { phoneOf } from './phones.ts'
import { addAccounts } from './register-store.ts'
import { startSession } from './sessions.ts'
import type { Visitor } from './sign-in-service.ts'

// A link signs in whoever opens it first: only for people without a post, whom staff know and have confirmed.

const usualHours = 72
/** Hours that a session by link may lie idle: there is no password to come back with. */
const idleHours = 720

const tokenForm = /^[A-Za-z0-9_-]{43}$/
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

export interface NewLink {
  readonly tenantId: TenantId
  readonly personId?: PersonId
  /** Found by the phone, or added. */
  readonly newPerson?: { readonly name: string; readonly phone: string }
  /** As what they enter. A link for one purpose never opens an account of another, or one that its owner opened. */
  readonly purpose: 'firm' | 'observer' | 'shop'
  readonly issuedBy: PersonId
  /** The post and door of who issues it, for the ledger. */
  readonly by?: EventActor
  readonly at: Date
  readonly hours?: number
}

export interface IssuedLink {
  readonly personId: PersonId
  /** For `/k/<token>` in the pocket; it cannot be read back. */
  readonly token: string
  readonly expiresAt: Date
}

/** Makes a link for a person and opens an account if there is none; links issued earlier are no longer good. */
export async function issueLink(tx: Tx, secrets: Secrets, link: NewLink): Promise<IssuedLink> {
  const { tenantId, at, issuedBy, hours = usualHours } = link
  const by: EventActor = link.by ?? { personId: issuedBy, postId: null, via: 'desk' }
  const personId = await personFor(tx, secrets, link, by)
  const account = (await accountOf(tx, tenantId, personId)) ?? (await openAccount(tx, secrets, link, personId))
  const obstacle = await obstacleOf(tx, account, { ...link, personId })
  if (obstacle) fail('refused', obstacle.reason, obstacle.words)
  await revokeOpen(tx, tenantId, personId, at)
  // Asked once the open link is locked: a sign-in by it has either been written down by now, or comes too late.
  if (await hasEntered(tx, tenantId, personId)) fail('refused', usedBefore.reason, usedBefore.words)
  const id = newId<'signInLink'>()
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(at.getTime() + hours * 3_600_000)
  await sql`insert into people.sign_in_links (tenant_id, id, person_id, token_hash, issued_by, issued_at, expires_at)
    values (${tenantId}, ${id}, ${personId}, ${hashOf(token)}, ${issuedBy}, ${at}, ${expiresAt})`.execute(tx)
  const payload: LinkIssued = { personId, linkId: id, expiresAt: expiresAt.toISOString() }
  await record(tx, { tenantId, stream: personStream(personId), type: linkIssued, at, actor: by, payload })
  return { personId, token, expiresAt }
}

interface Obstacle {
  readonly reason: string
  readonly words: Words
}

const forStaff: Obstacle = {
  reason: 'people.link_for_staff',
  words: {
    zh: '这位是工作人员或开通了动态码，请用账号登录，不能发链接',
    en: 'This person works here or uses an authenticator: they sign in by account, not by link',
  },
}

/** Whoever hands out a link can open it: an account that its owner keeps by a password is not entered past it. */
const pastPassword: Obstacle = {
  reason: 'people.link_past_password',
  words: {
    zh: '这位已自己设了密码，请用手机号和密码登录，不能发链接',
    en: 'They have chosen a password: they sign in by phone and password, not by link',
  },
}

/** Else whoever may add a phone to a firm could enter as the neighbour, or the observer, that it belongs to. */
const otherAccount: Obstacle = {
  reason: 'people.link_other_account',
  words: {
    zh: '这个手机号已有别的账号，请本人登录，不能发链接',
    en: 'This phone has an account of another kind: its owner signs in themselves, no link can be issued',
  },
}

/** Whoever handed out the first link could else enter behind its owner, and read what they said of that very office. */
const usedBefore: Obstacle = {
  reason: 'people.link_used_before',
  words: {
    zh: '这位已经用链接登录过，不能再发链接：请用手机号和自己设的密码登录；没有设或忘了，请管理员发验证码',
    en: 'They have entered by a link before, so no other is issued: they sign in by phone and the password that they chose; without one, an administrator issues a code',
  },
}

type Entering = Pick<NewLink, 'tenantId' | 'purpose' | 'at'> & { readonly personId: PersonId }

async function obstacleOf(
  tx: Tx,
  account: Pick<Account, 'secondFactor' | 'passwordHash' | 'openedFor'>,
  { tenantId, personId, purpose, at }: Entering,
): Promise<Obstacle | null> {
  if (account.secondFactor || (await holdsPost(tx, tenantId, personId, at))) return forStaff
  if (account.passwordHash !== null) return pastPassword
  return account.openedFor === purpose ? null : otherAccount
}

const hasEntered = async (tx: Tx, tenantId: TenantId, personId: PersonId): Promise<boolean> =>
  (await isKeptApart(tx, tenantId, personId)) && (await cameByLink(tx, tenantId, personId))

/** Why no link can be issued to a person, in words; null where one can. */
export async function linkObstacle(tx: Tx, entering: Entering): Promise<Words | null> {
  const { tenantId, personId } = entering
  const account = await accountOf(tx, tenantId, personId)
  if (!account) return null
  const obstacle = await obstacleOf(tx, account, entering)
  return (obstacle ?? ((await hasEntered(tx, tenantId, personId)) ? usedBefore : null))?.words ?? null
}

/** By the ledger, for used links are forgotten after some months. */
async function cameByLink(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<boolean> {
  const { rows } = await sql`select from kernel.events_view where tenant_id = ${tenantId}
    and stream = ${personStream(personId)} and type = ${signedIn} and payload ->> 'by' = 'link' limit 1`.execute(tx)
  return rows.length > 0
}

async function personFor(tx: Tx, secrets: Secrets, link: NewLink, by: EventActor): Promise<PersonId> {
  const { tenantId, at, newPerson } = link
  if (link.personId) return link.personId
  if (!newPerson) throw new Error('a link is for somebody')
  const { personId, added } = await findOrAddPersonByPhone(tx, secrets, tenantId, newPerson, at)
  const payload: PersonAdded = { personId }
  if (added) await record(tx, { tenantId, stream: personStream(personId), type: personAdded, at, actor: by, payload })
  return personId
}

/** The phone is the name to sign in with, should they choose a password later. */
async function openAccount(
  tx: Tx,
  secrets: Secrets,
  { tenantId, purpose, at }: NewLink,
  personId: PersonId,
): Promise<Account> {
  if (!(await phoneOf(tx, secrets, tenantId, personId)))
    fail('refused', 'people.no_phone', {
      zh: '这位还没有登记手机号，不能开通账号',
      en: 'No phone is on record for this person, so no account can be opened',
    })
  await addAccounts(tx, tenantId, [{ personId, login: `r${randomInt(10 ** 11)}` }], at)
  await sql`update people.accounts set opened_for = ${purpose}
    where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  return (await accountOf(tx, tenantId, personId)) ?? notFound()
}

async function holdsPost(tx: Tx, tenantId: TenantId, personId: PersonId, at: Date): Promise<boolean> {
  const { rows } = await sql`select from people.acting_posts(${tenantId}, ${personId}, ${at}) limit 1`.execute(tx)
  return rows.length > 0
}

async function revokeOpen(tx: Tx, tenantId: TenantId, personId: PersonId, at: Date): Promise<Id<'signInLink'>[]> {
  const { rows } = await sql<{ id: Id<'signInLink'> }>`update people.sign_in_links set revoked_at = ${at}
    where tenant_id = ${tenantId} and person_id = ${personId} and used_at is null and revoked_at is null
      and expires_at > ${at} returning id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Takes back what was handed out and not used yet. @returns how many links that were. */
export async function revokeLinks(
  tx: Tx,
  of: { readonly tenantId: TenantId; readonly personId: PersonId; readonly by: EventActor; readonly at: Date },
): Promise<number> {
  const { tenantId, personId, by, at } = of
  const links = await revokeOpen(tx, tenantId, personId, at)
  for (const linkId of links) {
    const payload: LinkRevoked = { personId, linkId }
    await record(tx, { tenantId, stream: personStream(personId), type: linkRevoked, at, actor: by, payload })
  }
  return links.length
}

const notGood: Words = {
  zh: '这个链接不能用了：可能已经用过、过了期，或者被收回。请联系给您链接的工作人员再发一个',
  en: 'This link is no longer good: it was used, has expired or was taken back. Ask whoever sent it for a new one',
}
const refuse = (): never => fail('refused', 'people.link_not_good', notGood)

interface OpenLink {
  readonly id: Id<'signInLink'>
  readonly personId: PersonId
  readonly name: string
  readonly expiresAt: Date
}

/** A link that is still good; every other one is refused in the same words. */
async function openLink(tx: Tx, tenantId: TenantId, token: string, at: Date, lock: boolean): Promise<OpenLink> {
  if (!tokenForm.test(token)) return refuse()
  const { rows } = await sql<OpenLink>`
    select k.id, k.person_id as "personId", n.name, k.expires_at as "expiresAt" from people.sign_in_links k
    join people.persons n on n.tenant_id = k.tenant_id and n.id = k.person_id
    where k.tenant_id = ${tenantId} and k.token_hash = ${hashOf(token)} and k.used_at is null and k.revoked_at is null
      and k.expires_at > ${at} ${lock ? sql`for update of k` : sql``}`.execute(tx)
  const link = rows[0] ?? refuse()
  const account = await accountOf(tx, tenantId, link.personId)
  if (
    !account ||
    account.secondFactor ||
    account.passwordHash !== null ||
    (await holdsPost(tx, tenantId, link.personId, at))
  )
    return refuse()
  return link
}

/** Whom a link is for; looking does not use it up. */
export async function lookAtLink(tx: Tx, tenantId: TenantId, token: string, at: Date) {
  const link = await openLink(tx, tenantId, token, at, false)
  return {
    name: maskName(link.name),
    tenant: await tenantName(tx, tenantId),
    expiresAt: link.expiresAt.toISOString(),
  }
}

/** Uses a link up and signs its person in. @returns the token for the cookie. */
export async function signInByLink(tx: Tx, visitor: Visitor, token: string, at: Date): Promise<string> {
  const { tenantId, via } = visitor
  const { id, personId } = await openLink(tx, tenantId, token, at, true)
  const session = await startSession(tx, { ...visitor, personId, idleHours }, at)
  await sql`update people.sign_in_links set used_at = ${at}, session_id = ${session.id}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const payload: SignedIn = { personId, sessionId: session.id, by: 'link', secondFactor: false, newDevice: false }
  const actor = { personId, postId: null, via }
  await record(tx, { tenantId, stream: personStream(personId), type: signedIn, at, actor, payload })
  return session.token
}
