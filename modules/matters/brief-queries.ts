import type { Actor } from '../../kernel/actor.ts'
import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { MatterRow } from './contract.ts'
import { presentRow, type RowSource, rowColumns, rowJoins } from './matter-row.ts'
import { scopeOf, staffScopeSql } from './matter-scope.ts'

/** Where some matters stand, for a module that keeps their ids and has settled who may see them. */
export async function mattersNow(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MatterId[],
  now: Date,
): Promise<ReadonlyMap<MatterId, MatterRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<RowSource>`select ${rowColumns} from matters.matters m ${rowJoins(now)}
    where m.tenant_id = ${tenantId} and m.id = any(${[...new Set(ids)]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, presentRow(row, now)]))
}

/** Which of these matters are in the scope of the actor's posts. */
export async function mattersInScope(tx: Tx, actor: Actor, ids: readonly MatterId[]): Promise<ReadonlySet<MatterId>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: MatterId }>`select m.id from matters.matters m
    where m.tenant_id = ${actor.tenantId} and m.id = any(${[...ids]}::uuid[]) and ${staffScopeSql(scopeOf(actor))}`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.id))
}
