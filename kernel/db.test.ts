import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Db, openDb, sql, type Tx } from './db.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'

let database: TestDatabase
let db: Db
let others: Db
beforeAll(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 1 })
  others = openDb({ url: database.url, connections: 1 })
})
afterAll(async () => {
  await db.close()
  await others.close()
  await database.drop()
})

const pidOf = async (tx: Tx): Promise<number> => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
  return rows[0]?.pid ?? 0
}

/** Ends a session from outside. @returns when it is gone, and this process has had a chance to hear of it. */
async function endSession(pid: number): Promise<void> {
  await others.read((tx) => sql`select pg_terminate_backend(${pid}, 10000)`.execute(tx))
  await new Promise((done) => setImmediate(done))
}

it('a session that the server ends while its transaction pauses between two statements fails that transaction only', async () => {
  const cut = db.tx(async (tx) => {
    await endSession(await pidOf(tx))
    await pidOf(tx)
  })
  await expect(cut).rejects.toThrow()
  expect(await db.tx(pidOf)).toBeGreaterThan(0)
})

it('a session that the server ends while nobody uses it is replaced', async () => {
  await endSession(await db.read(pidOf))
  const again = db.read(pidOf).catch(() => db.read(pidOf))
  expect(await again).toBeGreaterThan(0)
})

it('closing leaves no session, though only single statements were asked', async () => {
  const once = openDb({ url: database.url, connections: 1 })
  const [row] = await once.statement<{ pid: number }>('pid', 'select pg_backend_pid() as pid', [])
  await once.close()
  const left = () =>
    others.read((tx) => sql`select from pg_stat_activity where pid = ${row?.pid}`.execute(tx)).then(({ rows }) => rows)
  await expect.poll(left).toEqual([])
})
