import { mkdir, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Address, addressOf } from './address.ts'
import {
  type Cluster,
  checkPrograms,
  clusterAt,
  createCluster,
  type Door,
  startCluster,
  stopCluster,
} from './cluster.ts'
import { withLock } from './lock.ts'
import { type Attempt, attempt, Membership } from './membership.ts'

export interface EmbeddedOptions {
  /** Liren's data folder; made if it is missing. */
  readonly dataDir: string
  /** Told what happens, one line at a time. */
  readonly log?: (line: string) => void
  /** PostgreSQL settings that override ours, for the process that starts the cluster (tests: fsync off). */
  readonly settings?: Readonly<Record<string, string>>
  /** How to enter; the system decides if left out. */
  readonly door?: Door['kind']
}

export interface Embedded {
  /** A connection string for the database `liren`, as long as we have not left. */
  readonly url: string
  /** Says that we need it no longer. The last one to leave stops the cluster. */
  leave(): Promise<void>
}

const patienceMs = 120_000

/**
 * Joins the PostgreSQL of a data folder, and makes and starts it if need be. Several processes may do so at once; it
 * runs until the last of them leaves. If it is killed, whoever is a member starts it again.
 * @throws NoEmbeddedDatabase where PostgreSQL cannot run, with the advice to set DATABASE_URL.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log = () => {}, door, settings } = options
  const dataDir = resolve(options.dataDir)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const cluster = await clusterAt(dataDir, { door, settings })
  const address = await addressOf(cluster)
  const join = () => joinOrStart(cluster, address, log)
  let membership: Membership
  try {
    membership = new Membership(await join(), { rejoin: join, log })
  } catch (error) {
    await address.dispose()
    throw (await isFull(dataDir)) ? noRoom(dataDir, error) : error
  }
  return {
    url: address.url('liren'),
    leave: async () => {
      await membership.leave(() => withLock(lockFile(cluster), () => stopCluster(cluster)))
      await address.dispose()
    },
  }
}

/** PostgreSQL's log grows by files of this size; with less it cannot start. */
const leastRoom = 16 * 2 ** 20

const isFull = (folder: string) =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize < leastRoom,
    () => false,
  )

const noRoom = (folder: string, cause: unknown) =>
  new Error(
    `PostgreSQL cannot start because the disk of ${folder} is full. What was acknowledged is kept: make room (32 MB at ` +
      `least) and start again. (${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)})`,
    { cause },
  )

const lockFile = ({ dataDir }: Cluster) => join(dataDir, 'postgres.lock')

async function joinOrStart(cluster: Cluster, address: Address, log: (line: string) => void) {
  const until = Date.now() + patienceMs
  for (;;) {
    let state = await attempt(address)
    if (state.kind === 'absent') state = await withLock(lockFile(cluster), () => start(cluster, address, log))
    if (state.kind === 'member') return state.client
    if (Date.now() > until) throw new Error(`PostgreSQL in ${cluster.folder} does not answer`, { cause: state.why })
    await new Promise((again) => setTimeout(again, 50))
  }
}

/** Only one process at a time comes here; another may have started it while we waited. */
async function start(cluster: Cluster, address: Address, log: (line: string) => void): Promise<Attempt> {
  const state = await attempt(address)
  if (state.kind !== 'absent') return state
  await checkPrograms(cluster)
  await createCluster(cluster, log)
  try {
    await startCluster(cluster)
  } catch (error) {
    // The processes of one that was killed need a moment to go.
    if (!/still in use|lock file .* already exists/.test(String(error))) throw error
    return { kind: 'busy', why: error }
  }
  log(`PostgreSQL started in ${cluster.folder}`)
  return attempt(address)
}
