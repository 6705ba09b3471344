import type { Id, MatterId, PersonId, PlaceId } from '../../kernel/contract/ids.ts'

export type TermId = Id<'term'>
export type SampleId = Id<'sample'>

/** Stream of a term of office. */
export const termStream = (termId: TermId): string => `observers:${termId}`
/** Stream of a sample with its findings. */
export const sampleStream = (sampleId: SampleId): string => `samples:${sampleId}`
export const rulesStream = 'observers:rules'

export const termBegun = 'observers.term_begun'
export interface TermBegun {
  readonly termId: TermId
  readonly personId: PersonId
  readonly role: 'observer' | 'supervisor'
  readonly placeId: PlaceId
  readonly fromOn: string
  readonly toOn: string
}

export const termExtended = 'observers.term_extended'
export interface TermExtended {
  readonly termId: TermId
  readonly before: string
  readonly toOn: string
}

export const termEnded = 'observers.term_ended'
export interface TermEnded {
  readonly termId: TermId
  readonly endedOn: string
}

/** Its end is near: the one who holds it and the office were told. */
export const termEnding = 'observers.term_ending'
export interface TermEnding {
  readonly termId: TermId
  readonly toOn: string
}

export const rulesSaved = 'observers.rules_saved'
export interface RulesSaved {
  readonly version: number
  readonly leadsPerQuarter: number
  readonly warnDays: number
}

/** With the seed, so that the draw can be repeated by anybody who has the ids. */
export const sampleDrawn = 'observers.sample_drawn'
export interface SampleDrawn {
  readonly sampleId: SampleId
  readonly method: string
  readonly seed: string
  readonly population: number
  readonly size: number
  readonly matterIds: readonly MatterId[]
}

/** What a call found; words stay in the row. `reopened`: the finding brought the matter back to work. */
export const findingRecorded = 'observers.finding_recorded'
export interface FindingRecorded {
  readonly sampleId: SampleId
  readonly matterId: MatterId
  readonly findingId: Id<'finding'>
  readonly method: 'phone' | 'in_person' | 'verify'
  readonly reached: boolean
  readonly solved: boolean | null
  readonly satisfaction: number | null
  readonly reopened: boolean
}
