import type { MatterId, PersonId, PlaceId, PostId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { DropReason } from './coverage.ts'
import type { Answer, Method, SubjectKind } from './rule.ts'

/** The stream of one subject: all that was due and done about it. */
export const streamOf = (subjectId: string): string => `visits:${subjectId}`
/** The stream of one rule, and of the settings (`settings`). */
export const ruleStreamOf = (code: string): string => `visit-rules:${code}`
/** The stream of one person's plans. */
export const planStreamOf = (personId: PersonId): string => `visit-plans:${personId}`

/** The stream of the weeks that an office had planned for all below it. */
export const weekRunStreamOf = (placeId: PlaceId): string => `visit-week-runs:${placeId}`

export const subjectKnown = 'visits.subject_known'
export const subjectEnded = 'visits.subject_ended'
/** One that had ended is there again. */
export const subjectReturned = 'visits.subject_returned'
export const dueMade = 'visits.due_made'
export const dueMerged = 'visits.due_merged'
export const dueCapped = 'visits.due_capped'
export const dueWidened = 'visits.due_widened'
export const dueDropped = 'visits.due_dropped'
/** Dropped with its subject, which is there again: it is to be done after all. */
export const dueReopened = 'visits.due_reopened'
export const dueHanded = 'visits.due_handed'
export const visitRecorded = 'visits.visit_recorded'
export const visitAttempted = 'visits.visit_attempted'
export const pastKept = 'visits.past_kept'
export const difficultyRaised = 'visits.difficulty_raised'
export const difficultyRefused = 'visits.difficulty_refused'
export const contactRevealed = 'visits.contact_revealed'
export const weekPlanned = 'visits.week_planned'
export const weekRunAsked = 'visits.week_run_asked'
export const weekRunEnded = 'visits.week_run_ended'
export const itemMoved = 'visits.item_moved'
export const ruleSaved = 'visits.rule_saved'
export const settingsSaved = 'visits.settings_saved'

/** Every event of a subject's stream names it and the due, if it is about one. */
export interface OfSubject {
  readonly subject: { readonly kind: SubjectKind; readonly id: string }
}

export interface DueMade extends OfSubject {
  readonly dueId: string
  readonly rule: string
  readonly version: number
  readonly origin: string
  readonly method: Method
  readonly fromAt: string
  readonly deadlineAt: string
  readonly holderPostId: PostId
}

export interface DueEnded extends OfSubject {
  readonly dueId: string
  readonly intoId?: string
  readonly reason?: DropReason
  readonly why: Words
}

export interface DueReopened extends OfSubject {
  readonly dueId: string
  readonly deadlineAt: string
  readonly holderPostId: PostId
}

export interface DueHanded extends OfSubject {
  readonly dueId: string
  readonly fromPostId: PostId
  readonly toPostId: PostId
}

/** Somebody was reached. `facts` are answers that name a fact of the subject: whoever keeps such facts takes them from here. */
export interface VisitRecorded extends OfSubject {
  readonly dueId: string
  readonly visitId: string
  readonly rule: string
  readonly method: Method
  readonly heldAt: string
  readonly supplement: boolean
  readonly mood: number | null
  readonly followUp: boolean
  readonly answers: Readonly<Record<string, Answer>>
  readonly facts: Readonly<Record<string, Answer>>
  /** Of the free words; they stand in `visits.remarks`. */
  readonly remarkHash: string | null
  readonly fileIds: readonly string[]
}

/** Nobody was reached. */
export interface VisitAttempted extends OfSubject {
  readonly dueId: string
  readonly visitId: string
  readonly method: Method
  readonly tries: number
  /** When it is tried again; null: given up. */
  readonly againFromAt: string | null
  readonly againByAt?: string | null
}

/**
 * A book of past visits told of a quarter: how its due stands now, and the visits that it adds. No subscriber of visits
 * hears of them: what is long past makes nothing due and notifies nobody.
 */
export interface PastKept extends OfSubject {
  readonly dueId: string
  readonly due: {
    readonly state: string
    readonly rule_code: string
    readonly rule_version: number
    readonly origin: string
    readonly method: Method
    readonly from_at: string
    readonly deadline_at: string
    readonly holder_post_id: PostId
    readonly tries: number
    readonly visit_id: string | null
    readonly merged_into_id: string | null
    readonly drop_reason: DropReason | null
    readonly ended_at: string | null
  }
  readonly visits: readonly {
    readonly visitId: string
    readonly method: Method
    readonly reached: boolean
    readonly supplement: boolean
    readonly heldAt: string
    readonly remarkHash: string | null
  }[]
}

export interface DifficultyRaised extends OfSubject {
  readonly dueId: string
  readonly visitId: string
  readonly matterId: MatterId
}

export interface ContactRevealed extends OfSubject {
  readonly dueId: string
  readonly contactId: string
  readonly reason: string
}
