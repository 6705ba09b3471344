import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { inProject } from '../../root.ts'
import { postmasterOf } from './cluster.ts'
import { type Embedded, type EmbeddedOptions, openEmbedded } from './embedded.ts'

let scratch: string
const open: Embedded[] = []
const children: ChildProcess[] = []

beforeAll(async () => {
  // 0700: as root this is also a folder that the account of PostgreSQL cannot walk through.
  scratch = await mkdtemp(join(tmpdir(), 'liren-embedded-'))
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((embedded) => embedded.leave()))
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rm(scratch, { recursive: true, force: true }))

async function start(options: EmbeddedOptions): Promise<Embedded> {
  const embedded = await openEmbedded(options)
  open.push(embedded)
  return embedded
}

/** Another process that joins; it leaves when its input ends. */
async function startMember(dataDir: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', inProject('kernel/db/embedded/member.fixture.ts'), dataDir],
    {
      cwd: inProject(),
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  children.push(child)
  const [said] = await once(child.stdout as NodeJS.ReadableStream, 'data')
  expect(String(said).trim()).toBe('joined')
  return child
}

async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows as Row[]
  } finally {
    await client.end()
  }
}

const folderOf = (dataDir: string) => join(dataDir, 'postgres')
const runs = async (dataDir: string) => (await postmasterOf(folderOf(dataDir))) !== undefined

async function killPostmaster(dataDir: string): Promise<void> {
  const pid = await postmasterOf(folderOf(dataDir))
  if (pid === undefined) throw new Error('no postmaster')
  process.kill(pid, 'SIGKILL')
}

