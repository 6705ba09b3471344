import { Type } from 'typebox'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import { type Job, job } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { liveEntries } from './entry-store.ts'
import { entriesByHousehold } from './household-queries.ts'
import { lockHousehold } from './household-store.ts'
import { refresh, shapeOf } from './refresh.ts'
import type { HouseholdRecord } from './tables.ts'

const atOnce = 500

/** Who becomes 80 today, and what is over: no hand types it. Run again it changes nothing. */
export async function turnDay({ db, clock, secrets }: Pick<Services, 'db' | 'clock' | 'secrets'>): Promise<void> {
  const at = clock.now()
  await forEachTenant(db, async (tenantId) => {
    let after = '00000000-0000-0000-0000-000000000000'
    for (let batch = await db.read((tx) => next(tx, tenantId, after)); batch.length > 0; ) {
      const ids = batch.map(({ id }) => id)
      const entries = entriesByHousehold(await db.read((tx) => liveEntries(tx, secrets, tenantId, ids)))
      const turned = batch.filter(
        ({ id, tags }) => shapeOf(entries.get(id) ?? [], dayOf(at)).tags.join() !== tags.join(),
      )
      for (const { id } of turned)
        await db.tx(async (tx) => {
          const household = await lockHousehold(tx, tenantId, id)
          if (household?.to_on === null) await refresh(tx, { tenantId, secrets, at }, household)
        })
      after = ids.at(-1) ?? after
      batch = batch.length < atOnce ? [] : await db.read((tx) => next(tx, tenantId, after))
    }
  })
}

async function next(tx: Tx, tenantId: TenantId, after: string): Promise<HouseholdRecord[]> {
  const { rows } = await sql<HouseholdRecord>`select * from households.households where tenant_id = ${tenantId}
    and to_on is null and id > ${after}::uuid order by id limit ${atOnce}`.execute(tx)
  return rows
}

/** Just after midnight in Beijing, before visits make what is due. */
export const turnOfDay: Job = job({
  name: 'households.turn_of_day',
  data: Type.Object({}),
  cron: '10 16 * * *',
  handle: (_data, services) => turnDay(services),
})
