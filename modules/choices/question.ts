import type { Words } from '../../kernel/contract/words.ts'
import { type Day, dayFromNumber, dayNumberFrom } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'

// What a question to the owners goes through. Pure; the day is passed in.

export const states = ['draft', 'announced', 'open', 'closed', 'published', 'cancelled'] as const
export type QuestionState = (typeof states)[number]
export const steps = ['announce', 'open', 'close', 'publish', 'cancel'] as const
export type Step = (typeof steps)[number]
export const channels = ['paper', 'door', 'phone'] as const
/** On a signed slip, told at the door, or by the owner on the phone. */
export type Channel = (typeof channels)[number]

interface Transition {
  readonly step: Step
  readonly from: readonly QuestionState[]
  readonly to: QuestionState
  readonly name: Words
}

export const transitions: readonly Transition[] = [
  { step: 'announce', from: ['draft'], to: 'announced', name: { zh: '发布公示', en: 'Give notice' } },
  { step: 'open', from: ['announced'], to: 'open', name: { zh: '开始征集', en: 'Open the vote' } },
  { step: 'close', from: ['open'], to: 'closed', name: { zh: '截止计票', en: 'Close and count' } },
  { step: 'publish', from: ['closed'], to: 'published', name: { zh: '公布结果', en: 'Publish the result' } },
  { step: 'cancel', from: ['draft', 'announced', 'open'], to: 'cancelled', name: { zh: '取消', en: 'Cancel' } },
]

export function transitionOf(step: Step): Transition {
  const found = transitions.find((one) => one.step === step)
  if (!found) throw new Error(`no step ${step}`)
  return found
}

/** What the rules need to know of a question. */
export interface Standing {
  readonly state: QuestionState
  readonly opensOn: Day | null
  readonly closesOn: Day | null
  readonly objectionsUntil: Day | null
  /** Heads who may vote, and those who have. */
  readonly heads: number
  readonly voted: number
}

export const daysAfter = (day: Day, days: number): Day => dayFromNumber(dayNumberFrom(day) + days)

/** Why a step that the state allows cannot be taken on this day; null when it can. */
export function obstacle(step: Step, { opensOn, closesOn, heads, voted }: Standing, today: Day): Words | null {
  if ((step === 'announce' || step === 'open') && heads === 0)
    return { zh: '业主名册里还没有业主，请先登记', en: 'The register has no owner yet. Please register them first' }
  if (step === 'open' && opensOn && today < opensOn)
    return {
      zh: `公示到期后才能开始，最早${formatDay('zh', opensOn)}`,
      en: `It opens after the notice, on ${formatDay('en', opensOn)} at the earliest`,
    }
  if (step === 'close' && closesOn && today <= closesOn && voted < heads)
    return {
      zh: `${formatDay('zh', closesOn)}之前还有业主可以表决，到期或全部表决后才能截止`,
      en: `Owners may vote until ${formatDay('en', closesOn)}: it closes after that day, or when all have voted`,
    }
  return null
}

/** The steps that the state allows, each with what stands in its way. */
export const stepsNow = (standing: Standing, today: Day) =>
  transitions
    .filter(({ from }) => from.includes(standing.state))
    .map(({ step }) => ({ step, obstacle: obstacle(step, standing, today) }))

/** Why no vote is taken on this day; null when votes are taken. */
export function voteObstacle({ state, closesOn }: Pick<Standing, 'state' | 'closesOn'>, today: Day): Words | null {
  if (state === 'draft' || state === 'announced') return { zh: '还没有开始', en: 'It has not opened yet' }
  if (state !== 'open') return { zh: '已经截止', en: 'It is closed' }
  return closesOn && today > closesOn
    ? { zh: `表决到${formatDay('zh', closesOn)}为止`, en: `Votes were taken until ${formatDay('en', closesOn)}` }
    : null
}

/** What can be objected to on this day: the notice, the result, or nothing. */
export function objectableNow({ state, objectionsUntil }: Standing, today: Day): 'notice' | 'result' | null {
  if (state === 'announced') return 'notice'
  return state === 'published' && objectionsUntil && today <= objectionsUntil ? 'result' : null
}
