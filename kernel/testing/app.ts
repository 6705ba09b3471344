import type { FastifyInstance } from 'fastify'
import { modules as allModules } from '../../apps/server/modules.ts'
import { sessions, startSession } from '../../modules/people/public.ts'
import { StandingClock } from '../clock.ts'
import type { Endpoint, ResponseOf } from '../contract/endpoint.ts'
import type { ErrorBody } from '../contract/errors.ts'
import type { PersonId, TenantId } from '../contract/ids.ts'
import { type Db, openDb } from '../db.ts'
import { deliverAll } from '../events/deliver.ts'
import { type LedgerEvent, readStream } from '../events/record.ts'
import { syncSubscriptions } from '../events/subscriber.ts'
import type { Services } from '../http/route.ts'
import { buildServer } from '../http/server.ts'
import { sessionCookie } from '../http/session.ts'
import { type Jobs, openJobs } from '../jobs/jobs.ts'
import { openLiveHub } from '../live/hub.ts'
import type { Module } from '../module.ts'
import { openSecrets } from '../secrets.ts'
import { openServerDb } from '../server-access.ts'
import { tenantSource } from '../tenants.ts'
import type { ArgsOf, CallParameters, LooseArgs } from '../web/client.ts'
import { filledDatabase, type TestDatabase, testDatabase } from './database.ts'
import { type PersonKey, smallTown, type Town, townPlan } from './town.ts'

/** What came back, whatever it was. */
export interface Answer<E extends Endpoint> {
  readonly status: number
  /** Stable id of the reason where it was refused, else ''. */
  readonly reason: string
  readonly body: ResponseOf<E>
  readonly error: ErrorBody['error'] | null
  readonly cookie: string | null
}

/** Somebody who sends requests. */
export interface TestClient {
  /** The answer of an endpoint; throws when it is not 200. */
  call<E extends Endpoint>(endpoint: E, ...args: CallParameters<E>): Promise<ResponseOf<E>>
  /** The same for an answer that may be a refusal; the arguments may be wrong on purpose. */
  ask<E extends Endpoint>(
    endpoint: E,
    args?: ArgsOf<E> | LooseArgs,
    headers?: Record<string, string>,
  ): Promise<Answer<E>>
}

export interface TestApp {
  readonly db: Db
  readonly clock: StandingClock
  readonly services: Services
  readonly server: FastifyInstance
  readonly town: Town
  /** Without a session. */
  readonly anyone: TestClient
  /** A browser that keeps its cookies: signs in and out by itself. */
  browser(): TestClient
  /** With a session of that person; it is renewed when the clock was moved beyond its end. */
  signInAs(who: PersonKey | { readonly tenantId: TenantId; readonly personId: PersonId }): TestClient
  /** Runs all deliveries that are due. @returns how many. */
  deliver(): Promise<number>
  /** The events of a stream, oldest first. */
  events(stream: string): Promise<LedgerEvent[]>
  close(): Promise<void>
}

export interface TestAppOptions {
  /** All of `apps/server/modules.ts` if left out. */
  readonly modules?: readonly Module[]
  /** Monday 2026-11-23, ten in the morning in Beijing, if left out. */
  readonly clock?: StandingClock
  /** Off unless a test is about them. */
  readonly rateLimits?: boolean
  /** As behind a proxy that says how the request came (`X-Forwarded-Proto`). */
  readonly trustProxy?: boolean
  /** One that is filled (with the small town, for `testApp`), instead of one of its own. */
  readonly database?: TestDatabase
}

/** A server on a database of its own, filled with the small town; requests go in by `inject`, without a socket. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await filledDatabase('town', fillTown)).database
  const app = await emptyApp({ ...options, database })
  const town = townPlan()
  return {
    ...app,
    town,
    signInAs: (who) =>
      app.signInAs(typeof who === 'string' ? { tenantId: town.tenantId, personId: town.persons[who] } : who),
    events: (stream) => app.db.read((tx) => readStream(tx, town.tenantId, stream)),
  }
}

const testSecrets = openSecrets(Buffer.alloc(32, 7))

/** The small town in an empty database. */
export async function fillTown({ url }: TestDatabase): Promise<void> {
  const db = openDb({ url, connections: 1 })
  await smallTown(db, { secrets: testSecrets })
  await db.close()
}

