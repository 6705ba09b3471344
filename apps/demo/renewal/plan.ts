import type { StageCode } from '../../../modules/renewal/contract.ts'
import { day } from '../district/calendar.ts'
import type { District, Place } from '../district/district.ts'
import { createRandom, type Random } from '../district/random.ts'
import type { PlannedCall, PlannedIdea } from '../ideas/plan.ts'
import { type Delay, fullRoad, type PlannedStage, shortRoad } from './roads.ts'
import { itemOf, itemWords, projectWords } from './words.ts'

export interface PlannedItem {
  readonly code: string
  /** Key of its compound. */
  readonly place: string
  readonly words: string
  readonly plannedFen: number
  readonly finalFen: number
  readonly ideas: readonly PlannedIdea[]
}

export interface PlannedDefect {
  readonly item: number
  readonly words: string
  readonly at: Date
  /** Put right and confirmed; null while it is open. */
  readonly solvedAt: Date | null
}

export interface PlannedAnswer {
  readonly survey: 'before' | 'after'
  /** Null: on paper. */
  readonly person: string | null
  readonly score: number
}

export interface PlannedRenewal {
  readonly key: 'seven' | 'one'
  readonly title: string
  readonly words: string
  readonly place: string
  readonly touched: readonly string[]
  readonly households: number
  readonly plannedAt: Date
  readonly stages: readonly PlannedStage[]
  readonly delays: readonly Delay[]
  readonly items: readonly PlannedItem[]
  /** Where the photos are taken, each with the compound it lies in. */
  readonly spots: readonly { readonly name: string; readonly place: Place; readonly item: number }[]
  readonly inspectors: readonly string[]
  readonly asker: string
  readonly defects: readonly PlannedDefect[]
  readonly answers: readonly PlannedAnswer[]
}

const community = 'community:530103005006'
const sevenCompounds = 7

interface Taken {
  readonly compound: Place
  readonly ideas: readonly PlannedIdea[]
}

/** Two renewals of 天祥社区 that came from its answered call: seven compounds that are done, one that is being built. */
export function planRenewals(
  district: District,
  calls: readonly PlannedCall[],
  { seed, until }: { seed: number; until: Date },
): PlannedRenewal[] {
  const random = createRandom(seed, 'renewal')
  const taken = adoptedByCompound(district, calls)
  const people = peopleOf(district)
  const seven = taken.slice(0, sevenCompounds)
  const one = taken.slice(sevenCompounds, sevenCompounds + 1)
  return [
    planOne('seven', seven, { random, people, until, road: fullRoad }),
    planOne('one', one, { random, people, until, road: shortRoad }),
  ]
}

/** Compounds by how many ideas about them were adopted, the most first. */
function adoptedByCompound({ places }: District, calls: readonly PlannedCall[]): Taken[] {
  const byKey = new Map(places.map((place) => [place.key, place]))
  const compoundOf = (key: string): Place | undefined => {
    const place = byKey.get(key)
    return !place || place.kind === 'compound' ? place : compoundOf(place.parent ?? '')
  }
  const groups = new Map<Place, PlannedIdea[]>()
  for (const idea of calls[0]?.ideas ?? []) {
    const compound = compoundOf(idea.place)
    if (!compound || idea.mergedInto || !idea.end || !('adopt' in idea.end) || !itemOf(idea.topic)) continue
    groups.set(compound, [...(groups.get(compound) ?? []), idea])
  }
  return [...groups]
    .map(([compound, ideas]) => ({ compound, ideas }))
    .sort((a, b) => b.ideas.length - a.ideas.length || a.compound.key.localeCompare(b.compound.key))
}

interface Homes {
  /** Residents who have a phone account, by the key of their compound. */
  in(compound: string): readonly string[]
  households(compound: string): number
}

function peopleOf({ places, persons, residents }: District): Homes {
  const byKey = new Map(places.map((place) => [place.key, place]))
  const compoundOf = (place: Place | undefined): Place | undefined =>
    !place || place.kind === 'compound' ? place : compoundOf(byKey.get(place.parent ?? ''))
  const ofRoom = new Map(
    places.flatMap((place) => place.rooms.map((room) => [room.key, compoundOf(place)?.key] as const)),
  )
  const homes = new Map(persons.map(({ key, home }) => [key, home]))
  const groups = new Map<string, string[]>()
  for (const person of residents) {
    const compound = ofRoom.get(homes.get(person) ?? '')
    if (compound) groups.set(compound, [...(groups.get(compound) ?? []), person])
  }
  const counts = new Map<string, number>()
  for (const compound of ofRoom.values()) if (compound) counts.set(compound, (counts.get(compound) ?? 0) + 1)
  return { in: (key) => groups.get(key) ?? [], households: (key) => counts.get(key) ?? 0 }
}

