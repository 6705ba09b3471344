import { type Db, sql } from '../db.ts'
import type { Tick } from '../jobs/jobs.ts'
import { tenantsWith } from '../tenants.ts'
import { dayMs } from '../time/day.ts'

/** Months ahead for which the ledger has a partition: far more than a worker is ever away. */
const monthsAhead = 3
/** How long an answer is kept for a client that tries again. */
const commandsKeptMs = 30 * dayMs
const deletedAtOnce = 5000

// Any fixed number: two workers must not make the same partition at the same moment.
const upkeepLock = 734_003

/** Makes the ledger's next months and forgets answers that nobody will ask for again. */
export const upkeepTick: Tick = {
  name: 'kernel.upkeep',
  everyMs: 60 * 60_000,
  run: async ({ db, clock }) => {
    await makeEventMonths(db, clock.now())
    await forgetAsked(db)
    return (await forgetCommands(db, clock.now())) >= deletedAtOnce
  },
}

/** Makes the partitions of this and the next months that are not there yet. */
export async function makeEventMonths(db: Db, now: Date): Promise<void> {
  await db.tx(async (tx) => {
    await sql`select pg_advisory_xact_lock(${upkeepLock}::bigint)`.execute(tx)
    await sql`select kernel.ensure_event_month((date_trunc('month', ${now}::timestamptz at time zone 'UTC')
      + make_interval(months => m))::date) from generate_series(0, ${monthsAhead}::integer) m`.execute(tx)
  })
}

/** Forgets who asked how often in minutes that are over. */
export async function forgetAsked(db: Db): Promise<void> {
  await db.tx((tx) => sql`delete from kernel.asked where minute < clock_timestamp() - interval '2 minutes'`.execute(tx))
}

/** Deletes old answers, at most `deletedAtOnce` of a tenant. @returns how many. */
export async function forgetCommands(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - commandsKeptMs)
  let deleted = 0
  for (const tenantId of await tenantsWith(db, sql`select tenant_id from kernel.commands where at < ${before}`))
    deleted += await db.tx(async (tx) => {
      const { numAffectedRows } = await sql`delete from kernel.commands where tenant_id = ${tenantId} and key in (
        select key from kernel.commands where tenant_id = ${tenantId} and at < ${before}
        order by at limit ${deletedAtOnce} for update skip locked)`.execute(tx)
      return Number(numAffectedRows ?? 0)
    })
  return deleted
}
