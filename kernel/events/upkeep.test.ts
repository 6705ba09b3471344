import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../contract/ids.ts'
import { type Db, openDb, sql } from '../db.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { forgetCommands, makeEventMonths } from './upkeep.ts'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 2 })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

it('makes the ledger’s months ahead, once', async () => {
  const months = async () => {
    const { rows } = await db.read((tx) =>
      sql<{
        name: string
      }>`select relname as name from pg_class where relname ~ '^events_2040\\d\\d$' order by 1`.execute(tx),
    )
    return rows.map((row) => row.name)
  }
  await makeEventMonths(db, new Date('2040-01-31T17:00:00Z'))
  await Promise.all([1, 2].map(() => makeEventMonths(db, new Date('2040-02-29T23:59:59Z'))))
  expect(await months()).toEqual(['events_204001', 'events_204002', 'events_204003', 'events_204004', 'events_204005'])
})

it('forgets answers after thirty days', async () => {
  const keep = (at: string) =>
    db.tx((tx) =>
      sql`insert into kernel.commands (tenant_id, key, sender, endpoint, request_hash, answer, at)
        values (${newId()}, ${newId()}, 'a', 'b', '', '{}', ${at})`.execute(tx),
    )
  await keep('2026-10-01T00:00:00Z')
  await keep('2026-10-24T00:00:01Z')
  expect(await forgetCommands(db, new Date('2026-11-23T00:00:00Z'))).toBe(1)
  expect(await forgetCommands(db, new Date('2026-11-23T00:00:00Z'))).toBe(0)
  expect(await forgetCommands(db, new Date('2026-11-23T00:00:02Z'))).toBe(1)
})
