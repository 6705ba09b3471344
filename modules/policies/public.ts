import type { Actor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { dictionaryFor } from './dictionary.ts'
import { evaluateFirms } from './verdict-store.ts'

export { type SavingPolicies, saveDefaultPolicies } from './defaults/save.ts'
export { carryToToday } from './evaluation-job.ts'
export { policiesOfFirm } from './firm-policies.ts'
export { markPush } from './mark-service.ts'
export { type Pushing, pushPolicy } from './push-service.ts'

/** Evaluates firms on all policies in force at once, for those who write many firms without waiting for deliveries. */
export async function evaluateNow(tx: Tx, tenantId: TenantId, firmIds: readonly FirmId[], now: Date): Promise<void> {
  await evaluateFirms(tx, { tenantId, now, dictionary: await dictionaryFor(tx, tenantId) }, firmIds)
}

/** How many policies fit a firm, and how many may: for one line on its page. */
export async function fittingCount(
  tx: Tx,
  { tenantId }: Pick<Actor, 'tenantId'>,
  firmId: FirmId,
): Promise<{ fits: number; unknown: number }> {
  const { rows } = await sql<{ fits: number; unknown: number }>`select
      count(*) filter (where v.verdict = 'fits')::int as fits,
      count(*) filter (where v.verdict = 'unknown')::int as unknown
    from policies.firm_verdicts v
    where v.tenant_id = ${tenantId} and v.firm_id = ${firmId}`.execute(tx)
  return rows[0] ?? { fits: 0, unknown: 0 }
}
