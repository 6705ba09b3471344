import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  chmod,
  chown,
  mkdtemp,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Account, accountFor } from './account.ts'
import { type Binaries, findBinaries, NoEmbeddedDatabase } from './binaries.ts'
import { isAlive } from './lock.ts'
import { firstSettings, memoryHere } from './settings.ts'
import { runTool } from './tool.ts'

/** Where a cluster stands and how it is entered. */
export interface Cluster {
  /** Liren's data folder; the cluster lies in `postgres` below it. */
  readonly dataDir: string
  readonly folder: string
  readonly door: Door
  readonly settings: Readonly<Record<string, string>>
  readonly binaries: Binaries
  readonly account: Account | undefined
}

/** A socket in the cluster's folder, or (Windows) loopback with a password. */
export type Door = { readonly kind: 'socket' } | Loopback

interface Loopback {
  readonly kind: 'loopback'
  readonly port: number
  readonly password: string
}

/** Reads what stands at `dataDir`, and finds the programs; starts nothing. */
export async function clusterAt(
  dataDir: string,
  { door, settings = {} }: { door?: Door['kind'] | undefined; settings?: Readonly<Record<string, string>> | undefined },
): Promise<Cluster> {
  const folder = join(dataDir, 'postgres')
  const account = await accountFor(folder)
  return {
    dataDir,
    folder,
    settings,
    account,
    binaries: await findBinaries(account),
    door: await doorOf(dataDir, door ?? (process.platform === 'win32' ? 'loopback' : 'socket')),
  }
}

const doorFile = (dataDir: string) => join(dataDir, 'postgres-door.json')

async function doorOf(dataDir: string, wanted: Door['kind']): Promise<Door> {
  if (wanted === 'socket') return { kind: 'socket' }
  const known = await readFile(doorFile(dataDir), 'utf8').catch(() => undefined)
  if (known) return JSON.parse(known) as Loopback
  const door: Loopback = { kind: 'loopback', port: await freePort(), password: randomBytes(24).toString('base64url') }
  try {
    await writeFile(doorFile(dataDir), JSON.stringify(door), { flag: 'wx', mode: 0o600 })
    return door
  } catch {
    return doorOf(dataDir, wanted)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no port on loopback')
  return address.port
}

/**
 * Makes the cluster with role and database `liren`, unless it exists. It grows under another name and is renamed when
 * it is whole, so that one that was interrupted is never mistaken for one.
 */
export async function createCluster(cluster: Cluster, log: (line: string) => void): Promise<void> {
  const { dataDir, folder, account, binaries, door } = cluster
  await removeDrafts(dataDir, log)
  if (existsSync(folder)) {
    await checkVersion(cluster)
    return openToServer(cluster)
  }
  // A name of its own: what an interrupted start left running may still write under another one.
  const draft = await mkdtemp(join(dataDir, draftName))
  await chmod(draft, 0o700)
  if (account) await chown(draft, account.uid, account.gid)
  const args = ['-U', 'postgres', '--encoding=UTF8', '--data-checksums']
  // The plain C locale would make trigrams of Chinese empty.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8')
  // The folder (0700) guards the socket: whoever can enter it could read the files as well.
  args.push('--auth-local=trust', '--auth-host=scram-sha-256')
  if (cluster.settings.fsync === 'off') args.push('--no-sync')
  for (const [name, value] of Object.entries(firstSettings(memoryHere()))) args.push('--set', `${name}=${value}`)
  await runTool(binaries.initdb, { folder: draft, account, args })
  const secret = door.kind === 'loopback' ? `password '${door.password}'` : ''
  await runTool(binaries.postgres, {
    folder: draft,
    account,
    before: ['--single'],
    args: ['postgres'],
    // Not a superuser: what works here works on a city's database too.
    input: `create role liren login createdb createrole ${secret};\ncreate database liren owner liren;\n`,
  })
  await openToServer({ ...cluster, folder: draft })
  await rename(draft, folder)
}

const draftName = 'postgres.new'

/**
 * What a start left that was killed while it made the cluster. Its `initdb` may outlive it for a moment and write meanwhile:
 * it ends when it misses its files, and what it still leaves is removed by the next start.
 */
async function removeDrafts(dataDir: string, log: (line: string) => void): Promise<void> {
  const left = (await readdir(dataDir)).filter((name) => name.startsWith(draftName))
  if (left.length > 0) log('an earlier start was interrupted while it made the database: it is made anew')
  for (const name of left)
    await rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => {})
}

/** Holds what was said last. */
const opened = 'liren-opened'

/**
 * What only PostgreSQL's superuser may say (docs/security.md): that the owner may make the role by which the server comes
 * in, and that what compares lists and words, or puts words together, tells nothing of a row, so that under row-level
 * security the indexes of lists, words and paths are used. Also for clusters that were made by a version that said less.
 */
