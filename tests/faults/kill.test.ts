import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postmasterOf } from '../../kernel/db/embedded/cluster.ts'
import { type Aftermath, aftermathOf, drained } from './aftermath.fixture.ts'
import { cuttingProxy } from './cutting-proxy.fixture.ts'
import { loadPeople, startLoad } from './load.fixture.ts'
import { freePort, Program, runLiren } from './programs.fixture.ts'
import { type InstalledTown, installTown, withDatabase } from './town.fixture.ts'

// `npm run faults` asks for many rounds; `npm test` sees each thing die once.
const rounds = Number(process.env.LIREN_FAULT_ROUNDS ?? 1)
/** Acknowledged reports between one death and the next. */
const between = Number(process.env.LIREN_FAULT_REPORTS ?? 12)

let dataDir: string
let port: number
let installed: InstalledTown
let server: Program
let worker: Program

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'liren-faults-'))
  port = await freePort()
  const migrated = await runLiren('migrate', '--data', dataDir)
  if (migrated.code !== 0) throw new Error(migrated.stderr)
  installed = await installTown(dataDir, loadPeople)
  server = new Program('serve', '--port', String(port), '--data', dataDir)
  worker = new Program('worker', '--data', dataDir)
  await Promise.all([server.start(), worker.start()])
}, 240_000)

afterAll(async () => {
  await Promise.all([server?.stop(), worker?.stop()])
  await rm(dataDir, { recursive: true, force: true })
}, 120_000)

/** The long run shows where it is. */
const say = (line: string) => {
  if (process.env.LIREN_FAULT_ROUNDS) process.stdout.write(`${(performance.now() / 1000).toFixed(1)} ${line}\n`)
}

async function killPostgres(): Promise<void> {
  const pid = await postmasterOf(join(dataDir, 'postgres'))
  if (pid === undefined) throw new Error('PostgreSQL does not run')
  process.kill(pid, 'SIGKILL')
}

/** What dies, and what an owner would do about it. A member of the cluster starts a dead PostgreSQL by itself. */
const deaths: Readonly<Record<string, () => Promise<void>>> = {
  server: async () => {
    await server.kill()
    await server.start()
  },
  worker: async () => {
    await worker.kill()
    await worker.start()
  },
  postgres: killPostgres,
  all: async () => {
    await Promise.all([server.kill(), worker.kill(), killPostgres()])
    await Promise.all([server.start(), worker.start()])
  },
}

it(
  'loses nothing and doubles nothing when server, worker and database are killed under load',
  async () => {
    const started = performance.now()
    // Of each dozen answers one is lost on its way: the client sends again what was done already.
    const line = await cuttingProxy(port, 12)
    const load = startLoad(line.url, installed)
    await load.more(between)
    for (let round = 1; round <= rounds; round++) {
      for (const [name, die] of Object.entries(deaths)) {
        say(`round ${round}: ${name} dies, ${load.acknowledged.length} acknowledged`)
        await die()
        say(`${name} is back`)
        await Promise.race([load.more(between), server.died(), worker.died()])
      }
    }
    await load.finish()
    await line.close()
    const seen = await withDatabase(dataDir, async (db) => {
      await drained(db)
      return aftermathOf(db, installed, load.acknowledged)
    })
    expect(seen).toEqual({
      matters: load.acknowledged.length,
      lost: 0,
      doubled: 0,
      contactsAstray: 0,
      reportsAstray: 0,
      orphans: 0,
      parkedDeliveries: 0,
      told: load.acknowledged.length,
    } satisfies Aftermath)
    const stopped = await Promise.all([server.stop(), worker.stop()])
    expect(stopped.map(({ status }) => status)).toEqual([0, 0])
    const { code, stdout, stderr } = await runLiren('verify', '--data', dataDir, '--json')
    expect(stderr).toBe('')
    expect(code, stdout).toBe(0)
    expect(await postmasterOf(join(dataDir, 'postgres'))).toBeUndefined()
    const contacts = load.acknowledged.filter(({ contacted }) => contacted).length
    const seconds = Math.round((performance.now() - started) / 1000)
    const told = {
      rounds,
      deaths: rounds * Object.keys(deaths).length,
      contacts,
      ...load.sent(),
      swallowed: line.cut(),
      seconds,
      ...seen,
    }
    process.stdout.write(`${JSON.stringify({ ...told, verify: JSON.parse(stdout) as unknown })}\n`)
  },
  240_000 + rounds * 120_000,
)
