import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { bookingSteps } from './booking.ts'
import {
  BookingRow,
  Contact,
  KindSchema,
  OfferRow,
  PlaceShape,
  ResourceRow,
  SharerRow,
  ThanksRow,
  text,
  WaitRow,
  WantRow,
  WantView,
  words,
} from './shapes.ts'

const Place = Type.Optional(idSchema<'place'>())
const Q = Type.Optional(text(60))
const ofResource = { params: Type.Object({ resourceId: idSchema<'resource'>() }) }

// — bookings —

export const bookingShows = ['open', 'today', 'late', 'done', 'cancelled', 'no_show', 'all'] as const
const BookingFilter = {
  ...{ q: Q, placeId: Place, stationId: Type.Optional(idSchema<'station'>()) },
  resourceId: Type.Optional(idSchema<'resource'>()),
  sharerId: Type.Optional(idSchema<'sharer'>()),
  show: Type.Optional(Type.Enum(bookingShows)),
  /** Begun within, both days inclusive. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
}

export const listBookings = endpoint({
  id: 'stations.bookings',
  method: 'GET',
  path: '/api/share/bookings',
  summary: { zh: '预约', en: 'Bookings' },
  query: Type.Object({ ...PageQuery, ...BookingFilter }),
  response: pageOf(BookingRow),
})

export const BookBody = Type.Object({
  fromAt: Instant,
  slots: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
  pieces: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  /** By the station for somebody who came or called. */
  somebody: Type.Optional(Contact),
  /** For a sharer of one's own: another merchant books. */
  forSharerId: Type.Optional(idSchema<'sharer'>()),
})
export type BookBody = Static<typeof BookBody>

/** Taken: `booked` is null and `nearest` says what is free nearby; who comes second is no error. */
export const book = endpoint({
  id: 'stations.book',
  method: 'POST',
  path: '/api/share/resources/:resourceId/bookings',
  summary: { zh: '预约', en: 'Book' },
  ...ofResource,
  body: BookBody,
  response: Type.Object({
    booked: nullable(Type.Object({ id: idSchema<'booking'>(), fromAt: Instant, untilAt: Instant })),
    nearest: Type.Array(Type.Object({ from: Instant, to: Instant })),
  }),
})
export type BookAnswer = Static<typeof book.response>

const ofBooking = { params: Type.Object({ bookingId: idSchema<'booking'>() }) }

export const stepBooking = endpoint({
  id: 'stations.step_booking',
  method: 'POST',
  path: '/api/share/bookings/:bookingId/step',
  summary: { zh: '交接、归还、取消或爽约', en: 'Hand over, take back, cancel or no-show' },
  ...ofBooking,
  body: Type.Object({ step: Type.Enum(bookingSteps), why: Type.Optional(text(300)) }),
  response: Done,
})

/** Who is to be called about a booking; for who shares or keeps. */
export const revealBooking = endpoint({
  id: 'stations.reveal_booking',
  method: 'POST',
  path: '/api/share/bookings/:bookingId/reveal',
  summary: { zh: '查看预约人', en: 'Show who booked' },
  ...ofBooking,
  body: Type.Object({ reason: words(200) }),
  response: Type.Object({ name: Type.String(), phone: nullable(Type.String()) }),
})

// — the line for what is taken —

export const joinLine = endpoint({
  id: 'stations.wait',
  method: 'POST',
  path: '/api/share/resources/:resourceId/waits',
  summary: { zh: '排队候补', en: 'Stand in line for a time that is taken' },
  ...ofResource,
  body: BookBody,
  response: Type.Object({ id: idSchema<'stationWait'>(), ahead: Type.Integer() }),
})

/** `accept` what is offered: by who waits, or by the station for whom it has put in; `leave` the line. */
export const answerWait = endpoint({
  id: 'stations.answer_wait',
  method: 'POST',
  path: '/api/share/waits/:waitId/answer',
  summary: { zh: '答复候补或退出排队', en: 'Take what is offered, or leave the line' },
  params: Type.Object({ waitId: idSchema<'stationWait'>() }),
  body: Type.Object({ step: Type.Enum(['accept', 'leave']) }),
  response: Type.Object({ bookingId: nullable(idSchema<'booking'>()) }),
})

// — wants —

