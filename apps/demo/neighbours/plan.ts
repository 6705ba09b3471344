import type { SkillKind } from '../../../modules/neighbours/public.ts'
import { day } from '../district/calendar.ts'
import type { District, Place } from '../district/district.ts'
import { type Generation, nameMaker } from '../district/person-names.ts'
import { createRandom, type Random } from '../district/random.ts'
import { skillWords, teamStories, thanksWords, wishWords } from './words.ts'

export const volunteerCount = 640
/** How long ago the first came. */
const sinceDays = 425

export interface PlannedVolunteer {
  readonly name: string
  /** Of the range 1200…, which is nobody's. */
  readonly phone: string
  readonly building: string
  readonly compound: string
  readonly community: string
  readonly skills: readonly SkillKind[]
  readonly words: string
  readonly audience: 'compound' | 'community' | 'office'
  readonly nameShown: boolean
  readonly languages: readonly ('mandarin' | 'kunming' | 'yi' | 'sichuan')[]
  readonly sex: 'female' | 'male'
  readonly slots: readonly number[]
  readonly reachM: number
  readonly most: number
  readonly at: Date
}

export type Rhythm = 'once' | 'week' | 'fortnight' | 'month'

export interface PlannedWish {
  readonly name: string
  readonly phone: string | null
  readonly building: string
  readonly community: string
  readonly kind: SkillKind
  readonly words: string
  readonly slots: readonly number[]
  readonly rhythm: Rhythm
  readonly at: Date
}

export interface PlannedPairing {
  readonly wish: PlannedWish
  /** Its place in the list of volunteers. */
  readonly volunteer: number
  readonly state: 'suggested' | 'asked' | 'declined' | 'agreed' | 'running' | 'silent' | 'met' | 'stopped' | 'moved'
  /** When both are asked, and when the second says yes. */
  readonly askedAt: Date
  readonly agreedAt: Date
  readonly contacts: readonly Date[]
  readonly thanks: { readonly words: string; readonly wall: boolean } | null
  readonly endedAt: Date | null
}

export interface PlannedTeam {
  readonly name: string
  readonly purpose: string
  readonly community: string
  readonly compounds: readonly string[]
  readonly leader: number
  readonly members: readonly number[]
  /** The last of them still wait for the leader's answer. */
  readonly asking: number
  readonly formedAt: Date
}

export interface NeighbourPlan {
  readonly volunteers: readonly PlannedVolunteer[]
  readonly teams: readonly PlannedTeam[]
  readonly pairings: readonly PlannedPairing[]
  /** Wishes that have nobody. */
  readonly open: readonly PlannedWish[]
}

const commons = Object.keys(skillWords) as SkillKind[]
const wished = Object.keys(wishWords) as SkillKind[]

/** 640 volunteers of three communities, nine teams, 120 pairings in all states, and wishes that wait. */
export function planNeighbours(district: District, { seed, until }: { seed: number; until: Date }): NeighbourPlan {
  const random = createRandom(seed, 'neighbours')
  const nameOf = nameMaker(createRandom(seed, 'neighbours/names'))
  const homes = district.places.filter(({ kind, use }) => kind === 'building' && use === 'home')
  const compounds = new Map(district.places.filter(({ kind }) => kind === 'compound').map((one) => [one.key, one]))
  const volunteers = Array.from({ length: volunteerCount }, (_, n) =>
    planVolunteer({ random, nameOf, homes, compounds, until }, n),
  )
  const teams = teamStories.map((story) => planTeam(story, volunteers, compounds, until))
  const free = random
    .shuffle([...volunteers.keys()])
    .filter((n) => volunteers[n]?.skills.some((skill) => wished.includes(skill)))
  const pairings = states.map((state, n) =>
    planPairing({ random, nameOf, homes, compounds, until }, volunteers, free[n] ?? n, state, n),
  )
  const open = Array.from({ length: 24 }, (_, n) => {
    const model = volunteers[free[states.length + n] ?? n]
    return planWish(
      { random, nameOf, homes, compounds, until },
      model,
      n,
      new Date(until.getTime() - random.int(1, 25) * day),
    )
  })
  return { volunteers, teams, pairings, open }
}

