import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { sql } from '../../kernel/db.ts'
import { openQuestions, type Question, type RuleSpec, type VisitRule } from './rule.ts'
import { ruleOf } from './rules-store.ts'
import { sourceOf } from './subject.ts'
import type { DueId, DueRecord } from './tables.ts'

/** What the form of a due asks. */
export interface Asked {
  readonly rule: VisitRule
  /** Only what is not known yet; of this due and of those that were merged into it. */
  readonly questions: readonly Question[]
  /** Also what is known: a phone may have asked before it was. */
  readonly all: readonly Question[]
  /** How many are left out because they are known. */
  readonly known: number
  readonly photos: number
}

/** What the form of a due asks, for the module that owns its subject; null where there is no such due. */
export async function askedOfDue(tx: Tx, tenantId: TenantId, dueId: DueId): Promise<Asked | null> {
  const { rows } =
    await sql<DueRecord>`select * from visits.dues where tenant_id = ${tenantId} and id = ${dueId}`.execute(tx)
  return rows[0] ? askedOf(tx, rows[0]) : null
}

/** Facts that were said at a visit count as known for so long. */
const freshFor = '365 days'

export async function askedOf(tx: Tx, due: DueRecord): Promise<Asked> {
  const rule = await ruleOf(tx, due.tenant_id, due.rule_code, due.rule_version)
  const forms = [rule.spec.form, ...(await mergedForms(tx, due))]
  const known = new Set([...(await saidBefore(tx, due)), ...(await keptByOwner(tx, due))])
  const questions = openQuestions(forms, known)
  const all = openQuestions(forms, new Set())
  return {
    rule,
    questions,
    all,
    known: all.length - questions.length,
    photos: Math.max(...forms.map(({ photos }) => photos)),
  }
}

async function mergedForms(tx: Tx, due: DueRecord): Promise<RuleSpec['form'][]> {
  const { rows } = await sql<{ form: RuleSpec['form'] }>`select r.spec -> 'form' as form from visits.dues d
    join visits.rule_versions r on r.tenant_id = d.tenant_id and r.code = d.rule_code and r.version = d.rule_version
    where d.tenant_id = ${due.tenant_id} and d.merged_into_id = ${due.id} order by d.id`.execute(tx)
  return rows.map(({ form }) => form)
}

/** Fact keys that were answered at an earlier visit. */
async function saidBefore(tx: Tx, due: DueRecord): Promise<string[]> {
  const { rows } = await sql<{ fact: string }>`
    select distinct q ->> 'fact' as fact from visits.visits v cross join lateral jsonb_array_elements(v.questions) q
    where v.tenant_id = ${due.tenant_id} and v.subject_kind = ${due.subject_kind} and v.subject_id = ${due.subject_id}
      and v.held_at > ${new Date(due.deadline_at)}::timestamptz - ${freshFor}::interval and q ->> 'fact' is not null`.execute(
    tx,
  )
  return rows.map(({ fact }) => fact)
}

/** Facts that the module which owns the subject knows. */
async function keptByOwner(tx: Tx, due: DueRecord): Promise<string[]> {
  const known = await sourceOf(due.subject_kind)?.known?.(tx, due.tenant_id, due.subject_id)
  return Object.entries(known ?? {}).flatMap(([key, value]) => (value === null || value === undefined ? [] : [key]))
}
