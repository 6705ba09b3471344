import type { Id } from '../../kernel/contract/ids.ts'

export type StationId = Id<'station'>
export type SharerId = Id<'sharer'>
export type ResourceId = Id<'resource'>
export type BookingId = Id<'booking'>
export type WaitId = Id<'stationWait'>
export type WantId = Id<'stationWant'>
export type OfferId = Id<'offer'>
export type ThanksId = Id<'thanks'>

export type CalendarId = Id<'stationCalendar'>

export const stationStream = (id: StationId): string => `stations:${id}`
/** A sharer and the thanks that it got. */
export const sharerStream = (id: SharerId): string => `station-sharers:${id}`
/** A resource and its bookings. */
export const resourceStream = (id: ResourceId): string => `station-resources:${id}`
/** A want and what was offered for it. */
export const wantStream = (id: WantId): string => `station-wants:${id}`

/** The secret address of a calendar. */
export const calendarStream = (id: CalendarId): string => `station-calendars:${id}`

export const stationEvents = {
  stationAdded: 'stations.station_added',
  stationChanged: 'stations.station_changed',
  stationClosed: 'stations.station_closed',
  sharerAdded: 'stations.sharer_added',
  sharerAsked: 'stations.sharer_asked',
  sharerSettled: 'stations.sharer_settled',
  /** Who shares agreed to a later version of the text. */
  sharerAgreed: 'stations.sharer_agreed',
  linkIssued: 'stations.link_issued',
  contactRevealed: 'stations.contact_revealed',
  resourceAdded: 'stations.resource_added',
  resourceChanged: 'stations.resource_changed',
  booked: 'stations.booking_made',
  bookingMoved: 'stations.booking_moved',
  waited: 'stations.wait_made',
  waitMoved: 'stations.wait_moved',
  wanted: 'stations.want_made',
  wantAsked: 'stations.want_asked',
  wantEnded: 'stations.want_ended',
  offered: 'stations.offer_made',
  offerSettled: 'stations.offer_settled',
  calendarOpened: 'stations.calendar_opened',
  calendarClosed: 'stations.calendar_closed',
  thanked: 'stations.thanks_given',
  thanksSettled: 'stations.thanks_settled',
} as const
export type StationEventName = keyof typeof stationEvents

/** Columns that an event set: folding these gives the row again. */
export type ColumnSet = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** Never who booked, wanted or thanked, and no words of theirs: words stand in the row, here is their hash. */
export interface StationEvent {
  readonly stationId?: StationId
  readonly sharerId?: SharerId
  readonly resourceId?: ResourceId
  readonly bookingId?: BookingId
  readonly waitId?: WaitId
  readonly wantId?: WantId
  readonly offerId?: OfferId
  readonly thanksId?: ThanksId
  readonly set?: ColumnSet
  /** SHA-256 of words that stand in a row. */
  readonly hash?: string
  readonly reasonHash?: string
}
