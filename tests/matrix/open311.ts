import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const everybody = '200 200 200 200 200 200 200 200 200 200 200 200'
const nobodys = '  404 404 404 404 404 404 404 404 404 404 404 404'
// No form, and so no key: who a session belongs to is nothing to this door.
const formless = ' 400 400 400 400 400 400 400 400 400 400 400 400'

/** What each role meets at the endpoints of module open311. */
export const open311Rows: Readonly<Record<string, Row>> = {
  'open311.discovery': everybody,
  'open311.services': everybody,
  'open311.service_definition': everybody,
  'open311.requests': everybody,
  // The number of a matter that its reporter keeps from all but its holder.
  'open311.request': nobodys,
  'open311.post_request': formless,
  'open311.media': nobodys,
  'open311.token': nobodys,
  'open311.updates': everybody,
  'open311.post_update': formless,
  'open311.keys': '    401 403 403 403 403 403 403 403 403 403 403 200',
  // A name that is too short.
  'open311.make_key': '401 403 403 403 403 403 403 403 403 403 403 400',
  'open311.end_key': ' 401 403 403 403 403 403 403 403 403 403 403 404',
}

const xml = { format: 'xml' }

/** A request to each of them. */
export const open311Requests: Requests = {
  'open311.discovery': () => ({ params: xml }),
  'open311.services': () => ({ params: xml }),
  'open311.service_definition': () => ({ params: { ...xml, code: '080201' } }),
  'open311.requests': () => ({ params: xml }),
  'open311.request': () => ({ params: { ...xml, id: 'nothing' } }),
  'open311.post_request': () => ({ params: xml, body: {} }),
  'open311.media': () => ({ params: { fileId: newId() } }),
  'open311.token': () => ({ params: { ...xml, token: 'nothing' } }),
  'open311.updates': () => ({ params: xml }),
  'open311.post_update': () => ({ params: xml, body: {} }),
  'open311.keys': () => ({}),
  'open311.make_key': () => ({ body: { name: 'a' } }),
  'open311.end_key': () => ({ params: { keyId: newId() } }),
}
