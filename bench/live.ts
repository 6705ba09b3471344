import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Actor } from '../kernel/actor.ts'
import type { PersonId } from '../kernel/contract/ids.ts'
import { scopeOf } from '../modules/matters/matter-scope.ts'
import { median, percentile, rounded } from './figures.ts'
import type { Installation } from './installation.ts'
import { processorTime } from './processors.ts'
import { type RunningServer, startServer, startWorkerProcess } from './programs.ts'
import { holders } from './readers.ts'
import { sayingOf } from './words.ts'

/** What the process of open streams is told. */
export type ToStreams = { readonly url: string; readonly open: readonly string[] } | { readonly collect: true }

/** What it heard; streams stand in the order in which they were asked for. */
export interface Heard {
  /** Of matters; streams name them by their place here. */
  readonly ids: readonly string[]
  readonly refused: number
  readonly streams: { matters: number[]; notices: number[]; at: number[]; ended: boolean }[]
}

export interface LiveAsked {
  readonly streams: number
  /** Reports. */
  readonly perSecond: number
  readonly seconds: number
  readonly rounds: number
  /** Processes that tell. */
  readonly workers: number
  readonly say: (line: string) => void
}

interface Sent {
  readonly id: string
  /** Who is not told of what they reported themselves. */
  readonly by: PersonId | undefined
  /** Milliseconds of the clock: when it was sent, and when it was known to be written. */
  readonly sentAt: number
  readonly answeredAt: number
}

/** `npm run bench -- live`: streams of all who hold a post, on several screens each, while reports come in over HTTP. */
export async function benchLive(installation: Installation, asked: LiveAsked) {
  const { say } = asked
  const runs: Awaited<ReturnType<typeof once>>[] = []
  for (let round = 1; round <= asked.rounds; round++) {
    const server = await startServer(installation.url, installation.dataDir, 16)
    const workers: RunningServer[] = []
    try {
      for (let n = 0; n < asked.workers; n++)
        workers.push(await startWorkerProcess(installation.url, installation.dataDir))
      runs.push(await once(installation, server, workers, asked))
      say(`run ${round}: ${told(runs.at(-1) ?? {})}`)
    } finally {
      for (const worker of workers) await worker.stop()
      await server.stop()
    }
  }
  const middle = (of: (run: (typeof runs)[number]) => number) => rounded(median(runs.map(of)), 1)
  return {
    ...{
      streams: asked.streams,
      workers: asked.workers,
      aimedPerSecond: asked.perSecond,
      seconds: asked.seconds,
      runs,
    },
    ...{ medianMs: middle((r) => r.medianMs), p99Ms: middle((r) => r.p99Ms), kilobytes: middle((r) => r.kilobytes) },
  }
}

const told = (run: object) =>
  Object.entries(run)
    .map(([name, figure]) => `${name} ${String(figure)}`)
    .join(', ')

async function once(
  installation: Installation,
  server: RunningServer,
  workers: readonly RunningServer[],
  asked: LiveAsked,
) {
  const who = await holders(installation)
  const readers = Array.from({ length: asked.streams }, (_, at) => who[at % who.length]).flatMap((one) => one ?? [])
  const cookies = await installation.signIn(who)
  await warmUp(installation, server)
  await idle(installation)
  const before = memoryOf(server.pid)
  const streams = openStreams()
  await streams.open(
    server.url,
    readers.map((_, at) => cookies[at % who.length] ?? ''),
  )
  await setTimeout(2000)
  const kilobytes = (memoryOf(server.pid) - before) / 1024 / asked.streams
  const processors = () => [
    processorTime(server.pid),
    workers.reduce((sum, { pid }) => sum + processorTime(pid), 0),
    processorTime(installation.pid),
  ]
  const from = processors()
  const began = performance.now()
  const { sent, refused } = await report(installation, server, asked)
  const acceptedIn = (performance.now() - began) / 1000
  await idle(installation)
  const toldIn = (performance.now() - began) / 1000
  const [serverTook = 0, workerTook = 0, postgresTook = 0] = processors().map((now, at) => now - (from[at] ?? 0))
  const heard = await streams.collect()
  const checked = await check(installation, heard, readers, sent)
  return {
    reports: sent.length,
    refused,
    perSecond: rounded(sent.length / acceptedIn, 1),
    toldPerSecond: rounded(sent.length / toldIn, 1),
    ...checked,
    kilobytes: rounded(kilobytes, 1),
    serverMicroseconds: Math.round(serverTook / sent.length),
    workerMicroseconds: Math.round(workerTook / sent.length),
    postgresMicroseconds: Math.round(postgresTook / sent.length),
  }
}

