import type { MatterId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Form } from '../form.ts'
import { type Answered, answered, type KeptAnswers } from './kept.ts'

type FormOf = (version: number) => Form

/** The forms of the versions of a kind that something was filled in by. */
export async function formsOf(tx: Tx, tenantId: TenantId, kind: string, kept: KeptAnswers | null): Promise<FormOf> {
  const versions = [kept?.version, kept?.finish?.version].filter((version) => version !== undefined)
  if (versions.length === 0) return () => []
  const { rows } = await sql<{ version: number; form: Form | null }>`
    select version, spec -> 'form' as form from matters.kind_versions
    where tenant_id = ${tenantId} and code = ${kind} and version = any(${versions}::integer[])`.execute(tx)
  const forms = new Map(rows.map(({ version, form }) => [version, form ?? []]))
  return (version) => forms.get(version) ?? []
}

/** What was filled in with each of some matters, as staff read it; those without a form are not there. */
export async function answersOfMany(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MatterId[],
): Promise<Map<MatterId, Answered[]>> {
  const { rows } = await sql<{ id: MatterId; kind: string; kept: KeptAnswers }>`
    select id, kind_code as kind, answers as kept from matters.matters
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[]) and answers is not null`.execute(tx)
  const found = new Map<MatterId, Answered[]>()
  const known = new Map<string, FormOf>()
  for (const { id, kind, kept } of rows) {
    const key = `${kind} ${kept.version} ${kept.finish?.version}`
    const formOf = known.get(key) ?? (await formsOf(tx, tenantId, kind, kept))
    known.set(key, formOf)
    found.set(id, answered(kept, formOf, true))
  }
  return found
}

/** The fields of all versions of a kind, the newest label of each; what is sealed is left out. */
export async function fieldsOfKind(tx: Tx, tenantId: TenantId, kind: string): Promise<Form> {
  const { rows } = await sql<{ form: Form }>`
    select distinct on (field ->> 'key') jsonb_build_array(field) as form
    from matters.kind_versions k cross join lateral jsonb_array_elements(k.spec -> 'form') field
    where k.tenant_id = ${tenantId} and k.code = ${kind} and field ->> 'shown' <> 'sealed'
    order by field ->> 'key', k.version desc limit 200`.execute(tx)
  return rows.flatMap(({ form }) => form)
}

/** Whether any kind asks, or asked, for anything. */
export async function anyForm(tx: Tx, tenantId: TenantId): Promise<boolean> {
  const { rows } = await sql`select from matters.kind_versions where tenant_id = ${tenantId}
    and jsonb_array_length(coalesce(spec -> 'form', '[]')) > 0 limit 1`.execute(tx)
  return rows.length > 0
}
