import type { Words } from '../../kernel/contract/words.ts'
import { type GoOn, neverStops } from '../../kernel/planning/search.ts'
import { PressingCounts } from './pressing.ts'
import type { Stairs } from './subject.ts'
import { byId, distance, type Point, walkOrder } from './walk.ts'

/** Days are counted: 0 is the first day that is planned. Only days that are worked are given. */
export interface PlanDue {
  readonly id: string
  /** Dues of one subject are one stop: nobody is disturbed twice a week. */
  readonly subject: string
  /** The building, as a path or an id: what lies in one is walked together. */
  readonly place: string
  readonly point: Point | null
  /** Where in the building, where it is known: a staircase is walked once up. */
  readonly stairs?: Stairs | null
  readonly method: 'call' | 'visit'
  readonly priority: number
  /** The first of the days on which it may be done; 0 or less: at once. */
  readonly from: number
  /** The last day on which it is in time; may lie beyond the week, or before it (overdue). */
  readonly deadline: number
}

export interface PlanPerson {
  readonly key: string
  /** How many stops of each method are set already, by day: what was moved by hand, what was done. */
  readonly taken: Readonly<Record<'call' | 'visit', readonly number[]>>
  /** Where the walk of a day begins; where nobody knows, at the more western end. */
  readonly home?: Point | null
}

export interface PlanInput {
  /** Persons who may stand for each other: same kind of post, same place. */
  readonly persons: readonly PlanPerson[]
  readonly dues: readonly PlanDue[]
  /** How many working days are planned. */
  readonly days: number
  /** At most so many a person and day. */
  readonly capacity: Readonly<Record<'call' | 'visit', number>>
  /** Subjects that stand in the week already, fixed by hand or done. */
  readonly fixedSubjects?: readonly string[]
}

export interface PlanItem {
  readonly dueId: string
  readonly person: string
  readonly day: number
  /** Order of the day: calls first, then the walk. Dues of one stop share it. */
  readonly position: number
  readonly why: Words
}

export interface Plan {
  readonly items: readonly PlanItem[]
  readonly left: readonly { readonly dueId: string; readonly why: Words }[]
}

/** A stop: all dues of one subject, to be done at once. */
interface Stop extends PlanDue {
  readonly dues: readonly string[]
  readonly overdue: boolean
}

interface Placed {
  readonly stop: Stop
  readonly person: string
  readonly day: number
}

/**
 * One week of a group of persons, the same for the same input. A stop is as good as any other, so the earliest deadline
 * first is never wrong: it leaves a stop late only where no order could save all. Within that freedom a day gathers what
 * lies near, the fewest stops a day that suffice, and persons take turns. `goOn` is told how much is done and stops it:
 * what was placed by then holds, all else is left.
 */
export function planWeek(asked: PlanInput, goOn: GoOn = neverStops): Plan {
  const input = { ...asked, persons: [...asked.persons].sort((a, b) => inOrder(a.key, b.key)) }
  const fixed = new Set(input.fixedSubjects ?? [])
  const free = input.dues.filter(({ subject }) => !fixed.has(subject))
  const stops = stopsOf(free).filter(({ from }) => from < input.days)
  // Nearly all of the time goes to what is chosen for each day, and more of it the more there is to choose from.
  const visits = stops.filter(({ method }) => method === 'visit').length / Math.max(1, stops.length)
  const placed = [
    ...place('visit', stops, input, (done) => goOn(done * visits)),
    ...place('call', stops, input, (done) => goOn(visits + done * (1 - visits))),
  ]
  const done = new Set(placed.flatMap(({ stop }) => stop.dues))
  const items = input.persons.flatMap((person) => itemsOf(person, placed, input.days, goOn))
  const left = input.dues.flatMap(({ id, subject, from }) =>
    done.has(id) ? [] : [{ dueId: id, why: leftWhy(fixed.has(subject), from >= input.days) }],
  )
  return { items, left }
}

