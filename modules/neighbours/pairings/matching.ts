import { metresBetween } from '../../../kernel/contract/metres.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { languages, type SkillKind, skillKinds } from '../skills/kinds.ts'
import { nameOfSlots } from '../skills/slots.ts'

// Who can help whom, and why. Pure: what was said comes in, words go out.
//
// Nothing that somebody said is weighed against something else: a hard condition leaves out, and then the first difference
// of this order decides:
//   1 helped this person well before   2 looks after fewer people   3 nearer, by whole five minutes on foot; unknown last
//   4 shares more times   5 id
// So nobody has a score, and the order can be said in words.

export const sexes = ['female', 'male'] as const
export type Sex = (typeof sexes)[number]

export interface Point {
  readonly lng: number
  readonly lat: number
}

export interface WishSide {
  readonly id: string
  /** Whom it helps; null where that is nobody the register knows. */
  readonly personId: string | null
  /** The consent of whom it helps stands; false: they are asked anew. */
  readonly agrees: boolean
  readonly kind: SkillKind
  readonly language: string | null
  readonly sex: Sex | null
  readonly helperSex: Sex | null
  readonly slots: readonly number[]
  readonly compoundId: string | null
  readonly point: Point | null
  /** Since when it waits, as text that sorts. */
  readonly since: string
}

export interface VolunteerSide {
  readonly id: string
  readonly personId: string
  readonly active: boolean
  /** Their consent stands; false: they are asked anew. */
  readonly agrees: boolean
  readonly skills: readonly SkillKind[]
  readonly languages: readonly string[]
  readonly sex: Sex | null
  readonly helpsSex: Sex | null
  readonly slots: readonly number[]
  readonly reachM: number
  /** People at most at a time, and how many there are (asked ones counted). */
  readonly most: number
  readonly load: number
  readonly compoundId: string | null
  readonly point: Point | null
  /** Persons whom they helped well before, and wishes that one of the two declined. */
  readonly helpedWell: readonly string[]
  readonly declined: readonly string[]
}

export const obstacles = [
  ...([
    'wish_consent',
    'withdrawn',
    'consent',
    'self',
    'skill',
    'language',
    'helper_sex',
    'helps_sex',
    'times',
    'far',
    'full',
    'declined',
  ] as const),
]
export type Obstacle = (typeof obstacles)[number]

/** Streets wind: by so much longer than the straight line. 80 m a minute on foot. */
const winding = 1.3
const stepMetres = 400

/** Metres on foot, about; 0 within a compound, null where a place has no point on the map. */
export function metresOnFoot(
  a: Pick<WishSide, 'compoundId' | 'point'>,
  b: Pick<VolunteerSide, 'compoundId' | 'point'>,
): number | null {
  if (a.compoundId !== null && a.compoundId === b.compoundId) return 0
  if (!a.point || !b.point) return null
  return Math.round(metresBetween(a.point, b.point) * winding)
}

export const sharedSlots = (a: readonly number[], b: readonly number[]): number[] => {
  const other = new Set(b)
  return a.filter((slot) => other.has(slot)).toSorted((x, y) => x - y)
}

/** What stands in the way of the two; null where nothing does. `other` asks for no skill: who reads it decides. */
export function obstacleOf(wish: WishSide, volunteer: VolunteerSide): Obstacle | null {
  if (!wish.agrees) return 'wish_consent'
  if (!volunteer.active) return 'withdrawn'
  if (!volunteer.agrees) return 'consent'
  if (wish.personId !== null && wish.personId === volunteer.personId) return 'self'
  if (volunteer.declined.includes(wish.id)) return 'declined'
  if (wish.kind !== 'other' && !volunteer.skills.includes(wish.kind)) return 'skill'
  if (wish.language !== null && !volunteer.languages.includes(wish.language)) return 'language'
  if (wish.helperSex !== null && volunteer.sex !== wish.helperSex) return 'helper_sex'
  if (volunteer.helpsSex !== null && wish.sex !== volunteer.helpsSex) return 'helps_sex'
  if (sharedSlots(wish.slots, volunteer.slots).length === 0) return 'times'
  const metres = metresOnFoot(wish, volunteer)
  if (metres !== null && metres > volunteer.reachM) return 'far'
  return volunteer.load >= volunteer.most ? 'full' : null
}

const unknownStep = 99
const stepOf = (wish: WishSide, volunteer: VolunteerSide) => {
  const metres = metresOnFoot(wish, volunteer)
  return metres === null ? unknownStep : Math.min(unknownStep - 1, Math.floor(metres / stepMetres))
}
const known = (wish: WishSide, { helpedWell }: VolunteerSide) =>
  wish.personId !== null && helpedWell.includes(wish.personId)

