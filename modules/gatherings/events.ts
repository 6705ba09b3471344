import type { Id, PersonId } from '../../kernel/contract/ids.ts'
import type { State } from './gathering.ts'

type GatheringId = Id<'gathering'>

/** The stream of one gathering. */
export const streamOf = (id: GatheringId): string => `gatherings:${id}`
/** The stream of a person's calendar address. */
export const feedStream = (personId: PersonId): string => `calendars:${personId}`

/** Every event that this module publishes: ids and facts; words that people said stand in rows, their hashes here. */
export const eventTypes = {
  planned: 'gatherings.gathering_planned',
  announced: 'gatherings.gathering_announced',
  changed: 'gatherings.gathering_changed',
  started: 'gatherings.gathering_started',
  held: 'gatherings.gathering_held',
  cancelled: 'gatherings.gathering_cancelled',
  item_added: 'gatherings.item_added',
  item_changed: 'gatherings.item_changed',
  minutes_written: 'gatherings.minutes_written',
  decision_made: 'gatherings.decision_made',
  decision_heard: 'gatherings.decision_heard',
  hearing_undone: 'gatherings.hearing_undone',
  party_invited: 'gatherings.party_invited',
  party_accepted: 'gatherings.party_accepted',
  party_declined: 'gatherings.party_declined',
  party_signed_up: 'gatherings.party_signed_up',
  party_moved_up: 'gatherings.party_moved_up',
  party_withdrawn: 'gatherings.party_withdrawn',
  party_checked_in: 'gatherings.party_checked_in',
  check_in_undone: 'gatherings.check_in_undone',
  guest_revealed: 'gatherings.guest_revealed',
  stalls_laid_out: 'gatherings.stalls_laid_out',
  stall_changed: 'gatherings.stall_changed',
  stall_allotted: 'gatherings.stall_allotted',
  stall_freed: 'gatherings.stall_freed',
  turnover_reported: 'gatherings.turnover_reported',
  feedback_given: 'gatherings.feedback_given',
  materials_added: 'gatherings.materials_added',
  thanked: 'gatherings.exhibitors_thanked',
  feed_opened: 'gatherings.feed_opened',
  feed_closed: 'gatherings.feed_closed',
} as const

export type EventName = keyof typeof eventTypes

export interface GatheringEvent {
  readonly gatheringId: GatheringId
  /** In which state it happened: of what happens to a draft nobody is told. */
  readonly state: State
  readonly entryId?: Id<'entry'>
  readonly party?: { readonly kind: string; readonly id: string | null }
  readonly itemId?: Id<'item'>
  readonly decisionId?: Id<'decision'>
  readonly matterId?: Id<'matter'>
  readonly stallId?: Id<'stall'>
  /** SHA-256 of the words, which stand in a row. */
  readonly hash?: string
  readonly facts?: Readonly<Record<string, unknown>>
}
