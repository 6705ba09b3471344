import { cpus, loadavg } from 'node:os'
import { readRoutes } from '../kernel/planning/read-routes.ts'
import { readTour } from '../kernel/planning/read-tour.ts'
import { type ReferenceProblem, referenceProblems, referencesAreThere } from '../kernel/planning/reference.fixture.ts'
import { RouteSearch } from '../kernel/planning/routes.ts'
import { wrongWith } from '../kernel/planning/routing-problem.ts'
import { run } from '../kernel/planning/search.ts'
import { TourSearch } from '../kernel/planning/tour.ts'
import { rounded } from './figures.ts'

export interface PlanningBench {
  /** Measures the time of this process on a processor instead of the clock: for a machine that others use. */
  readonly processorTime: boolean
  readonly json: boolean
  readonly say: (line: string) => void
}

interface Measured {
  readonly name: string
  readonly ours: number
  readonly best: number
  /** Per cent above the best known. */
  readonly gap: number
  readonly seconds: number
}

const processor = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** `npm run bench -- planning`: every published problem against the best that is known of it. Needs the problems. */
export function benchPlanning({ processorTime, json, say }: PlanningBench): void {
  if (!referencesAreThere) throw new Error('the published problems are not there: set LIREN_ANCHORS to their folder')
  const clock = processorTime ? processor : () => performance.now()
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`
  say(`${machine}, Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}; ${processorTime ? 'processor' : 'clock'}`)
  const sweep = (title: string, problems: readonly ReferenceProblem[], one: (p: ReferenceProblem) => Measured) => {
    say(`${title.padEnd(12)}${'ours'.padStart(12)}${'best'.padStart(12)}${'gap %'.padStart(8)}${'s'.padStart(7)}`)
    const all = problems.map((problem) => {
      const measured = one(problem)
      const { name, ours, best, gap, seconds } = measured
      say(
        `${name.padEnd(12)}${String(ours).padStart(12)}${String(best).padStart(12)}${gap.toFixed(2).padStart(8)}${seconds.toFixed(2).padStart(7)}`,
      )
      return measured
    })
    const mean = rounded(all.reduce((sum, { gap }) => sum + gap, 0) / all.length, 3)
    const worst = rounded(Math.max(...all.map(({ gap }) => gap)), 3)
    say(`mean ${mean} %, worst ${worst} %\n`)
    return { mean, worst, all }
  }
  const tours = sweep('tours', referenceProblems('tours'), (problem) => tour(problem, clock))
  const routes = sweep('routes', referenceProblems('routes'), (problem) => routing(problem, 3_000, clock))
  const periodic = sweep('periodic', referenceProblems('periodic'), (problem) => routing(problem, 10_000, clock))
  if (json) say(JSON.stringify({ name: 'planning', tours, routes, periodic, at: new Date().toISOString(), machine }))
}

function tour({ name, lines, best }: ReferenceProblem, clock: () => number): Measured {
  const problem = readTour(lines)
  const started = clock()
  const search = new TourSearch(problem)
  run(search, { milliseconds: (problem.size <= 300 ? 500 : 2_000) - (clock() - started), clock })
  return figures(name, search.shortest, best, clock() - started)
}

function routing({ name, lines, best }: ReferenceProblem, milliseconds: number, clock: () => number): Measured {
  const { problem } = readRoutes(lines)
  const started = clock()
  const search = new RouteSearch(problem)
  run(search, { milliseconds: milliseconds - (clock() - started), clock })
  const { plan } = search
  const wrong = plan.left.length > 0 ? `${plan.left.length} stops are left` : wrongWith(problem, plan)
  if (wrong !== null) throw new Error(`${name}: ${wrong}`)
  return figures(name, plan.distance, best, clock() - started)
}

const figures = (name: string, ours: number, best: number, ms: number): Measured => ({
  name,
  ours: rounded(ours, 2),
  best,
  gap: (ours / best - 1) * 100,
  seconds: ms / 1000,
})
