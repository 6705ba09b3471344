import { day, midnightOf } from './calendar.ts'
import type { Absence, Account, Person, Place, Post, Role, StandIn, Tenure } from './district.ts'
import type { Generation } from './person-names.ts'
import { latinName, nameMaker } from './person-names.ts'
import type { Random } from './random.ts'

/** Invents persons one after the other; each gets a number of its own in the unassigned range 120. */
export function personMaker(random: Random): (generation: Generation, app: boolean, home: string | null) => Person {
  const name = nameMaker(random)
  let n = 0
  return (generation, app, home) => {
    n++
    const zh = name(generation)
    const phone = `120${String(10_000_000 + n * 7919 + random.int(0, 900)).slice(-8)}`
    return { key: `person:${String(n).padStart(4, '0')}`, zh, en: latinName(zh), phone, app, home }
  }
}

export interface Staff {
  readonly persons: readonly Person[]
  readonly tenures: readonly Tenure[]
  readonly absences: readonly Absence[]
  readonly standIns: readonly StandIn[]
}

/** Posts that nobody holds on the day of the demo, and for how many days. */
const vacant: Readonly<Record<string, number>> = {
  'post:grid_worker:QS-2': 34,
  'post:compound_secretary:TX17': 52,
  'post:building_lead:TX07-2': 120,
  'post:building_lead:LG02-3': 75,
  'post:center_household:TX13-4-1': 210,
  'post:center_household:TX18-2-3': 33,
}

/** Whoever holds the first post holds the second one too. */
const doubled: readonly (readonly [string, string])[] = [
  ['post:compound_secretary:TX08', 'post:building_lead:TX08-1'],
  ['post:compound_secretary:TX19', 'post:building_lead:TX19-4'],
  ['post:grid_worker:LG-2', 'post:building_lead:LG04-2'],
  ['post:compound_secretary:QS02', 'post:building_lead:QS02-1'],
  ['post:property_firm:TX01', 'post:property_firm:TX02'],
  ['post:property_firm:TX05', 'post:property_firm:TX06'],
  ['post:property_firm:QS01', 'post:property_firm:QS04'],
  ['post:property_firm:LG05', 'post:property_firm:LG06'],
]

/** Away on the day of the demo: since how many days, for how many more, why, and who stands in (null: nobody). */
const awayNow: readonly (readonly [string, number, number, string, string | null])[] = [
  ['post:grid_worker:TX-3', 3, 6, '年休假', 'post:grid_worker:TX-2'],
  ['post:compound_secretary:TX12', 18, 25, '住院治疗', 'post:building_lead:TX12-2'],
  ['post:building_lead:TX04-1', 9, 40, '到外省带孙子', null],
  ['post:building_lead:QS03-2', 5, 20, '探亲', null],
  ['post:urban:530103005', 2, 4, '外出培训', 'post:street_command:530103005'],
]

const retired = new Set(['center_household', 'building_lead', 'compound_secretary'])

/** Where the holder of a neighbourly post lives: in the entrance, building or compound that the post is for. */
function homeFor(post: Post, places: readonly Place[], random: Random): string | null {
  if (!retired.has(post.kind) || post.place === null) return null
  const code = post.place.slice(post.place.indexOf(':') + 1)
  const rooms = places
    .filter((p) => p.kind === 'unit' && (p.key === post.place || p.key.startsWith(`unit:${code}-`)))
    .flatMap((p) => p.rooms)
  return rooms.length ? random.pick(rooms).key : null
}

/** Fills the posts: who holds each, who held it before, which are empty, who is away and who stands in. */
export function fillPosts(
  posts: readonly Post[],
  places: readonly Place[],
  today: Date,
  makePerson: ReturnType<typeof personMaker>,
  random: Random,
): Staff {
  const persons: Person[] = []
  const tenures: Tenure[] = []
  const midnight = midnightOf(today)
  const ago = (days: number) => new Date(midnight.getTime() - Math.round(days) * day)
  const second = new Map(doubled.map(([first, other]) => [other, first]))
  const employ = (post: Post): Person => {
    const generation = retired.has(post.kind)
      ? random.pick(['older', 'older', 'middle'] as const)
      : random.pick(['middle', 'middle', 'younger'] as const)
    const app = !retired.has(post.kind) || random.chance(0.7)
    const person = makePerson(generation, app, homeFor(post, places, random))
    persons.push(person)
    return person
  }
  for (const post of posts) {
    if (second.has(post.key)) continue
    const empty = vacant[post.key]
    const began = ago(random.between(740, 1900))
    if (empty !== undefined) tenures.push({ post: post.key, person: employ(post).key, from: began, to: ago(empty) })
    else if (random.chance(0.16)) {
      const change = random.between(25, 700)
      const handover = ago(change)
      tenures.push({ post: post.key, person: employ(post).key, from: began, to: handover })
      const gap = random.chance(0.3) ? Math.min(change - 2, random.int(3, 20)) : 0
      tenures.push({ post: post.key, person: employ(post).key, from: ago(change - gap), to: null })
    } else tenures.push({ post: post.key, person: employ(post).key, from: began, to: null })
  }
  for (const [other, first] of second) {
    const held = tenures.filter((t) => t.post === first)
    tenures.push(...held.map((t) => ({ ...t, post: other })))
  }
  return { persons, tenures, ...leaves(posts, tenures, today, random) }
}

