import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type MatterId, newId, type TenantId } from '../../kernel/contract/ids.ts'
import { type Db, openDb, sql } from '../../kernel/db.ts'
import { migrate } from '../../kernel/migrate.ts'
import { poolerAt } from '../../kernel/pooler.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { type TestDatabase, testDatabase } from '../../kernel/testing/database.ts'
import { smallTown, type Town } from '../../kernel/testing/town.ts'
import { saveDefaults } from '../../modules/matters/rules-store.ts'
import { freePort, Program, runLiren } from '../../tests/faults/programs.fixture.ts'
import { modules } from './modules.ts'
import { pgbouncer, pgbouncerVersion, type RunningPooler, startPgbouncer } from './pgbouncer.fixture.ts'
import { type RoundRobin, roundRobin } from './round-robin.fixture.ts'
import { keepSending, openStream, send, type Tally } from './senders.fixture.ts'

/** Transactions of all servers share so many connections. */
const shared = 3

interface Signed {
  readonly town: Town
  readonly host: string
  /** A grid worker who takes reports down, and the one who holds what is reported in building111. */
  cookie: string
  holder: string
}

let database: TestDatabase
let db: Db
let pooler: RunningPooler
let balancer: RoundRobin
const programs: Program[] = []
const ports: number[] = []
const towns: Signed[] = []

async function open(program: string): Promise<void> {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 2 })
  const key = Buffer.alloc(32, 7)
  for (const [code, host] of [
    ['530103', 'one.example.org'],
    ['530111', 'other.example.org'],
  ] as const) {
    const town = await smallTown(db, { secrets: openSecrets(key), code, hosts: [host] })
    await db.tx((tx) => saveDefaults(tx, { tenantId: town.tenantId, validFrom: town.since, authorId: null }))
    towns.push({ town, host, cookie: '', holder: '' })
  }
  const [access] = await db.statement<{ role: string; password: string }>(
    'test.access',
    'select role, password from kernel.server_access',
    [],
  )
  const users = [{ role: 'liren', password: 'owner-of-the-tables' }, ...(access ? [access] : [])]
  pooler = await startPgbouncer(program, { databaseUrl: database.url, users, connections: shared })
  await runLiren('help')
  ports.push(await freePort(), await freePort())
  for (const args of [...ports.map((port) => ['serve', '--port', String(port)]), ['worker']]) {
    const started = new Program(...args)
    started.environment = {
      DATABASE_URL: pooler.url,
      DATABASE_DIRECT_URL: database.url,
      LIREN_KEY: key.toString('hex'),
      LIREN_DRAIN_SECONDS: '0.5',
    }
    programs.push(started)
    await started.start()
  }
  balancer = await roundRobin(ports)
}

async function signIn(host: string, login: string): Promise<string> {
  const body = { login, password: 'town-password' }
  const { status, cookie } = await send({ url: balancer.url, method: 'POST', path: '/api/session', host, body })
  expect(status).toBe(200)
  return cookie
}

const report = (placeId: string, body: string) => ({
  id: newId<'matter'>(),
  kind: 'demand',
  channel: 'phone',
  placeId,
  body,
})

