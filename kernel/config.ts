import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { CipherName } from './secrets.ts'

/** What the environment and the command line decide; everything else is data of a tenant. */
export interface Config {
  /** Absolute folder for the embedded database and the key. */
  readonly dataDir: string
  /** A PostgreSQL 15+ of one's own; null: the embedded one under `dataDir`. */
  readonly databaseUrl: string | null
  readonly cipher: CipherName
  readonly trustProxy: boolean
  /** A pooler in transaction mode stands before PostgreSQL. */
  readonly pooled: boolean
}

/** Reads DATABASE_URL, LIREN_DATA, LIREN_CIPHER (`aes` or `sm`), LIREN_TRUST_PROXY and LIREN_POOLED. */
export function readConfig(environment: NodeJS.ProcessEnv, dataDir: string | undefined): Config {
  const cipher = environment['LIREN_CIPHER'] ?? 'aes'
  if (cipher !== 'aes' && cipher !== 'sm') throw new Error(`LIREN_CIPHER is aes or sm, not ${cipher}`)
  return {
    dataDir: resolve(dataDir ?? environment['LIREN_DATA'] ?? 'data'),
    databaseUrl: environment['DATABASE_URL'] || null,
    cipher,
    trustProxy: environment['LIREN_TRUST_PROXY'] === '1',
    pooled: environment['LIREN_POOLED'] === '1',
  }
}

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
    // `wx`: of two processes that start at once, one makes the key and the other reads it.
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      },
    )
  }
  return Buffer.from((await readFile(file, 'utf8')).trim(), 'hex')
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
