import type { Position } from 'geojson'
import type { Arrival } from './arrivals.ts'
import { drawArrivals } from './arrivals.ts'
import { monthOf } from './calendar.ts'
import type { CommunityPlan } from './communities.ts'
import { communityPlans } from './communities.ts'
import { tellCourse } from './courses.ts'
import type { Firm, Grid, Person, Place } from './district.ts'
import type { Pt } from './geometry.ts'
import { box, contains } from './geometry.ts'
import type { Matter, Reporter } from './matter-story.ts'
import { callerName } from './person-names.ts'
import { toGround, toWgs84 } from './projection.ts'
import type { Random } from './random.ts'
import { createRandom } from './random.ts'
import type { Case } from './telling.ts'
import type { Facts, Voice } from './wording.ts'
import { namesBuilding, neighbourText, openVoice, patrolText, titleOf } from './wording.ts'
import type { LeafWords, Owner } from './words/leaf-words.ts'
import { lexicon } from './words/lexicon.ts'

/** How many matters each community has in the year. */
const totals: Readonly<Record<string, number>> = { TX: 2400, LG: 520, QS: 380 }

/** What the storm brings, and how much of it. */
const stormLeaves: Readonly<Record<string, number>> = {
  '020402': 30,
  '030101': 16,
  '020401': 12,
  '050102': 12,
  '030103': 8,
  '020201': 7,
  '020403': 5,
  '010303': 4,
  '010202': 3,
}
/** Low ground: here the water stands first. */
const lowGround = new Set(['TX03', 'TX17', 'TX16', 'TX08', 'LG01', 'QS02'])
/** Shared troubles that several neighbours tell at the same time. */
const shared = new Set(
  '010102 010302 020101 020201 020402 020403 040101 060101 070202 080102 080103 080101 010101 060201'.split(' '),
)

export interface World {
  readonly seed: number
  readonly today: Date
  readonly places: readonly Place[]
  /** Entrances of each building. */
  readonly entrances: ReadonlyMap<string, number>
  readonly grids: readonly Grid[]
  readonly postKeys: ReadonlySet<string>
  readonly firms: readonly Firm[]
  readonly residents: readonly Person[]
  /** Names of the roads near each community, by its prefix. */
  readonly roads: Readonly<Record<string, readonly string[]>>
  acting(post: string, at: Date): string
}

interface Town {
  readonly plan: CommunityPlan
  readonly compounds: readonly { place: Place; short: string; code: string; buildings: readonly Place[] }[]
  readonly grids: readonly Grid[]
  readonly desk: string
  readonly secretary: string
}

function townOf(plan: CommunityPlan, world: World): Town {
  const compounds = plan.grids
    .flatMap((g) => g.compounds)
    .flatMap(({ code: number, short }) => {
      const code = plan.prefix + number
      const place = world.places.find((p) => p.key === `compound:${code}`)
      const buildings = world.places.filter((p) => p.parent === `compound:${code}`)
      return place ? [{ place, short, code, buildings }] : []
    })
  return {
    plan,
    compounds,
    grids: world.grids.filter((g) => g.community === `community:${plan.code}`),
    desk: `post:community_desk:${plan.code}`,
    secretary: `post:community_secretary:${plan.code}`,
  }
}

const swing = {
  rain: (month: number) => (month >= 6 && month <= 9 ? 2.4 : 0.45),
  summer: (month: number) => (month >= 5 && month <= 9 ? 1.6 : 0.6),
  winter: (month: number) => (month >= 11 || month <= 2 ? 1.7 : 0.8),
  spring: (month: number) => (month >= 3 && month <= 5 ? 1.8 : 0.75),
} as const

function leafFor(arrival: Arrival, office: boolean, firm: boolean, random: Random): LeafWords {
  const share = arrival.rain === 'storm' ? 0.86 : arrival.rain === 'after' ? 0.4 : 0
  const month = monthOf(arrival.at)
  const rainy = random.chance(share)
  return random.weighted(lexicon, (leaf) => {
    if (arrival.channel === 'patrol' && leaf.patrols.length === 0) return 0
    if (office ? leaf.offices === undefined : leaf.offices === 'only') return 0
    if (leaf.firm && !firm) return 0
    if (rainy) return stormLeaves[leaf.code] ?? 0
    const service =
      leaf.code.startsWith('10') && (arrival.channel === 'phone' || arrival.channel === 'counter') ? 2.2 : 1
    return leaf.weight * service * (leaf.season ? swing[leaf.season](month) : 1)
  })
}

