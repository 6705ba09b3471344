import { randomInt } from 'node:crypto'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import { sqlState, type Tx, uniqueViolation } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { dropSecondFactor } from './account-service.ts'
import { type Account, accountOf } from './account-store.ts'
import { type CodeIssued, codeIssued, type PersonAdded, personAdded, personStream } from './events.ts'
import { isKeptApart } from './kept-apart.ts'
import { newCode } from './one-time-codes.ts'
import { reaches } from './person-queries.ts'
import { phoneOf } from './phones.ts'
import { isAdministrator } from './post-policy.ts'
import { addAccounts, addPersons, type NewPerson } from './register-store.ts'
import type { Doing } from './tenure-service.ts'

export interface HandedCode {
  /** What the person signs in with: their login, or their phone (masked). */
  readonly login: string
  readonly code: string
  readonly expiresAt: Date
}

/** Issues a one-time code for a person within the actor's reach; a resident without an account gets one with it. */
export async function issueCode(
  tx: Tx,
  secrets: Secrets,
  doing: Doing,
  personId: PersonId,
  resetSecondFactor: boolean,
): Promise<HandedCode> {
  const { actor, by, at } = doing
  if (!(await reaches(tx, actor, personId, at))) notFound()
  if (personId === actor.personId)
    fail('refused', 'people.code_for_self', {
      zh: '不能给自己发验证码，请用“修改密码”',
      en: 'Nobody issues a code for themselves; change the password instead',
    })
  if (resetSecondFactor && !isAdministrator(actor)) forbidden()
  if (!isAdministrator(actor) && (await isKeptApart(tx, actor.tenantId, personId)))
    fail('refused', 'people.code_by_administrator', {
      zh: '这位的验证码请管理员发',
      en: 'For this person an administrator issues the code',
    })
  const account = (await accountOf(tx, actor.tenantId, personId)) ?? (await openAccount(tx, secrets, doing, personId))
  if (resetSecondFactor && account.secondFactor) await dropSecondFactor(tx, account, actor.tenantId, by, at)
  return handCode(tx, secrets, doing, account)
}

/** A resident reported by phone and now wants to sign in: the phone is the name, a code the first password. */
async function openAccount(tx: Tx, secrets: Secrets, { actor, at }: Doing, personId: PersonId): Promise<Account> {
  const { tenantId } = actor
  if (!(await phoneOf(tx, secrets, tenantId, personId)))
    fail('refused', 'people.no_phone', {
      zh: '这位居民还没有登记手机号，无法登录',
      en: 'No phone is on record for this person, so there is nothing to sign in with',
    })
  await addAccounts(tx, tenantId, [{ personId, login: `r${randomInt(10 ** 11)}` }], at)
  return (await accountOf(tx, tenantId, personId)) ?? notFound()
}

async function handCode(tx: Tx, secrets: Secrets, { actor, by, at }: Doing, account: Account): Promise<HandedCode> {
  const { tenantId } = actor
  const { personId } = account
  const issued = await newCode(tx, secrets, tenantId, personId, actor.personId, at)
  const payload: CodeIssued = { personId, codeId: issued.id, expiresAt: issued.expiresAt.toISOString() }
  await record(tx, { tenantId, stream: personStream(personId), type: codeIssued, at, actor: by, payload })
  const phone = /^r\d+$/.test(account.login) ? await phoneOf(tx, secrets, tenantId, personId) : null
  return { login: phone ? maskPhone(phone) : account.login, code: issued.code, expiresAt: issued.expiresAt }
}

export interface PersonToAdd extends NewPerson {
  readonly login: string
}

/** Adds a person with an account that has no password yet, and a code to begin with. */
export async function addPerson(
  tx: Tx,
  secrets: Secrets,
  doing: Doing,
  person: PersonToAdd,
): Promise<HandedCode & { personId: PersonId }> {
  const { actor, by, at } = doing
  const { tenantId } = actor
  const personId = person.id ?? newId<'person'>()
  try {
    await addPersons(tx, secrets, tenantId, [{ ...person, id: personId }], at)
    await addAccounts(tx, tenantId, [{ personId, login: person.login }], at)
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) throw error
    fail('conflict', 'people.person_exists', {
      zh: '这个账号或手机号已经有人用了，请先搜索一下',
      en: 'The login or the phone is on record already; search for the person first',
    })
  }
  const payload: PersonAdded = { personId }
  await record(tx, { tenantId, stream: personStream(personId), type: personAdded, at, actor: by, payload })
  const account = (await accountOf(tx, tenantId, personId)) ?? notFound()
  return { ...(await handCode(tx, secrets, doing, account)), personId }
}
