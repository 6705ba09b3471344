import { systemActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { allTenants } from '../../kernel/tenants.ts'
import type { OwnerImportId } from './tables.ts'

const keptForDays = 30

/** Removes sheets of owners that were checked and never accepted: names and phones are kept for no longer than they are of use. */
export async function dropStaleSheets(tx: Tx, tenantId: TenantId, at: Date): Promise<number> {
  const before = new Date(at.getTime() - keptForDays * 86_400_000)
  const { rows } = await sql<{ id: OwnerImportId }>`select id from choices.imports where tenant_id = ${tenantId}
    and state = 'checked' and created_at < ${before} for update skip locked`.execute(tx)
  for (const { id } of rows) {
    await sql`delete from choices.import_pieces where tenant_id = ${tenantId} and import_id = ${id}`.execute(tx)
    await sql`delete from choices.imports where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
    const stream = `owner-imports:${id}`
    const payload = { importId: id, keptForDays }
    await record(tx, { tenantId, stream, type: 'choices.owners_sheet_dropped', at, actor: systemActor, payload })
  }
  return rows.length
}

export const staleSheetsTick: Tick = {
  name: 'choices.stale_sheets',
  everyMs: 3_600_000,
  run: async ({ db, clock }) => {
    for (const tenantId of await db.read(allTenants)) await db.tx((tx) => dropStaleSheets(tx, tenantId, clock.now()))
    return false
  },
}
