import type { Id, PersonId, PlaceId, TenantId } from '../../../kernel/contract/ids.ts'
import type { PairingId, TeamId, VolunteerId } from '../events.ts'
import type { DocumentKind, EntryKind, Purpose, RevokeCategory } from './hours.ts'

export type EntryId = Id<'hours_entry'>
export type ObjectionId = Id<'hours_objection'>
export type CertificateId = Id<'certificate'>
export type GatheringId = Id<'gathering'>
export type TransferId = Id<'hours_transfer'>

export interface EntryRecord {
  readonly tenant_id: TenantId
  readonly id: EntryId
  readonly volunteer_id: VolunteerId
  readonly place_path: string
  readonly kind: EntryKind
  readonly purpose: Purpose
  readonly minutes: number
  readonly on_day: string
  readonly from_at: Date | null
  readonly until_at: Date | null
  readonly gathering_id: GatheringId | null
  readonly pairing_id: PairingId | null
  readonly team_id: TeamId | null
  readonly content: string
  readonly corrects_id: EntryId | null
  readonly replaces_id: EntryId | null
  readonly why: string | null
}

export const certificateStates = ['asked', 'issued', 'refused', 'revoked'] as const
export type CertificateState = (typeof certificateStates)[number]

export interface CertificateRecord {
  readonly tenant_id: TenantId
  readonly id: CertificateId
  readonly volunteer_id: VolunteerId
  readonly place_path: string
  readonly issuer_id: PlaceId
  readonly state: CertificateState
  readonly from_on: string | null
  readonly to_on: string | null
  readonly document_kind: DocumentKind
  readonly document_sealed: Buffer | null
  readonly year: number | null
  readonly number: number | null
  readonly number_text: string | null
  readonly minutes: number | null
  readonly snapshot_sealed: Buffer | null
  readonly hash: string | null
  readonly asked_at: Date
  readonly issued_at: Date | null
  readonly issued_by: PersonId | null
  readonly refused_why: string | null
  readonly revoked_at: Date | null
  readonly revoked_category: RevokeCategory | null
  readonly revoked_why: string | null
  readonly replaces_id: CertificateId | null
}
