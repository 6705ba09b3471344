import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//              any res cen bui com gri com str dep fir sup adm
const unsigned = '401 401 401 401 401 401 401 401 401 401 401 401'
const absent = '  401 403 403 403 403 403 403 403 403 403 403 404'

/** What each role meets at the endpoints of module incoming. */
export const incomingRows: Readonly<Record<string, Row>> = {
  // Who a session belongs to is nothing to this door.
  'incoming.message': unsigned,
  'incoming.systems': '    401 403 403 403 403 403 403 403 403 403 403 200',
  // A key that is none.
  'incoming.make_system': {
    near: '    401 403 403 403 403 403 403 403 403 403 403 400',
    far: '     401 403 403 403 403 403 403 403 403 403 403 400',
    foreign: ' 401 403 403 403 403 403 403 403 403 403 403 404',
  },
  'incoming.change_system': absent,
  'incoming.renew_key': absent,
  'incoming.pause_system': absent,
  'incoming.end_system': absent,
}

const scope = { name: '热线平台', kinds: ['demand'], perMinute: 60 }
const nobodys = () => ({ systemId: newId() })

/** A request to each of them. */
export const incomingRequests: Requests = {
  'incoming.message': () => ({ params: nobodys(), body: {} }),
  'incoming.systems': () => ({}),
  'incoming.make_system': (of) => ({ body: { ...scope, placeId: of.place, key: 'whsec_short' } }),
  'incoming.change_system': (of) => ({ params: nobodys(), body: { ...scope, placeId: of.place } }),
  'incoming.renew_key': () => ({ params: nobodys(), body: {} }),
  'incoming.pause_system': () => ({ params: nobodys(), body: { paused: true } }),
  'incoming.end_system': () => ({ params: nobodys() }),
}
