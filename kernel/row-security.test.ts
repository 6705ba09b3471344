import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type TenantId } from './contract/ids.ts'
import { type Db, openDb, sql } from './db.ts'
import { openServerDb, urlAs } from './server-access.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'
import { twoTenants } from './two-tenants.fixture.ts'

let database: TestDatabase
let owner: Db
let server: Db
let ours: TenantId
let theirs: TenantId

beforeAll(async () => {
  database = await testDatabase()
  owner = openDb({ url: database.url, connections: 3 })
  server = await openServerDb(owner, { connections: 2 })
  ;({ ours, theirs } = await twoTenants(owner))
})
afterAll(async () => {
  await server.close()
  await owner.close()
  await database.drop()
})

const streamsSeen = async (db: Db) =>
  db.read(async (tx) => (await sql<{ tenant_id: string }>`select tenant_id from kernel.streams`.execute(tx)).rows)

describe('what a request sees', () => {
  it('is the rows of its own tenant, in a transaction, in a read and in one statement', async () => {
    const own = [{ tenant_id: ours }]
    expect(await streamsSeen(server.of(ours))).toEqual(own)
    expect(await server.of(ours).tx((tx) => sql`select tenant_id from kernel.streams`.execute(tx))).toMatchObject({
      rows: own,
    })
    expect(await server.of(ours).statement('all streams', 'select tenant_id from kernel.streams', [])).toEqual(own)
    expect(await server.of(ours).prepared(sql`select tenant_id from kernel.streams`)).toEqual(own)
  })

  it('is nothing where no tenant was named', async () => {
    expect(await streamsSeen(server)).toEqual([])
  })

  it('is kept ready for the tenants that come often, not for every one that somebody makes up', () => {
    const often = server.of(ours)
    const invented = Array.from({ length: 1000 }, () => {
      const id = newId<'tenant'>()
      server.of(ours)
      return { id, db: server.of(id) }
    })
    expect(server.of(ours)).toBe(often)
    const kept = invented.toReversed().filter(({ id, db }) => server.of(id) === db)
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.length).toBeLessThanOrEqual(200)
  })

  it('changes with the tenant, however often the same connection is used', async () => {
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, i) => streamsSeen(server.of(i % 2 === 0 ? ours : theirs))),
    )
    expect(seen.map(([row, ...more]) => [row?.tenant_id, more.length])).toEqual(
      Array.from({ length: 40 }, (_, i) => [i % 2 === 0 ? ours : theirs, 0]),
    )
  })

  it('a statement that fails leaves a connection as good as new', async () => {
    await expect(server.of(ours).statement('broken', 'select 1 / 0', [])).rejects.toThrow(/division by zero/)
    expect(await streamsSeen(server.of(ours))).toEqual([{ tenant_id: ours }])
  })
})

/** As the server does, with SQL that somebody smuggled into one of its statements. */
async function smuggle(text: string): Promise<pg.QueryResult> {
  const { rows } = await owner.read((tx) =>
    sql<{ role: string; password: string }>`select role, password from kernel.server_access`.execute(tx),
  )
  const [access] = rows
  if (!access) throw new Error('no access')
  const client = new pg.Client({ connectionString: urlAs(database.url, access) })
  await client.connect()
  try {
    await client.query(`begin; set local liren.tenant = '${await wordFor(client, ours)}'`)
    const answer = await client.query(text)
    const last = Array.isArray(answer) ? (answer.at(-1) as pg.QueryResult) : answer
    await client.query('commit')
    return last
  } finally {
    await client.end()
  }
}

/** The word that the server would say for a tenant on that connection. */
async function wordFor(client: pg.Client, tenant: TenantId): Promise<string> {
  const process = (client as unknown as { processID: number }).processID
  const { rows } = await owner.read((tx) =>
    sql<{
      word: string
    }>`select encode(sha256(key || ${`${tenant}${process}`}::bytea), 'hex') || ':' || ${`${tenant}${process}`}::text as word
      from kernel.server_access`.execute(tx),
  )
  return rows[0]?.word ?? ''
}

