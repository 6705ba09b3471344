import { Type } from 'typebox'
import { sql } from '../../kernel/db.ts'
import { job } from '../../kernel/jobs/jobs.ts'
import { dayMs } from '../../kernel/time/day.ts'

/** Days for which a letter waits to be decided; then what it said is erased here (it is in the mailbox still). */
const waitsDays = 30
/** Days for which a letter is known, so that answers find their matter. */
const keptDays = 400
const batch = 2000

/** Every night. */
export const tidyLettersJob = job({
  name: 'letters.tidy',
  data: Type.Object({}),
  cron: '45 19 * * *',
  handle: async (_data, { db, clock }, signal) => {
    const before = (days: number) => new Date(clock.now().getTime() - days * dayMs)
    await db.tx((tx) =>
      sql`update letters.letters set state = 'dismissed', content_sealed = null
        where state = 'waiting' and at < ${before(waitsDays)}`.execute(tx),
    )
    for (let gone = batch; gone === batch && !signal.aborted; )
      gone = await db.tx(async (tx) => {
        const { numAffectedRows } = await sql`delete from letters.letters l using (
            select tenant_id, id from letters.letters where at < ${before(keptDays)} order by at limit ${batch}) o
          where l.tenant_id = o.tenant_id and l.id = o.id`.execute(tx)
        return Number(numAffectedRows ?? 0)
      })
  },
})