const times = (n: number, state: PlannedPairing['state']) => Array.from({ length: n }, () => state)
/** 120 in all: what runs, what waits, what is over. */
const states = [
  ...times(56, 'running'),
  ...times(5, 'silent'),
  ...times(6, 'agreed'),
  ...times(8, 'asked'),
  ...times(6, 'suggested'),
  ...times(22, 'met'),
  ...times(5, 'stopped'),
  ...times(4, 'moved'),
  ...times(8, 'declined'),
]

interface Making {
  readonly random: Random
  readonly nameOf: (generation: Generation) => string
  readonly homes: readonly Place[]
  readonly compounds: ReadonlyMap<string, Place>
  readonly until: Date
}

const weekOf = (random: Random): number[] => {
  const days = random.shuffle([0, 1, 2, 3, 4, 5, 6]).slice(0, random.int(2, 4))
  const part = random.int(0, 2)
  return days
    .flatMap((d) => [d * 3 + part, ...(random.chance(0.4) ? [d * 3 + ((part + 1) % 3)] : [])])
    .toSorted((a, b) => a - b)
}

function planVolunteer({ random, nameOf, homes, compounds, until }: Making, n: number): PlannedVolunteer {
  // The first of each team's kind leads it, and lives in its community.
  const story = teamStories[n]
  const there = story ? homes.filter((home) => compounds.get(home.parent ?? '')?.parent === story.community) : homes
  const home = random.pick(there)
  const first = story?.skill ?? random.pick(commons)
  const skills = [...new Set([first, ...(random.chance(0.45) ? [random.pick(commons)] : [])])]
  const older = random.chance(0.55)
  const back = story ? sinceDays - n * 3 : random.int(20, sinceDays - 30)
  const audience = random.weighted(['compound', 'community', 'office'] as const, (one) => (one === 'office' ? 2 : 3))
  return {
    name: nameOf(older ? 'older' : random.pick(['middle', 'younger'] as const)),
    phone: `12006${String(100_000 + n)}`,
    building: home.key,
    compound: home.parent ?? '',
    community: compounds.get(home.parent ?? '')?.parent ?? '',
    skills,
    words: random.pick(skillWords[first] ?? ['']),
    audience,
    nameShown: audience !== 'office' && random.chance(0.4),
    languages: [
      'mandarin',
      ...(random.chance(0.6) ? (['kunming'] as const) : []),
      ...(first === 'dialect' ? (['yi'] as const) : []),
    ],
    sex: random.chance(0.58) ? 'female' : 'male',
    slots: weekOf(random),
    reachM: random.pick([500, 1000, 3000]),
    most: random.pick([1, 2, 2, 3]),
    at: new Date(until.getTime() - back * day - random.int(60, 300) * 60_000),
  }
}

function planTeam(
  { name, purpose, community, skill, compounds: most }: (typeof teamStories)[number],
  volunteers: readonly PlannedVolunteer[],
  compounds: ReadonlyMap<string, Place>,
  until: Date,
): PlannedTeam {
  const leader = teamStories.findIndex((story) => story.name === name)
  const able = [...volunteers.keys()].filter((n) => {
    const one = volunteers[n]
    return n >= teamStories.length && one?.community === community && one.skills.includes(skill)
  })
  const served = [...compounds.values()].filter((one) => one.parent === community).map(({ key }) => key)
  return {
    ...{ name, purpose, community, leader, members: able.slice(0, 14), asking: leader < 3 ? 1 : 0 },
    compounds: served.slice(0, most),
    formedAt: new Date(until.getTime() - (sinceDays - 30) * day + leader * day),
  }
}

