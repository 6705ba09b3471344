import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openEmbedded } from '../db/embedded/embedded.ts'
import { type MigrationSource, migrate } from '../migrate.ts'
import { inProject } from '../root.ts'
import { hasRoom, memory } from './memory.ts'

/** What a test file needs to make its own database. */
export interface TestCluster {
  /** Connection string of the server's maintenance database. */
  readonly url: string
  readonly template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster | { readonly problem: string }
  }
}

/**
 * vitest's global set-up: one PostgreSQL a run (LIREN_TEST_DATABASE_URL, else an embedded one in a temporary folder)
 * and in it one migrated template. What fails here is told to the tests that ask for a database, not to the others.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const undo: (() => Promise<unknown>)[] = []
  try {
    const url = process.env.LIREN_TEST_DATABASE_URL ?? (await startEmbedded(undo))
    const template = await buildTemplate(url, undo)
    project.provide('testCluster', { url, template })
  } catch (error) {
    project.provide('testCluster', { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
  return async () => {
    for (const step of undo.reverse()) await step()
  }
}

async function startEmbedded(undo: (() => Promise<unknown>)[]): Promise<string> {
  const folder = await mkdtemp(join(await quickFolder(), 'liren-test-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  // Only tests may be fast at the price of durability: their data dies with the run anyway.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const embedded = await openEmbedded({ dataDir: folder, settings })
  undo.push(embedded.leave)
  return embedded.url
}

/** In memory where there is plenty: each test file's database is a thousand files, which a disk takes up to a second to make. */
const quickFolder = async (): Promise<string> => ((await hasRoom(memory)) ? memory : tmpdir())

async function buildTemplate(url: string, undo: (() => Promise<unknown>)[]): Promise<string> {
  const template = `liren_template_${randomUUID().slice(0, 8)}`
  // As on a city's server: Chinese needs a character type that knows it, whatever the server's own default is.
  await atServer(url, `create database ${template} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
  undo.push(() => dropTemplates(url, template))
  const migrated = onDatabase(url, template)
  await migrate({ url: migrated }, await moduleMigrations())
  if (process.env.LIREN_TEST_SPREAD === '1') await layApart(migrated)
  return template
}

/** As `liren migrate --distribute` does it, past what Citus refuses: tests then run as on a cluster, but on one machine. */
async function layApart(url: string): Promise<void> {
  const [{ refusingCitus }, { distribute }] = await Promise.all([
    import('../refusing-citus.fixture.ts'),
    import('../distribution.ts'),
  ])
  await refusingCitus(url)
  await distribute(url)
}

/** The template, and what was filled from it (`filledDatabase`). */
async function dropTemplates(url: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client
    .query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [template])
    .finally(() => client.end())
  for (const { datname } of rows) await dropDatabase(url, datname)
}

async function moduleMigrations(): Promise<readonly MigrationSource[]> {
  const list = inProject('apps/server/modules.ts')
  if (!existsSync(list)) return []
  const { modules } = (await import(pathToFileURL(list).href)) as { modules: readonly MigrationSource[] }
  return modules
}

/** The same server, another database. */
export function onDatabase(url: string, database: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${database}`)
}

/** Runs one statement that stands alone (CREATE DATABASE and the like). */
export async function atServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Removes a database, whoever is still in it: by force, unless the server itself is (autovacuum), which it then ends by its own means. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  try {
    await atServer(url, `drop database if exists ${name} with (force)`)
  } catch (error) {
    if ((error as { code?: unknown }).code !== insufficientPrivilege) throw error
    await atServer(url, `drop database if exists ${name}`)
  }
}

const insufficientPrivilege = '42501'
