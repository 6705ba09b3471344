import { Type } from 'typebox'
import { systemActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type Job, job } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import type { OwnerImportId } from './tables.ts'

const fileDays = 7
const rowDays = 30
const dayMs = 86_400_000

/** Nightly, as with other imports: a sheet that nobody accepted goes after a week, that it was checked after a month. */
export const tidyImportsJob: Job = job({
  name: 'choices.tidy_imports',
  data: Type.Object({}),
  cron: '55 18 * * *',
  handle: async (_, { db, clock }) => {
    await forEachTenant(db, (tenantId) => db.tx((tx) => tidy(tx, tenantId, clock.now())))
  },
})

async function tidy(tx: Tx, tenantId: TenantId, at: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(at.getTime() - days * dayMs)
  const { rows } = await sql<{ id: OwnerImportId }>`with gone as (
      delete from choices.import_pieces f using choices.imports i
      where f.tenant_id = ${tenantId} and i.tenant_id = f.tenant_id and i.id = f.import_id
        and i.state = 'checked' and i.created_at < ${daysAgo(fileDays)} returning f.import_id as id)
    select distinct id from gone`.execute(tx)
  for (const { id } of rows) {
    const payload = { importId: id, keptForDays: fileDays }
    const stream = `owner-imports:${id}`
    await record(tx, { tenantId, stream, type: 'choices.owners_sheet_dropped', at, actor: systemActor, payload })
  }
  await sql`delete from choices.imports where tenant_id = ${tenantId} and state = 'checked'
    and created_at < ${daysAgo(rowDays)}`.execute(tx)
}
