import { randomBytes } from 'node:crypto'
import type { EventActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { KeyView } from './contract.ts'
import { type KeyEvent, type KeyId, keyEvents, keyStream } from './events.ts'

/** In whose name a key is made or ended. */
export interface Keeping {
  readonly tenantId: TenantId
  readonly secrets: Secrets
  readonly by: EventActor & { readonly personId: PersonId }
  readonly at: Date
}

const lookupOf = (secrets: Secrets, key: string): Buffer => secrets.lookup('open311 key', key)

/** Makes a key. @returns it, which nobody can read again: only its keyed hash is kept. */
export async function makeKey(
  tx: Tx,
  { tenantId, secrets, by, at }: Keeping,
  { name, perMinute }: { readonly name: string; readonly perMinute: number },
): Promise<{ id: KeyId; key: string }> {
  const id: KeyId = newId()
  const key = `lr-${randomBytes(24).toString('base64url')}`
  await sql`insert into open311.keys (tenant_id, id, name, lookup, per_minute, made_at, made_by)
    values (${tenantId}, ${id}, ${name}, ${lookupOf(secrets, key)}, ${perMinute}, ${at}, ${by.personId})`.execute(tx)
  const payload: KeyEvent = { keyId: id, perMinute }
  await record(tx, { tenantId, stream: keyStream(id), type: keyEvents.made, at, actor: by, payload })
  return { id, key }
}

/** Ends a key: it is refused from now on. Ending it twice changes nothing. */
export async function endKey(tx: Tx, { tenantId, by, at }: Keeping, id: KeyId): Promise<void> {
  const { rows } = await sql<{ ended: boolean }>`select ended_at is not null as ended from open311.keys
    where tenant_id = ${tenantId} and id = ${id} for update`.execute(tx)
  const key = rows[0] ?? notFound()
  if (key.ended) return
  await sql`update open311.keys set ended_at = ${at} where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const payload: KeyEvent = { keyId: id }
  await record(tx, { tenantId, stream: keyStream(id), type: keyEvents.ended, at, actor: by, payload })
}

interface KeyRow extends Omit<KeyView, 'madeAt' | 'endedAt' | 'lastUsedAt'> {
  readonly madeAt: Date
  readonly endedAt: Date | null
  readonly lastUsedAt: Date | null
}

/** All keys, those in use first, with how much came by each. */
export async function keysOf(tx: Tx, tenantId: TenantId): Promise<KeyView[]> {
  const { rows } = await sql<KeyRow>`
    select k.id, k.name, k.per_minute as "perMinute", k.made_at as "madeAt", n.name as "madeBy", k.ended_at as "endedAt",
      k.last_used_at as "lastUsedAt",
      (select count(*)::int from open311.requests r where r.tenant_id = k.tenant_id and r.key_id = k.id) as requests
    from open311.keys k join people.persons_view n on n.tenant_id = k.tenant_id and n.id = k.made_by
    where k.tenant_id = ${tenantId} order by k.ended_at is not null, k.made_at desc`.execute(tx)
  return rows.map((row) => ({
    ...row,
    madeAt: row.madeAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }))
}

/**
 * Lets a key in and counts it. Throws a Failure when there is none, it is not known, was ended (all 403 to the client), or
 * was used too often in this minute.
 */
export async function admitKey(
  tx: Tx,
  { tenantId, secrets, clock }: { readonly tenantId: TenantId; readonly secrets: Secrets; readonly clock: Clock },
  key: string | null,
): Promise<KeyId> {
  const minute = new Date(Math.floor(clock.now().getTime() / 60_000) * 60_000)
  const { rows } = await sql<{ id: KeyId; full: boolean }>`
    update open311.keys set last_used_at = ${clock.now()}, minute_at = ${minute},
      minute_used = case when minute_at = ${minute} then least(minute_used + 1, per_minute + 1) else 1 end
    where tenant_id = ${tenantId} and lookup = ${lookupOf(secrets, key ?? '')} and ended_at is null
    returning id, minute_used > per_minute as full`.execute(tx)
  const admitted = rows[0]
  if (!admitted)
    return fail('forbidden', 'open311.bad_key', {
      zh: 'api_key 缺失、不对或已停用',
      en: 'api_key is missing, not known, or was ended',
    })
  if (admitted.full)
    fail('too_many', 'open311.too_many', { zh: '这一分钟的请求太多', en: 'Too many requests in this minute' })
  return admitted.id
}
