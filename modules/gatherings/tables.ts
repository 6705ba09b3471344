import type { FileId, Id, MatterId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { MatterRow } from '../matters/contract.ts'
import type { Why, Wish } from './allotment.ts'
import type { EntryStanding, GatheringKind, PartyKind, State, SubjectKind } from './gathering.ts'
import type { StallForm } from './stall-plan.ts'

export type GatheringId = Id<'gathering'>
export type EntryId = Id<'entry'>
export type ItemId = Id<'item'>
export type DecisionId = Id<'decision'>
export type StallId = Id<'stall'>

export type GatheringRecord = {
  tenant_id: TenantId
  id: GatheringId
  kind: GatheringKind
  state: State
  title: string
  topics: string
  place_id: PlaceId
  place_path: string
  venue: string
  starts_at: Date
  ends_at: Date
  is_public: boolean
  capacity: number | null
  sign_up_until: Date | null
  post_id: PostId
  series_id: GatheringId
  code: string
  material_ids: FileId[]
  stall_form: StallForm | null
  sequence: number
  announced_at: Date | null
  cancelled_why: string | null
  thanks: string | null
  thanked_at: Date | null
  created_at: Date
  changed_at: Date
}

export type EntryRecord = {
  tenant_id: TenantId
  id: EntryId
  gathering_id: GatheringId
  party_kind: PartyKind
  party_id: string | null
  name: string | null
  name_sealed: Buffer | null
  standing: EntryStanding
  invited_at: Date | null
  queued_at: Date | null
  answered_at: Date | null
  checked_in_at: Date | null
  checked_in_by: 'code' | 'organiser' | 'leader' | null
  by_person: PersonId | null
  wish: Wish | null
  turnover_fen: number | null
  turnover_at: Date | null
  rating: number | null
  rating_words: string | null
  rated_at: Date | null
}

export type ItemRecord = {
  tenant_id: TenantId
  id: ItemId
  gathering_id: GatheringId
  position: number
  title: string
  matter_id: MatterId | null
  subject_kind: SubjectKind | null
  subject_id: string | null
  discussion: string | null
  dropped_at: Date | null
}

export type DecisionRecord = {
  tenant_id: TenantId
  id: DecisionId
  gathering_id: GatheringId
  item_id: ItemId
  words: string
  matter_id: MatterId
  due_on: string
  decided_at: Date
}

/** A decision of an earlier meeting, heard at this one. */
export type HearingRecord = {
  tenant_id: TenantId
  gathering_id: GatheringId
  decision_id: DecisionId
  /** How far its matter was then. */
  matter_state: MatterRow['state']
  words: string | null
  heard_at: Date
}

export type StallRecord = {
  tenant_id: TenantId
  id: StallId
  gathering_id: GatheringId
  number: string
  row_at: number
  column_at: number
  x: number
  y: number
  width: number
  depth: number
  power: boolean
  water: boolean
  entry_id: EntryId | null
  by_hand: boolean
  why: Why | null
}

export type FeedRecord = {
  tenant_id: TenantId
  id: Id<'feed'>
  person_id: PersonId
  token_hash: Buffer
  created_at: Date
  revoked_at: Date | null
}

type GatheringsTables = {
  'gatherings.gatherings': GatheringRecord
  'gatherings.entries': EntryRecord
  'gatherings.items': ItemRecord
  'gatherings.decisions': DecisionRecord
  'gatherings.hearings': HearingRecord
  'gatherings.stalls': StallRecord
  'gatherings.feeds': FeedRecord
}

/** The module's own tables on a transaction. */
export const mine = (tx: Tx) => tx.withTables<GatheringsTables>()
