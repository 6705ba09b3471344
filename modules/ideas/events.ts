import type { Id } from '../../kernel/contract/ids.ts'
import type { CallState } from './call.ts'
import type { IdeaState } from './idea.ts'

type CallId = Id<'call'>
type IdeaId = Id<'idea'>

/** The stream of one call. */
export const callStream = (id: CallId): string => `calls:${id}`
/** The stream of one idea. */
export const ideaStream = (id: IdeaId): string => `ideas:${id}`

/** What happens to a call. */
export const callEvents = {
  planned: 'ideas.call_planned',
  changed: 'ideas.call_changed',
  opened: 'ideas.call_opened',
  closed: 'ideas.call_closed',
  decided: 'ideas.call_decided',
  cancelled: 'ideas.call_cancelled',
  overdue: 'ideas.call_overdue',
  formsNumbered: 'ideas.forms_numbered',
  frozen: 'ideas.call_frozen',
  thawed: 'ideas.call_thawed',
} as const
export type CallEventName = keyof typeof callEvents

/** What happens to an idea. */
export const ideaEvents = {
  submitted: 'ideas.idea_submitted',
  published: 'ideas.idea_published',
  hidden: 'ideas.idea_hidden',
  appealed: 'ideas.hiding_appealed',
  restored: 'ideas.idea_restored',
  upheld: 'ideas.hiding_upheld',
  amended: 'ideas.idea_amended',
  withdrawn: 'ideas.idea_withdrawn',
  endorsed: 'ideas.idea_endorsed',
  takenBack: 'ideas.endorsement_taken_back',
  asked: 'ideas.question_asked',
  answered: 'ideas.question_answered',
  costed: 'ideas.idea_costed',
  merged: 'ideas.idea_merged',
  received: 'ideas.ideas_received',
  unmerged: 'ideas.merge_undone',
  adopted: 'ideas.idea_adopted',
  declined: 'ideas.idea_declined',
  authorRevealed: 'ideas.author_revealed',
} as const
export type IdeaEventName = keyof typeof ideaEvents

export interface CallEvent {
  readonly callId: CallId
  /** The state after it. */
  readonly to: CallState
  /** SHA-256 of the words, which stand in a row. */
  readonly hash?: string
  readonly facts?: Readonly<Record<string, unknown>>
}

export interface IdeaEvent {
  readonly callId: CallId
  readonly ideaId: IdeaId
  /** The state after it. */
  readonly to: IdeaState
  readonly remarkId?: Id<'remark'>
  readonly endorsementId?: Id<'endorsement'>
  readonly mergeId?: Id<'merge'>
  readonly matterId?: Id<'matter'>
  /** Of a new version: which one. */
  readonly version?: number
  readonly hash?: string
  readonly facts?: Readonly<Record<string, unknown>>
}
