import type { FileId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { ConsentHow } from '../people/contract.ts'
import type { BookingState } from './booking.ts'
import type {
  BookingId,
  CalendarId,
  OfferId,
  ResourceId,
  SharerId,
  StationId,
  ThanksId,
  WaitId,
  WantId,
} from './events.ts'
import type { Audience, KindCode, SharerKind, SharerState } from './kinds.ts'
import type { Week } from './opening.ts'
import type { Unit } from './slots.ts'
import type { WaitHow, WaitState } from './waiting.ts'

export type * from './events.ts'

interface Placed {
  readonly place_id: PlaceId
  readonly place_path: string
}

export interface StationRecord extends Placed {
  readonly tenant_id: TenantId
  readonly id: StationId
  readonly code: string
  readonly name: string
  readonly lng: number
  readonly lat: number
  readonly keeper_post_id: PostId
  readonly hours: Week
  readonly services: string[]
  readonly intro: string
  readonly no_show_times: number
  readonly no_show_days: number
  readonly from_on: string
  readonly to_on: string | null
  readonly closed_why: string | null
}

export interface SharerRecord extends Placed {
  readonly tenant_id: TenantId
  readonly id: SharerId
  readonly kind: SharerKind
  readonly name: string
  readonly firm_id: string | null
  readonly person_id: PersonId | null
  readonly post_id: PostId | null
  readonly station_id: StationId | null
  readonly lng: number | null
  readonly lat: number | null
  readonly contact_sealed: Buffer | null
  readonly phone_sealed: Buffer | null
  readonly state: SharerState
  readonly why: string | null
  readonly asked_at: Date
  /** Of shops and residents; null: none is needed. */
  readonly consent_version: number | null
  readonly consent_at: Date | null
  readonly consent_how: ConsentHow | null
}

export interface ResourceRecord extends Placed {
  readonly tenant_id: TenantId
  readonly id: ResourceId
  readonly sharer_id: SharerId
  readonly station_id: StationId | null
  readonly kind: KindCode
  readonly name: string
  readonly words: string
  readonly lng: number | null
  readonly lat: number | null
  readonly unit: Unit
  readonly hours: Week
  readonly slot_units: number
  readonly most_slots: number
  readonly capacity: number
  readonly ahead_days: number
  readonly cancel_hours: number
  readonly audience: Audience
  readonly deposit_fen: number | null
  readonly deposit_words: string | null
  readonly rules: string | null
  readonly photo_id: FileId | null
  readonly state: 'live' | 'paused' | 'ended'
  readonly wait_how: WaitHow
  readonly answer_minutes: number
}

export interface BookingRecord {
  readonly tenant_id: TenantId
  readonly id: BookingId
  readonly resource_id: ResourceId
  readonly person_id: PersonId | null
  readonly for_sharer_id: SharerId | null
  readonly by_station: boolean
  /** As it was typed, where it was booked for somebody; null in rows from before it was kept. */
  readonly name_sealed: Buffer | null
  readonly from_at: Date
  readonly until_at: Date
  readonly pieces: number
  readonly state: BookingState
  readonly why: string | null
  readonly made_at: Date
  readonly handed_at: Date | null
  readonly ended_at: Date | null
}

/** A place in the line for a time that is taken. */
export interface WaitRecord {
  readonly tenant_id: TenantId
  readonly id: WaitId
  readonly resource_id: ResourceId
  readonly person_id: PersonId | null
  readonly for_sharer_id: SharerId | null
  readonly by_station: boolean
  /** As it was typed, where it was booked for somebody; null in rows from before it was kept. */
  readonly name_sealed: Buffer | null
  readonly from_at: Date
  readonly until_at: Date
  readonly pieces: number
  readonly closes_at: Date
  readonly state: WaitState
  readonly made_at: Date
  readonly answer_until: Date | null
  readonly booking_id: BookingId | null
  readonly ended_at: Date | null
}

export interface WantRecord extends Placed {
  readonly tenant_id: TenantId
  readonly id: WantId
  readonly person_id: PersonId | null
  readonly sharer_id: SharerId | null
  readonly kind: KindCode
  readonly name: string
  readonly words: string
  readonly station_id: StationId | null
  readonly lng: number | null
  readonly lat: number | null
  readonly from_at: Date | null
  readonly slots: number
  readonly pieces: number
  readonly until_on: string
  readonly state: 'open' | 'met' | 'withdrawn'
  readonly why: string | null
  readonly made_at: Date
  readonly ended_at: Date | null
  readonly by_station: boolean
}

/** A secret address of a calendar: a person's, or a station's. */
export interface CalendarRecord {
  readonly id: CalendarId
  readonly person_id: PersonId | null
  readonly station_id: StationId | null
  readonly made_at: Date
  readonly revoked_at: Date | null
}

export interface OfferRecord {
  readonly id: OfferId
  readonly want_id: WantId
  readonly resource_id: ResourceId
  readonly booking_id: BookingId | null
  readonly state: 'offered' | 'accepted' | 'done' | 'declined'
}

export interface ThanksRecord {
  readonly id: ThanksId
  readonly sharer_id: SharerId
  readonly words: string
  readonly giver_agrees: boolean
  readonly sharer_agrees: boolean | null
  readonly state: 'new' | 'shown' | 'hidden'
  readonly made_at: Date
}
