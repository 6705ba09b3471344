import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { takeTurn } from '../../kernel/take-turn.ts'
import type { Settings } from './contract.ts'
import { householdRules } from './defaults/household-rules.ts'
import { defaultRules } from './defaults/rules.ts'
import { defaultLimits } from './disturbance.ts'
import { type RuleSpec, ruleFault, type VisitRule } from './rule.ts'

/** What an office sets beside its rules, until it does. */
export const defaultSettings: Settings = { ...defaultLimits, callsADay: 12, visitsADay: 5 }

interface Author {
  readonly tenantId: TenantId
  readonly validFrom: Date
  readonly authorId: PersonId | null
}

/** Saves a rule as its next version. @returns the version. Throws where it is not complete. */
export async function saveRule(tx: Tx, by: Author, code: string, spec: RuleSpec): Promise<number> {
  const fault = ruleFault(spec)
  if (fault) throw new Error(`rule ${code}: ${fault}`)
  await takeTurn(tx, by.tenantId, `visits.rules ${code}`)
  const { rows } = await sql<{ version: number }>`
    insert into visits.rule_versions (tenant_id, code, version, valid_from, author_id, spec)
    select ${by.tenantId}, ${code}, coalesce(max(version), 0) + 1, ${by.validFrom}, ${by.authorId}::uuid, ${JSON.stringify(spec)}::jsonb
    from visits.rule_versions where tenant_id = ${by.tenantId} and code = ${code} returning version`.execute(tx)
  return rows[0]?.version ?? 1
}

export interface RuleVersion extends VisitRule {
  readonly validFrom: Date
  readonly authorName: string | null
}

/** Every version of every rule. */
export async function ruleVersions(tx: Tx, tenantId: TenantId): Promise<RuleVersion[]> {
  const { rows } = await sql<RuleVersion>`
    select r.code, r.version, r.valid_from as "validFrom", n.name as "authorName", r.spec
    from visits.rule_versions r left join people.persons_view n on n.tenant_id = r.tenant_id and n.id = r.author_id
    where r.tenant_id = ${tenantId} order by r.code, r.version desc`.execute(tx)
  return rows
}

/** The rules in force. A tenant that has none yet for a kind of subject gets ours, as proposals. */
export async function rulesInForce(tx: Tx, tenantId: TenantId, at: Date): Promise<VisitRule[]> {
  const { rows } = await sql<VisitRule>`select distinct on (code) code, version, spec from visits.rule_versions
    where tenant_id = ${tenantId} and valid_from <= ${at} order by code, version desc`.execute(tx)
  const missing = ourRules
    .filter((of) => !rows.some(({ spec }) => spec.subjectKind === of.kind))
    .flatMap(({ rules }) => rules)
  if (missing.length === 0) return rows
  await saveDefaultRules(tx, tenantId, at, missing)
  return [...rows, ...missing.map(({ code, spec }) => ({ code, version: 1, spec }))]
}

/** A tenant that has rules for firms from before there were any for households is given those, and the other way round. */
const ourRules = [
  { kind: 'firm', rules: defaultRules },
  { kind: 'household', rules: householdRules },
] as const

/** Our rules, for a tenant that has none. Asked by two at once, the second finds those of the first. */
async function saveDefaultRules(tx: Tx, tenantId: TenantId, at: Date, rules: typeof defaultRules): Promise<void> {
  for (const { code, spec } of rules)
    await sql`insert into visits.rule_versions (tenant_id, code, version, valid_from, author_id, spec)
      values (${tenantId}, ${code}, 1, ${at}, null, ${JSON.stringify(spec)}::jsonb) on conflict do nothing`.execute(tx)
}

type RuleRef = { readonly rule_code: string; readonly rule_version: number }

/** The versions of rules by which some dues were made. @returns the rule of a due; throws where it is gone. */
export async function rulesOf(
  tx: Tx,
  tenantId: TenantId,
  dues: readonly RuleRef[],
): Promise<(due: RuleRef) => VisitRule> {
  const { rows } = await sql<VisitRule>`select code, version, spec from visits.rule_versions
    where tenant_id = ${tenantId} and (code, version) in (select * from unnest(
      ${dues.map((due) => due.rule_code)}::text[], ${dues.map((due) => due.rule_version)}::integer[]))`.execute(tx)
  const rules = new Map(rows.map((rule) => [`${rule.code} ${rule.version}`, rule]))
  return ({ rule_code, rule_version }) => {
    const rule = rules.get(`${rule_code} ${rule_version}`)
    if (!rule) throw new Error(`rule ${rule_code} version ${rule_version} is gone`)
    return rule
  }
}

export async function settingsOf(tx: Tx, tenantId: TenantId, at: Date): Promise<Settings> {
  const { rows } = await sql<{ settings: Settings }>`select settings from visits.setting_versions
    where tenant_id = ${tenantId} and valid_from <= ${at} order by version desc limit 1`.execute(tx)
  return rows[0]?.settings ?? defaultSettings
}

export async function saveSettings(tx: Tx, by: Author, settings: Settings): Promise<void> {
  await takeTurn(tx, by.tenantId, 'visits.settings')
  await sql`insert into visits.setting_versions (tenant_id, version, valid_from, author_id, settings)
    select ${by.tenantId}, coalesce(max(version), 0) + 1, ${by.validFrom}, ${by.authorId}::uuid, ${JSON.stringify(settings)}::jsonb
    from visits.setting_versions where tenant_id = ${by.tenantId}`.execute(tx)
}
