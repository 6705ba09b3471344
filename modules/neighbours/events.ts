import type { Id } from '../../kernel/contract/ids.ts'

export type VolunteerId = Id<'volunteer'>
export type SkillId = Id<'skill'>
export type TeamId = Id<'team'>
export type MemberId = Id<'team_member'>
export type WishId = Id<'wish'>
export type PairingId = Id<'pairing'>
export type ContactId = Id<'pairing_contact'>
export type ThanksId = Id<'thanks'>
export type HeardId = Id<'offer_heard'>

export const volunteerStream = (id: VolunteerId): string => `volunteers:${id}`
export const teamStream = (id: TeamId): string => `teams:${id}`
export const wishStream = (id: WishId): string => `wishes:${id}`
export const pairingStream = (id: PairingId): string => `pairings:${id}`
export const heardStream = (id: HeardId): string => `offers_heard:${id}`

export const volunteerEvents = {
  offered: 'neighbours.volunteer_offered',
  changed: 'neighbours.volunteer_changed',
  withdrawn: 'neighbours.volunteer_withdrawn',
  revealed: 'neighbours.volunteer_revealed',
  skill_listed: 'neighbours.skill_listed',
  skill_ended: 'neighbours.skill_ended',
} as const
export type VolunteerEventName = keyof typeof volunteerEvents

/** Of somebody who said at a visit that they would like to help. */
export const heardEvents = {
  heard: 'neighbours.offer_heard',
  invited: 'neighbours.offer_invited',
  joined: 'neighbours.offer_joined',
  declined: 'neighbours.offer_declined',
} as const

export const teamEvents = {
  formed: 'neighbours.team_formed',
  changed: 'neighbours.team_changed',
  ended: 'neighbours.team_ended',
  asked: 'neighbours.member_asked',
  joined: 'neighbours.member_joined',
  refused: 'neighbours.member_refused',
  left: 'neighbours.member_left',
  hosted: 'neighbours.activity_hosted',
  revealed: 'neighbours.member_revealed',
} as const
export type TeamEventName = keyof typeof teamEvents

export const wishEvents = {
  heard: 'neighbours.wish_heard',
  made: 'neighbours.wish_made',
  agreed: 'neighbours.wish_agreed',
  paired: 'neighbours.wish_paired',
  reopened: 'neighbours.wish_reopened',
  met: 'neighbours.wish_met',
  withdrawn: 'neighbours.wish_withdrawn',
  revealed: 'neighbours.wish_revealed',
} as const
export type WishEventName = keyof typeof wishEvents

export const pairingEvents = {
  suggested: 'neighbours.pairing_suggested',
  asked: 'neighbours.pairing_asked',
  said_yes: 'neighbours.pairing_said_yes',
  agreed: 'neighbours.pairing_agreed',
  declined: 'neighbours.pairing_declined',
  contacted: 'neighbours.pairing_contacted',
  fell_silent: 'neighbours.pairing_fell_silent',
  explained: 'neighbours.silence_explained',
  thanked: 'neighbours.pairing_thanked',
  wall_answered: 'neighbours.wall_answered',
  ended: 'neighbours.pairing_ended',
} as const
export type PairingEventName = keyof typeof pairingEvents

/** Columns that an event set: folding these gives the row again. Ids and facts, never names, phones or words. */
export type Columns = Readonly<Record<string, string | number | boolean | null | readonly string[] | readonly number[]>>

/** What the ledger says: ids, the columns set, and hashes (SHA-256) of words. */
export interface NeighbourEvent {
  readonly volunteerId?: VolunteerId
  readonly skillId?: SkillId
  readonly teamId?: TeamId
  readonly memberId?: MemberId
  readonly wishId?: WishId
  readonly pairingId?: PairingId
  readonly contactId?: ContactId
  readonly thanksId?: ThanksId
  readonly heardId?: HeardId
  readonly gatheringId?: Id<'gathering'>
  readonly set?: Columns
  readonly onDay?: string
  readonly side?: 'volunteer' | 'helped' | 'staff'
  readonly how?: string
  readonly kind?: string
  readonly reason?: string
  readonly wall?: boolean
  readonly hash?: string
}
