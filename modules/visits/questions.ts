import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { sql } from '../../kernel/db.ts'
import { openQuestions, type Question, type RuleSpec, type VisitRule } from './rule.ts'
import { rulesOf } from './rules-store.ts'
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
export async function askedOfDue(tx: Tx, tenantId: TenantId, dueId: DueId, at: Date): Promise<Asked | null> {
  return (await askedOfDues(tx, tenantId, [dueId], at)).get(dueId) ?? null
}

/** What the forms of many dues ask, in as many statements as for one; dues that there are not are left out. */
export async function askedOfDues(
  tx: Tx,
  tenantId: TenantId,
  dueIds: readonly DueId[],
  at: Date,
): Promise<ReadonlyMap<DueId, Asked>> {
  const { rows } =
    await sql<DueRecord>`select * from visits.dues where tenant_id = ${tenantId} and id = any(${[...dueIds]}::uuid[])`.execute(
      tx,
    )
  return askedOfAll(tx, tenantId, rows, at)
}

export async function askedOf(tx: Tx, due: DueRecord, at: Date): Promise<Asked> {
  const asked = (await askedOfAll(tx, due.tenant_id, [due], at)).get(due.id)
  if (!asked) throw new Error(`due ${due.id} was not asked for`)
  return asked
}

async function askedOfAll(
  tx: Tx,
  tenantId: TenantId,
  dues: readonly DueRecord[],
  at: Date,
): Promise<ReadonlyMap<DueId, Asked>> {
  if (dues.length === 0) return new Map()
  const rules = await rulesOf(tx, tenantId, dues)
  const merged = await mergedForms(tx, tenantId, dues)
  const said = await saidBefore(tx, tenantId, dues)
  const kept = await keptByOwners(tx, tenantId, dues, at)
  return new Map(
    dues.map((due) => {
      const rule = rules(due)
      const forms = [rule.spec.form, ...(merged.get(due.id) ?? [])]
      const known = new Set([...(said.get(due.id) ?? []), ...(kept.get(due.subject_id) ?? [])])
      return [due.id, askedIn(rule, forms, known)]
    }),
  )
}

function askedIn(rule: VisitRule, forms: readonly RuleSpec['form'][], known: ReadonlySet<string>): Asked {
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

async function mergedForms(tx: Tx, tenantId: TenantId, dues: readonly DueRecord[]) {
  const { rows } = await sql<{ into: DueId; forms: RuleSpec['form'][] }>`
    select d.merged_into_id as into, json_agg(r.spec -> 'form' order by d.id) as forms from visits.dues d
    join visits.rule_versions r on r.tenant_id = d.tenant_id and r.code = d.rule_code and r.version = d.rule_version
    where d.tenant_id = ${tenantId} and d.merged_into_id = any(${dues.map(({ id }) => id)}::uuid[])
    group by d.merged_into_id`.execute(tx)
  return new Map(rows.map(({ into, forms }) => [into, forms]))
}

/** Facts that were said at a visit count as known for so long. */
const freshFor = '365 days'

/** Fact keys that were answered at an earlier visit. */
async function saidBefore(tx: Tx, tenantId: TenantId, dues: readonly DueRecord[]) {
  const { rows } = await sql<{ due: DueId; facts: string[] }>`
    select d.id as due, array_agg(distinct q ->> 'fact') as facts from visits.dues d
    join visits.visits v on v.tenant_id = d.tenant_id and v.subject_kind = d.subject_kind and v.subject_id = d.subject_id
      and v.held_at > d.deadline_at - ${freshFor}::interval
    cross join lateral jsonb_array_elements(v.questions) q
    where d.tenant_id = ${tenantId} and d.id = any(${dues.map(({ id }) => id)}::uuid[]) and q ->> 'fact' is not null
    group by d.id`.execute(tx)
  return new Map(rows.map(({ due, facts }) => [due, facts]))
}

/** Facts that the modules which own the subjects know. */
async function keptByOwners(tx: Tx, tenantId: TenantId, dues: readonly DueRecord[], at: Date) {
  const kept = new Map<string, readonly string[]>()
  for (const kind of new Set(dues.map(({ subject_kind }) => subject_kind))) {
    const ids = dues.flatMap(({ subject_kind, subject_id }) => (subject_kind === kind ? [subject_id] : []))
    const known = await sourceOf(kind)?.known?.(tx, tenantId, ids, at)
    for (const [id, keys] of known ?? []) kept.set(id, keys)
  }
  return kept
}
