import { sql } from '../../../kernel/db.ts'
import type { Tick } from '../../../kernel/jobs/jobs.ts'

/** Forgets the rows of files that were checked and not accepted within two days: they hold names and numbers. */
export const tidyImports: Tick = {
  name: 'enterprises.tidy_imports',
  everyMs: 6 * 3_600_000,
  run: async ({ db, clock }) => {
    const at = clock.now()
    await db.tx((tx) =>
      sql`update enterprises.imports set rows_sealed = null
        where rows_sealed is not null and checked_at < ${at}::timestamptz - interval '2 days'`.execute(tx),
    )
    return false
  },
}
