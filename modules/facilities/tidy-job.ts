import { Type } from 'typebox'
import { sql } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import { type Job, job } from '../../kernel/jobs/jobs.ts'
import { dayMs } from '../../kernel/time/day.ts'
import { keptDays } from './passes/pass.ts'

/** Days that the movements of gates are kept. */
const movementDays = 90

/** Removes what is kept for a time only: uses and ended passes, refused residences, movements. A check outlives its pass. */
export async function tidyFacilities({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const before = (days: number) => new Date(clock.now().getTime() - days * dayMs)
  await db.tx(async (tx) => {
    await sql`delete from facilities.pass_checks where at < ${before(keptDays)}`.execute(tx)
    await sql`update facilities.pass_checks k set pass_id = null from facilities.passes p
      where p.tenant_id = k.tenant_id and p.id = k.pass_id and least(p.until_at, p.cancelled_at) < ${before(keptDays)}`.execute(
      tx,
    )
    await sql`delete from facilities.passes where least(until_at, cancelled_at) < ${before(keptDays)}`.execute(tx)
    await sql`delete from facilities.device_events where at < ${before(movementDays)}`.execute(tx)
  })
}

export const tidyJob: Job = job({
  name: 'facilities.tidy',
  data: Type.Object({}),
  cron: '40 18 * * *',
  handle: (_data, services) => tidyFacilities(services),
})
