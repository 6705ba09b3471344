import type { KindSpec } from '../kind.ts'
import type { LocalCalendar, TrialCounts } from './contract.ts'

/** The stream of one rule: `kind:demand`, `calendar`. */
export const ruleStreamOf = (rule: string): string => `matter-rules:${rule}`

export const kindSaved = 'matters.kind_saved'
/** A rule that is one document: a category tree, the duty list. */
export const ruleSaved = 'matters.rule_saved'
export const calendarSaved = 'matters.calendar_saved'

export interface KindSaved {
  readonly code: string
  readonly version: number
  readonly validFrom: string
  readonly backTo: number | null
  readonly running: 'keep' | 'move'
  /** Null for a kind that is new. */
  readonly tried: TrialCounts | null
  readonly spec: KindSpec
}

export interface CalendarSaved {
  readonly version: number
  readonly validFrom: string
  readonly backTo: number | null
  readonly source: string
  readonly tried: TrialCounts
  readonly calendar: LocalCalendar
}
