import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { bookingStates } from './booking.ts'
import { audiences, kindCodes, sharerKinds, sharerStates } from './kinds.ts'
import { exclusions } from './matching.ts'
import { waitHows } from './waiting.ts'

/** The purpose of consent: sharing with the neighbourhood. */
export const sharingPurpose = 'stations.sharing'

export const KindSchema = Type.Enum(kindCodes)
export const AudienceSchema = Type.Enum(audiences)
export const words = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '\\S' })
export const text = (most: number) => Type.String({ maxLength: most })
export const count = Type.Integer({ minimum: 0 })
export const Named = Type.Object({ name: Type.String(), nameEn: Type.String() })
export const PlaceShape = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })
export const Point = Type.Object({
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
})
export const Contact = Type.Object({ name: words(30), phone: words(30) })
const Range = Type.Object({ from: text(5), to: text(5) })
const Ranges = Type.Array(Range, { maxItems: 6 })
export const WeekSchema = Type.Object({
  days: Type.Array(Ranges, { minItems: 7, maxItems: 7 }),
  exceptions: Type.Array(Type.Object({ fromOn: Day, toOn: Day, ranges: Ranges, words: text(60) }), { maxItems: 40 }),
  restsOnHolidays: Type.Boolean(),
})
export const OpenShape = Type.Object({ open: Type.Boolean(), changesAt: nullable(Instant) })

export const StationRow = Type.Object({
  id: idSchema<'station'>(),
  code: Type.String(),
  name: Type.String(),
  place: PlaceShape,
  point: Point,
  keeper: Type.Object({ id: idSchema<'post'>(), ...Named.properties }),
  open: OpenShape,
  /** Resources that are kept there or whose sharers belong to it. */
  resources: count,
  toOn: nullable(Day),
})
export type StationRow = Static<typeof StationRow>

/** So many times not come in so many days, and the station books for them. */
export const NoShows = Type.Object({
  times: Type.Integer({ minimum: 1, maximum: 20 }),
  days: Type.Integer({ minimum: 7, maximum: 365 }),
})

export const StationView = Type.Object({
  ...StationRow.properties,
  noShows: NoShows,
  hours: WeekSchema,
  services: Type.Array(Type.String()),
  intro: Type.String(),
  fromOn: Day,
  closedWhy: nullable(Type.String()),
  mayKeep: Type.Boolean(),
})
export type StationView = Static<typeof StationView>

export const SharerRow = Type.Object({
  id: idSchema<'sharer'>(),
  kind: Type.Enum(sharerKinds),
  name: Type.String(),
  place: PlaceShape,
  station: nullable(Type.Object({ id: idSchema<'station'>(), name: Type.String() })),
  state: Type.Enum(sharerStates),
  resources: count,
  askedAt: Instant,
})
export type SharerRow = Static<typeof SharerRow>

const MatchReason = {
  excluded: nullable(Type.Enum(exclusions)),
  reasons: Type.Array(WordsSchema),
}

const SharerName = Type.Object({
  id: idSchema<'sharer'>(),
  name: Type.String(),
  kind: Type.Enum(sharerKinds),
})

export const ResourceRow = Type.Object({
  id: idSchema<'resource'>(),
  name: Type.String(),
  kind: KindSchema,
  sharer: SharerName,
  place: PlaceShape,
  station: nullable(Type.Object({ id: idSchema<'station'>(), name: Type.String() })),
  capacity: Type.Integer(),
  audience: AudienceSchema,
  depositFen: nullable(Type.Integer()),
  photoId: nullable(idSchema<'file'>()),
  state: Type.Enum(['live', 'paused', 'ended']),
  /** It, or who shares it, may not be booked now. */
  resting: Type.Boolean(),
  open: OpenShape,
})
export type ResourceRow = Static<typeof ResourceRow>

export const ResourceView = Type.Object({
  ...ResourceRow.properties,
  words: Type.String(),
  rules: nullable(Type.String()),
  depositWords: nullable(Type.String()),
  unit: Type.Enum(['half_hour', 'day', 'none']),
  hours: WeekSchema,
  slotUnits: Type.Integer(),
  mostSlots: Type.Integer(),
  aheadDays: Type.Integer(),
  cancelHours: Type.Integer(),
  waitHow: Type.Enum(waitHows),
  answerMinutes: Type.Integer(),
  /** The reader shares it, or keeps what it belongs to. */
  mayKeep: Type.Boolean(),
})
export type ResourceView = Static<typeof ResourceView>

