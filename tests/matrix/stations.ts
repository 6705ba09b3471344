import { newId } from '../../kernel/contract/ids.ts'
import { sameHours } from '../../modules/stations/opening.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const readers = ' 401 403 200 200 200 200 200 200 200 200 200 403'
const signedIn = '401 200 200 200 200 200 200 200 200 200 200 200'
const nobodys = ' 401 404 404 404 404 404 404 404 404 404 404 404'
const gone = '    404 404 404 404 404 404 404 404 404 404 404 404'
const invalid = ' 401 400 400 400 400 400 400 400 400 400 400 400'

/** For who keeps stations: community and street, and the compound's secretary for the station that is theirs. */
const keeping = (near: number): Row => ({
  near: `   401 403 404 404 ${near} 404 ${near} ${near} 404 404 403 403`,
  far: '     401 403 404 404 404 404 404 404 404 404 403 403',
  foreign: ' 401 403 404 404 404 404 404 404 404 404 403 403',
})
const reading: Row = {
  near: '    401 403 404 404 200 404 200 200 404 404 200 403',
  far: '     401 403 404 404 404 404 404 404 404 404 200 403',
  foreign: ' 401 403 404 404 404 404 404 404 404 404 404 403',
}
/** What neighbours share, everybody in the district may look at. */
const looking: Row = { near: signedIn, far: signedIn, foreign: nobodys }

/** What each role meets at the endpoints of module stations. The station is kept by the compound's secretary. */
export const stationsRows: Readonly<Record<string, Row>> = {
  'stations.list': readers,
  'stations.figures': readers,
  // In a place that is kept, by a keeper that is none: 400.
  'stations.add': {
    near: '    401 403 403 403 403 403 400 400 403 403 403 403',
    far: '     401 403 403 403 403 403 404 404 403 403 403 403',
    foreign: ' 401 403 403 403 403 403 404 404 403 403 403 403',
  },
  'stations.get': reading,
  'stations.change': keeping(200),
  // Without a reason.
  'stations.close': '401 403 403 403 403 403 400 400 403 403 403 403',
  'stations.at': {
    near: '    200 200 200 200 200 200 200 200 200 200 200 200',
    far: '     200 200 200 200 200 200 200 200 200 200 200 200',
    foreign: ' 404 404 404 404 404 404 404 404 404 404 404 404',
  },
  'stations.sharers': readers,
  // A shop without a contact.
  'stations.add_sharer': keeping(400),
  'stations.sharer': reading,
  // Refused without a reason, long after it was confirmed: 409.
  'stations.settle_sharer': keeping(409),
  // The contact keeps a password, or holds a post: they sign in themselves.
  'stations.link_sharer': keeping(422),
  // Nobody was asked anew.
  'stations.agree_sharer': keeping(409),
  'stations.reveal_sharer': keeping(200),
  // Without a name.
  'stations.ask': invalid,
  'stations.resources': readers,
  'stations.export': readers,
  // A shop's own (it is the pocket of resident1), or who keeps it; hours that make no sense: 400.
  'stations.add_resource': {
    near: '    401 400 404 404 400 404 400 400 404 404 403 404',
    far: '     401 404 404 404 404 404 404 404 404 404 403 404',
    foreign: ' 401 404 404 404 404 404 404 404 404 404 404 404',
  },
  'stations.resource': looking,
  'stations.change_resource': {
    near: '    401 200 403 403 200 403 200 200 403 403 403 403',
    far: '     401 403 403 403 403 403 403 403 403 403 403 403',
    foreign: nobodys,
  },
  'stations.week': looking,
  'stations.bookings': readers,
  // A time that is over.
  'stations.book': { near: invalid, far: invalid, foreign: nobodys },
  // Nobody came to what has not begun: 422; the booking is resident1's own on the one side, resident2's on the other.
  'stations.step_booking': {
    near: '    401 422 404 404 422 404 422 422 404 404 403 404',
    far: '     401 404 404 404 404 404 404 404 404 404 403 404',
    foreign: nobodys,
  },
  'stations.reveal_booking': {
    near: '    401 200 404 404 200 404 200 200 404 404 403 404',
    far: '     401 404 404 404 404 404 404 404 404 404 403 404',
    foreign: nobodys,
  },
  // A time that is over.
  'stations.wait': { near: invalid, far: invalid, foreign: nobodys },
  'stations.answer_wait': nobodys,
  'stations.my_calendar': signedIn,
  'stations.open_my_calendar': signedIn,
  'stations.close_my_calendar': signedIn,
  'stations.calendar': reading,
  'stations.open_calendar': keeping(200),
  'stations.close_calendar': keeping(200),
  'stations.feed': gone,
  // A booking that is none of theirs.
  'stations.booking_calendar': nobodys,
  'stations.wall': gone,
  'stations.wants': readers,
  // Until a day that is over.
  'stations.add_want': { near: invalid, far: invalid, foreign: nobodys },
  'stations.want': {
    near: '    401 200 404 404 200 404 200 200 404 404 200 404',
    far: '     401 404 404 404 404 404 404 404 404 404 200 404',
    foreign: nobodys,
  },
  // Withdrawn without a reason: who wanted it needs none, so they say that it is met by a word that is none.
  'stations.end_want': invalid,
  // Offered already.
  'stations.offer': {
    near: '    401 409 404 404 409 404 409 409 404 404 403 404',
    far: '     401 404 404 404 404 404 404 404 404 404 403 404',
    foreign: nobodys,
  },
  // Neither yes nor no.
  'stations.answer_offer': invalid,
  'stations.thanks': readers,
  // For nothing.
  'stations.give_thanks': invalid,
  'stations.settle_thanks': nobodys,
  'stations.browse': signedIn,
  'stations.mine': signedIn,
  'stations.shop': signedIn,
}

