import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const readers = ' 401 403 200 200 200 200 200 200 200 200 200 403'
const signedIn = '401 200 200 200 200 200 200 200 200 200 200 200'
const nobodys = ' 401 404 404 404 404 404 404 404 404 404 404 404'
const unsigned = '401 401 401 401 401 401 401 401 401 401 401 401'
const invalid = ' 400 400 400 400 400 400 400 400 400 400 400 400'

/** For who keeps the register; `near` is what community and street meet. */
const keeping = (near: number): Row => ({
  near: `   401 403 403 403 403 403 ${near} ${near} 403 403 403 403`,
  far: '     401 403 403 403 403 403 404 404 403 403 403 403',
  foreign: ' 401 403 403 403 403 403 404 404 403 403 403 403',
})

/** What each role meets at the endpoints of module facilities. The gate is kept by the compound's secretary. */
export const facilitiesRows: Readonly<Record<string, Row>> = {
  'facilities.list': readers,
  'facilities.points': readers,
  'facilities.figures': readers,
  'facilities.export': readers,
  'facilities.get': {
    near: '    401 403 404 404 200 200 200 200 404 404 200 403',
    far: '     401 403 404 404 404 404 404 404 404 404 200 403',
    foreign: ' 401 403 404 404 404 404 404 404 404 404 404 403',
  },
  // An id that is taken.
  'facilities.add': keeping(409),
  'facilities.change': keeping(200),
  // Without a reason.
  'facilities.retire': '401 403 403 403 403 403 400 400 403 403 403 403',
  // A fault without words.
  'facilities.inspect': {
    near: '    401 403 404 404 400 403 400 400 404 404 403 403',
    far: '     401 403 404 404 404 404 404 404 404 404 403 403',
    foreign: ' 401 403 404 404 404 404 404 404 404 404 403 403',
  },
  'facilities.register_device': keeping(200),
  'facilities.end_device': keeping(200),
  'facilities.round': ' 401 403 200 200 200 200 200 200 200 200 403 403',
  'facilities.at': {
    near: '    200 200 200 200 200 200 200 200 200 200 200 200',
    far: '     200 200 200 200 200 200 200 200 200 200 200 200',
    foreign: ' 404 404 404 404 404 404 404 404 404 404 404 404',
  },
  // Words that are empty.
  'facilities.report_fault': invalid,
  // Who a session belongs to is nothing to the device door.
  'facilities.device_events': unsigned,
  'facilities.check_pass': unsigned,
  'facilities.my_passes': signedIn,
  // For a gate that is none: 400 for who lives there.
  'facilities.make_pass': {
    near: '    401 400 404 404 404 404 404 404 404 404 404 404',
    far: nobodys,
    foreign: nobodys,
  },
  'facilities.cancel_pass': nobodys,
  'facilities.at_pass': ' 404 404 404 404 404 404 404 404 404 404 404 404',
  // Without a door number.
  'facilities.ask_residence': '401 400 400 400 400 400 400 400 400 400 400 400',
  'facilities.residences': '401 403 403 403 403 403 200 200 403 403 403 403',
  // Refused without a reason.
  'facilities.settle_residence': keeping(400),
}

const point = { lng: 102.703, lat: 25.004 }

/** A request to each of them. */
export const facilitiesRequests: Requests = {
  'facilities.list': () => ({}),
  'facilities.points': () => ({}),
  'facilities.figures': () => ({}),
  'facilities.export': () => ({}),
  'facilities.get': (of) => ({ params: of.facility }),
  'facilities.add': ({ facility: { facilityId: id, compoundId: placeId, keeperPostId } }) => ({
    body: { id, kind: 'bench', name: '座椅', placeId, point, keeperPostId },
  }),
  'facilities.change': (of) => ({ params: of.facility, body: {} }),
  'facilities.retire': (of) => ({ params: of.facility, body: { why: '' } }),
  'facilities.inspect': (of) => ({ params: of.facility, body: { outcome: 'fault' } }),
  'facilities.register_device': (of) => ({ params: of.facility, body: {} }),
  'facilities.end_device': (of) => ({ params: of.facility, body: {} }),
  'facilities.round': () => ({}),
  'facilities.at': (of) => ({ params: of.facility }),
  'facilities.report_fault': (of) => ({ params: of.facility, body: { words: '' } }),
  'facilities.device_events': () => ({ body: { events: [] } }),
  'facilities.check_pass': () => ({ body: { id: 'abcdefgh', code: '12345678' } }),
  'facilities.my_passes': () => ({}),
  'facilities.make_pass': ({ facility: { compoundId } }) => ({
    body: { compoundId, gateIds: [newId()], kind: 'once', hours: 1 },
  }),
  'facilities.cancel_pass': () => ({ params: { passId: newId() }, body: {} }),
  'facilities.at_pass': () => ({ params: { token: 'AAAAAAAAAAAAAAAAAAAAAA' } }),
  'facilities.ask_residence': ({ facility: { compoundId: placeId } }) => ({ body: { placeId, home: '' } }),
  'facilities.residences': () => ({}),
  'facilities.settle_residence': (of) => ({ params: of.facility, body: { step: 'refuse' } }),
}
