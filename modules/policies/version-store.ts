import type { EventActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type PolicyEvent, type PolicyEventName, policyEvents, policyStream } from './events.ts'
import { mine, type VersionRecord } from './tables.ts'

/** All versions of a policy, the newest first. */
export async function versionsOf(tx: Tx, tenantId: TenantId, code: string): Promise<VersionRecord[]> {
  const { rows } = await sql<VersionRecord>`select * from policies.versions
    where tenant_id = ${tenantId} and code = ${code} order by version desc`.execute(tx)
  return rows
}

/** The same with the policy locked, so that two who save or publish at once see each other. */
export async function lockVersions(tx: Tx, tenantId: TenantId, code: string): Promise<VersionRecord[]> {
  await sql`select pg_advisory_xact_lock(hashtext('policies.versions'), hashtext(${`${tenantId} ${code}`}))`.execute(tx)
  return versionsOf(tx, tenantId, code)
}

export async function insertVersion(tx: Tx, version: VersionRecord): Promise<void> {
  await mine(tx)
    .insertInto('policies.versions')
    .values({ ...version, spec: JSON.stringify(version.spec) })
    .execute()
}

/** The hash of what a version says: jsonb has one way of writing the same thing. */
export const specHashSql = sql<string>`encode(sha256(convert_to(spec::text, 'UTF8')), 'hex')`

/** Tells the ledger of a version that was just inserted, with the hash of what it says. */
export async function recordSaved(
  tx: Tx,
  doing: { tenantId: TenantId; by: EventActor; at: Date },
  code: string,
  version: number,
): Promise<void> {
  const { rows } = await sql<{ hash: string }>`select ${specHashSql} as hash from policies.versions
    where tenant_id = ${doing.tenantId} and code = ${code} and version = ${version}`.execute(tx)
  await recordPolicy(tx, doing, 'saved', { code, version, ...(rows[0] ? { specHash: rows[0].hash } : {}) })
}

export type VersionChange = Partial<Omit<VersionRecord, 'tenant_id' | 'code' | 'version' | 'spec'>>

export async function changeVersion(
  tx: Tx,
  { tenant_id, code, version }: Pick<VersionRecord, 'tenant_id' | 'code' | 'version'>,
  set: VersionChange,
): Promise<void> {
  await mine(tx)
    .updateTable('policies.versions')
    .set(set)
    .where('tenant_id', '=', tenant_id)
    .where('code', '=', code)
    .where('version', '=', version)
    .execute()
}

/** Appends an event to a policy's stream. */
export async function recordPolicy(
  tx: Tx,
  { tenantId, by, at }: { tenantId: TenantId; by: EventActor; at: Date },
  name: PolicyEventName,
  payload: PolicyEvent,
): Promise<void> {
  const stream = policyStream(payload.code)
  await record<PolicyEvent>(tx, { tenantId, stream, type: policyEvents[name], at, actor: by, payload })
}
