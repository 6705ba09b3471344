import { Type } from 'typebox'
import { systemActor } from '../../../kernel/actor.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { eachInTurn } from '../../../kernel/each-in-turn.ts'
import type { Services } from '../../../kernel/http/route.ts'
import { type Job, job } from '../../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../../kernel/tenants.ts'
import { accountsToExpire, expireOld } from './exchange/transfers.ts'

/** Minutes that nobody used in time go to the pool, tenant by tenant. */
export async function expireMinutes(services: Pick<Services, 'db' | 'clock'>): Promise<void> {
  await forEachTenant(services.db, (tenantId) => expireAccounts(services, tenantId))
}

/** Each account in a transaction of its own. */
async function expireAccounts({ db, clock }: Pick<Services, 'db' | 'clock'>, tenantId: TenantId): Promise<void> {
  const writing = { tenantId, by: systemActor, at: clock.now() }
  const accounts = await db.read((tx) => accountsToExpire(tx, tenantId))
  await eachInTurn(accounts, (id) => db.tx((tx) => expireOld(tx, writing, id)))
}

/** Every night at 03:10 on a Chinese wall. */
export const expiryJob: Job = job({
  name: 'neighbours.expire_minutes',
  data: Type.Object({}),
  cron: '10 19 * * *',
  handle: (_data, services) => expireMinutes(services),
})
