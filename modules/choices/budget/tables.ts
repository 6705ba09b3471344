import type { FileId, Id, PlaceId, PostId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Audience, BudgetRule, BudgetState } from './budget.ts'
import type { BallotKind } from './rules/election.ts'
import type { ResultShape } from './shapes.ts'

export type BudgetId = Id<'budget'>
export type VoterId = Id<'voter'>

export interface BudgetRecord {
  readonly tenant_id: TenantId
  readonly id: BudgetId
  readonly code: string
  readonly place_id: PlaceId
  readonly place_path: string
  readonly post_id: PostId
  readonly call_id: Id<'call'> | null
  readonly title: string
  readonly words: string
  readonly budget_fen: number
  readonly kind: BallotKind
  readonly most: number | null
  readonly rule: BudgetRule
  readonly open_to: Audience
  readonly state: BudgetState
  readonly notice_days: number
  readonly voting_days: number
  readonly opens_on: string | null
  readonly opened_at: Date | null
  readonly closes_on: string | null
  readonly cancelled_why: string | null
  readonly public_key: Buffer | null
  readonly key_sealed: Buffer | null
  readonly noted_on: string | null
  readonly result: ResultShape | null
  readonly created_at: Date
}

export interface ItemRecord {
  readonly n: number
  readonly title: string
  readonly words: string
  readonly cost_fen: number
  readonly idea_id: Id<'idea'> | null
  readonly file_id: FileId | null
}

export interface RegisterRecord {
  readonly id: VoterId
  readonly name_sealed: Buffer
  readonly household: string
  readonly phone_sealed: Buffer | null
  readonly voter_key: Buffer
}
