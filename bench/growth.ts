import { mkdir, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStates } from '../modules/matters/matter.ts'
import { bytesNeeded, type Growth, growthOf, inTurn, type SizeRun } from './growth-figures.ts'
import { filledAt, openInstallation } from './installation.ts'
import { captureSequences, type Measurable, measureOnce } from './measure.ts'
import type { Sequence } from './pgbench.ts'
import { startServer } from './programs.ts'
import { type Workload, workloads } from './workloads.ts'

export interface GrowthAsked {
  /** Numbers of matters; the first one is what the others are held against. */
  readonly sizes: readonly number[]
  readonly seconds: number
  readonly rounds: number
  readonly connections: number
  /** Keeps what was filled, each size in a folder of its own. */
  readonly data: string | undefined
  /** As many are open as their number makes, instead of as many as at the first size. */
  readonly crowded: boolean
  readonly say: (line: string) => void
}

/**
 * A run's own reports are open matters of one grid: up to this number it reports into a copy, which the lists of that grid
 * never see. Of more, a copy takes too much room; there the lists are measured first.
 */
const copiedUpTo = 2_000_000

interface Subject {
  readonly matters: number
  readonly installation: Awaited<ReturnType<typeof openInstallation>>
  readonly work: ReadonlyMap<string, { workload: Workload; sequences: readonly Sequence[] }>
}

/**
 * `npm run bench -- growth`: reports and lists where ever more matters lie, each against the same at the first size. All
 * sizes stand filled side by side, each in a cluster of its own, and are measured in turn, forth and back, so that what
 * else the machine does meets all of them.
 */
export async function benchGrowth(asked: GrowthAsked): Promise<Growth & { filledIn: Record<string, number> }> {
  const { sizes, rounds, data, say } = asked
  if (data) await mkdir(data, { recursive: true })
  await checkRoom(
    data ?? tmpdir(),
    sizes.filter((matters) => !keptFrom(matters, asked)),
  )
  const subjects: Subject[] = []
  const filledIn: Record<string, number> = {}
  try {
    for (const matters of sizes) {
      const from = performance.now()
      const subject = await prepare(matters, asked)
      subjects.push(subject)
      filledIn[matters] = Math.round((performance.now() - from) / 1000)
      const rows = await rowsAPage(subject)
      say(`${matters} matters stand ready after ${filledIn[matters]} s; a grid's page of open ones has ${rows} rows`)
    }
    const runs: SizeRun[] = []
    for (const name of ['list', 'intake'])
      for (let round = 1; round <= rounds; round++)
        for (const subject of inTurn(subjects, round)) {
          const run = await measured(subject, name, asked)
          say(
            `round ${round}, ${name} at ${run.matters}: HTTP ${run.httpPerSecond}/s (p50 ${run.p50Ms} ms, p99 ${run.p99Ms} ms), ` +
              `pgbench ${run.floorPerSecond}/s; µs of processor a request: PostgreSQL ${run.postgresMicroseconds}, ` +
              `server ${run.serverMicroseconds}, pgbench's PostgreSQL ${run.floorPostgresMicroseconds}`,
          )
          runs.push({ round, ...run })
        }
    const growth = growthOf(runs, sizes)
    for (const { name, matters, ratio, floorRatio, postgresRatio } of growth.ratios)
      say(
        `${name} at ${matters}: ${ratio} of what it does at ${sizes[0]} by HTTP, ${floorRatio} by pgbench; ` +
          `PostgreSQL's processor time ${postgresRatio} times`,
      )
    say(`ratio ${growth.ratio} (the lower of both at ${sizes.at(-1)}; median of ${rounds}); bar 0.85 at 10000000`)
    return { ...growth, filledIn }
  } finally {
    for (const { installation } of subjects.reverse())
      await installation.close().catch((error: unknown) => say(`not put away: ${String(error)}`))
  }
}

