import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type Actor, rolesOf } from '../actor.ts'
import { type Endpoint, proveAgain, reveals } from '../contract/endpoint.ts'
import { fail, forbidden } from '../contract/errors.ts'
import type { TenantId } from '../contract/ids.ts'
import { langOf } from '../contract/words.ts'
import type { Standby } from '../db/standby.ts'
import { exported } from '../exports/exported.ts'
import { answerError } from './answer-error.ts'
import { countAsked } from './asked.ts'
import { refuseLongLists } from './bounded-lists.ts'
import { contextOf, sendAnswer } from './context.ts'
import { limitsOf, noLimits, perMinuteOf } from './limits.ts'
import { logFault, type Observing, observeRequests } from './observe.ts'
import { openApi } from './openapi.ts'
import type { Refuse, Route, Services } from './route.ts'
import { cookieName, type SessionSource, sessionCookie, type TenantSource } from './session.ts'
import { refuseUnsound } from './sound-text.ts'
import { schemaController } from './validation.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How this route writes its refusals. */
    refuse?: Refuse
  }
}

export interface ServerOptions extends Services, Observing {
  readonly routes: readonly Route[]
  readonly sessions: SessionSource
  readonly tenants: TenantSource
  /** For routes that say `mayLag`. */
  readonly standby?: Standby | undefined
  /** Behind a proxy that sets X-Forwarded-For. */
  readonly trustProxy?: boolean
  /** Off for tests and benches that send thousands of requests from one address. */
  readonly rateLimits?: boolean
}

