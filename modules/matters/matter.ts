import { many } from '../../kernel/contract/counts.ts'
import type { Words } from '../../kernel/contract/words.ts'

/** Where a matter stands. The order is that of the main road. */
export const states = [
  'reported',
  'accepted',
  'assigned',
  'handling',
  'returned',
  'suspended',
  'resolved',
  'closed',
  'merged',
  'void',
] as const
export type State = (typeof states)[number]

/** States in which somebody must still do something: a holder and a running clock (or a suspension) are required. */
export const openStates = ['reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved'] as const
export type OpenState = (typeof openStates)[number]

export const isOpen = (state: State): state is OpenState => (openStates as readonly State[]).includes(state)

/** What a clock measures. */
export const stages = ['accept', 'assign', 'contact', 'handle', 'review', 'follow_up'] as const
export type Stage = (typeof stages)[number]

/** The clock that runs in each open state; a suspended matter has a review date instead. */
export const stageOf: Readonly<Record<OpenState, Stage | null>> = {
  reported: 'accept',
  accepted: 'assign',
  assigned: 'contact',
  handling: 'handle',
  returned: 'review',
  suspended: null,
  resolved: 'follow_up',
}

/** Everything that can be done to a matter after it was reported. */
export const actions = [
  'accept',
  'assign',
  'contact',
  'handle',
  'resolve',
  'follow_up',
  'confirm',
  'reject',
  'close',
  'return',
  'review_return',
  'reassign',
  'extend',
  'suspend',
  'resume',
  'urge',
  'supervise',
  'order',
  'answer_order',
  'record_talk',
  'rally',
  'answer_rally',
  'merge',
  'unmerge',
  'reopen',
  'void',
  'comment',
  'exclude',
  'approve_exclusion',
] as const
export type Action = (typeof actions)[number]

/** What an action asks for. `words?` and `files?` are welcome but not required. */
export const needs = [
  'words',
  'words?',
  'files',
  'files?',
  'post',
  'due',
  'review_on',
  'outcome',
  'rating',
  'follow_up',
  'decision',
  'departments',
  'into',
  'reason',
] as const
export type Need = (typeof needs)[number]

/** How somebody stands to a matter; an action names those that may take it. */
export const relations = [
  /** Acts for the post that holds it. */
  'holder',
  /** Community or street whose place contains it: may steer without holding. */
  'dispatcher',
  /** Street (or district) above. */
  'superior',
  /** Acts for a post that was called by a rally and has not answered. */
  'rallied',
  /** The one who reported it (signed in, or with the receipt code). */
  'reporter',
  /** Any staff who can see it. */
  'staff',
  /** A finding of a sample that was drawn and called back: nobody's own right, the finding itself reopens. */
  'inspector',
] as const
export type Relation = (typeof relations)[number]

export interface Transition {
  readonly action: Action
  readonly from: readonly State[]
  /** The state afterwards; `same` leaves state and clock alone; `prior` is the one before the merge. */
  readonly to: State | 'same' | 'prior'
  readonly by: readonly Relation[]
  readonly needs: readonly Need[]
  readonly name: Words
}

const transition = (
  action: Action,
  from: readonly State[],
  to: Transition['to'],
  by: readonly Relation[],
  needed: readonly Need[],
  zh: string,
  en: string,
): Transition => ({ action, from, to, by, needs: needed, name: { zh, en } })

const active = ['reported', 'accepted', 'assigned', 'handling', 'returned'] as const

/**
 * The one table of what can happen: the server decides by it, both apps show buttons by it, and the diagram in
 * docs/matter-flow.md is drawn from it. Stages follow GB/T 30428 (立案 派遣 处理 核实 结案) and the hotline rules of
 * 北京市接诉即办工作条例 art. 11-15, 23 (派单 异议审核 首次联系 办理 反馈 回访).
 */
