import type { Actor } from '../../kernel/actor.ts'
import { newId, type PersonId, type SessionId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { SessionSource } from '../../kernel/http/session.ts'
import { mustProve } from './safety.ts'
import { mine } from './tables.ts'
import { newSecretToken, tenantOfToken, tokenHash } from './token-form.ts'
import { actorOfBearer } from './tokens/token-source.ts'

/** Days until a session ends however often it is used; `people.session_actor` ends one that was idle for 12 hours. */
const sessionDays = 30
export const sessionSeconds = sessionDays * 86_400

export interface NewSession {
  readonly tenantId: TenantId
  readonly personId: PersonId
  readonly ip: string
  readonly userAgent: string
  /** Hours that it may lie idle; more than the usual 12 only for who has no password and no post. */
  readonly idleHours?: number
  /** What the browser's cookie of its own says. */
  readonly device?: string
  /** Hours until it ends however often it is used; 30 days if left out. */
  readonly hours?: number
  /** Where the browser goes after signing out, to leave a provider as well. */
  readonly leaveUrl?: string | null
}

/** Whether somebody who has signed in before does so from a browser that they never used. */
export async function isNewDevice(
  tx: Tx,
  { tenantId, device, userAgent }: Pick<NewSession, 'tenantId' | 'userAgent'> & { readonly device: string },
  personId: PersonId,
): Promise<boolean> {
  // Sessions from before browsers had a mark of their own are told apart by what the browser says it is.
  const { rows } = await sql<{ isNew: boolean | null }>`
    select not coalesce(bool_or(known), true) as "isNew" from (
      select device_hash = ${tokenHash(device)} as known
      from people.devices where tenant_id = ${tenantId} and person_id = ${personId}
      union all
      select user_agent = ${userAgent.slice(0, 300)}
      from people.sessions where tenant_id = ${tenantId} and person_id = ${personId} and device_hash is null) one`.execute(
    tx,
  )
  return rows[0]?.isNew ?? false
}

/** Notes that whoever has this session has just proved who they are. */
export async function noteProof(tx: Tx, { tenantId, sessionId }: Actor, at: Date): Promise<void> {
  await sql`update people.sessions set proved_at = ${at} where tenant_id = ${tenantId} and id = ${sessionId}`.execute(
    tx,
  )
}

/** Opens a session. @returns the token for the cookie, which cannot be read back. */
export async function startSession(tx: Tx, session: NewSession, at: Date): Promise<{ id: SessionId; token: string }> {
  const id = newId<'session'>()
  const token = newSecretToken(session.tenantId)
  await mine(tx)
    .insertInto('people.sessions')
    .values({
      tenant_id: session.tenantId,
      id,
      person_id: session.personId,
      token_hash: tokenHash(token),
      created_at: at,
      last_seen_at: at,
      expires_at: new Date(at.getTime() + (session.hours === undefined ? sessionSeconds : session.hours * 3600) * 1000),
      revoked_at: null,
      ip: session.ip.slice(0, 60),
      user_agent: session.userAgent.slice(0, 300),
      idle_hours: session.idleHours ?? 12,
      leave_url: session.leaveUrl ?? null,
      device_hash: session.device === undefined ? null : tokenHash(session.device),
    })
    .execute()
  if (session.device !== undefined)
    await sql`insert into people.devices (tenant_id, person_id, device_hash, first_at, last_at)
      values (${session.tenantId}, ${session.personId}, ${tokenHash(session.device)}, ${at}, ${at})
      on conflict (tenant_id, person_id, device_hash) do update set last_at = excluded.last_at`.execute(tx)
  return { id, token }
}

/** Where the browser goes after this session has ended; null: nowhere else. */
export async function leaveUrlOf(tx: Tx, { tenantId, sessionId }: Actor): Promise<string | null> {
  const { rows } = await sql<{ url: string | null }>`select leave_url as url from people.sessions
    where tenant_id = ${tenantId} and id = ${sessionId}`.execute(tx)
  return rows[0]?.url ?? null
}

const looking = { name: 'people.session_actor', types: ['uuid', 'bytea', 'timestamptz'] }

/** Who asks, in one round trip. */
export const sessions: SessionSource = {
  async actorOf(db, token, at) {
    const tenantId = tenantOfToken(token)
    if (!tenantId) return null
    return db.call(looking, [tenantId, tokenHash(token), at])
  },
  actorOfBearer,
  mustProve: (db, actor, at) => db.of(actor.tenantId).read((tx) => mustProve(tx, actor, at)),
}
