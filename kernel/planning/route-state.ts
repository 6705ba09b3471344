import type { RoutingProblem } from './routing-problem.ts'

/** The depot where a route begins or ends. */
export const depot = -1

/** What does not change during a search, as numbers in rows. The depot is stop 0 here, the others are one on. */
export class RouteFacts {
  /** Stops with the depot. */
  readonly size: number
  readonly days: number
  /** Routes a day, used or not: those of day `d` begin at `d × slots`. */
  readonly slots: number
  readonly table: Float64Array
  readonly demand: Float64Array
  readonly service: Float64Array
  readonly opens: Float64Array
  readonly closes: Float64Array
  readonly capacity: Float64Array
  readonly duration: Float64Array
  readonly patterns: readonly (readonly number[])[]
  /** Days of any pattern, by stop. */
  readonly anyDay: Int32Array
  /** Whether there are windows at all; whether routes are limited in time. */
  readonly timed: boolean
  readonly limited: boolean

  constructor({ depot: home, stops, days, vehicles }: RoutingProblem) {
    const all = [{ demand: 0, service: 0, ...home }, ...stops]
    const numbers = (of: (stop: (typeof all)[number]) => number) => Float64Array.from(all, of)
    this.size = all.length
    this.days = days.length
    this.slots = Math.max(1, Math.min(vehicles, stops.length))
    this.table = new Float64Array(this.size * this.size)
    for (const [a, one] of all.entries())
      for (const [b, other] of all.entries())
        this.table[a * this.size + b] = Math.hypot(one.x - other.x, one.y - other.y)
    this.demand = numbers(({ demand }) => demand)
    this.service = numbers(({ service }) => service)
    this.opens = numbers(({ opens }) => opens ?? 0)
    this.closes = numbers(({ closes }) => closes ?? Number.POSITIVE_INFINITY)
    this.capacity = Float64Array.from(days, ({ capacity }) => capacity)
    this.duration = Float64Array.from(days, ({ duration }) => duration)
    this.patterns = [[], ...stops.map(({ patterns }) => patterns ?? [1])]
    this.anyDay = Int32Array.from(this.patterns, (own) => own.reduce((days, pattern) => days | pattern, 0))
    this.timed = this.closes.some(Number.isFinite)
    this.limited = this.duration.some(Number.isFinite)
  }
}

/** Rounding must not refuse what just fits. */
const slack = 1e-9

/**
 * Routes under change. A visit is a stop on a day, numbered `day × size + stop`. All that changes lies in two rows of
 * numbers, so that a state is kept and taken back by copying two rows.
 */
export class RouteState {
  readonly facts: RouteFacts
  private readonly whole: Int32Array
  private readonly real: Float64Array
  readonly next: Int32Array
  readonly before: Int32Array
  /** The route of each visit, or -1. */
  readonly route: Int32Array
  readonly first: Int32Array
  readonly last: Int32Array
  /** The days on which each stop is visited; 0: it is left. */
  readonly pattern: Int32Array
  readonly load: Float64Array
  /** Travel and service of each route. */
  readonly spent: Float64Array
  /** When a visit begins at the earliest, and at the latest so that all after it hold. */
  private readonly early: Float64Array
  private readonly late: Float64Array
  /** Of all routes. */
  private readonly total: Float64Array

  constructor(facts: RouteFacts) {
    this.facts = facts
    const visits = facts.days * facts.size
    const routes = facts.days * facts.slots
    this.whole = new Int32Array(3 * visits + 2 * routes + facts.size).fill(-1)
    this.real = new Float64Array(2 * visits + 2 * routes + 1)
    let from = 0
    const part = <R extends Int32Array | Float64Array>(row: R, length: number): R => {
      const own = row.subarray(from, from + length)
      from += length
      return own as R
    }
    this.next = part(this.whole, visits)
    this.before = part(this.whole, visits)
    this.route = part(this.whole, visits)
    this.first = part(this.whole, routes)
    this.last = part(this.whole, routes)
    this.pattern = part(this.whole, facts.size).fill(0)
    from = 0
    this.early = part(this.real, visits)
    this.late = part(this.real, visits)
    this.load = part(this.real, routes)
    this.spent = part(this.real, routes)
    this.total = part(this.real, 1)
  }

