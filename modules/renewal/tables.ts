import type { FileId, GridId, Id, MatterId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { ProjectId } from './events.ts'
import type { SourceKind } from './money-kinds.ts'
import type { AnswerChannel, HideReason, Survey } from './neighbour-kinds.ts'
import type { Consent, ProjectState, StopReason } from './project.ts'
import type { DelayReason, EnteredCode, Party, StageCode, Verdict } from './stages.ts'
import type { FacilityKind, Phase } from './work-kinds.ts'

export type { ProjectId } from './events.ts'
export type ItemId = Id<'renewal_item'>

export type ProjectRecord = {
  tenant_id: TenantId
  id: ProjectId
  code: string
  title: string
  words: string
  place_id: PlaceId
  place_path: string
  grid_id: GridId | null
  touched_ids: PlaceId[]
  households: number | null
  households_source: string | null
  consent: Consent
  state: ProjectState
  post_id: PostId
  started_on: string | null
  ended_on: string | null
  stop_reason: StopReason | null
  stop_words: string | null
  received_fen: number
  paid_fen: number
  created_at: Date
  changed_at: Date
}

interface OfProject {
  tenant_id: TenantId
  project_id: ProjectId
}

export type ItemRecord = OfProject & {
  id: ItemId
  code: string
  place_id: PlaceId
  words: string
  planned_fen: number | null
  final_fen: number | null
  by_vote: boolean
  dropped_why: string | null
  dropped_at: Date | null
  created_at: Date
}

export type StageRecord = OfProject & {
  stage: StageCode
  position: number
  planned_from: string | null
  planned_until: string | null
  first_until: string | null
  ready: boolean
  began_on: string | null
  finished_on: string | null
}

export type DelayRecord = OfProject & {
  id: Id<'renewal_delay'>
  stage: StageCode
  missed_on: string
  new_on: string | null
  reason: DelayReason | null
  words: string | null
  found_at: Date
  reasoned_at: Date | null
  by_post: PostId | null
}

export type EvidenceRecord = OfProject & {
  id: Id<'renewal_evidence'>
  stage: StageCode
  code: EnteredCode
  on_day: string
  words: string | null
  file_ids: FileId[]
  asked: number | null
  agreed: number | null
  question_id: Id<'question'> | null
  from_on: string | null
  until_on: string | null
  department: string | null
  verdict: Verdict | null
  party: Party | null
  keeper: string | null
  by_person: PersonId | null
  by_post: PostId
  at: Date
  undone_why: string | null
  undone_at: Date | null
}

export type SourceRecord = OfProject & {
  id: Id<'renewal_source'>
  kind: SourceKind
  name: string | null
  planned_fen: number
  created_at: Date
}

interface Moved extends OfProject {
  fen: number
  on_day: string
  words: string | null
  file_ids: FileId[]
  by_post: PostId
  at: Date
  undone_why: string | null
  undone_at: Date | null
}
export type ReceiptRecord = Moved & { id: Id<'renewal_receipt'>; source_id: Id<'renewal_source'> }
export type PaymentRecord = Moved & { id: Id<'renewal_payment'>; item_id: ItemId; payee: string }

export type SpotRecord = OfProject & {
  id: Id<'renewal_spot'>
  name: string
  place_id: PlaceId
  lng: number | null
  lat: number | null
  item_id: ItemId | null
  created_at: Date
}

export type PhotoRecord = OfProject & {
  id: Id<'renewal_photo'>
  spot_id: Id<'renewal_spot'>
  phase: Phase
  file_id: FileId
  on_day: string
  words: string | null
  by_post: PostId
  at: Date
}

export type FacilityRecord = OfProject & {
  id: Id<'renewal_facility'>
  item_id: ItemId
  kind: FacilityKind
  name: string
  place_id: PlaceId
  lng: number
  lat: number
  keeper_post_id: PostId
  rhythm_days: number
  facility_id: Id<'facility'> | null
  created_at: Date
}

export type InspectorRecord = OfProject & {
  id: Id<'renewal_inspector'>
  person_id: PersonId
  from_on: string
  to_on: string | null
}

export type DefectRecord = OfProject & {
  matter_id: MatterId
  item_id: ItemId
  inspector_id: InspectorRecord['id'] | null
  at: Date
}

export type QuestionRecord = OfProject & {
  id: Id<'renewal_question'>
  person_id: PersonId
  words: string
  at: Date
  answer: string | null
  answered_by_post: PostId | null
  answered_at: Date | null
  hide_reason: HideReason | null
  hide_words: string | null
  hidden_at: Date | null
}

export type AnswerRecord = OfProject & {
  id: Id<'renewal_answer'>
  survey: Survey
  score: number
  words: string | null
  channel: AnswerChannel
  person_id: PersonId | null
  by_post: PostId | null
  at: Date
}

type RenewalTables = {
  'renewal.projects': ProjectRecord
  'renewal.items': ItemRecord
  'renewal.item_ideas': OfProject & { item_id: ItemId; idea_id: Id<'idea'> }
  'renewal.item_hazards': OfProject & { item_id: ItemId; matter_id: MatterId }
  'renewal.stages': StageRecord
  'renewal.delays': DelayRecord
  'renewal.evidence': EvidenceRecord
  'renewal.sources': SourceRecord
  'renewal.receipts': ReceiptRecord
  'renewal.payments': PaymentRecord
  'renewal.spots': SpotRecord
  'renewal.photos': PhotoRecord
  'renewal.facilities': FacilityRecord
  'renewal.inspectors': InspectorRecord
  'renewal.defects': DefectRecord
  'renewal.questions': QuestionRecord
  'renewal.answers': AnswerRecord
}

/** The module's own tables on a transaction. */
export const mine = (tx: Tx) => tx.withTables<RenewalTables>()
