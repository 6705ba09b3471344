import type { Id } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { FirmId } from '../enterprises/contract.ts'

export type OpeningId = Id<'opening'>
export type SeekerId = Id<'seeker'>
export type ReferralId = Id<'referral'>

export const openingStream = (id: OpeningId): string => `openings:${id}`
export const seekerStream = (id: SeekerId): string => `seekers:${id}`
export const referralStream = (id: ReferralId): string => `referrals:${id}`

export const openingEvents = {
  opened: 'employment.opening_opened',
  changed: 'employment.opening_changed',
  filled: 'employment.opening_filled',
  closed: 'employment.opening_closed',
  /** Its last day passed. */
  expired: 'employment.opening_expired',
  reopened: 'employment.opening_reopened',
  /** Its firm was merged into another, or the merge undone. */
  moved: 'employment.opening_moved',
} as const
export type OpeningEventName = keyof typeof openingEvents

/** Facts of an opening; nothing of people. */
export interface OpeningEvent {
  readonly openingId: OpeningId
  readonly firmId: FirmId
  readonly title?: string
  readonly headcount?: number
  readonly untilOn?: string
  /** In both languages; one text in events of before. */
  readonly why?: Words | string
}

export const seekerEvents = {
  registered: 'employment.seeker_registered',
  changed: 'employment.seeker_changed',
  revealed: 'employment.seeker_revealed',
  warned: 'employment.consent_ending',
  withdrawn: 'employment.consent_withdrawn',
  lapsed: 'employment.consent_lapsed',
} as const
export type SeekerEventName = keyof typeof seekerEvents

/** That there is a consent, for what, how given and until when; not what the person said. */
export interface SeekerEvent {
  readonly seekerId: SeekerId
  readonly purpose?: 'job_suggestions'
  readonly how?: 'self' | 'signed' | 'spoken'
  readonly untilOn?: string
  /** Of the text that was agreed to. */
  readonly version?: number
  readonly reason?: string
}

export const referralEvents = {
  proposed: 'employment.referral_proposed',
  agreed: 'employment.referral_agreed',
  declined: 'employment.referral_declined',
  interview: 'employment.interview_held',
  hired: 'employment.hired',
  not_hired: 'employment.not_hired',
  no_show: 'employment.did_not_come',
  dropped: 'employment.referral_dropped',
  stillAsked: 'employment.still_there_asked',
  stillAnswered: 'employment.still_there_answered',
} as const
export type ReferralEventName = keyof typeof referralEvents

export interface ReferralEvent {
  readonly referralId: ReferralId
  readonly openingId: OpeningId
  readonly seekerId: SeekerId
  readonly firmId: FirmId
  /** Whose word it was. */
  readonly as?: 'seeker' | 'firm' | 'staff' | 'program'
  readonly hiredOn?: string
  readonly there?: boolean
}
