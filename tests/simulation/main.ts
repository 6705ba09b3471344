// `npm run simulate`: the city of docs/simulation.md, on a PostgreSQL of its own.
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sayReport, verifyInstallation } from '../../apps/cli/verify.ts'
import { modules } from '../../apps/server/modules.ts'
import { StandingClock } from '../../kernel/clock.ts'
import { readConfig, readKey } from '../../kernel/config.ts'
import { openEmbedded } from '../../kernel/db/embedded/embedded.ts'
import { type Db, openDb } from '../../kernel/db.ts'
import { migrate } from '../../kernel/migrate.ts'
import { dayMs } from '../../kernel/time/day.ts'
import type { CityProgram } from './city-program.ts'
import { type Asked, reportsADay } from './course.ts'
import { startProgram } from './processes.ts'
import { simulate } from './simulation.ts'
import { inWords, toldOf } from './told.ts'
import { fillCity } from './ward.ts'

const { values } = parseArgs({
  options: {
    residents: { type: 'string', default: '8700000' },
    grids: { type: 'string', default: '9000' },
    districts: { type: 'string', default: '20' },
    days: { type: 'string', default: '3' },
    storm: { type: 'string', default: '6' },
    seed: { type: 'string', default: '530103' },
    servers: { type: 'string', default: '2' },
    connections: { type: 'string', default: '16' },
    json: { type: 'boolean', default: false },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const numbers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]))
const { residents = 0, grids = 0, districts = 0, days = 0, storm = 0, seed = 0, servers = 0, connections = 0 } = numbers
for (const [name, value] of Object.entries({ residents, grids, districts, days, storm, seed, servers, connections }))
  if (!(value > 0)) {
    process.stderr.write(`--${name} takes a number above 0\n`)
    process.exit(2)
  }
// A Thursday: the storm comes on a working day, and the rest days after it. The year's holidays are known.
const asked: Asked = { residents, grids, districts, days, storm, seed, from: new Date('2026-12-02T16:00:00Z') }

const dataDir = await mkdtemp(join(tmpdir(), 'liren-city-'))
const embedded = await openEmbedded({ dataDir, settings: { synchronous_commit: 'on', max_wal_size: '4GB' } })
const programs: CityProgram[] = []
let db: Db | null = null
try {
  await migrate({ url: embedded.url }, modules)
  db = openDb({ url: embedded.url, connections: 4 })
  const started = performance.now()
  const wards = await fillCity(db, await readKey({}, dataDir), asked, say)
  const officials = wards.reduce((sum, { district }) => sum + district.officials.length, 0)
  const buildings = wards.reduce((sum, { district }) => sum + district.buildings.length, 0)
  say(
    `${buildings} buildings, ${officials} officials, ${Math.round(reportsADay(residents))} reports a day; filled in ${Math.round((performance.now() - started) / 1000)} s`,
  )
  const environment = { ...process.env, LIREN_DATA: dataDir, DATABASE_URL: '', LIREN_KEY: undefined }
  for (let n = 0; n < servers; n++) programs.push(await startProgram('server', environment, asked.from))
  const worker = await startProgram('worker', environment, asked.from)
  programs.push(worker)
  const city = { db, wards, worker, servers: programs.filter(({ address }) => address !== '') }
  const seen = await simulate(city, { asked, connections, checkEvery: 6, told: say })
  const end = new Date(asked.from.getTime() + days * dayMs)
  const told = await toldOf(db, asked, seen, end)
  const report = await verifyInstallation(readConfig({}, dataDir), new StandingClock(end))
  for (const line of inWords(told)) say(line)
  sayReport(report)
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}`
  say(`${machine}; load ${loadavg()[0]?.toFixed(1)}`)
  if (values.json) say(JSON.stringify({ ...told, machine, at: new Date().toISOString(), verify: report }))
  process.exitCode = told.broken.length + report.found > 0 ? 1 : 0
} finally {
  for (const program of programs) await program.stop().catch(() => {})
  await db?.close()
  await embedded.leave()
  await rm(dataDir, { recursive: true, force: true })
}
