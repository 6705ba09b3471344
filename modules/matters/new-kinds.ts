import type { TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { saveMissing } from './rules-store.ts'

/**
 * Kinds that come with a later version of the program reach tenants that were set up before: only those that they do not
 * have. A tenant without any is not set up yet, and gets all of them when it is.
 */
export async function addNewKinds(db: Db, now: Date): Promise<void> {
  await forEachTenant(db, (tenantId) =>
    db.tx(async (tx) => {
      if (await hasKinds(tx, tenantId)) await saveMissing(tx, { tenantId, validFrom: now, authorId: null })
    }),
  )
}

async function hasKinds(tx: Tx, tenantId: TenantId): Promise<boolean> {
  const { rows } = await sql`select from matters.kind_versions where tenant_id = ${tenantId} limit 1`.execute(tx)
  return rows.length > 0
}

export const newKindsTick: Tick = {
  name: 'matters.new_kinds',
  everyMs: 24 * 3_600_000,
  run: async ({ db, clock }) => {
    await addNewKinds(db, clock.now())
    return false
  },
}
