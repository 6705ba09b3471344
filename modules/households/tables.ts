import type { GridId, MatterId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type {
  Choice,
  EndReason,
  EntryId,
  EntryState,
  HouseholdId,
  ItemKind,
  NoteId,
  RoomId,
  Sensitivity,
  WishId,
  WishKind,
} from './shapes.ts'

export type HouseholdRecord = {
  readonly tenant_id: TenantId
  readonly id: HouseholdId
  readonly room_id: RoomId
  readonly building_id: PlaceId
  readonly place_path: string
  readonly grid_id: GridId | null
  readonly unit: string
  readonly floor: number
  readonly number: string
  readonly from_on: string
  readonly to_on: string | null
  readonly ended_why: EndReason | null
  readonly people: number
  readonly tags: readonly string[]
  readonly last_reached_at: Date | null
  readonly tries: number
  readonly created_at: Date
  readonly changed_at: Date
  /** What was known of it was erased by rule, a year after it had moved out. */
  readonly erased_at: Date | null
}

export type EntryRecord = {
  readonly tenant_id: TenantId
  readonly id: EntryId
  readonly household_id: HouseholdId
  readonly kind: ItemKind
  readonly item: string
  readonly value_sealed: Buffer
  readonly value_hash: Buffer
  readonly is_empty: boolean
  readonly until_on: string | null
  readonly source: string
  readonly as_of: string
  readonly basis_id: EntryId | null
  readonly against_id: EntryId | null
  readonly state: EntryState
  readonly replaced_by_id: EntryId | null
  readonly words_sealed: Buffer | null
  readonly person_id: PersonId | null
  readonly post_id: PostId | null
  readonly visit_id: string | null
  readonly at: Date
  readonly settled_how: Choice | null
  readonly settled_at: Date | null
}

export type NoteRecord = {
  readonly tenant_id: TenantId
  readonly id: NoteId
  readonly household_id: HouseholdId
  readonly visit_id: string | null
  readonly words_sealed: Buffer
  readonly words_hash: Buffer
  readonly sensitivity: Sensitivity
  readonly person_id: PersonId | null
  readonly post_id: PostId | null
  readonly at: Date
  readonly matter_id: MatterId | null
  readonly matter_number: string | null
  readonly volunteer: boolean
}

export type WishRecord = {
  readonly tenant_id: TenantId
  readonly id: WishId
  readonly household_id: HouseholdId
  readonly note_id: NoteId | null
  readonly kind: WishKind
  readonly words_sealed: Buffer | null
  readonly state: 'open' | 'taken' | 'withdrawn'
  readonly at: Date
}
