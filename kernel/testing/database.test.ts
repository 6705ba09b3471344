import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from './database.ts'

describe('a test database', () => {
  let one: TestDatabase
  let other: TestDatabase

  beforeAll(async () => {
    ;[one, other] = await Promise.all([testDatabase(), testDatabase()])
  })
  afterAll(async () => {
    await Promise.all([one.drop(), other.drop()])
  })

  async function ask(database: TestDatabase, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }

  it('is migrated', async () => {
    const applied = await ask(one, 'select name from kernel.migrations')
    expect(applied.length).toBeGreaterThan(0)
  })

  it('is its own', async () => {
    await ask(one, 'create table public.mine (id int)')
    expect(await ask(one, "select to_regclass('public.mine')::text as found")).toEqual([{ found: 'mine' }])
    expect(await ask(other, "select to_regclass('public.mine')::text as found")).toEqual([{ found: null }])
  })

  it('understands Chinese in trigrams', async () => {
    await ask(one, 'create extension if not exists pg_trgm schema public')
    const [row] = await ask(one, "select public.similarity('三号楼电梯坏了', '三号楼电梯坏了没人修')::float8 as alike")
    expect((row as { alike: number }).alike).toBeGreaterThan(0.4)
  })
})
