import { createServer } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { modules } from '../../apps/server/modules.ts'
import { sessions } from '../../modules/people/public.ts'
import { endpoint } from '../contract/endpoint.ts'
import { sql } from '../db.ts'
import { openDuty } from '../running/duty.ts'
import { openLog } from '../running/log.ts'
import { openMetrics, openMetricsDoor } from '../running/metrics.ts'
import { openTraces } from '../running/traces.ts'
import { tenantSource } from '../tenants.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import type { SeenRequest } from './observe.ts'
import { route } from './route.ts'
import { buildServer } from './server.ts'

const secrets = {
  name: '王淑芬',
  phone: '10012345678',
  token: 'kq8Zr3vN0aB7xYt2Lw5Jm9Pc4Hd6Sf1G',
  words: '楼道里的灯坏了三天',
}

const breaks = endpoint({
  id: 'test.breaks',
  method: 'POST',
  path: '/api/test/:id/breaks',
  params: Type.Object({ id: Type.String() }),
  query: Type.Object({ name: Type.Optional(Type.String()) }),
  body: Type.Object({ value: Type.String(), how: Type.String() }),
  response: Type.Object({}),
  summary: { zh: '出错', en: 'Breaks' },
})

let app: TestApp
let server: FastifyInstance
let duty = openDuty(async () => null)
const lines: string[] = []
const seen: SeenRequest[] = []

beforeAll(async () => {
  app = await testApp()
  duty = openDuty(async () => null)
  const failing = route(breaks, {
    access: 'public',
    handle: async ({ db, body }) => {
      if (body.how === 'thrown') throw new Error(`cannot reach ${body.value} (${body.value})`)
      await db.read((tx) => sql`select ${body.value}::uuid`.execute(tx))
      return {}
    },
  })
  server = await buildServer({
    ...app.services,
    routes: [...modules.flatMap((m) => [...m.routes]), failing],
    sessions,
    tenants: tenantSource(0),
    rateLimits: false,
    duty,
    log: openLog((line) => lines.push(line)),
    observers: [(one) => seen.push(one)],
  })
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

const send = (url: string, payload?: object | string, headers: Record<string, string> = {}) =>
  server.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url,
    headers: { 'x-liren': '1', 'content-type': 'application/json', ...headers },
    ...(payload === undefined ? {} : { payload }),
  })

it('logs every request and fault as JSON by pattern and id, and nothing that anybody wrote', async () => {
  const { name, phone, token, words } = secrets
  const asked = encodeURIComponent(name)
  const cookie = { cookie: `liren_session=${token}`, authorization: `Bearer ${token}` }
  await send(`/api/matters?q=${asked}&phone=${phone}`, undefined, cookie)
  await send(`/nowhere/${asked}/${phone}?t=${token}`)
  await send(`/api/nowhere/${token}?q=${asked}`)
  await send('/api/people/sign-in', { login: phone, password: token, name })
  await send('/api/people/sign-in', `{"login": ${name} ${phone}`)
  const thrown = await send(
    `/api/test/${phone}/breaks?name=${asked}`,
    { value: `${name} ${phone}`, how: 'thrown' },
    cookie,
  )
  const refused = await send(`/api/test/${token}/breaks`, { value: `${words} ${phone} ${token}`, how: 'sql' })
  expect([thrown.statusCode, refused.statusCode]).toEqual([500, 500])

  const text = lines.join('')
  for (const secret of [...Object.values(secrets), asked, encodeURIComponent(words)]) expect(text).not.toContain(secret)
  const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(told.filter(({ what }) => what === 'request')).toHaveLength(7)
  const faults = told.filter(({ what }) => what === 'fault')
  expect(faults).toMatchObject([
    {
      level: 'error',
      route: '/api/test/:id/breaks',
      requestId: thrown.headers['x-request-id'],
      error: { type: 'Error', message: 'cannot reach … (…' },
    },
    { level: 'error', requestId: refused.headers['x-request-id'], error: { type: 'error', code: '22P02' } },
  ])
  expect(JSON.stringify(faults[0])).toContain('observe.test.ts')
})

it('carries a trace on: the sender’s id stands in the log', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  await send('/api/openapi.json', undefined, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` })
  expect(lines.at(-1)).toContain(traceId)
})

it('says that it lives and is ready; while it drains it is not, and still answers', async () => {
  expect(await send('/healthz')).toMatchObject({ statusCode: 200, body: 'alive' })
  expect(await send('/readyz')).toMatchObject({ statusCode: 200, body: 'ready' })
  expect((await send('/api/openapi.json')).headers['connection']).not.toBe('close')
  duty.drain()
  expect(await send('/readyz')).toMatchObject({ statusCode: 503, body: 'draining' })
  expect(await send('/healthz')).toMatchObject({ statusCode: 200 })
  const still = await send('/api/openapi.json')
  expect([still.statusCode, still.headers['connection']]).toEqual([200, 'close'])
})

it('shows figures on a port of their own, by pattern of the route', async () => {
  const metrics = openMetrics(
    app.db,
    modules.flatMap((m) => m.gauges ?? []),
  )
  for (const one of seen) metrics.observer(one)
  const door = await openMetricsDoor(
    { host: '127.0.0.1', port: 0 },
    metrics,
    openDuty(async () => 'migrations'),
  )
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${door.port}${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  const { status, text } = await get('/metrics')
  expect(status).toBe(200)
  expect(text).toContain(
    'liren_http_request_duration_seconds_count{method="POST",route="/api/test/:id/breaks",status="500"} 2',
  )
  expect(text).toContain('liren_database_up 1')
  for (const figure of [
    'liren_matters_overdue 0',
    'liren_delivery_lag_seconds',
    'liren_pool_connections{',
    'nodejs_eventloop_lag_seconds',
  ])
    expect(text).toContain(figure)
  for (const secret of Object.values(secrets)) expect(text).not.toContain(secret)
  expect(await get('/readyz')).toEqual({ status: 503, text: 'migrations' })
  expect((await get('/healthz')).status).toBe(200)
  expect((await get('/other')).status).toBe(404)
  await door.close()
})

it('sends each request as a span to a collector, and forgets them where it is away', async () => {
  const bodies: string[] = []
  const collector = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      bodies.push(`${request.url} ${body}`)
      response.end('{}')
    })
  })
  await new Promise<void>((ready) => collector.listen(0, '127.0.0.1', ready))
  const address = collector.address()
  const traces = openTraces(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
  for (const one of seen.slice(0, 2)) traces.observer(one)
  await traces.close()
  await new Promise((done) => collector.close(done))
  expect(bodies).toHaveLength(1)
  expect(bodies[0]).toMatch(/^\/v1\/traces \{"resourceSpans"/)
  expect(bodies[0]).toContain('"name":"GET /api/matters"')
  const nowhere = openTraces('http://127.0.0.1:1')
  for (const one of seen) nowhere.observer(one)
  await nowhere.close()
})
