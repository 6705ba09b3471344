import { afterOffice, day, hour } from '../district/calendar.ts'
import type { District, Place } from '../district/district.ts'
import { createRandom, type Random } from '../district/random.ts'
import { parkingIdeas, renewalIdeas, spaceIdeas } from './words.ts'

export type DeclineReason = 'done_already' | 'not_here' | 'too_costly' | 'against_rules' | 'few_wish' | 'other'

export interface IdeaWords {
  /** Ideas of one topic at one place are the same thing said twice. */
  readonly topic: string
  readonly titles: readonly string[]
  readonly body: string
  readonly yuan: readonly [from: number, to: number]
  /** What usually speaks against it. */
  readonly decline?: DeclineReason
}

export interface PlannedIdea {
  readonly topic: string
  readonly title: string
  readonly body: string
  readonly place: string
  readonly point: readonly [lng: number, lat: number]
  /** Key of the resident who gave it. */
  readonly author: string
  readonly at: Date
  readonly anonymous: boolean
  /** On paper: typed in by the community for somebody who has no phone at hand. */
  readonly paper: boolean
  readonly endorsers: readonly { readonly person: string; readonly at: Date }[]
  readonly asks: { readonly person: string; readonly at: Date; readonly n: number } | null
  /** Into the idea of the same topic and place that came first. */
  readonly mergedInto: PlannedIdea | null
  readonly costFen: number
  readonly end:
    | { readonly at: Date; readonly adopt: true }
    | { readonly at: Date; readonly decline: DeclineReason }
    | null
}

export interface PlannedCall {
  readonly key: string
  readonly title: string
  readonly words: string
  readonly theme: 'safety' | 'space' | 'facilities' | 'services' | 'culture' | 'other'
  readonly place: string
  readonly moderation: 'before' | 'after'
  readonly budgetFen: number | null
  readonly plannedAt: Date
  readonly openAt: Date
  readonly untilAt: Date
  /** When the last idea has its end; null where that is still to come. */
  readonly decidedAt: Date | null
  readonly ideas: readonly PlannedIdea[]
}

/** Where moderation comes first, somebody looks within a working day. */
export const moderatedMs = 8 * hour

const community = 'community:530103005006'

interface Frame {
  readonly key: string
  readonly title: string
  readonly words: string
  readonly theme: PlannedCall['theme']
  readonly moderation: PlannedCall['moderation']
  readonly budgetFen: number | null
  /** Days before the day of the demo. */
  readonly opened: number
  readonly days: number
  readonly decided: number | null
  readonly said: readonly IdeaWords[]
  readonly count: number
}

const frames: readonly Frame[] = [
  {
    ...{ key: 'renewal', title: '天祥社区老旧小区微提升：您家门口最该改哪里？', theme: 'facilities' as const },
    words:
      '今年街道安排了 300 万元，用在天祥社区 20 个老旧小区。改哪里、先改哪里，请住在这里的人说。写一句话、拍一张照、在图上点一点都行；不会用手机的，到社区领一张表，我们代为登记。',
    ...{ moderation: 'after' as const, budgetFen: 300_000_000, opened: 320, days: 30, decided: 262 },
    ...{ said: renewalIdeas, count: 150 },
  },
  {
    ...{ key: 'parking', title: '电动车在哪儿充、汽车往哪儿停', theme: 'safety' as const },
    words: '飞线充电、消防通道被占，是今年大家反映最多的事。请说说您楼下能怎么办。',
    ...{ moderation: 'after' as const, budgetFen: 60_000_000, opened: 44, days: 25, decided: null },
    ...{ said: parkingIdeas, count: 70 },
  },
  {
    ...{ key: 'space', title: '空着的门卫室和仓库，拿来做什么好？', theme: 'space' as const },
    words: '社区清出了六间空房。想听听您的主意：谁来用、什么时间用、谁来照看。',
    ...{ moderation: 'before' as const, budgetFen: null, opened: 9, days: 24, decided: null },
    ...{ said: spaceIdeas, count: 40 },
  },
]

/** Three calls for ideas of 天祥社区 in a year: one that is answered, one that is being answered, one that is open. */
export function planCalls(district: District, { seed, until }: { seed: number; until: Date }): PlannedCall[] {
  const random = createRandom(seed, 'ideas')
  const people = residentsOf(district)
  return frames.map((frame) => {
    const openAt = afterOffice(new Date(until.getTime() - frame.opened * day), 30)
    const untilAt = new Date(openAt.getTime() + frame.days * day)
    const decidedAt = frame.decided === null ? null : afterOffice(new Date(until.getTime() - frame.decided * day), 60)
    const ideas = ideasOf(frame, {
      district,
      people,
      openAt,
      untilAt,
      decidedAt,
      until,
      random,
      hiddenMs: frame.moderation === 'before' ? moderatedMs : 0,
    })
    const { key, title, words, theme, moderation, budgetFen } = frame
    const plannedAt = new Date(openAt.getTime() - 3 * day)
    return {
      ...{ key, title, words, theme, moderation, budgetFen, place: community },
      ...{ plannedAt, openAt, untilAt, decidedAt, ideas },
    }
  })
}

interface Home {
  readonly person: string
  readonly building: Place
  readonly compound: Place
}

