import type { Actor, EventActor } from '../../kernel/actor.ts'
import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { takeTurn } from '../../kernel/take-turn.ts'
import { accountOf } from './account-store.ts'
import type { SafetyView, saveSafety } from './contract.ts'
import { type SafetySaved, safetySaved, safetyStream } from './events.ts'

/** What holds now: the newest version; a tenant that has saved nothing demands nothing. */
export async function safetyOf(tx: Tx, tenantId: TenantId): Promise<SafetyView> {
  const { rows } = await sql<{ secondFactor: boolean; proofMinutes: number | null; savedAt: Date }>`
    select second_factor as "secondFactor", proof_minutes as "proofMinutes", saved_at as "savedAt" from people.safety
    where tenant_id = ${tenantId} order by version desc limit 1`.execute(tx)
  const [found] = rows
  if (!found) return { secondFactor: false, proofMinutes: null, savedAt: null }
  return { ...found, savedAt: found.savedAt.toISOString() }
}

/** What a new tenant begins with: an authenticator for administrators, and a proof of the last half hour at reveals. */
export const strictSafety: BodyOf<typeof saveSafety> = { secondFactor: true, proofMinutes: 30 }

/** Saves a new version. */
export async function keepSafety(
  tx: Tx,
  { tenantId, personId, by, at }: { tenantId: TenantId; personId: PersonId; by: EventActor; at: Date },
  body: BodyOf<typeof saveSafety>,
): Promise<void> {
  await takeTurn(tx, tenantId, 'people.safety')
  await sql`insert into people.safety (tenant_id, version, saved_at, author_id, second_factor, proof_minutes)
    select ${tenantId}, coalesce(max(version), 0) + 1, ${at}, ${personId}, ${body.secondFactor}, ${body.proofMinutes}::integer
    from people.safety where tenant_id = ${tenantId}`.execute(tx)
  const payload: SafetySaved = { ...body }
  await record(tx, { tenantId, stream: safetyStream, type: safetySaved, at, actor: by, payload })
}

/** An administrator saves it. Refused while they have no authenticator themselves: they would lock themselves out of it. */
export async function saveSafetyOf(
  tx: Tx,
  { actor, by, at }: { actor: Actor; by: EventActor; at: Date },
  body: BodyOf<typeof saveSafety>,
): Promise<void> {
  const account = await accountOf(tx, actor.tenantId, actor.personId)
  if (body.secondFactor && !account?.secondFactor)
    fail('refused', 'people.enrol_first', {
      zh: '请先在“我的账号”里给自己开通动态码，再要求管理员都开通',
      en: 'Set up an authenticator for yourself first, under My account; then ask it of all administrators',
    })
  await keepSafety(tx, { tenantId: actor.tenantId, personId: actor.personId, by, at }, body)
}

export interface HeldPost {
  readonly postId: PostId
  readonly role: Role
}

/** The posts that somebody acts for, their own first. */
export async function heldPosts(tx: Tx, tenantId: TenantId, personId: PersonId, at: Date): Promise<HeldPost[]> {
  const { rows } =
    await sql<HeldPost>`select p.id as "postId", p.role from people.acting_posts(${tenantId}, ${personId}, ${at}) m
    join people.posts_view p on p.tenant_id = ${tenantId} and p.id = m.post_id order by m.how, p.place_path, p.id`.execute(
      tx,
    )
  return rows
}

/** Whether somebody with these posts must have an authenticator. */
export const demanded = (safety: Pick<SafetyView, 'secondFactor'>, posts: readonly HeldPost[]): boolean =>
  safety.secondFactor && posts.some(({ role }) => role === 'administrator')

/** Refuses to give up an authenticator that is demanded. */
export async function refuseWhereDemanded(tx: Tx, { tenantId, personId }: Actor, at: Date): Promise<void> {
  if (!demanded(await safetyOf(tx, tenantId), await heldPosts(tx, tenantId, personId, at))) return
  fail('refused', 'people.second_factor_demanded', {
    zh: '管理员必须使用动态码，不能停用。换手机请让另一位管理员重置',
    en: 'Administrators must have an authenticator. For a new phone ask another administrator to reset it',
  })
}

/** Whether the last password or code of a session is too long ago to look at a sealed field. */
export async function mustProve(tx: Tx, { tenantId, sessionId }: Actor, at: Date): Promise<boolean> {
  const { rows } = await sql<{ stale: boolean }>`
    select greatest(s.created_at, s.proved_at) <= ${at}::timestamptz - make_interval(mins => f.proof_minutes) as stale
    from people.sessions s
    join lateral (select proof_minutes from people.safety where tenant_id = ${tenantId} order by version desc limit 1) f
      on f.proof_minutes is not null
    where s.tenant_id = ${tenantId} and s.id = ${sessionId}`.execute(tx)
  return rows[0]?.stale ?? false
}
