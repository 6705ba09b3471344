import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'

/** Whether matters can be reported and were, in counts. */
export interface RulesSoFar {
  /** In force. */
  readonly kinds: number
  readonly calendars: number
  /** 1 once there is one: how many there are is for the board. */
  readonly matters: number
}

export async function rulesSoFar(tx: Tx, tenantId: TenantId, at: Date): Promise<RulesSoFar> {
  const { rows } = await sql<RulesSoFar>`select
      (select count(distinct code)::int from matters.kind_versions where tenant_id = ${tenantId} and valid_from <= ${at}) as kinds,
      (select count(*)::int from matters.calendar_versions where tenant_id = ${tenantId} and begun) as calendars,
      (select count(*)::int from (select from matters.matters where tenant_id = ${tenantId} limit 1) one) as matters`.execute(
    tx,
  )
  return rows[0] ?? { kinds: 0, calendars: 0, matters: 0 }
}
