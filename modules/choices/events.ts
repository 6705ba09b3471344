import type { Id } from '../../kernel/contract/ids.ts'
import type { Choice, MatterNumber } from './threshold.ts'

type OwnerId = Id<'owner'>
type QuestionId = Id<'question'>

export const ownerStream = (id: OwnerId): string => `owners:${id}`
export const questionStream = (id: QuestionId): string => `questions:${id}`

/** What happens to an owner of the register. */
export const ownerEvents = {
  registered: 'choices.owner_registered',
  corrected: 'choices.owner_corrected',
  room_added: 'choices.room_added',
  room_corrected: 'choices.room_corrected',
  revealed: 'choices.owner_revealed',
} as const

/** A holding as the ledger tells it: folding these gives the rows again. */
export interface HoldingFacts {
  readonly id: Id<'holding'>
  readonly roomId: Id<'room'>
  readonly areaCm2: number
  readonly areaSource: string
  readonly fromOn: string
  readonly toOn: string | null
}

/** Ids and facts; names and phones stand sealed in the row, words in `choices.corrections` with their hash here. */
export interface OwnerEvent {
  readonly ownerId: OwnerId
  readonly kind?: string
  readonly holdings?: readonly HoldingFacts[]
  readonly importId?: Id<'ownerImport'>
  readonly changed?: readonly string[]
  readonly hash?: string
  readonly reason?: string
}

/** What happens to a question. */
export const questionEvents = {
  planned: 'choices.question_planned',
  changed: 'choices.question_changed',
  announced: 'choices.question_announced',
  opened: 'choices.question_opened',
  closed: 'choices.question_closed',
  published: 'choices.result_published',
  cancelled: 'choices.question_cancelled',
  /** The roll left as a file, with masked names. */
  roll_exported: 'choices.roll_exported',
  vote_taken: 'choices.vote_taken',
  objection_raised: 'choices.objection_raised',
  objection_answered: 'choices.objection_answered',
} as const
export type QuestionEventName = keyof typeof questionEvents

export interface QuestionEvent {
  readonly questionId: QuestionId
  readonly matter: MatterNumber
  readonly ownerId?: OwnerId
  readonly voteId?: Id<'vote'>
  readonly choice?: Choice
  readonly channel?: string
  /** The vote that it takes the place of. */
  readonly replaces?: Id<'vote'>
  readonly objectionId?: Id<'objection'>
  /** SHA-256 of words that stand in a row. */
  readonly hash?: string
  readonly facts?: Readonly<Record<string, unknown>>
}
