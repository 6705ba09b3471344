import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const keepers = ' 401 403 403 403 403 403 403 403 403 403 403 200'
const nowhere = ' 401 403 403 403 403 403 403 403 403 403 403 404'
const own = '     401 200 200 200 200 200 200 200 200 200 200 200'
const refused = ' 401 422 422 422 422 422 422 422 422 422 422 422'

/** What each role meets at the endpoints of module channels. */
export const channelsRows: Readonly<Record<string, Row>> = {
  'channels.list': keepers,
  // A webhook that wants nothing.
  'channels.make': '401 403 403 403 403 403 403 403 403 403 403 400',
  'channels.change': nowhere,
  'channels.end': nowhere,
  'channels.test': nowhere,
  'channels.replay': nowhere,
  'channels.sendings': nowhere,
  'channels.preferences': own,
  'channels.save_preferences': own,
  // An empty address takes it away.
  'channels.set_mail': own,
  'channels.confirm_mail': refused,
  // An address inside the machine’s own network.
  'channels.add_browser': refused,
  'channels.drop_browsers': own,
  // Whoever sees the matter by their post; its reporter does not look after the office’s messages.
  'channels.reach': {
    near: '   401 404 200 200 200 200 200 200 200 200 200 404',
    far: '    401 404 404 404 404 404 404 404 404 404 200 404',
    foreign: '401 404 404 404 404 404 404 404 404 404 404 404',
  },
}

const one = () => ({ channelId: newId() })
const quiet = { quietFrom: null, quietTo: null, urgentThrough: false, digestHour: null }

/** A request to each of them. */
export const channelsRequests: Requests = {
  'channels.list': () => ({}),
  'channels.make': () => ({
    body: { kind: 'webhook', name: '区平台', settings: {}, secrets: {}, events: [], on: true },
  }),
  'channels.change': () => ({ params: one(), body: { name: '区平台', settings: {}, secrets: {}, on: true } }),
  'channels.end': () => ({ params: one() }),
  'channels.test': () => ({ params: one(), body: {} }),
  'channels.replay': () => ({ params: one(), body: { since: '2026-11-23T00:00:00Z' } }),
  'channels.sendings': () => ({ params: one() }),
  'channels.preferences': () => ({}),
  'channels.save_preferences': () => ({ body: { ways: {}, ...quiet } }),
  'channels.set_mail': () => ({ body: { address: '' } }),
  'channels.confirm_mail': () => ({ body: { code: '000000' } }),
  'channels.add_browser': () => ({
    body: { endpoint: 'https://127.0.0.1/push', p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
  }),
  'channels.drop_browsers': () => ({}),
  'channels.reach': (of) => ({ params: { matterId: of.matter } }),
}
