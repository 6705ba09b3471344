import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { QueuedWork } from '../jobs/jobs.ts'
import { type Migration, migrationLock } from '../migrate.ts'
import { type ArchiveReader, DamagedArchive } from './archive-reader.ts'
import { type Catalog, columnList, copySettings, quoted, readCatalog, type Scope, type TableShape } from './catalog.ts'
import type { Manifest, Part } from './manifest.ts'
import { missingPartitions, scaffoldOf } from './target.ts'

export interface PuttingBack {
  readonly scope: Scope
  /** The migrations of the archive, as files of this program, in the program's order. */
  readonly migrations: readonly Migration[]
  /** Queues work again in the same transaction. */
  readonly queueAgain: (client: pg.ClientBase, waiting: readonly QueuedWork[]) => Promise<void>
  readonly signal: AbortSignal
  readonly progress: (done: { tables: number; of: number; rows: number; packed: number }) => void
}

/**
 * Makes a database what an archive says, in one transaction: our schemas are dropped, built again as the archive knew
 * them, and filled. If anything fails, what was there before stands as it stood. The archive was checked before.
 * @returns how many rows and jobs were put back.
 */
export async function putBack(
  client: pg.Client,
  archive: ArchiveReader,
  options: PuttingBack,
): Promise<{ rows: number; jobs: number }> {
  const { scope, migrations, signal } = options
  const { manifest } = archive
  await client.query(copySettings)
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock])
    await rebuild(client, scope.schemas, migrations)
    const catalog = await readCatalog(client, scope)
    refuseOtherShape(catalog, manifest)
    for (const statement of missingPartitions(catalog.partitions, manifest.partitions)) await client.query(statement)
    const { down, up } = await scaffoldOf(client, scope.schemas)
    for (const statement of down) await client.query(statement)
    const rows = await fill(client, archive, options)
    for (const statement of up) {
      signal.throwIfAborted()
      await client.query(statement)
    }
    for (const { schema, name, last, called } of manifest.sequences)
      await client.query('select setval($1::regclass, $2, $3)', [quoted(schema, name), last, called])
    const waiting = await waitingIn(client, archive, signal)
    await options.queueAgain(client, waiting)
    await client.query('commit')
    return { rows, jobs: waiting.length }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function rebuild(client: pg.Client, schemas: readonly string[], migrations: readonly Migration[]): Promise<void> {
  // Those that lean on others go first; `cascade` only meets what is ours.
  for (const schema of schemas.toReversed()) await client.query(`drop schema if exists ${quoted(schema)} cascade`)
  await client.query(`create schema kernel;
    create table kernel.migrations (name text primary key, applied_at timestamptz not null default now())`)
  for (const { name, text } of migrations) {
    try {
      await client.query(text)
    } catch (error) {
      throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      })
    }
    await client.query('insert into kernel.migrations (name) values ($1)', [name])
  }
}

/** The same migrations make the same tables: anything else is no archive of ours. */
function refuseOtherShape({ tables, sequences }: Catalog, manifest: Manifest): void {
  const shape = (one: TableShape) => `${one.schema}.${one.table} (${one.columns.toSorted().join(', ')})`
  const here = new Set(tables.map(shape))
  for (const table of manifest.tables)
    if (!here.delete(shape(table))) throw new DamagedArchive(`${shape(table)} is no table of its migrations`)
  for (const missing of here) throw new DamagedArchive(`the archive has no ${missing}`)
  const drawn = new Set(sequences.map(({ schema, name }) => `${schema}.${name}`))
  for (const { schema, name } of manifest.sequences)
    if (!drawn.has(`${schema}.${name}`)) throw new DamagedArchive(`${schema}.${name} is no sequence of its migrations`)
}

async function fill(client: pg.Client, archive: ArchiveReader, { signal, progress }: PuttingBack): Promise<number> {
  const { tables } = archive.manifest
  const names = tables.map(({ schema, table }) => quoted(schema, table))
  // Migrations put first rows into some.
  await client.query(`truncate ${names.join(', ')}`)
  let [done, rows, packed] = [0, 0, 0]
  for (const { schema, table, columns, part } of tables) {
    await copyIn(client, archive, part, `${quoted(schema, table)} (${columnList(columns)})`, signal)
    done++
    rows += part.rows
    packed += part.packed
    progress({ tables: done, of: tables.length, rows, packed })
  }
  return rows
}

async function copyIn(client: pg.Client, archive: ArchiveReader, part: Part, target: string, signal: AbortSignal) {
  const sink = client.query(copyFrom(`copy ${target} from stdin`))
  await pipeline([...archive.rows(part), sink], { signal })
  if (sink.rowCount !== part.rows)
    throw new DamagedArchive(`PostgreSQL took ${sink.rowCount} of the ${part.rows} rows of ${part.name}`)
}

async function waitingIn(client: pg.Client, archive: ArchiveReader, signal: AbortSignal): Promise<QueuedWork[]> {
  await client.query('create temp table waiting_jobs (name text, data jsonb, start_after timestamptz) on commit drop')
  await copyIn(client, archive, archive.manifest.queue, 'waiting_jobs (name, data, start_after)', signal)
  const { rows } = await client.query<QueuedWork>(
    `select name, coalesce(data, '{}'::jsonb) as data, start_after as "startAfter" from waiting_jobs`,
  )
  return rows
}
