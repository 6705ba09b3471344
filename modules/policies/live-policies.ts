import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Dictionary } from './fact.ts'
import { openPolicy, type Policy } from './policy.ts'
import type { VersionRecord } from './tables.ts'

/** A policy in force, compiled, with the version that it is. */
export interface LivePolicy {
  readonly policy: Policy
  readonly version: number
}

/** The policies of a tenant that are published, by code; also those whose time has not come or is over. */
export async function livePolicies(
  tx: Tx,
  tenantId: TenantId,
  dictionary: Dictionary,
  codes: readonly string[] | null = null,
): Promise<LivePolicy[]> {
  const { rows } = await sql<VersionRecord>`select * from policies.versions
    where tenant_id = ${tenantId} and state = 'published' and (${codes}::text[] is null or code = any(${codes}::text[]))
    order by code`.execute(tx)
  return rows.map((row) => ({ policy: openedVersion(row, dictionary), version: row.version }))
}

/** Compiles a version that was checked when it was saved. Throws where it does not pass any more: a fault of ours. */
export function openedVersion({ code, version, spec }: VersionRecord, dictionary: Dictionary): Policy {
  const { policy, faults } = openPolicy(code, spec, dictionary)
  if (policy === null)
    throw new Error(`version ${version} of policy ${code} does not pass: ${faults.map(({ path }) => path).join(' ')}`)
  return policy
}
