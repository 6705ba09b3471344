import { Type } from 'typebox'
import { systemActor } from '../../../kernel/actor.ts'
import type { Services } from '../../../kernel/http/route.ts'
import { type Job, job } from '../../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../../kernel/tenants.ts'
import { expireOld } from './exchange/transfers.ts'

/** Minutes that nobody used in time go to the pool, tenant by tenant. */
export async function expireMinutes({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  await forEachTenant(db, (tenantId) => db.tx((tx) => expireOld(tx, { tenantId, by: systemActor, at: clock.now() })))
}

/** Every night at 03:10 on a Chinese wall. */
export const expiryJob: Job = job({
  name: 'neighbours.expire_minutes',
  data: Type.Object({}),
  cron: '10 19 * * *',
  handle: (_data, services) => expireMinutes(services),
})
