import { Type } from 'typebox'
import { sql } from '../../kernel/db.ts'
import { job } from '../../kernel/jobs/jobs.ts'
import { dayMs } from '../../kernel/time/day.ts'

/** Days for which the name of a message is known; replays are refused by their time long before. */
const keptDays = 30
const batch = 2000

/** Every night: names of old messages are forgotten, also those of systems that were ended. */
export const tidyMessagesJob = job({
  name: 'incoming.tidy',
  data: Type.Object({}),
  cron: '40 19 * * *',
  handle: async (_data, { db, clock }, signal) => {
    const before = new Date(clock.now().getTime() - keptDays * dayMs)
    for (let gone = batch; gone === batch && !signal.aborted; )
      gone = await db.tx(async (tx) => {
        const { numAffectedRows } = await sql`delete from incoming.messages m using (
            select tenant_id, system_id, message_id from incoming.messages where at < ${before} order by at limit ${batch}) o
          where m.tenant_id = o.tenant_id and m.system_id = o.system_id and m.message_id = o.message_id
            and m.at < ${before}`.execute(tx)
        return Number(numAffectedRows ?? 0)
      })
  },
})