describe('one cluster', () => {
  let dataDir: string

  beforeAll(() => {
    dataDir = join(scratch, 'one')
  })

  it('is made whole when several start it at once, and stops with the last', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => start({ dataDir })))
    for (const { url } of all) {
      expect(await ask(url, 'select current_user, current_database()')).toEqual([
        { current_user: 'liren', current_database: 'liren' },
      ])
    }
    await all[0]?.leave()
    await Promise.all([all[1]?.leave(), all[2]?.leave()])
    expect(await runs(dataDir)).toBe(true)
    await all[3]?.leave()
    expect(await runs(dataDir)).toBe(false)
  })

  it('stops even if all leave in the same moment', async () => {
    const all = await Promise.all([1, 2, 3].map(() => start({ dataDir })))
    await Promise.all(all.map((embedded) => embedded.leave()))
    expect(await runs(dataDir)).toBe(false)
  })

  it('is durable, private, and no superuser is lent', async () => {
    const { url } = await start({ dataDir })
    const settings = await ask<{ name: string; setting: string }>(
      url,
      "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'listen_addresses', 'data_checksums')",
    )
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      data_checksums: 'on',
    })
    expect(await ask(url, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([{ rolsuper: false }])
    expect((await stat(folderOf(dataDir))).mode & 0o777).toBe(0o700)
  })

  it('finds what lies below another row by both ends of an index, also in a cluster of a version that had not said so', async () => {
    const rowSecurity = `create table a (tenant_id integer, path text collate "C", primary key (tenant_id, path));
      alter table a enable row level security; alter table a force row level security;
      create policy own on a using (tenant_id = (select current_setting('server_version_num')::integer)); set enable_seqscan = off`
    const conditions = async (url: string) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query(`drop table if exists a; ${rowSecurity}`)
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (costs off) select b.path from a p
        join a b on b.tenant_id = p.tenant_id and b.path >= p.path and b.path < p.path || ':' where p.path = 'x'`)
      await client.end()
      return rows.map((row) => row['QUERY PLAN']).filter((line) => line.includes("< (p.path || ':'::text)"))
    }
    const earlier = await start({ dataDir })
    const superuser = earlier.url.replace('//liren@', '//postgres@')
    await ask(superuser, 'alter function pg_catalog.textcat(text, text) not leakproof')
    expect(await conditions(earlier.url)).toEqual([expect.stringContaining('Filter:')])
    await earlier.leave()
    await writeFile(join(folderOf(dataDir), 'liren-opened'), '')
    const { url } = await start({ dataDir })
    expect(await conditions(url)).toEqual([expect.stringContaining('Index Cond:')])
  })

  it('knows Chinese letters', async () => {
    const { url } = await start({ dataDir })
    expect(await ask(url, "select '里' ~ '[[:alpha:]]' as letter")).toEqual([{ letter: true }])
  })

  it('is shared with another process and stays until that one has left', async () => {
    const mine = await start({ dataDir })
    const other = await startMember(dataDir)
    await mine.leave()
    expect(await runs(dataDir)).toBe(true)
    other.stdin?.end()
    await once(other, 'exit')
    expect(await runs(dataDir)).toBe(false)
  })

  it('outlives its owner being killed; the next one takes it over and stops it', async () => {
    const owner = await startMember(dataDir)
    const pid = await postmasterOf(folderOf(dataDir))
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    const mine = await start({ dataDir })
    expect(await postmasterOf(folderOf(dataDir))).toBe(pid)
    // PostgreSQL hears of the killed one's end by its closed connection: until then it counts as somebody who is there.
    const members = `select count(*)::int as n from pg_stat_activity where application_name = 'liren member'`
    await vi.waitFor(async () => expect(await ask(mine.url, members)).toEqual([{ n: 1 }]), { timeout: 20_000 })
    await mine.leave()
    expect(await runs(dataDir)).toBe(false)
  })

  it('comes back by itself, with all that was committed, when it is killed under its members', async () => {
    const { url } = await start({ dataDir })
    await ask(url, 'create table kept as select generate_series(1, 1000) as n')
    await killPostmaster(dataDir)
    await vi.waitFor(async () => expect(await ask(url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }]), {
      timeout: 20_000,
    })
  })

  it('starts although the number in postmaster.pid belongs to something else by now', async () => {
    await writeFile(join(folderOf(dataDir), 'postmaster.pid'), `${process.pid}\n`)
    const { url } = await start({ dataDir })
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('starts after database and owner were killed together', async () => {
    const owner = await startMember(dataDir)
    owner.kill('SIGKILL')
    await killPostmaster(dataDir)
    const { url } = await start({ dataDir })
    expect(await ask(url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
  })

  it('is not touched by a PostgreSQL of another version', async () => {
    const file = join(folderOf(dataDir), 'PG_VERSION')
    const version = await readFile(file, 'utf8')
    await writeFile(file, '17\n')
    await expect(openEmbedded({ dataDir })).rejects.toThrow(/made by PostgreSQL 17, this Liren brings \d+/)
    await writeFile(file, version)
  })
})

describe('other circumstances', () => {
  // Killed while initdb runs, and when the cluster is nearly there: initdb and postgres go on for a moment by themselves.
  it.each([
    ['as soon as there is a folder', 'PG_VERSION'],
    ['while initdb writes', 'base/1/PG_VERSION'],
  ])(
    'begins afresh, and says so, after a first start that was killed %s',
    async (name, until) => {
      const dataDir = join(scratch, name.replaceAll(' ', '-'))
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', inProject('kernel/db/embedded/member.fixture.ts'), dataDir],
        { cwd: inProject(), stdio: ['pipe', 'ignore', 'inherit'] },
      )
      children.push(child)
      const drafts = async () =>
        (await readdir(dataDir).catch(() => [])).filter((one) => one.startsWith('postgres.new'))
      await vi.waitUntil(async () => (await drafts()).some((draft) => existsSync(join(dataDir, draft, until))), {
        timeout: 30_000,
        interval: 2,
      })
      child.kill('SIGKILL')
      await once(child, 'exit')
      const [left] = await drafts()
      expect(left).toBeDefined()
      expect(existsSync(folderOf(dataDir))).toBe(false)
      const said: string[] = []
      const { url } = await start({ dataDir, log: (line) => said.push(line) })
      expect(said).toContain('an earlier start was interrupted while it made the database: it is made anew')
      expect(await ask(url, 'select current_user, current_database()')).toEqual([
        { current_user: 'liren', current_database: 'liren' },
      ])
      await open.splice(0)[0]?.leave()
      const again: string[] = []
      await start({ dataDir, log: (line) => again.push(line) })
      expect(again.filter((line) => line.includes('interrupted')).length).toBeLessThanOrEqual(1)
    },
    60_000,
  )

  it('is reached where the path is too long for a socket, and leaves no link behind', async () => {
    const dataDir = join(scratch, 'a-long-name-'.repeat(6), 'another-long-name-'.repeat(5))
    const embedded = await start({ dataDir })
    expect(await ask(embedded.url, 'select 1 as one')).toEqual([{ one: 1 }])
    const host = new URL(embedded.url.replace('@/', '@x/')).searchParams.get('host') ?? ''
    await embedded.leave()
    await expect(stat(host)).rejects.toThrow(/ENOENT/)
  })

  it('asks for a password on loopback, where there are no sockets', async () => {
    const { url } = await start({ dataDir: join(scratch, 'loopback'), door: 'loopback' })
    expect(await ask(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    const wrong = url.replace(/:[^:@]+@/, ':wrong@')
    await expect(ask(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
  })
})
