import type { Words } from '../../kernel/contract/words.ts'
import { formatDay } from '../../kernel/time/time-words.ts'

export const states = ['draft', 'open', 'closed', 'answered'] as const
export type State = (typeof states)[number]
export const steps = ['open', 'close', 'finish'] as const
export type Step = (typeof steps)[number]
export const moderations = ['before', 'after'] as const
export type ModerationWay = (typeof moderations)[number]
export const statementStates = ['waiting', 'shown', 'hidden'] as const
export type StatementState = (typeof statementStates)[number]
export const choices = ['agree', 'disagree', 'pass'] as const
export type Choice = (typeof choices)[number]

/** As the log of votes codes it. */
export const voteOf: Readonly<Record<Choice, -1 | 0 | 1>> = { agree: -1, pass: 0, disagree: 1 }
export const choiceOf = (vote: number): Choice => (vote < 0 ? 'agree' : vote > 0 ? 'disagree' : 'pass')

/** Fewer seeds than these, and the first who come have nothing to think about. */
export const fewestSeeds = 3
/** What a participant may add to one consultation. */
export const mostAdded = 10
export const mostStatements = 1000
/** Groups of fewer people are not described: who knows one of them would read their opinions. */
export const fewestInGroup = 5
/** The picture is drawn when so many are in the conversation. */
export const fewestInPicture = 10

const from: Readonly<Record<Step, State>> = { open: 'draft', close: 'open', finish: 'closed' }
const to: Readonly<Record<Step, State>> = { open: 'open', close: 'closed', finish: 'answered' }

export const stateAfter = (step: Step): State => to[step]
export const mayStep = (step: Step, state: State): boolean => from[step] === state

/** What the rules of a step need to know. */
export interface Standing {
  readonly state: State
  readonly seeds: number
  readonly untilOn: string
  readonly today: string
  /** Top statements that have no answer yet. */
  readonly unanswered: number
}

/** Why a step cannot be taken now; null if it can. */
export function obstacle(step: Step, of: Standing): Words | null {
  if (!mayStep(step, of.state)) return { zh: '现在的状态不能这样做', en: 'This cannot be done in its present state' }
  if (step === 'open' && of.seeds < fewestSeeds)
    return {
      zh: `先写至少 ${fewestSeeds} 条观点（还差 ${fewestSeeds - of.seeds} 条）`,
      en: `Write at least ${fewestSeeds} statements first (${fewestSeeds - of.seeds} to go)`,
    }
  if (step === 'open' && of.untilOn < of.today) return { zh: '截止日期已经过去', en: 'Its last day has passed' }
  if (step === 'finish' && of.unanswered > 0)
    return { zh: `还有 ${of.unanswered} 条主要观点没有回应`, en: `${of.unanswered} main statements have no answer yet` }
  return null
}

/** Why nobody can vote now; null while one can. */
export function votingObstacle(of: Pick<Standing, 'state' | 'today' | 'untilOn'> & { fromOn: string }): Words | null {
  if (of.state === 'draft') return { zh: '还没有开始', en: 'It has not begun' }
  if (of.state !== 'open' || of.today > of.untilOn) return { zh: '协商已经结束', en: 'The consultation is over' }
  if (of.today < of.fromOn)
    return { zh: `${formatDay('zh', of.fromOn)}开始`, en: `It begins on ${formatDay('en', of.fromOn)}` }
  return null
}
