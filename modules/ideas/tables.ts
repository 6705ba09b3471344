import type { FileId, GridId, Id, MatterId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { CallState, Theme } from './call.ts'
import type { IdeaState } from './idea.ts'

export type CallId = Id<'call'>
export type IdeaId = Id<'idea'>
export type RemarkId = Id<'remark'>
export type AppealId = Id<'appeal'>
export type MergeId = Id<'merge'>

export type CallRecord = {
  tenant_id: TenantId
  id: CallId
  state: CallState
  title: string
  words: string
  theme: Theme
  place_id: PlaceId
  place_path: string
  from_on: string
  until_on: string
  moderation: 'before' | 'after'
  may_be_anonymous: boolean
  budget_hint_fen: number | null
  post_id: PostId
  code: string
  forms_issued: number
  opened_at: Date | null
  closed_at: Date | null
  due_at: Date | null
  frozen_at: Date | null
  decided_at: Date | null
  cancelled_why: string | null
  overdue_told_at: Date | null
  created_at: Date
  changed_at: Date
}

export type IdeaRecord = {
  tenant_id: TenantId
  id: IdeaId
  call_id: CallId
  state: IdeaState
  title: string
  body: string
  version: number
  place_id: PlaceId
  place_path: string
  grid_id: GridId | null
  lng: number | null
  lat: number | null
  file_ids: FileId[]
  cost_fen: number | null
  cost_by: 'author' | 'staff' | null
  cost_note: string | null
  author_id: PersonId | null
  author_name_sealed: Buffer | null
  author_phone_sealed: Buffer | null
  author_phone_lookup: Buffer | null
  receipt_lookup: Buffer | null
  anonymous: boolean
  by_merge: boolean
  typed_by: PersonId | null
  typed_by_post: PostId | null
  form_number: number | null
  /** Of the text on the paper form; null: no paper form. */
  consent_version: number | null
  merged_into_id: IdeaId | null
  end_reason: string | null
  end_words: string | null
  ended_at: Date | null
  matter_id: MatterId | null
  search_text: string
  bigrams: string[]
  submitted_at: Date
  changed_at: Date
}

export type VersionRecord = {
  tenant_id: TenantId
  idea_id: IdeaId
  version: number
  title: string
  body: string
  file_ids: FileId[]
  at: Date
}

export type EndorsementRecord = {
  tenant_id: TenantId
  id: Id<'endorsement'>
  idea_id: IdeaId
  person_id: PersonId
  at: Date
}

export type RemarkRecord = {
  tenant_id: TenantId
  id: RemarkId
  idea_id: IdeaId
  question_id: RemarkId | null
  state: 'pending' | 'published' | 'hidden'
  said_as: 'neighbour' | 'author' | 'staff'
  person_id: PersonId | null
  post_id: PostId | null
  words: string
  at: Date
}

export type ModerationRecord = {
  tenant_id: TenantId
  id: Id<'moderation'>
  idea_id: IdeaId
  remark_id: RemarkId | null
  act: 'publish' | 'hide' | 'restore'
  reason: string | null
  words: string | null
  by_person: PersonId
  by_post: PostId
  at: Date
}

export type AppealRecord = {
  tenant_id: TenantId
  id: AppealId
  idea_id: IdeaId
  remark_id: RemarkId | null
  moderation_id: Id<'moderation'>
  hidden_by: PersonId
  words: string
  at: Date
  decision: 'restored' | 'upheld' | null
  decided_by: PersonId | null
  decided_by_post: PostId | null
  decided_words: string | null
  decided_at: Date | null
}

export type MergeRecord = {
  tenant_id: TenantId
  id: MergeId
  call_id: CallId
  target_id: IdeaId
  member_ids: IdeaId[]
  by_post: PostId
  at: Date
  undone_at: Date | null
}

type IdeasTables = {
  'ideas.calls': CallRecord
  'ideas.ideas': IdeaRecord
  'ideas.versions': VersionRecord
  'ideas.endorsements': EndorsementRecord
  'ideas.remarks': RemarkRecord
  'ideas.moderations': ModerationRecord
  'ideas.appeals': AppealRecord
  'ideas.merges': MergeRecord
}

/** The module's own tables on a transaction. */
export const mine = (tx: Tx) => tx.withTables<IdeasTables>()