const point = { lng: 102.703, lat: 25.004 }
const hours = sameHours('09:00', '18:00')

/** A request to each of them. */
export const stationsRequests: Requests = {
  'stations.list': () => ({}),
  'stations.figures': () => ({}),
  'stations.add': ({ station: { placeId } }) => ({
    body: { name: '驿站', placeId, point, keeperPostId: newId(), hours, services: [], intro: '' },
  }),
  'stations.get': (of) => ({ params: of.station }),
  'stations.change': (of) => ({ params: of.station, body: {} }),
  'stations.close': (of) => ({ params: of.station, body: { why: '' } }),
  'stations.at': (of) => ({ params: of.station }),
  'stations.sharers': () => ({}),
  'stations.add_sharer': ({ station: { placeId } }) => ({ body: { kind: 'shop', name: '小店', placeId } }),
  'stations.sharer': (of) => ({ params: of.station }),
  'stations.settle_sharer': (of) => ({ params: of.station, body: { step: 'refuse' } }),
  'stations.link_sharer': (of) => ({ params: of.station, body: {} }),
  'stations.agree_sharer': (of) => ({ params: of.station, body: { consentVersion: 1, consentHow: 'spoken' } }),
  'stations.reveal_sharer': (of) => ({ params: of.station, body: { reason: '核对' } }),
  'stations.ask': ({ station: { placeId } }) => ({ body: { kind: 'shop', name: ' ', placeId } }),
  'stations.resources': () => ({}),
  'stations.export': () => ({}),
  'stations.add_resource': ({ station: { sharerId } }) => ({
    body: { sharerId, kind: 'room', name: '包间', hours: sameHours('18:00', '09:00') },
  }),
  'stations.resource': (of) => ({ params: of.station }),
  'stations.change_resource': (of) => ({ params: of.station, body: {} }),
  'stations.week': (of) => ({ params: of.station }),
  'stations.bookings': () => ({}),
  'stations.book': (of) => ({ params: of.station, body: { fromAt: '2026-11-20T01:00:00Z' } }),
  'stations.step_booking': (of) => ({ params: of.station, body: { step: 'no_show' } }),
  'stations.reveal_booking': (of) => ({ params: of.station, body: { reason: '核对' } }),
  'stations.wait': (of) => ({ params: of.station, body: { fromAt: '2026-11-20T01:00:00Z' } }),
  'stations.answer_wait': () => ({ params: { waitId: newId() }, body: { step: 'leave' } }),
  'stations.my_calendar': () => ({}),
  'stations.open_my_calendar': () => ({}),
  'stations.close_my_calendar': () => ({}),
  'stations.calendar': (of) => ({ params: of.station }),
  'stations.open_calendar': (of) => ({ params: of.station }),
  'stations.close_calendar': (of) => ({ params: of.station }),
  'stations.feed': () => ({ params: { token: 'no-such-token-at-all-0000' } }),
  'stations.booking_calendar': () => ({ params: { bookingId: newId() } }),
  'stations.wall': () => ({ params: { code: 'no-such-community' } }),
  'stations.wants': () => ({}),
  'stations.add_want': ({ station: { placeId } }) => ({
    body: { kind: 'tool', name: '梯子', placeId, untilOn: '2026-11-01' },
  }),
  'stations.want': (of) => ({ params: of.station }),
  'stations.end_want': (of) => ({ params: of.station, body: { step: 'gone' } }),
  'stations.offer': (of) => ({ params: of.station, body: { resourceId: of.station.resourceId } }),
  'stations.answer_offer': (of) => ({ params: of.station, body: {} }),
  'stations.thanks': () => ({}),
  'stations.give_thanks': () => ({ body: { words: '谢谢', agrees: true } }),
  'stations.settle_thanks': () => ({ params: { thanksId: newId() }, body: { step: 'show' } }),
  'stations.browse': () => ({}),
  'stations.mine': () => ({}),
  'stations.shop': () => ({}),
}
