import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Db, openDb, sql } from '../../kernel/db.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { type TestDatabase, testDatabase } from '../../kernel/testing/database.ts'
import { smallTown, type Town } from '../../kernel/testing/town.ts'
import { saveDefaults } from '../../modules/matters/rules-store.ts'
import { startSession } from '../../modules/people/public.ts'
import { freePort, Program, runLiren } from '../../tests/faults/programs.fixture.ts'
import { pgbouncer } from './pgbouncer.fixture.ts'
import { type RoundRobin, roundRobin } from './round-robin.fixture.ts'
import { keepSending, openStream, type Tally } from './senders.fixture.ts'

let database: TestDatabase
let db: Db
let town: Town
let cookie = ''
const programs: { port: number; program: Program }[] = []
let balancer: RoundRobin

beforeAll(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 2 })
  const key = Buffer.alloc(32, 7)
  town = await smallTown(db, { secrets: openSecrets(key) })
  await db.tx((tx) => saveDefaults(tx, { tenantId: town.tenantId, validFrom: town.since, authorId: null }))
  const person = { tenantId: town.tenantId, personId: town.persons.gridWorker12, ip: '127.0.0.1', userAgent: 'test' }
  cookie = `${sessionCookie}=${(await db.tx((tx) => startSession(tx, person, new Date()))).token}`
  // Builds the programs if the sources are newer.
  await runLiren('help')
  for (const port of [await freePort(), await freePort()]) {
    const program = new Program('serve', '--port', String(port))
    program.environment = { DATABASE_URL: database.url, LIREN_KEY: key.toString('hex'), LIREN_DRAIN_SECONDS: '0.5' }
    programs.push({ port, program })
    await program.start()
  }
  balancer = await roundRobin(programs.map(({ port }) => port))
}, 240_000)

afterAll(async () => {
  await balancer?.close()
  for (const { program } of programs) await program.stop()
  await db?.close()
  await database?.drop()
})

// Where there is a PgBouncer, pooler.test.ts does the same through it, and restarts the worker, too.
it.skipIf(pgbouncer)('drops no request while both servers are restarted in turn', { timeout: 240_000 }, async () => {
  const { url } = balancer
  const streams = [openStream(url, cookie), openStream(url, cookie)]
  const tally: Tally = { asked: 0, reports: 0, dropped: [] }
  const stopping = new AbortController()
  const kept = new Agent({ keepAlive: true })
  const senders = [0, 1, 2, 3].map((index) => {
    const sender = {
      index,
      url,
      cookie,
      placeId: town.places.building111,
      agent: index % 2 === 0 ? kept : (false as const),
    }
    return keepSending(sender, tally, stopping.signal)
  })
  const seen: number[] = []
  for (const { port, program } of programs) {
    await pause(500)
    const before = tally.asked
    const { status, said } = await program.stop()
    expect(status, said).toBe(0)
    await program.start()
    while (!balancer.isUp(port)) await pause(50)
    seen.push(tally.asked - before)
  }
  await pause(300)
  stopping.abort()
  await Promise.all(senders)
  kept.destroy()
  expect(tally.dropped).toEqual([])
  for (const during of seen) expect(during).toBeGreaterThan(0)
  const { rows } = await db.read((tx) =>
    sql<{ count: number }>`select count(*) as count from kernel.events where type = 'matters.matter_reported'`.execute(
      tx,
    ),
  )
  expect(rows[0]?.count).toBe(tally.reports)
  for (const text of await Promise.all(streams)) expect(text).toMatch(/retry: \d+\nevent: moved/)
})
