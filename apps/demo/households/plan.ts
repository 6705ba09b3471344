import { afterOffice, dateOf, day, hour, midnightOf, worksOn } from '../district/calendar.ts'
import type { District, Place, Room } from '../district/district.ts'
import { createRandom, type Random } from '../district/random.ts'
import { middle, older, type Saying, sayings, surnames, younger } from './words.ts'

export interface PlannedMember {
  readonly name: string
  readonly phone: string | null
  /** `1941-03`. */
  readonly birth: string
  readonly sex: 'female' | 'male'
  readonly relation: 'head' | 'spouse' | 'child' | 'parent' | 'grandchild'
}

export interface PlannedVisit {
  readonly at: Date
  readonly reached: boolean
  readonly answers: Readonly<Record<string, string | number>>
  readonly said: Saying | null
}

/** How two who changed the same stand: both on what was there before. */
export type Quarrel = 'phones' | 'office' | null

export interface PlannedHousehold {
  /** Of the register: building, staircase, number. */
  readonly building: string
  readonly unit: string
  readonly number: string
  readonly grid: string
  /** Since when it lives there. */
  readonly fromOn: string
  /** As of which day the community's book knows it. */
  readonly asOf: string
  readonly members: readonly PlannedMember[]
  readonly circumstances: readonly { readonly code: string; readonly fromOn: string; readonly office: string | null }[]
  readonly tenure: 'owner' | 'tenant'
  /** What the book says of the home; null: nothing. */
  readonly home: { readonly stove: Stove; readonly charging: Charging } | null
  /** Those of the community's book, from before the register: over in time, with what the book says of them. */
  readonly past: readonly PlannedVisit[]
  /** Those of the last weeks, on the phone. */
  readonly visits: readonly PlannedVisit[]
  readonly quarrel: Quarrel
}

export type Stove = 'pipe_gas' | 'bottled_gas' | 'electric' | 'none'
export type Charging = 'shed' | 'none' | 'home'

/** Households a grid worker looks after. */
export const perGrid = 530
/** For so long each household was visited, of which the last weeks were recorded on the phone. */
export const months = 14
const phoneDays = 58

/** When the community's books were brought in: what was before is in them, what came after is on the phone. */
export const registeredAt = (until: Date): Date => firstMorning(new Date(until.getTime() - phoneDays * day))

/** Who lives where, who was visited when, and what was said. The same for the same seed and day. */
export function planHouseholds(
  district: District,
  { seed, until, most = perGrid }: { seed: number; until: Date; most?: number },
): PlannedHousehold[] {
  const units = district.places.filter(({ kind }) => kind === 'unit')
  let serial = 0
  return district.grids.flatMap(({ key: grid, buildings }) => {
    const random = createRandom(seed, `households/${grid}`)
    const doors = units
      .filter(({ parent }) => parent !== null && buildings.includes(parent))
      .flatMap((unit) => unit.rooms.map((room) => ({ unit, room })))
    const lived = new Set(random.shuffle(doors).slice(0, most))
    const known = district.persons.filter(({ home }) => home !== null)
    const byRoom = new Map(known.map((person) => [person.home, person]))
    return doors
      .filter((door) => lived.has(door))
      .map(({ unit, room }, n) => {
        const person = byRoom.get(room.key)
        const head = person ? { name: person.zh, phone: person.phone } : null
        return household({ grid, unit, room, until, n, serial: serial++, head }, random)
      })
  })
}

interface At {
  readonly grid: string
  readonly unit: Place
  readonly room: Room
  readonly until: Date
  readonly n: number
  readonly serial: number
  /** Somebody whom the register of people knows at this door. */
  readonly head: { readonly name: string; readonly phone: string | null } | null
}

function household(at: At, random: Random): PlannedHousehold {
  const { grid, unit, room, until, n } = at
  const since = new Date(until.getTime() - months * 30.4 * day)
  const knownAt = registeredAt(until)
  const members = family(at, random)
  const circumstances = circumstancesFor(members, knownAt, until, random)
  const isCared = circumstances.length > 0 || members.some(({ birth }) => isOld(birth, until))
  const isHidden = random.chance(0.06)
  const all = visitsOf({ since, until, isCared, isHidden }, random)
  // Four in ten were visited with the phone already.
  const isVisited = random.chance(0.65)
  return {
    ...{ building: unit.parent ?? '', unit: unit.zh, number: room.number, grid, members, circumstances },
    fromOn: `${random.int(1996, 2024)}-0${random.int(1, 9)}-01`,
    asOf: dateOf(new Date(random.between(since.getTime(), knownAt.getTime() - day))),
    tenure: random.chance(0.78) ? 'owner' : 'tenant',
    home: random.chance(0.6) ? { stove: stove(random), charging: charging(random) } : null,
    past: all.filter(({ at: held }) => held < knownAt),
    visits: isVisited ? all.filter(({ at: held }) => held > knownAt) : [],
    quarrel: n % 90 === 7 ? 'phones' : n % 110 === 11 ? 'office' : null,
  }
}

const isOld = (birth: string, until: Date) => Number(dateOf(until).slice(0, 4)) - Number(birth.slice(0, 4)) > 80

function firstMorning(at: Date): Date {
  return afterOffice(midnightOf(at), 5)
}