/** Residents of the community, with the building and compound they live in. */
function residentsOf({ places, persons, residents }: District): Home[] {
  const byKey = new Map(places.map((place) => [place.key, place]))
  const unitOf = new Map(places.flatMap((place) => place.rooms.map((room) => [room.key, place] as const)))
  const above = (place: Place | undefined) => (place?.parent ? byKey.get(place.parent) : undefined)
  const homes = new Map(persons.map(({ key, home }) => [key, home]))
  return residents.flatMap((person) => {
    const home = homes.get(person)
    const building = home ? above(unitOf.get(home)) : undefined
    const compound = above(building)
    return building && compound && compound.parent === community ? [{ person, building, compound }] : []
  })
}

interface Setting {
  readonly district: District
  readonly people: readonly Home[]
  readonly openAt: Date
  readonly untilAt: Date
  readonly decidedAt: Date | null
  readonly until: Date
  readonly random: Random
  /** How long an idea waits for moderation before anybody sees it. */
  readonly hiddenMs: number
}

function ideasOf({ key, said, count }: Frame, setting: Setting): PlannedIdea[] {
  const { people, openAt, untilAt, until, random } = setting
  const last = Math.min(untilAt.getTime(), until.getTime()) - 6 * hour
  const times = Array.from({ length: count }, () => openAt.getTime() + random.next() ** 1.6 * (last - openAt.getTime()))
  const first = new Map<string, PlannedIdea>()
  const heard = new Map<string, { readonly words: IdeaWords; readonly compound: Place }>()
  return times
    .sort((a, b) => a - b)
    .map((time, n) => {
      // One in four says what somebody of the compound said before.
      const before = first.size > 0 && random.chance(0.25) ? random.pick([...heard.values()]) : null
      const home = random.pick(before ? people.filter(({ compound }) => compound === before.compound) : people)
      const words = before?.words ?? random.pick(said)
      const same = `${words.topic}/${home.compound.key}`
      const idea = ideaOf(setting, { home, words, at: new Date(time), earlier: first.get(same) ?? null })
      // On paper at the counter, one in nine; the second call went by phone alone.
      const planned = key !== 'parking' && n % 9 === 4 ? { ...idea, paper: true, anonymous: false } : idea
      if (!first.has(same)) {
        first.set(same, planned)
        heard.set(same, { words, compound: home.compound })
      }
      return planned
    })
}

interface One {
  readonly home: Home
  readonly words: IdeaWords
  readonly at: Date
  readonly earlier: PlannedIdea | null
}

function ideaOf(setting: Setting, { home, words, at, earlier }: One): PlannedIdea {
  const { random, people } = setting
  const where = random.chance(0.5) ? home.compound.zh : home.building.fullZh
  const fill = (text: string) => text.replaceAll('{where}', where)
  const [lng, lat] = home.building.point
  const near = () => (random.next() - 0.5) * 0.0004
  const end = endOf(setting, { words, earlier })
  const seenAt = new Date(at.getTime() + setting.hiddenMs)
  const overAt = end?.at ?? earlier?.end?.at ?? setting.until
  return {
    topic: words.topic,
    title: fill(random.pick(words.titles)).slice(0, 60),
    body: fill(words.body),
    place: home.building.key,
    point: [(lng ?? 0) + near(), (lat ?? 0) + near()],
    author: home.person,
    ...{ at, anonymous: random.chance(0.08), paper: false },
    endorsers: endorsersOf(random, people, home.person, seenAt, Math.min(overAt.getTime(), setting.until.getTime())),
    asks: random.chance(0.22)
      ? { person: random.pick(people).person, at: soon(random, seenAt, 2), n: random.int(0, 5) }
      : null,
    mergedInto: earlier && setting.decidedAt !== null && random.chance(0.8) ? earlier : null,
    costFen: Math.round(random.between(...words.yuan) / 100) * 10_000,
    end: earlier && setting.decidedAt !== null ? endOf(setting, { words, earlier: null }) : end,
  }
}

/** Ends come in the weeks after the call closed; of the one that is being answered the half has them. */
function endOf(
  { random, untilAt, decidedAt, until }: Setting,
  { words, earlier }: { words: IdeaWords; earlier: PlannedIdea | null },
): PlannedIdea['end'] {
  const from = untilAt.getTime() + 2 * day
  const to = decidedAt ? decidedAt.getTime() - day : until.getTime() - hour
  if (to <= from || (decidedAt === null && random.chance(0.5)) || (decidedAt === null && earlier)) return null
  const at = afterOffice(new Date(random.between(from, to - day)), random.int(5, 200))
  if (at.getTime() >= to) return null
  if (words.decline && random.chance(0.85)) return { at, decline: words.decline }
  if (random.chance(0.45)) return { at, adopt: true }
  return { at, decline: random.pick(['not_here', 'against_rules', 'other', 'done_already'] as const) }
}

function endorsersOf(random: Random, people: readonly Home[], author: string, from: Date, to: number) {
  const wish = Math.min(60, Math.round(random.skewed(7, 0.8)))
  const chosen = new Set<string>()
  for (let n = 0; n < wish; n++) chosen.add(random.pick(people).person)
  chosen.delete(author)
  return [...chosen].flatMap((person) => {
    const at = soon(random, from, 9)
    return at.getTime() < to - hour ? [{ person, at }] : []
  })
}

const soon = (random: Random, at: Date, days: number): Date =>
  new Date(at.getTime() + 10 * 60_000 + random.next() ** 2 * days * day)
