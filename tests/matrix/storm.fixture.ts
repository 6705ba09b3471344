import { modules } from '../../apps/server/modules.ts'
import type { StandingClock } from '../../kernel/clock.ts'
import { type Db, openDb } from '../../kernel/db.ts'
import { checkpointTick } from '../../kernel/events/checkpoint.ts'
import { upkeepTick } from '../../kernel/events/upkeep.ts'
import type { Services } from '../../kernel/http/route.ts'
import { urlAs } from '../../kernel/server-access.ts'
import { atServer, dropDatabase, onDatabase } from '../../kernel/testing/cluster.ts'

interface Act {
  readonly name: string
  /** @returns whether there may be more to do at once. */
  readonly run: (services: Services) => Promise<boolean>
}

/** Everything that acts by time: each tick, and each job that has hours of its own. */
const timedActs: readonly Act[] = [
  ...[checkpointTick, upkeepTick, ...modules.flatMap((module) => [...module.ticks])],
  ...modules
    .flatMap((module) => [...module.jobs])
    .filter(({ cron }) => cron !== undefined)
    .map(({ name, handle }) => ({
      name,
      run: async (services: Services) => {
        await handle({} as never, services, new AbortController().signal)
        return false
      },
    })),
]

/** One worker does what is due, each thing to its end. */
export async function calm(services: Services): Promise<void> {
  for (const act of timedActs) while (await act.run(services));
}

const wild = 'liren storm'

/**
 * Two workers do each thing at the same moment, while a connection of theirs is cut off in the middle of it; then one finds
 * what they left. @returns how many connections were cut, and which acts failed though nothing was cut.
 */
export async function storm(services: Services): Promise<{ cut: number; failed: readonly string[] }> {
  const db = openDb({ url: services.db.url, connections: 4, applicationName: wild })
  const theirs = { ...services, db }
  const failed: string[] = []
  let cut = 0
  try {
    for (const act of timedActs) {
      const both = () => Promise.allSettled([act.run(theirs), act.run(theirs)])
      const going = both()
      cut += await cutOne(services.db)
      await going
      // The pool hears of a connection that was cut a moment after PostgreSQL has cut it.
      await new Promise((heard) => setTimeout(heard, 10))
      for (const end of await both()) if (end.status === 'rejected') failed.push(`${act.name}: ${String(end.reason)}`)
      while (await act.run(services));
    }
  } finally {
    await db.close()
  }
  return { cut, failed }
}

async function cutOne(db: Db): Promise<number> {
  const rows = await db.statement(
    'storm.cut',
    `select pg_terminate_backend(pid, 1000) from pg_stat_activity
      where datname = current_database() and application_name = $1 and state <> 'idle' and xact_start is not null limit 1`,
    [wild],
  )
  return rows.length
}

/** What happened, countable: events by type, notices by topic and person. */
export async function happened(db: Db): Promise<Record<string, number>> {
  const rows = await db.statement<{ what: string; n: number }>(
    'storm.happened',
    `select type as what, count(*)::int as n from kernel.events group by type
      union all select 'notice ' || topic || ' to ' || person_id, sum(count)::int from notices.notices group by topic, person_id
      order by 1`,
    [],
  )
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]))
}

/** A second database with all that the first has: while it is made, nobody may be in the first. */
export async function copyOf(of: { db: Db; services: Services; clock: StandingClock }) {
  const name = /\/([^/?]+)(?:\?|$)/.exec(of.db.url)?.[1] ?? ''
  const server = onDatabase(of.db.url, 'postgres')
  const [access] = await of.db.statement<{ role: string; password: string; key: Buffer }>(
    'access',
    'select role, password, key from kernel.server_access',
    [],
  )
  if (!access) throw new Error('the server has no role')
  await atServer(server, `alter database ${name} allow_connections false`)
  const leave = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and usename = current_user`
  for (const url of [server, urlAs(server, access)]) await atServer(url, leave)
  await atServer(server, `create database ${name}_calm template ${name} strategy file_copy`)
  await atServer(server, `alter database ${name} allow_connections true`)
  const db = openDb({ url: onDatabase(of.db.url, `${name}_calm`), connections: 4 })
  return {
    db,
    services: { ...of.services, db },
    close: async () => {
      await db.close()
      await dropDatabase(server, `${name}_calm`)
    },
  }
}