function family({ until, serial, head }: At, random: Random): PlannedMember[] {
  const year = Number(dateOf(until).slice(0, 4))
  const age =
    random.weighted([30, 42, 55, 66, 74, 83], (one) => ({ 30: 2, 42: 4, 55: 4, 66: 4, 74: 3, 83: 2 })[one] ?? 1) +
    random.int(-4, 4)
  const born = (years: number) => `${year - years}-${String(random.int(1, 12)).padStart(2, '0')}`
  const surname = random.pick([...surnames])
  const named = (years: number, of = surname) => of + random.pick(years > 58 ? older : years > 32 ? middle : younger)
  const phone = `1205${String(serial).padStart(7, '0')}`
  const sex = random.pick(['female', 'male'] as const)
  const own = { name: head?.name ?? named(age), phone: head ? head.phone : phone }
  const members: PlannedMember[] = [{ ...own, birth: born(age), sex, relation: 'head' }]
  const alone = random.chance(age > 70 ? 0.3 : 0.18)
  if (alone) return members
  const other = sex === 'female' ? 'male' : 'female'
  const spouse = { name: named(age, random.pick([...surnames])), phone: null, birth: born(age - random.int(-3, 4)) }
  members.push({ ...spouse, sex: other, relation: 'spouse' })
  if (age < 62 && random.chance(0.7))
    members.push({ name: named(9), phone: null, birth: born(Math.max(1, age - 29)), sex, relation: 'child' })
  if (age < 60 && random.chance(0.15))
    members.push({ name: named(79), phone: null, birth: born(age + 26), sex: 'female', relation: 'parent' })
  return members
}

function circumstancesFor(members: readonly PlannedMember[], knownAt: Date, until: Date, random: Random) {
  const list: { code: string; fromOn: string; office: string | null }[] = []
  const since = dateOf(knownAt)
  const eldest = Math.min(...members.map(({ birth }) => Number(birth.slice(0, 4))))
  if (members.length === 1 && eldest < 1958 && random.chance(0.5))
    list.push({
      code: 'living_alone',
      fromOn: dateOf(new Date(until.getTime() - random.int(430, 2000) * day)),
      office: null,
    })
  if (random.chance(0.03)) list.push({ code: 'disabled', fromOn: since, office: '残联' })
  if (random.chance(0.025)) list.push({ code: 'low_income', fromOn: since, office: '民政' })
  if (random.chance(0.02)) list.push({ code: 'veteran', fromOn: since, office: '退役军人事务' })
  if (random.chance(0.008))
    list.push({ code: 'bereaved', fromOn: dateOf(new Date(until.getTime() - random.int(20, 160) * day)), office: null })
  return list
}

interface Story {
  readonly since: Date
  readonly until: Date
  /** Looked in on each month. */
  readonly isCared: boolean
  /** Hardly ever at home. */
  readonly isHidden: boolean
}

/** One visit a quarter, of whom we care for one a month; nine of ten are made, and some find nobody at home first. */
function visitsOf({ since, until, isCared, isHidden }: Story, random: Random): PlannedVisit[] {
  const visits: PlannedVisit[] = []
  const step = (isCared ? 30 : 91) * day
  const first = since.getTime() + random.between(8, isCared ? 30 : 62) * day
  for (let at = first; at < until.getTime() - 2 * hour; at += step) {
    if (!random.chance(0.9)) continue
    const when = atDoor(new Date(at), random)
    if (when >= until) continue
    const reached = !isHidden && random.chance(0.86)
    visits.push({
      at: when,
      reached,
      answers: reached ? answers(random) : {},
      said: reached && random.chance(0.3) ? random.pick(sayings) : null,
    })
    const again = new Date(when.getTime() + 4 * day + random.between(0, 3) * hour)
    if (!reached && again < until)
      visits.push({ at: again, reached: !isHidden, answers: isHidden ? {} : answers(random), said: null })
  }
  return visits
}

/** A working day, between nine and eleven or five and eight, when people are in. */
function atDoor(at: Date, random: Random): Date {
  let on = midnightOf(at)
  while (!worksOn(on)) on = new Date(on.getTime() + day)
  const from = random.chance(0.5) ? random.between(9, 11) : random.between(17, 20)
  return new Date(Math.round(on.getTime() + from * hour))
}

const answers = (random: Random) => ({
  people: random.int(1, 5),
  stove: stove(random),
  alarm: random.weighted(['yes', 'no', 'broken'], (one) => (one === 'broken' ? 1 : 3)),
  charging: charging(random),
  contact_way: random.pick(['visit', 'call', 'call', 'message']),
  help: random.weighted(['none', 'repair', 'company', 'errands', 'phone_help'], (one) => (one === 'none' ? 12 : 1)),
  well: random.weighted(['fine', 'look_again', 'needs_help'], (one) => (one === 'fine' ? 9 : 1)),
})

const stoves: readonly Stove[] = ['pipe_gas', 'bottled_gas', 'electric', 'none']
const stove = (random: Random): Stove => random.weighted(stoves, (one) => (one === 'pipe_gas' ? 6 : 1))
const chargings: readonly Charging[] = ['shed', 'shed', 'none', 'none', 'home']
const charging = (random: Random): Charging => random.pick(chargings)