/** Dues of one subject become one stop with the soonest deadline; a visit answers a call as well. */
function stopsOf(dues: readonly PlanDue[]): Stop[] {
  const bySubject = new Map<string, PlanDue[]>()
  for (const due of [...dues].sort(bySooner)) {
    const others = bySubject.get(due.subject)
    if (others) others.push(due)
    else bySubject.set(due.subject, [due])
  }
  return [...bySubject.values()]
    .flatMap((all): Stop[] => {
      const [first] = all
      if (!first) return []
      // What may not be done yet by the time that the first must be done waits for another week.
      const together = all.filter((due) => due.from <= Math.max(first.deadline, first.from))
      return [
        {
          ...first,
          dues: together.map(({ id }) => id),
          method: together.some(({ method }) => method === 'visit') ? 'visit' : 'call',
          from: Math.max(...together.map(({ from }) => from)),
          priority: Math.min(...together.map(({ priority }) => priority)),
          overdue: first.deadline < 0,
        },
      ]
    })
    .sort(bySooner)
}

const bySooner = (a: PlanDue, b: PlanDue): number =>
  a.deadline - b.deadline || a.priority - b.priority || inOrder(a.place, b.place) || inOrder(a.id, b.id)

/** The same on every machine, whatever its language. */
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Places the stops of one method, day by day. */
function place(method: 'call' | 'visit', stops: readonly Stop[], input: PlanInput, goOn: GoOn): Placed[] {
  const { persons, days } = input
  const wanted = wantedThisWeek(
    stops.filter((stop) => stop.method === method),
    days,
  )
  const daily = fewestADay(method, wanted, input)
  const loads = new Map(persons.map(({ key, taken }) => [key, sum(taken[method])]))
  const placed: Placed[] = []
  let rest = [...wanted]
  for (let day = 0; day < days && goOn(day / days); day++) {
    const slots = sum([...roomOf(persons, method, day, daily).values()])
    const later = laterSlots(method, input, day + 1, daily)
    const room = roomOf(persons, method, day, input.capacity[method])
    const first = chooseDay(rest, day, [slots, ...later], (done) => goOn((day + done) / days))
    const most = sum([...room.values()])
    const chosen = method === 'visit' ? withNeighbours(first, rest, day, most) : first
    const taken = new Set(chosen)
    rest = rest.filter((stop) => !taken.has(stop))
    const walk = walkOrder(chosen, null, () => goOn((day + 1) / days))
    placed.push(...shareOut(walk, room, loads).map(({ stop, person }) => ({ stop, person, day })))
  }
  return placed
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/** All that must be done this week, and of what may wait the share that keeps an even pace until its deadline. */
function wantedThisWeek(stops: readonly Stop[], days: number): Stop[] {
  const must = stops.filter(({ deadline }) => deadline < days)
  const may = stops.filter(({ deadline }) => deadline >= days)
  const pace = may.reduce(
    (share, { deadline, from }) => share + days / Math.max(1, deadline + 1 - Math.max(from, 0)),
    0,
  )
  return [...must, ...may.slice(0, Math.min(may.length, Math.ceil(pace - 1e-9)))]
}

/** The least number a person and day with which as many are in time, and as many are placed, as with the whole capacity. */
function fewestADay(method: 'call' | 'visit', stops: readonly Stop[], input: PlanInput): number {
  const most = input.capacity[method]
  const counts = new PressingCounts(input.days, stops)
  const best = counts.missed(laterSlots(method, input, 0, most), 0)
  for (let daily = 1; daily < most; daily++) {
    const now = counts.missed(laterSlots(method, input, 0, daily), 0)
    if (now.late <= best.late && now.left <= best.left) return daily
  }
  return most
}

/** How many free places each day from `first` on has, for all persons together. */
function laterSlots(method: 'call' | 'visit', input: PlanInput, first: number, daily: number): number[] {
  return Array.from({ length: input.days - first }, (_, at) =>
    sum([...roomOf(input.persons, method, first + at, daily).values()]),
  )
}

const roomOf = (persons: readonly PlanPerson[], method: 'call' | 'visit', day: number, daily: number) =>
  new Map(persons.map(({ key, taken }) => [key, Math.max(0, daily - (taken[method][day] ?? 0))]))

/** How many neighbours are looked at for each place of a day. */
const lookAt = 12

/**
 * Fills one day: overdue ones, what is near, else what is soonest; never so that another one would be late for it.
 * @param free the free places of that day and of each later one.
 */
function chooseDay(rest: readonly Stop[], day: number, free: readonly number[], goOn: GoOn): Stop[] {
  const [slots = 0, ...later] = free
  const counts = new PressingCounts(day + 1 + later.length, rest)
  const near = new Nearness(rest.filter(({ from }) => from <= day))
  const chosen: Stop[] = []
  for (let place = 0; place < slots && near.left.size > 0 && goOn(place / slots); place++) {
    const now = counts.missed([slots - place, ...later], day)
    const known = new Map<number, boolean>()
    // Taking one leaves one fewer to miss or as many; it must not make another one late or crowd it out.
    const harmless = (stop: Stop): boolean => {
      const kind = counts.kindOf(stop)
      const before = known.get(kind)
      if (before !== undefined) return before
      counts.add(stop, -1)
      const then = counts.missed([slots - place - 1, ...later], day)
      counts.add(stop, 1)
      known.set(kind, then.late <= now.late && then.left <= now.left)
      return known.get(kind) === true
    }
    const next = near.firstOverdue(harmless) ?? near.nearest(lookAt).find(harmless) ?? near.first(harmless)
    if (!next) break
    counts.add(next, -1)
    near.take(next)
    chosen.push(next)
  }
  return chosen
}

/** What may still be chosen for a day, with how far it is from what was chosen, kept up as more is chosen. */
class Nearness {
  /** Soonest first, with the distance to the nearest that is chosen. */
  readonly left: Map<Stop, number>
  private any = false

  constructor(ready: readonly Stop[]) {
    this.left = new Map(ready.map((stop) => [stop, Number.POSITIVE_INFINITY]))
  }

  take(stop: Stop): void {
    this.left.delete(stop)
    this.any = true
    for (const [other, away] of this.left) {
      const now = distance(other, stop)
      if (now < away) this.left.set(other, now)
    }
  }

  firstOverdue(fits: (stop: Stop) => boolean): Stop | null {
    return this.first((stop) => stop.overdue && fits(stop))
  }

  first(fits: (stop: Stop) => boolean): Stop | null {
    for (const stop of this.left.keys()) if (fits(stop)) return stop
    return null
  }

  /** So many of the nearest, in order; none while nothing is chosen. */
  nearest(most: number): Stop[] {
    if (!this.any) return []
    const found: { stop: Stop; away: number }[] = []
    for (const [stop, away] of this.left) {
      const last = found.at(-1)
      if (found.length === most && last && !nearer({ stop, away }, last)) continue
      let at = found.length
      while (at > 0 && nearer({ stop, away }, found[at - 1] ?? { stop, away })) at--
      found.splice(at, 0, { stop, away })
      if (found.length > most) found.pop()
    }
    return found.map(({ stop }) => stop)
  }
}

const nearer = (a: { stop: Stop; away: number }, b: { stop: Stop; away: number }): boolean =>
  a.away < b.away || (a.away === b.away && byId(a.stop, b.stop) < 0)

/** Who is in a building sees the others there on the same walk, as far as a day holds: nobody comes again for them. */
function withNeighbours(chosen: readonly Stop[], rest: readonly Stop[], day: number, most: number): Stop[] {
  const here = new Set(chosen.map(({ place }) => place))
  const taken = new Set(chosen)
  const others = rest.filter((stop) => !taken.has(stop) && stop.from <= day && here.has(stop.place))
  return [...chosen, ...others.slice(0, Math.max(0, most - chosen.length))]
}

/** Persons take turns, the one with the least first; each gets a stretch of the walk rather than every n-th stop of it. */
function shareOut(walk: readonly Stop[], room: Map<string, number>, loads: Map<string, number>) {
  const today = new Map([...room.keys()].map((key) => [key, 0]))
  const of = (map: Map<string, number>, key: string) => map.get(key) ?? 0
  for (const _ of walk) {
    const [next] = [...room.keys()]
      .filter((key) => of(today, key) < of(room, key))
      .sort((a, b) => of(loads, a) - of(loads, b) || of(today, a) - of(today, b) || inOrder(a, b))
    if (next === undefined) break
    today.set(next, of(today, next) + 1)
    loads.set(next, of(loads, next) + 1)
  }
  let at = 0
  return [...today].flatMap(([person, count]) => {
    const own = walk.slice(at, at + count)
    at += count
    return own.map((stop) => ({ stop, person }))
  })
}

/** The days of one person: calls by deadline, then the walk. */
function itemsOf(
  { key: person, home = null }: PlanPerson,
  placed: readonly Placed[],
  days: number,
  goOn: GoOn,
): PlanItem[] {
  return Array.from({ length: days }, (_, day) => {
    const own = placed.filter((one) => one.person === person && one.day === day).map(({ stop }) => stop)
    const calls = own.filter(({ method }) => method === 'call').sort(bySooner)
    const walk = walkOrder(
      own.filter(({ method }) => method === 'visit'),
      home,
      () => goOn(1),
    )
    return [...calls, ...walk].flatMap((stop, position) => {
      const before = stop.method === 'visit' ? walk[position - calls.length - 1] : undefined
      const near = before?.place === stop.place ? (sameStairs(before, stop) ? 'stairs' : 'building') : null
      const why = whyOf(stop, { day, days, near })
      return stop.dues.map((dueId) => ({ dueId, person, day, position, why }))
    })
  }).flat()
}

const sameStairs = (a: Stop, b: Stop): boolean => a.stairs != null && a.stairs.unit === b.stairs?.unit

const nearWords = {
  stairs: { zh: '，与上一站同一单元', en: '; same staircase as the stop before' },
  building: { zh: '，与上一站同一栋楼', en: '; same building as the stop before' },
}

interface Standing {
  readonly day: number
  readonly days: number
  readonly near: keyof typeof nearWords | null
}

function whyOf(stop: Stop, { day, days, near }: Standing): Words {
  const also =
    stop.dues.length > 1 ? { zh: '，几件事一次问完', en: '; several questions, one contact' } : { zh: '', en: '' }
  const by = near ? nearWords[near] : { zh: '', en: '' }
  const [zh, en] = stop.overdue
    ? ['因为已经超期', 'Because it is overdue']
    : stop.deadline < day
      ? ['因为这几天排满，只能晚一些', 'Because the days before are full, it comes late']
      : stop.deadline === day
        ? ['因为今天到期', 'Because it is due that day']
        : stop.deadline < days
          ? ['因为本周到期', 'Because it is due this week']
          : ['因为到期前要均匀安排，本周先做一部分', 'Because an even pace until the deadline takes a share each week']
  return { zh: `${zh}${by.zh}${also.zh}`, en: `${en}${by.en}${also.en}` }
}

function leftWhy(fixed: boolean, tooEarly: boolean): Words {
  if (fixed) return { zh: '因为本周已经联系过，不再打扰', en: 'Because it is contacted this week already' }
  if (tooEarly) return { zh: '因为还没到可以做的日子', en: 'Because its time has not come' }
  return {
    zh: '因为本周排满，或到期还早，留到以后',
    en: 'Because the week is full, or there is time until its deadline',
  }
}
