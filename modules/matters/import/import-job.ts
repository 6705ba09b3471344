import { Type } from 'typebox'
import { idSchema } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { type Job, job } from '../../../kernel/jobs/jobs.ts'
import { workOn } from './import-work.ts'

export const importJobName = 'matters.import'

/** Checks, writes or takes back one import. After a crash it comes again and finds which rows are in. */
export const importJob: Job = job({
  name: importJobName,
  data: Type.Object({ tenantId: idSchema<'tenant'>(), importId: idSchema<'import'>() }),
  handle: (data, services, signal) => workOn(services, data, signal),
})

const fileDays = 7
const errorDays = 30
/** How the columns of an accepted file were read is remembered for so long. A first row may be somebody's line. */
const nameDays = 365

/** Nightly: files that nobody finished with go after a week, the rows that were not taken after a month; file names and first rows with them, of accepted ones after a year. */
export const tidyImportsJob: Job = job({
  name: 'matters.tidy_imports',
  data: Type.Object({}),
  cron: '40 18 * * *',
  handle: async (_, { db, clock }) => {
    const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000)
    await db.tx(async (tx) => {
      await sql`delete from matters.import_pieces f using matters.imports i
        where i.tenant_id = f.tenant_id and i.id = f.import_id and i.changed_at < ${daysAgo(fileDays)}`.execute(tx)
      await sql`delete from matters.import_errors e using matters.imports i
        where i.tenant_id = e.tenant_id and i.id = e.import_id and i.changed_at < ${daysAgo(errorDays)}`.execute(tx)
      await sql`update matters.imports set file_name = '', headers = '{}' where headers <> '{}'
        and changed_at < case when accepted_at is null then ${daysAgo(errorDays)}::timestamptz else ${daysAgo(nameDays)}::timestamptz end`.execute(
        tx,
      )
    })
  },
})
