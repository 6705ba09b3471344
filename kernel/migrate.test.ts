import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { migrate } from './migrate.ts'
import { atServer, dropDatabase, onDatabase } from './testing/cluster.ts'

const database = `liren_migrate_${randomUUID().slice(0, 8)}`
let server: string
let folder: string
let db: { url: string }
beforeAll(async () => {
  const cluster = inject('testCluster')
  if ('problem' in cluster) throw new Error(cluster.problem)
  server = cluster.url
  db = { url: onDatabase(server, database) }
  folder = await mkdtemp(join(tmpdir(), 'liren-migrate-'))
  await atServer(server, `create database ${database} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
})
afterAll(async () => {
  await dropDatabase(server, database)
  await rm(folder, { recursive: true, force: true })
})

const file = (name: string, text: string) => writeFile(join(folder, name), text)
const sample = () => [{ name: 'sample', migrations: folder }]

async function asked<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: db.url })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

const count = async (of: string) => (await asked<{ n: number }>(`select count(*)::int as n from ${of}`))[0]?.n

/** What several servers that start at once applied, each. */
const together = (servers: number) =>
  Promise.all(Array.from({ length: servers }, async () => migrate(db, sample()))).then((each) => ({
    all: each.flat(),
    busy: each.filter((applied) => applied.length > 0).length,
  }))

it('an empty database that three servers find at once is made by one of them', async () => {
  await file('202601010000-first.sql', 'create schema sample; create table sample.steps (what text not null)')
  await file('202601010001-second.sql', "insert into sample.steps values ('second'); select pg_sleep(0.1)")
  const { all, busy } = await together(3)
  expect(busy).toBe(1)
  expect(all).toContain('sample/202601010001-second.sql')
  expect(new Set(all).size).toBe(all.length)
  expect(await count('sample.steps')).toBe(1)
  expect(await count('kernel.migrations')).toBe(all.length)
})

it('one that is older is brought up to date by one of three, each file once', async () => {
  await file('202601010002-third.sql', "insert into sample.steps values ('third'); select pg_sleep(0.1)")
  await file('202601010003-fourth.sql', "insert into sample.steps select what || ' again' from sample.steps")
  const { all, busy } = await together(3)
  expect(busy).toBe(1)
  expect(all).toEqual(['sample/202601010002-third.sql', 'sample/202601010003-fourth.sql'])
  expect(await count('sample.steps')).toBe(4)
})

it('one that dies in the middle leaves nothing half done, and whoever waited does the rest', async () => {
  await file('202601010004-fifth.sql', "insert into sample.steps values ('fifth')")
  const sleeps =
    "insert into sample.steps values ('sixth'); select pg_sleep(case when (select count(*) from died) = 0 then 60 else 0 end)"
  await asked('create table died (at timestamptz)')
  await file('202601010005-sixth.sql', sleeps)
  const first = migrate(db, sample()).then(
    () => 'done',
    () => 'died',
  )
  await until(async () => (await sleeping()) !== undefined)
  const second = migrate(db, sample())
  await asked('insert into died values (now())')
  await asked('select pg_terminate_backend($1)', [await sleeping()])
  expect(await first).toBe('died')
  expect(await second).toEqual(['sample/202601010005-sixth.sql'])
  expect(await count(`sample.steps where what in ('fifth', 'sixth')`)).toBe(2)
})

const sleeping = async () =>
  (
    await asked<{ pid: number }>(
      "select pid from pg_stat_activity where datname = $1 and wait_event = 'PgSleep' and query like '%sixth%'",
      [database],
    )
  )[0]?.pid

async function until(true_: () => Promise<boolean>): Promise<void> {
  while (!(await true_())) await new Promise((again) => setTimeout(again, 20))
}
