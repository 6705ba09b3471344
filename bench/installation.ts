import { existsSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { modules } from '../apps/server/modules.ts'
import { readKey } from '../kernel/config.ts'
import { postmasterOf } from '../kernel/db/embedded/cluster.ts'
import { openEmbedded } from '../kernel/db/embedded/embedded.ts'
import { openDb } from '../kernel/db.ts'
import { syncSubscriptions } from '../kernel/events/subscriber.ts'
import { migrate } from '../kernel/migrate.ts'
import { openSecrets } from '../kernel/secrets.ts'
import { urlAs } from '../kernel/server-access.ts'
import { startSession } from '../modules/people/public.ts'
import { type District, fillDistrict, type Worker } from './district.ts'
import { whenEnding } from './ending.ts'
import { fillMatters } from './matters.ts'

/** PostgreSQL of its own with a filled district. */
export interface Installation {
  readonly dataDir: string
  /** Of PostgreSQL. */
  readonly pid: number
  readonly url: string
  /** How the server comes in (kernel/server-access.ts): its role, the way by that role, and a word good on any connection. */
  readonly access: { readonly role: string; readonly url: string; readonly word: string }
  readonly district: District
  /** Where PostgreSQL writes its log as JSON. */
  readonly logFolder: string
  /** Runs statements that stand alone as PostgreSQL's superuser. @returns the rows of the last one. */
  asSuperuser(...statements: string[]): Promise<Record<string, unknown>[]>
  /** A cookie for each of some persons. */
  signIn(workers: readonly Pick<Worker, 'personId'>[]): Promise<string[]>
  /** The database once more, as it is now; nobody may be in it. Its sessions are good in both. */
  copy(): Promise<Copy>
  close(): Promise<void>
}

export interface Copy extends Pick<Installation, 'dataDir' | 'pid' | 'url' | 'access' | 'asSuperuser'> {
  drop(): Promise<void>
}

export interface InstallationOptions {
  readonly matters: number
  /** As many are open as among so many matters; all that the matters' number makes, if left out. */
  readonly openAs?: number | undefined
  /** Kept and used again if given; else a temporary folder that is removed at the end. */
  readonly dataDir?: string | undefined
  readonly log: (line: string) => void
}

// Durability is as in production: fsync and synchronous_commit are on. The log is only for counting round trips.
const settings = {
  synchronous_commit: 'on',
  logging_collector: 'on',
  log_destination: 'jsonlog',
  log_directory: 'log',
  max_wal_size: '4GB',
}

export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { dataDir, log } = options
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'liren-bench-')))
  const embedded = await openEmbedded({ dataDir: folder, settings })
  const discard = whenEnding(async () => {
    try {
      await embedded.leave()
    } finally {
      if (dataDir === undefined) await remove(folder)
    }
  })
  try {
    const asSuperuser = superuserOf(embedded.url)
    const district = await filled(folder, embedded.url, options, log)
    await asSuperuser('vacuum analyze', 'checkpoint')
    const pid = (await postmasterOf(join(folder, 'postgres'))) ?? 0
    const access = await accessOf(embedded.url, asSuperuser, district.tenantId)
    return {
      ...{ dataDir: folder, pid, url: embedded.url, access, district, asSuperuser },
      logFolder: join(folder, 'postgres', 'log'),
      signIn: (workers) => signIn(embedded.url, district, workers),
      copy: () => copyOf({ dataDir: folder, pid, url: embedded.url, access }),
      close: discard,
    }
  } catch (error) {
    await discard()
    throw error
  }
}

/** A temporary installation, also where its cluster could not be stopped in good order. */
async function remove(folder: string): Promise<void> {
  const pid = await postmasterOf(join(folder, 'postgres'))
  if (pid !== undefined) process.kill(pid, 'SIGQUIT')
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}

let copies = 0

async function copyOf({ dataDir, pid, url, access }: Omit<Copy, 'asSuperuser' | 'drop'>): Promise<Copy> {
  const name = `copy_${++copies}`
  const atServer = superuserOf(inDatabase(url, 'postgres'))
  await atServer(`create database ${name} template liren owner liren strategy file_copy`)
  const own = { url: inDatabase(url, name), access: { ...access, url: inDatabase(access.url, name) } }
  const drop = async () => void (await atServer(`drop database ${name} with (force)`))
  return { dataDir, pid, ...own, asSuperuser: superuserOf(own.url), drop }
}