describe('hostile SQL through the server’s own role', () => {
  it('sees no other tenant, whatever it asks for', async () => {
    for (const text of [
      'select tenant_id from kernel.streams',
      `select tenant_id from kernel.streams where tenant_id = '${theirs}' or true`,
      `select tenant_id from kernel.streams union select tenant_id from kernel.streams where '1' = '1'`,
      'with all_of_it as materialized (select * from kernel.streams) select tenant_id from all_of_it',
      'select tenant_id from only kernel.streams',
      'select id as tenant_id from kernel.tenants',
    ])
      expect([text, (await smuggle(text)).rows]).toEqual([text, [{ tenant_id: ours }]])
    expect((await smuggle(`select count(*)::int as n from kernel.streams where tenant_id = '${theirs}'`)).rows).toEqual(
      [{ n: 0 }],
    )
  })

  it('cannot vouch for another tenant', async () => {
    const asked = `select count(*)::int as n from kernel.streams where tenant_id = '${theirs}'`
    for (const word of [
      theirs,
      `${'0'.repeat(64)}:${theirs}0`,
      `${'0'.repeat(64)}:${theirs}' || pg_backend_pid() || '`,
      '',
    ])
      expect((await smuggle(`set local liren.tenant = '${word.replaceAll("'", "''")}'; ${asked}`)).rows).toEqual([
        { n: 0 },
      ])
    // Nor by one statement, before or beside its own rows.
    const inOne = `with other as materialized (select set_config('liren.tenant', '${'0'.repeat(64)}:${theirs}0', true))
      select count(*)::int as n from other, kernel.streams where tenant_id = '${theirs}'`
    expect((await smuggle(inOne)).rows).toEqual([{ n: 0 }])
  })

  it('cannot use a word that was said on another connection', async () => {
    const elsewhere = new pg.Client({ connectionString: database.url })
    await elsewhere.connect()
    const word = await wordFor(elsewhere, theirs)
    await elsewhere.end()
    expect((await smuggle(`set local liren.tenant = '${word}'; select tenant_id from kernel.streams`)).rows).toEqual([])
  })

  it('cannot write, change or take away what is another tenant’s', async () => {
    await expect(
      smuggle(`insert into kernel.streams (tenant_id, stream, seq, hash) values ('${theirs}', 'b', 1, 'x')`),
    ).rejects.toThrow(/row-level security/)
    await expect(smuggle(`update kernel.streams set tenant_id = '${theirs}'`)).rejects.toThrow(/row-level security/)
    expect((await smuggle(`update kernel.streams set seq = 9 where tenant_id = '${theirs}'`)).rowCount).toBe(0)
    expect((await smuggle(`delete from kernel.streams where tenant_id = '${theirs}'`)).rowCount).toBe(0)
    expect(await streamsSeen(server.of(theirs))).toHaveLength(1)
  })

  it('gets nothing of another tenant from a function that asks once', async () => {
    const at = `'2026-11-23T02:00:00Z'::timestamptz`
    for (const text of [
      `select kernel.record_event('${theirs}', 'a', gen_random_uuid(), 'x.y', ${at}, '{}', '{}')`,
      `select kernel.record_event(null, 'a', gen_random_uuid(), 'x.y', ${at}, '{}', '{}')`,
      `select matters.surroundings('${theirs}', gen_random_uuid(), null, 'demand', null, '', ${at})`,
      `select matters.report_context('${theirs}', gen_random_uuid(), 'demand', '', ${at}, null)`,
      `select matters.report('{"matter": {"tenant_id": "${theirs}"}}', '{}', null)`,
      `select matters.report('{"matter": {}}', '{}', null)`,
    ])
      await expect(smuggle(text), text).rejects.toThrow(/not vouched for/)
    expect(
      (await smuggle(`select matters.report_context('${ours}', gen_random_uuid(), 'demand', '', ${at}, null) as c`))
        .rows,
    ).toEqual([{ c: { earlier: null, around: null } }])
  })

  it('cannot become somebody else or take the walls down', async () => {
    for (const text of [
      'reset role; select 1 from kernel.server_access',
      'set role liren',
      'set session authorization liren',
      'select key from kernel.server_access',
      'select role, password from kernel.server_access',
      'alter table kernel.streams disable row level security',
      'drop policy of_tenant on kernel.streams',
      'alter policy of_tenant on kernel.streams using (true)',
      `create or replace function kernel.tenant() returns uuid language sql as $$ select '${theirs}'::uuid $$`,
      'create function kernel.mine() returns integer language sql as $$ select 1 $$',
      'create schema mine',
      'create role mine',
      'truncate kernel.streams',
      'alter role current_user bypassrls',
      "copy kernel.streams to '/tmp/liren-copy'",
      "copy kernel.streams to program 'cat'",
      "select pg_read_file('/etc/passwd')",
      'select prosrc from pg_proc; select kernel.guard_rows()',
      'delete from kernel.migrations',
      'update kernel.events set type = type',
      'delete from kernel.events',
      'update kernel.kept_keys set lookup_sealed = lookup_sealed',
    ])
      await expect(smuggle(text), text).rejects.toThrow(
        /permission denied|must be owner|must be superuser|append-only|only roles with|not permitted|must be able/i,
      )
    await smuggle('set local row_security = off').catch(() => undefined)
    await expect(smuggle('set local row_security = off; select * from kernel.streams')).rejects.toThrow(
      /row-level security/,
    )
  })
})

describe('the schema', () => {
  it('binds every table that has a tenant, and every view to who reads it', async () => {
    const { rows } = await owner.read((tx) =>
      sql<{ name: string }>`select n.nspname || '.' || c.relname as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname not in ('information_schema', 'public') and n.nspname not like 'pg\_%' and (
          (c.relkind in ('r', 'p') and not c.relrowsecurity and exists (select from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
          or (c.relkind in ('r', 'p') and c.relrowsecurity and not exists (select from pg_policy p where p.polrelid = c.oid))
          or (c.relkind = 'v' and not coalesce(c.reloptions @> '{security_invoker=true}', false)))`.execute(tx),
    )
    expect(rows).toEqual([])
  })

  it('lets few functions see more than who calls them', async () => {
    const { rows } = await owner.read((tx) =>
      sql<{ name: string }>`select n.nspname || '.' || p.proname as name from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname not like 'pg\_%' order by 1`.execute(
        tx,
      ),
    )
    expect(rows.map(({ name }) => name)).toEqual([
      'kernel.record_event',
      'kernel.tenant',
      'kernel.tenant_addresses',
      'matters.check_standing',
      'matters.report',
      'matters.report_context',
      'matters.surroundings',
      'people.session_actor',
      'people.set_up_is_open',
    ])
  })
})
