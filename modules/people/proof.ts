import type { EventActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { clientNetwork } from '../../kernel/http/client-network.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { type Account, beginTry, type Try } from './account-store.ts'
import {
  personStream,
  type SignInFailed,
  type SignInLocked,
  signInFailed,
  signInLocked,
  strangerStream,
} from './events.ts'
import { passwordFits } from './passwords.ts'
import { heldPosts } from './safety.ts'

/** What proving who one is needs of the program. */
export interface ProofServices {
  readonly db: Db
  readonly clock: Clock
  readonly secrets: Secrets
}

/** Who is to be proved. `key` is what tries are counted by: the person, or the typed name that nobody has. */
export interface Claim {
  readonly tenantId: TenantId
  readonly account: Account | null
  readonly key: string
  readonly via: EventActor['via']
  /** The address that it came from. */
  readonly ip: string
}

/** Known and unknown names are refused in the same words. */
const refusals: Record<SignInFailed['why'], { reason: string; words: Words }> = {
  password: {
    reason: 'people.wrong_sign_in',
    words: { zh: '账号或密码不对', en: 'The name or the password is not right' },
  },
  second_factor: {
    reason: 'people.wrong_code',
    words: { zh: '动态码不对或已用过，请等下一个再试', en: 'That code is wrong or was used; wait for the next one' },
  },
  oidc: {
    reason: 'people.oidc_refused',
    words: {
      zh: '统一登录没有成功，请再试一次；还不行请用密码登录，或联系管理员',
      en: 'Signing in by the provider did not work. Try again; else sign in by password, or ask an administrator',
    },
  },
  one_time_code: {
    reason: 'people.wrong_one_time_code',
    words: {
      zh: '账号或验证码不对，或者验证码已失效。可以请社区再发一个',
      en: 'The name or the code is not right, or the code is no longer good. Ask for a new one',
    },
  },
}

/**
 * Checks a password. Each try counts beforehand; a wrong one leaves its events and is refused in the same time and words
 * whether the name exists or not. The fifth locks.
 * @returns the try, for what must still be proved.
 */
export async function provePassword(services: ProofServices, claim: Claim, password: string): Promise<Try> {
  const { db, clock, secrets } = services
  const at = clock.now()
  const attempt = await db.tx((tx) => beginTry(tx, secrets, claim.tenantId, claim.key, at))
  if (attempt.until) return refuseLocked(attempt.until, at)
  const fits = await passwordFits(claim.account?.passwordHash ?? null, password)
  return fits ? attempt : refuseProof(services, claim, attempt, 'password')
}

/** Refuses a try while a lock stands. */
export function refuseLocked(until: Date, at: Date): never {
  const minutes = Math.max(1, Math.ceil((until.getTime() - at.getTime()) / 60_000))
  return fail('too_many', 'people.locked', {
    zh: `试错次数太多，请 ${minutes} 分钟后再试；也可以请社区发一个一次性验证码`,
    en: `Too many wrong tries. Try again in ${minutes} minutes, or ask your community for a one-time code`,
  })
}

/** An address without the machine: enough to tell the office's network from another one. */
export const networkOf = (ip: string): string =>
  ip.includes(':') ? `${ip.split(':').slice(0, 2).join(':')}:*` : `${ip.split('.').slice(0, 2).join('.')}.*.*`

/** Writes a failed proof down, and the lock if it brings one; then refuses. */
export async function refuseProof(
  { db, clock, secrets }: ProofServices,
  { tenantId, account, key, via, ip }: Claim,
  attempt: Try,
  why: SignInFailed['why'],
): Promise<never> {
  const at = clock.now()
  const personId = account?.personId ?? null
  const stream = personId ? personStream(personId) : strangerStream
  const short = (purpose: string, text: string) => secrets.lookup(purpose, text).toString('hex').slice(0, 16)
  await db.tx(async (tx) => {
    const [post] = personId ? await heldPosts(tx, tenantId, personId, at) : []
    const actor: EventActor = { personId, postId: post?.postId ?? null, via }
    const source = {
      from: short('sign-in address', clientNetwork(ip)),
      tried: short('sign-in name', key),
      net: networkOf(ip),
    }
    const payload: SignInFailed = { personId, why, ...source }
    await record(tx, { tenantId, stream, type: signInFailed, at, actor, payload })
    if (!attempt.sets) return
    const lock: SignInLocked = { personId, until: attempt.sets.toISOString() }
    await record(tx, { tenantId, stream, type: signInLocked, at, actor, payload: lock })
  })
  const { reason, words } = refusals[why]
  return fail('refused', reason, words)
}
