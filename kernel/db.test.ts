import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId, type TenantId } from './contract/ids.ts'
import { type Db, openDb, poolLoad, sql, type Tx } from './db.ts'
import { isOnThisMachine, openServerDb } from './server-access.ts'
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

it('whoever asks, in whichever way, has tables joined as the query names them, and looks into the ledger prepared', async () => {
  const server = await openServerDb(others, { connections: 1 })
  const behind = openDb({
    url: database.url,
    connections: 1,
    pooler: { directUrl: database.url, keepsStatements: true },
  })
  const pooled = await openServerDb(behind, { connections: 1 })
  const tenant = newId<'tenant'>() as TenantId
  try {
    for (const one of [db, server.of(tenant), pooled.of(tenant)]) {
      const said = await one.tx(async (tx) => {
        await sql`select 1; select from kernel.events where seq = 0`.execute(tx)
        await sql`select from kernel.events where tenant_id = ${tenant} and stream = ${'none:1'}`.execute(tx)
        const { rows } = await sql<{ joins: string; prepared: number }>`select
          current_setting('join_collapse_limit') || current_setting('from_collapse_limit') as joins,
          (select count(*)::int from pg_prepared_statements where statement like ${'select from kernel.events%'}) as prepared`.execute(
          tx,
        )
        return rows
      })
      expect(said).toEqual([{ joins: '55', prepared: 1 }])
    }
  } finally {
    await server.close()
    await pooled.close()
    await behind.close()
  }
})

it('whoever is in the database and asks for a second way gets one, though but one may be in at a time', async () => {
  const narrow = openDb({ url: database.url, connections: 2, atOnce: 1 })
  const pids = await narrow.tx(async (tx) => [await pidOf(tx), await narrow.read(pidOf)])
  expect(new Set(pids).size).toBe(2)
  await Promise.all(Array.from({ length: 20 }, () => narrow.read(pidOf)))
  expect(poolLoad().find(({ pool, state }) => pool === 'liren' && state === 'held')?.count).toBe(0)
  await narrow.close()
})

it.each([
  ['postgresql://liren@/liren?host=%2Fvar%2Flib%2Fliren%2Fpostgres', true],
  ['postgresql://liren:secret@127.0.0.1:5432/liren', true],
  ['postgresql://liren:secret@localhost/liren?sslmode=disable', true],
  ['postgresql://liren:secret@[::1]:5432/liren', true],
  ['postgresql://liren:secret@db.example:5432/liren', false],
  ['postgresql://liren:secret@localhost.example/liren', false],
  ['postgresql://liren:secret@10.0.0.7/liren', false],
])('%s is on this machine: %s', (url, expected) => expect(isOnThisMachine(url)).toBe(expected))
