import type { MatterId, PlaceId } from '../../kernel/contract/ids.ts'
import type {
  Choice,
  EntryId,
  EntryState,
  HouseholdId,
  ItemKind,
  MemberId,
  NoteId,
  Sensitivity,
  WishId,
  WishKind,
} from './shapes.ts'

/** All that happens to one household. Ids and facts about facts: no name, no words, nothing of anybody's health. */
export const householdStream = (id: HouseholdId): string => `households:${id}`

export const householdEvents = {
  added: 'households.household_added',
  moved_grid: 'households.household_moved_grid',
  ended: 'households.household_ended',
  entered: 'households.value_entered',
  settled: 'households.conflict_settled',
  noted: 'households.note_written',
  matter_made: 'households.note_became_matter',
  wish_heard: 'households.wish_heard',
  wish_ended: 'households.wish_ended',
  volunteer_heard: 'households.volunteer_heard',
  revealed: 'households.person_revealed',
  undone: 'households.import_undone',
} as const
export type HouseholdEventName = keyof typeof householdEvents

/** Columns that an event set: folding these gives the row again. */
export type HouseholdSet = Readonly<Record<string, string | number | null>>

export interface HouseholdEvent {
  readonly householdId: HouseholdId
  readonly set?: HouseholdSet
  /** By which import, where it came by one that can be undone. */
  readonly importId?: string
}

/** A household came to be known; of an import also its first values, all of them current. */
export interface HouseholdAdded extends HouseholdEvent {
  readonly set: HouseholdSet
  readonly values?: readonly (Pick<ValueEntered, 'entryId' | 'kind' | 'hash'> & { readonly source: string })[]
}

/** A value was entered; `state` says what became of it, `replacesId` whose place it took. */
export interface ValueEntered extends HouseholdEvent {
  readonly entryId: EntryId
  readonly kind: ItemKind
  readonly state: EntryState
  readonly basisId: EntryId | null
  readonly againstId: EntryId | null
  readonly replacesId: EntryId | null
  readonly source: string
  /** Keyed. */
  readonly hash: string
}

/** Somebody chose. `current`: the one that waited is declined; `other`: it took the place; `both`: a new entry took both. */
export interface ConflictSettled extends HouseholdEvent {
  readonly entryId: EntryId
  readonly how: Choice
  readonly currentId: EntryId | null
  /** Of both. */
  readonly joined?: { readonly entryId: EntryId; readonly hash: string }
}

export interface NoteWritten extends HouseholdEvent {
  readonly noteId: NoteId
  readonly visitId: string | null
  readonly sensitivity: Sensitivity
  readonly hash: string
}

export interface NoteBecameMatter extends HouseholdEvent {
  readonly noteId: NoteId
  readonly matterId: MatterId
}

/** Somebody wishes for what neighbours can do. Module neighbours takes it up (`takeWish`). */
export interface WishHeard extends HouseholdEvent {
  readonly wishId: WishId
  readonly kind: WishKind
  readonly noteId: NoteId | null
  readonly placeId: PlaceId
}

export interface WishEnded extends HouseholdEvent {
  readonly wishId: WishId
  readonly state: 'taken' | 'withdrawn'
}

/** Somebody there would like to help others. */
export interface VolunteerHeard extends HouseholdEvent {
  readonly noteId: NoteId
  readonly placeId: PlaceId
}

export interface PersonRevealed extends HouseholdEvent {
  /** Null: the contact. */
  readonly memberId: MemberId | null
  readonly reason: string
}

/** An import was taken back: what it brought to this household is gone, and the household with it where it brought that. */
export interface ImportUndone extends HouseholdEvent {
  readonly importId: string
  readonly gone: boolean
  readonly entryIds: readonly EntryId[]
}