/** A wish that a volunteer can take: of the same compound, of a kind and a time of theirs. */
function planWish(making: Making, model: PlannedVolunteer | undefined, n: number, at: Date): PlannedWish {
  const { random, nameOf, homes } = making
  const kind = model?.skills.find((one) => wished.includes(one)) ?? 'visiting'
  const near = homes.filter(({ parent }) => parent === model?.compound)
  return {
    name: nameOf('older'),
    phone: n % 3 === 0 ? null : `12007${String(100_000 + n + Math.floor(at.getTime() / day) * 3).slice(-6)}`,
    building: random.pick(near.length > 0 ? near : homes).key,
    community: model?.community ?? '',
    kind,
    words: random.pick(wishWords[kind] ?? ['']),
    slots: [...(model?.slots ?? [0])].slice(0, 2),
    rhythm: random.pick(['once', 'week', 'fortnight', 'month', 'month'] as const),
    at,
  }
}

const days: Record<Rhythm, number> = { once: 10, week: 7, fortnight: 14, month: 30 }

function planPairing(
  making: Making,
  volunteers: readonly PlannedVolunteer[],
  volunteer: number,
  state: PlannedPairing['state'],
  n: number,
): PlannedPairing {
  const { random, until } = making
  const model = volunteers[volunteer]
  const over = state === 'met' || state === 'stopped' || state === 'moved' || state === 'declined'
  const fresh = state === 'asked' || state === 'suggested' || state === 'agreed'
  const offered = model?.at.getTime() ?? 0
  const earliest = offered + 2 * day
  const latest = until.getTime() - (fresh ? 1 : over ? 12 : 20) * day
  const back = fresh ? random.int(2, 6) * day : random.int(60, 400) * day
  const at = new Date(Math.max(earliest, Math.min(latest, until.getTime() - back)))
  const wish = withRhythm({ ...planWish(making, model, n, at), at }, state, until)
  const askedAt = new Date(at.getTime() + 0.3 * day)
  const agreedAt = new Date(at.getTime() + 0.6 * day)
  const spanEnd = over
    ? Math.min(until.getTime() - 2 * day, agreedAt.getTime() + random.int(20, 120) * day)
    : until.getTime() - day
  const contacts = contactsOf(wish.rhythm, agreedAt.getTime(), spanEnd, state, until)
  const endedAt =
    over && state !== 'declined' ? new Date(Math.max(spanEnd, contacts.at(-1)?.getTime() ?? 0) + 0.2 * day) : null
  const thanks =
    state === 'met' || (state === 'running' && n % 4 === 0)
      ? { words: random.pick(thanksWords), wall: n % 3 !== 1 }
      : null
  return { wish, volunteer, state, askedAt, agreedAt, contacts, thanks, endedAt }
}

/** What runs on is no single help; what goes on every week began some weeks ago, that contacts stay countable. */
function withRhythm(wish: PlannedWish, state: PlannedPairing['state'], until: Date): PlannedWish {
  const runs = state === 'running' || state === 'silent'
  if (runs && wish.rhythm === 'once') return { ...wish, rhythm: 'month' }
  return runs && wish.rhythm === 'week' && until.getTime() - wish.at.getTime() > 100 * day
    ? { ...wish, rhythm: 'fortnight' }
    : wish
}

/** One contact a rhythm; a silent pairing stops two rhythms ago. */
function contactsOf(rhythm: Rhythm, from: number, to: number, state: PlannedPairing['state'], until: Date): Date[] {
  if (state === 'asked' || state === 'suggested' || state === 'agreed' || state === 'declined') return []
  const step = days[rhythm] * day
  const end = state === 'silent' ? Math.max(from + day, until.getTime() - 2 * step) : to
  const all: Date[] = []
  for (let at = from + 0.4 * step; at < end && all.length < (rhythm === 'once' ? 1 : 40); at += step)
    all.push(new Date(at))
  // The last one is near enough to the day of the demo.
  const last = all.at(-1)?.getTime() ?? from
  if (state === 'running' && until.getTime() - last > 0.9 * step) all.push(new Date(until.getTime() - 0.5 * step))
  return all
}
