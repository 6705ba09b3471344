import { sql } from '../db.ts'
import type { Job } from '../jobs/jobs.ts'
import type { TestApp } from './app.ts'

/** Does what is queued of one job, as a worker would. @returns how many. */
export async function workQueued(
  { db, services }: Pick<TestApp, 'db' | 'services'>,
  { name, handle }: Job,
  signal = new AbortController().signal,
): Promise<number> {
  const { rows } = await db.read((tx) =>
    sql<{ id: string; data: object }>`select id, data from jobs.job
      where name = ${name} and state = 'created' order by created_on`.execute(tx),
  )
  for (const { id, data } of rows) {
    await handle(data as never, services, signal)
    await db.tx((tx) => sql`delete from jobs.job where id = ${id}`.execute(tx))
  }
  return rows.length
}
