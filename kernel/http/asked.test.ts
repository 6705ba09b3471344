import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { people } from '../../modules/people/module.ts'
import { sessions, startSession } from '../../modules/people/public.ts'
import { Done, endpoint } from '../contract/endpoint.ts'
import { newId, type PersonId } from '../contract/ids.ts'
import type { Db } from '../db.ts'
import { sql } from '../db.ts'
import { forgetAsked } from '../events/upkeep.ts'
import { openServerDb } from '../server-access.ts'
import { addTenant, tenantSource } from '../tenants.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { route } from './route.ts'
import { buildServer } from './server.ts'
import { sessionCookie } from './session.ts'

// Two servers on one database, as two processes are.
let app: TestApp
let db: Db
const servers: FastifyInstance[] = []
beforeAll(async () => {
  app = await testApp()
  db = await openServerDb(app.db, { connections: 2 })
  for (let n = 0; n < 2; n++)
    servers.push(
      await buildServer({ ...app.services, db, routes: people.routes, sessions, tenants: tenantSource(600_000) }),
    )
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  await db?.close()
  await app?.close()
})

const look = async (server: FastifyInstance | undefined, remoteAddress: string) =>
  server?.inject({
    ...{ method: 'POST', url: '/api/session/link/look', remoteAddress },
    ...{ headers: { 'x-liren': 'desk', 'accept-language': 'en' }, payload: { token: 'B'.repeat(43) } },
  })

it('who guesses at codes has one limit, however many processes answer', async () => {
  const minute = async () =>
    (await app.db.statement<{ m: Date }>('m', `select date_trunc('minute', now()) as m`, []))[0]?.m
  const guess = async (address: string) => {
    const statuses: (number | undefined)[] = []
    for (let n = 0; n < 40; n++) statuses.push((await look(servers[n % 2], address))?.statusCode)
    return statuses
  }
  let statuses: (number | undefined)[] = []
  // A minute that ends meanwhile would be two.
  for (let n = 1, from: unknown; String(from) !== String(await minute()); n++) {
    from = await minute()
    statuses = await guess(`10.1.1.${n}`)
  }
  expect(statuses.slice(0, 30)).not.toContain(429)
  expect(statuses.slice(30)).toEqual(Array.from({ length: 10 }, () => 429))
  const refused = await look(servers[0], '10.1.1.1')
  expect(refused?.json()).toMatchObject({
    error: { code: 'too_many', message: 'Too many requests. Please wait a minute' },
  })
  expect((await look(servers[0], '10.9.9.9'))?.statusCode).not.toBe(429)
})

it('keeps no address, and nothing longer than needed', async () => {
  const rows = await app.db.statement<{ key: Buffer }>('kept', 'select key from kernel.asked', [])
  expect(rows.length).toBeGreaterThan(0)
  for (const { key } of rows) expect(key.toString()).not.toContain('10.1.1')
  await app.db.tx((tx) => sql`update kernel.asked set minute = minute - interval '5 minutes'`.execute(tx))
  await forgetAsked(app.db)
  expect(await app.db.statement('left', 'select from kernel.asked', [])).toEqual([])
})

it('a second tenant is known to every server at once', async () => {
  const open = async () =>
    (await servers[0]?.inject({ url: '/api/set-up', headers: { host: 'two.example' } }))?.statusCode
  expect(await open()).toBe(200)
  const second = { id: newId<'tenant'>(), code: '530102', name: { zh: '五华区', en: 'Wuhua' } }
  await app.db.tx((tx) => addTenant(tx, second, new Date()))
  // Of two that have no host of their own, none is meant.
  await vi.waitUntil(async () => (await open()) === 404)
})

/** A server with one address, which each of its people may ask so often. */
async function askingServer(perMinute: number): Promise<FastifyInstance> {
  const asking = endpoint({
    ...{ id: 'test.asking', method: 'GET', path: '/api/asking', summary: { zh: '问', en: 'Ask' }, response: Done },
  })
  const routes = [route(asking, { access: 'signed-in', perMinute, handle: async () => ({ done: true as const }) })]
  const server = await buildServer({ ...app.services, db, routes, sessions, tenants: tenantSource(600_000) })
  servers.push(server)
  return server
}

/** Somebody's requests, all of them from the same address as everybody's. */
async function asker(server: FastifyInstance, personId: PersonId) {
  const who = { tenantId: app.town.tenantId, personId, ip: '127.0.0.1', userAgent: 'test' }
  const { token } = await app.db.tx((tx) => startSession(tx, who, app.clock.now()))
  return async () =>
    (await server.inject({ url: '/api/asking', headers: { cookie: `${sessionCookie}=${token}` } })).statusCode
}

it('colleagues behind one address do not use up each other’s requests, nor do strangers there', async () => {
  const server = await askingServer(3)
  const { community1, street1 } = app.town.persons
  const [one, other] = [await asker(server, community1), await asker(server, street1)]
  const stranger = async () => (await server.inject({ url: '/api/asking' })).statusCode
  const times = async (n: number, ask: () => Promise<number>) => {
    const statuses: number[] = []
    for (let i = 0; i < n; i++) statuses.push(await ask())
    return statuses
  }
  expect(await times(4, stranger)).toEqual([401, 401, 401, 429])
  expect(await times(4, one)).toEqual([200, 200, 200, 429])
  // A second session is the same person.
  expect(await times(1, await asker(server, community1))).toEqual([429])
  expect(await times(3, other)).toEqual([200, 200, 200])
})

it('one address has a limit of its own, however many people ask from there', async () => {
  const server = await askingServer(1)
  const people = Object.values(app.town.persons).slice(0, 21)
  const statuses: number[] = []
  for (const personId of people) statuses.push(await (await asker(server, personId))())
  expect(people).toHaveLength(21)
  expect(statuses).toEqual([...Array<number>(20).fill(200), 429])
})

it('who has no session is counted as well', async () => {
  const server = await askingServer(5)
  const ask = () => server.inject({ url: '/api/asking', headers: { host: 'unknown.example', 'accept-language': 'en' } })
  const answers = []
  for (let n = 0; n < 6; n++) answers.push(await ask())
  expect(answers.map(({ statusCode }) => statusCode === 429)).toEqual([false, false, false, false, false, true])
  expect(answers[5]?.json()).toMatchObject({
    error: { code: 'too_many', message: 'Too many requests. Please wait a minute' },
  })
  expect(Number(answers[5]?.headers['retry-after'])).toBeGreaterThan(0)
})
