import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { CipherName } from './secrets.ts'

/** What the environment and the command line decide; everything else is data of a tenant. */
export interface Config {
  /** Absolute folder for the embedded database and the key. */
  readonly dataDir: string
  /** A PostgreSQL 15+ of one's own; null: the embedded one under `dataDir`. */
  readonly databaseUrl: string | null
  /**
   * Straight to the same PostgreSQL where `databaseUrl` leads through a pooler that gives each transaction another
   * connection; null: nothing stands between.
   */
  readonly directUrl: string | null
  /** A standby that follows the same PostgreSQL, for reads that may be seconds old; null: there is none. */
  readonly standbyUrl: string | null
  readonly cipher: CipherName
  readonly trustProxy: boolean
}

/** Reads DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_STANDBY_URL, LIREN_DATA, LIREN_CIPHER (`aes` or `sm`) and LIREN_TRUST_PROXY. */
export function readConfig(environment: NodeJS.ProcessEnv, dataDir: string | undefined): Config {
  const cipher = environment['LIREN_CIPHER'] ?? 'aes'
  if (cipher !== 'aes' && cipher !== 'sm') throw new Error(`LIREN_CIPHER is aes or sm, not ${cipher}`)
  const databaseUrl = environment['DATABASE_URL'] || null
  const directUrl = environment['DATABASE_DIRECT_URL'] || null
  if (directUrl && !databaseUrl) throw new Error('DATABASE_DIRECT_URL goes with a DATABASE_URL that leads to a pooler')
  const standbyUrl = environment['DATABASE_STANDBY_URL'] || null
  if (standbyUrl && !databaseUrl)
    throw new Error('DATABASE_STANDBY_URL goes with a DATABASE_URL: the embedded database has no standby')
  return {
    dataDir: resolve(dataDir ?? environment['LIREN_DATA'] ?? 'data'),
    databaseUrl,
    directUrl,
    standbyUrl,
    cipher,
    trustProxy: environment['LIREN_TRUST_PROXY'] === '1',
  }
}

/** The same installation for commands that take long or need a session of their own: past a pooler. */
export const pastPooler = (config: Config): Config => ({
  ...config,
  databaseUrl: config.directUrl ?? config.databaseUrl,
  directUrl: null,
})

/**
 * The secret behind sealed fields: LIREN_KEY (64 hex digits) or a file of this machine, made once and readable by its owner
 * alone. Whoever loses it loses the sealed phones and names, so a backup holds it apart from the database.
 */
export async function readKey(environment: NodeJS.ProcessEnv, dataDir: string): Promise<Buffer> {
  const given = environment['LIREN_KEY']
  if (given !== undefined) {
    if (!/^[0-9a-f]{64}$/i.test(given)) throw new Error('LIREN_KEY must be 64 hexadecimal digits')
    return Buffer.from(given, 'hex')
  }
  const file = join(dataDir, 'liren.key')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) {
    // It has its name only once it is whole and on the disk. Of two processes that start at once, one makes the key (`link`
    // refuses a name that is taken) and the other reads it.
    const draft = `${file}.${process.pid}`
    try {
      await writeFile(draft, randomBytes(32).toString('hex'), { mode: 0o600, flush: true })
      await link(draft, file)
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      // Some disks know no second name of a file.
      if (/^(EPERM|ENOTSUP|ENOSYS|EMLINK)$/.test(code) && !existsSync(file)) await rename(draft, file)
      else if (code !== 'EEXIST') throw error
    } finally {
      await rm(draft, { force: true })
    }
  }
  const hex = (await readFile(file, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error(`${file} does not hold a key of 64 hexadecimal digits`)
  return Buffer.from(hex, 'hex')
}

/**
 * Keys that were in use before, the newest first: LIREN_KEY_OLD (64 hex digits each, separated by commas), and the file
 * `liren.key.old` beside the key. Needed until `liren keys rotate` has sealed everything under the newest.
 */
export async function readOldKeys(environment: NodeJS.ProcessEnv, dataDir: string): Promise<Buffer[]> {
  const given = (environment['LIREN_KEY_OLD'] ?? '').split(',').flatMap((one) => one.trim() || [])
  const file = join(dataDir, 'liren.key.old')
  const kept = environment['LIREN_KEY'] === undefined && existsSync(file) ? [(await readFile(file, 'utf8')).trim()] : []
  return [...given, ...kept].map((hex) => {
    if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error('each key of LIREN_KEY_OLD must be 64 hexadecimal digits')
    return Buffer.from(hex, 'hex')
  })
}