function leaves(posts: readonly Post[], tenures: readonly Tenure[], today: Date, random: Random) {
  const absences: Absence[] = []
  const standIns: StandIn[] = []
  const midnight = midnightOf(today)
  const on = (days: number) => new Date(midnight.getTime() + days * day)
  const holder = (post: string, at: Date) =>
    tenures.find((t) => t.post === post && t.from <= at && (t.to === null || t.to > at))?.person
  const leave = (post: string, from: Date, to: Date, why: string, standIn: string | null) => {
    const person = holder(post, from)
    if (!person || person !== holder(post, to)) return
    const other = standIn === null ? undefined : holder(standIn, from)
    absences.push({ person, from, to, why })
    if (other && other !== person) standIns.push({ post, person: other, from, to, why })
  }
  for (const [post, since, more, why, standIn] of awayNow) leave(post, on(-since), on(more), why, standIn)
  const workers = posts.filter((p) => p.kind === 'grid_worker').map((p) => p.key)
  workers.forEach((worker, i) => {
    const neighbour = workers[i % 2 === 0 ? i + 1 : i - 1] ?? workers[0] ?? null
    for (const before of [random.int(40, 110), random.int(150, 220), random.int(260, 350)]) {
      const days = random.int(3, 6)
      leave(worker, on(-before), on(-before + days), random.pick(['年休假', '病假', '婚假', '培训']), neighbour)
    }
  })
  return { absences, standIns }
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>()
  for (const row of rows) {
    const group = out.get(keyOf(row))
    if (group) group.push(row)
    else out.set(keyOf(row), [row])
  }
  return out
}

/** Who acts for a post at an instant: the holder unless away, else the stand-in, else whoever acts for the post above. */
export function actingFinder(posts: readonly Post[], staff: Staff): (post: string, at: Date) => string {
  const byKey = new Map(posts.map((p) => [p.key, p]))
  const held = grouped(staff.tenures, (t) => t.post)
  const away = grouped(staff.absences, (a) => a.person)
  const stand = grouped(staff.standIns, (s) => s.post)
  return (key, at) => {
    for (let post = byKey.get(key); post; post = byKey.get(post.reportsTo ?? '')) {
      const tenure = held.get(post.key)?.find((t) => t.from <= at && (t.to === null || t.to > at))
      const gone = tenure && away.get(tenure.person)?.some((a) => a.from <= at && a.to > at)
      if (tenure && !gone) return tenure.person
      const other = stand.get(post.key)?.find((s) => s.from <= at && s.to > at)
      if (other) return other.person
    }
    throw new Error(`nobody acts for ${key}`)
  }
}

const shown: readonly (readonly [Role, string, string])[] = [
  ['center_household', 'center', 'post:center_household:TX01-3-1'],
  ['building_lead', 'lead', 'post:building_lead:TX01-3'],
  ['compound_secretary', 'secretary', 'post:compound_secretary:TX01'],
  ['grid_worker', 'grid', 'post:grid_worker:TX-1'],
  ['community', 'community', 'post:community_desk:530103005006'],
  ['street', 'street', 'post:street_command:530103005'],
  ['street', 'gulou', 'post:street_command:530103002'],
  ['department', 'department', 'post:fire:530103005'],
  ['property_firm', 'property', 'post:property_firm:TX01'],
  ['supervisor', 'supervisor', 'post:supervisor:530103005'],
  ['administrator', 'admin', 'post:administrator'],
]

/** One sign-in for each role, all around the same building where possible. */
export function buildAccounts(tenures: readonly Tenure[], resident: string): Account[] {
  const accounts = shown.map(([role, login, post]): Account => {
    const tenure = tenures.find((t) => t.post === post && t.to === null)
    if (!tenure) throw new Error(`the post shown for ${role} is empty`)
    return { role, login, person: tenure.person, post }
  })
  return [{ role: 'resident', login: 'resident', person: resident, post: null }, ...accounts]
}