/** The same before its first start: no tenant, no town. */
export type EmptyApp = Omit<TestApp, 'town' | 'events' | 'signInAs'> & {
  signInAs(who: { readonly tenantId: TenantId; readonly personId: PersonId }): TestClient
}

export async function emptyApp(options: TestAppOptions = {}): Promise<EmptyApp> {
  const { modules = allModules, clock = new StandingClock(new Date('2026-11-23T02:00:00Z')) } = options
  const database = options.database ?? (await testDatabase())
  const db = openDb({ url: database.url, connections: 4 })
  const secrets = testSecrets
  const jobs = jobsWhenNeeded(db, modules)
  const live = openLiveHub(db)
  const services: Services = { db, clock, secrets, jobs, live }
  const subscribers = modules.flatMap((module) => [...module.subscribers])
  await syncSubscriptions(db, subscribers)
  // As in production: what a request reads and writes goes through the role that sees one tenant's rows.
  const serverDb = await openServerDb(db, { connections: 4 })
  const server = await buildServer({
    ...services,
    db: serverDb,
    routes: modules.flatMap((module) => [...module.routes]),
    sessions,
    tenants: tenantSource(0),
    rateLimits: options.rateLimits ?? false,
    trustProxy: options.trustProxy ?? false,
  })
  return {
    db,
    clock,
    services,
    server,
    anyone: client(server, async () => null),
    signInAs: (person) => client(server, sessionOf(services, person)),
    browser: () => browser(server),
    deliver: () => deliverAll({ db, clock, secrets }, subscribers),
    close: async () => {
      await server.close()
      await jobs.close()
      await live.close()
      await serverDb.close()
      await db.close()
      await database.drop()
    },
  }
}

/** Most tests queue nothing: the job tables are made on first use. */
function jobsWhenNeeded(db: Db, modules: readonly Module[]): Jobs {
  let opened: Promise<Jobs> | null = null
  return {
    enqueue: async (tx, name, data) => {
      opened ??= openJobs(
        db,
        modules.flatMap((module) => [...module.jobs]),
      )
      await (await opened).enqueue(tx, name, data)
    },
    close: async () => {
      await (await opened)?.close()
    },
  }
}

const renewAfterMs = 11 * 3_600_000

function sessionOf({ db, clock }: Services, person: { tenantId: TenantId; personId: PersonId }) {
  let last: { token: string; at: number } | null = null
  return async () => {
    const now = clock.now()
    if (!last || Math.abs(now.getTime() - last.at) > renewAfterMs) {
      const session = { ...person, ip: '127.0.0.1', userAgent: 'test' }
      const { token } = await db.tx((tx) => startSession(tx, session, now))
      last = { token, at: now.getTime() }
    }
    return last.token
  }
}

function browser(server: FastifyInstance): TestClient {
  let token: string | null = null
  const { ask } = client(server, async () => token)
  return clientOf(async (...request) => {
    const answer = await ask(...request)
    if (answer.cookie !== null) token = answer.cookie
    return answer
  })
}

function client(server: FastifyInstance, token: () => Promise<string | null>): TestClient {
  const ask: TestClient['ask'] = async (endpoint, args = {}, headers = {}) => {
    const session = await token()
    const { params, query, body } = args as LooseArgs
    const cookie = session ? { cookie: `${sessionCookie}=${session}` } : {}
    const response = await server.inject({
      method: endpoint.method,
      url: addressOf(endpoint, params, query),
      headers: { 'x-liren': '1', ...cookie, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const json = response.headers['content-type']?.toString().startsWith('application/json')
    const answer = (json ? response.json() : response.rawPayload) as never
    const error = response.statusCode < 300 ? null : (answer as ErrorBody).error
    const set = response.cookies.find(({ name }) => name === sessionCookie)
    return { status: response.statusCode, reason: error?.reason ?? '', body: answer, error, cookie: set?.value ?? null }
  }
  return clientOf(ask)
}

function clientOf(ask: TestClient['ask']): TestClient {
  return {
    ask,
    call: async (endpoint, ...[args]) => {
      const answer = await ask(endpoint, args ?? {})
      if (answer.status !== 200) throw new Error(`${endpoint.id}: ${answer.status} ${JSON.stringify(answer.error)}`)
      return answer.body
    },
  }
}

function addressOf(endpoint: Endpoint, params: unknown, query: unknown): string {
  const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown> | undefined)?.[name] ?? '-')),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  return search.size > 0 ? `${path}?${search}` : path
}
