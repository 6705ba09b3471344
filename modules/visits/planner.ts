import type { Words } from '../../kernel/contract/words.ts'
import { pickNear, walkOrder } from './walk.ts'

/** Days are counted: 0 is the first day that is planned. Only days that are worked are given. */
export interface PlanDue {
  readonly id: string
  /** Dues of one subject are one stop: nobody is disturbed twice a week. */
  readonly subject: string
  /** The building, as a path or an id: what lies in one is walked together. */
  readonly place: string
  readonly point: { readonly x: number; readonly y: number } | null
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
 * lies near, the fewest stops a day that suffice, and persons take turns.
 */
export function planWeek(asked: PlanInput): Plan {
  const input = { ...asked, persons: [...asked.persons].sort((a, b) => a.key.localeCompare(b.key)) }
  const fixed = new Set(input.fixedSubjects ?? [])
  const free = input.dues.filter(({ subject }) => !fixed.has(subject))
  const stops = stopsOf(free).filter(({ from }) => from < input.days)
  const placed = (['visit', 'call'] as const).flatMap((method) => place(method, stops, input))
  const done = new Set(placed.flatMap(({ stop }) => stop.dues))
  const items = input.persons.flatMap(({ key }) => itemsOf(key, placed, input.days))
  const left = input.dues.flatMap(({ id, subject, from }) =>
    done.has(id) ? [] : [{ dueId: id, why: leftWhy(fixed.has(subject), from >= input.days) }],
  )
  return { items, left }
}

/** Dues of one subject become one stop with the soonest deadline; a visit answers a call as well. */
function stopsOf(dues: readonly PlanDue[]): Stop[] {
  const bySubject = new Map<string, PlanDue[]>()
  for (const due of [...dues].sort(bySooner)) bySubject.set(due.subject, [...(bySubject.get(due.subject) ?? []), due])
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
  a.deadline - b.deadline || a.priority - b.priority || a.place.localeCompare(b.place) || a.id.localeCompare(b.id)

/** Places the stops of one method, day by day. */
function place(method: 'call' | 'visit', stops: readonly Stop[], input: PlanInput): Placed[] {
  const { persons, days } = input
  const wanted = wantedThisWeek(
    stops.filter((stop) => stop.method === method),
    days,
  )
  const daily = fewestADay(method, wanted, input)
  const loads = new Map(persons.map(({ key, taken }) => [key, sum(taken[method])]))
  const placed: Placed[] = []
  let rest = [...wanted]
  for (let day = 0; day < days; day++) {
    const slots = sum([...roomOf(persons, method, day, daily).values()])
    const later = laterSlots(method, input, day + 1, daily)
    const room = roomOf(persons, method, day, input.capacity[method])
    const first = chooseDay(rest, day, slots, later)
    const most = sum([...room.values()])
    const chosen = method === 'visit' ? withNeighbours(first, rest, day, most) : first
    rest = rest.filter((stop) => !chosen.includes(stop))
    placed.push(...shareOut(chosen, room, loads).map(({ stop, person }) => ({ stop, person, day })))
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
  const best = missed(stops, laterSlots(method, input, 0, most), 0)
  for (let daily = 1; daily < most; daily++) {
    const now = missed(stops, laterSlots(method, input, 0, daily), 0)
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

/** What the earliest deadline first would miss on these days: how many too late, how many not at all. */
function missed(stops: readonly Stop[], slots: readonly number[], first: number): { late: number; left: number } {
  const waiting = [...stops].sort((a, b) => a.from - b.from || bySooner(a, b))
  const ready: Stop[] = []
  const behind: Stop[] = []
  let late = 0
  for (const [at, free] of slots.entries()) {
    const day = first + at
    while (waiting[0] && waiting[0].from <= day) ready.push(...waiting.splice(0, 1))
    ready.sort(bySooner)
    // What is late already does not make another one late: it takes the places that are left over.
    for (let i = ready.length - 1; i >= 0; i--) {
      const stop = ready[i]
      if (!stop || stop.deadline >= day) continue
      if (!stop.overdue) late++
      behind.push(...ready.splice(i, 1))
    }
    const inTime = Math.min(free, ready.length)
    ready.splice(0, inTime)
    behind.splice(0, free - inTime)
  }
  return {
    late: late + ready.filter(({ deadline }) => deadline < first + slots.length).length,
    left: behind.length + ready.length + waiting.length,
  }
}

/** How many neighbours are looked at for each place of a day. */
const lookAt = 12

/** Fills one day: overdue ones, what is near, else what is soonest; never so that another one would be late for it. */
function chooseDay(rest: readonly Stop[], day: number, slots: number, later: readonly number[]): Stop[] {
  const chosen: Stop[] = []
  let left = [...rest]
  const harm = (taken: Stop | null, places: number) =>
    missed(
      left.filter((stop) => stop !== taken),
      [places, ...later],
      day,
    )
  for (let place = 0; place < slots; place++) {
    const ready = left.filter(({ from }) => from <= day)
    if (ready.length === 0) break
    const now = harm(null, slots - place)
    const candidates = [
      ...ready.filter(({ overdue }) => overdue),
      ...pickNear(ready, chosen, lookAt),
      ...ready.sort(bySooner),
    ]
    const next = candidates.find((stop) => {
      const then = harm(stop, slots - place - 1)
      // Taking one leaves one fewer to miss or as many; it must not make another one late or crowd it out.
      return then.late <= now.late && then.left <= now.left
    })
    if (!next) break
    chosen.push(next)
    left = left.filter((stop) => stop !== next)
  }
  return chosen
}

/** Who is in a building sees the others there on the same walk, as far as a day holds: nobody comes again for them. */
function withNeighbours(chosen: readonly Stop[], rest: readonly Stop[], day: number, most: number): Stop[] {
  const here = new Set(chosen.map(({ place }) => place))
  const others = rest.filter((stop) => !chosen.includes(stop) && stop.from <= day && here.has(stop.place))
  return [...chosen, ...others.slice(0, Math.max(0, most - chosen.length))]
}

/** Persons take turns, the one with the least first; each gets a stretch of the walk rather than every n-th stop of it. */
function shareOut(chosen: readonly Stop[], room: Map<string, number>, loads: Map<string, number>) {
  const today = new Map([...room.keys()].map((key) => [key, 0]))
  const of = (map: Map<string, number>, key: string) => map.get(key) ?? 0
  for (const _ of chosen) {
    const [next] = [...room.keys()]
      .filter((key) => of(today, key) < of(room, key))
      .sort((a, b) => of(loads, a) - of(loads, b) || of(today, a) - of(today, b) || a.localeCompare(b))
    if (next === undefined) break
    today.set(next, of(today, next) + 1)
    loads.set(next, of(loads, next) + 1)
  }
  const walk = walkOrder(chosen)
  let at = 0
  return [...today].flatMap(([person, count]) => {
    const own = walk.slice(at, at + count)
    at += count
    return own.map((stop) => ({ stop, person }))
  })
}

/** The days of one person: calls by deadline, then the walk. */
function itemsOf(person: string, placed: readonly Placed[], days: number): PlanItem[] {
  return Array.from({ length: days }, (_, day) => {
    const own = placed.filter((one) => one.person === person && one.day === day).map(({ stop }) => stop)
    const calls = own.filter(({ method }) => method === 'call').sort(bySooner)
    const walk = walkOrder(own.filter(({ method }) => method === 'visit'))
    return [...calls, ...walk].flatMap((stop, position) => {
      const before = walk[walk.indexOf(stop) - 1]
      const why = whyOf(stop, { day, days, near: stop.method === 'visit' && before?.place === stop.place })
      return stop.dues.map((dueId) => ({ dueId, person, day, position, why }))
    })
  }).flat()
}

function whyOf(stop: Stop, { day, days, near }: { day: number; days: number; near: boolean }): Words {
  const also =
    stop.dues.length > 1 ? { zh: '，几件事一次问完', en: '; several questions, one contact' } : { zh: '', en: '' }
  const by = near ? { zh: '，与上一站同一栋楼', en: '; same building as the stop before' } : { zh: '', en: '' }
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
