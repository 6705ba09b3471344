import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { atServer, dropDatabase, onDatabase } from './cluster.ts'

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
  const cluster = inject('testCluster')
  if ('problem' in cluster) throw new Error(`no test database: ${cluster.problem}`)
  const name = `liren_test_${randomUUID().replaceAll('-', '')}`
  // Files are copied as they are: a third of the work of writing each page to the log as well.
  await atServer(cluster.url, `create database ${name} template ${cluster.template} strategy file_copy`)
  return {
    url: onDatabase(cluster.url, name),
    drop: () => dropDatabase(cluster.url, name),
  }
}
