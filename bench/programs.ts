import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { whenEnding } from './ending.ts'
import type { Job, Result } from './requests.ts'

const beside = (name: string) => fileURLToPath(new URL(`./${name}.mjs`, import.meta.url))

export interface RunningServer {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** Starts the server as a process of its own and waits until it listens. */
export const startServer = (databaseUrl: string, dataDir: string, connections: number): Promise<RunningServer> =>
  start('server', databaseUrl, dataDir, connections)

/** Starts the worker as a process of its own; it listens nowhere. */
export const startWorkerProcess = (databaseUrl: string, dataDir: string): Promise<RunningServer> =>
  start('worker', databaseUrl, dataDir, 10)

async function start(
  program: 'server' | 'worker',
  databaseUrl: string,
  dataDir: string,
  connections: number,
): Promise<RunningServer> {
  const child = spawn(process.execPath, [beside(program)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      LIREN_DATA: dataDir,
      BENCH_CONNECTIONS: String(connections),
      NODE_ENV: 'production',
    },
  })
  const stop = whenEnding(async () => {
    child.kill('SIGTERM')
    await exitOf(child)
  })
  const url = await new Promise<string>((ready, failed) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const [, address] = /ready (http:\S+)/.exec(output) ?? []
      if (address) ready(address)
    })
    child.once('exit', (code) => failed(new Error(`the ${program} ended with ${code}`)))
  })
  return {
    url,
    pid: child.pid ?? 0,
    stop,
  }
}

/** Sends requests from a process of its own. @throws Error when an answer was not 200. */
export async function sendLoad(job: Job): Promise<Result> {
  const result = await askOnce<Result>('load', job)
  if (result.refused > 0) throw new Error(`${result.refused} requests were refused, first: ${result.firstRefusal}`)
  return result
}

/** Asks a program beside the bench on its standard input for one answer. @throws Error when it fails. */
export async function askOnce<Answer>(name: string, asked: object): Promise<Answer> {
  const child = spawn(process.execPath, [beside(name)], { stdio: ['pipe', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stdin.end(JSON.stringify(asked))
  const code = await exitOf(child)
  if (code !== 0) throw new Error(`${name} ended with ${code}`)
  return JSON.parse(output) as Answer
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((done) => child.once('close', (code) => done(code)))
}
