import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pg from 'pg'
import { inProject } from './root.ts'

/** A module's migrations: forward-only SQL files named `YYYYMMDDhhmm-what.sql`. */
export interface MigrationSource {
  readonly name: string
  /** Absolute folder; null: none. */
  readonly migrations: string | null
}

export const kernelMigrations: MigrationSource = { name: 'kernel', migrations: inProject('kernel/migrations') }

// Any fixed number: whoever holds it migrates, the others wait and then find nothing to do.
const migrationLock = 734_001

/**
 * Brings a database up to date: each file once, in the order kernel, then modules as listed; each in a transaction.
 * @returns the names of the files applied now, as `module/file`.
 */
export async function migrate(db: { url: string }, modules: readonly MigrationSource[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: db.url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query(`create schema if not exists kernel;
      create table if not exists kernel.migrations (name text primary key, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string }>('select name from kernel.migrations')
    const known = new Set(rows.map((row) => row.name))
    const applied: string[] = []
    for (const source of [kernelMigrations, ...modules]) {
      for (const file of await migrationFiles(source)) {
        const name = `${source.name}/${basename(file)}`
        if (known.has(name)) continue
        await applyFile(client, name, file)
        applied.push(name)
      }
    }
    return applied
  } finally {
    await client.end()
  }
}

/** The names of all migrations that this program knows, as `module/file`. */
export async function knownMigrations(modules: readonly MigrationSource[]): Promise<string[]> {
  const names: string[] = []
  for (const source of [kernelMigrations, ...modules])
    for (const file of await migrationFiles(source)) names.push(`${source.name}/${basename(file)}`)
  return names
}

async function migrationFiles({ migrations }: MigrationSource): Promise<string[]> {
  if (migrations === null) return []
  const files = await readdir(migrations)
  return files
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => join(migrations, file))
}

async function applyFile(client: pg.Client, name: string, path: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into kernel.migrations (name) values ($1)', [name])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
