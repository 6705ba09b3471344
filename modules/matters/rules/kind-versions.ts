import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { FormField } from '../form.ts'
import type { KindSpec } from '../kind.ts'
import type { KindVersionView, TrialCounts, VersionState } from './contract.ts'
import { versionStates } from './versions.ts'

/** A version without its rules: of these a kind may have many. */
interface KindHead {
  readonly code: string
  readonly version: number
  readonly state: VersionState
  readonly validFrom: string
  readonly savedAt: string | null
  readonly authorName: string | null
}

/** The versions of each kind of a tenant, or of one, the newest first. */
export async function kindHeads(tx: Tx, tenantId: TenantId, code: string | null, at: Date) {
  const { rows } = await sql<{
    code: string
    version: number
    validFrom: Date
    savedAt: Date | null
    authorName: string | null
  }>`select k.code, k.version, k.valid_from as "validFrom", k.saved_at as "savedAt", n.name as "authorName"
    from matters.kind_versions k
    left join people.persons_view n on n.tenant_id = k.tenant_id and n.id = k.author_id
    where k.tenant_id = ${tenantId} and (${code}::text is null or k.code = ${code})
    order by k.code, k.version desc`.execute(tx)
  const codes = [...new Set(rows.map((row) => row.code))]
  return codes.map((one) => {
    const own = rows.filter((row) => row.code === one)
    const states = versionStates(own, at)
    const heads = own.map(
      (row): KindHead => ({
        ...row,
        state: states.get(row.version) ?? 'earlier',
        validFrom: row.validFrom.toISOString(),
        savedAt: row.savedAt?.toISOString() ?? null,
      }),
    )
    return { code: one, heads, planned: heads.filter(({ state }) => state === 'planned') }
  })
}

/** The rules of some versions, by `code version`. */
export async function specsOf(
  tx: Tx,
  tenantId: TenantId,
  heads: readonly { readonly code: string; readonly version: number }[],
): Promise<Map<string, KindSpec>> {
  const { rows } = await sql<{ code: string; version: number; spec: KindSpec }>`
    select k.code, k.version, k.spec from matters.kind_versions k
    join unnest(${heads.map(({ code }) => code)}::text[], ${heads.map(({ version }) => version)}::integer[]) h (code, version)
      on h.code = k.code and h.version = k.version
    where k.tenant_id = ${tenantId}`.execute(tx)
  return new Map(rows.map(({ code, version, spec }) => [`${code} ${version}`, spec]))
}

/** The kind in force at an instant and its newest version, whether that has begun or not; null where there is none. */
export async function kindNow(tx: Tx, tenantId: TenantId, code: string, at: Date) {
  const [found] = await kindHeads(tx, tenantId, code, at)
  const inForce = found?.heads.find(({ state }) => state === 'in_force')
  const newest = found?.heads[0]
  if (!found || !inForce || !newest) return null
  const spec = (await specsOf(tx, tenantId, [inForce])).get(`${code} ${inForce.version}`)
  return spec
    ? { inForce: { ...inForce, spec }, newest: newest.version, heads: found.heads, planned: found.planned }
    : null
}

interface PageRow {
  readonly version: number
  readonly backTo: number | null
  readonly tried: TrialCounts | null
  readonly spec: KindSpec
  readonly moved: number | null
  readonly moveDoneAt: Date | null
}

/** Some versions of a kind, whole. */
export async function kindPage(tx: Tx, tenantId: TenantId, heads: readonly KindHead[]): Promise<KindVersionView[]> {
  const { rows } = await sql<PageRow>`
    select k.version, k.back_to as "backTo", k.tried, k.spec, r.moved, r.done_at as "moveDoneAt"
    from matters.kind_versions k
    left join matters.rule_moves r on r.tenant_id = k.tenant_id and r.kind_code = k.code and r.version = k.version
    where k.tenant_id = ${tenantId} and k.code = ${heads[0]?.code ?? ''}
      and k.version = any(${heads.map(({ version }) => version)}::integer[])`.execute(tx)
  const byVersion = new Map(rows.map((row) => [row.version, row]))
  return heads.flatMap(({ code: _code, ...head }) => {
    const row = byVersion.get(head.version)
    if (!row) return []
    const { moved, moveDoneAt, ...own } = row
    const moves =
      moved === null || head.state === 'passed_over' ? null : { moved, doneAt: moveDoneAt?.toISOString() ?? null }
    return [{ ...head, ...own, moves }]
  })
}

/** What earlier versions asked: keys of fields and statements stay with what they were. */
export async function formsEver(
  tx: Tx,
  tenantId: TenantId,
  code: string,
): Promise<{ forms: FormField[][]; statementKeys: string[] }> {
  const { rows } = await sql<{ field: FormField }>`
    select distinct on (field ->> 'key') field from matters.kind_versions k
    cross join lateral jsonb_array_elements(k.spec -> 'form') field
    where k.tenant_id = ${tenantId} and k.code = ${code} order by field ->> 'key', k.version desc`.execute(tx)
  const { rows: statements } = await sql<{ key: string }>`
    select distinct statement ->> 'key' as key from matters.kind_versions k
    cross join lateral jsonb_array_elements(coalesce(k.spec -> 'filing', '[]') || coalesce(k.spec -> 'closing', '[]')) statement
    where k.tenant_id = ${tenantId} and k.code = ${code}`.execute(tx)
  return {
    forms: rows.map(({ field }) => [field]),
    statementKeys: statements.map(({ key }) => key),
  }
}
