/** A stop of routes; times and distances in one unit. */
export interface RouteStop {
  readonly x: number
  readonly y: number
  readonly demand: number
  /** How long one stays. */
  readonly service: number
  /** One may begin from `opens` to `closes`; who comes earlier waits. Left out: at any time. */
  readonly opens?: number
  readonly closes?: number
  /** The day patterns that may be chosen from: bit `d` stands for day `d`. Left out: on day 0. */
  readonly patterns?: readonly number[]
}

export interface RoutingProblem {
  readonly depot: { readonly x: number; readonly y: number; readonly opens?: number; readonly closes?: number }
  readonly stops: readonly RouteStop[]
  /** Each day: how much a vehicle carries, and how long a route may take (travel, waiting and service). */
  readonly days: readonly { readonly capacity: number; readonly duration: number }[]
  /** At most so many a day; Infinity: as many as it takes. */
  readonly vehicles: number
}

export interface Route {
  readonly day: number
  /** By their place in `stops`, in the order of the route. */
  readonly stops: readonly number[]
}

export interface RoutePlan {
  readonly routes: readonly Route[]
  /** Straight distance of all routes, from the depot and back. */
  readonly distance: number
  /** Stops for which there is no room; none in a plan that holds. */
  readonly left: readonly number[]
}

const slack = 1e-6

/**
 * Whether a plan holds, told independently of how it was found.
 * @returns what is wrong with it in words, or null.
 */
export function wrongWith(problem: RoutingProblem, plan: RoutePlan): string | null {
  const seen = problem.stops.map(() => 0)
  const perDay = problem.days.map(() => 0)
  let distance = 0
  for (const { day, stops } of plan.routes) {
    perDay[day] = (perDay[day] ?? 0) + 1
    for (const stop of stops) {
      if ((seen[stop] ?? 0) & (1 << day)) return `stop ${stop} stands twice in day ${day}`
      seen[stop] = (seen[stop] ?? 0) | (1 << day)
    }
    const driven = drive(problem, day, stops)
    if (typeof driven === 'string') return driven
    distance += driven
  }
  if (perDay.some((count) => count > problem.vehicles)) return 'more vehicles than there are'
  for (const [n, days] of seen.entries()) {
    if (plan.left.includes(n) ? days === 0 : (problem.stops[n]?.patterns ?? [1]).includes(days)) continue
    return `stop ${n} has the days ${days.toString(2)}`
  }
  return Math.abs(distance - plan.distance) < 1e-3 ? null : `the distance is ${distance}, not ${plan.distance}`
}

/** Drives one route. @returns its length, or what does not hold. */
function drive({ depot, stops, days }: RoutingProblem, day: number, route: readonly number[]): number | string {
  let [at, distance, load, started, slackBefore]: [{ x: number; y: number }, number, number, number, number] = [
    depot,
    0,
    0,
    depot.opens ?? 0,
    Number.POSITIVE_INFINITY,
  ]
  let time = started
  for (const n of route) {
    const stop = stops[n]
    if (!stop) return `there is no stop ${n}`
    const way = Math.hypot(stop.x - at.x, stop.y - at.y)
    distance += way
    time += way
    // Waiting is not lost where one can leave later instead.
    const wait = Math.max(0, (stop.opens ?? 0) - time)
    const later = Math.min(wait, slackBefore)
    started += later
    time += wait
    slackBefore = Math.min(slackBefore - later, (stop.closes ?? Number.POSITIVE_INFINITY) - time)
    if (slackBefore < -slack) return `stop ${n} is reached too late`
    time += stop.service
    load += stop.demand
    at = stop
  }
  const home = Math.hypot(depot.x - at.x, depot.y - at.y)
  if (time + home > (depot.closes ?? Number.POSITIVE_INFINITY) + slack)
    return `a route of day ${day} comes home too late`
  if (time + home - started > (days[day]?.duration ?? 0) + slack) return `a route of day ${day} takes too long`
  if (load > (days[day]?.capacity ?? 0) + slack) return `a route of day ${day} carries too much`
  return distance + home
}
