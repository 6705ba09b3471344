import { Type } from 'typebox'
import { idSchema } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { type Job, job } from '../../../kernel/jobs/jobs.ts'
import { workOn } from './import-work.ts'

export const importJobName = 'enterprises.import'

/** Judges, writes or takes back one import. After a crash it comes again and begins anew: nothing is half-written. */
export const importJob: Job = job({
  name: importJobName,
  data: Type.Object({ tenantId: idSchema<'tenant'>(), importId: idSchema<'firmImport'>() }),
  handle: (data, services, signal) => workOn(services, data, signal),
})

const fileDays = 7
const rowDays = 30
/** How the columns of an accepted file were read is remembered for so long. A first row may be somebody's line. */
const nameDays = 365

/** Nightly: files that nobody finished with go after a week, what was found of single rows after a month; file names and first rows with it, of accepted ones after a year. */
export const tidyImportsJob: Job = job({
  name: 'enterprises.tidy_imports',
  data: Type.Object({}),
  cron: '50 18 * * *',
  handle: async (_, { db, clock }) => {
    const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000)
    await db.tx(async (tx) => {
      await sql`delete from enterprises.import_pieces f using enterprises.imports i
        where i.tenant_id = f.tenant_id and i.id = f.import_id and i.changed_at < ${daysAgo(fileDays)}`.execute(tx)
      await sql`delete from enterprises.import_rows r using enterprises.imports i
        where i.tenant_id = r.tenant_id and i.id = r.import_id and i.changed_at < ${daysAgo(rowDays)}`.execute(tx)
      await sql`update enterprises.imports set file_name = '', headers = '{}' where headers <> '{}'
        and changed_at < case when accepted_at is null then ${daysAgo(rowDays)}::timestamptz else ${daysAgo(nameDays)}::timestamptz end`.execute(
        tx,
      )
    })
  },
})
