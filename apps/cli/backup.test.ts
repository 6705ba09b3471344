import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { packArchive, sumOf, unpackArchive } from '../../kernel/backup/archive.fixture.ts'
import { ArchiveWriter } from '../../kernel/backup/archive-writer.ts'
import type { Manifest } from '../../kernel/backup/manifest.ts'
import { sealed } from '../../kernel/backup/manifest.ts'
import { takeBackup } from '../../kernel/backup/take.ts'
import { type MatterId, newId } from '../../kernel/contract/ids.ts'
import { openDb } from '../../kernel/db.ts'
import { openRing } from '../../kernel/key-ring.ts'
import { migrationsOf } from '../../kernel/migrate.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { atServer, dropDatabase, onDatabase } from '../../kernel/testing/cluster.ts'
import { smallTown } from '../../kernel/testing/town.ts'
import { addFile } from '../../modules/files/public.ts'
import { importJob } from '../../modules/matters/import/import-job.ts'
import { type MatterApp, matterApp } from '../../modules/matters/matter-app.fixture.ts'
import { startSession } from '../../modules/people/public.ts'
import { modules } from '../server/modules.ts'
import { runCommand } from './cli.fixture.ts'
import { backupScope } from './installation.ts'

let app: MatterApp
let folder: string
let photo: Buffer
const made: string[] = []

beforeAll(async () => {
  app = await matterApp()
  // As an installation that was started: it keeps the key of its look-ups.
  await openRing(app.db, [Buffer.alloc(32, 7)], 'aes')
  folder = await mkdtemp(join(tmpdir(), 'liren-backup-'))
  photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#473' } })
    .jpeg()
    .toBuffer()
})
afterAll(async () => {
  await app.close()
  for (const name of made) await dropDatabase(server(), name)
  await rm(folder, { recursive: true })
})

const server = () => {
  const cluster = inject('testCluster')
  if ('problem' in cluster) throw new Error(cluster.problem)
  return cluster.url
}

