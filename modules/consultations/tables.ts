import type { MatterId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { ModerationWay, State, StatementState } from './consultation.ts'
import type { ConsultationId } from './events.ts'

export type { ConsultationId }

export type ConsultationRecord = {
  tenant_id: TenantId
  id: ConsultationId
  state: State
  title: string
  words: string
  place_id: PlaceId
  place_path: string
  post_id: PostId
  from_on: string
  until_on: string
  moderation: ModerationWay
  code: string
  created_at: Date
  opened_at: Date | null
  closed_at: Date | null
  answered_at: Date | null
  changed_at: Date
}

export type StatementRecord = {
  tenant_id: TenantId
  consultation_id: ConsultationId
  number: number
  words: string
  by_staff: boolean
  author: number | null
  state: StatementState
  meta: boolean
  hidden_why: string | null
  added_at: Date
  answer: string | null
  answered_at: Date | null
  matter_id: MatterId | null
}

export type ConsultationsTables = {
  'consultations.consultations': ConsultationRecord
  'consultations.statements': StatementRecord
}

export const mine = (tx: Tx) => tx.withTables<ConsultationsTables>()
