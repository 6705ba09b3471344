import type { Id } from '../../kernel/contract/ids.ts'

export type CommitteeId = Id<'mediation_committee'>
export type CaseId = Id<'mediation_case'>
export type PartyId = Id<'mediation_party'>

/** All that happens to one case; ids, codes and days alone. */
export const caseStream = (id: CaseId): string => `mediation:${id}`
export const committeeStream = (id: CommitteeId): string => `mediation_committees:${id}`

export const mediationEvents = {
  committee_founded: 'mediation.committee_founded',
  committee_changed: 'mediation.committee_changed',
  seat_taken: 'mediation.seat_taken',
  seat_left: 'mediation.seat_left',
  interest_declared: 'mediation.interest_declared',
  case_opened: 'mediation.case_opened',
  party_added: 'mediation.party_added',
  referred: 'mediation.referred',
  origin_told: 'mediation.origin_told',
  party_described: 'mediation.party_described',
  answered: 'mediation.answered',
  stepped: 'mediation.stepped',
  mediator_wished: 'mediation.mediator_wished',
  mediator_chosen: 'mediation.mediator_chosen',
  mediator_accepted: 'mediation.mediator_accepted',
  mediator_left: 'mediation.mediator_left',
  session_held: 'mediation.session_held',
  evidence_kept: 'mediation.evidence_kept',
  extended: 'mediation.extended',
  warned: 'mediation.warned',
  ways_told: 'mediation.ways_told',
  drawn_up: 'mediation.drawn_up',
  signed: 'mediation.signed',
  court_noted: 'mediation.court_noted',
  court_reminded: 'mediation.court_reminded',
  promise_reminded: 'mediation.promise_reminded',
  promise_settled: 'mediation.promise_settled',
  called_back: 'mediation.called_back',
  danger_raised: 'mediation.danger_raised',
  danger_over: 'mediation.danger_over',
  revealed: 'mediation.revealed',
  document_made: 'mediation.document_made',
  bound: 'mediation.bound',
  volume_opened: 'mediation.volume_opened',
  resealed: 'mediation.resealed',
} as const
export type MediationEventName = keyof typeof mediationEvents

/** Tables of which the ledger knows every row. */
export const toldTables = [
  'committees',
  'seats',
  'interests',
  'cases',
  'parties',
  'case_mediators',
  'sessions',
  'evidence',
  'extensions',
  'agreements',
  'promises',
  'signatures',
  'call_backs',
  'dangers',
  'volumes',
  'openings',
  'referrals',
] as const
export type ToldTable = (typeof toldTables)[number]

export type Told = string | number | boolean | null | readonly string[]

/**
 * A row as it was written: columns that were set. Of sealed ones the SHA-256 of the sealed bytes, which shows a change and
 * tells nothing: the same words are never sealed into the same bytes.
 */
export interface ToldRow {
  readonly of: ToldTable
  readonly id: string
  readonly set: Readonly<Record<string, Told>>
}

export interface MediationEvent {
  readonly caseId?: CaseId
  readonly committeeId: CommitteeId
  readonly rows: readonly ToldRow[]
  readonly step?: string
  readonly from?: string
  readonly to?: string
  readonly partyId?: PartyId
  readonly personId?: string
  readonly kind?: string
  /** Of the text that a yes agreed to. */
  readonly consentVersion?: number
  readonly file?: string
}
