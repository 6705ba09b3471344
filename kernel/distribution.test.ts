import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openDb, sql } from './db.ts'
import { type DistributionPlan, distribute, inOrder, type PlacedTable, planDistribution } from './distribution.ts'
import { refusingCitus } from './refusing-citus.fixture.ts'
import { openServerDb } from './server-access.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'
import { twoTenants } from './two-tenants.fixture.ts'

// Nothing is left to plan where the tests' database was laid apart already.
beforeEach(({ skip }) => skip(process.env.LIREN_TEST_SPREAD === '1', 'laid apart already'))

let database: TestDatabase
let client: pg.Client
let plan: DistributionPlan

beforeAll(async () => {
  database = await testDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  plan = await planDistribution(client)
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})

it('every key and unique index of a tenant’s table holds its tenant, every foreign key ties tenant to tenant', () => {
  expect(plan.obstacles).toEqual([])
})

it('the plan places every table once, and nothing before what it points to', async () => {
  const { rows } = await client.query<{ name: string }>(`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'jobs')`)
  const parts = await client.query<{ name: string }>(`
    select inhrelid::regclass::text as name from pg_inherits join pg_class c on c.oid = inhrelid where c.relkind = 'r'`)
  const ofParents = new Set(parts.rows.map(({ name }) => name))
  const whole = rows.map(({ name }) => name).filter((name) => !ofParents.has(name) && name !== 'kernel.migrations')
  expect(plan.tables.map(({ name }) => name).sort()).toEqual(whole.sort())
  const text = plan.statements.join('\n')
  for (const { name, kind, needs } of plan.tables) {
    expect(text.split(`create_${kind}_table('${name}'`)).toHaveLength(2)
    for (const need of needs) expect(text.indexOf(`'${need}'`)).toBeLessThan(text.indexOf(`table('${name}'`))
  }
})

it('settings come first, policies without subqueries before their tables, functions that rows need on each machine', async () => {
  const at = (part: string) => plan.statements.findIndex((statement) => statement.includes(part))
  const { rows } = await client.query<{ role: string }>('select role from kernel.server_access')
  const server = rows[0]?.role
  expect(plan.statements[0]).toBe('set citus.enable_unsafe_triggers = on')
  expect(plan.statements).toContain(`alter role ${server} set citus.propagate_set_commands = 'local'`)
  expect(at('alter policy of_tenant on matters.matters ')).toBeGreaterThan(0)
  expect(at('alter policy of_tenant on matters.matters ')).toBeLessThan(at("'kernel.tenants'"))
  expect(at("create_distributed_function('kernel.tenant()')")).toBeLessThan(at("'kernel.tenants'"))
  expect(at("create_distributed_function('kernel.refuse_change()')")).toBeGreaterThan(at("'matters.matters'"))
})

it('what is no tenant’s is little, and named here', () => {
  const reference = plan.tables.filter(({ kind }) => kind === 'reference').map(({ name }) => name)
  expect(reference.sort()).toMatchInlineSnapshot(`
    [
      "kernel.kept_keys",
      "kernel.server_access",
      "kernel.subscriptions",
      "kernel.tenants",
      "people.set_up_code",
    ]
  `)
})

it('the triggers that ask for Citus’s leave are named here, so that a new one is thought about', () => {
  expect(plan.triggers.map(({ table, name }) => `${table} ${name}`)).toMatchInlineSnapshot(`
    [
      "channels.channels channels_want_events",
      "consultations.votes votes_stay",
      "enterprises.suites suites_stand",
      "enterprises.tenancies tenancies_stand",
      "finance.product_versions product_versions_kept",
      "ideas.ideas ideas_agreed_before",
      "kernel.events events_append_only",
      "kernel.tenants tenants_told",
      "matters.matters forget_likeness",
      "matters.matters matters_standing",
      "matters.matters matters_tally_delete",
      "matters.matters matters_tally_insert",
      "matters.matters matters_tally_update",
      "mediation.cases cases_consents",
      "mediation.cases cases_end",
      "mediation.parties parties_agreed_before",
      "mediation.parties parties_consents",
      "mediation.volumes volumes_stay",
      "neighbours.certificates certificates_kept",
      "neighbours.hours_entries hours_append_only",
      "neighbours.hours_entries hours_checked",
      "neighbours.postings postings_append_only",
      "neighbours.postings postings_checked",
      "neighbours.transfers transfers_append_only",
      "neighbours.wishes wishes_agreed_before",
      "people.absences absences_roots",
      "people.posts posts_roots",
      "people.tenures tenures_roots",
      "policies.versions versions_kept",
      "stations.sharers sharers_agreed_before",
    ]
  `)
})

