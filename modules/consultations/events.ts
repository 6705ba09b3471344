import type { Id } from '../../kernel/contract/ids.ts'

export type ConsultationId = Id<'consultation'>

/** The stream of one consultation. */
export const streamOf = (id: ConsultationId): string => `consultations:${id}`

/** Every event that this module publishes: ids, numbers and hashes; no words, and nobody who voted. */
export const eventTypes = {
  planned: 'consultations.consultation_planned',
  opened: 'consultations.consultation_opened',
  statement_added: 'consultations.statement_added',
  statement_shown: 'consultations.statement_shown',
  statement_hidden: 'consultations.statement_hidden',
  statement_marked: 'consultations.statement_marked',
  /** Once an hour and at the end: how many votes there are, and a hash over them. */
  votes_sealed: 'consultations.votes_sealed',
  /** Somebody took the votes away as a file, without persons. */
  votes_exported: 'consultations.votes_exported',
  closed: 'consultations.consultation_closed',
  statement_answered: 'consultations.statement_answered',
  answered: 'consultations.consultation_answered',
} as const
export type EventName = keyof typeof eventTypes

export interface ConsultationEvent {
  readonly consultationId: ConsultationId
  /** Number of the statement. */
  readonly statement?: number
  readonly byStaff?: boolean
  readonly meta?: boolean
  readonly matterId?: Id<'matter'>
  /** SHA-256 of the words, which stand in a row; of `votes_sealed`: over the votes, chained to the seal before. */
  readonly hash?: string
  readonly votes?: number
  readonly people?: number
}