interface Setting {
  readonly random: Random
  readonly people: Homes
  readonly until: Date
  readonly road: (until: Date) => { readonly stages: PlannedStage[]; readonly delays: Delay[] }
}

function planOne(key: PlannedRenewal['key'], taken: readonly Taken[], setting: Setting): PlannedRenewal {
  const { random, people, until, road } = setting
  const { stages, delays } = road(until)
  const compounds = taken.map(({ compound }) => compound)
  const items = taken.flatMap((of) => itemsOf(of, random))
  const neighbours = compounds.flatMap(({ key: compound }) => people.in(compound))
  const households = compounds.reduce((sum, { key: compound }) => sum + people.households(compound), 0)
  const first = compounds[0]
  if (!first) throw new Error('no idea was adopted')
  const { title, words } = projectWords(key, first.zh)
  const whole = key === 'seven'
  return {
    ...{ key, title, words, place: whole ? community : first.key, households, stages, delays, items },
    touched: whole ? compounds.map((compound) => compound.key) : [],
    plannedAt: new Date((stages[0]?.beganAt ?? until).getTime() - 4 * day),
    spots: compounds.flatMap((place) => spotsIn(place, items)),
    inspectors: neighbours.filter((_, i) => i % Math.ceil(neighbours.length / (whole ? 7 : 2)) === 0).slice(0, 7),
    asker: neighbours.at(-1) ?? '',
    defects: defectsOf(key, stages, items),
    answers: answersOf(key, neighbours, random),
  }
}

/**
 * Ideas of one kind at one compound are one item; what nobody said and must be done comes with them. What costs nothing, as
 * a parcel locker that its operator puts up, is no works.
 */
function itemsOf({ compound, ideas }: Taken, random: Random): PlannedItem[] {
  const groups = new Map<string, PlannedIdea[]>()
  for (const idea of ideas) {
    const code = itemOf(idea.topic) ?? ''
    groups.set(code, [...(groups.get(code) ?? []), idea])
  }
  const said = [...groups]
    .map(([code, of]) => ({ code, of, fen: of.reduce((sum, { costFen }) => sum + costFen, 0) }))
    .filter(({ fen }) => fen > 0)
  const base = { code: 'B05', of: [], fen: random.int(60_000, 140_000) * 100 }
  return [...said, ...(groups.has('B05') ? [] : [base])].map(({ code, of, fen }) => ({
    ...{ code, place: compound.key, words: itemWords(code), ideas: of, plannedFen: fen },
    finalFen: Math.round((fen * random.int(940, 1060)) / 100_000) * 100,
  }))
}

function spotsIn(place: Place, items: readonly PlannedItem[]): PlannedRenewal['spots'] {
  const item = items.findIndex((one) => one.place === place.key)
  return [{ name: `${place.zh}大门内`, place, item }]
}

function defectsOf(key: string, stages: readonly PlannedStage[], items: readonly PlannedItem[]): PlannedDefect[] {
  const works = stages.find(({ stage }) => stage === ('oversight' satisfies StageCode))
  if (!works?.beganAt) return []
  const said =
    key === 'seven'
      ? [
          '新铺的路面有一处起砂',
          '井盖比路面高两公分，绊脚',
          '坡道扶手没固定牢',
          '充电棚雨水管往里漏',
          '电线入管后墙面没补',
        ]
      : ['施工围挡没有夜间警示灯', '沟槽回填后有沉陷']
  const began = works.beganAt.getTime()
  // The last one of the works under way was found this week.
  const apart = key === 'seven' ? 9 : 36
  return said.map((words, n) => ({
    ...{ item: n % items.length, words, at: new Date(began + (6 + n * apart) * day) },
    solvedAt: key === 'one' && n === 1 ? null : new Date(began + (9 + n * apart) * day),
  }))
}

/** Before, few are content; after, most are. One in three answers on paper. */
function answersOf(key: string, neighbours: readonly string[], random: Random): PlannedAnswer[] {
  const score = (survey: 'before' | 'after') =>
    survey === 'before' ? random.pick([1, 2, 2, 3, 3, 3, 4]) : random.pick([2, 3, 4, 4, 5, 5, 5, 5])
  const of = (survey: 'before' | 'after', count: number): PlannedAnswer[] =>
    Array.from({ length: count }, (_, n) => ({
      survey,
      person: n % 3 === 2 ? null : (neighbours[n] ?? null),
      score: score(survey),
    }))
  const [before, after] = key === 'seven' ? [48, 61] : [14, 0]
  return [...of('before', before), ...of('after', after)]
}
