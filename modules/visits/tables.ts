import type { GridId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { DueId, SubjectId, VisitId } from './contract.ts'
import type { DropReason, DueState } from './coverage.ts'
import type { Method, SubjectKind } from './rule.ts'

export type { DueId, SubjectId, VisitId } from './contract.ts'

export type DueRecord = {
  tenant_id: TenantId
  id: DueId
  subject_kind: SubjectKind
  subject_id: SubjectId
  rule_code: string
  rule_version: number
  origin: string
  standing: boolean
  method: Method
  priority: number
  from_at: Date
  deadline_at: Date
  state: DueState
  holder_post_id: PostId
  tries: number
  last_try_at: Date | null
  visit_id: VisitId | null
  merged_into_id: DueId | null
  drop_reason: DropReason | null
  ended_at: Date | null
  ended_why: Words | null
  place_id: PlaceId
  place_path: string
  grid_id: GridId | null
  made_at: Date
  changed_at: Date
}

export type SubjectRecord = {
  tenant_id: TenantId
  kind: SubjectKind
  id: SubjectId
  name: string
  place_id: PlaceId
  place_path: string
  grid_id: GridId | null
  tags: string[]
  /** Staircase, floor and room: all three, or none. */
  unit: string | null
  floor: number | null
  room: string | null
  known_at: Date
  ended_at: Date | null
  ended_why: Words | null
  changed_at: Date
}

export type PlanItemRecord = {
  tenant_id: TenantId
  week_on: string
  due_id: DueId
  person_id: PersonId
  day: string
  position: number
  why: Words
  by_hand: boolean
}