export const transitions: readonly Transition[] = [
  transition('accept', ['reported'], 'accepted', ['holder', 'dispatcher'], ['words?'], '受理', 'Accept'),
  transition(
    'assign',
    ['reported', 'accepted'],
    'assigned',
    ['holder', 'dispatcher'],
    ['post', 'words?'],
    '派单',
    'Assign',
  ),
  transition('contact', ['assigned'], 'handling', ['holder'], ['words?'], '首次联系', 'First contact'),
  transition('handle', ['assigned', 'handling'], 'handling', ['holder'], ['words', 'files?'], '办理进展', 'Work on it'),
  transition('resolve', ['handling'], 'resolved', ['holder'], ['outcome', 'words', 'files'], '办结', 'Resolve'),
  transition(
    'follow_up',
    ['resolved'],
    'same',
    ['holder', 'dispatcher'],
    ['follow_up', 'words?', 'files?'],
    '回访',
    'Follow up',
  ),
  transition(
    'confirm',
    ['resolved'],
    'closed',
    ['reporter'],
    ['rating', 'words?'],
    '确认已解决',
    'Confirm it is solved',
  ),
  transition('reject', ['resolved'], 'handling', ['reporter'], ['words', 'files?'], '没有解决', 'Not solved'),
  transition('close', ['resolved'], 'closed', ['holder', 'dispatcher'], ['words'], '归档', 'Close'),
  transition('return', ['assigned', 'handling'], 'returned', ['holder'], ['reason', 'words'], '退单', 'Return'),
  transition(
    'review_return',
    ['returned'],
    'assigned',
    ['holder', 'dispatcher'],
    ['decision', 'words'],
    '退单审核',
    'Review the return',
  ),
  transition('reassign', ['assigned', 'handling'], 'assigned', ['dispatcher'], ['post', 'words'], '转办', 'Reassign'),
  transition('extend', ['handling'], 'same', ['holder', 'dispatcher'], ['due', 'words'], '延期', 'Extend'),
  transition(
    'suspend',
    ['assigned', 'handling'],
    'suspended',
    ['dispatcher'],
    ['review_on', 'words'],
    '挂账',
    'Suspend',
  ),
  transition('resume', ['suspended'], 'handling', ['holder', 'dispatcher'], ['words?'], '恢复办理', 'Resume'),
  transition('urge', [...active, 'resolved'], 'same', ['dispatcher', 'superior'], ['words'], '催办', 'Urge'),
  transition('supervise', [...active, 'resolved'], 'same', ['superior'], ['words'], '督办', 'Supervise'),
  transition(
    'order',
    [...active, 'resolved'],
    'same',
    ['dispatcher', 'superior'],
    ['reason', 'due', 'words'],
    '发督办单',
    'Issue a supervision order',
  ),
  transition(
    'answer_order',
    [...active, 'suspended', 'resolved'],
    'same',
    ['holder'],
    ['words', 'files?'],
    '答复督办',
    'Answer the order',
  ),
  transition(
    'record_talk',
    [...active, 'suspended', 'resolved', 'closed', 'merged', 'void'],
    'same',
    ['dispatcher', 'superior'],
    ['words'],
    '记录约谈',
    'Record the talk',
  ),
  transition(
    'rally',
    ['assigned', 'handling'],
    'handling',
    ['holder', 'dispatcher'],
    ['departments', 'words'],
    '吹哨',
    'Rally departments',
  ),
  transition('answer_rally', ['handling'], 'same', ['rallied'], ['words', 'files?'], '应哨', 'Answer the rally'),
  transition(
    'merge',
    [...active],
    'merged',
    ['dispatcher', 'holder'],
    ['into', 'words?'],
    '并案',
    'Merge into another',
  ),
  transition('unmerge', ['merged'], 'prior', ['dispatcher'], ['words'], '撤销并案', 'Undo the merge'),
  transition(
    'reopen',
    ['closed'],
    'handling',
    ['reporter', 'dispatcher', 'inspector'],
    ['words', 'files?'],
    '重办',
    'Reopen',
  ),
  transition('void', [...active, 'suspended'], 'void', ['dispatcher'], ['reason', 'words'], '作废', 'Void'),
  transition('comment', states, 'same', ['reporter', 'staff'], ['words', 'files?'], '留言', 'Comment'),
  transition(
    'exclude',
    ['resolved', 'closed', 'void'],
    'same',
    ['dispatcher'],
    ['reason', 'words'],
    '申请剔除',
    'Propose exclusion from the rates',
  ),
  transition(
    'approve_exclusion',
    ['resolved', 'closed', 'void'],
    'same',
    ['superior'],
    ['decision', 'words?'],
    '剔除复核',
    'Review the exclusion',
  ),
]

