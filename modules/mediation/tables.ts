import type { FileId, Id, MatterId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { CaseState } from './case.ts'
import type { CaseId, CommitteeId, PartyId } from './events.ts'
import type {
  AnswerWay,
  CourtState,
  DangerKind,
  DeclineReason,
  DisputeKind,
  InterestKind,
  OriginKind,
  OtherWay,
  SeatKind,
  Side,
  Source,
} from './kinds.ts'
import type { Outcome } from './referral.ts'

export type { CaseId, CommitteeId, PartyId } from './events.ts'

export interface CommitteeRecord {
  readonly tenant_id: TenantId
  readonly id: CommitteeId
  readonly community_id: PlaceId
  readonly place_path: string
  readonly name: string
  readonly seal_name: string
  readonly from_on: string
  readonly until_on: string
  readonly limit_days: number
  readonly keep_years: number
  readonly police_post_id: PostId | null
  readonly guardian_post_id: PostId | null
  readonly court_name: string | null
  readonly number_prefix: string
  readonly first_number: number | null
  readonly first_number_year: number | null
}

export interface SeatRecord {
  readonly id: Id<'mediation_seat'>
  readonly committee_id: CommitteeId
  readonly person_id: PersonId
  readonly kind: SeatKind
  readonly from_on: string
  readonly to_on: string | null
}

export interface InterestRecord {
  readonly person_id: PersonId
  readonly kind: InterestKind
  readonly of_person_id: PersonId | null
  readonly phone_lookup: Buffer | null
  readonly post_id: PostId | null
}

export interface CaseRecord {
  readonly tenant_id: TenantId
  readonly id: CaseId
  readonly committee_id: CommitteeId
  readonly year: number
  readonly number: number
  readonly number_prefix: string
  readonly state: CaseState
  readonly kind: DisputeKind
  readonly source: Source
  readonly origin_kind: OriginKind | null
  readonly origin_id: string | null
  readonly place_id: PlaceId
  readonly place_path: string
  readonly firm_post_id: PostId | null
  readonly words_sealed: Buffer
  readonly found_by: PersonId | null
  readonly taken_by: PersonId | null
  readonly received_on: string
  readonly accepted_on: string | null
  readonly limit_days: number | null
  readonly due_on: string | null
  readonly warned_on: string | null
  readonly over_on: string | null
  readonly decline_reason: DeclineReason | null
  readonly end_state: CaseState | null
  readonly ended_on: string | null
  readonly told_ways: OtherWay[]
  readonly told_on: string | null
}

export interface PartyRecord {
  readonly id: PartyId
  readonly case_id: CaseId
  readonly side: Side
  readonly position: number
  readonly person_id: PersonId | null
  readonly name_sealed: Buffer
  readonly phone_sealed: Buffer | null
  readonly phone_lookup: Buffer | null
  readonly details_sealed: Buffer | null
  readonly consent: 'yes' | 'no' | null
  readonly consent_way: AnswerWay | null
  readonly consent_at: Date | null
  readonly consent_by: PersonId | null
  /** Of the text that a yes agreed to. */
  readonly consent_version: number | null
  readonly wish_person_id: PersonId | null
  readonly accepts: boolean | null
  readonly accepts_way: AnswerWay | null
  readonly accepts_at: Date | null
  readonly asks_other_sealed: Buffer | null
}

export interface CaseMediatorRecord {
  readonly id: Id<'mediation_mediator'>
  readonly case_id: CaseId
  readonly person_id: PersonId
  readonly leads: boolean
  readonly chosen_by: 'parties' | 'committee'
  readonly from_at: Date
  readonly to_at: Date | null
  readonly end_reason: string | null
}

export interface SessionRecord {
  readonly id: Id<'mediation_session'>
  readonly held_at: Date
  readonly where_sealed: Buffer
  readonly party_ids: PartyId[]
  readonly mediator_ids: PersonId[]
  readonly words_sealed: Buffer
  readonly tried_sealed: Buffer | null
  readonly next_on: string | null
}

export interface EvidenceRecord {
  readonly id: Id<'mediation_evidence'>
  readonly party_id: PartyId | null
  readonly what_sealed: Buffer
  readonly pages: number
  readonly file_ids: FileId[]
  readonly at: Date
}

export interface ExtensionRecord {
  readonly id: string
  readonly from_on: string
  readonly to_on: string
  readonly way: AnswerWay
  readonly why_sealed: Buffer
}

export interface AgreementRecord {
  readonly id: Id<'mediation_agreement'>
  readonly case_id: CaseId
  readonly form: 'written' | 'oral'
  readonly facts_sealed: Buffer | null
  readonly issues_sealed: Buffer | null
  readonly duties_sealed: Buffer | null
  readonly terms_sealed: Buffer
  readonly drawn_at: Date
  readonly effective_on: string | null
  readonly court_until_on: string | null
  readonly court_state: CourtState | null
  readonly court_on: string | null
  readonly court_reminded: number | null
}

export interface PromiseRecord {
  readonly id: Id<'mediation_promise'>
  readonly agreement_id: AgreementRecord['id']
  readonly position: number
  readonly party_id: PartyId
  readonly what_sealed: Buffer
  readonly due_on: string
  readonly state: 'open' | 'kept' | 'broken'
  readonly settled_on: string | null
  readonly note_sealed: Buffer | null
}

export interface SignatureRecord {
  readonly who: 'party' | 'mediator' | 'seal'
  readonly party_id: PartyId | null
  readonly person_id: PersonId | null
  readonly way: 'signature' | 'fingerprint' | 'stamp'
  readonly signed_on: string
  readonly file_id: FileId | null
}

export interface CallBackRecord {
  readonly id: Id<'mediation_call_back'>
  readonly party_id: PartyId
  readonly at: Date
  readonly reached: boolean
  readonly content: number | null
  readonly words_sealed: Buffer | null
}

export interface DangerRecord {
  readonly id: Id<'mediation_danger'>
  readonly kind: DangerKind
  readonly words_sealed: Buffer
  readonly matter_id: MatterId
  readonly at: Date
  readonly over_at: Date | null
}

export interface ReferralRecord {
  readonly id: Id<'mediation_referral'>
  readonly case_id: CaseId
  readonly origin_kind: 'matter' | 'note'
  readonly origin_id: string
  readonly outcome: Outcome | null
  readonly told_at: Date | null
  readonly at: Date
}

export interface ContentsLine {
  readonly title: string
  readonly page: number
  readonly pages: number
}

export interface VolumeRecord {
  readonly id: Id<'mediation_volume'>
  readonly bound_on: string
  readonly keep_until: string
  readonly pages: number
  readonly sha256: string
  readonly contents: ContentsLine[]
  readonly pdf_sealed: Buffer
}
