import { randomNumbers } from './random.ts'
import { depot, RouteFacts, RouteState } from './route-state.ts'
import type { Route, RoutePlan, RoutingProblem } from './routing-problem.ts'

/** So many stops are taken out a step, about. */
const takenOut = 10
const longestString = 10
/** How often a string is taken out in two parts, so that something in between stays. */
const split = 0.5
const longerGap = 0.01
/** One place in so many is overlooked. */
const overlooked = 100
/** As multiples of a mean way: how much longer routes may become and be gone on from, at first and at last. */
const warmest = 1
const coldest = 0.01
const tiny = 1e-9

/**
 * Searches short routes by slack induction by string removals (Christiaens and Vanden Berghe, 2020): strings of stops that
 * lie near each other are taken out of their routes and put back one by one where they cost least, now and then one
 * overlooks a place; what is longer is gone on from at first and hardly any more at last. A stop with day patterns comes
 * with the pattern that costs least. The same for the same problem, seed and steps; more steps never make it longer.
 */
export class RouteSearch {
  private readonly facts: RouteFacts
  private readonly now: RouteState
  private readonly kept: RouteState
  private readonly best: RouteState
  private readonly random: () => number
  /** All stops by their distance from each. */
  private readonly around: Int32Array
  private readonly away: Float64Array
  private readonly penalty: Float64Array
  private readonly absent: number[] = []
  private cost = 0
  private bestCost = 0
  private untilBlink = overlooked
  private readonly scale: number

  constructor(problem: RoutingProblem, seed = 1) {
    this.facts = new RouteFacts(problem)
    const { size, table } = this.facts
    this.random = randomNumbers(seed)
    this.now = new RouteState(this.facts)
    this.kept = new RouteState(this.facts)
    this.best = new RouteState(this.facts)
    this.around = aroundEach(this.facts)
    this.away = table.slice(0, size)
    // A stop that is left costs more than any way to it.
    const farthest = table.reduce((most, way) => Math.max(most, way), 0)
    this.penalty = Float64Array.from(this.facts.patterns, (own) => 3 * farthest * fewestDays(own) + 1)
    for (let stop = 1; stop < size; stop++) this.absent.push(stop)
    this.putBack()
    this.cost = this.costNow()
    this.best.copyFrom(this.now)
    this.bestCost = this.cost
    this.scale = this.now.distance / Math.max(1, size - 1)
  }

  /** Goes on by so many steps. `done`: 0 to 1, how much of the time is over. */
  step(count: number, done = 1): void {
    const warmth = this.scale * warmest * (coldest / warmest) ** Math.min(1, Math.max(0, done))
    for (let n = 0; n < count; n++) this.change(warmth)
  }

  get distance(): number {
    return this.best.distance
  }

  /** The best so far. */
  get plan(): RoutePlan {
    const { size, slots } = this.facts
    const routes: Route[] = []
    for (const [r, head] of this.best.first.entries()) {
      const stops: number[] = []
      for (let visit = head; visit !== depot; visit = this.best.next[visit] ?? depot) stops.push((visit % size) - 1)
      if (stops.length > 0) routes.push({ day: Math.floor(r / slots), stops })
    }
    const left = Array.from({ length: size - 1 }, (_, n) => n).filter((n) => this.best.pattern[n + 1] === 0)
    return { routes, distance: this.best.distance, left }
  }

  private change(warmth: number): void {
    this.kept.copyFrom(this.now)
    this.absent.length = 0
    for (let stop = 1; stop < this.facts.size; stop++) if (this.now.pattern[stop] === 0) this.absent.push(stop)
    this.takeOut()
    this.putBack()
    const cost = this.costNow()
    if (cost < this.cost - warmth * Math.log(this.random())) {
      this.cost = cost
      if (cost < this.bestCost - tiny) this.keepBest()
    } else this.now.copyFrom(this.kept)
  }

  private keepBest(): void {
    this.now.settle()
    this.cost = this.costNow()
    if (this.cost >= this.bestCost - tiny) return
    this.best.copyFrom(this.now)
    this.bestCost = this.cost
  }

  private costNow(): number {
    let cost = this.now.distance
    for (let stop = 1; stop < this.facts.size; stop++) if (this.now.pattern[stop] === 0) cost += this.penalty[stop] ?? 0
    return cost
  }

  /** Strings around one stop: as many routes, and as long, as the routes' own length suggests. */
  private takeOut(): void {
    const { now, random, facts } = this
    const { size } = facts
    let used = 0
    for (const head of now.first) if (head !== depot) used++
    if (used === 0) return
    // Visits a route, of all days.
    let made = 0
    for (const r of now.route) if (r >= 0) made++
    const longest = Math.min(longestString, made / used)
    const most = (4 * takenOut) / (1 + longest) - 1
    const strings = Math.floor(random() * most + 1)
    const ruined = new Set<number>()
    const seed = 1 + Math.floor(random() * (size - 1))
    const gone: number[] = []
    for (let n = 0; n < size - 1 && ruined.size < strings; n++) {
      const stop = this.around[seed * (size - 1) + n] ?? 0
      const pattern = now.pattern[stop] ?? 0
      if (pattern === 0) continue
      const day = this.oneDayOf(pattern)
      const visit = day * size + stop
      const route = now.route[visit] ?? -1
      if (ruined.has(route)) continue
      ruined.add(route)
      this.chooseString(visit, route, longest, gone)
    }
    const dirty = new Set<number>()
    for (const stop of gone) {
      if (now.pattern[stop] === 0) continue
      for (let day = 0; day < facts.days; day++) {
        const visit = day * size + stop
        const route = now.route[visit] ?? -1
        if (route < 0) continue
        now.takeOut(visit)
        dirty.add(route)
      }
      now.pattern[stop] = 0
      this.absent.push(stop)
    }
    for (const route of dirty) now.sum(route)
  }