it('finds what stands in the way', async () => {
  await client.query('begin')
  await client.query('create table kernel.a (tenant_id uuid not null, id uuid primary key)')
  await client.query(
    'create table kernel.b (tenant_id uuid not null, id uuid, a uuid references kernel.a, primary key (tenant_id, id), unique (a))',
  )
  await client.query(
    'create table kernel.c (tenant_id uuid, id uuid, up uuid, primary key (tenant_id, id), foreign key (tenant_id, up) references kernel.c on delete set null (up))',
  )
  const { obstacles } = await planDistribution(client)
  await client.query('rollback')
  expect(obstacles).toEqual([
    { table: 'kernel.a', what: 'primary key', name: 'kernel.a_pkey' },
    { table: 'kernel.b', what: 'foreign key', name: 'b_a_fkey' },
    { table: 'kernel.b', what: 'unique index', name: 'kernel.b_a_key' },
    { table: 'kernel.c', what: 'on delete', name: 'c_tenant_id_up_fkey' },
  ])
})

it('orders any tables whose keys go no circle, and refuses those that do', () => {
  const acyclic = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 20 }).map((lists) =>
    lists.map(
      (needs, index): PlacedTable => ({
        name: `t${index}`,
        kind: 'distributed',
        needs: index === 0 ? [] : needs.map((n) => `t${n % index}`),
      }),
    ),
  )
  fc.assert(
    fc.property(acyclic, (tables) => {
      const at = new Map(inOrder([...tables].reverse()).map(({ name }, index) => [name, index]))
      expect(at.size).toBe(tables.length)
      for (const { name, needs } of tables)
        for (const need of needs) expect(at.get(need)).toBeLessThan(at.get(name) ?? -1)
    }),
  )
  const circle: PlacedTable[] = [
    { name: 'a', kind: 'distributed', needs: ['b'] },
    { name: 'b', kind: 'distributed', needs: ['a'] },
  ]
  expect(() => inOrder(circle)).toThrow('no order for a, b')
})

// The stand-in needs the superuser of the cluster.
const ownCluster = process.env.LIREN_TEST_DATABASE_URL === undefined

it.runIf(ownCluster)(
  'is laid apart, past what Citus refuses, once; a server then vouches for any process, and sees its tenant’s rows alone',
  async () => {
    const whole = await testDatabase()
    const owner = openDb({ url: whole.url, connections: 2 })
    const { rows } = await client.query<{ role: string }>('select role from kernel.server_access')
    try {
      await refusingCitus(whole.url)
      const ran = await distribute(whole.url)
      expect(ran.filter((one) => one.includes('_table('))).toHaveLength(plan.tables.length)
      expect((await distribute(whole.url)).filter((one) => one.includes('_table('))).toEqual([])
      const { ours, theirs } = await twoTenants(owner)
      const server = await openServerDb(owner, { connections: 1 })
      const seen = 'select tenant_id from kernel.streams'
      expect(await server.of(ours).statement('all streams', seen, [])).toEqual([{ tenant_id: ours }])
      expect(await server.of(theirs).tx((tx) => sql`select id from kernel.tenants`.execute(tx))).toMatchObject({
        rows: [{ id: theirs }],
      })
      expect(await server.statement('all streams', seen, [])).toEqual([])
      const writing = sql`insert into kernel.streams (tenant_id, stream, seq, hash) values (${theirs}, 'b', 1, 'x')`
      await expect(server.of(ours).tx((tx) => writing.execute(tx))).rejects.toThrow(/row-level security/)
      const words = await server
        .of(ours)
        .statement<{ word: string }>('the word', `select current_setting('liren.tenant') as word`, [])
      await server.close()
      // A hash, the tenant, and no process.
      expect(words[0]?.word).toMatch(new RegExp(`^[0-9a-f]{64}:${ours}0$`))
    } finally {
      for (const role of [rows[0]?.role, 'current_user']) await client.query(`alter role ${role} reset all`)
      await owner.close()
      await whole.drop()
    }
  },
)

it('says what is missing where there is no Citus', async () => {
  await expect(distribute(database.url)).rejects.toThrow('no Citus extension')
})
