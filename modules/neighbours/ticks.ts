import { systemActor } from '../../kernel/actor.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { flagSilent } from './pairings/contact-service.ts'

/** Finds pairings that fell silent. */
export const silenceTick: Tick = {
  name: 'neighbours.silence',
  everyMs: 3_600_000,
  run: async ({ db, clock }) => {
    await forEachTenant(db, (tenantId) => db.tx((tx) => flagSilent(tx, { tenantId, by: systemActor, at: clock.now() })))
    return false
  },
}
