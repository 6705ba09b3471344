import type { Id } from '../../kernel/contract/ids.ts'

export type FacilityId = Id<'facility'>
export type DeviceId = Id<'device'>

export type PassId = Id<'pass'>
export type ResidenceId = Id<'residence'>

/** Where a fault comes from. */
export const faultSources = ['inspection', 'neighbour', 'device', 'silence'] as const
export type FaultSource = (typeof faultSources)[number]

/** All that happens to one facility. */
export const facilityStream = (id: FacilityId): string => `facilities:${id}`
/** What the community settles about somebody's home; ids alone. */
export const residenceStream = (id: Id<'residence'>): string => `residences:${id}`

export const facilityEvents = {
  added: 'facilities.facility_added',
  changed: 'facilities.facility_changed',
  retired: 'facilities.facility_retired',
  inspected: 'facilities.facility_inspected',
  fault_began: 'facilities.fault_began',
  fault_moved: 'facilities.fault_moved',
  fault_ended: 'facilities.fault_ended',
  device_registered: 'facilities.device_registered',
  device_ended: 'facilities.device_ended',
} as const
export type FacilityEventName = keyof typeof facilityEvents

export const residenceEvents = {
  asked: 'facilities.residence_asked',
  confirmed: 'facilities.residence_confirmed',
  refused: 'facilities.residence_refused',
  ended: 'facilities.residence_ended',
} as const

/** Columns that an event set: folding these gives the row again. */
export type FacilitySet = Readonly<Record<string, string | number | null>>

export interface FacilityEvent {
  readonly facilityId: FacilityId
  readonly set?: FacilitySet
  readonly inspectionId?: Id<'inspection'>
  readonly outcome?: 'fine' | 'fault'
  readonly dueOn?: string | null
  readonly faultId?: Id<'fault'>
  readonly source?: string
  readonly code?: string
  readonly matterId?: Id<'matter'>
  readonly deviceId?: DeviceId
  /** SHA-256 of words that stand in a row. */
  readonly hash?: string
}
