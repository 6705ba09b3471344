import type { Columns, PairingId, TeamId, VolunteerId } from '../events.ts'
import type { CertificateId, EntryId, GatheringId, ObjectionId, TransferId } from './tables.ts'

/** All that is recorded about the hours of one volunteer. */
export const hoursStream = (id: VolunteerId): string => `hours:${id}`
export const certificateStream = (id: CertificateId): string => `certificates:${id}`
/** How the tenant counts. */
export const settingsStream = 'hours_settings:tenant'

export const hoursEvents = {
  recorded: 'neighbours.hours_recorded',
  corrected: 'neighbours.hours_corrected',
  left_out: 'neighbours.hours_left_out',
  objected: 'neighbours.hours_objected',
  answered: 'neighbours.objection_answered',
  moved: 'neighbours.minutes_moved',
} as const
export type HoursEventName = keyof typeof hoursEvents

export const certificateEvents = {
  asked: 'neighbours.certificate_asked',
  issued: 'neighbours.certificate_issued',
  refused: 'neighbours.certificate_refused',
  revoked: 'neighbours.certificate_revoked',
} as const
export type CertificateEventName = keyof typeof certificateEvents
export const settingsChanged = 'neighbours.hours_settings_changed'

export interface HoursEvent {
  readonly volunteerId: VolunteerId
  readonly entryId?: EntryId
  readonly objectionId?: ObjectionId
  readonly gatheringId?: GatheringId
  readonly teamId?: TeamId
  readonly pairingId?: PairingId
  readonly transferId?: TransferId
  /** Of an entry or a movement, with its sign. */
  readonly minutes?: number
  readonly set?: Columns
  readonly hash?: string
}

export interface CertificateEvent {
  readonly certificateId: CertificateId
  readonly volunteerId: VolunteerId
  readonly entryIds?: readonly EntryId[]
  readonly set: Columns
  readonly hash?: string
}
