import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { calendarDay } from './calendar-month.ts'
import type { Dictionary } from './fact.ts'
import { rowsOfFirms } from './firm-facts.ts'
import { type LivePolicy, livePolicies } from './live-policies.ts'
import { assess } from './policy.ts'
import type { Row } from './row.ts'
import type { VerdictRecord } from './tables.ts'

/** Who evaluates, for which day. */
export interface Evaluating {
  readonly tenantId: TenantId
  readonly now: Date
  readonly dictionary: Dictionary
}

/**
 * One evaluation of a tenant at a time: each reads facts after the one before it has written, so that an older reading
 * never comes last. Ends with the transaction.
 */
export async function takeTurn(tx: Tx, tenantId: TenantId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('policies.evaluate'), hashtext(${tenantId}))`.execute(tx)
}

/** Evaluates firms on policies of the tenant that are in force (all, or those with some codes), and keeps the verdicts. */
export async function evaluateFirms(
  tx: Tx,
  evaluating: Evaluating,
  firmIds: readonly FirmId[],
  codes: readonly string[] | null = null,
): Promise<void> {
  const { tenantId, dictionary } = evaluating
  await takeTurn(tx, tenantId)
  const policies = await livePolicies(tx, tenantId, dictionary, codes)
  const rows = await rowsOfFirms(tx, evaluating, firmIds)
  await forgetGone(
    tx,
    tenantId,
    firmIds.filter((id) => !rows.has(id)),
  )
  await writeVerdicts(tx, tenantId, verdictsOf(evaluating, policies, rows))
}

/** What policies say of firms on a day, as rows. The one function that the job, the subscriber and `liren verify` share. */
export function verdictsOf(
  { tenantId, now }: Pick<Evaluating, 'tenantId' | 'now'>,
  policies: readonly LivePolicy[],
  rows: ReadonlyMap<FirmId, Row>,
): VerdictRecord[] {
  const day = dayOf(now)
  const today = calendarDay(day)
  return [...rows].flatMap(([firmId, row]) =>
    policies.map(({ policy, version }): VerdictRecord => {
      const { verdict, amount, missing } = assess(policy, row, today)
      return {
        tenant_id: tenantId,
        code: policy.code,
        firm_id: firmId,
        version,
        verdict,
        amount_from: amount?.from ?? 0,
        amount_to: amount === null ? 0 : amount.to,
        exact: amount?.exact ?? true,
        // Of a firm that fits: what its sum still depends on.
        missing: [...(verdict === 'fits' ? (amount?.missing ?? []) : missing)],
        evaluated_on: day,
      }
    }),
  )
}

/** Verdicts on firms that are no longer judged. */
export async function forgetGone(tx: Tx, tenantId: TenantId, firmIds: readonly FirmId[]): Promise<void> {
  if (firmIds.length === 0) return
  await sql`delete from policies.firm_verdicts
    where tenant_id = ${tenantId} and firm_id = any(${[...firmIds]}::uuid[])`.execute(tx)
}

/** Writes verdicts in one statement. */
async function writeVerdicts(tx: Tx, tenantId: TenantId, verdicts: readonly VerdictRecord[]): Promise<void> {
  if (verdicts.length === 0) return
  await sql`insert into policies.firm_verdicts (tenant_id, code, firm_id, version, verdict, amount_from, amount_to, exact,
      missing, evaluated_on)
    select ${tenantId}, r.code, r.firm_id, r.version, r.verdict, r.amount_from, r.amount_to, r.exact,
      array(select jsonb_array_elements_text(r.missing)), r.evaluated_on
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as r(code text, firm_id uuid, version integer, verdict text,
      amount_from bigint, amount_to bigint, exact boolean, missing jsonb, evaluated_on date)
    order by r.code, r.firm_id
    on conflict (tenant_id, code, firm_id) do update set version = excluded.version, verdict = excluded.verdict,
      amount_from = excluded.amount_from, amount_to = excluded.amount_to, exact = excluded.exact,
      missing = excluded.missing, evaluated_on = excluded.evaluated_on`.execute(tx)
}
