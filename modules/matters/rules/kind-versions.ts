import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { KindSpec } from '../kind.ts'
import type { KindVersionView, TrialCounts } from './contract.ts'
import { versionStates } from './versions.ts'

interface VersionRow {
  readonly code: string
  readonly version: number
  readonly validFrom: Date
  readonly savedAt: Date | null
  readonly authorName: string | null
  readonly backTo: number | null
  readonly tried: TrialCounts | null
  readonly spec: KindSpec
  readonly moved: number | null
  readonly moveDoneAt: Date | null
}

/** Every version of the kinds of a tenant, or of one, the newest first. */
export async function kindVersions(tx: Tx, tenantId: TenantId, code: string | null, at: Date) {
  const { rows } = await sql<VersionRow>`
    select k.code, k.version, k.valid_from as "validFrom", k.saved_at as "savedAt", n.name as "authorName", k.back_to as "backTo",
      k.tried, k.spec, r.moved, r.done_at as "moveDoneAt"
    from matters.kind_versions k
    left join people.persons_view n on n.tenant_id = k.tenant_id and n.id = k.author_id
    left join matters.rule_moves r on r.tenant_id = k.tenant_id and r.kind_code = k.code and r.version = k.version
    where k.tenant_id = ${tenantId} and (${code}::text is null or k.code = ${code})
    order by k.code, k.version desc`.execute(tx)
  const codes = [...new Set(rows.map((row) => row.code))]
  return codes.map((one) => {
    const versions = rows.filter((row) => row.code === one)
    const states = versionStates(versions, at)
    return { code: one, versions: versions.map((row) => viewOf(row, states.get(row.version) ?? 'earlier')) }
  })
}

const viewOf = (row: VersionRow, state: KindVersionView['state']): KindVersionView => ({
  version: row.version,
  state,
  validFrom: row.validFrom.toISOString(),
  savedAt: row.savedAt?.toISOString() ?? null,
  authorName: row.authorName,
  backTo: row.backTo,
  tried: row.tried,
  spec: row.spec,
  moves:
    row.moved === null || state === 'passed_over'
      ? null
      : { moved: row.moved, doneAt: row.moveDoneAt?.toISOString() ?? null },
})

/** The kind in force at an instant and its newest version, whether that has begun or not; null where there is none. */
export async function kindNow(tx: Tx, tenantId: TenantId, code: string, at: Date) {
  const [found] = await kindVersions(tx, tenantId, code, at)
  if (!found) return null
  const inForce = found.versions.find(({ state }) => state === 'in_force')
  const newest = found.versions[0]
  return inForce && newest ? { inForce, newest: newest.version, versions: found.versions } : null
}
