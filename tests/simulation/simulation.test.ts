import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { verifyInstallation } from '../../apps/cli/verify.ts'
import { StandingClock } from '../../kernel/clock.ts'
import { type Config, readConfig } from '../../kernel/config.ts'
import { type Db, openDb } from '../../kernel/db.ts'
import { type TestDatabase, testDatabase } from '../../kernel/testing/database.ts'
import { defaultCalendar } from '../../kernel/time/work-calendar.ts'
import { type CityProgram, openProgram } from './city-program.ts'
import { type Asked, courseOf } from './course.ts'
import { simulate } from './simulation.ts'
import { toldOf } from './told.ts'
import { fillCity } from './ward.ts'

// Thursday to Saturday, with a storm on Friday, in two small districts. `npm run simulate` has the city.
const asked: Asked = {
  residents: 6_000,
  grids: 10,
  districts: 2,
  days: 3,
  storm: 6,
  seed: Number(process.env.LIREN_SEED ?? 530_103),
  from: new Date('2026-12-02T16:00:00Z'),
}

let database: TestDatabase
let db: Db
let folder: string
let config: Config
const programs: CityProgram[] = []
beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'liren-simulation-'))
  vi.stubEnv('LIREN_KEY', '07'.repeat(32))
  config = readConfig({ DATABASE_URL: database.url }, folder)
  db = openDb({ url: database.url, connections: 3 })
})
afterAll(async () => {
  for (const program of programs) await program.stop()
  await db?.close()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
  await database?.drop()
})

it('reports what a city reports: fewer at night and on rest days, more in a storm', () => {
  const slots = courseOf({ ...asked, residents: 8_700_000 }, defaultCalendar)
  const ofDay = (n: number) =>
    slots.filter(({ at }) => Math.floor((at.getTime() - asked.from.getTime()) / 86_400_000) === n)
  const sum = (n: number) => ofDay(n).reduce((all, { reports }) => all + reports, 0)
  expect(sum(0)).toBeCloseTo(27_000, -3)
  expect(sum(1)).toBeGreaterThan(3 * sum(0))
  expect(sum(2)).toBeCloseTo(0.7 * 27_000, -3)
  expect(ofDay(0).filter(({ working }) => working)).toHaveLength(14)
  expect(ofDay(2).some(({ working }) => working)).toBe(false)
})

it(`keeps its promises for ${asked.days} days (seed ${asked.seed})`, async () => {
  const wards = await fillCity(db, Buffer.alloc(32, 7), asked, () => {})
  programs.push(await openProgram('server', config, asked.from), await openProgram('worker', config, asked.from))
  const [server, worker] = programs
  if (!server || !worker) throw new Error('the city has no programs')
  const seen = await simulate(
    { db, servers: [server], worker, wards },
    { asked, connections: 6, checkEvery: 20, told: () => {} },
  )
  const end = new Date(asked.from.getTime() + asked.days * 86_400_000)
  const told = await toldOf(db, asked, seen, end)
  if (process.env.LIREN_TALLY) console.log(told)
  expect(told.broken).toEqual([])
  expect(told.reports).toBeGreaterThan(50)
  // What people do goes wrong when two do it at once, or when a return is sent to whoever sent it; not otherwise.
  expect(Object.keys(told.refused).filter((what) => !/ (404|409) |same_post/.test(what))).toEqual([])
  expect(Object.keys(told.matters)).toEqual(expect.arrayContaining(['assigned', 'closed', 'handling']))
  const report = await verifyInstallation(config, new StandingClock(end))
  expect(report.broken).toEqual([])
}, 120_000)
