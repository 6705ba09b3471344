import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Doing, isSharerSql, keepsSql, seesSql } from './scope.ts'
import { oldestSharing, sharerStateSql } from './sharer-state.ts'
import type { ResourceId, ResourceRecord } from './tables.ts'

/** A resource with its row locked, for who shares or keeps it: one at a time changes or books it. */
export async function lockResource(tx: Tx, { tenantId, actor }: Doing, id: ResourceId) {
  const oldest = await oldestSharing(tx, tenantId)
  const { rows } = await sql<
    ResourceRecord & { own: boolean; keeps: boolean; sees: boolean; sharer_state: string }
  >`select r.*,
      ${sharerStateSql(oldest)} as sharer_state, ${isSharerSql(actor)} as own, ${keepsSql(actor, 'r')} as keeps, ${seesSql(actor, 'r')} as sees
    from stations.resources r join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
    where r.tenant_id = ${tenantId} and r.id = ${id} for no key update of r`.execute(tx)
  return rows[0] ?? notFound()
}

export type LockedResource = Awaited<ReturnType<typeof lockResource>>
