import type { MatterId, PostId } from '../../kernel/contract/ids.ts'
import type { Why } from './contract.ts'
import type { State } from './matter.ts'

/** The stream of one matter. */
export const streamOf = (matterId: MatterId): string => `matters:${matterId}`

/** Every event that this module publishes. */
export const eventTypes = {
  reported: 'matters.matter_reported',
  imported: 'matters.matter_imported',
  import_undone: 'matters.import_undone',
  accept: 'matters.matter_accepted',
  assign: 'matters.matter_assigned',
  contact: 'matters.matter_contacted',
  handle: 'matters.matter_handled',
  resolve: 'matters.matter_resolved',
  follow_up: 'matters.matter_followed_up',
  confirm: 'matters.matter_confirmed',
  reject: 'matters.matter_rejected',
  close: 'matters.matter_closed',
  return: 'matters.matter_returned',
  review_return: 'matters.return_reviewed',
  reassign: 'matters.matter_reassigned',
  extend: 'matters.matter_extended',
  suspend: 'matters.matter_suspended',
  resume: 'matters.matter_resumed',
  urge: 'matters.matter_urged',
  supervise: 'matters.matter_supervised',
  order: 'matters.order_issued',
  answer_order: 'matters.order_answered',
  order_overdue: 'matters.order_answer_overdue',
  bulletin: 'matters.unit_named',
  talk: 'matters.talk_called',
  record_talk: 'matters.talk_recorded',
  escalate: 'matters.matter_escalated',
  rally: 'matters.matter_rallied',
  answer_rally: 'matters.rally_answered',
  rally_overdue: 'matters.rally_answer_overdue',
  merge: 'matters.matter_merged',
  merge_received: 'matters.merge_received',
  unmerge: 'matters.matter_unmerged',
  merge_lost: 'matters.merge_lost',
  reopen: 'matters.matter_reopened',
  void: 'matters.matter_voided',
  comment: 'matters.matter_commented',
  exclude: 'matters.exclusion_proposed',
  approve_exclusion: 'matters.exclusion_reviewed',
  reveal: 'matters.reporter_revealed',
  reroute: 'matters.matter_rerouted',
  holder_changed: 'matters.holder_changed',
  rules_moved: 'matters.matter_rules_moved',
} as const

export type EventName = keyof typeof eventTypes

/** Columns of the matter that an event set; instants as ISO text. Folding these over a stream gives the matter again. */
export type StandingSet = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

export interface MatterEvent {
  readonly matterId: MatterId
  readonly action: EventName
  readonly from: State | null
  readonly to: State
  readonly set: StandingSet
  /** Why this holder, when the holder changed. */
  readonly why?: Why
  /** The words said stand in `matters.remarks`, so that they can be erased by law; the hash shows that they were not altered. */
  readonly remark?: { readonly id: string; readonly hash: string }
  readonly fileIds?: readonly string[]
  readonly facts?: Readonly<Record<string, unknown>>
  readonly holderPostId: PostId | null
}
