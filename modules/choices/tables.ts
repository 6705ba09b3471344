import type { FileId, Id, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { AreaSource, OwnerKind } from './owners/kinds.ts'
import type { Channel, QuestionState } from './question.ts'
import type { Choice, MatterNumber } from './threshold.ts'

export type OwnerId = Id<'owner'>
export type HoldingId = Id<'holding'>
export type QuestionId = Id<'question'>
export type VoteId = Id<'vote'>
export type ObjectionId = Id<'objection'>
export type OwnerImportId = Id<'ownerImport'>

export interface OwnerRecord {
  readonly tenant_id: TenantId
  readonly id: OwnerId
  readonly compound_id: PlaceId
  readonly compound_path: string
  readonly kind: OwnerKind
  readonly name_sealed: Buffer
  readonly phone_sealed: Buffer | null
}

export interface HoldingRecord {
  readonly id: HoldingId
  readonly owner_id: OwnerId
  readonly room_id: Id<'room'>
  readonly building_id: PlaceId
  readonly area_cm2: number
  readonly area_source: AreaSource
  readonly from_on: string
  readonly to_on: string | null
}

export interface QuestionRecord {
  readonly tenant_id: TenantId
  readonly id: QuestionId
  readonly code: string
  readonly compound_id: PlaceId
  readonly place_id: PlaceId
  readonly place_path: string
  readonly post_id: PostId
  readonly title: string
  readonly words: string
  readonly matter: MatterNumber
  readonly state: QuestionState
  readonly basis: string | null
  readonly follow_rule: string | null
  readonly notice_days: number
  readonly voting_days: number
  readonly objection_days: number
  readonly announced_at: Date | null
  readonly opens_on: string | null
  readonly closes_on: string | null
  readonly objections_until: string | null
  readonly opened_at: Date | null
  readonly closed_at: Date | null
  readonly published_at: Date | null
  readonly cancelled_why: string | null
  readonly created_at: Date
}

export interface VoteRecord {
  readonly id: VoteId
  readonly owner_id: OwnerId
  readonly choice: Choice
  readonly channel: Channel
  readonly slip_ids: FileId[]
  readonly taken_by: PersonId
  readonly taken_at: Date
  readonly replaced_at: Date | null
  readonly replaced_why: string | null
}
