import type { Tick } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { passDays } from './call-service.ts'

/** Closes calls past their last day and tells of answers that are owed. */
export const dayTick: Tick = {
  name: 'ideas.day',
  everyMs: 3_600_000,
  run: async ({ db, clock }) => {
    await forEachTenant(db, (tenantId) => db.tx((tx) => passDays(tx, tenantId, clock.now())))
    return false
  },
}
