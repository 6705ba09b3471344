import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { newId } from '../contract/ids.ts'
import { type Db, openDb, sql } from '../db.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { type LiveHub, type LiveWord, openLiveHub, signalAllLive, signalLive } from './hub.ts'

let database: TestDatabase
let db: Db
let hub: LiveHub
beforeAll(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 2 })
  hub = openLiveHub(db)
})
afterAll(async () => {
  await hub.close()
  await db.close()
  await database.drop()
})

/** The sessions that have begun to listen. */
const listening = () =>
  db.read(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
      where datname = current_database() and application_name = 'liren-live' and query ilike 'listen%' and state = 'idle'`.execute(
      tx,
    )
    return rows.map(({ pid }) => pid)
  })

it('after a lost connection streams are ended, one new one is made, and each signal arrives once', async () => {
  const [tenantId, personId] = [newId<'tenant'>(), newId<'person'>()]
  const [pid] = await vi.waitUntil(async () => {
    const pids = await listening()
    return pids.length > 0 && pids
  })
  const who = { tenantId, personId, posts: [] }
  const ended = new Promise<void>((done) => hub.listen(who, () => {}, done))
  await db.read((tx) => sql`select pg_terminate_backend(${pid}, 10000)`.execute(tx))
  await ended

  const heard: LiveWord[] = []
  hub.listen(who, (words) => heard.push(...words))
  await vi.waitUntil(async () => (await listening()).some((one) => one !== pid), { timeout: 10_000 })
  const send = (id: string) => db.tx((tx) => signalLive(tx, { tenantId, topic: 'matter', id, persons: null }))
  await send('first')
  await send('last')
  await vi.waitUntil(() => heard.some(({ id }) => id === 'last'))
  expect(heard.map(({ id }) => id)).toEqual(['first', 'last'])
  expect(await listening()).toHaveLength(1)
})

/** A way to the database that breaks as soon as somebody asks to listen, the first time. */
async function breakingWay() {
  const { host, port, user, database: name, ...rest } = new pg.Client({ connectionString: database.url })
  const password = typeof rest.password === 'string' ? `:${encodeURIComponent(rest.password)}` : ''
  let broken = false
  const server = createServer((near) => {
    const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
    const end = () => void [near, far].map((socket) => socket.destroy())
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
    near.on('data', (said) => {
      if (!broken && said.includes('listen liren_live')) {
        broken = true
        end()
      } else far.write(said)
    })
    far.pipe(near)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port: own } = server.address() as AddressInfo
  return { url: `postgresql://${user}${password}@127.0.0.1:${own}/${name}`, close: () => server.close() }
}

it('a connection that is lost while it begins to listen is made again once', async () => {
  const before = await listening()
  const way = await breakingWay()
  const behind = openLiveHub({ ...db, url: way.url })
  const own = async () => (await listening()).filter((pid) => !before.includes(pid))
  await vi.waitUntil(async () => (await own()).length > 0, { timeout: 10_000 })
  // Whoever was to try a second time at that moment has done so before this one, which tries after them.
  const later = openLiveHub({ ...db, url: way.url })
  await vi.waitUntil(async () => (await own()).length > 1, { timeout: 10_000 })
  expect(await own()).toHaveLength(2)
  await behind.close()
  await later.close()
  await vi.waitUntil(async () => (await own()).length === 0, { timeout: 10_000 })
  way.close()
})

it('in a storm a screen hears in batches, each thing once, in the order of the commits, and only its own', async () => {
  const tenantId = newId<'tenant'>()
  const [mine, other] = [newId<'person'>(), newId<'person'>()]
  const batches: string[][] = []
  const leave = hub.listen({ tenantId, personId: mine, posts: [] }, (words) => batches.push(words.map(({ id }) => id)))
  for (let turn = 0; turn < 60; turn++)
    await db.tx((tx) =>
      signalAllLive(tx, [
        { tenantId, topic: 'notice', id: `mine ${turn}`, persons: [mine] },
        { tenantId, topic: 'notice', id: `mine ${turn}`, persons: [mine, other] },
        { tenantId, topic: 'notice', id: `other ${turn}`, persons: [other] },
      ]),
    )
  await vi.waitUntil(() => batches.flat().includes('mine 59'))
  leave()
  expect(batches.flat()).toEqual(Array.from({ length: 60 }, (_, turn) => `mine ${turn}`))
  expect(batches.length).toBeLessThan(60)
})
