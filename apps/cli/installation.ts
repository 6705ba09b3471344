import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Scope } from '../../kernel/backup/catalog.ts'
import { type Config, pastPooler, readKey } from '../../kernel/config.ts'
import { openEmbedded } from '../../kernel/db/embedded/embedded.ts'
import { inProject } from '../../kernel/root.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { modules } from '../server/modules.ts'

/** What a backup keeps and a restore replaces. */
export const backupScope: Scope = {
  schemas: ['kernel', ...modules.flatMap(({ name, migrations }) => (migrations === null ? [] : [name]))],
  leftOut: new Set([
    // Each database has its own: which migrations were applied, who listens to what, how the server comes in.
    ...['kernel.migrations', 'kernel.subscriptions', 'kernel.server_access', 'kernel.asked'],
    // A session that was ended after the backup would live again.
    'people.sessions',
    // Files that are made anew when somebody asks again, and as large as all the rest.
    'takeouts.pieces',
  ]),
}

/** A connection to the installation's database as its owner, without bringing it up to date. */
export async function withOwner<T>(
  config: Config,
  log: (line: string) => void,
  work: (client: pg.Client, url: string) => Promise<T>,
): Promise<T> {
  const embedded = config.databaseUrl ? null : await openEmbedded({ dataDir: config.dataDir, log })
  try {
    const url = pastPooler(config).databaseUrl ?? embedded?.url ?? ''
    const client = new pg.Client({ connectionString: url, application_name: 'liren backup' })
    // What breaks a connection is thrown by the statement that it breaks.
    client.on('error', () => {})
    await client.connect()
    try {
      return await work(client, url)
    } finally {
      await client.end().catch(() => {})
    }
  } finally {
    await embedded?.leave()
  }
}

/**
 * What only this installation's secrets make of a backup; null where no key is at hand. It tells two keys apart, and the
 * ciphers, without telling anything about the key.
 */
export async function keyMark(config: Config, manifestHash: string): Promise<string | null> {
  if (process.env['LIREN_KEY'] === undefined && !existsSync(join(config.dataDir, 'liren.key'))) return null
  const secrets = openSecrets(await readKey(process.env, config.dataDir), config.cipher)
  return secrets.lookup('backup', manifestHash).toString('hex')
}

/** Of the program that runs. */
export async function lirenVersion(): Promise<string> {
  return (JSON.parse(await readFile(inProject('package.json'), 'utf8')) as { version: string }).version
}

/** Aborted when the process is asked to stop, so that what was begun is tidied away. */
export function untilStopped(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const stop = () => controller.abort(new Error('stopped'))
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop)
  return {
    signal: controller.signal,
    release: () => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(name, stop)
    },
  }
}

/** Says how far a long piece of work is, at most every two seconds. */
export function teller(say: (line: string) => void): (line: string) => void {
  let last = performance.now()
  return (line) => {
    if (performance.now() - last < 2000) return
    last = performance.now()
    say(line)
  }
}

/** `12.3 MB` */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** The most memory that the process has taken so far, in megabytes. */
export const peakMemoryMB = (): number => Math.round(process.resourceUsage().maxRSS / 1024)
