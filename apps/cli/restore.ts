import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { ArchiveReader } from '../../kernel/backup/archive-reader.ts'
import { partsOf } from '../../kernel/backup/manifest.ts'
import { putBack } from '../../kernel/backup/put-back.ts'
import { standingOf } from '../../kernel/backup/target.ts'
import { type Config, readConfig } from '../../kernel/config.ts'
import { openDb } from '../../kernel/db.ts'
import { openQueueRestore } from '../../kernel/jobs/jobs.ts'
import { type Migration, migrationsOf } from '../../kernel/migrate.ts'
import { modules } from '../server/modules.ts'
import { figuresOf } from './backup.ts'
import { backupScope, keyMark, megabytes, peakMemoryMB, teller, untilStopped, withOwner } from './installation.ts'
import type { Command, Options } from './options.ts'
import { sayReport, verifyInstallation } from './verify.ts'

const usage = `liren restore FILE [--check] [--replace NAME] [--without-key] [--data DIR] [--json]
--check only looks; --replace NAME, the name of the database, replaces all that it holds`

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

/**
 * `liren restore`: makes an empty database what a backup says and verifies it. Everything that can be refused is refused
 * before a row is written; all rows are written in one transaction. Exit status 0: all agrees; 1: it was restored but
 * something does not agree; 2 for a wrong command line; what is refused or fails is thrown.
 */
export const restoreCommand: Command = async (options) => {
  const { rest, data, json, check } = options
  const [file, ...more] = rest
  if (!file || more.length > 0 || !existsSync(file)) {
    warn(file && more.length === 0 ? `there is no file ${file}` : usage)
    return 2
  }
  const started = performance.now()
  const config = readConfig(process.env, data)
  const { signal, release } = untilStopped()
  const archive = await ArchiveReader.open(file)
  try {
    const migrations = levelOf(archive, await migrationsOf(modules))
    const key = await refuseOtherKey(archive, config, options)
    await readWhole(archive, signal)
    const figures = { file, ...figuresOf(archive.manifest), key }
    const seconds = () => Number(((performance.now() - started) / 1000).toFixed(2))
    if (check) {
      if (json) say(JSON.stringify({ ...figures, seconds: seconds() }))
      else say(`${file} is whole: ${inWords(figures)}, made ${figures.madeAt} by Liren ${figures.version}`)
      return 0
    }
    const { jobs, unknownJobs } = await restore(archive, { config, migrations, options, signal })
    for (const name of unknownJobs) warn(`a job ${name} waited, which this Liren does not know: it was left out`)
    const restored = seconds()
    if (!json) say(`restored ${inWords(figures)} (${restored} s)`)
    const report = await verifyInstallation(config)
    if (json) {
      const { counts, ...verify } = report
      const told = { ...figures, jobs, restoreSeconds: restored, seconds: seconds(), peakMemoryMB: peakMemoryMB() }
      say(JSON.stringify({ ...told, verify: { ...verify, ...counts } }))
    } else sayReport(report)
    return report.found === 0 ? 0 : 1
  } finally {
    release()
    await archive.close()
  }
}

const inWords = ({ rows, tables, events, files }: ReturnType<typeof figuresOf>) =>
  `${rows} rows of ${tables} tables, ${events} events, ${files} files`

/** The archive's migrations as files of this program. @throws when the archive is of a newer Liren, or of a changed one. */
function levelOf({ manifest }: ArchiveReader, known: readonly Migration[]): readonly Migration[] {
  const wanted = new Map(manifest.migrations.map(({ name, sha256 }) => [name, sha256]))
  const ours = known.filter(({ name }) => wanted.has(name))
  const names = new Set(ours.map(({ name }) => name))
  const newer = manifest.migrations.find(({ name }) => !names.has(name))
  const made = `the backup was made by Liren ${manifest.version}`
  if (newer) throw new Error(`${made}, which is newer (${newer.name}): please restore it with that one`)
  const changed = ours.find(({ name, sha256 }) => wanted.get(name) !== sha256)
  if (changed) throw new Error(`${made}, whose ${changed.name} is another: please restore it with that one`)
  return ours
}

/** @returns what is known of the key: `fits`, `unknown` (the backup does not say), `other`. */
async function refuseOtherKey(
  { seal, manifestHash }: ArchiveReader,
  config: Config,
  options: Options,
): Promise<string> {
  const mark = await keyMark(config, manifestHash)
  if (seal.key === null) return 'unknown'
  if (seal.key === mark) return 'fits'
  if (options['without-key'] || options.check) return 'other'
  throw new Error(
    `${mark === null ? 'there is no key here' : 'the key here (or LIREN_CIPHER) is not that of the backup'}: names, phones ` +
      `and identity numbers could not be read. Please set LIREN_KEY, or put liren.key into ${config.dataDir}; ` +
      '--without-key restores all but what is sealed. Nothing was written.',
  )
}

async function readWhole(archive: ArchiveReader, signal: AbortSignal): Promise<void> {
  const tell = teller(warn)
  const all = partsOf(archive.manifest).reduce((sum, { packed }) => sum + packed, 0)
  let read = 0
  await archive.check((packed) => {
    read += packed
    tell(`checked ${megabytes(read)} of ${megabytes(all)}`)
  }, signal)
}

interface Restoring {
  readonly config: Config
  readonly migrations: readonly Migration[]
  readonly options: Options
  readonly signal: AbortSignal
}

function restore(archive: ArchiveReader, { config, migrations, options, signal }: Restoring) {
  const tell = teller(warn)
  return withOwner(config, warn, async (client, url) => {
    await refuseFull(client, options)
    const db = openDb({ url, connections: 1 })
    const queue = await openQueueRestore(
      db,
      modules.flatMap((module) => [...module.jobs]),
    )
    try {
      let unknownJobs: readonly string[] = []
      const { jobs } = await putBack(client, archive, {
        scope: backupScope,
        migrations,
        queueAgain: async (inside, waiting) => {
          unknownJobs = await queue.fill(inside, waiting)
        },
        signal,
        progress: ({ tables, of, rows, packed }) =>
          tell(`${tables} of ${of} tables, ${rows} rows, ${megabytes(packed)} unpacked`),
      })
      // So that the first questions are not answered by guesses.
      await client.query('analyze')
      return { jobs: jobs - unknownJobs.length, unknownJobs }
    } finally {
      await queue.close()
      await db.close()
    }
  })
}

/** A database that holds something is replaced only by whoever says its name. */
async function refuseFull(client: pg.Client, { replace }: Options): Promise<void> {
  let standing = await standingOf(client, backupScope.schemas)
  // Those that were stopped a moment ago may still be on their way out.
  for (let tries = 0; standing.busy > 0 && tries < 4; tries++) {
    await pause(500)
    standing = await standingOf(client, backupScope.schemas)
  }
  const { database, tenants, foreign, busy } = standing
  if (foreign.length > 0)
    throw new Error(`${database} has schemas that no Liren made: ${foreign.join(', ')}. Please give another database`)
  if (busy > 0)
    throw new Error(`${busy} connections of serve or worker are open on ${database}: please stop them first`)
  if (replace !== undefined && replace !== database)
    throw new Error(`--replace says ${replace}, but the database is ${database}. Nothing was written`)
  if (replace === undefined && tenants !== null && tenants.length > 0)
    throw new Error(
      `${database} is not empty (tenants ${tenants.join(', ')}). To replace all that it holds, say --replace ${database}`,
    )
}
