import { Agent, type IncomingMessage, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { type Db, openDb, sql } from '../../kernel/db.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { type TestDatabase, testDatabase } from '../../kernel/testing/database.ts'
import { smallTown, type Town } from '../../kernel/testing/town.ts'
import { saveDefaults } from '../../modules/matters/rules-store.ts'
import { startSession } from '../../modules/people/public.ts'
import { freePort, Program, runLiren } from '../../tests/faults/programs.fixture.ts'
import { type RoundRobin, roundRobin } from './round-robin.fixture.ts'

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

/** One request, never sent again. @returns its status; throws when there was no whole answer. */
function send(agent: Agent | false, method: string, path: string, address: string, body?: object): Promise<number> {
  const headers = {
    cookie,
    'x-liren': '1',
    'x-forwarded-for': address,
    ...(body ? { 'content-type': 'application/json', 'idempotency-key': newId() } : {}),
  }
  return new Promise((done, failed) => {
    const sent = request(balancer.url + path, { method, headers, agent }, (answer) => {
      answer.on('error', failed).on('end', () => done(answer.statusCode ?? 0))
      answer.resume()
    })
    sent.on('error', failed).end(body ? JSON.stringify(body) : undefined)
  })
}

interface Tally {
  asked: number
  reports: number
  readonly dropped: string[]
}

/** Asks and reports in turn until told to stop. */
async function sender(index: number, agent: Agent | false, tally: Tally, stopping: AbortSignal): Promise<void> {
  for (let turn = 0; !stopping.aborted; turn++) {
    const address = `10.1.${index}.${turn % 250}`
    const report = {
      id: newId<'matter'>(),
      kind: 'demand',
      channel: 'phone',
      placeId: town.places.building111,
      body: `第${index}位邻居第${turn}次反映:楼道的灯不亮`,
    }
    try {
      const status =
        turn % 2 === 0
          ? await send(agent, 'GET', '/api/matters', address)
          : await send(agent, 'POST', '/api/matters/intake', address, report)
      tally.asked++
      if (status !== 200) tally.dropped.push(`status ${status}`)
      else if (turn % 2 === 1) tally.reports++
    } catch (error) {
      tally.dropped.push(String(error))
    }
    await pause(10)
  }
}

/** An event stream; resolves with all that it said once it ended. */
function openStream(): Promise<string> {
  return new Promise((done, failed) => {
    const sent = request(
      `${balancer.url}/api/live`,
      { headers: { cookie }, agent: false },
      (answer: IncomingMessage) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (more: string) => (text += more))
        answer.on('end', () => done(text)).on('error', failed)
      },
    )
    sent.on('error', failed).end()
  })
}

it('drops no request while both servers are restarted in turn', { timeout: 240_000 }, async () => {
  const streams = [openStream(), openStream()]
  const tally: Tally = { asked: 0, reports: 0, dropped: [] }
  const stopping = new AbortController()
  const kept = new Agent({ keepAlive: true })
  const senders = [0, 1, 2, 3].map((index) => sender(index, index % 2 === 0 ? kept : false, tally, stopping.signal))
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