  get distance(): number {
    return this.total[0] ?? 0
  }

  copyFrom(other: RouteState): void {
    this.whole.set(other.whole)
    this.real.set(other.real)
  }

  /** By how much the way grows where `stop` comes after the visit `after` (or the depot) in `route`. */
  growth(stop: number, route: number, after: number): number {
    const { size, table } = this.facts
    const next = after === depot ? (this.first[route] ?? depot) : (this.next[after] ?? depot)
    const a = after === depot ? 0 : after % size
    const b = next === depot ? 0 : next % size
    return (table[a * size + stop] ?? 0) + (table[stop * size + b] ?? 0) - (table[a * size + b] ?? 0)
  }

  /** The place in the routes of a day at which a stop costs least; remembered in the three numbers below. */
  placeAfter = depot
  placeRoute = -1

  /**
   * Looks for the cheapest place for a stop on a day. `blink` says by a number of places when one is overlooked.
   * @returns by how much the way grows, or Infinity; where: `placeRoute`, `placeAfter`.
   */
  cheapest(stop: number, day: number, blink: () => boolean): number {
    const { facts, first, next, load, spent, early, late } = this
    const { size, slots, table, timed, limited } = facts
    const demand = facts.demand[stop] ?? 0
    const service = facts.service[stop] ?? 0
    const opens = facts.opens[stop] ?? 0
    const closes = facts.closes[stop] ?? 0
    const capacity = (facts.capacity[day] ?? 0) + slack
    const duration = (facts.duration[day] ?? 0) + slack
    const start = facts.opens[0] ?? 0
    const end = facts.closes[0] ?? 0
    const row = stop * size
    const base = day * size
    let best = Number.POSITIVE_INFINITY
    let emptySeen = false
    for (let r = day * slots; r < (day + 1) * slots; r++) {
      let to = first[r] ?? depot
      if (to === depot) {
        if (emptySeen) continue
        emptySeen = true
      }
      if ((load[r] ?? 0) + demand > capacity) continue
      const room = limited ? duration - (spent[r] ?? 0) - service : Number.POSITIVE_INFINITY
      if (room < 0) continue
      let from = depot
      let a = 0
      for (;;) {
        const b = to === depot ? 0 : to - base
        const growth = (table[row + a] ?? 0) + (table[row + b] ?? 0) - (table[a * size + b] ?? 0)
        if (growth < best && growth <= room && !blink()) {
          let fits = true
          if (timed) {
            const left = from === depot ? start : (early[from] ?? 0) + (facts.service[a] ?? 0)
            const begins = Math.max(opens, left + (table[row + a] ?? 0))
            const limit = to === depot ? end : (late[to] ?? 0)
            fits = begins <= closes + slack && begins + service + (table[row + b] ?? 0) <= limit + slack
            if (fits && limited) fits = this.holdsInTime(r, day, stop, from)
          }
          if (fits) {
            best = growth
            this.placeRoute = r
            this.placeAfter = from
          }
        }
        if (to === depot) break
        if (timed && (early[to] ?? 0) > closes) break
        from = to
        a = b
        to = next[to] ?? depot
      }
    }
    return best
  }

  /** With windows, how long a route takes depends on when it begins: leaving as late as possible loses least. */
  private holdsInTime(route: number, day: number, stop: number, after: number): boolean {
    const { size, table, opens, closes, service, duration } = this.facts
    let started = opens[0] ?? 0
    let time = started
    let spare = Number.POSITIVE_INFINITY
    let at = 0
    const go = (to: number) => {
      time += table[at * size + to] ?? 0
      const wait = Math.max(0, (opens[to] ?? 0) - time)
      const later = Math.min(wait, spare)
      started += later
      time += wait
      spare = Math.min(spare - later, (closes[to] ?? 0) - time)
      time += service[to] ?? 0
      at = to
    }
    if (after === depot) go(stop)
    for (let visit = this.first[route] ?? depot; visit !== depot; visit = this.next[visit] ?? depot) {
      go(visit % size)
      if (visit === after) go(stop)
    }
    return time + (table[at * size] ?? 0) - started <= (duration[day] ?? 0) + slack
  }

