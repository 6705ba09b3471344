import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { plugInto } from '../../kernel/plug.ts'

/** A table of a higher module whose column `room_id` says that a room is in use. */
const uses: string[] = []

/** For a module that hangs things on rooms: a room to which the table points is never taken back. @param table with its schema */
export const registerRoomUse = (table: string): (() => void) => plugInto(uses, table)

/** Takes back rooms that were added by mistake, but for those that something hangs on. @returns how many went */
export async function removeUnusedRooms(tx: Tx, tenantId: TenantId, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const unused = uses.map(
    (table) => sql<boolean>`not exists (select from ${sql.table(table)} u
      where u.tenant_id = r.tenant_id and u.room_id = r.id)`,
  )
  const { rows } =
    await sql`delete from places.rooms r where r.tenant_id = ${tenantId} and r.id = any(${[...ids]}::uuid[])
    and ${sql.join([sql<boolean>`true`, ...unused], sql` and `)} returning r.id`.execute(tx)
  return rows.length
}
