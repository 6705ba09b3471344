import type { Tick } from '../../kernel/jobs/jobs.ts'
import { allTenants } from '../../kernel/tenants.ts'
import { passDays } from './stage-service.ts'

/** Writes down stages that are past their last day. */
export const dayTick: Tick = {
  name: 'renewal.day',
  everyMs: 3_600_000,
  run: async ({ db, clock }) => {
    for (const tenantId of await db.read(allTenants)) await db.tx((tx) => passDays(tx, tenantId, clock.now()))
    return false
  },
}
