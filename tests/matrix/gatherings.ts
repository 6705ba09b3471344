import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// As in `expectations.ts`, which reads this file and so cannot be read from here.
const signedIn = '  401 200 200 200 200 200 200 200 200 200 200 200'
const gone = '      404 404 404 404 404 404 404 404 404 404 404 404'
const goneForAll = '401 404 404 404 404 404 404 404 404 404 404 404'

/** What is for who organises: `near` is what community and street meet; a department's own gatherings are others. */
const organisersOnly = (near: number): Row => ({
  near: `   401 403 403 403 403 403 ${near} ${near} 404 403 403 403`,
  far: '     401 403 403 403 403 403 404 404 404 403 403 403',
  foreign: ' 401 403 403 403 403 403 404 404 404 403 403 403',
})

const byCode = (status: number): Row => ({
  near: Array(12).fill(status).join(' '),
  far: Array(12).fill(status).join(' '),
  foreign: gone,
})

const readers = ' 401 403 403 403 403 200 200 200 200 403 200 403'

/** What each role meets at the endpoints of module gatherings; the columns are those of `expectations.ts`. */
export const gatheringsRows: Readonly<Record<string, Row>> = {
  'gatherings.list': readers,
  'gatherings.figures': readers,
  'gatherings.mine': signedIn,
  'gatherings.public': byCode(200),
  'gatherings.public_calendar': byCode(200),
  'gatherings.get': {
    near: '    401 404 404 404 404 200 200 200 404 404 200 404',
    far: '     401 404 404 404 404 404 404 404 404 404 200 404',
    foreign: goneForAll,
  },
  // One that ends before it begins: 400. A department of the district plans in all of it.
  'gatherings.plan': {
    near: '    401 403 403 403 403 403 400 400 400 403 403 403',
    far: '     401 403 403 403 403 403 404 404 400 403 403 403',
    foreign: ' 401 403 403 403 403 403 404 404 404 403 403 403',
  },
  'gatherings.change': organisersOnly(200),
  // It has not begun and cannot end.
  'gatherings.step': organisersOnly(409),
  'gatherings.add_materials': organisersOnly(422),
  'gatherings.thank': organisersOnly(409),
  // An id that is taken.
  'gatherings.add_item': organisersOnly(409),
  'gatherings.change_item': organisersOnly(409),
  'gatherings.decide': organisersOnly(409),
  'gatherings.proposals': organisersOnly(200),
  // It is announced and has not begun.
  'gatherings.hear': organisersOnly(409),
  'gatherings.find_parties': '401 403 403 403 403 403 200 200 200 403 403 403',
  // A guest without a name.
  'gatherings.invite': organisersOnly(400),
  'gatherings.sign_up_for': organisersOnly(400),
  'gatherings.act_for': organisersOnly(409),
  'gatherings.reveal_guest': organisersOnly(200),
  // Somebody stands there already.
  'gatherings.lay_out': organisersOnly(422),
  'gatherings.change_stall': organisersOnly(200),
  'gatherings.allot': organisersOnly(200),
  'gatherings.allot_stall': organisersOnly(200),
  'gatherings.at_door': byCode(200),
  // Not on the list.
  'gatherings.respond': {
    near: '    401 422 422 422 422 422 422 422 422 422 422 422',
    far: '     401 422 422 422 422 422 422 422 422 422 422 422',
    foreign: goneForAll,
  },
  // The door is not open yet.
  'gatherings.check_in': byCode(422),
  'gatherings.calendar': byCode(200),
  // For the leader of the team whose activity it is: none of the columns. See `modules/neighbours/teams/activity.test.ts`.
  'gatherings.attendance': goneForAll,
  'gatherings.check_attendance': goneForAll,
  'gatherings.close_attendance': goneForAll,
  'gatherings.add_photos': goneForAll,
  'gatherings.my_feed': signedIn,
  'gatherings.open_feed': signedIn,
  'gatherings.close_feed': signedIn,
  'gatherings.feed': gone,
}

