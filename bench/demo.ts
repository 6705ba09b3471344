import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postmasterOf } from '../kernel/db/embedded/cluster.ts'
import { openEmbedded } from '../kernel/db/embedded/embedded.ts'
import { inProject } from '../kernel/root.ts'
import { whenEnding } from './ending.ts'

/** A program of ours that has said `ready`. */
export interface Started {
  readonly pid: number
  /** `http://host:port`, or what else it said after `ready`. */
  readonly address: string
  /** Milliseconds from its start until it was ready. */
  readonly ms: number
  stop(): Promise<void>
}

/** Starts a program with this Node and waits until it says `ready`. @throws Error with its last words where it ends before. */
export async function startProgram(args: readonly string[], env: Record<string, string> = {}): Promise<Started> {
  const from = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const address = await readyOf(child)
  const ms = performance.now() - from
  return {
    ...{ pid: child.pid ?? 0, address, ms },
    stop: async () => {
      const ended = new Promise((done) => child.once('close', done))
      // A keyboard's signal: SIGTERM would leave time for a balancer to look elsewhere.
      if (child.exitCode === null && child.kill('SIGINT')) await ended
    },
  }
}

function readyOf(child: ChildProcess): Promise<string> {
  return new Promise((ready, failed) => {
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4000)
        const [, address] = /^ready (\S+)$/m.exec(said) ?? []
        if (address) ready(address)
      })
    child.once('close', (code) => failed(new Error(`it ended with ${code}: ${said}`)))
  })
}

export const liren = (...args: string[]): string[] => [inProject('bin/liren.mjs'), ...args]

/** A data folder with the demo district in it, and its PostgreSQL running. */
export interface DemoInstallation {
  readonly dataDir: string
  readonly url: string
  /** Of PostgreSQL. */
  readonly pid: number
  close(): Promise<void>
}

/** @param kept a folder that is filled if need be and stays; else a temporary one that is removed. */
export async function openDemo(kept: string | undefined, say: (line: string) => void): Promise<DemoInstallation> {
  const dataDir = kept ?? (await mkdtemp(join(tmpdir(), 'liren-bench-demo-')))
  const from = performance.now()
  const filling = await startProgram(liren('demo', '--data', dataDir, '--port', '0'))
  await filling.stop()
  say(`the demo stands in ${dataDir} (${((performance.now() - from) / 1000).toFixed(0)} s)`)
  const embedded = await openEmbedded({ dataDir })
  return {
    ...{ dataDir, url: embedded.url, pid: (await postmasterOf(join(dataDir, 'postgres'))) ?? 0 },
    close: whenEnding(async () => {
      await embedded.leave()
      if (kept === undefined) await rm(dataDir, { recursive: true, force: true })
    }),
  }
}
