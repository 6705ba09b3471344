import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId, type TenantId } from './contract/ids.ts'
import { type Db, openDb, sql } from './db.ts'
import { takeByTenant } from './tenants.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'

const [one, other] = [newId<'tenant'>(), newId<'tenant'>()]

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 4 })
  await db.tx((tx) => sql`create table public.work (tenant_id uuid not null, n serial)`.execute(tx))
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
beforeEach(() => db.tx((tx) => sql`truncate public.work`.execute(tx)))

const bring = (tenantId: TenantId, n: number) =>
  db.tx((tx) => sql`insert into public.work select ${tenantId} from generate_series(1, ${n}::integer)`.execute(tx))

const waiting = sql`select tenant_id from public.work`

async function takeOne(tenantId: TenantId): Promise<boolean> {
  const { rows } = await db.tx((tx) =>
    sql`delete from public.work where tenant_id = ${tenantId} and n = (select n from public.work
      where tenant_id = ${tenantId} order by n limit 1 for update skip locked) returning n`.execute(tx),
  )
  return rows.length > 0
}

it('all that waits is taken once, however many take side by side', async () => {
  await bring(one, 120)
  await bring(other, 3)
  const taken = await Promise.all([1, 2].map(() => takeByTenant(db, waiting, takeOne)))
  expect(taken.reduce((sum, n) => sum + n)).toBe(123)
})

it('nobody waits until another has nothing left', async () => {
  await bring(one, 70)
  await bring(other, 70)
  const turns: TenantId[] = []
  await takeByTenant(db, waiting, (tenantId) => {
    turns.push(tenantId)
    return takeOne(tenantId)
  })
  expect(turns.indexOf(other)).toBeLessThan(turns.lastIndexOf(one))
  expect(turns.indexOf(one)).toBeLessThan(turns.lastIndexOf(other))
})

it('what somebody else has in hand is left, and nobody waits for it', async () => {
  await bring(one, 1)
  await db.tx(async (tx) => {
    await sql`select from public.work where tenant_id = ${one} for update`.execute(tx)
    expect(await takeByTenant(db, waiting, takeOne)).toBe(0)
  })
  expect(await takeByTenant(db, waiting, takeOne)).toBe(1)
})

it('one tenant with which it fails keeps no other from its turn, and the failure is told', async () => {
  await bring(one, 1)
  await bring(other, 60)
  const taking = takeByTenant(db, waiting, (tenantId) =>
    tenantId === one ? Promise.reject(new Error('broken')) : takeOne(tenantId),
  )
  await expect(taking).rejects.toThrow('broken')
  const { rows } = await db.read((tx) =>
    sql<{ n: number }>`select count(*) as n from public.work where tenant_id = ${other}`.execute(tx),
  )
  // One turn of it at least.
  expect(rows[0]?.n).toBeLessThanOrEqual(10)
})