async function openToServer({
  folder,
  binaries,
  account,
}: Pick<Cluster, 'folder' | 'binaries' | 'account'>): Promise<void> {
  const input = `alter role liren createrole;\n${tellNothing.map((name) => `alter function pg_catalog.${name} leakproof;\n`).join('')}`
  const said = await readFile(join(folder, opened), 'utf8').catch(() => null)
  if (said === input) return
  await removeForeignLock(folder, 'postmaster.pid')
  await runTool(binaries.postgres, { folder, account, before: ['--single'], args: ['liren'], input })
  await writeFile(join(folder, opened), input)
}

const tellNothing = [
  'arrayoverlap(anyarray, anyarray)',
  'arraycontains(anyarray, anyarray)',
  'textlike(text, text)',
  // `path < x.path || ':'`: the upper end of all that lies below another row's place.
  'textcat(text, text)',
]

async function checkVersion({ folder, binaries, account }: Cluster): Promise<void> {
  const made = (await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  const said = await runTool(binaries.postgres, { account, args: ['--version'] })
  const brought = said.match(/\d+/)?.[0]
  if (made === brought) return
  throw new Error(
    `${folder} was made by PostgreSQL ${made || '(unknown)'}, this Liren brings ${brought}. Nothing was changed. ` +
      'Make a backup with the Liren that made it, then restore it with this one into an empty folder.',
  )
}

const logFile = 'postgres.log'
const longLog = 5_000_000

/** Starts the cluster and returns when it takes connections. */
export async function startCluster(cluster: Cluster): Promise<void> {
  const { binaries, folder, account, door, settings } = cluster
  for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) await removeForeignLock(folder, name)
  await rotateLog(folder)
  const all = {
    ...(door.kind === 'socket'
      ? { listen_addresses: '', unix_socket_directories: '.', unix_socket_permissions: '0700' }
      : { listen_addresses: '127.0.0.1', port: String(door.port), unix_socket_directories: '' }),
    fsync: 'on',
    ...settings,
  }
  const options = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`)
  await runTool(binaries.pgCtl, {
    folder,
    account,
    args: ['start', '-w', '-s', '-t', '120', '-o', options.join(' ')],
    logFile,
  }).catch(async (error: Error) => {
    throw new Error(`${error.message}\n${await lastLines(join(folder, logFile))}`, { cause: error })
  })
}

async function rotateLog(folder: string): Promise<void> {
  const path = join(folder, logFile)
  const { size } = await stat(path).catch(() => ({ size: 0 }))
  if (size > longLog) await rename(path, `${path}.1`)
}

/** Stops it: sessions end, everything is on disk. */
export async function stopCluster({ binaries, folder, account }: Cluster): Promise<void> {
  await runTool(binaries.pgCtl, { folder, account, args: ['stop', '-w', '-s', '-m', 'fast', '-t', '120'] })
}

/** The number of the running postmaster of this folder, if there is one. */
export async function postmasterOf(folder: string): Promise<number | undefined> {
  const pid = await pidIn(join(folder, 'postmaster.pid'))
  return pid !== undefined && (await isPostgresIn(pid, folder)) ? pid : undefined
}

/** The number in a lock file of PostgreSQL, if there is a process that has it. */
async function pidIn(file: string): Promise<number | undefined> {
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  return pid > 0 && isAlive(pid) ? pid : undefined
}

async function isPostgresIn(pid: number, folder: string): Promise<boolean> {
  if (process.platform === 'linux') {
    // PostgreSQL works inside its folder. A process that we may not look at is another account's, so not ours.
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
    return cwd === (await realpath(folder))
  }
  if (process.platform === 'win32') return true
  return (await runTool('ps', { args: ['-p', String(pid), '-o', 'comm='] }).catch(() => '')).includes('postgres')
}

/**
 * After a crash the number in a lock file may belong to something else by now (another boot, another container), or
 * to a dead process that nobody has buried; PostgreSQL would refuse to start for as long as that is so.
 */
async function removeForeignLock(folder: string, name: string): Promise<void> {
  const file = join(folder, name)
  const pid = await pidIn(file)
  if (pid !== undefined && !(await isPostgresIn(pid, folder))) await rm(file, { force: true })
}

async function lastLines(path: string): Promise<string> {
  const handle = await open(path).catch(() => undefined)
  if (!handle) return ''
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, 2_000)
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString('utf8').split('\n').slice(-12).join('\n')
  } finally {
    await handle.close()
  }
}

/** Tries the programs once, so that a wrong C library or a missing one is said in words. */
export async function checkPrograms({ binaries, account }: Cluster): Promise<void> {
  await runTool(binaries.postgres, { account, args: ['--version'] }).catch((error: Error) => {
    throw new NoEmbeddedDatabase(`its programs do not start (${error.message.trim()})`, { cause: error })
  })
}
