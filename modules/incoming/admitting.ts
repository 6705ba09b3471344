import { createHash } from 'node:crypto'
import type { Clock } from '../../kernel/clock.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { PlaceId, SystemId, TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import {
  isFreshWebhook,
  isSignedWith,
  readWebhookHead,
  type WebhookHead,
} from '../../kernel/outgoing/webhook-signature.ts'
import type { Secrets } from '../../kernel/secrets.ts'

/** A signed request as it came. */
export interface SignedRequest {
  readonly tenantId: TenantId
  readonly db: Db
  readonly clock: Clock
  readonly secrets: Secrets
  readonly rawBody: Buffer
  readonly params: { readonly systemId: SystemId }
  header(name: string): string | null
}

/** A system that showed who it is, and what it may. */
export interface Admitted {
  readonly systemId: SystemId
  readonly kinds: readonly string[]
  readonly placeId: PlaceId
  readonly head: WebhookHead
  /** Of the body. The first, which is keyed, is written down; the other may stand from before it was. */
  readonly digests: readonly [Buffer, Buffer]
}

interface KeyRow {
  readonly kinds: string[]
  readonly placeId: PlaceId
  readonly key: Buffer
  readonly former: Buffer | null
  readonly paused: boolean
}

const unsigned = (): never =>
  fail('unauthenticated', 'incoming.bad_signature', {
    zh: '签名不对，或这个系统已停用',
    en: 'The signature is not right, or the system has been ended',
  })

/**
 * Lets a message in: its headers, its system, its signature, its time, its turn in the minute, in this order; only then may
 * its body be read. Whoever cannot sign learns nothing but that. It counts whatever becomes of the message.
 */
export async function admit(request: SignedRequest): Promise<Admitted> {
  const { db, tenantId, clock, secrets, rawBody, params } = request
  const head = readWebhookHead((name) => request.header(name)) ?? unsigned()
  const at = clock.now()
  const { row, full } = await db.tx(async (tx) => {
    const found = (await keyRow(tx, tenantId, params.systemId, at)) ?? unsigned()
    const keys = [found.key, found.former].flatMap((sealed) => (sealed ? [secrets.open(sealed)] : []))
    if (!keys.some((key) => isSignedWith(key, head, rawBody))) unsigned()
    if (!isFreshWebhook(head, at))
      fail('unauthenticated', 'incoming.stale', {
        zh: '签名时间与服务器相差超过 5 分钟',
        en: 'It was signed more than 5 minutes from our time',
      })
    return { row: found, full: await countHeard(tx, tenantId, params.systemId, at) }
  })
  if (row.paused)
    fail('forbidden', 'incoming.paused', { zh: '这个系统已被暂停接入', en: 'This system has been paused' })
  if (full) fail('too_many', 'incoming.too_many', { zh: '这一分钟的消息太多', en: 'Too many messages in this minute' })
  const plain = createHash('sha256').update(rawBody).digest()
  const digests = [secrets.lookup('incoming.message', plain.toString('hex')), plain] as const
  return { systemId: params.systemId, kinds: row.kinds, placeId: row.placeId, head, digests }
}

async function keyRow(tx: Tx, tenantId: TenantId, id: SystemId, at: Date): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`select kinds, place_id as "placeId", key_sealed as key,
      case when former_until > ${at} then former_sealed end as former, paused_at is not null as paused
    from incoming.systems where tenant_id = ${tenantId} and id = ${id} and ended_at is null`.execute(tx)
  return rows[0]
}

/** @returns whether it was one too many. */
async function countHeard(tx: Tx, tenantId: TenantId, id: SystemId, at: Date): Promise<boolean> {
  const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000)
  const { rows } = await sql<{
    full: boolean
  }>`update incoming.systems set last_heard_at = ${at}, minute_at = ${minute},
      minute_used = case when minute_at = ${minute} then least(minute_used + 1, per_minute + 1) else 1 end
    where tenant_id = ${tenantId} and id = ${id} returning minute_used > per_minute as full`.execute(tx)
  return rows[0]?.full ?? true
}

/**
 * Spends a message's name at the time that it was signed.
 * @returns whether this is the first time, so that it has its effect. Throws a Failure (409) for a replay.
 */
export async function spend(tx: Tx, { tenantId, clock }: SignedRequest, admitted: Admitted): Promise<boolean> {
  const { systemId, head, digests } = admitted
  const at = clock.now()
  const { rows } = await sql<{ first: boolean; digest: Buffer }>`
    insert into incoming.messages as m (tenant_id, system_id, message_id, signed_at, digest, at)
    values (${tenantId}, ${systemId}, ${head.id}, ${head.seconds}, ${digests[0]}, ${at})
    on conflict (tenant_id, system_id, message_id) do update set signed_at = excluded.signed_at
      where m.signed_at < excluded.signed_at
    returning xmax = 0 as first, digest`.execute(tx)
  const [spent] = rows
  if (spent && (spent.first || digests.some((digest) => spent.digest.equals(digest)))) return spent.first
  return fail('conflict', 'incoming.replayed', {
    zh: '这条消息已经收到过；重发请用新的时间重新签名，内容不能变',
    en: 'This message has come before. Sign it anew with the time it is now, and with the same body',
  })
}
