import { Type } from 'typebox'
import { sql } from '../../kernel/db.ts'
import { job } from '../../kernel/jobs/jobs.ts'
import { retryMs } from './report-service.ts'

const batch = 2000

/** Every night: of forms that are too old to be sent again, what told them apart is forgotten. */
export const tidyRequestsJob = job({
  name: 'open311.tidy',
  data: Type.Object({}),
  cron: '35 19 * * *',
  handle: async (_data, { db, clock }, signal) => {
    const before = new Date(clock.now().getTime() - retryMs)
    for (let gone = batch; gone === batch && !signal.aborted; )
      gone = await db.tx(async (tx) => {
        const { numAffectedRows } = await sql`update open311.requests r set digest = null from (
            select tenant_id, matter_id from open311.requests where digest is not null and at < ${before}
            order by at limit ${batch}) o
          where r.tenant_id = o.tenant_id and r.matter_id = o.matter_id`.execute(tx)
        return Number(numAffectedRows ?? 0)
      })
  },
})
