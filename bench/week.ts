import { cpus, loadavg } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { type PlanDue, type PlanInput, planWeek } from '../modules/visits/planner.ts'
import { searchWeek } from '../modules/visits/planning-thread.ts'
import { median, rounded } from './figures.ts'
import { randomNumbers } from './firms.ts'

export interface WeekBench {
  readonly rounds: number
  readonly json: boolean
  readonly say: (line: string) => void
}

const workers = 12
const households = 400
const homesABuilding = 24

/** An invented town: slabs of three staircases and six floors in a crooked grid; deadlines over a quarter, some gone. */
function town(seed: number): PlanDue[] {
  const random = randomNumbers(seed)
  const size = workers * households
  return Array.from({ length: size }, (_, n) => {
    const building = Math.floor(n / homesABuilding)
    const from = Math.floor(random() * 25) - 20
    return {
      id: `due${n}`,
      subject: `home${n}`,
      place: `building${building}`,
      point: {
        x: (building % 16) * 60 + ((building * 7) % 11),
        y: Math.floor(building / 16) * 90 + ((building * 5) % 7),
      },
      stairs: { unit: String(1 + (Math.floor(n / 8) % 3)), floor: 1 + (n % 6), room: String(n % homesABuilding) },
      method: random() < 0.2 ? 'call' : 'visit',
      priority: 1 + Math.floor(random() * 5),
      from,
      deadline: from + Math.floor(random() * 60),
    }
  })
}

/** Milliseconds between two looks at the event loop. */
const resolution = 5

interface Turn {
  readonly planned: number
  readonly seconds: number
  /** Milliseconds: the longest time for which the process answered nobody. */
  readonly stall: number
  /** Milliseconds: the longest time without a word about progress. */
  readonly silence: number
}

/** Plans some weeks one after the other, as a job does. */
async function turn(weeks: readonly PlanInput[], inThread: boolean): Promise<Turn> {
  const stalls = monitorEventLoopDelay({ resolution })
  stalls.enable()
  // So that a stall at the very beginning or end is seen as well.
  await pause(4 * resolution)
  const started = performance.now()
  let [planned, silence, heard] = [0, 0, started]
  const onProgress = () => {
    const now = performance.now()
    silence = Math.max(silence, now - heard)
    heard = now
  }
  for (const week of weeks) {
    heard = performance.now()
    planned += (inThread ? await searchWeek(week, { onProgress }) : planWeek(week)).items.length
    onProgress()
  }
  const seconds = (performance.now() - started) / 1000
  await pause(4 * resolution)
  stalls.disable()
  return { planned, seconds, stall: stalls.max / 1e6, silence }
}

/**
 * `npm run bench -- week`: a week of 12 workers × 400 households, as one team and as twelve grids of one worker each;
 * without a thread and in one, with the longest stall of the process meanwhile.
 */
export async function benchWeek({ rounds, json, say }: WeekBench): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`
  say(`${machine}, Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`)
  const dues = town(1)
  const week = (persons: number, own: readonly PlanDue[]): PlanInput => ({
    persons: Array.from({ length: persons }, (_, n) => ({ key: `worker${n}`, taken: { call: [], visit: [] } })),
    dues: own,
    days: 5,
    capacity: { call: 20, visit: 15 },
  })
  const shapes = {
    team: [week(workers, dues)],
    grids: Array.from({ length: workers }, (_, n) => week(1, dues.slice(n * households, (n + 1) * households))),
  }
  const measured: object[] = []
  for (const [shape, weeks] of Object.entries(shapes))
    for (const where of ['here', 'in a thread'] as const) {
      const turns: Turn[] = []
      for (let round = 0; round < rounds; round++) turns.push(await turn(weeks, where !== 'here'))
      const middle = (of: (one: Turn) => number) => median(turns.map(of))
      const planned = turns[0]?.planned ?? 0
      const seconds = rounded(
        middle((one) => one.seconds),
        2,
      )
      const stall = Math.round(middle((one) => one.stall))
      const silence = where === 'here' ? null : Math.round(middle((one) => one.silence))
      say(
        `${shape}, ${where}: ${dues.length} dues, ${planned} planned, ${seconds} s; longest stall ${stall} ms` +
          `${silence === null ? '' : `, longest without progress ${silence} ms`} (median of ${rounds})`,
      )
      measured.push({ shape, where, dues: dues.length, planned, seconds, stall, silence })
    }
  if (json) say(JSON.stringify({ name: 'week', measured, at: new Date().toISOString(), machine }))
}