async function checkRoom(folder: string, sizes: readonly number[]): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const [needed, there] = [bytesNeeded(sizes), bavail * bsize].map((bytes) => Math.ceil(bytes / 1e9))
  if (bytesNeeded(sizes) > bavail * bsize)
    throw new Error(
      `${sizes.join(', ')} matters side by side need ${needed} GB on disk, ${folder} has ${there} GB. ` +
        'Ask for fewer (--matters 10000,100000), or for another disk (--data DIR)',
    )
}

const folderOf = (data: string, matters: number): string => join(data, `growth-${matters}`)

const openAs = ({ crowded, sizes }: GrowthAsked): number | undefined => (crowded ? undefined : sizes[0])

/** When what stands in a kept folder was filled in. */
const keptFrom = (matters: number, asked: GrowthAsked): Date | undefined =>
  asked.data === undefined ? undefined : filledAt(folderOf(asked.data, matters), { matters, openAs: openAs(asked) })

/** What earlier runs reported into a kept folder goes: open matters of one grid, which its lists would hold. */
const withoutReports = ({ asSuperuser }: Measurable, since: Date) =>
  asSuperuser(
    'set session_replication_role = replica',
    `create temporary table own as select tenant_id, id from matters.matters where reported_at > '${since.toISOString()}'`,
    'delete from matters.holdings h using own where h.tenant_id = own.tenant_id and h.matter_id = own.id',
    'delete from matters.clocks c using own where c.tenant_id = own.tenant_id and c.matter_id = own.id',
    'delete from matters.matters m using own where m.tenant_id = own.tenant_id and m.id = own.id',
    // Of a large table with few dead rows a vacuum leaves the indexes alone, and the lists of that grid would meet them all.
    'vacuum (index_cleanup on) matters.matters',
  )

async function prepare(matters: number, asked: GrowthAsked): Promise<Subject> {
  const dataDir = asked.data && folderOf(asked.data, matters)
  const kept = keptFrom(matters, asked)
  const installation = await openInstallation({ matters, openAs: openAs(asked), dataDir, log: asked.say })
  try {
    if (kept) await withoutReports(installation, kept)
    const work = new Map<string, { workload: Workload; sequences: readonly Sequence[] }>()
    for (const [name, workloadOf] of Object.entries(workloads)) {
      const workload = await workloadOf(installation)
      work.set(name, { workload, sequences: await captureSequences(installation, workload.requests) })
    }
    await installation.asSuperuser('vacuum analyze', 'checkpoint')
    return { matters, installation, work }
  } catch (error) {
    await installation.close()
    throw error
  }
}

/** What a list costs is what its rows cost: so many it holds, on average over grids. */
async function rowsAPage({ installation }: Subject): Promise<string> {
  const [row] = await installation.asSuperuser(`select round(avg(least(open, 20)), 1) as rows from (
    select count(*) as open from matters.matters where grid_id is not null
      and state in (${openStates.map((state) => `'${state}'`).join(', ')}) group by grid_id) g`)
  return String(row?.rows)
}

/** Each run has a server of its own, started for it. */
async function measured(subject: Subject, name: string, { seconds, connections }: GrowthAsked) {
  const { matters, installation } = subject
  const { workload, sequences } = subject.work.get(name) ?? {}
  if (!workload || !sequences) throw new Error(`no ${name}`)
  const copy = name === 'intake' && matters <= copiedUpTo ? await installation.copy() : undefined
  const place: Measurable & { url: string; dataDir: string } = copy ?? installation
  try {
    const server = await startServer(place.url, place.dataDir, connections)
    try {
      const { http, floor, processors } = await measureOnce(place, workload, server, sequences, {
        connections,
        seconds,
      })
      return {
        ...{ name, matters, httpPerSecond: Math.round(http.perSecond), floorPerSecond: Math.round(floor.perSecond) },
        ...{ p50Ms: Number(http.p50Ms.toFixed(1)), p99Ms: Number(http.p99Ms.toFixed(1)) },
        ...{ serverMicroseconds: processors.server, postgresMicroseconds: processors.postgres },
        ...{ floorPostgresMicroseconds: processors.floorPostgres, walBytes: processors.walBytes },
      }
    } finally {
      await server.stop()
    }
  } finally {
    await copy?.drop()
  }
}
