import type { Tick } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { passDays } from './stage-service.ts'

/** Writes down stages that are past their last day. */
export const dayTick: Tick = {
  name: 'renewal.day',
  everyMs: 3_600_000,
  run: async ({ db, clock }) => {
    await forEachTenant(db, (tenantId) => db.tx((tx) => passDays(tx, tenantId, clock.now())))
    return false
  },
}
