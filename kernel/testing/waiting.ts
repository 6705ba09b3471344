import type { Db } from '../db.ts'

/** Waits until somebody in this database waits for somebody else's lock, whoever they are signed in as. */
export async function somebodyWaits(db: Db): Promise<void> {
  const asked = `select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`
  while ((await db.statement('test.somebody_waits', asked, [])).length === 0);
}
