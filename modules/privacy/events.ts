import type { PersonId, PostId } from '../../kernel/contract/ids.ts'
import type { Ground, Outcome, RequestId, RequestKind } from './kinds.ts'

/** What became of one request. */
export const requestStream = (id: RequestId): string => `privacy_requests:${id}`
/** Copies that somebody took of what is held on a person. */
export const copyStream = (personId: PersonId): string => `privacy_copies:${personId}`
export const settingsStream = 'privacy_settings:tenant'

export const requestEvents = {
  asked: 'privacy.request_made',
  answered: 'privacy.request_answered',
  withdrawn: 'privacy.request_withdrawn',
  reminded: 'privacy.request_reminded',
} as const

/** Columns that an event set: folding these gives the row again. Words stand sealed in the row, here is their hash. */
export interface RequestEvent {
  readonly requestId: RequestId
  readonly set: Readonly<Record<string, string | null>>
  readonly hash?: string
  readonly personId?: PersonId
  readonly kind?: RequestKind
  readonly holderPostId?: PostId
  readonly outcome?: Outcome
  readonly ground?: Ground | null
  /** Rows that were erased with a yes. */
  readonly erased?: number
}

/** Somebody took a copy: the person, or staff on the command line. Counts only. */
export const copied = 'privacy.copied'
export interface Copied {
  readonly personId: PersonId
  readonly form: 'json' | 'xlsx'
  readonly rows: number
}

export const settingsSaved = 'privacy.settings_saved'

/** What was erased of one kind of data. */
export const erasureStream = (code: string): string => `privacy_erasures:${code}`
export const erased = 'privacy.data_erased'
/** Counts only. */
export interface Erased {
  readonly code: string
  /** Of the rule; 0: the one that every tenant begins with. */
  readonly version: number
  readonly count: number
  /** What ended before this instant. */
  readonly before: string
  /** Because a person asked, not because the time was over. */
  readonly onDemand: boolean
}

export const ruleStream = 'privacy_rules:tenant'
export const ruleSaved = 'privacy.rule_saved'
/** Legal holds on a matter. */
export const holdStream = 'privacy_holds:tenant'
export const holdEvents = { held: 'privacy.hold_set', lifted: 'privacy.hold_lifted' } as const
