import type { Words } from '../../../kernel/contract/words.ts'
import type { Day } from '../../../kernel/time/day.ts'
import { formatDay } from '../../../kernel/time/time-words.ts'

// What a vote on a budget goes through. Pure; the day is passed in.

export const states = ['draft', 'announced', 'open', 'closed', 'counted', 'published', 'cancelled'] as const
export type BudgetState = (typeof states)[number]
export const steps = ['announce', 'open', 'close', 'count', 'publish', 'cancel'] as const
export type Step = (typeof steps)[number]
export const rules = ['shares', 'greedy'] as const
/** Equal shares (add1, completed greedily), or the most points first. */
export type BudgetRule = (typeof rules)[number]
/** Whoever signs in with a phone, or those whose phone is on the register of voters. */
export const audiences = ['phones', 'register'] as const
export type Audience = (typeof audiences)[number]
export const channels = ['phone', 'code', 'paper'] as const
export type BallotChannel = (typeof channels)[number]

interface Transition {
  readonly step: Step
  readonly from: readonly BudgetState[]
  /** `count` is asked for here and done by a job: it stays closed until then. */
  readonly to: BudgetState
  readonly name: Words
}

export const transitions: readonly Transition[] = [
  { step: 'announce', from: ['draft'], to: 'announced', name: { zh: '发布公示', en: 'Give notice' } },
  { step: 'open', from: ['announced'], to: 'open', name: { zh: '开始投票', en: 'Open the vote' } },
  { step: 'close', from: ['open'], to: 'closed', name: { zh: '截止投票', en: 'Close the vote' } },
  { step: 'count', from: ['closed'], to: 'closed', name: { zh: '再次计票', en: 'Count again' } },
  { step: 'publish', from: ['counted'], to: 'published', name: { zh: '公布结果', en: 'Publish the result' } },
  { step: 'cancel', from: ['draft', 'announced', 'open'], to: 'cancelled', name: { zh: '取消', en: 'Cancel' } },
]

export function transitionOf(step: Step): Transition {
  const found = transitions.find((one) => one.step === step)
  if (!found) throw new Error(`no step ${step}`)
  return found
}

/** What the rules need to know of a vote. */
export interface Standing {
  readonly state: BudgetState
  readonly opensOn: Day | null
  readonly closesOn: Day | null
  readonly items: number
  /** What the cheapest item costs is not above the budget. */
  readonly affordable: boolean
}

export const mostItems = 100

/** Why a step that the state allows cannot be taken on this day; null when it can. */
export function obstacle(step: Step, { opensOn, closesOn, items, affordable }: Standing, today: Day): Words | null {
  if (step === 'announce' && items < 2)
    return { zh: '至少要有两个项目可选', en: 'There have to be two items to choose from' }
  if (step === 'announce' && !affordable)
    return {
      zh: '有项目比预算还贵，请改费用或移出',
      en: 'An item costs more than the budget. Change it or leave it out',
    }
  if (step === 'open' && opensOn && today < opensOn)
    return {
      zh: `公示到期后才能开始，最早${formatDay('zh', opensOn)}`,
      en: `It opens after the notice, on ${formatDay('en', opensOn)} at the earliest`,
    }
  if (step === 'close' && closesOn && today <= closesOn)
    return {
      zh: `投票到${formatDay('zh', closesOn)}为止，过后截止`,
      en: `Votes are taken until ${formatDay('en', closesOn)}; it closes after that day`,
    }
  return null
}

/** The steps that the state allows, each with what stands in its way. */
export const stepsNow = (standing: Standing, today: Day) =>
  transitions
    .filter(({ from }) => from.includes(standing.state))
    .map(({ step }) => ({ step, obstacle: obstacle(step, standing, today) }))

/** Why no ballot is taken on this day; null when ballots are taken. */
export function ballotObstacle({ state, closesOn }: Pick<Standing, 'state' | 'closesOn'>, today: Day): Words | null {
  if (state === 'draft' || state === 'announced') return { zh: '投票还没有开始', en: 'Voting has not begun' }
  if (state !== 'open' || (closesOn && today > closesOn)) return { zh: '投票已经截止', en: 'Voting is over' }
  return null
}
