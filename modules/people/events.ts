import type { GridId, Id, PersonId, PlaceId, PostId, SessionId } from '../../kernel/contract/ids.ts'

// Ids only: names, addresses and reasons for being away stay in rows that can be corrected or forgotten.

/** Stream of a person's events. */
export const personStream = (personId: PersonId): string => `people:${personId}`
/** Stream of tries to sign in with a name that nobody has. */
export const strangerStream = 'people:stranger'
/** Stream of a post's events. */
export const postStream = (postId: PostId): string => `posts:${postId}`

/** `under`: posts that answered to `reportsTo` before and answer to this one now. */
export const postAdded = 'people.post_added'
export interface PostAdded {
  readonly postId: PostId
  readonly kind: string
  readonly placeId: PlaceId
  readonly gridId: GridId | null
  readonly reportsTo: PostId
  readonly name: string
  readonly under: readonly PostId[]
  /** It came with a roster. */
  readonly importId?: Id<'rosterImport'>
}

/** `under`: posts that answer to `above` from now on. */
export const postAbolished = 'people.post_abolished'
export interface PostAbolished {
  readonly postId: PostId
  readonly why: string
  readonly under: readonly PostId[]
  readonly above: PostId
}

export const tenureStarted = 'people.tenure_started'
export interface TenureStarted {
  readonly postId: PostId
  readonly personId: PersonId
  readonly tenureId: Id<'tenure'>
  /** Since when, where a roster says so of a post that it made; else from the instant of the event. */
  readonly fromAt?: string
}

/** The holder left; `successorId` is who took over at the same instant, or null where the post fell empty. */
export const tenureEnded = 'people.tenure_ended'
export interface TenureEnded {
  readonly postId: PostId
  readonly personId: PersonId
  readonly tenureId: Id<'tenure'>
  readonly successorId: PersonId | null
}

/** It begins at the instant of the event, or later: then `absence_begun` says when it did. */
export const absenceRecorded = 'people.absence_recorded'
export interface AbsenceRecorded {
  readonly postId: PostId
  readonly absenceId: Id<'absence'>
  readonly standInId: PersonId | null
  /** ISO instants, half-open. */
  readonly fromAt: string
  readonly toAt: string
}

/** An absence that was noted beforehand begins: the stand-in answers from now on, or the post above. */
export const absenceBegun = 'people.absence_begun'
/** An absence is over: the holder answers again. One that ended early is `absence_cancelled`. */
export const absenceEnded = 'people.absence_ended'
export interface AbsenceTurned {
  readonly postId: PostId
  readonly absenceId: Id<'absence'>
}

/** An absence was called off, or ended early. */
export const absenceCancelled = 'people.absence_cancelled'
export interface AbsenceCancelled {
  readonly postId: PostId
  readonly absenceId: Id<'absence'>
  /** It had begun: the holder answers again. Left out in events from before it was noted, and where it had not. */
  readonly ended?: true
}

export const personAdded = 'people.person_added'
export interface PersonAdded {
  readonly personId: PersonId
  /** They came with a roster. */
  readonly importId?: Id<'rosterImport'>
}

/** Somebody is called otherwise by now; the names stand in no event. `back`: the former name holds again. */
export const personRenamed = 'people.person_renamed'
export interface PersonRenamed {
  readonly personId: PersonId
  readonly importId: Id<'rosterImport'>
  readonly back?: true
}

/** An account that nobody had used was taken back with the roster that opened it; with it went the phone, where the roster brought it. */
export const accountTakenBack = 'people.account_taken_back'
export interface AccountTakenBack {
  readonly personId: PersonId
  readonly importId: Id<'rosterImport'>
}

/** An account was opened for somebody who was on record. */
export const accountOpened = 'people.account_opened'
export type AccountOpened = PersonAdded

export const signedIn = 'people.signed_in'
export interface SignedIn {
  readonly personId: PersonId
  readonly sessionId: SessionId
  readonly by: 'password' | 'one_time_code' | 'link' | 'oidc'
  readonly secondFactor: boolean
  /** They have signed in before, and never from this browser. Left out in events from before it was noted, as what follows. */
  readonly newDevice?: boolean
  readonly administrator?: boolean
}

export const signInFailed = 'people.sign_in_failed'
export interface SignInFailed {
  readonly personId: PersonId | null
  readonly why: 'password' | 'second_factor' | 'one_time_code' | 'oidc'
  /** Keyed hashes: of the address that it came from, and of whom it was tried for, known or not. */
  readonly from?: string
  readonly tried?: string
  /** The network of that address, without the machine: `203.0.*.*`. */
  readonly net?: string
}

export const signInLocked = 'people.sign_in_locked'
export interface SignInLocked {
  readonly personId: PersonId | null
  readonly until: string
}

/** A session was ended: by its person (signing out, or from the list of sessions), or by an administrator. */
export const sessionEnded = 'people.session_ended'
export interface SessionEnded {
  readonly personId: PersonId
  readonly sessionId: SessionId
}

/** All other sessions of the person ended with it. */
export const passwordChanged = 'people.password_changed'
export interface PasswordChanged {
  readonly personId: PersonId
  readonly by: 'password' | 'one_time_code'
}

export const secondFactorAdded = 'people.second_factor_added'
export const secondFactorRemoved = 'people.second_factor_removed'
export interface SecondFactorChanged {
  readonly personId: PersonId
}

export const codeIssued = 'people.one_time_code_issued'
export interface CodeIssued {
  readonly personId: PersonId
  readonly codeId: Id<'oneTimeCode'>
  readonly expiresAt: string
}

/** A link that signs in once was handed out; earlier ones of the person are no longer good. */
export const linkIssued = 'people.sign_in_link_issued'
export interface LinkIssued {
  readonly personId: PersonId
  readonly linkId: Id<'signInLink'>
  readonly expiresAt: string
}

export const linkRevoked = 'people.sign_in_link_revoked'
export interface LinkRevoked {
  readonly personId: PersonId
  readonly linkId: Id<'signInLink'>
}

export const tenantSetUp = 'people.tenant_set_up'
export interface TenantSetUp {
  readonly personId: PersonId
  readonly postId: PostId
}

/** The setup guide was put away, or taken out again. */
export const guideStream = 'people:guide'
export const guidePutAway = 'people.guide_put_away'
export const guideTakenOut = 'people.guide_taken_out'
export type GuideMoved = Readonly<Record<string, never>>

export const safetyStream = 'people:safety'
export const safetySaved = 'people.safety_saved'
export interface SafetySaved {
  readonly secondFactor: boolean
  readonly proofMinutes: number | null
}

/** Stream of a hand-over's events. */
export const handoverStream = (handoverId: Id<'handover'>): string => `handovers:${handoverId}`

/** Somebody decided that a post passes on a later day. Why, and the note, stand in the row. */
export const handoverPlanned = 'people.handover_planned'
/** It passed; the tenures of the post say so too (`posts:<postId>`). */
export const handoverDone = 'people.handover_done'
/** Called off before its day. */
export const handoverCancelled = 'people.handover_cancelled'
/** The day came, but the post was no longer held by whom it was to pass from: nothing was changed. */
export const handoverOvertaken = 'people.handover_overtaken'
export interface HandoverEvent {
  readonly handoverId: Id<'handover'>
  readonly postId: PostId
  readonly fromPersonId: PersonId | null
  readonly toPersonId: PersonId
  /** ISO instant from which the new holder holds it. */
  readonly fromAt: string
  /** What went over, by kind; in `handover_done` alone. */
  readonly passed?: readonly { readonly kind: string; readonly count: number; readonly overdue: number }[]
}
