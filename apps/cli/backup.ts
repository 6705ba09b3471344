import { existsSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { ArchiveReader } from '../../kernel/backup/archive-reader.ts'
import { ArchiveWriter } from '../../kernel/backup/archive-writer.ts'
import { type Manifest, partsOf, sealed } from '../../kernel/backup/manifest.ts'
import { takeBackup } from '../../kernel/backup/take.ts'
import { systemClock } from '../../kernel/clock.ts'
import { type Config, readConfig } from '../../kernel/config.ts'
import { migrationsOf } from '../../kernel/migrate.ts'
import { modules } from '../server/modules.ts'
import {
  backupScope,
  keyMark,
  lirenVersion,
  megabytes,
  peakMemoryMB,
  teller,
  untilStopped,
  withOwner,
} from './installation.ts'
import type { Command } from './options.ts'

const usage = `liren backup FILE|DIR [--data DIR] [--json]
FILE must not exist yet; in a folder the backup is named after the time: liren-20261128-0230.tar`

const warn = (line: string) => process.stderr.write(`${line}\n`)

/**
 * `liren backup`: one instant of the database in one file, while others work. The file gets its name once it is whole and
 * was read back. Exit status 0; 2 for a wrong command line; what fails is thrown and leaves no file.
 */
export const backupCommand: Command = async ({ rest: [target, ...more], data, json }) => {
  const started = performance.now()
  const now = systemClock.now()
  const file = target && more.length === 0 ? fileOf(target, now) : null
  if (!file) {
    warn(usage)
    return 2
  }
  if (existsSync(file)) throw new Error(`${file} is there already: please give another name, or a folder`)
  const config = readConfig(process.env, data)
  if (!config.databaseUrl && !existsSync(config.dataDir)) throw new Error(`there is no data in ${config.dataDir}`)
  const manifest = await write(config, file, now)
  const seconds = Number(((performance.now() - started) / 1000).toFixed(2))
  const told = { file, ...figuresOf(manifest), bytes: statSync(file).size, seconds }
  if (json) process.stdout.write(`${JSON.stringify({ ...told, peakMemoryMB: peakMemoryMB() })}\n`)
  else
    process.stdout.write(
      `${file}: ${told.rows} rows of ${told.tables} tables, ${told.events} events, ${told.files} files, ${megabytes(told.bytes)} (${seconds} s)\n`,
    )
  return 0
}

function fileOf(target: string, now: Date): string {
  const path = resolve(target)
  const isFolder = existsSync(path) ? statSync(path).isDirectory() : /[\\/]$/.test(target)
  if (!isFolder) return path
  const minute = now.toISOString().slice(0, 16).replaceAll('-', '').replace('T', '-').replace(':', '')
  return join(path, `liren-${minute}.tar`)
}

async function write(config: Config, file: string, now: Date): Promise<Manifest> {
  const { signal, release } = untilStopped()
  const tell = teller(warn)
  const archive = await ArchiveWriter.create(file)
  try {
    const [version, known] = await Promise.all([lirenVersion(), migrationsOf(modules)])
    const manifest = await withOwner(config, warn, (client) =>
      takeBackup(client, archive, {
        scope: backupScope,
        version,
        known,
        now,
        signal,
        progress: ({ tables, of, rows, packed }) =>
          tell(`${tables} of ${of} tables, ${rows} rows, ${megabytes(packed)} packed`),
      }),
    )
    let mark: string | null = null
    await archive.finish(manifest, async (hash) => {
      mark = await keyMark(config, hash)
      return sealed(hash, mark)
    })
    if (mark === null)
      warn('the key is not here (LIREN_KEY or liren.key): the backup cannot say which key its sealed fields need')
    await readBack(archive.draft, signal)
    await archive.name()
    return manifest
  } catch (error) {
    await archive.discard()
    throw signal.aborted ? new Error(`stopped; ${basename(file)} was not written`) : error
  } finally {
    release()
  }
}

/** A backup that cannot be read is none: better to know at once. */
async function readBack(path: string, signal: AbortSignal): Promise<void> {
  const archive = await ArchiveReader.open(path)
  try {
    await archive.check(() => {}, signal)
  } finally {
    await archive.close()
  }
}

/** What an archive holds, in numbers. */
export function figuresOf(manifest: Manifest) {
  const rowsOf = (schema: string, table: string) =>
    manifest.tables.find((one) => one.schema === schema && one.table === table)?.part.rows ?? 0
  return {
    madeAt: manifest.madeAt,
    version: manifest.version,
    tables: manifest.tables.length,
    rows: partsOf(manifest).reduce((sum, { rows }) => sum + rows, 0),
    tenants: rowsOf('kernel', 'tenants'),
    events: rowsOf('kernel', 'events'),
    files: rowsOf('files', 'files'),
    queued: manifest.queue.rows,
    unpackedBytes: partsOf(manifest).reduce((sum, { bytes }) => sum + bytes, 0),
  }
}
