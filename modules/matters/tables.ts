import type { GridId, Id, MatterId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Why } from './contract.ts'
import type { KeptAnswers } from './forms/kept.ts'
import type { KindSpec } from './kind.ts'
import type { Stage, State } from './matter.ts'

/** One matter as it stands: the projection of its stream. */
export type MatterRecord = {
  tenant_id: TenantId
  id: MatterId
  number: string
  receipt_lookup: Buffer | null
  kind_code: string
  kind_version: number
  category_tree: string
  category_code: string
  priority: 'normal' | 'urgent'
  channel: string
  self_found: boolean
  place_id: PlaceId
  place_path: string
  place_detail: string | null
  grid_id: GridId | null
  lng: number | null
  lat: number | null
  title: string
  body: string
  search_text: string
  bigrams: string[]
  visibility: 'open' | 'public' | 'holder'
  reporter_id: PersonId | null
  reporter_name_sealed: Buffer | null
  reporter_phone_sealed: Buffer | null
  reporter_phone_lookup: Buffer | null
  reported_at: Date
  recorded_by: PersonId | null
  state: State
  holder_post_id: PostId | null
  resolver_post_id: PostId | null
  clock_stage: Stage | null
  clock_started_at: Date | null
  clock_yellow_at: Date | null
  clock_due_at: Date | null
  climb_at: Date | null
  review_at: Date | null
  escalation_level: number
  escalated_to_post_id: PostId | null
  touched_posts: PostId[]
  merged_into_id: MatterId | null
  accepted_at: Date | null
  assigned_at: Date | null
  contacted_at: Date | null
  resolved_at: Date | null
  closed_at: Date | null
  contact_due_at: Date | null
  handle_due_at: Date | null
  outcome: string | null
  rounds: number
  returns: number
  extensions: number
  unreached: number
  open_rally_answers: number
  urges: number
  /** Supervision orders that it got. */
  orders: number
  /** Until when the open order must be answered, and the talk be held that was called; null: none waits. */
  order_due_at: Date | null
  talk_due_at: Date | null
  solved: boolean | null
  satisfaction: number | null
  exclusion: 'none' | 'proposed' | 'approved'
  source_key: string | null
  source_hash: Buffer | null
  import_id: Id<'import'> | null
  subject_kind: string | null
  subject_id: string | null
  /** Posts that must not learn of it: the unit that a lead is about and all below it. */
  shielded_posts: PostId[] | null
  /** What was filled in of the kind's form. */
  answers: KeptAnswers | null
  answers_sealed: Buffer | null
  changed_at: Date
}

type Owned = {
  tenant_id: TenantId
  id: string
  matter_id: MatterId
}

export type MattersTables = {
  'matters.matters': MatterRecord
  'matters.kind_versions': {
    tenant_id: TenantId
    code: string
    version: number
    valid_from: Date
    author_id: PersonId | null
    spec: KindSpec
  }
  'matters.category_trees': { tenant_id: TenantId; tree: string; version: number; valid_from: Date; name: unknown }
  'matters.categories': {
    tenant_id: TenantId
    tree: string
    version: number
    code: string
    parent_code: string | null
    name: { zh: string; en: string }
    keywords: string[]
    position: number
    retired: boolean
  }
  'matters.calendar_versions': {
    tenant_id: TenantId
    version: number
    valid_from: Date
    author_id: PersonId | null
    calendar: unknown
  }
  'matters.holdings': Owned & { post_id: PostId; from_at: Date; to_at: Date | null; why: Why }
  'matters.clocks': Owned & {
    stage: Stage
    span: unknown
    started_at: Date
    yellow_at: Date
    due_at: Date
    stopped_at: Date | null
  }
  'matters.remarks': Owned & {
    action: string
    words: string
    file_ids: string[]
    to_reporter: boolean
    person_id: PersonId | null
    post_id: PostId | null
    at: Date
  }
  'matters.suspensions': Owned & {
    from_at: Date
    review_at: Date
    to_at: Date | null
    remark_id: string
    post_id: PostId | null
  }
  'matters.escalations': Owned & {
    level: number
    cause: string
    stage: string | null
    from_post_id: PostId | null
    to_post_id: PostId
    at: Date
  }
  'matters.returns': Owned & {
    from_post_id: PostId
    reviewer_post_id: PostId
    reason: string
    at: Date
    reviewed_at: Date | null
    upheld: boolean | null
  }
  'matters.rallies': Owned & { lead_post_id: PostId; called_by_post_id: PostId | null; at: Date; ended_at: Date | null }
  'matters.rally_members': {
    tenant_id: TenantId
    rally_id: string
    matter_id: MatterId
    post_id: PostId
    due_at: Date
    overdue_told_at: Date | null
    answered_at: Date | null
    remark_id: string | null
  }
  'matters.merges': Owned & { into_id: MatterId; at: Date; prior: unknown; undone_at: Date | null }
  'matters.followers': {
    tenant_id: TenantId
    matter_id: MatterId
    person_id: PersonId
    from_at: Date
    via_matter_id: MatterId | null
  }
  'matters.closures': Owned & {
    outcome: string
    at: Date
    person_id: PersonId | null
    post_id: PostId | null
    how: string
    reopened_at: Date | null
  }
  'matters.follow_ups': Owned & {
    round: number
    at: Date
    method: string
    reached: boolean
    solved: boolean | null
    satisfaction: number | null
    post_id: PostId | null
    remark_id: string | null
  }
  'matters.exclusions': Owned & {
    reason: string
    proposed_by: PersonId
    at: Date
    reviewed_by: PersonId | null
    reviewed_at: Date | null
    approved: boolean | null
  }
  'places.places_view': {
    tenant_id: TenantId
    id: PlaceId
    path: string
    name: string
    name_en: string
    lng: number | null
    lat: number | null
    level_code: string
  }
}

/** This module's tables on a transaction. */
export const own = (tx: Tx) => tx.withTables<MattersTables>()
