import type { EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type PlaceId, type SystemId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { isWebhookKey, newWebhookKey } from '../../kernel/outgoing/webhook-signature.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { kindsInForce } from '../matters/public.ts'
import { placeOf } from '../places/public.ts'
import type { SystemView } from './contract.ts'
import { type SystemEvent, systemEvents, systemStream } from './events.ts'

/** In whose name a system is let in or changed. */
export interface Keeping {
  readonly tenantId: TenantId
  readonly secrets: Secrets
  readonly by: EventActor & { readonly personId: PersonId }
  readonly at: Date
}

/** What a system is called and what it may do. */
export interface Scope {
  readonly name: string
  readonly kinds: readonly string[]
  readonly placeId: PlaceId
  readonly perMinute: number
}

/** Systems that are let in at a time. */
const mostSystems = 100
/** Hours for which the key before is good as well. */
const overlapHours = 24

const tell = (
  tx: Tx,
  { tenantId, by, at }: Keeping,
  type: keyof typeof systemEvents,
  payload: SystemEvent,
): Promise<number> =>
  record(tx, { tenantId, stream: systemStream(payload.systemId), type: systemEvents[type], at, actor: by, payload })

async function checkScope(tx: Tx, { tenantId, at }: Keeping, { kinds, placeId, name }: Scope): Promise<void> {
  if (name.trim().length < 2)
    fail('invalid', 'incoming.no_name', { zh: '请填写系统名称', en: 'Say what the system is called' }, [
      { path: 'name', words: { zh: '至少 2 个字', en: 'at least 2 characters' } },
    ])
  const place = (await placeOf(tx, tenantId, placeId)) ?? notFound()
  if (place.ended) notFound()
  const known = new Map((await kindsInForce(tx, tenantId, at)).map((kind) => [kind.code, kind]))
  for (const code of kinds)
    if (known.get(code)?.subject !== null)
      fail(
        'invalid',
        'incoming.bad_kind',
        {
          zh: '只能选在用的、不针对企业的事项类型',
          en: 'Kinds have to be in force, and not about a firm',
        },
        [{ path: 'kinds', words: { zh: `不能选 ${code}`, en: `not ${code}` } }],
      )
}

const setOf = ({ kinds, placeId, perMinute }: Scope) => ({ kinds, place_id: placeId, per_minute: perMinute })

/** Lets a system in. @returns its key, which nobody can read again. */
export async function makeSystem(
  tx: Tx,
  keeping: Keeping,
  scope: Scope,
  theirs: string | undefined,
): Promise<{ id: SystemId; key: string }> {
  const { tenantId, secrets, by, at } = keeping
  await checkScope(tx, keeping, scope)
  if (theirs !== undefined && !isWebhookKey(theirs))
    fail(
      'invalid',
      'incoming.bad_key',
      {
        zh: '密钥应为 whsec_ 加 Base64，24 到 64 字节',
        en: 'A key is whsec_ and Base64 of 24 to 64 bytes',
      },
      [{ path: 'key', words: { zh: '格式不对', en: 'not in its form' } }],
    )
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from incoming.systems
    where tenant_id = ${tenantId} and ended_at is null`.execute(tx)
  if ((rows[0]?.n ?? 0) >= mostSystems)
    fail('refused', 'incoming.too_many_systems', {
      zh: `最多接入 ${mostSystems} 个系统，请先停用不用的`,
      en: `There may be ${mostSystems} systems. End one that is not used`,
    })
  const id: SystemId = newId()
  const key = theirs ?? newWebhookKey()
  const { name, kinds, placeId, perMinute } = scope
  await sql`insert into incoming.systems (tenant_id, id, name, key_sealed, kinds, place_id, per_minute, made_at, made_by)
    values (${tenantId}, ${id}, ${name.trim()}, ${secrets.seal(key)}, ${[...kinds]}::text[], ${placeId}, ${perMinute},
      ${at}, ${by.personId})`.execute(tx)
  await tell(tx, keeping, 'made', {
    ...{ systemId: id, set: setOf(scope) },
    ...(theirs === undefined ? {} : { theirKey: true as const }),
  })
  return { id, key }
}

/** Locks a system that was not ended; 404 else. */
async function lockSystem(tx: Tx, { tenantId }: Keeping, id: SystemId): Promise<{ paused: boolean }> {
  const { rows } = await sql<{ paused: boolean }>`select paused_at is not null as paused from incoming.systems
    where tenant_id = ${tenantId} and id = ${id} and ended_at is null for update`.execute(tx)
  return rows[0] ?? notFound()
}

/** What it may do from now on; also what it may see of what it has reported. */
export async function changeSystem(tx: Tx, keeping: Keeping, id: SystemId, scope: Scope): Promise<void> {
  await lockSystem(tx, keeping, id)
  await checkScope(tx, keeping, scope)
  await sql`update incoming.systems set name = ${scope.name.trim()}, kinds = ${[...scope.kinds]}::text[],
      place_id = ${scope.placeId}, per_minute = ${scope.perMinute}
    where tenant_id = ${keeping.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, keeping, 'changed', { systemId: id, set: setOf(scope) })
}

/** A new key. The one before is good for a day more, unless it was replaced in that day already. */
export async function renewKey(tx: Tx, keeping: Keeping, id: SystemId): Promise<{ key: string }> {
  await lockSystem(tx, keeping, id)
  const key = newWebhookKey()
  const until = new Date(keeping.at.getTime() + overlapHours * 3_600_000)
  await sql`update incoming.systems set former_sealed = key_sealed, former_until = ${until},
      key_sealed = ${keeping.secrets.seal(key)}
    where tenant_id = ${keeping.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, keeping, 'rekeyed', { systemId: id })
  return { key }
}

/** Refuses all of its messages, or takes them again. */
export async function pauseSystem(tx: Tx, keeping: Keeping, id: SystemId, paused: boolean): Promise<void> {
  const before = await lockSystem(tx, keeping, id)
  if (before.paused === paused) return
  await sql`update incoming.systems set paused_at = ${paused ? keeping.at : null}
    where tenant_id = ${keeping.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, keeping, paused ? 'paused' : 'resumed', { systemId: id })
}

/** For good; its keys are erased. */
export async function endSystem(tx: Tx, keeping: Keeping, id: SystemId): Promise<void> {
  await lockSystem(tx, keeping, id)
  await sql`update incoming.systems set ended_at = ${keeping.at}, key_sealed = null, former_sealed = null,
      former_until = null
    where tenant_id = ${keeping.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, keeping, 'ended', { systemId: id })
}

interface SystemRow
  extends Omit<SystemView, 'place' | 'madeAt' | 'pausedAt' | 'endedAt' | 'lastHeardAt' | 'formerUntil'> {
  readonly placeId: PlaceId
  readonly placeName: string
  readonly placeNameEn: string
  readonly madeAt: Date
  readonly pausedAt: Date | null
  readonly endedAt: Date | null
  readonly lastHeardAt: Date | null
  readonly formerUntil: Date | null
}

/** Systems, those that are let in first; of those that were ended the latest. */
export async function systemsOf(tx: Tx, tenantId: TenantId, now: Date): Promise<SystemView[]> {
  const { rows } = await sql<SystemRow>`
    select s.id, s.name, s.kinds, s.per_minute as "perMinute", s.made_at as "madeAt", n.name as "madeBy",
      s.paused_at as "pausedAt", s.ended_at as "endedAt", s.last_heard_at as "lastHeardAt",
      case when s.former_until > ${now} then s.former_until end as "formerUntil",
      p.id as "placeId", p.name as "placeName", p.name_en as "placeNameEn",
      (select count(*)::int from incoming.matters m where m.tenant_id = s.tenant_id and m.system_id = s.id) as matters
    from incoming.systems s join people.persons_view n on n.tenant_id = s.tenant_id and n.id = s.made_by
    join places.places_view p on p.tenant_id = s.tenant_id and p.id = s.place_id
    where s.tenant_id = ${tenantId} order by s.ended_at desc nulls first, s.made_at desc limit 200`.execute(tx)
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return rows.map(({ placeId, placeName, placeNameEn, ...row }) => ({
    ...row,
    place: { id: placeId, name: placeName, nameEn: placeNameEn },
    madeAt: row.madeAt.toISOString(),
    pausedAt: iso(row.pausedAt),
    endedAt: iso(row.endedAt),
    lastHeardAt: iso(row.lastHeardAt),
    formerUntil: iso(row.formerUntil),
  }))
}

/** What systems are called, for timelines. */
export async function systemNames(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly SystemId[],
): Promise<ReadonlyMap<SystemId, string>> {
  const { rows } = await sql<{ id: SystemId; name: string }>`select id, name from incoming.systems
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