/** Builds the HTTP server: every route passes rate limit, session, validation and access before its handler. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const headers = await secureHeaders()
  const app = Fastify({
    // What fails before there is a route: an address that says nothing, bytes that are no HTTP.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendError(error, request, reply.headers(headers), options),
    clientErrorHandler: (error, socket) => answerBrokenHttp(error, socket, headers),
    // What is logged, and how, says kernel/http/observe.ts: the framework's own lines hold addresses and messages.
    logger: false,
    genReqId: () => randomUUID(),
    // While the door closes, what came in before is served to its end.
    return503OnClosing: false,
    trustProxy: options.trustProxy ?? false,
    bodyLimit: 1_048_576,
    // Until all of it is here; how long the answer takes, such as a stream of events, is another matter.
    requestTimeout: 300_000,
    routerOptions: { maxParamLength: 200 },
    schemaController,
  })
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
  observeRequests(app, options)
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: 20_971_520, files: 1, fields: 20, fieldSize: 16_384 } })
  if (options.rateLimits !== false) await app.register(rateLimit, { global: false })
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, options))
  for (const route of options.routes.filter(({ endpoint }) => endpoint.consumes !== 'signed'))
    addRoute(app, route, options)
  await app.register(async (signed) => {
    // What is signed are the bytes: nothing may read them into something else first.
    signed.removeAllContentTypeParsers()
    signed.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const route of options.routes.filter(({ endpoint }) => endpoint.consumes === 'signed'))
      addRoute(signed, route, options)
  })
  // Event streams would keep the server from closing: they end with the hub.
  app.addHook('preClose', () => options.live.close())
  const unhear = options.live.onTenants(() => options.tenants.forget())
  app.addHook('onClose', async () => unhear())
  const document = openApi(options.routes)
  app.get('/api/openapi.json', async () => document)
  // Beside the API there is the door of devices: what is asked for there is refused in the same form.
  const doors = new Set(['api', ...options.routes.map(({ endpoint }) => endpoint.path.split('/')[1] ?? 'api')])
  for (const door of doors)
    app.all(`/${door}/*`, async () =>
      fail('not_found', 'http.no_such_endpoint', { zh: '没有这个接口', en: 'No such endpoint' }),
    )
  return app
}

const retryAfterSeconds = 5

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, { log }: Observing): FastifyReply {
  const onlyReads = request.method === 'GET' || request.method === 'HEAD'
  const { status, body } = answerError(error, langOf(request.headers['accept-language']), onlyReads)
  if (status >= 500) logFault(log, request, error)
  if (status === 503) void reply.header('retry-after', String(retryAfterSeconds))
  const { refuse } = request.routeOptions?.config ?? {}
  if (refuse) {
    const { message, fields = [] } = body.error
    const descriptions = [message, ...fields.map((field) => `${field.path}: ${field.message}`)]
    const answer = refuse({ status, descriptions }, request.url)
    return reply.status(answer.status).type(answer.type).header('cache-control', 'no-store').send(answer.bytes)
  }
  return reply.status(status).type('application/json; charset=utf-8').send(body)
}

/** Headers beyond Node's measure, a broken request line, a request that never ends: the connection is of no more use. */
function answerBrokenHttp(error: Error & { code?: string }, socket: Socket, headers: Record<string, string>): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return
  const statusCode = { HPE_HEADER_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400
  const { status, body } = answerError({ statusCode }, 'zh')
  const text = JSON.stringify(body)
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${text}`)
}

// Nothing is inline, neither scripts nor styles: what antd writes as it runs goes through ui/desk/written-styles.ts.
const contentSecurity = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  workerSrc: ["'self'", 'blob:'],
  connectSrc: ["'self'"],
  fontSrc: ["'self'", 'data:'],
  frameAncestors: ["'self'"],
  upgradeInsecureRequests: null,
}

/** What helmet sets is the same for every answer: asked for once, rather than worked out anew with each. */
async function secureHeaders(): Promise<Record<string, string>> {
  const probe = Fastify()
  await probe.register(helmet, {
    contentSecurityPolicy: { directives: contentSecurity },
    crossOriginEmbedderPolicy: false,
  })
  const { headers } = await probe.inject('/')
  await probe.close()
  const ofTheAnswer = new Set(['connection', 'content-length', 'content-type', 'date'])
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (ofTheAnswer.has(name) ? [] : [[name, String(value)]])),
  )
}

function addRoute(app: FastifyInstance, route: Route, options: ServerOptions): void {
  const { endpoint } = route
  const empty = (schema: object) => Object.keys((schema as { properties?: object }).properties ?? {}).length === 0
  const limits = options.rateLimits === false ? noLimits : limitsOf(app, route)
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    // For its head an export would be made, and told in the ledger as taken.
    exposeHeadRoute: endpoint.hands !== 'export',
    ...(route.bodyLimit ? { bodyLimit: route.bodyLimit } : {}),
    schema: {
      params: endpoint.params,
      querystring: strictly(endpoint.query),
      ...(endpoint.consumes === 'json' && !empty(endpoint.body) ? { body: endpoint.body } : {}),
    },
    config: {
      ...(route.refuse ? { refuse: route.refuse } : {}),
    },
    // Limits come first, so that what is refused counts as well. The session is looked at before validation, so that a
    // stranger learns nothing of what an endpoint takes.
    onRequest: [
      (request, reply) => limits.from(request, reply),
      (request, reply) => identifyFirst(request, route, options, (actor) => limits.of(request, reply, actor)),
    ],
    preValidation: async ({ params, query, body }) => {
      for (const part of [params, query, body]) {
        if (Buffer.isBuffer(part)) continue
        refuseUnsound(part)
        refuseLongLists(part)
      }
    },
    handler: async (request, reply) => handle(route, request, reply, options),
  })
}

/**
 * Who asks, and whether they may ask that at all: before anything of the request is read.
 * @param count counts the request; of nobody where it cannot be told who asks
 */
async function identifyFirst(
  request: FastifyRequest,
  route: Route,
  options: ServerOptions,
  count: (actor: Actor | null) => Promise<void>,
): Promise<void> {
  const signed = route.access === 'signed'
  const bearer = signed ? null : bearerOf(request)
  if (!signed && bearer === null) refuseForeignForms(request)
  const nameless = signed || request.headers[saidBy] === 'nobody'
  const token = nameless ? undefined : request.cookies[cookieName(request.protocol, sessionCookie)]
  const identifying = bearer
    ? identifyScript(request, options, route.endpoint, bearer)
    : identify(request, options, token)
  const who = await identifying.catch(async (error: unknown) => {
    await count(null)
    throw error
  })
  await count(who.actor)
  if (route.everywhere && options.rateLimits !== false)
    await countAsked(options, {
      ...{ tenantId: who.tenantId, ip: request.ip, endpoint: route.endpoint.id, perMinute: perMinuteOf(route) },
    })
  refuseOtherPerson(request, who.actor)
  admit(route, who.actor)
  if (who.actor && reveals(route.endpoint)) await refuseStale(options, who.actor)
  asked.set(request, who)
}

const strict = new WeakMap<object, object>()

/**
 * A query as it is declared, and nothing beside. The same schema has the same answer: its validator, which is kept by the
 * schema, is compiled once in a process, not once for each server that is built.
 */
function strictly(query: object): object {
  const known = strict.get(query)
  if (known) return known
  const schema = { ...query, additionalProperties: false }
  strict.set(query, schema)
  return schema
}

interface Asked {
  readonly actor: Actor | null
  readonly tenantId: TenantId
}

const asked = new WeakMap<FastifyRequest, Asked>()

/** Browsers send this header only from our own pages: a form on a foreign site cannot change anything. */
function refuseForeignForms(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (request.headers['x-liren'] === undefined)
    fail('forbidden', 'http.foreign_form', { zh: '缺少 x-liren 请求头', en: 'The x-liren header is missing' })
}

/** Whose a command is that was kept on a phone until there was a network; `nobody`: said without an account. */
const saidBy = 'x-liren-person'

/** It is sent in the name of whoever said it: where somebody else has signed in at that phone, it has to wait. */
function refuseOtherPerson(request: FastifyRequest, actor: Actor | null): void {
  const said = request.headers[saidBy]
  if (said === undefined || said === (actor?.personId ?? 'nobody')) return
  fail('unauthenticated', 'http.other_person', {
    zh: '这是另一个人存下的，等本人登录后再发送',
    en: 'Somebody else has kept this: it is sent once they have signed in again',
  })
}

async function identify(request: FastifyRequest, options: ServerOptions, token?: string): Promise<Asked> {
  const actor = token ? await options.sessions.actorOf(options.db, token, options.clock.now()) : null
  if (actor) return { actor, tenantId: actor.tenantId }
  const tenantId = await options.tenants.tenantOf(options.db, request.hostname)
  if (!tenantId)
    fail('not_found', 'http.no_tenant', { zh: '这个网址还没有开通', en: 'Nothing is set up at this address yet' })
  return { actor: null, tenantId }
}

/** What scripts carry instead of a cookie; null: nothing that is ours. */
function bearerOf({ headers }: FastifyRequest): string | null {
  const [, token = null] = /^Bearer +(lrt_\S*)$/i.exec(headers.authorization ?? '') ?? []
  return token
}

/** By a token, whatever cookies came along. Its own tenant's, as a session is. */
async function identifyScript(
  request: FastifyRequest,
  { sessions, db, clock }: ServerOptions,
  { id, scope, method }: Endpoint,
  token: string,
): Promise<Asked> {
  const use = { endpoint: id, scope: method === 'GET' ? scope : null, ip: request.ip, at: clock.now() }
  const actor = await sessions.actorOfBearer(db, token, use)
  return { actor, tenantId: actor.tenantId }
}

function admit(route: Route, actor: Actor | null): void {
  if (route.access === 'public' || route.access === 'signed') return
  if (!actor) fail('unauthenticated', 'http.sign_in', { zh: '请先登录', en: 'Please sign in first' })
  if (route.access === 'signed-in') return
  const held = rolesOf(actor)
  if (!route.access.roles.some((role) => held.has(role))) forbidden()
}

/** A sealed field is shown to who has given a password or code of late: a desk that was left open does not tell phones. */
async function refuseStale({ sessions, db, clock }: ServerOptions, actor: Actor): Promise<void> {
  if (await sessions.mustProve(db, actor, clock.now()))
    fail('refused', proveAgain, {
      zh: '查看完整信息前，请再确认一次是您本人',
      en: 'Before you see this in full, please show once more that it is you',
    })
}

async function handle(route: Route, request: FastifyRequest, reply: FastifyReply, options: ServerOptions) {
  const who = asked.get(request)
  if (!who) throw new Error('a request reached its handler unidentified')
  const context = contextOf(route, request, reply, who, options)
  const answer = route.endpoint.hands === 'export' ? await exported(route, context) : await route.handle(context)
  return sendAnswer(route, reply, answer)
}
