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
      where datname = current_database() and application_name = 'liren-live' and query ilike 'listen%'`.execute(tx)
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
}, 30_000)

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