function compoundFor(town: Town, arrival: Arrival, random: Random) {
  return random.weighted(town.compounds, (c) => {
    const low = arrival.rain === 'storm' && lowGround.has(c.code) ? 7 : 1
    const wayward = 0.7 + (Number(c.code.slice(2)) % 5) * 0.18
    return c.buildings.length * low * wayward
  })
}

function reporterFor(arrival: Arrival, at: Place, compound: Place, grid: Grid, world: World, random: Random): Reporter {
  const post = grid.key.replace('grid:', 'post:grid_worker:')
  if (arrival.channel === 'patrol') return { kind: 'patrol', post, person: world.acting(post, arrival.at) }
  const share = { pocket: 0.78, wechat: 0.5, phone: 0.2, counter: 0.3 }[arrival.channel]
  if (random.chance(share)) {
    const inside = (prefix: string) => world.residents.filter((r) => r.home?.startsWith(prefix))
    const able = (people: Person[]) => people.filter((r) => r.app || arrival.channel !== 'pocket')
    const here = able(inside(`${at.key.replace('building:', 'room:')}-`))
    const near = here.length ? here : able(inside(compound.key.replace('compound:', 'room:')))
    if (near.length) return { kind: 'resident', person: random.pick(near).key, hidden: random.chance(0.08) }
  }
  if (arrival.channel === 'pocket') return { kind: 'anonymous' }
  const phone = `1000${String(random.int(0, 9_999_999)).padStart(7, '0')}`
  return { kind: 'caller', name: callerName(random), phone }
}

function pointAt(place: Place, random: Random): Position {
  const ring = (place.shape?.coordinates[0] ?? []).slice(0, -1).map(toGround)
  const [x, y] = toGround(place.point)
  if (place.kind === 'building') return toWgs84([x + random.between(-14, 14), y + random.between(-9, 9)])
  const b = box(ring)
  for (let i = 0; i < 50; i++) {
    const p: Pt = [random.between(b.minX, b.maxX), random.between(b.minY, b.maxY)]
    if (contains(ring, p)) return toWgs84(p)
  }
  return place.point
}

interface Draft {
  readonly leaf: LeafWords
  readonly compound: Town['compounds'][number]
  readonly building: Place
  readonly says: string
}

/** The trouble itself: something new, or what a neighbour told a little earlier. */
function draft(
  town: Town,
  arrival: Arrival,
  recent: readonly Told[],
  world: World,
  random: Random,
): { draft: Draft; twin: Told | null } {
  const fresh = recent.filter((told) => arrival.at.getTime() - told.matter.reportedAt.getTime() < 40 * 3_600_000)
  const likely = arrival.rain ? 0.18 : 0.055
  const twins = fresh.filter(
    (told) =>
      shared.has(told.draft.leaf.code) &&
      told.matter.channel !== 'patrol' &&
      !['merged', 'void'].includes(told.matter.state),
  )
  if (arrival.channel !== 'patrol' && twins.length && random.chance(likely)) {
    const twin = random.pick(twins)
    return { draft: twin.draft, twin }
  }
  const compound = compoundFor(town, arrival, random)
  const firm = world.firms.some((f) => f.compounds.includes(compound.place.key))
  const leaf = leafFor(arrival, compound.place.use === 'office', firm, random)
  const says = random.pick(arrival.channel === 'patrol' ? leaf.patrols : leaf.says)
  return { draft: { leaf, compound, building: random.pick(compound.buildings), says }, twin: null }
}

/** Shown to its holder only: nothing is merged into it. */
const isHidden = ({ reporter }: Matter): boolean => reporter.kind === 'resident' && reporter.hidden

interface Told {
  readonly matter: Matter
  readonly draft: Draft
  readonly voice: Voice
  readonly resolvedAt: Date | null
}

function factsOf({ compound, building }: Draft, town: Town, world: World): Facts {
  const units = world.entrances.get(building.key) ?? 1
  const firm = world.firms.find((f) => f.compounds.includes(compound.place.key))
  return {
    compound: compound.short,
    compoundName: compound.place.zh,
    building: building.zh,
    floors: building.floors ?? 6,
    units,
    office: building.use === 'office',
    roads: world.roads[town.plan.prefix] ?? ['门前路'],
    firm: firm ? firm.zh : '小区自管小组',
  }
}

