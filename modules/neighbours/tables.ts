import type { GridId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { HouseholdId, NoteId } from '../households/public.ts'
import type {
  ContactId,
  HeardId,
  MemberId,
  PairingId,
  SkillId,
  TeamId,
  ThanksId,
  VolunteerId,
  WishId,
} from './events.ts'
import type { HeardState } from './heard/heard.ts'
import type { Sex } from './pairings/matching.ts'
import type { EndReason, PairingState, Rhythm, Side } from './pairings/pairing.ts'
import type { Audience, SkillKind } from './skills/kinds.ts'

import type { ConsentHow, MemberState, WishSource, WishState } from './states.ts'

export type { ContactId, MemberId, PairingId, SkillId, TeamId, ThanksId, VolunteerId, WishId } from './events.ts'
export type { ConsentHow, MemberState, WishState } from './states.ts'

export interface VolunteerRecord {
  readonly tenant_id: TenantId
  readonly id: VolunteerId
  readonly person_id: PersonId
  readonly place_id: PlaceId
  readonly place_path: string
  readonly compound_id: PlaceId | null
  readonly grid_id: GridId | null
  readonly languages: readonly string[]
  readonly sex: Sex | null
  readonly helps_sex: Sex | null
  readonly slots: readonly number[]
  readonly reach_m: number
  readonly most: number
  readonly state: 'active' | 'withdrawn'
  readonly consent_how: ConsentHow
  readonly consent_note: string | null
  readonly consent_version: number
  readonly consent_at: Date
  readonly withdrawn_at: Date | null
  readonly since_at: Date
  readonly changed_at: Date
}

export interface SkillRecord {
  readonly tenant_id: TenantId
  readonly id: SkillId
  readonly volunteer_id: VolunteerId
  readonly kind: SkillKind
  readonly words: string
  readonly audience: Audience
  readonly name_shown: boolean
  readonly listed_at: Date
  readonly ended_at: Date | null
}

export interface TeamRecord {
  readonly tenant_id: TenantId
  readonly id: TeamId
  readonly name: string
  readonly purpose: string
  readonly place_id: PlaceId
  readonly place_path: string
  readonly compound_ids: readonly PlaceId[]
  readonly leader_id: VolunteerId | null
  readonly formed_on: string
  readonly state: 'active' | 'ended'
  readonly ended_why: string | null
  readonly created_at: Date
  readonly changed_at: Date
}

export interface MemberRecord {
  readonly tenant_id: TenantId
  readonly id: MemberId
  readonly team_id: TeamId
  readonly volunteer_id: VolunteerId
  readonly state: MemberState
  readonly name_shown: boolean
  readonly asked_at: Date
  readonly joined_at: Date | null
  readonly left_at: Date | null
}

export interface WishRecord {
  readonly tenant_id: TenantId
  readonly id: WishId
  readonly person_id: PersonId | null
  readonly name_sealed: Buffer | null
  readonly phone_sealed: Buffer | null
  readonly words_sealed: Buffer | null
  readonly place_id: PlaceId
  readonly place_path: string
  readonly compound_id: PlaceId | null
  readonly grid_id: GridId | null
  readonly kind: SkillKind
  readonly language: string | null
  readonly sex: Sex | null
  readonly helper_sex: Sex | null
  readonly slots: readonly number[]
  readonly rhythm: Rhythm
  readonly asked_volunteer_id: VolunteerId | null
  readonly source: WishSource
  readonly origin: string | null
  readonly asked_by: PersonId | null
  readonly consent_how: ConsentHow | null
  readonly consent_note: string | null
  /** Null: heard, and the person is still to agree. */
  readonly consent_version: number | null
  readonly consent_at: Date | null
  readonly state: WishState
  readonly ended_at: Date | null
  readonly since_at: Date
  readonly changed_at: Date
}

export interface PairingRecord {
  readonly tenant_id: TenantId
  readonly id: PairingId
  readonly wish_id: WishId
  readonly volunteer_id: VolunteerId
  readonly place_path: string
  readonly grid_id: GridId | null
  readonly state: PairingState
  readonly rhythm: Rhythm
  readonly metres: number | null
  readonly reasons: readonly { readonly zh: string; readonly en: string }[]
  readonly suggested_at: Date
  readonly asked_at: Date | null
  readonly volunteer_yes_at: Date | null
  readonly volunteer_how: ConsentHow | null
  /** Where staff typed it: how and where it was said. */
  readonly volunteer_note_sealed: Buffer | null
  readonly helped_yes_at: Date | null
  readonly helped_how: ConsentHow | null
  readonly helped_note_sealed: Buffer | null
  readonly agreed_at: Date | null
  readonly last_contact_on: string | null
  readonly counted_from: string | null
  readonly quiet_since: string | null
  readonly quiet_why_sealed: Buffer | null
  readonly ended_at: Date | null
  readonly end_reason: EndReason | null
  readonly declined_by: Side | null
  readonly changed_at: Date
}

export interface ContactRecord {
  readonly id: ContactId
  readonly pairing_id: PairingId
  readonly on_day: string
  readonly how: string
  readonly noted_by: Side
  readonly words_sealed: Buffer | null
  readonly at: Date
}

export interface HeardRecord {
  readonly tenant_id: TenantId
  readonly id: HeardId
  readonly household_id: HouseholdId
  readonly note_id: NoteId
  readonly place_id: PlaceId
  readonly place_path: string
  readonly grid_id: GridId | null
  readonly heard_post: PostId | null
  readonly heard_at: Date
  readonly state: HeardState
  readonly why_sealed: Buffer | null
  readonly volunteer_id: VolunteerId | null
  readonly changed_at: Date
}

export interface ThanksRecord {
  readonly id: ThanksId
  readonly pairing_id: PairingId
  readonly words: string
  readonly wall_helped: boolean
  readonly wall_volunteer: boolean | null
  readonly at: Date
}