/** The order of fitting volunteers for one wish: negative where `a` comes first. */
export function compareFor(wish: WishSide, a: VolunteerSide, b: VolunteerSide): number {
  return (
    Number(known(wish, b)) - Number(known(wish, a)) ||
    a.load - b.load ||
    stepOf(wish, a) - stepOf(wish, b) ||
    sharedSlots(wish.slots, b.slots).length - sharedSlots(wish.slots, a.slots).length ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  )
}

/** What a pair costs where loads are equal: the order above in one number below 10,000, less is better. */
export const costOf = (wish: WishSide, volunteer: VolunteerSide): number =>
  (known(wish, volunteer) ? 0 : 5000) +
  stepOf(wish, volunteer) * 40 +
  (21 - sharedSlots(wish.slots, volunteer.slots).length)

export interface Suggested<V extends VolunteerSide> {
  readonly volunteer: V
  readonly metres: number | null
  readonly reasons: readonly Words[]
}

/** Who can take a wish, the best first, each with reasons; and what stands in the way of all others. */
export function candidatesFor<V extends VolunteerSide>(
  wish: WishSide,
  volunteers: readonly V[],
): { fitting: Suggested<V>[]; others: { volunteer: V; why: Obstacle }[] } {
  const others: { volunteer: V; why: Obstacle }[] = []
  const fitting: V[] = []
  for (const volunteer of volunteers) {
    const why = obstacleOf(wish, volunteer)
    if (why) others.push({ volunteer, why })
    else fitting.push(volunteer)
  }
  const ordered = fitting.toSorted((a, b) => compareFor(wish, a, b))
  return {
    fitting: ordered.map((volunteer) => ({
      volunteer,
      metres: metresOnFoot(wish, volunteer),
      reasons: reasonsOf(wish, volunteer),
    })),
    others,
  }
}

/** Why the two, in words that both sides may read: no names. */
export function reasonsOf(wish: WishSide, volunteer: VolunteerSide): Words[] {
  const metres = metresOnFoot(wish, volunteer)
  const minutes = Math.max(1, Math.round((metres ?? 0) / 80))
  const shared = sharedSlots(wish.slots, volunteer.slots)
  const skill = skillKinds[wish.kind]
  const language = wish.language === null ? null : languages[wish.language as keyof typeof languages]
  return [
    ...(known(wish, volunteer) ? [{ zh: '以前帮过，对方很满意', en: 'helped this person well before' }] : []),
    ...(wish.kind === 'other' ? [] : [{ zh: `会${skill.zh}`, en: `can do: ${skill.en}` }]),
    ...(language ? [{ zh: `会说${language.zh}`, en: `speaks ${language.en}` }] : []),
    { zh: `都有空：${nameOfSlots(shared, 'zh')}`, en: `both free: ${nameOfSlots(shared, 'en')}` },
    metres === null
      ? { zh: '路程不清楚', en: 'the way is not known' }
      : metres === 0
        ? { zh: '住同一个小区', en: 'lives in the same compound' }
        : { zh: `步行约 ${minutes} 分钟`, en: `about ${minutes} min on foot` },
    volunteer.load === 0
      ? { zh: '现在没有帮扶对象', en: 'looks after nobody now' }
      : {
          zh: `现在帮 ${volunteer.load} 人，最多 ${volunteer.most} 人`,
          en: `looks after ${volunteer.load} of at most ${volunteer.most}`,
        },
  ]
}

/** What stands in the way, in words. */
export const obstacleWords: Readonly<Record<Obstacle, Words>> = {
  wish_consent: { zh: '要等被帮助人重新同意', en: 'whom it helps is asked anew for consent' },
  withdrawn: { zh: '已退出', en: 'has stopped' },
  consent: { zh: '同意书有更新，等本人重新同意', en: 'is asked anew for consent' },
  self: { zh: '就是本人', en: 'is the person' },
  skill: { zh: '没说会这个', en: 'has not offered this' },
  language: { zh: '语言不通', en: 'does not speak the language' },
  helper_sex: { zh: '与对方希望的性别不符，或没有说', en: 'not the sex that was wished for, or not said' },
  helps_sex: { zh: '希望帮助的性别不符，或没有说', en: 'would rather help the other sex, or it was not said' },
  times: { zh: '没有共同的空闲时间', en: 'no time in common' },
  far: { zh: '超出愿意走的路程', en: 'farther than they said' },
  full: { zh: '已帮满人数', en: 'looks after as many as they said' },
  declined: { zh: '这个心愿已婉拒过', en: 'was declined for this wish' },
}