/** The same cluster, another of its databases than `liren`. */
const inDatabase = (url: string, name: string): string => url.replace(/\/liren(?=\?|$)/, `/${name}`)

async function accessOf(
  url: string,
  asSuperuser: Installation['asSuperuser'],
  tenantId: string,
): Promise<Installation['access']> {
  const said = `${tenantId}0`
  const [row] =
    await asSuperuser(`select role, password, encode(sha256(key || '${said}'::bytea), 'hex') || ':${said}' as word
    from kernel.server_access`)
  const { role, password, word } = row as { role: string; password: string; word: string }
  return { role, url: urlAs(url, { role, password }), word }
}

/** The embedded cluster's superuser enters by the same socket. */
const superuserUrl = (url: string) => url.replace('//liren@', '//postgres@')

const superuserOf =
  (url: string) =>
  async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: superuserUrl(url) })
    await client.connect()
    try {
      let rows: Record<string, unknown>[] = []
      for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows
      return rows
    } finally {
      await client.end()
    }
  }

/** All of the matters' indexes but those that are constraints. */
const slowIndexes = `select indexname as name, indexdef as definition from pg_indexes i
  where schemaname = 'matters' and tablename = 'matters'
    and not exists (select from pg_constraint c where c.conname = i.indexname)`

const noteIn = (folder: string, { matters, openAs }: Pick<InstallationOptions, 'matters' | 'openAs'>): string =>
  join(folder, `district-${matters}${openAs === undefined ? '' : `-${openAs}`}.json`)

/** When a folder that was kept was filled with so many matters; undefined where it is not. */
export const filledAt = (folder: string, asked: Pick<InstallationOptions, 'matters' | 'openAs'>): Date | undefined =>
  statSync(noteIn(folder, asked), { throwIfNoEntry: false })?.mtime

/** Fills the database, unless a folder that was kept is full already. */
async function filled(
  folder: string,
  url: string,
  { matters, openAs }: Pick<InstallationOptions, 'matters' | 'openAs'>,
  log: (line: string) => void,
): Promise<District> {
  await migrate({ url }, modules)
  const note = noteIn(folder, { matters, openAs })
  if (existsSync(note)) return JSON.parse(await readFile(note, 'utf8')) as District
  const now = new Date()
  const secrets = openSecrets(await readKey(process.env, folder))
  const asSuperuser = superuserOf(url)
  // What is filled in keeps the rules by itself: foreign keys and the indexes of search are checked and made at the end.
  const db = openDb({ url: `${superuserUrl(url)}&options=-csession_replication_role%3Dreplica`, connections: 2 })
  try {
    await syncSubscriptions(
      db,
      modules.flatMap((m) => [...m.subscribers]),
    )
    const started = performance.now()
    const district = await db.tx((tx) => fillDistrict(tx, secrets, new Date(now.getTime() - 400 * 86_400_000)))
    const indexes = await asSuperuser(slowIndexes)
    await asSuperuser(...indexes.map((index) => `drop index matters.${String(index.name)}`))
    await fillMatters({ db, secrets }, district, { count: matters, openAs }, now)
    log(`rows of ${matters} matters in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    await asSuperuser(`set maintenance_work_mem = '1GB'`, ...indexes.map((index) => String(index.definition)))
    // Triggers were off: what they count is counted at once.
    await asSuperuser('analyze', 'select matters.recount_tallies(now())')
    // Nobody is told of what was only filled in.
    await db.statement('bench.told', 'delete from kernel.deliveries', [])
    log(`filled ${matters} matters in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    await writeFile(note, JSON.stringify(district))
    return district
  } finally {
    await db.close()
  }
}

async function signIn(
  url: string,
  district: District,
  workers: readonly Pick<Worker, 'personId'>[],
): Promise<string[]> {
  const db = openDb({ url, connections: 1 })
  try {
    const tokens = []
    for (const { personId } of workers) {
      const session = { tenantId: district.tenantId, personId, ip: '127.0.0.1', userAgent: 'bench' }
      tokens.push((await db.tx((tx) => startSession(tx, session, new Date()))).token)
    }
    return tokens.map((token) => `liren_session=${token}`)
  } finally {
    await db.close()
  }
}