/** Bytes of a process that lie in memory and are its own. */
function memoryOf(pid: number): number {
  const [, pages = '0', shared = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')
  return (Number(pages) - Number(shared)) * 4096
}

function openStreams() {
  const program = fileURLToPath(new URL('./streams.mjs', import.meta.url))
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const ask = <T>(told: ToStreams) =>
    new Promise<T>((done, failed) => {
      child.once('message', (answer) => done(answer as T))
      child.once('exit', (code) => failed(new Error(`the reader of streams ended with ${code}`)))
      child.send(told)
    })
  return {
    open: (url: string, open: readonly string[]) => ask({ url, open }),
    collect: () => ask<Heard>({ collect: true }),
  }
}

/** Nobody has anything left to be told, and what was told has had time to arrive. */
async function idle({ asSuperuser }: Installation): Promise<void> {
  const due = 'select count(*)::int as due from kernel.deliveries where parked_at is null'
  while (Number((await asSuperuser(due))[0]?.due) > 0) await setTimeout(100)
  await setTimeout(1000)
}

const warmUp = (installation: Installation, server: RunningServer) =>
  report(installation, server, { perSecond: 50, seconds: 4 })

/** Reports come at their times whether or not earlier ones were answered. */
async function report(
  installation: Installation,
  server: RunningServer,
  { perSecond, seconds }: Pick<LiveAsked, 'perSecond' | 'seconds'>,
): Promise<{ sent: Sent[]; refused: number }> {
  const { workers, buildings } = installation.district
  const cookies = await installation.signIn(workers)
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const began = performance.now()
  const answers = await Promise.all(
    Array.from({ length: perSecond * seconds }, async (_, turn) => {
      await setTimeout(Math.max(0, began + (turn * 1000) / perSecond - performance.now()))
      const { category, body } = sayingOf(turn)
      const placeId = buildings[(turn * 7) % buildings.length]?.placeId
      const reporter = { name: '王女士', phone: `1000${String(3_000_000 + turn)}` }
      const said = { kind: 'demand', channel: 'phone', category, placeId, body, reporter }
      const sent = await send(server.url, agent, cookies[turn % workers.length] ?? '', said)
      return sent && { ...sent, by: workers[turn % workers.length]?.personId }
    }),
  )
  agent.destroy()
  const sent = answers.flatMap((answer) => answer ?? [])
  return { sent, refused: answers.length - sent.length }
}

function send(url: string, agent: Agent, cookie: string, said: object): Promise<Omit<Sent, 'by'> | null> {
  const sentAt = Date.now()
  const headers = { cookie, 'x-liren': 'desk', 'content-type': 'application/json' }
  return new Promise((done) => {
    const asked = request(`${url}/api/matters/intake`, { method: 'POST', agent, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => {
        const { id } = JSON.parse(text) as { id?: string }
        done(id ? { id, sentAt, answeredAt: Date.now() } : null)
      })
    })
    asked.on('error', () => done(null))
    asked.end(JSON.stringify(said))
  })
}

/**
 * What each stream heard against what its reader may see by the scope of lists (told apart from how signals are sent out),
 * and against the order in which the one who sees everything heard it.
 */
async function check(installation: Installation, heard: Heard, readers: readonly Actor[], sent: readonly Sent[]) {
  const facts = await installation.asSuperuser(`select id, place_path as path, grid_id as grid, touched_posts as posts,
    holder_post_id as holder, reporter_id as reporter from matters.matters where id in (${sent.map(({ id }) => `'${id}'`).join()})`)
  const answered = new Map(sent.map((one) => [one.id, one.answeredAt]))
  const by = new Map(sent.map((one) => [one.id, one.by]))
  const everything = heard.streams.reduce((most, one) => (one.matters.length > most.matters.length ? one : most))
  const rank = new Map(everything.matters.map((number, at) => [number, at]))
  const counts = { events: 0, missing: 0, doubled: 0, foreign: 0, outOfOrder: 0, ended: 0 }
  const delays: number[] = []
  readers.forEach((reader, at) => {
    const stream = heard.streams[at]
    if (!stream) return
    if (stream.ended) counts.ended++
    const { paths, grids, posts, personId } = scopeOf(reader)
    const seen = facts.filter(
      (it) =>
        it.reporter === personId ||
        paths.some((path) => String(it.path).startsWith(path)) ||
        grids.includes(String(it.grid)) ||
        (it.posts as string[]).some((post) => posts.some((own) => own === post)),
    )
    const held = facts.filter((it) => posts.some((post) => post === it.holder) && by.get(String(it.id)) !== personId)
    tally(counts, heard.ids, stream.matters, new Set(seen.map((it) => String(it.id))))
    tally(counts, heard.ids, stream.notices, new Set(held.map((it) => String(it.id))))
    stream.matters.forEach((number, turn) => {
      const since = answered.get(heard.ids[number] ?? '')
      if (since !== undefined) delays.push((stream.at[turn] ?? 0) - since)
      const [own, last] = [rank.get(number) ?? -1, rank.get(stream.matters[turn - 1] ?? -1) ?? -1]
      if (turn > 0 && own < last) counts.outOfOrder++
    })
  })
  return { ...counts, medianMs: percentile(delays, 0.5), p99Ms: percentile(delays, 0.99) }
}

function tally(
  counts: { events: number; missing: number; doubled: number; foreign: number },
  ids: readonly string[],
  heard: readonly number[],
  due: ReadonlySet<string>,
): void {
  const came = new Set(heard.map((number) => ids[number] ?? ''))
  counts.events += heard.length
  counts.doubled += heard.length - came.size
  for (const id of due) if (!came.has(id)) counts.missing++
  for (const id of came) if (!due.has(id)) counts.foreign++
}
