import { countOf, filledLines, type NumberedLine, numbersOf, UnreadableProblem } from './problem-file.ts'
import type { RouteStop, RoutingProblem } from './routing-problem.ts'

const mostStops = 2_000
const mostVehicles = 10_000
/** Bits of a day pattern that are told apart. */
const mostDays = 30

export interface RoutingFile {
  readonly problem: RoutingProblem
  /** Several days, with patterns to choose from. */
  readonly periodic: boolean
}

/** Routes in Solomon's format (VEHICLE, CUSTOMER) or Cordeau's (types 0, 1, 4 and 5). Throws UnreadableProblem. */
export function readRoutes(lines: readonly string[]): RoutingFile {
  const filled = filledLines(lines)
  if (filled.some(({ text }, at) => at < 5 && text === 'VEHICLE')) return { problem: solomon(filled), periodic: false }
  const [first] = filled
  if (first && /^[0-9]\s+\d+\s+\d+\s+\d+$/.test(first.text)) return cordeau(first, filled.slice(1))
  throw new UnreadableProblem(null, 'this is neither Solomon’s format (VEHICLE, CUSTOMER) nor Cordeau’s (type m n t)')
}

function solomon(lines: readonly NumberedLine[]): RoutingProblem {
  const at = (name: string) => {
    const found = lines.findIndex(({ text }) => text.startsWith(name))
    if (found < 0) throw new UnreadableProblem(null, `there is no ${name}`)
    return found
  }
  const fleet = lines[at('NUMBER') + 1]
  if (!fleet) throw new UnreadableProblem(null, 'there is no number of vehicles')
  const [number, capacity = 0] = numbersOf(fleet)
  const vehicles = countOf(fleet.line, number, 'the number of vehicles', mostVehicles)
  if (!(capacity > 0)) throw new UnreadableProblem(fleet.line, 'the capacity must be more than 0')
  const rows = lines.slice(at('CUST NO') + 1)
  if (rows.length > mostStops + 1) throw new UnreadableProblem(null, `more than ${mostStops} customers`)
  const [depot, ...stops] = rows.map((row) => {
    const numbers = numbersOf(row)
    if (numbers.length !== 7) throw new UnreadableProblem(row.line, 'a customer has seven numbers')
    const [, x = 0, y = 0, demand = 0, opens = 0, closes = 0, service = 0] = numbers
    return checked(row.line, { x, y, demand, service, opens, closes })
  })
  if (!depot || stops.length === 0) throw new UnreadableProblem(null, 'there are no customers')
  return { depot, stops, days: [{ capacity, duration: Number.POSITIVE_INFINITY }], vehicles }
}

/** Type 0: routes; 1: periodic; 4 and 5: the same with time windows. */
function cordeau(first: NumberedLine, lines: readonly NumberedLine[]): RoutingFile {
  const [type = 0, m, n, t] = numbersOf(first)
  if (![0, 1, 4, 5].includes(type))
    throw new UnreadableProblem(first.line, `type ${type} of Cordeau’s format is not read; 0, 1, 4 and 5 are`)
  const vehicles = countOf(first.line, m, 'the number of vehicles', mostVehicles)
  const customers = countOf(first.line, n, 'the number of customers', mostStops)
  const horizon = countOf(first.line, t, 'the number of days', mostDays)
  const days = lines.slice(0, horizon).map((each) => {
    const numbers = numbersOf(each)
    const [duration = 0, capacity = 0] = numbers
    if (numbers.length !== 2 || duration < 0 || capacity < 0)
      throw new UnreadableProblem(each.line, 'a day has a longest duration and a capacity')
    // Here 0 means that there is no limit.
    return { duration: duration || Number.POSITIVE_INFINITY, capacity: capacity || Number.POSITIVE_INFINITY }
  })
  const rows = lines.slice(horizon)
  const windows = type >= 4
  const [depot, ...stops] = rows.map((row, at) => cordeauStop(row, { horizon, windows, depot: at === 0 }))
  // The published files count the depot, or do not.
  if (!depot || stops.length === 0 || (stops.length !== customers && stops.length + 1 !== customers))
    throw new UnreadableProblem(null, `there are ${stops.length} customers; the first line says ${customers}`)
  return { problem: { depot, stops, days, vehicles }, periodic: horizon > 1 }
}

function cordeauStop(
  row: NumberedLine,
  { horizon, windows, depot }: { horizon: number; windows: boolean; depot: boolean },
): RouteStop {
  const numbers = numbersOf(row)
  const [, x = 0, y = 0, service = 0, demand = 0, frequency = 0, choices = 0] = numbers
  const listed = numbers.slice(7, 7 + choices)
  const hours = numbers.slice(7 + choices)
  if (numbers.length < 7 || listed.length !== choices || (windows ? hours.length !== 2 : hours.length > 2))
    throw new UnreadableProblem(row.line, 'not as many numbers as the format says')
  const [opens, closes] = hours
  const between = windows && opens !== undefined && closes !== undefined ? { opens, closes } : {}
  if (depot) return checked(row.line, { x, y, service: 0, demand: 0, ...between })
  if (horizon === 1) return checked(row.line, { x, y, service, demand, ...between })
  const patterns = listed.map((code) => {
    if (!Number.isInteger(code) || code < 1 || code >= 2 ** horizon)
      throw new UnreadableProblem(row.line, `${code} is no pattern of ${horizon} days`)
    return firstDayFirst(code, horizon)
  })
  if (patterns.length === 0) throw new UnreadableProblem(row.line, 'a customer without a day pattern')
  if (patterns.some((pattern) => daysIn(pattern) !== frequency))
    throw new UnreadableProblem(row.line, `a pattern has not the ${frequency} days of its customer`)
  return checked(row.line, { x, y, service, demand, patterns, ...between })
}

/** The format writes the first day as the highest bit. */
function firstDayFirst(code: number, days: number): number {
  let pattern = 0
  for (let day = 0; day < days; day++) if (code & (1 << (days - 1 - day))) pattern |= 1 << day
  return pattern
}

function daysIn(pattern: number): number {
  let days = 0
  for (let rest = pattern; rest !== 0; rest &= rest - 1) days++
  return days
}

function checked<S extends RouteStop>(line: number, stop: S): S {
  if (stop.demand < 0 || stop.service < 0) throw new UnreadableProblem(line, 'demand and service are not negative')
  if (stop.opens !== undefined && stop.closes !== undefined && stop.opens > stop.closes)
    throw new UnreadableProblem(line, 'a window that closes before it opens')
  return stop
}
