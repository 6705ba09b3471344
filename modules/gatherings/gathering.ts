import type { Words } from '../../kernel/contract/words.ts'

/** What a gathering is for; all else is the same. */
export const kinds = ['joint_meeting', 'council', 'seminar', 'fair', 'activity'] as const
export type GatheringKind = (typeof kinds)[number]

/** What sets the kinds apart, as data. */
export interface KindTraits {
  readonly name: Words
  /** It has an agenda, minutes and decisions. */
  readonly agenda: boolean
  /** It has stalls and exhibitors, who report a turnover. */
  readonly stalls: boolean
  /** Those who came are asked how it was. */
  readonly feedback: boolean
  /**
   * It is the council of its place: each follows the one before by itself, hears what that decided, and its agenda is
   * proposed from what waits there.
   */
  readonly ofPlace: boolean
  /** Announced to everybody of the place unless the organiser says otherwise. */
  readonly isPublic: boolean
}

export const traits: Readonly<Record<GatheringKind, KindTraits>> = {
  joint_meeting: {
    name: { zh: '联席会议', en: 'Joint meeting' },
    ...{ agenda: true, stalls: false, feedback: false, ofPlace: false, isPublic: false },
  },
  council: {
    name: { zh: '议事会', en: 'Council' },
    ...{ agenda: true, stalls: false, feedback: false, ofPlace: true, isPublic: false },
  },
  seminar: {
    name: { zh: '座谈宣讲', en: 'Seminar' },
    ...{ agenda: true, stalls: false, feedback: true, ofPlace: false, isPublic: false },
  },
  fair: {
    name: { zh: '展会', en: 'Fair' },
    ...{ agenda: false, stalls: true, feedback: true, ofPlace: false, isPublic: true },
  },
  activity: {
    name: { zh: '活动', en: 'Activity' },
    ...{ agenda: false, stalls: false, feedback: true, ofPlace: false, isPublic: true },
  },
}

/** What an item of an agenda may be about besides a matter: nouns of higher tiers. */
export const subjectKinds = ['idea'] as const
export type SubjectKind = (typeof subjectKinds)[number]

/** Where a gathering stands, in the order of its road. */
export const states = ['draft', 'announced', 'running', 'held', 'cancelled'] as const
export type State = (typeof states)[number]

export const steps = ['announce', 'start', 'hold', 'cancel'] as const
export type Step = (typeof steps)[number]

export interface Transition {
  readonly step: Step
  readonly from: readonly State[]
  readonly to: State
  readonly needsWhy: boolean
  readonly name: Words
}

/** The one table of how a gathering moves on: the server decides by it, the desk shows buttons by it. */
export const transitions: readonly Transition[] = [
  { step: 'announce', from: ['draft'], to: 'announced', needsWhy: false, name: { zh: '发布', en: 'Announce' } },
  { step: 'start', from: ['announced'], to: 'running', needsWhy: false, name: { zh: '开始', en: 'Begin' } },
  { step: 'hold', from: ['running'], to: 'held', needsWhy: false, name: { zh: '结束', en: 'End' } },
  { step: 'cancel', from: ['draft', 'announced'], to: 'cancelled', needsWhy: true, name: { zh: '取消', en: 'Cancel' } },
]

/** What else can be done, and in which states. */
export const works = {
  change: ['draft', 'announced'],
  agenda: ['draft', 'announced', 'running'],
  minutes: ['running', 'held'],
  decide: ['running', 'held'],
  hear: ['running', 'held'],
  invite: ['draft', 'announced', 'running'],
  answer: ['announced', 'running'],
  sign_up: ['announced'],
  check_in: ['announced', 'running'],
  correct_check_in: ['running', 'held'],
  lay_out: ['draft', 'announced'],
  allot: ['announced', 'running'],
  turnover: ['running', 'held'],
  feedback: ['running', 'held'],
  thank: ['held'],
  materials: ['draft', 'announced', 'running', 'held'],
} as const satisfies Record<string, readonly State[]>
export type Work = keyof typeof works

export const mayNow = (work: Work, state: State): boolean => (works[work] as readonly State[]).includes(state)

export function transitionOf(step: Step): Transition {
  const found = transitions.find((transition) => transition.step === step)
  if (!found) throw new Error(`no transition for ${step}`)
  return found
}

/** What the rules need to know of a gathering. */
export interface Standing {
  readonly kind: GatheringKind
  readonly state: State
  readonly startsAt: Date
  readonly endsAt: Date
  readonly signUpUntil: Date | null
  readonly attended: number
  readonly stalls: number
}

const hourMs = 3_600_000
/** The door opens this long before the beginning, and a meeting may begin that early. */
export const doorOpensBeforeMs = 2 * hourMs

/** Why a step that the table allows is still not possible; null when it is. */
export function obstacle(step: Step, at: Standing, now: Date): Words | null {
  if (step === 'announce' && at.startsAt <= now)
    return { zh: '开始时间已过，请先改时间', en: 'Its time has passed: change the time first' }
  if (step === 'announce' && traits[at.kind].stalls && at.stalls === 0)
    return { zh: '还没有画展位', en: 'No stalls have been laid out yet' }
  if (step === 'start' && now.getTime() < at.startsAt.getTime() - doorOpensBeforeMs)
    return { zh: '开始前 2 小时才能开始', en: 'It can begin from two hours before its time' }
  if (step === 'hold' && at.attended === 0)
    return { zh: '还没有人签到；没有开成请取消', en: 'Nobody has checked in; cancel it if it did not take place' }
  return null
}

/** Why nobody can sign up now; null when one can. */
export function signUpObstacle(at: Standing, now: Date): Words | null {
  if (!mayNow('sign_up', at.state)) return { zh: '现在不能报名', en: 'Sign-up is not open now' }
  if (at.signUpUntil && now >= at.signUpUntil) return { zh: '报名已截止', en: 'Sign-up has ended' }
  if (now >= at.startsAt) return { zh: '已经开始，请现场签到', en: 'It has begun: check in on the spot' }
  return null
}

/** Why the code at the door checks nobody in now; null when it does. */
export function doorObstacle(at: Standing, now: Date): Words | null {
  if (at.state === 'running') return null
  if (at.state === 'held') return { zh: '已经结束', en: 'It is over' }
  if (at.state === 'cancelled') return { zh: '已经取消', en: 'It was cancelled' }
  if (at.state === 'draft' || now.getTime() < at.startsAt.getTime() - doorOpensBeforeMs)
    return { zh: '开始前 2 小时起可以签到', en: 'Check-in opens two hours before the beginning' }
  return now < at.endsAt ? null : { zh: '已经结束', en: 'It is over' }
}

/** The steps that can be taken now, in the table's order. */
export const possibleSteps = (at: Standing, now: Date): Transition[] =>
  transitions.filter(({ step, from }) => from.includes(at.state) && obstacle(step, at, now) === null)

/** How a party stands to a gathering. `came`: neither invited nor signed up, but there. */
export const standings = ['invited', 'accepted', 'declined', 'signed_up', 'waiting', 'withdrawn', 'came'] as const
export type EntryStanding = (typeof standings)[number]

export const partyKinds = ['firm', 'person', 'post', 'guest'] as const
export type PartyKind = (typeof partyKinds)[number]
