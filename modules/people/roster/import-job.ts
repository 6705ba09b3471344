import { Type } from 'typebox'
import { sql } from '../../../kernel/db.ts'
import { type Job, job } from '../../../kernel/jobs/jobs.ts'
import { RunData } from '../../../kernel/sheets/judged-run.ts'
import { work } from './import-service.ts'
import { rosterJobName } from './import-tables.ts'

/** Writes one roster, or takes it back. After a crash it comes again: nothing was written. */
export const rosterJob: Job = job({
  name: rosterJobName,
  data: RunData,
  handle: (data, services, signal) => work(services, data, signal),
})

const rowDays = 30

/** Nightly: what single rows said and did, and with it the way back, goes after a month; so do names and first rows of files. */
export const tidyRostersJob: Job = job({
  name: 'people.tidy_rosters',
  data: Type.Object({}),
  cron: '52 18 * * *',
  handle: async (_, { db, clock }) => {
    const before = new Date(clock.now().getTime() - rowDays * 86_400_000)
    await db.tx(async (tx) => {
      const old = sql`i.created_at < ${before} and coalesce(i.accepted_at, i.created_at) < ${before}`
      await sql`delete from people.roster_effects e using people.roster_imports i
        where i.tenant_id = e.tenant_id and i.id = e.import_id and ${old}`.execute(tx)
      await sql`delete from people.roster_rows r using people.roster_imports i
        where i.tenant_id = r.tenant_id and i.id = r.import_id and ${old}`.execute(tx)
      await sql`update people.roster_imports i set sheet_sealed = null,
          state = case when state in ('uploaded', 'checked', 'running') then 'cancelled' else state end
        where ${old} and sheet_sealed is not null`.execute(tx)
    })
  },
})
