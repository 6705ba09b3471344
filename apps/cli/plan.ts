import { createReadStream, existsSync, statSync } from 'node:fs'
import { UnreadableProblem } from '../../kernel/planning/problem-file.ts'
import { readRoutes } from '../../kernel/planning/read-routes.ts'
import { readTour } from '../../kernel/planning/read-tour.ts'
import { RouteSearch } from '../../kernel/planning/routes.ts'
import { run } from '../../kernel/planning/search.ts'
import { TourSearch } from '../../kernel/planning/tour.ts'
import { fileLines } from './file-lines.ts'
import type { Command, Options } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

const usage = `liren plan tour FILE.tsp [--seconds N] [--seed N] [--json]     a short round tour (TSPLIB)
liren plan routes FILE.txt [--seconds N] [--seed N] [--json]   short routes (Solomon's or Cordeau's format)

N: seconds of search, 0.01 to 3600; if not given 0.5 for a tour of up to 300 points and 2 beyond, 3 for routes and 10 for
routes of several days. The same seed and as many steps give the same; a faster machine makes more steps.`

/** More lines no such file has. */
const mostLines = 110_000
const smallTour = 300

/**
 * `liren plan`: the engine behind the visit plans, on a published problem. Needs no database. Exit status 0; 2 for a wrong
 * command line; a file that cannot be read is thrown in words.
 */
export const planCommand: Command = async (options) => {
  const [what, file = ''] = options.rest
  const misused = misuse(options)
  if (misused !== null) {
    warn(misused)
    return 2
  }
  const lines = await linesOf(file)
  const pace = {
    seconds: options.seconds === undefined ? null : Number(options.seconds),
    seed: Number(options.seed ?? 1),
  }
  if (what === 'tour') planTour(lines, pace, options.json === true)
  else planRoutes(lines, pace, options.json === true)
  return 0
}

/** What is wrong with a command line, or null. */
function misuse({ rest: [what, file, ...more], seconds, seed = '1' }: Options): string | null {
  if (!what || !file || more.length > 0) return usage
  if (what !== 'tour' && what !== 'routes') return `there is nothing to plan called ${what}\n\n${usage}`
  if (seconds !== undefined && !(/^\d+(\.\d+)?$/.test(seconds) && Number(seconds) >= 0.01 && Number(seconds) <= 3600))
    return `--seconds takes a number from 0.01 to 3600, not ${seconds}`
  if (!/^\d{1,9}$/.test(seed)) return `--seed takes a whole number from 0 to 999999999, not ${seed}`
  if (!existsSync(file)) return `there is no file ${file}`
  return statSync(file).isFile() ? null : `${file} is no file`
}

async function linesOf(file: string): Promise<string[]> {
  const lines: string[] = []
  for await (const line of fileLines(createReadStream(file))) {
    if (lines.length === mostLines) throw new UnreadableProblem(mostLines + 1, `more than ${mostLines} lines`)
    lines.push(line)
  }
  return lines
}

interface Pace {
  readonly seconds: number | null
  readonly seed: number
}

const clock = () => performance.now()
const secondsSince = (started: number) => Number(((clock() - started) / 1000).toFixed(3))

function planTour(lines: readonly string[], { seconds, seed }: Pace, json: boolean): void {
  const problem = readTour(lines)
  const started = clock()
  const search = new TourSearch(problem, seed)
  const allowed = seconds ?? (problem.size <= smallTour ? 0.5 : 2)
  // The tables are made within the time.
  const milliseconds = Math.max(1, allowed * 1000 - (clock() - started))
  const steps = run(search, { milliseconds, clock })
  const result = { length: round(search.shortest), points: problem.size, steps, seconds: secondsSince(started) }
  const { points, length } = result
  if (json) say(JSON.stringify({ ...result, tour: [...search.order].map((stop) => stop + 1) }))
  else say(`${problem.name || 'tour'}: ${points} points, length ${length} (${steps} steps, ${result.seconds} s)`)
}

function planRoutes(lines: readonly string[], { seconds, seed }: Pace, json: boolean): void {
  const { problem, periodic } = readRoutes(lines)
  const started = clock()
  const search = new RouteSearch(problem, seed)
  const milliseconds = Math.max(1, (seconds ?? (periodic ? 10 : 3)) * 1000 - (clock() - started))
  const steps = run(search, { milliseconds, clock })
  const { routes, distance, left } = search.plan
  const days = problem.days.map((_, day) => routes.filter((route) => route.day === day).length)
  const vehicles = Math.max(0, ...days)
  const result = { distance: round(distance), vehicles, steps, seconds: secondsSince(started) }
  if (left.length > 0) warn(`no room was found for ${left.length} of ${problem.stops.length} stops`)
  if (json) {
    const numbered = routes.map(({ day, stops }) => ({ day: day + 1, stops: stops.map((stop) => stop + 1) }))
    say(JSON.stringify({ ...result, left: left.map((stop) => stop + 1), routes: numbered }))
    return
  }
  say(`distance ${result.distance}, ${vehicles} vehicles${periodic ? ` a day, ${days.length} days` : ''}`)
  for (const { day, stops } of routes)
    say(`${periodic ? `day ${day + 1}: ` : ''}${stops.map((stop) => stop + 1).join(' ')}`)
  say(`(${steps} steps, ${result.seconds} s)`)
}

const round = (number: number): number => Number(number.toFixed(2))
