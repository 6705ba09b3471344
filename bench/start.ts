import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type DemoInstallation, liren, openDemo, startProgram } from './demo.ts'
import { median, rounded } from './figures.ts'
import { processorTime } from './processors.ts'

export interface StartAsked {
  readonly rounds: number
  readonly data: string | undefined
  readonly say: (line: string) => void
}

const bars = { readyMs: 3000, idleMB: 200 }
/** After so long nothing of the start is still going on. */
const restsMs = 8000
/** So long is looked at what is done while nothing is asked. */
const idleMs = 10_000

interface Start {
  readonly readyMs: number
  /** Of processor, until it was ready. */
  readonly processorMs: number
  readonly idleMB: number
  /** Of processor for each second in which nothing is asked, PostgreSQL's part beside the program's own. */
  readonly idle: { readonly ownMs: number; readonly postgresMs: number }
}

/** `npm run bench -- start`: from the command to `ready`, and what lies in memory and what it does a while later, with the demo's data there. */
export async function benchStart({ rounds, data, say }: StartAsked) {
  const demo = await openDemo(data, say)
  try {
    const runs: { bare: Start; server: Start; worker: Start }[] = []
    for (let round = 1; round <= rounds; round++) {
      const bare = await started([fileURLToPath(new URL('./bare.mjs', import.meta.url))], demo)
      const server = await started(liren('serve', '--port', '0', '--data', demo.dataDir), demo)
      const worker = await started(liren('worker', '--data', demo.dataDir), demo)
      say(`run ${round}: bare ${told(bare)}; server ${told(server)}; worker ${told(worker)}`)
      runs.push({ bare, server, worker })
    }
    const middle = (of: (run: (typeof runs)[number]) => number) => rounded(median(runs.map(of)), 1)
    const figures = {
      readyMs: middle((run) => run.server.readyMs),
      processorMs: middle((run) => run.server.processorMs),
      idleMB: middle((run) => run.server.idleMB),
      withWorkerMB: middle((run) => run.server.idleMB + run.worker.idleMB),
      bareReadyMs: middle((run) => run.bare.readyMs),
      bareIdleMB: middle((run) => run.bare.idleMB),
      workerIdleMs: middle(({ worker: { idle } }) => idle.ownMs),
      workerIdlePostgresMs: middle(({ worker: { idle } }) => idle.postgresMs),
      ratio: middle((run) => run.server.readyMs / run.bare.readyMs),
    }
    const kept = figures.readyMs <= bars.readyMs && figures.idleMB <= bars.idleMB
    say(`${JSON.stringify(figures)}; ${kept ? 'within' : 'beyond'} ${bars.readyMs} ms and ${bars.idleMB} MB`)
    return { runs, ...figures }
  } finally {
    await demo.close()
  }
}

const told = ({ readyMs, processorMs, idleMB, idle }: Start) =>
  `${readyMs} ms (${processorMs} of processor), ${idleMB} MB, idle ${idle.ownMs} + ${idle.postgresMs} ms a second`

async function started(args: readonly string[], demo: DemoInstallation): Promise<Start> {
  const program = await startProgram(args, { DATABASE_URL: demo.url, NODE_ENV: 'production' })
  const processorMs = Math.round(processorTime(program.pid) / 1000)
  await setTimeout(restsMs)
  const idleMB = residentMB(program.pid)
  const used = () => [processorTime(program.pid), processorTime(demo.pid)] as const
  const [own, postgres] = used()
  await setTimeout(idleMs)
  const [ownThen, postgresThen] = used()
  await program.stop()
  const aSecond = (microseconds: number) => rounded(microseconds / idleMs, 1)
  const idle = { ownMs: aSecond(ownThen - own), postgresMs: aSecond(postgresThen - postgres) }
  return { readyMs: Math.round(program.ms), processorMs, idleMB, idle }
}

/** What lies in memory, with what it shares with others. */
function residentMB(pid: number): number {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')
  return rounded((Number(pages) * 4096) / 1_000_000, 1)
}
