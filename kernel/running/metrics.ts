import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Histogram, Gauge as PromGauge, Registry } from 'prom-client'
import { type Db, poolLoad, sql, type Tx } from '../db.ts'
import type { Observer } from '../http/observe.ts'
import type { Duty } from './duty.ts'

/** A figure that a module can read from the database at any time, over all tenants: no names, no places. */
export interface Gauge {
  /** Prometheus name, e.g. `liren_matters_overdue`. */
  readonly name: string
  readonly help: string
  readonly read: (tx: Tx) => Promise<number>
}

export interface Metrics {
  readonly observer: Observer
  /** The text that Prometheus reads. What is asked of the database is at most ten seconds old. */
  text(): Promise<string>
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const keptMs = 10_000

/** Event streams stay open for a quarter of an hour: as requests they would drown the others. */
const streams = new Set(['/api/live'])

/**
 * The figures of one process, and of the database that it shares with others (those are the same wherever they are read).
 * @param gauges of modules, beside the kernel's own: deliveries, jobs, connections, event loop.
 */
export function openMetrics(db: Db, gauges: readonly Gauge[]): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'liren_http_request_duration_seconds',
    help: 'Answered requests, by pattern of the route',
    labelNames: ['method', 'route', 'status'] as const,
    buckets,
    registers,
  })
  const gauge = <const L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new PromGauge({ name, help, labelNames, registers })
  const connections = gauge('liren_pool_connections', 'Connections to PostgreSQL of this process', 'pool', 'state')
  const own = {
    up: gauge('liren_database_up', '1: the last reading of the figures below worked'),
    waiting: gauge('liren_deliveries_waiting', 'Deliveries of events that are not parked', 'subscriber'),
    parked: gauge('liren_deliveries_parked', 'Deliveries given up after the last try', 'subscriber'),
    lag: gauge('liren_delivery_lag_seconds', 'How long the oldest due delivery has been due'),
    jobs: gauge('liren_jobs', 'Jobs of the queue that are not done', 'job', 'state'),
  }
  const ofModules = gauges.map(({ name, help, read }) => ({ read, shown: gauge(name, help) }))
  const fromDatabase = async () => {
    try {
      await db.read(async (tx) => {
        await readDeliveries(tx, own)
        await readJobs(tx, own.jobs)
        for (const { read, shown } of ofModules) shown.set(await read(tx))
      })
      own.up.set(1)
    } catch {
      own.up.set(0)
    }
  }
  let last: { at: number; done: Promise<void> } | null = null
  return {
    observer: ({ method, route, status, ms }) => {
      if (!streams.has(route)) requests.observe({ method, route, status }, ms / 1000)
    },
    async text() {
      if (!last || performance.now() - last.at > keptMs) last = { at: performance.now(), done: fromDatabase() }
      await last.done
      connections.reset()
      for (const { pool, state, count } of poolLoad()) connections.inc({ pool, state }, count)
      return registry.metrics()
    },
  }
}

interface DeliveryGauges {
  readonly waiting: PromGauge<'subscriber'>
  readonly parked: PromGauge<'subscriber'>
  readonly lag: PromGauge<string>
}

async function readDeliveries(tx: Tx, { waiting, parked, lag }: DeliveryGauges): Promise<void> {
  const { rows } = await sql<{ subscriber: string; waiting: number; parked: number; lag: number }>`
    select subscriber, count(*) filter (where parked_at is null) as waiting,
      count(*) filter (where parked_at is not null) as parked,
      coalesce(extract(epoch from clock_timestamp() - min(next_at) filter (where parked_at is null)), 0)::float8 as lag
    from kernel.deliveries group by subscriber`.execute(tx)
  waiting.reset()
  parked.reset()
  for (const row of rows) {
    waiting.set({ subscriber: row.subscriber }, row.waiting)
    parked.set({ subscriber: row.subscriber }, row.parked)
  }
  lag.set(Math.max(0, ...rows.map((row) => row.lag)))
}

/** The queue's tables are made by the first process that opens it. */
async function readJobs(tx: Tx, jobs: PromGauge<'job' | 'state'>): Promise<void> {
  jobs.reset()
  const { rows: made } = await sql<{ there: boolean }>`select to_regclass('jobs.job') is not null as there`.execute(tx)
  if (!made[0]?.there) return
  const { rows } = await sql<{ job: string; state: string; count: number }>`
    select name as job, state::text, count(*) as count from jobs.job
    where state in ('created', 'retry', 'active', 'failed') group by name, state`.execute(tx)
  for (const { job, state, count } of rows) jobs.set({ job, state }, count)
}

export interface MetricsDoor {
  /** The port that was bound. */
  readonly port: number
  close(): Promise<void>
}

/** A port of its own for figures and health, so that what the public reaches never shows them; a worker has no other. */
export async function openMetricsDoor(
  at: { readonly host: string; readonly port: number },
  metrics: Metrics,
  duty: Duty,
): Promise<MetricsDoor> {
  const server = createServer((request, response) => {
    const say = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text)
    const answer = async () => {
      if (request.url === '/metrics') return say(200, await metrics.text())
      if (request.url === '/healthz') return say(200, 'alive')
      if (request.url !== '/readyz') return say(404, '404')
      const unready = await duty.unready()
      return say(unready ? 503 : 200, unready ?? 'ready')
    }
    answer().catch(() => say(500, 'the figures could not be read'))
  })
  await listening(server, at)
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound ? bound.port : at.port,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function listening(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((ready, failed) => {
    server.once('error', failed)
    server.listen(port, host, ready)
  })
}
