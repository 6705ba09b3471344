import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { takeTurn } from '../../../kernel/take-turn.ts'
import type { RulesView } from '../contract.ts'
import { type RulesSaved, rulesSaved, rulesStream } from '../events.ts'

/** Our own first proposal, until a tenant says otherwise. */
export const firstRules: RulesView = { leadsPerQuarter: 1, warnDays: 30 }

export async function rulesOf(tx: Tx, tenantId: TenantId): Promise<RulesView> {
  const { rows } = await sql<RulesView>`
    select leads_per_quarter as "leadsPerQuarter", warn_days as "warnDays" from observers.rules
    where tenant_id = ${tenantId} order by version desc limit 1`.execute(tx)
  return rows[0] ?? firstRules
}

export async function saveRules(tx: Tx, actor: Actor, by: EventActor, rules: RulesView, at: Date): Promise<void> {
  const { tenantId, personId } = actor
  await takeTurn(tx, tenantId, 'observers.rules')
  const { rows } = await sql<{ version: number }>`
    insert into observers.rules (tenant_id, version, valid_from, author_id, leads_per_quarter, warn_days)
    select ${tenantId}, coalesce(max(version), 0) + 1, ${at}, ${personId}, ${rules.leadsPerQuarter}::integer, ${rules.warnDays}::integer
    from observers.rules where tenant_id = ${tenantId} returning version`.execute(tx)
  const payload: RulesSaved = { version: rows[0]?.version ?? 1, ...rules }
  await record(tx, { tenantId, stream: rulesStream, type: rulesSaved, at, actor: by, payload })
}