/** Which post of the town answers for an owner of the word lists. */
function postFinder(town: Town, compound: Town['compounds'][number], grid: Grid, world: World) {
  const secretary = `post:compound_secretary:${compound.code}`
  const worker = grid.key.replace('grid:', 'post:grid_worker:')
  return (owner: Owner): string => {
    const firm = `post:property_firm:${compound.code}`
    const street = `post:${owner}:${town.plan.street}`
    if (owner === 'grid') return worker
    if (owner === 'desk') return town.desk
    if (owner === 'secretary') return secretary
    if (owner === 'property') return world.postKeys.has(firm) ? firm : worker
    return world.postKeys.has(street) ? street : `post:${owner}`
  }
}

/** A text that nobody has used yet, if a few tries find one. */
function textFor({ leaf, says }: Draft, voice: Voice, arrival: Arrival, used: Set<string>, random: Random): string {
  for (let i = 0; ; i++) {
    const { channel } = arrival
    const text =
      channel === 'patrol' ? patrolText(says, voice, random) : neighbourText(leaf, says, voice, channel, random)
    if (!used.has(text) || i > 12) {
      used.add(text)
      return text
    }
  }
}

function tellMatter(
  town: Town,
  arrival: Arrival,
  n: number,
  recent: readonly Told[],
  used: Set<string>,
  world: World,
): Told {
  const key = `matter:${town.plan.prefix}${String(n).padStart(4, '0')}`
  const random = createRandom(world.seed, key)
  const { draft: what, twin } = draft(town, arrival, recent, world, random)
  const { leaf, compound, building, says } = what
  const grid = town.grids.find((g) => g.buildings.includes(building.key))
  if (!grid) throw new Error(`${building.key} lies in no grid`)
  const voice = openVoice(factsOf(what, town, world), leaf.night === true, random, twin?.voice ?? null)
  const text = textFor(what, voice, arrival, used, random)
  const title = titleOf(leaf, says, voice, random)
  const place = !namesBuilding(says) && random.chance(0.6) ? compound.place : building
  const reporter = reporterFor(arrival, building, compound.place, grid, world, random)
  const person = reporter.kind === 'resident' ? world.residents.find((r) => r.key === reporter.person) : undefined
  const app = person?.app === true && (arrival.channel === 'pocket' || arrival.channel === 'wechat')
  const reach = reporter.kind === 'anonymous' || reporter.kind === 'patrol' ? 'none' : app ? 'app' : 'phone'
  const atDesk = arrival.channel === 'phone' || arrival.channel === 'counter'
  const postOf = postFinder(town, compound, grid, world)
  const from: Case = {
    key,
    reportedAt: arrival.at,
    today: world.today,
    words: leaf,
    voice,
    says,
    firstHolder: atDesk ? town.desk : postOf('grid'),
    desk: town.desk,
    command: `post:street_command:${town.plan.street}`,
    secretary: town.secretary,
    postOf,
    acting: world.acting,
    reach,
    patrol: reporter.kind === 'patrol',
    twin: twin && !isHidden(twin.matter) ? { key: twin.matter.key, resolvedAt: twin.resolvedAt } : null,
    storm: arrival.rain === 'storm',
    random,
  }
  const course = tellCourse(from)
  const { steps, state, holder, resolvedAt } = course
  const matter: Matter = {
    key,
    reportedAt: arrival.at,
    place: place.key,
    point: pointAt(place, random),
    channel: arrival.channel,
    reporter,
    category: leaf.code,
    title,
    text,
    firstHolder: from.firstHolder,
    steps,
    state,
    holder,
  }
  return { matter, draft: what, voice, resolvedAt }
}

/** A year of matters of all communities, in order of time. */
export function buildMatters(world: World): Matter[] {
  const used = new Set<string>()
  const all = communityPlans.flatMap((plan) => {
    const town = townOf(plan, world)
    const arrivals = drawArrivals(
      totals[plan.prefix] ?? 0,
      world.today,
      createRandom(world.seed, `arrivals/${plan.code}`),
    )
    const told: Told[] = []
    arrivals.forEach((arrival, i) => {
      told.push(tellMatter(town, arrival, i + 1, told.slice(-40), used, world))
    })
    return told.map((t) => t.matter)
  })
  return all.sort((a, b) => a.reportedAt.getTime() - b.reportedAt.getTime())
}
