import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pg from 'pg'
import { refusePooler } from './pooler.ts'
import { inProject } from './root.ts'

/** A module's migrations: forward-only SQL files named `YYYYMMDDhhmm-what.sql`. */
export interface MigrationSource {
  readonly name: string
  /** Absolute folder; null: none. */
  readonly migrations: string | null
}

export const kernelMigrations: MigrationSource = { name: 'kernel', migrations: inProject('kernel/migrations') }

/** Any fixed number: whoever holds it migrates or restores, the others wait and then find nothing to do. */
export const migrationLock = 734_001

/** A migration as a file of this program. */
export interface Migration {
  /** `module/file` */
  readonly name: string
  readonly text: string
  /** Of the text, whatever ends its lines: files from another system are the same. */
  readonly sha256: string
}

/** All migrations, in the order in which they are applied. */
export async function migrationsOf(modules: readonly MigrationSource[]): Promise<readonly Migration[]> {
  const all: Migration[] = []
  for (const source of [kernelMigrations, ...modules])
    for (const file of await migrationFiles(source)) {
      const text = await readFile(file, 'utf8')
      const sha256 = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
      all.push({ name: `${source.name}/${basename(file)}`, text, sha256 })
    }
  return all
}

/**
 * Brings a database up to date: each file once, in the order kernel, then modules as listed; each in a transaction.
 * @returns the names of the files applied now, as `module/file`.
 */
export async function migrate(db: { url: string }, modules: readonly MigrationSource[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: db.url })
  // A database that goes away is told by the statement that was running; nobody else listens.
  client.on('error', () => {})
  await client.connect()
  try {
    await refusePooler(client)
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
    await client.query('select kernel.guard_rows()').catch(explainRoles)
    return applied
  } finally {
    await client.end()
  }
}

/** @throws Error in words for whoever runs the database, where ours may not make the role that the server comes in by. */
function explainRoles(error: unknown): never {
  if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error
  throw new Error(
    `the owner of the database may not make roles, and the server asks through a role of its own (docs/security.md): ${error.message}; let an administrator run "alter role … createrole" for it`,
    { cause: error },
  )
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
    // Where the connection is gone, PostgreSQL has taken everything back already.
    await client.query('rollback').catch(() => {})
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