  /** Puts a stop into a route after a visit, or after the depot. The pattern of the stop is set by the caller. */
  insert(stop: number, day: number, route: number, after: number): void {
    const { size, demand, service } = this.facts
    const growth = this.growth(stop, route, after)
    const visit = day * size + stop
    const to = after === depot ? (this.first[route] ?? depot) : (this.next[after] ?? depot)
    this.next[visit] = to
    this.before[visit] = after
    this.route[visit] = route
    if (after === depot) this.first[route] = visit
    else this.next[after] = visit
    if (to === depot) this.last[route] = visit
    else this.before[to] = visit
    this.load[route] = (this.load[route] ?? 0) + (demand[stop] ?? 0)
    this.spent[route] = (this.spent[route] ?? 0) + growth + (service[stop] ?? 0)
    this.total[0] = this.distance + growth
    if (this.facts.timed) this.retime(route)
  }

  /** Takes a visit out of its route. That route is wrong until it is summed anew: `sum`, when all that goes is gone. */
  takeOut(visit: number): void {
    const route = this.route[visit] ?? -1
    const from = this.before[visit] ?? depot
    const to = this.next[visit] ?? depot
    this.total[0] = this.distance - this.saved(visit, from)
    if (from === depot) this.first[route] = to
    else this.next[from] = to
    if (to === depot) this.last[route] = from
    else this.before[to] = from
    this.route[visit] = -1
  }

  /** What is saved where a visit is no longer made. */
  private saved(visit: number, from: number): number {
    const { size, table } = this.facts
    const to = this.next[visit] ?? depot
    const [stop, a, b] = [visit % size, from === depot ? 0 : from % size, to === depot ? 0 : to % size]
    return (table[a * size + stop] ?? 0) + (table[stop * size + b] ?? 0) - (table[a * size + b] ?? 0)
  }

  /** Load, time and the earliest and latest times of a route, anew. */
  sum(route: number): void {
    const { size, table, demand, service } = this.facts
    let load = 0
    let spent = 0
    let at = 0
    for (let visit = this.first[route] ?? depot; visit !== depot; visit = this.next[visit] ?? depot) {
      const stop = visit % size
      load += demand[stop] ?? 0
      spent += (table[at * size + stop] ?? 0) + (service[stop] ?? 0)
      at = stop
    }
    this.load[route] = load
    this.spent[route] = spent + (table[at * size] ?? 0)
    if (this.facts.timed) this.retime(route)
  }

  /** The distance of all routes, summed anew: a million small sums would drift. */
  settle(): void {
    const { size, table } = this.facts
    let total = 0
    for (const head of this.first) {
      let at = 0
      for (let visit = head; visit !== depot; visit = this.next[visit] ?? depot) {
        total += table[at * size + (visit % size)] ?? 0
        at = visit % size
      }
      total += table[at * size] ?? 0
    }
    this.total[0] = total
  }

  /** Earliest and latest times along a route. */
  private retime(route: number): void {
    const { size, table, opens, closes, service } = this.facts
    let time = opens[0] ?? 0
    let at = 0
    for (let visit = this.first[route] ?? depot; visit !== depot; visit = this.next[visit] ?? depot) {
      const stop = visit % size
      time = Math.max(opens[stop] ?? 0, time + (service[at] ?? 0) + (table[at * size + stop] ?? 0))
      this.early[visit] = time
      at = stop
    }
    let latest = closes[0] ?? 0
    at = 0
    for (let visit = this.last[route] ?? depot; visit !== depot; visit = this.before[visit] ?? depot) {
      const stop = visit % size
      latest = Math.min(closes[stop] ?? 0, latest - (table[at * size + stop] ?? 0) - (service[stop] ?? 0))
      this.late[visit] = latest
      at = stop
    }
  }
}
