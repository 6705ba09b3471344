import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { ContactId, FirmId, FirmImportId, MergeId, SuiteId, TagId, TenancyId } from './shapes.ts'

/** The stream of one firm. */
export const firmStream = (firmId: FirmId): string => `enterprises:${firmId}`
/** The stream of one office building. */
export const buildingStream = (placeId: PlaceId): string => `buildings:${placeId}`

/** Every event on a firm's stream. Ids and facts of firms only; nothing of the people who work there. */
export const firmEvents = {
  registered: 'enterprises.firm_registered',
  corrected: 'enterprises.firm_corrected',
  factRecorded: 'enterprises.fact_recorded',
  tagAdded: 'enterprises.tag_added',
  tagEnded: 'enterprises.tag_ended',
  contactAdded: 'enterprises.contact_added',
  contactConfirmed: 'enterprises.contact_confirmed',
  contactEnded: 'enterprises.contact_ended',
  contactRevealed: 'enterprises.contact_revealed',
  linkIssued: 'enterprises.contact_link_issued',
  linkRevoked: 'enterprises.contact_link_revoked',
  movedIn: 'enterprises.moved_in',
  movedOut: 'enterprises.moved_out',
  movedWithin: 'enterprises.moved_within',
  moveCalledOff: 'enterprises.move_called_off',
  leaseChanged: 'enterprises.lease_changed',
  /** A planned move, leaving or a redrawn grid took effect: the firm's place or state follows. */
  settled: 'enterprises.firm_settled',
  merged: 'enterprises.firm_merged',
  mergeReceived: 'enterprises.merge_received',
  mergeUndone: 'enterprises.merge_undone',
  mergeLost: 'enterprises.merge_lost',
  closed: 'enterprises.firm_closed',
  /** An import was undone: the firm is as it was before, or was never registered. */
  importUndone: 'enterprises.firm_import_undone',
  withdrawn: 'enterprises.firm_withdrawn',
} as const
export type FirmEventName = keyof typeof firmEvents

/** Every event on a building's stream. */
export const buildingEvents = {
  recorded: 'enterprises.building_recorded',
  changed: 'enterprises.building_changed',
  suiteAdded: 'enterprises.suite_added',
  suitesDivided: 'enterprises.suites_divided',
  suitesJoined: 'enterprises.suites_joined',
  suiteChanged: 'enterprises.suite_changed',
  importUndone: 'enterprises.building_import_undone',
} as const
export type BuildingEventName = keyof typeof buildingEvents

/** Columns that an event set; folding them over a stream gives the row again. Days as YYYY-MM-DD. */
export type ColumnSet = Readonly<Record<string, string | number | boolean | null>>

/** What every event on a firm's stream carries. */
export interface FirmEvent {
  readonly firmId: FirmId
  /** Columns of the firm that it set. */
  readonly set?: ColumnSet
  /** Columns of tenancies that it set, by tenancy; `firm_id` tells whose it is now. A called-off one is null. */
  readonly tenancies?: Readonly<Record<TenancyId, ColumnSet | null>>
  /** Where: of moves, the suites left and taken. */
  readonly suites?: readonly SuiteId[]
  readonly placeId?: PlaceId
  readonly fromPlaceId?: PlaceId
  readonly on?: string
  readonly reason?: string
  readonly fact?: {
    /** Of the fact, and of the one that it replaced; the first events did not tell them. */
    readonly id?: string
    readonly replaced?: string
    readonly key: string
    readonly value: unknown
    readonly asOf: string
    readonly source: string
  }
  readonly tag?: { readonly id: TagId; readonly tag: string; readonly source: string }
  readonly contactId?: ContactId
  readonly otherFirmId?: FirmId
  readonly mergeId?: MergeId
  readonly importId?: FirmImportId
}

/** What every event on a building's stream carries. */
export interface BuildingEvent {
  readonly placeId: PlaceId
  readonly set?: ColumnSet
  readonly on?: string
  readonly ended?: readonly SuiteId[]
  readonly begun?: readonly SuiteId[]
  /** Columns of suites that it set, by suite. One that an undone import had brought is null. */
  readonly suites?: Readonly<Record<SuiteId, ColumnSet | null>>
  readonly importId?: FirmImportId
}
