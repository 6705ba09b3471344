import { randomBytes } from 'node:crypto'
import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { systemActor } from '../../../kernel/actor.ts'
import type { Clock } from '../../../kernel/clock.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { refuseUnsound } from '../../../kernel/http/sound-text.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { lockFacility, lockRegistered, tell } from '../facility-store.ts'
import { clearFault } from '../fault-service.ts'
import type { Doing, Writing } from '../scope.ts'
import type { DeviceId, DeviceRecord, FacilityId, FacilityRecord } from '../tables.ts'
import { isFresh, isSignedBy, readHead, type SignedHead } from './signature.ts'

/**
 * A device speaks for a gate from now on; the one before is ended.
 * @returns its id, and the secret, which nobody can read again.
 */
export async function registerDevice(
  tx: Tx,
  asked: Doing,
  id: FacilityId,
): Promise<{ deviceId: DeviceId; secret: string }> {
  const { facility, doing } = await lockRegistered(tx, asked, id)
  if (facility.kind !== 'gate' || facility.to_on)
    fail('refused', 'facilities.no_gate', {
      zh: '只有在用的道闸可以接入设备',
      en: 'A device is for a gate that is in service',
    })
  await endDevice(tx, doing, id)
  const deviceId = newId<'device'>()
  const secret = randomBytes(32).toString('base64url')
  await sql`insert into facilities.devices (tenant_id, id, facility_id, secret_sealed, registered_at)
    values (${doing.tenantId}, ${deviceId}, ${id}, ${doing.secrets.seal(secret)}, ${doing.at})`.execute(tx)
  await sql`update facilities.gates set last_heard_at = null
    where tenant_id = ${doing.tenantId} and facility_id = ${id}`.execute(tx)
  await tell(tx, doing, id, 'device_registered', { deviceId })
  return { deviceId, secret }
}

/** Nothing that it signs is taken any more. Nothing happens where no device speaks. */
export async function endDevice(tx: Tx, writing: Writing, id: FacilityId): Promise<void> {
  const { rows } = await sql<{ id: DeviceId }>`update facilities.devices set ended_at = ${writing.at}
    where tenant_id = ${writing.tenantId} and facility_id = ${id} and ended_at is null returning id`.execute(tx)
  for (const { id: deviceId } of rows) {
    await tell(tx, writing, id, 'device_ended', { deviceId })
    // Nobody is expected to speak any more.
    await clearFault(tx, writing, { id }, { source: 'silence', code: 'silent', words: '设备已停用' })
  }
}

/** A signed request as it came. */
export interface SignedRequest {
  readonly tenantId: TenantId
  readonly clock: Clock
  readonly secrets: Secrets
  readonly rawBody: Buffer
  header(name: string): string | null
}

/** A device that was heard, its gate locked. */
export interface Heard<Body> {
  readonly device: DeviceRecord
  readonly facility: FacilityRecord
  readonly body: Body
  readonly writing: Writing
}

const unsigned = (): never =>
  fail('unauthenticated', 'facilities.bad_signature', {
    zh: '签名不对，或设备已停用',
    en: 'The signature is not right, or the device has been ended',
  })

/**
 * Lets a signed request in: its form, its device, its signature, its time and its nonce, in this order; only then is its
 * body read. Whoever cannot sign learns nothing but that.
 */
export async function hear<Body>(tx: Tx, request: SignedRequest, schema: TSchema): Promise<Heard<Body>> {
  const { tenantId, clock, secrets, rawBody } = request
  const head = readHead((name) => request.header(name)) ?? unsigned()
  const at = clock.now()
  const { rows } = await sql<DeviceRecord>`select * from facilities.devices where tenant_id = ${tenantId}
    and id = ${head.deviceId} and ended_at is null`.execute(tx)
  const device = rows[0] ?? unsigned()
  if (!isSignedBy(secrets.open(device.secret_sealed), head, rawBody)) unsigned()
  if (!isFresh(head, at))
    fail('unauthenticated', 'facilities.stale', {
      zh: '请求的时间与服务器相差超过 5 分钟',
      en: 'The time of the request is more than 5 minutes from ours',
    })
  await spendNonce(tx, device, head, at)
  const facility = (await lockFacility(tx, tenantId, device.facility_id)) ?? unsigned()
  const writing: Writing = { tenantId, by: systemActor, at }
  await noteHeard(tx, writing, device, facility)
  return { device, facility, body: readBody<Body>(rawBody, schema), writing }
}

/** Requests that one device may send a minute. */
const mostPerMinute = 120
/** A request from the near future could come again until its time is out of the window on the other side. */
const keptSeconds = 660

async function spendNonce(tx: Tx, { tenant_id, id }: DeviceRecord, { nonce }: SignedHead, at: Date): Promise<void> {
  await sql`delete from facilities.nonces where tenant_id = ${tenant_id} and device_id = ${id}
    and at < ${new Date(at.getTime() - keptSeconds * 1000)}`.execute(tx)
  const { rows: recent } = await sql<{ n: number }>`select count(*)::int as n from facilities.nonces
    where tenant_id = ${tenant_id} and device_id = ${id} and at > ${new Date(at.getTime() - 60_000)}`.execute(tx)
  if ((recent[0]?.n ?? 0) >= mostPerMinute)
    fail('too_many', 'facilities.too_many', { zh: '设备请求太频繁', en: 'The device asks too often' })
  const { rows } = await sql`insert into facilities.nonces (tenant_id, device_id, nonce, at)
    values (${tenant_id}, ${id}, ${nonce}, ${at}) on conflict do nothing returning nonce`.execute(tx)
  if (rows.length === 0)
    fail('conflict', 'facilities.replayed', {
      zh: '这个 nonce 已经用过；重发请换新的 nonce 和时间',
      en: 'This nonce was used. Send again with a new nonce and time',
    })
}

/** It is there: silence is over. */
async function noteHeard(tx: Tx, writing: Writing, device: DeviceRecord, facility: FacilityRecord): Promise<void> {
  const { tenantId, at } = writing
  await sql`update facilities.gates set last_heard_at = ${at} where tenant_id = ${tenantId}
    and facility_id = ${facility.id} and (last_heard_at is null or last_heard_at < ${at})`.execute(tx)
  if (!device.first_heard_at)
    await sql`update facilities.devices set first_heard_at = ${at}
      where tenant_id = ${tenantId} and id = ${device.id}`.execute(tx)
  const words = `「${facility.name}」恢复联系`
  await clearFault(tx, writing, facility, { source: 'silence', code: 'silent', words })
}

function readBody<Body>(bytes: Buffer, schema: TSchema): Body {
  const bad = (): never =>
    fail('invalid', 'facilities.bad_body', {
      zh: '内容不符合 docs/device-door.md 的格式',
      en: 'The body is not as docs/device-door.md says',
    })
  let read: unknown
  try {
    read = JSON.parse(bytes.toString('utf8'))
  } catch {
    return bad()
  }
  refuseUnsound(read)
  return Check(schema, read) ? (read as Body) : bad()
}