export const wantShows = ['open', 'unmatched', 'met', 'withdrawn', 'all'] as const
const WantFilter = {
  ...{ q: Q, placeId: Place },
  kind: Type.Optional(Type.Array(KindSchema)),
  show: Type.Optional(Type.Enum(wantShows)),
  /** Ended within, both days inclusive. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
}

export const listWants = endpoint({
  id: 'stations.wants',
  method: 'GET',
  path: '/api/share/wants',
  summary: { zh: '需求清单', en: 'What is wanted' },
  query: Type.Object({ ...PageQuery, ...WantFilter }),
  response: pageOf(WantRow),
})

export const WantBody = Type.Object({
  kind: KindSchema,
  name: words(60),
  words: Type.Optional(text(500)),
  placeId: idSchema<'place'>(),
  fromAt: Type.Optional(Instant),
  slots: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
  pieces: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  untilOn: Day,
  forSharerId: Type.Optional(idSchema<'sharer'>()),
  somebody: Type.Optional(Contact),
})
export type WantBody = Static<typeof WantBody>

export const addWant = endpoint({
  id: 'stations.add_want',
  method: 'POST',
  path: '/api/share/wants',
  summary: { zh: '说一个需求', en: 'Say what one wants' },
  body: WantBody,
  response: Type.Object({ id: idSchema<'stationWant'>() }),
})

const ofWant = { params: Type.Object({ wantId: idSchema<'stationWant'>() }) }

export const getWant = endpoint({
  id: 'stations.want',
  method: 'GET',
  path: '/api/share/wants/:wantId',
  summary: { zh: '一个需求', en: 'One want' },
  ...ofWant,
  response: WantView,
})

/**
 * `met`, or `unmet` (it goes on to others): by who wanted it alone; by the keeper, with a word on how they said so, where
 * the station has entered it for them. `withdraw`: by who wanted, or the keeper with a reason.
 */
export const endWant = endpoint({
  id: 'stations.end_want',
  method: 'POST',
  path: '/api/share/wants/:wantId/end',
  summary: { zh: '已解决、没解决或撤回', en: 'Met, not met, or withdrawn' },
  ...ofWant,
  body: Type.Object({ step: Type.Enum(['met', 'unmet', 'withdraw']), why: Type.Optional(text(300)) }),
  response: Done,
})

/** By who shares the resource, or the keeper. */
export const offer = endpoint({
  id: 'stations.offer',
  method: 'POST',
  path: '/api/share/wants/:wantId/offers',
  summary: { zh: '推荐资源', en: 'Offer a resource' },
  ...ofWant,
  body: Type.Object({ resourceId: idSchema<'resource'>() }),
  response: Type.Object({ id: idSchema<'offer'>() }),
})

export const answerOffer = endpoint({
  id: 'stations.answer_offer',
  method: 'POST',
  path: '/api/share/offers/:offerId/answer',
  summary: { zh: '接受或谢绝', en: 'Accept or decline' },
  params: Type.Object({ offerId: idSchema<'offer'>() }),
  body: Type.Object({ accept: Type.Boolean(), why: Type.Optional(text(200)) }),
  response: Type.Object({ bookingId: nullable(idSchema<'booking'>()) }),
})

// — thanks —

export const thanksShows = ['new', 'shown', 'hidden'] as const
export const listThanks = endpoint({
  id: 'stations.thanks',
  method: 'GET',
  path: '/api/share/thanks',
  summary: { zh: '感谢墙', en: 'Thanks' },
  query: Type.Object({
    ...{ ...PageQuery, placeId: Place, show: Type.Optional(Type.Enum(thanksShows)) },
    ...{ from: Type.Optional(Day), to: Type.Optional(Day) },
    /** Only thanks of sharers that the reader keeps: theirs to show or hide. */
    keeps: Type.Optional(Type.Boolean()),
  }),
  response: pageOf(ThanksRow),
})

export const giveThanks = endpoint({
  id: 'stations.give_thanks',
  method: 'POST',
  path: '/api/share/thanks',
  summary: { zh: '说声谢谢', en: 'Say thanks' },
  body: Type.Object({
    bookingId: Type.Optional(idSchema<'booking'>()),
    wantId: Type.Optional(idSchema<'stationWant'>()),
    words: words(200),
    /** It may stand on the wall. */
    agrees: Type.Boolean(),
  }),
  response: Done,
})

/** The sharer agrees or not; the keeper shows, or hides with a reason. */
export const settleThanks = endpoint({
  id: 'stations.settle_thanks',
  method: 'POST',
  path: '/api/share/thanks/:thanksId/settle',
  summary: { zh: '同意上墙、展示或隐藏', en: 'Agree, show or hide' },
  params: Type.Object({ thanksId: idSchema<'thanks'>() }),
  body: Type.Object({
    step: Type.Enum(['agree', 'decline', 'show', 'hide']),
    why: Type.Optional(text(200)),
  }),
  response: Done,
})

// — the pocket —

export const NearRow = Type.Object({ ...ResourceRow.properties, metres: nullable(Type.Integer()) })
export type NearRow = Static<typeof NearRow>

/** What neighbours share: near a position (used and forgotten), else near home. */
export const browse = endpoint({
  id: 'stations.browse',
  method: 'GET',
  path: '/api/share',
  summary: { zh: '邻里共享', en: 'What neighbours share' },
  query: Type.Object({
    ...{ ...PageQuery, q: Q, kind: Type.Optional(KindSchema), openNow: Type.Optional(Type.Boolean()) },
    lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  }),
  response: pageOf(NearRow),
})

/** My bookings, my wants with what was offered, and whether I share. */
export const mine = endpoint({
  id: 'stations.mine',
  method: 'GET',
  path: '/api/share/mine',
  summary: { zh: '我的预约和需求', en: 'My bookings and wants' },
  response: Type.Object({
    bookings: Type.Array(BookingRow),
    /** Where one stands in line; what is offered first. */
    waits: Type.Array(WaitRow),
    wants: Type.Array(
      Type.Object({
        ...WantRow.properties,
        offersMade: Type.Array(OfferRow),
        thanked: Type.Boolean(),
      }),
    ),
    shares: Type.Boolean(),
    home: nullable(PlaceShape),
  }),
})
export type Mine = Static<typeof mine.response>

/** The pocket of who shares. */
export const shop = endpoint({
  id: 'stations.shop',
  method: 'GET',
  path: '/api/shop',
  summary: { zh: '我的共享', en: 'What I share' },
  response: Type.Object({
    sharers: Type.Array(SharerRow),
    resources: Type.Array(ResourceRow),
    /** What is to be handed over or taken back, the next first. */
    bookings: Type.Array(BookingRow),
    /** Wants near me that something of mine fits, with why. */
    wants: Type.Array(
      Type.Object({
        want: WantRow,
        resource: Type.Object({ id: idSchema<'resource'>(), name: Type.String() }),
        reasons: Type.Array(WordsSchema),
      }),
    ),
    thanks: Type.Array(ThanksRow),
  }),
})
export type Shop = Static<typeof shop.response>
