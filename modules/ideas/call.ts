import type { Words } from '../../kernel/contract/words.ts'
import { formatDay } from '../../kernel/time/time-words.ts'

export const themes = ['safety', 'space', 'facilities', 'services', 'culture', 'other'] as const
export type Theme = (typeof themes)[number]

/** Where a call for ideas stands, in the order of its road. */
export const callStates = ['draft', 'open', 'closed', 'decided', 'cancelled'] as const
export type CallState = (typeof callStates)[number]

export const callSteps = ['open', 'close', 'decide', 'cancel'] as const
export type CallStep = (typeof callSteps)[number]

interface Transition {
  readonly step: CallStep
  readonly from: readonly CallState[]
  readonly to: CallState
  readonly needsWhy: boolean
  readonly name: Words
}

/** The one table of how a call moves on: the server decides by it, the desk shows buttons by it. */
export const callTransitions: readonly Transition[] = [
  { step: 'open', from: ['draft'], to: 'open', needsWhy: false, name: { zh: '开始征集', en: 'Open' } },
  { step: 'close', from: ['open'], to: 'closed', needsWhy: false, name: { zh: '截止征集', en: 'Close' } },
  { step: 'decide', from: ['closed'], to: 'decided', needsWhy: false, name: { zh: '答复完成', en: 'All answered' } },
  { step: 'cancel', from: ['draft', 'open'], to: 'cancelled', needsWhy: true, name: { zh: '取消', en: 'Call off' } },
]

/** @throws an Error for a step that the table does not have. */
export function callTransition(step: CallStep): Transition {
  const found = callTransitions.find((transition) => transition.step === step)
  if (!found) throw new Error(`no transition for ${step}`)
  return found
}

/** What the rules need to know of a call. Days are `YYYY-MM-DD` in the tenant's zone. */
export interface CallStanding {
  readonly state: CallState
  readonly fromOn: string
  readonly untilOn: string
  /** Ideas without an end. */
  readonly unended: number
  readonly ideas: number
}

/** Working days after closing within which every idea gets its end. */
export const endWithinWorkingDays = 20

/** Why a step that the table allows is still not possible; null when it is. */
export function callObstacle(step: CallStep, at: CallStanding, today: string): Words | null {
  if (step === 'open' && at.untilOn < today)
    return { zh: '截止日期已过，请先改日期', en: 'Its last day has passed: change the days first' }
  if (step === 'decide' && at.unended > 0)
    return {
      zh: `还有 ${at.unended} 条没有结果，逐条答复后才算完成`,
      en: `${at.unended} ideas have no end yet: answer each of them first`,
    }
  if (step === 'cancel' && at.ideas > 0)
    return {
      zh: `已收到 ${at.ideas} 条金点子，不能取消；请截止后逐条答复`,
      en: `${at.ideas} ideas were given: close it and answer each of them`,
    }
  return null
}

/** Why nobody can give an idea now; null when one can. */
export function givingObstacle(at: Pick<CallStanding, 'state' | 'fromOn' | 'untilOn'>, today: string): Words | null {
  if (at.state === 'cancelled') return { zh: '这次征集已取消', en: 'This call was called off' }
  if (at.state !== 'open' || today > at.untilOn) return { zh: '征集已截止', en: 'This call has closed' }
  if (today < at.fromOn)
    return { zh: `${formatDay('zh', at.fromOn)}开始征集`, en: `Ideas are taken from ${formatDay('en', at.fromOn)}` }
  return null
}

/** The call's words may change while nobody has answered all. */
export const callMayChange = (state: CallState): boolean => state === 'draft' || state === 'open'
