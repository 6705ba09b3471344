import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Duty } from '../running/duty.ts'
import { type Log, toldError } from '../running/log.ts'
import { type TraceContext, traceOf } from '../running/trace.ts'

/** A request that was answered, in words that may be kept: the pattern of its route, never its address. */
export interface SeenRequest extends TraceContext {
  readonly requestId: string
  readonly method: string
  /** As declared, e.g. `/api/matters/:id`; `none` where no route is. */
  readonly route: string
  readonly status: number
  /** Milliseconds. */
  readonly ms: number
  readonly endedAt: Date
}

/** Told of each answered request. */
export type Observer = (seen: SeenRequest) => void

export interface Observing {
  readonly duty?: Duty | undefined
  readonly log?: Log | undefined
  readonly observers?: readonly Observer[] | undefined
}

const traces = new WeakMap<FastifyRequest, TraceContext>()

/** Health, readiness, the log of requests and whoever else wants to know of them. */
export function observeRequests(app: FastifyInstance, { duty, log, observers = [] }: Observing): void {
  app.get('/healthz', async (_request, reply) => reply.type('text/plain').send('alive'))
  app.get('/readyz', async (_request, reply) => {
    const unready = await duty?.unready()
    return reply
      .status(unready ? 503 : 200)
      .header('cache-control', 'no-store')
      .type('text/plain')
      .send(unready ?? 'ready')
  })
  app.addHook('onRequest', (request, reply, done) => {
    traces.set(request, traceOf(request.headers['traceparent']))
    void reply.header('x-request-id', request.id)
    // Whoever keeps a connection open looks for another process after this answer.
    if (duty?.isDraining) void reply.header('connection', 'close')
    done()
  })
  const told = log ? [...observers, logOf(log)] : observers
  if (told.length === 0) return
  app.addHook('onResponse', (request, reply, done) => {
    const seen: SeenRequest = {
      ...(traces.get(request) ?? traceOf(undefined)),
      requestId: request.id,
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      endedAt: new Date(),
    }
    for (const tell of told) tell(seen)
    done()
  })
}

const routeOf = (request: FastifyRequest): string => (request.is404 ? 'none' : (request.routeOptions.url ?? 'none'))

const watched = new Set(['/healthz', '/readyz'])
const pages = new Set(['/*', '/desk/*'])

/** Every request of the interface; of pages and of balancers only what failed. */
function logOf(log: Log): Observer {
  return ({ endedAt: _, sampled: __, ...seen }) => {
    if ((watched.has(seen.route) || pages.has(seen.route)) && seen.status < 400) return
    log(seen.status >= 500 ? 'error' : 'info', { what: 'request', ...seen })
  }
}

/** Logs what broke, by the id that the answer carries as `x-request-id`. */
export function logFault(log: Log | undefined, request: FastifyRequest, error: unknown): void {
  log?.('error', {
    what: 'fault',
    requestId: request.id,
    traceId: traces.get(request)?.traceId,
    route: routeOf(request),
    error: toldError(error),
  })
}