  private oneDayOf(pattern: number): number {
    let nth = 0
    for (let rest = pattern; rest !== 0; rest &= rest - 1) nth++
    nth = Math.floor(this.random() * nth)
    for (let day = 0; ; day++) if (pattern & (1 << day) && nth-- === 0) return day
  }

  private chooseString(visit: number, route: number, longest: number, gone: number[]): void {
    const { now, random } = this
    const { size } = this.facts
    let length = 0
    let at = 0
    for (let v = now.first[route] ?? depot; v !== depot; v = now.next[v] ?? depot) {
      if (v === visit) at = length
      length++
    }
    const take = Math.floor(random() * Math.min(length, longest) + 1)
    const whole = Math.min(take, length)
    let gap = 0
    if (whole > 1 && whole < length && random() < split) {
      gap = 1
      while (whole + gap < length && random() > longerGap) gap++
    }
    const span = whole + gap
    const from =
      Math.max(0, at - span + 1) + Math.floor(random() * (Math.min(at, length - span) - Math.max(0, at - span + 1) + 1))
    const keepFrom = gap > 0 ? from + 1 + Math.floor(random() * (whole - 1)) : -1
    let n = 0
    for (let v = now.first[route] ?? depot; v !== depot; v = now.next[v] ?? depot) {
      const inside = n >= from && n < from + span && !(gap > 0 && n >= keepFrom && n < keepFrom + gap)
      if (inside) gone.push(v % size)
      n++
    }
  }

  private readonly blink = (): boolean => {
    if (--this.untilBlink > 0) return false
    this.untilBlink = 1 + Math.floor(Math.log(this.random()) / Math.log(1 - 1 / overlooked))
    return true
  }

  /** Puts back what is absent, in one of some orders; what finds no place stays away. */
  private putBack(): void {
    const { now, facts, absent } = this
    this.order()
    const [routes, afters] = [new Int32Array(facts.days), new Int32Array(facts.days)]
    const costs = new Float64Array(facts.days)
    for (const stop of absent) {
      const any = facts.anyDay[stop] ?? 0
      for (let day = 0; day < facts.days; day++) {
        if ((any & (1 << day)) === 0) continue
        costs[day] = now.cheapest(stop, day, this.blink)
        routes[day] = now.placeRoute
        afters[day] = now.placeAfter
      }
      let [best, chosen] = [Number.POSITIVE_INFINITY, 0]
      for (const pattern of facts.patterns[stop] ?? []) {
        let cost = 0
        for (let day = 0; day < facts.days; day++) if (pattern & (1 << day)) cost += costs[day] ?? 0
        if (cost < best) {
          best = cost
          chosen = pattern
        }
      }
      if (chosen === 0) continue
      now.pattern[stop] = chosen
      for (let day = 0; day < facts.days; day++)
        if (chosen & (1 << day)) now.insert(stop, day, routes[day] ?? 0, afters[day] ?? depot)
    }
  }

  private order(): void {
    const { absent, random, facts, away } = this
    for (let n = absent.length - 1; n > 0; n--) {
      const other = Math.floor(random() * (n + 1))
      const stop = absent[n] ?? 0
      absent[n] = absent[other] ?? 0
      absent[other] = stop
    }
    const by = (row: Float64Array, sign: number) => absent.sort((a, b) => sign * ((row[a] ?? 0) - (row[b] ?? 0)))
    const which = random() * (facts.timed ? 17 : 11)
    if (which < 4) return
    if (which < 8) by(facts.demand, -1)
    else if (which < 10) by(away, -1)
    else if (which < 11) by(away, 1)
    else if (which < 13) absent.sort((a, b) => this.window(a) - this.window(b))
    else if (which < 15) by(facts.opens, 1)
    else by(facts.closes, -1)
  }

  private window(stop: number): number {
    return (this.facts.closes[stop] ?? 0) - (this.facts.opens[stop] ?? 0)
  }
}

const fewestDays = (patterns: readonly number[]): number => {
  let fewest = 32
  for (const pattern of patterns) {
    let days = 0
    for (let rest = pattern; rest !== 0; rest &= rest - 1) days++
    fewest = Math.min(fewest, days)
  }
  return fewest
}

/** For each stop all stops, itself first, by distance. */
function aroundEach({ size, table }: RouteFacts): Int32Array {
  const around = new Int32Array(size * (size - 1))
  const others = Int32Array.from({ length: size - 1 }, (_, n) => n + 1)
  for (let stop = 1; stop < size; stop++)
    around.set(
      others.slice().sort((a, b) => (table[stop * size + a] ?? 0) - (table[stop * size + b] ?? 0) || a - b),
      stop * (size - 1),
    )
  return around
}
