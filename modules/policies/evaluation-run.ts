import { newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Jobs } from '../../kernel/jobs/jobs.ts'
import type { RunId } from './contract.ts'
import { mine, type RunRecord } from './tables.ts'

export const evaluationJobName = 'policies.evaluate'

/** Queues an evaluation of all firms; one that waits or runs for the same version is it. */
export async function askRun(
  tx: Tx,
  jobs: Jobs,
  asked: { tenantId: TenantId; code: string; version: number; at: Date; personId: PersonId | null },
): Promise<RunId> {
  const { tenantId, code, version, at, personId } = asked
  const open = await openRun(tx, tenantId, code)
  if (open?.version === version) return open.id
  if (open) await cancelRun(tx, tenantId, code, at)
  const id: RunId = newId<'policyRun'>()
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from enterprises.firms_view f
    where f.tenant_id = ${tenantId} and f.state = 'active'`.execute(tx)
  await mine(tx)
    .insertInto('policies.runs')
    .values({
      ...{ tenant_id: tenantId, id, code, version, state: 'queued', done: 0, total: rows[0]?.total ?? 0 },
      ...{ after_firm: null, asked_by: personId, asked_at: at, ended_at: null },
    })
    .execute()
  await jobs.enqueue(tx, evaluationJobName, { tenantId, runId: id })
  return id
}

async function openRun(tx: Tx, tenantId: TenantId, code: string): Promise<RunRecord | null> {
  const { rows } = await sql<RunRecord>`select * from policies.runs
    where tenant_id = ${tenantId} and code = ${code} and state in ('queued', 'running')`.execute(tx)
  return rows[0] ?? null
}

/** Stops what waits or runs. @returns it, or null where there was none. */
export async function cancelRun(tx: Tx, tenantId: TenantId, code: string, at: Date): Promise<RunRecord | null> {
  const { rows } = await sql<RunRecord>`update policies.runs set state = 'cancelled', ended_at = ${at}
    where tenant_id = ${tenantId} and code = ${code} and state in ('queued', 'running') returning *`.execute(tx)
  return rows[0] ?? null
}

/** The newest evaluation of a policy. */
export async function lastRun(tx: Tx, tenantId: TenantId, code: string): Promise<RunRecord | null> {
  const { rows } = await sql<RunRecord>`select * from policies.runs
    where tenant_id = ${tenantId} and code = ${code} order by asked_at desc, id desc limit 1`.execute(tx)
  return rows[0] ?? null
}
