import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { median, rounded } from './figures.ts'
import type { Installation } from './installation.ts'
import { runPgbench, type Sequence } from './pgbench.ts'
import { processorTime } from './processors.ts'
import { type RunningServer, sendLoad, startServer } from './programs.ts'
import type { HttpRequest } from './requests.ts'
import { loggedStatements, roundTripsOf } from './statements.ts'
import type { Workload } from './workloads.ts'

export interface MeasureOptions {
  readonly seconds: number
  readonly rounds: number
  readonly connections: number
  readonly log: (line: string) => void
}

export interface Measured {
  readonly connections: number
  readonly seconds: number
  /** Round trips to the database a request, counted in its log. */
  readonly roundTrips: number
  readonly runs: readonly {
    httpPerSecond: number
    floorPerSecond: number
    ratio: number
    p50Ms: number
    p99Ms: number
    processors: Processors
  }[]
  /** Share of the floor, median of the runs. */
  readonly ratio: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** A database to measure on: an installation, or a copy of one. */
export type Measurable = Pick<Installation, 'access' | 'pid' | 'asSuperuser'>

const warmUpSeconds = 3

/** Microseconds of processor a request. They depend less on what else runs on the machine than the clock does. */
export interface Processors {
  readonly server: number
  readonly postgres: number
  readonly sender: number
  /** What the same statements cost PostgreSQL when pgbench sends them. */
  readonly floorPostgres: number
  /** Bytes that PostgreSQL wrote to its log of changes for a request, with all that it did beside. */
  readonly walBytes: number
}

/** Measures a workload over HTTP and by pgbench in turn, on one database with as many connections each. */
export async function measure(
  installation: Installation,
  workload: Workload,
  { seconds, rounds, connections, log }: MeasureOptions,
): Promise<Measured> {
  const sequences = await captureSequences(installation, workload.requests)
  const roundTrips = Math.max(...sequences.map((sequence) => sequence.length))
  log(`${workload.what}: ${roundTrips} round trips to the database`)
  for (const { text } of sequences[0] ?? []) log(`  ${text.replace(/\s+/g, ' ').slice(0, 110)}`)
  const server = await startServer(installation.url, installation.dataDir, connections)
  try {
    const runs: Measured['runs'][number][] = []
    for (let round = 1; round <= rounds; round++) {
      const { http, floor, processors } = await measureOnce(installation, workload, server, sequences, {
        connections,
        seconds,
      })
      const ratio = http.perSecond / floor.perSecond
      runs.push({
        httpPerSecond: rounded(http.perSecond, 1),
        floorPerSecond: rounded(floor.perSecond, 1),
        ratio: rounded(ratio, 3),
        p50Ms: rounded(http.p50Ms, 2),
        p99Ms: rounded(http.p99Ms, 2),
        processors,
      })
      log(
        `run ${round}: HTTP ${http.perSecond.toFixed(0)}/s (p50 ${http.p50Ms.toFixed(1)} ms, p99 ${http.p99Ms.toFixed(1)} ms), ` +
          `pgbench ${floor.perSecond.toFixed(0)}/s, ratio ${ratio.toFixed(3)}`,
      )
      const { server: own, sender, postgres, floorPostgres, walBytes } = processors
      log(
        `       µs of processor a request: server ${own}, PostgreSQL ${postgres}, sender ${sender}; ` +
          `pgbench's PostgreSQL ${floorPostgres}; ${walBytes} bytes of WAL`,
      )
    }
    const middle = (of: (run: Measured['runs'][number]) => number) => rounded(median(runs.map(of)), 3)
    const measured = { ratio: middle((r) => r.ratio), p50Ms: middle((r) => r.p50Ms), p99Ms: middle((r) => r.p99Ms) }
    log(`ratio ${measured.ratio} of the floor (median of ${rounds})`)
    return { connections, seconds, roundTrips, runs, ...measured }
  } finally {
    await server.stop()
  }
}

/** The workload over HTTP, then its statements by pgbench. */
export async function measureOnce(
  installation: Measurable,
  workload: Workload,
  server: RunningServer,
  sequences: readonly Sequence[],
  { connections, seconds }: { connections: number; seconds: number },
) {
  const { access, pid } = installation
  await rest(installation)
  const before = {
    server: processorTime(server.pid),
    postgres: processorTime(pid),
    wal: await walWritten(installation),
  }
  const http = await sendLoad({ url: server.url, connections, warmUpSeconds, seconds, requests: workload.requests })
  const after = { server: processorTime(server.pid), postgres: processorTime(pid), wal: await walWritten(installation) }
  await rest(installation)
  const floorBefore = processorTime(pid)
  const floor = await runPgbench({
    url: access.url,
    word: access.word,
    connections,
    warmUpSeconds,
    seconds,
    sequences,
    ...(workload.fresh ? { fresh: workload.fresh } : {}),
  })
  const processors: Processors = {
    server: Math.round((after.server - before.server) / http.sent),
    postgres: Math.round((after.postgres - before.postgres) / http.sent),
    sender: Math.round((http.processorMs * 1000) / http.sent),
    floorPostgres: Math.round((processorTime(pid) - floorBefore) / floor.sent),
    walBytes: Math.round((after.wal - before.wal) / http.sent),
  }
  return { http, floor, processors }
}

/** Bytes of PostgreSQL's log of changes since it was made. */
async function walWritten(installation: Measurable): Promise<number> {
  const [row] = await installation.asSuperuser(`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`)
  return Number(row?.bytes)
}

/** Before each run the database is in the same state: no deliveries of the run before, nothing left to write out. */
const rest = (installation: Measurable) =>
  installation.asSuperuser('truncate kernel.deliveries', 'vacuum (analyze) kernel.commands', 'checkpoint')

/**
 * Lets a server answer each request once while PostgreSQL logs all statements: what it issued, exactly.
 * Sent twice, because a connection may do more on its first request (a prepared statement, a remembered look-up).
 */
export async function captureSequences(
  installation: Installation,
  requests: readonly HttpRequest[],
): Promise<Sequence[]> {
  const { role } = installation.access
  await installation.asSuperuser(
    `alter role ${role} set log_statement = 'all'`,
    `alter role liren set log_statement = 'all'`,
  )
  const server = await startServer(installation.url, installation.dataDir, 1)
  try {
    const marks = []
    for (const request of [...requests, ...requests]) {
      marks.push(await mark(installation.url))
      await once(server.url, request)
    }
    marks.push(await mark(installation.url))
    const last = marks.at(-1) ?? ''
    const all = await loggedStatements(installation.logFolder, 'liren', last)
    const at = marks.map((name) => all.findIndex(({ text }) => text.includes(name)))
    return requests.map((_, index) => {
      const turn = requests.length + index
      return roundTripsOf(all.slice((at[turn] ?? 0) + 1, at[turn + 1]))
    })
  } finally {
    await server.stop()
    await installation.asSuperuser(`alter role ${role} reset log_statement`, 'alter role liren reset log_statement')
  }
}

/** Leaves a sign in the log. @returns it. */
async function mark(url: string): Promise<string> {
  const name = `mark ${randomUUID()}`
  const client = new pg.Client({ connectionString: url, application_name: 'liren' })
  await client.connect()
  await client.query(`select '${name}'`)
  await client.end()
  return name
}

async function once(url: string, { method, path, headers, body }: HttpRequest): Promise<void> {
  const sent = { ...headers, ...(body ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}) }
  const answer = await fetch(url + path, { method, headers: sent, ...(body ? { body } : {}) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
}
