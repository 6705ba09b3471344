import { type Clock, systemClock } from '../../kernel/clock.ts'
import { type Config, readKey, readOldKeys } from '../../kernel/config.ts'
import { openEmbedded } from '../../kernel/db/embedded/embedded.ts'
import { followStandby, type Standby } from '../../kernel/db/standby.ts'
import { type Db, openDb } from '../../kernel/db.ts'
import { syncSubscriptions } from '../../kernel/events/subscriber.ts'
import type { Services } from '../../kernel/http/route.ts'
import { openJobs } from '../../kernel/jobs/jobs.ts'
import { askedAnew, type LiveSecrets, openRing } from '../../kernel/key-ring.ts'
import { openLiveHub } from '../../kernel/live/hub.ts'
import { knownMigrations, migrate } from '../../kernel/migrate.ts'
import { poolerAt } from '../../kernel/pooler.ts'
import { openServerDb, openStandbyDb } from '../../kernel/server-access.ts'
import { modules } from './modules.ts'

/** A program's hold on a Liren installation: its database (started if it is the embedded one), key and queues. */
export interface Liren extends Services {
  readonly secrets: LiveSecrets
  /** Straight to the database, past a pooler. */
  readonly url: string
  /** The database as the server may see it: one tenant at a time. */
  openServerDb(): Promise<Db>
  /** What may be seconds old is read from a standby, where there is one. */
  openStandby(first: Db): Promise<Standby | undefined>
  close(): Promise<void>
}

export interface OpenOptions {
  readonly config: Config
  readonly clock?: Clock
  readonly connections?: number
  readonly log?: (line: string) => void
}

/** A first start that was killed is gone on with: each file is there whole or not at all. */
const upToDate = (applied: number, known: number) =>
  applied === known
    ? `the database was made: ${known} migrations`
    : `the database was brought up to date: ${known - applied} of ${known} migrations were there, ${applied} came now`

/** Opens an installation, bringing its database up to date first. */
export async function openLiren({
  config,
  clock = systemClock,
  connections = 10,
  log = () => {},
}: OpenOptions): Promise<Liren> {
  const embedded = config.databaseUrl ? null : await openEmbedded({ dataDir: config.dataDir, log })
  const given = config.databaseUrl ?? embedded?.url ?? ''
  const url = config.directUrl ?? given
  const applied = await migrate({ url }, modules)
  if (applied.length > 0) log(upToDate(applied.length, (await knownMigrations(modules)).length))
  const pooler = config.directUrl === null ? null : await poolerAt(given, config.directUrl)
  const db = openDb({ url: given, pooler, connections })
  const keys = [
    await readKey(process.env, config.dataDir),
    ...(await readOldKeys(process.env, config.dataDir)),
  ] as const
  const secrets = await openRing(db, keys, config.cipher).catch(async (error: unknown) => {
    await db.close()
    await embedded?.leave()
    throw error
  })
  // While `liren keys rotate` changes the key of look-ups, each process learns under which it is to write.
  const asking = setInterval(() => {
    if (secrets.findsTwice) secrets.refresh().catch(() => log('the keys of look-ups could not be read; asked again'))
  }, askedAnew)
  asking.unref()
  await syncSubscriptions(
    db,
    modules.flatMap((m) => [...m.subscribers]),
  )
  const jobs = await openJobs(
    db,
    modules.flatMap((m) => [...m.jobs]),
  )
  const live = openLiveHub(db)
  return {
    url,
    db,
    clock,
    secrets,
    jobs,
    live,
    openServerDb: () => openServerDb(db, { connections }),
    openStandby: async (first) =>
      config.standbyUrl === null
        ? undefined
        : followStandby({ first, copy: await openStandbyDb(db, config.standbyUrl, { connections }) }),
    async close() {
      clearInterval(asking)
      await live.close()
      await jobs.close()
      await db.close()
      await embedded?.leave()
    },
  }
}
