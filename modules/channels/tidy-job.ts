import { Type } from 'typebox'
import { sql } from '../../kernel/db.ts'
import { job } from '../../kernel/jobs/jobs.ts'
import { dayMs } from '../../kernel/time/day.ts'

const keptDays = 90
const batch = 2000

/** Every night: what went out, or was given up, ninety days ago is deleted. */
export const tidySendingsJob = job({
  name: 'channels.tidy',
  data: Type.Object({}),
  cron: '20 19 * * *',
  handle: async (_data, { db, clock }, signal) => {
    const before = new Date(clock.now().getTime() - keptDays * dayMs)
    for (let gone = batch; gone === batch && !signal.aborted; )
      gone = await db.tx(async (tx) => {
        const { numAffectedRows } = await sql`delete from channels.sendings s using (
            select tenant_id, id from channels.sendings where state in ('sent', 'given_up', 'dropped')
              and settled_at < ${before} limit ${batch}) o
          where s.tenant_id = o.tenant_id and s.id = o.id`.execute(tx)
        return Number(numAffectedRows ?? 0)
      })
  },
})