describe.skipIf(pgbouncer === null)(`through ${pgbouncer ?? 'PgBouncer (none on this machine: skipped)'}`, () => {
  beforeAll(async () => open(pgbouncer ?? ''), 240_000)
  afterAll(async () => {
    await balancer?.close()
    await Promise.all(programs.map((program) => program.stop()))
    await pooler?.stop()
    await db?.close()
    await database?.drop()
  })

  it('knows what stands between, and whether it keeps prepared statements; migrations refuse it in words', async () => {
    expect(await poolerAt(pooler.url, database.url)).toEqual({
      directUrl: database.url,
      keepsStatements: pgbouncerVersion(pgbouncer ?? '') >= 1.21,
    })
    expect(await poolerAt(database.url, database.url)).toBeNull()
    await expect(migrate({ url: pooler.url }, modules)).rejects.toThrow(/stands a pooler.*DATABASE_DIRECT_URL/)
  })

  it('people sign in, report, list and hear of it; the worker tells the holder', async () => {
    for (const signed of towns) {
      signed.cookie = await signIn(signed.host, 'gridWorker12')
      signed.holder = await signIn(signed.host, 'gridWorker11')
      const { url } = balancer
      let heard = ''
      openStream(url, signed.holder, (text) => (heard = text)).catch(() => {})
      await vi.waitFor(() => expect(heard).toContain('event: ready'))
      const body = report(signed.town.places.building111, '楼道的灯不亮了,请来看看')
      const answer = await send({ url, method: 'POST', path: '/api/matters/intake', cookie: signed.cookie, body })
      expect(answer.status, answer.text).toBe(200)
      const list = await send({ url, path: '/api/matters', cookie: signed.holder })
      expect((JSON.parse(list.text) as { rows: { id: string }[] }).rows.map(({ id }) => id)).toEqual([body.id])
      await vi.waitFor(() => expect(heard).toContain(body.id), { timeout: 10_000 })
      await vi.waitFor(
        async () => {
          const inbox = await send({ url, path: '/api/notices/count', cookie: signed.holder })
          expect(JSON.parse(inbox.text)).toMatchObject({ unread: 1 })
        },
        { timeout: 10_000, interval: 200 },
      )
    }
  })

  it(`never mixes two tenants on ${shared} connections`, async () => {
    const said = new Map<MatterId, TenantId>()
    const astray: string[] = []
    const visitor = async (lane: number) => {
      for (let turn = 0; turn < 8; turn++) {
        const [mine, theirs] = (lane + turn) % 2 === 0 ? towns : [...towns].reverse()
        if (!mine || !theirs) throw new Error('there are two towns')
        const asked = { url: balancer.url, cookie: mine.cookie, address: `10.2.${lane}.${turn}` }
        const body = report(mine.town.places.building121, `第${lane}位第${turn}次:${mine.host}的门坏了`)
        const made = await send({ ...asked, method: 'POST', path: '/api/matters/intake', body })
        if (made.status !== 200) astray.push(`report: ${made.status}`)
        said.set(body.id, mine.town.tenantId)
        const elsewhere = { ...report(theirs.town.places.building111, '别处的门坏了'), id: newId<'matter'>() }
        const [list, own, foreign, refused] = await Promise.all([
          send({ ...asked, path: '/api/matters?limit=100' }),
          send({ ...asked, path: `/api/matters/${body.id}` }),
          send({ ...asked, path: `/api/matters/${body.id}`, cookie: theirs.cookie }),
          send({ ...asked, method: 'POST', path: '/api/matters/intake', body: elsewhere }),
        ])
        const statuses = [list, own, foreign, refused].map(({ status }) => status)
        if (`${statuses}` !== '200,200,404,400') astray.push(`${statuses}`)
        if (list.text.includes(theirs.host)) astray.push('a list with rows of the other')
      }
    }
    await Promise.all(Array.from({ length: 12 }, (_, lane) => visitor(lane)))
    expect(astray).toEqual([])
    const { rows } = await db.read((tx) =>
      sql<{ id: MatterId; tenant_id: TenantId }>`select id, tenant_id from matters.matters
        where id = any(${[...said.keys()]}::uuid[])`.execute(tx),
    )
    expect(new Map(rows.map(({ id, tenant_id }) => [id, tenant_id]))).toEqual(said)
    const { rows: held } = await db.read((tx) =>
      sql<{ connections: number }>`select count(*) as connections from pg_stat_activity
        where datname = current_database() and usename = (select role from kernel.server_access)`.execute(tx),
    )
    expect(held[0]?.connections).toBeGreaterThan(0)
    expect(held[0]?.connections).toBeLessThanOrEqual(shared)
  }, 120_000)

  it('no request is dropped while servers and worker are restarted in turn', async () => {
    const tally: Tally = { asked: 0, reports: 0, dropped: [] }
    const stopping = new AbortController()
    const agent = new Agent({ keepAlive: true })
    const before = await reported()
    const senders = towns.map(({ town, cookie }, index) =>
      keepSending(
        { index, url: balancer.url, cookie, placeId: town.places.building112, agent: index === 0 && agent },
        tally,
        stopping.signal,
      ),
    )
    for (const [index, program] of programs.entries()) {
      const { status, said } = await program.stop()
      expect(status, said).toBe(0)
      await program.start()
      const port = ports[index]
      while (port !== undefined && !balancer.isUp(port)) await pause(50)
    }
    stopping.abort()
    await Promise.all(senders)
    agent.destroy()
    expect(tally.dropped).toEqual([])
    expect(tally.reports).toBeGreaterThan(10)
    expect((await reported()) - before).toBe(tally.reports)
  }, 120_000)
})

async function reported(): Promise<number> {
  const type = 'matters.matter_reported'
  const rows = await db.statement<{ count: number }>(
    'test.reported',
    'select count(*) as count from kernel.events where type = $1',
    [type],
  )
  return rows[0]?.count ?? 0
}
