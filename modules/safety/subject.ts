import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { SubjectSource } from '../matters/public.ts'

/** Names of points, for the matters about them. Nobody is a member of a point. */
export const pointNames: SubjectSource = {
  name: async (tx: Tx, tenantId: TenantId, ids: readonly string[]) => {
    const { rows } = await sql<{ id: string; name: string }>`select id, name from safety.points
      where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    return new Map(rows.map(({ id, name }) => [id, { zh: name, en: name }]))
  },
  members: async () => [],
  subjectsOf: async () => [],
}