/** A database in which there is nothing at all. @returns its address. */
async function bareDatabase(): Promise<string> {
  const name = `liren_test_${randomUUID().replaceAll('-', '')}`
  await atServer(server(), `create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
  made.push(name)
  return onDatabase(server(), name)
}

const nameOf = (url: string): string => made.find((name) => url.includes(name)) ?? ''

async function ask<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

const backup = (target: string, url = app.db.url) => runCommand('backup', { rest: [target], json: true }, url)
const restore = (file: string, url: string, more: object = {}) =>
  runCommand('restore', { rest: [file], json: true, ...more }, url)

/** What each table holds, as one number: the same rows give the same, in whatever order they lie. */
async function contents(url: string, { tables }: Manifest): Promise<Record<string, string>> {
  const sums = tables.map(
    ({ schema, table }) =>
      `select '${schema}.${table}' as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum from ${schema}.${table} t`,
  )
  const rows = await ask<{ name: string; sum: string }>(url, sums.join(' union all '))
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]))
}

const manifestOf = async (file: string) => unpackArchive(await readFile(file)).manifest

async function keepPicture(): Promise<string> {
  const id = newId<'file'>()
  const picture = { full: photo, thumb: photo, mime: 'image/jpeg' as const, width: 60, height: 40 }
  const uploader = { personId: app.town.persons.gridWorker11, key: null }
  await app.db.tx((tx) => addFile(tx, { tenantId: app.town.tenantId, id, picture, uploader, at: app.clock.now() }))
  return id
}

/** Neighbours who report, each after the answer to the one before; what was answered is written down. */
function startLoad() {
  const acknowledged: { id: MatterId; body: string; file: string }[] = []
  let stopping = false
  const sender = async (who: number) => {
    for (let turn = 0; !stopping; turn++) {
      const body = `第${who}位邻居第${turn}次反映：楼道的灯不亮`
      const file = await keepPicture()
      const { id } = await app.reportAt('building111', body)
      acknowledged.push({ id, body, file })
    }
  }
  const all = Promise.all([1, 2, 3, 4].map(sender))
  return {
    acknowledged,
    finish: async () => {
      stopping = true
      await all
    },
  }
}

describe('backup and restore', () => {
  let busy: string
  let target: string

  it('under load keeps all that was acknowledged before it began, once, with its files', async () => {
    const load = startLoad()
    await expect.poll(() => load.acknowledged.length, { timeout: 90_000 }).toBeGreaterThan(8)
    const before = [...load.acknowledged]
    const { code, stdout, stderr } = await backup(join(folder, 'busy.tar'))
    await load.finish()
    expect(code, stderr).toBe(0)
    const told = JSON.parse(stdout)
    busy = told.file
    expect(load.acknowledged.length).toBeGreaterThan(before.length)
    target = await bareDatabase()
    const restored = await restore(busy, target)
    expect(restored.code, restored.stderr + restored.stdout).toBe(0)
    expect(JSON.parse(restored.stdout)).toMatchObject({ key: 'fits', verify: { found: 0, events: told.events } })
    const rows = await ask<{ id: string; body: string }>(target, 'select id, body from matters.matters')
    const bodies = new Map(rows.map(({ id, body }) => [id, body]))
    expect(before.filter(({ id, body }) => bodies.get(id) !== body)).toEqual([])
    expect(new Set(rows.map(({ body }) => body)).size).toBe(rows.length)
    const files = await ask<{ id: string }>(
      target,
      `select f.id from files.files f join files.blobs b on b.file_id = f.id and sha256(b."full") = f.sha256`,
    )
    const kept = new Set(files.map(({ id }) => id))
    expect(before.filter(({ file }) => !kept.has(file))).toEqual([])
    // Nothing by half: each report has its event, its holder and its clock.
    expect(told.events).toBe(rows.length)
  }, 180_000)

  it('gives back each row of each table, the queue and the numbers; sessions end', async () => {
    await app.db.tx((tx) =>
      app.services.jobs.enqueue(tx, importJob.name, { tenantId: app.town.tenantId, importId: newId() }),
    )
    const session = {
      tenantId: app.town.tenantId,
      personId: app.town.persons.street1,
      ip: '127.0.0.1',
      userAgent: 'test',
    }
    await app.db.tx((tx) => startSession(tx, session, app.clock.now()))
    const { code, stdout } = await backup(`${folder}/`)
    expect(code).toBe(0)
    const told = JSON.parse(stdout)
    expect(told.file).toMatch(/liren-\d{8}-\d{4}\.tar$/)
    expect(told).toMatchObject({ tenants: 1, queued: 1, files: expect.any(Number) })
    const manifest = await manifestOf(told.file)
    const client = new pg.Client({ connectionString: target, application_name: 'liren' })
    await client.connect()
    const name = nameOf(target)
    expect(await restore(told.file, target, { replace: name })).toMatchObject({
      code: 'thrown',
      stderr: expect.stringMatching(/stop them/),
    })
    await client.end()
    expect(await restore(told.file, target)).toMatchObject({
      code: 'thrown',
      stderr: expect.stringMatching(/not empty/),
    })
    expect(await restore(told.file, target, { replace: 'other' })).toMatchObject({
      code: 'thrown',
      stderr: expect.stringMatching(/Nothing was written/),
    })
    const replaced = await restore(told.file, target, { replace: name })
    expect(replaced.code, replaced.stderr).toBe(0)
    expect(JSON.parse(replaced.stdout)).toMatchObject({ jobs: 1, queued: 1, verify: { found: 0 } })
    expect(await contents(target, manifest)).toEqual(await contents(app.db.url, manifest))
    const numbers = `select 'd', last_value from kernel.deliveries_id_seq union all select 'n', last_value from matters.number_seq`
    expect(await ask(target, numbers)).toEqual(await ask(app.db.url, numbers))
    const [{ n: sessions } = { n: -1 }] = await ask<{ n: number }>(
      target,
      'select count(*)::int as n from people.sessions',
    )
    expect(sessions).toBe(0)
    const again = await ask(target, `select data from jobs.job where name = $1 and state = 'created'`, [importJob.name])
    expect(again).toHaveLength(1)
    // The ledger still refuses, and foreign keys still hold.
    await expect(ask(target, 'update kernel.events set seq = seq')).rejects.toThrow('append-only')
    await expect(ask(target, 'delete from kernel.tenants')).rejects.toThrow('foreign key')
  }, 180_000)

  it('refuses to write over a file, and takes no folder that is not there', async () => {
    expect(await backup(busy)).toMatchObject({ code: 'thrown', stderr: expect.stringMatching(/there already/) })
    expect(await backup(join(folder, 'none/x.tar'))).toMatchObject({ code: 'thrown' })
    expect(await runCommand('backup', { rest: [] }, app.db.url)).toMatchObject({ code: 2 })
    expect(await runCommand('restore', { rest: [join(folder, 'none.tar')] }, app.db.url)).toMatchObject({ code: 2 })
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('writes nothing for a damaged, newer or changed backup, nor with another key', async () => {
    const bare = await bareDatabase()
    const bytes = await readFile(busy)
    const { manifest, parts } = unpackArchive(bytes)
    const key = JSON.parse(/\{"manifest":"[^}]*\}/.exec(bytes.toString('latin1'))?.[0] ?? '{}').key as string
    const flipped = Buffer.from(bytes)
    const middle = Math.floor(bytes.length / 2)
    flipped[middle] = (flipped[middle] ?? 0) ^ 1
    const future = [...manifest.migrations, { name: 'matters/209901010000-later.sql', sha256: '0'.repeat(64) }]
    const other = manifest.migrations.map((one) => ({ ...one, sha256: '0'.repeat(64) }))
    const lacking = { ...manifest, tables: manifest.tables.filter(({ table }) => table !== 'persons') }
    const { 'tables/people.persons.copy.gz': _without, ...fewer } = parts
    const cases: readonly (readonly [Buffer, RegExp])[] = [
      [flipped, /Nothing was written/],
      [bytes.subarray(0, middle), /cut off/],
      [packArchive({ ...manifest, migrations: future }, parts), /which is newer \(matters\/209901010000-later.sql\)/],
      [packArchive({ ...manifest, migrations: other }, parts), /is another/],
      [packArchive(lacking, fewer), /the archive has no people.persons/],
      [packArchive({ ...manifest, version: '0.0.9' }, parts, key), /not that of the backup/],
    ]
    for (const [content, words] of cases) {
      const file = join(folder, 'wrong.tar')
      await writeFile(file, content)
      expect(await restore(file, bare)).toMatchObject({
        code: 'thrown',
        stdout: '',
        stderr: expect.stringMatching(words),
      })
    }
    const ours = await ask(bare, `select nspname from pg_namespace where nspname = any($1)`, [backupScope.schemas])
    expect(ours).toEqual([])
    const looked = await restore(busy, bare, { check: true })
    expect([looked.code, JSON.parse(looked.stdout).key]).toEqual([0, 'fits'])
  }, 180_000)

  it('that fails in the middle leaves what was there', async () => {
    const { manifest, parts } = unpackArchive(await readFile(busy))
    const nobody = gzipSync('')
    const tables = manifest.tables.map((one) =>
      one.schema === 'people' && one.table === 'persons'
        ? { ...one, part: { ...one.part, rows: 0, bytes: 0, packed: nobody.length, sha256: sumOf(nobody) } }
        : one,
    )
    const file = join(folder, 'without-people.tar')
    await writeFile(file, packArchive({ ...manifest, tables }, { ...parts, 'tables/people.persons.copy.gz': nobody }))
    const before = await contents(target, manifest)
    expect(await restore(file, target, { replace: nameOf(target) })).toMatchObject({
      code: 'thrown',
      stderr: expect.stringMatching(/foreign key/),
    })
    expect(await contents(target, manifest)).toEqual(before)
  }, 180_000)

  it('of an older Liren is restored and brought up to date', async () => {
    const known = await migrationsOf(modules)
    const older = known.slice(0, -2)
    const old = await bareDatabase()
    const client = new pg.Client({ connectionString: old })
    await client.connect()
    await client.query('create schema kernel; create table kernel.migrations (name text primary key)')
    for (const { name, text } of older) {
      await client.query(text)
      await client.query('insert into kernel.migrations values ($1)', [name])
    }
    const db = openDb({ url: old, connections: 1 })
    await smallTown(db, { secrets: openSecrets(Buffer.alloc(32, 7)) })
    await db.close()
    const file = join(folder, 'older.tar')
    const archive = await ArchiveWriter.create(file)
    const taking = {
      version: '0.0.9',
      known,
      now: new Date(),
      signal: new AbortController().signal,
      progress: () => {},
    }
    const manifest = await takeBackup(client, archive, { ...taking, scope: backupScope })
    await archive.finish(manifest, async (hash) => sealed(hash, null))
    await archive.name()
    await client.end()
    const target = await bareDatabase()
    const { code, stdout, stderr } = await restore(file, target)
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ version: '0.0.9', key: 'unknown', tenants: 1 })
    const applied = await ask<{ name: string }>(target, 'select name from kernel.migrations')
    expect(applied.map(({ name }) => name).sort()).toEqual(known.map(({ name }) => name).sort())
  }, 180_000)
})