const guest = { kind: 'guest', id: null, name: ' ' }
const form = { rows: 1, columns: 2, width: 300, depth: 300, gapEvery: 0, powerRows: [], waterRows: [] }

/** A request to each of them. */
export const gatheringsRequests: Requests = {
  'gatherings.list': () => ({}),
  'gatherings.figures': () => ({}),
  'gatherings.mine': () => ({}),
  'gatherings.public': (of) => ({ query: { placeCode: of.communityCode } }),
  'gatherings.public_calendar': (of) => ({ query: { placeCode: of.communityCode } }),
  'gatherings.get': (of) => ({ params: of.gathering }),
  'gatherings.plan': (of) => ({
    body: {
      ...{ kind: 'activity', placeId: of.community, title: '社区活动' },
      ...{ startsAt: '2026-12-02T02:00:00Z', endsAt: '2026-12-01T02:00:00Z' },
    },
  }),
  'gatherings.change': (of) => ({ params: of.gathering, body: {} }),
  'gatherings.step': (of) => ({ params: of.gathering, body: { step: 'hold' } }),
  'gatherings.add_materials': (of) => ({ params: of.gathering, body: { fileIds: [newId()] } }),
  'gatherings.thank': (of) => ({ params: of.gathering, body: { words: '谢谢大家' } }),
  'gatherings.add_item': (of) => ({ params: of.gathering, body: { id: of.gathering.itemId, title: '议题' } }),
  'gatherings.change_item': (of) => ({ params: of.gathering, body: { discussion: '讨论' } }),
  'gatherings.decide': (of) => ({
    params: of.gathering,
    body: { itemId: of.gathering.itemId, words: '办理', holderPostId: of.post, dueOn: '2026-12-20' },
  }),
  'gatherings.proposals': (of) => ({ params: of.gathering }),
  'gatherings.hear': (of) => ({ params: of.gathering, body: { decisionId: newId(), heard: true } }),
  'gatherings.find_parties': () => ({ query: { q: '水务' } }),
  'gatherings.invite': (of) => ({ params: of.gathering, body: { parties: [guest] } }),
  'gatherings.sign_up_for': (of) => ({ params: of.gathering, body: { party: guest } }),
  'gatherings.act_for': (of) => ({ params: of.gathering, body: { action: 'check_in' } }),
  'gatherings.reveal_guest': (of) => ({ params: of.gathering, body: { reason: '核对名单' } }),
  'gatherings.lay_out': (of) => ({ params: of.gathering, body: form }),
  'gatherings.change_stall': (of) => ({ params: of.gathering, body: { power: true } }),
  'gatherings.allot': (of) => ({ params: of.gathering, body: {} }),
  'gatherings.allot_stall': (of) => ({ params: of.gathering, body: { entryId: of.gathering.entryId } }),
  'gatherings.at_door': (of) => ({ params: of.gathering }),
  'gatherings.respond': (of) => ({ params: of.gathering, body: { action: 'decline' } }),
  'gatherings.check_in': (of) => ({ params: of.gathering, body: { name: '老张' } }),
  'gatherings.calendar': (of) => ({ params: of.gathering }),
  'gatherings.attendance': (of) => ({ params: of.gathering }),
  'gatherings.check_attendance': (of) => ({ params: of.gathering, body: { entryId: of.gathering.entryId } }),
  'gatherings.close_attendance': (of) => ({ params: of.gathering, body: {} }),
  'gatherings.add_photos': (of) => ({ params: of.gathering, body: { fileIds: [newId()] } }),
  'gatherings.my_feed': () => ({}),
  'gatherings.open_feed': () => ({ body: {} }),
  'gatherings.close_feed': () => ({}),
  'gatherings.feed': () => ({ params: { token: 'no-such-token-at-all-0000' } }),
}
