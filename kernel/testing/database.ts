import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { atServer, dropDatabase, onDatabase, type TestCluster } from './cluster.ts'

export interface TestDatabase {
  readonly url: string
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>
}

/**
 * A migrated, empty database for one test file: a copy of the run's template, made in milliseconds.
 * @throws Error saying why there is no PostgreSQL or why the migrations fail.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = clusterOfRun()
  return copyOf(cluster, cluster.template)
}

/** A database for one test file with something in it, and what is to be known of that. */
export interface Filled<T> {
  readonly database: TestDatabase
  readonly made: T
}

/**
 * A copy of a database that was filled once in this run: by the first test file that asks for `name`, while others wait.
 * @param fill leaves nothing connected; what it returns is kept as JSON.
 */
export async function filledDatabase<T>(
  name: string,
  fill: (database: TestDatabase) => Promise<T>,
): Promise<Filled<T>> {
  const cluster = clusterOfRun()
  const source = `${cluster.template}_${name}`
  const client = new pg.Client({ connectionString: cluster.url })
  await client.connect()
  try {
    // Ends with the connection.
    await client.query('select pg_advisory_lock(hashtext($1))', [source])
    const { rows } = await client.query<{ made: string | null }>(
      "select shobj_description(oid, 'pg_database') as made from pg_database where datname = $1",
      [source],
    )
    let made = rows[0]?.made ?? null
    if (made === null) {
      // What a test file began and could not fill.
      if (rows.length > 0) await dropDatabase(cluster.url, source)
      await client.query(`create database ${source} template ${cluster.template} strategy file_copy`)
      made = JSON.stringify((await fill({ url: onDatabase(cluster.url, source), drop: async () => {} })) ?? {})
      await client.query(`comment on database ${source} is ${client.escapeLiteral(made)}`)
    }
    return { database: await copyOf(cluster, source), made: JSON.parse(made) as T }
  } finally {
    await client.end()
  }
}

function clusterOfRun(): TestCluster {
  const cluster = inject('testCluster')
  if ('problem' in cluster) throw new Error(`no test database: ${cluster.problem}`)
  return cluster
}

async function copyOf(cluster: TestCluster, source: string): Promise<TestDatabase> {
  const name = `liren_test_${randomUUID().replaceAll('-', '')}`
  // Files are copied as they are: a third of the work of writing each page to the log as well.
  await atServer(cluster.url, `create database ${name} template ${source} strategy file_copy`)
  return {
    url: onDatabase(cluster.url, name),
    drop: () => dropDatabase(cluster.url, name),
  }
}