export const BookingRow = Type.Object({
  id: idSchema<'booking'>(),
  resource: Type.Object({ id: idSchema<'resource'>(), name: Type.String(), kind: KindSchema }),
  sharer: SharerName,
  place: PlaceShape,
  /** Masked; whole for who booked; null once the booking does not say any more. */
  who: nullable(Type.String()),
  fromAt: Instant,
  untilAt: Instant,
  unit: Type.Enum(['half_hour', 'day', 'none']),
  pieces: Type.Integer(),
  state: Type.Enum(bookingStates),
  why: nullable(Type.String()),
  /** It should be back, or have begun. */
  late: Type.Boolean(),
  mayCancel: Type.Boolean(),
  thanked: Type.Boolean(),
})
export type BookingRow = Static<typeof BookingRow>

/** A live place in the line for a time that is taken. */
export const WaitRow = Type.Object({
  id: idSchema<'stationWait'>(),
  resource: Type.Object({ id: idSchema<'resource'>(), name: Type.String(), kind: KindSchema }),
  /** Masked; whole for who waits. */
  who: nullable(Type.String()),
  own: Type.Boolean(),
  /** The station has put them in, and answers for them. */
  byStation: Type.Boolean(),
  fromAt: Instant,
  untilAt: Instant,
  unit: Type.Enum(['half_hour', 'day', 'none']),
  pieces: Type.Integer(),
  /** Before them for some of the same time. */
  ahead: count,
  /** It is their turn, and held for them until then. */
  offered: Type.Boolean(),
  answerUntil: nullable(Instant),
})
export type WaitRow = Static<typeof WaitRow>

export const WantRow = Type.Object({
  id: idSchema<'stationWant'>(),
  kind: KindSchema,
  name: Type.String(),
  words: Type.String(),
  /** Who wants it: a shop by its name, a resident masked; null once the want does not say any more. */
  who: nullable(Type.String()),
  place: PlaceShape,
  fromAt: nullable(Instant),
  slots: Type.Integer(),
  pieces: Type.Integer(),
  untilOn: Day,
  state: Type.Enum(['open', 'met', 'withdrawn']),
  offers: count,
  madeAt: Instant,
})
export type WantRow = Static<typeof WantRow>

export const OfferRow = Type.Object({
  id: idSchema<'offer'>(),
  resource: Type.Object({ id: idSchema<'resource'>(), name: Type.String(), sharer: Type.String() }),
  bookingId: nullable(idSchema<'booking'>()),
  state: Type.Enum(['offered', 'accepted', 'done', 'declined']),
  why: nullable(Type.String()),
  madeAt: Instant,
})
export type OfferRow = Static<typeof OfferRow>

export const WantView = Type.Object({
  ...WantRow.properties,
  why: nullable(Type.String()),
  /** The station has entered it for somebody, and says for them how it ended. */
  byStation: Type.Boolean(),
  offersMade: Type.Array(OfferRow),
  /** What fits, best first, with why; those ruled out of the same kind last. */
  matches: Type.Array(
    Type.Object({
      resource: Type.Object({ id: idSchema<'resource'>(), name: Type.String(), sharer: Type.String() }),
      ...MatchReason,
    }),
  ),
  mayKeep: Type.Boolean(),
})
export type WantView = Static<typeof WantView>

export const ThanksRow = Type.Object({
  id: idSchema<'thanks'>(),
  sharer: Type.String(),
  words: Type.String(),
  giverAgrees: Type.Boolean(),
  sharerAgrees: nullable(Type.Boolean()),
  state: Type.Enum(['new', 'shown', 'hidden']),
  madeAt: Instant,
})
export type ThanksRow = Static<typeof ThanksRow>

export const SlotShape = Type.Object({
  ...{ from: Instant, to: Instant, free: count },
  /** It is full, could be booked else, and has a line; so many stand in it. */
  ...{ mayWait: Type.Boolean(), waiting: count },
})
export type SlotShape = Static<typeof SlotShape>