const byAction = new Map(transitions.map((t) => [t.action, t]))

/** The row of an action. */
export function transitionOf(action: Action): Transition {
  const found = byAction.get(action)
  if (!found) throw new Error(`no transition for ${action}`)
  return found
}

/** What the rules need to know of a matter to say what can be done next. */
export interface Standing {
  readonly state: State
  /** Rally members that have not answered. */
  readonly openRallyAnswers: number
  /** A supervision order waits for its answer. */
  readonly openOrder: boolean
  /** A talk is called and has not been recorded. */
  readonly openTalk: boolean
  /** Calls in the present round that did not reach the reporter. */
  readonly unreached: number
  /** Unreached calls after which it may be closed without an answer. */
  readonly unreachedLimit: number
  readonly extensions: number
  readonly extensionLimit: number
  readonly exclusion: 'none' | 'proposed' | 'approved'
  /** False for kinds that must be verified on the spot because nobody can be asked. */
  readonly reporterKnown: boolean
}

/** Steps that are there only while something asks for them: nobody is told why they are not. */
export const onlyWhenAsked: ReadonlySet<Action> = new Set(['answer_order', 'record_talk'])

/** Why an action that the table allows is still not possible; null when it is. */
export function obstacle(action: Action, at: Standing): Words | null {
  if (action === 'resolve' && at.openRallyAnswers > 0)
    return {
      zh: `还有 ${at.openRallyAnswers} 个部门没有应哨`,
      en:
        at.openRallyAnswers === 1
          ? '1 rallied department has not answered yet'
          : `${at.openRallyAnswers} rallied departments have not answered yet`,
    }
  if (action === 'resolve' && at.openOrder)
    return { zh: '督办单还没有答复', en: 'The supervision order has not been answered yet' }
  if (action === 'order' && at.openOrder)
    return { zh: '上一份督办单还没有答复', en: 'The last order still waits for its answer' }
  if (action === 'answer_order' && !at.openOrder)
    return { zh: '没有待答复的督办单', en: 'No order waits for an answer' }
  if (action === 'record_talk' && !at.openTalk) return { zh: '没有待记录的约谈', en: 'No talk waits to be recorded' }
  if (action === 'close' && at.unreached < at.unreachedLimit)
    return {
      zh: `归档前须完成回访（或 ${at.unreachedLimit} 次联系不上）`,
      en: `Follow up first (or fail to reach the reporter ${many(at.unreachedLimit, 'time')})`,
    }
  if (action === 'extend' && at.extensions >= at.extensionLimit)
    return {
      zh: `最多延期 ${at.extensionLimit} 次`,
      en: `It can be extended ${many(at.extensionLimit, 'time')} at most`,
    }
  if (action === 'exclude' && at.exclusion !== 'none')
    return { zh: '已申请剔除', en: 'An exclusion was already proposed' }
  if (action === 'approve_exclusion' && at.exclusion !== 'proposed')
    return { zh: '没有待复核的剔除申请', en: 'No exclusion waits for review' }
  return null
}

/** The actions that somebody with these relations can take now, in the table's order. */
export function possibleActions(at: Standing, who: ReadonlySet<Relation>): Transition[] {
  return transitions.filter(
    (t) => t.from.includes(at.state) && t.by.some((relation) => who.has(relation)) && obstacle(t.action, at) === null,
  )
}
