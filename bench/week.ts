import { cpus, loadavg } from 'node:os'
import { type PlanDue, type PlanInput, planWeek } from '../modules/visits/planner.ts'
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

/** `npm run bench -- week`: a week of 12 workers × 400 households, as one team and as twelve grids of one worker each. */
export function benchWeek({ rounds, json, say }: WeekBench): void {
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
  const measured = Object.entries(shapes).map(([shape, weeks]) => {
    let planned = 0
    const times = Array.from({ length: rounds }, () => {
      const started = performance.now()
      planned = weeks.reduce((sum, one) => sum + planWeek(one).items.length, 0)
      return (performance.now() - started) / 1000
    })
    const seconds = rounded(median(times), 2)
    say(`${shape}: ${dues.length} dues, ${planned} planned, ${seconds} s (median of ${rounds})`)
    return { shape, dues: dues.length, planned, seconds }
  })
  if (json) say(JSON.stringify({ name: 'week', measured, at: new Date().toISOString(), machine }))
}
