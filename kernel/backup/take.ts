import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { ArchiveWriter } from './archive-writer.ts'
import { columnList, copySettings, quoted, readCatalog, type Scope, type TableShape } from './catalog.ts'
import { archiveFormat, type Manifest } from './manifest.ts'

/** Work that waits or was under way when the snapshot was made; jobs are safe to run again. */
const waiting = `select name, data, start_after from jobs.job where state in ('created', 'retry', 'active') order by created_on, id`
const nothingWaits = `select null::text, null::jsonb, null::timestamptz where false`

export interface Taking {
  readonly scope: Scope
  readonly version: string
  /** All migrations that this program knows. */
  readonly known: readonly { readonly name: string; readonly sha256: string }[]
  readonly now: Date
  readonly signal: AbortSignal
  /** Told after each table, of how many. */
  readonly progress: (done: { tables: number; of: number; rows: number; packed: number }) => void
}

/**
 * Writes one instant of a database into an archive, while others work on it. Reads with the rights of the owner; changes
 * nothing. @returns the manifest, not yet written.
 * @throws when the database is not at the level of a program that knows its migrations, or was migrated meanwhile.
 */
export async function takeBackup(client: pg.Client, archive: ArchiveWriter, taking: Taking): Promise<Manifest> {
  await client.query(copySettings)
  await client.query('begin isolation level repeatable read, read only')
  const migrations = await migrationsIn(client, taking.known)
  const { tables, partitions, sequences } = await readCatalog(client, taking.scope)
  const written: Manifest['tables'][number][] = []
  let [rows, packed] = [0, 0]
  for (const shape of tables) {
    const source = client.query(copyTo(copyOut(shape)))
    const name = `tables/${shape.schema}.${shape.table}.copy.gz`
    const part = await archive.addRows(name, source, taking.signal)
    written.push({ schema: shape.schema, table: shape.table, columns: [...shape.columns], part })
    rows += part.rows
    packed += part.packed
    taking.progress({ tables: written.length, of: tables.length, rows, packed })
  }
  const { rows: found } = await client.query(`select to_regclass('jobs.job') is not null as there`)
  const queued = found[0]?.there === true ? waiting : nothingWaits
  const queue = await archive.addRows(
    'queue.copy.gz',
    client.query(copyTo(`copy (${queued}) to stdout`)),
    taking.signal,
  )
  // After the rows: a number that was drawn meanwhile is passed over, never given twice.
  const drawn: Manifest['sequences'][number][] = []
  for (const { schema, name } of sequences) drawn.push({ schema, name, ...(await drawnOf(client, schema, name)) })
  await client.query('commit')
  await refuseMigrated(client, migrations.length)
  const { rows: about } = await client.query<{ postgres: string }>(
    `select current_setting('server_version') as postgres`,
  )
  return {
    format: archiveFormat,
    version: taking.version,
    postgres: about[0]?.postgres ?? '',
    madeAt: taking.now.toISOString(),
    migrations,
    tables: written,
    partitions: [...partitions],
    sequences: drawn,
    queue,
  }
}

/** Rows are read through a query: COPY itself does not read partitioned tables. */
const copyOut = ({ schema, table, columns }: TableShape) =>
  `copy (select ${columnList(columns)} from ${quoted(schema, table)}) to stdout`

async function migrationsIn(client: pg.Client, known: Taking['known']) {
  const { rows: found } = await client.query(`select to_regclass('kernel.migrations') is not null as there`)
  if (found[0]?.there !== true) throw new Error('this database holds no Liren: there is nothing to keep')
  const { rows } = await client.query<{ name: string }>('select name from kernel.migrations order by name')
  const sums = new Map(known.map(({ name, sha256 }) => [name, sha256]))
  return rows.map(({ name }) => {
    const sha256 = sums.get(name)
    if (!sha256) throw new Error(`the database is of a newer Liren (${name}): make the backup with that one`)
    return { name, sha256 }
  })
}

async function drawnOf(client: pg.Client, schema: string, name: string): Promise<{ last: number; called: boolean }> {
  const { rows } = await client.query<{ last: number; called: boolean }>(
    `select last_value::float8 as last, is_called as called from ${quoted(schema, name)}`,
  )
  return rows[0] ?? { last: 1, called: false }
}

/** A migration between two tables would have left an archive of two levels. */
async function refuseMigrated(client: pg.Client, before: number): Promise<void> {
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from kernel.migrations')
  if (rows[0]?.n !== before) throw new Error('the database was migrated meanwhile: please make the backup again')
}
