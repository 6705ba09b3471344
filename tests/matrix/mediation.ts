import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const signedIn = '401 200 200 200 200 200 200 200 200 200 200 200'
const nobodys = ' 401 404 404 404 404 404 404 404 404 404 404 404'
const invalid = ' 401 400 400 400 400 400 400 400 400 400 400 400'

/** For those in charge of the near case: its committee's head (the community) and deputy (the compound's secretary). */
const charge = (near: number): Row => ({
  near: `   401 404 404 404 ${near} 404 ${near} 404 404 404 404 404`,
  ...{ far: nobodys, foreign: nobodys },
})

/** For who keeps the register; `near` is what community and street meet. */
const keeping = (near: number): Row => ({
  near: `   401 403 403 403 403 403 ${near} ${near} 403 403 403 403`,
  far: '     401 403 403 403 403 403 404 404 403 403 403 403',
  foreign: ' 401 403 403 403 403 403 404 404 403 403 403 403',
})

/** What each role meets at the endpoints of module mediation. */
export const mediationRows: Readonly<Record<string, Row>> = {
  'mediation.committees': signedIn,
  // The community has one.
  'mediation.found': keeping(422),
  'mediation.change': keeping(200),
  // Without a name.
  'mediation.take_seat': keeping(400),
  // A seat that is none.
  'mediation.leave_seat': keeping(404),
  // Of whom is not said; the street does not sit in the committee.
  'mediation.declare': {
    near: '    401 404 404 404 400 400 400 404 404 404 404 404',
    far: nobodys,
    foreign: nobodys,
  },
  'mediation.list': signedIn,
  'mediation.counts': signedIn,
  'mediation.export': signedIn,
  'mediation.get': charge(200),
  // Without the way in which they applied.
  'mediation.open': {
    near: '    401 404 404 404 400 400 400 404 404 404 404 404',
    far: nobodys,
    foreign: nobodys,
  },
  'mediation.add_party': charge(200),
  'mediation.describe_party': charge(200),
  // What follows does not come yet where a case was only taken down.
  'mediation.write_answer': charge(422),
  'mediation.reveal': charge(200),
  'mediation.step': charge(422),
  'mediation.choose': charge(422),
  'mediation.release': charge(422),
  'mediation.session': charge(422),
  'mediation.evidence': charge(200),
  'mediation.extend': charge(422),
  'mediation.draw_up': charge(422),
  'mediation.sign': charge(422),
  'mediation.court': charge(422),
  'mediation.settle_promise': charge(422),
  'mediation.call_back': charge(422),
  // Words that are empty.
  'mediation.danger': invalid,
  'mediation.end_danger': nobodys,
  'mediation.document': charge(422),
  'mediation.bind': charge(422),
  'mediation.open_volume': nobodys,
  'mediation.referrals': signedIn,
  // A matter that is none.
  'mediation.referral_draft': nobodys,
  'mediation.refer': nobodys,
  'mediation.statistics': '401 403 403 403 403 403 200 200 403 403 200 403',
  'mediation.apply': invalid,
  'mediation.mine': signedIn,
  'mediation.my_case': nobodys,
  'mediation.answer': nobodys,
  'mediation.by_code': {
    near: '    200 200 200 200 200 200 200 200 200 200 200 200',
    far: '     200 200 200 200 200 200 200 200 200 200 200 200',
    foreign: ' 404 404 404 404 404 404 404 404 404 404 404 404',
  },
  // Nothing said.
  'mediation.answer_by_code': {
    near: '    400 400 400 400 400 400 400 400 400 400 400 400',
    far: '     400 400 400 400 400 400 400 400 400 400 400 400',
    foreign: ' 404 404 404 404 404 404 404 404 404 404 404 404',
  },
}

const day = '2026-11-23'
const seats = [1, 2, 3].map((n) => ({ name: `某${n}`, phone: `1200000777${n}`, kind: n === 1 ? 'head' : 'member' }))

/** A request to each of them. */
export const mediationRequests: Requests = {
  'mediation.committees': () => ({}),
  'mediation.found': (of) => ({
    body: { communityId: of.community, name: '调委会', sealName: '章', fromOn: day, seats },
  }),
  'mediation.change': (of) => ({ params: of.mediation, body: {} }),
  'mediation.take_seat': (of) => ({ params: of.mediation, body: { kind: 'mediator' } }),
  'mediation.leave_seat': () => ({ params: { seatId: newId() }, body: {} }),
  'mediation.declare': (of) => ({ params: of.mediation, body: { kind: 'kin' } }),
  'mediation.list': () => ({}),
  'mediation.counts': () => ({}),
  'mediation.export': () => ({}),
  'mediation.get': (of) => ({ params: of.mediation }),
  'mediation.open': ({ mediation: { committeeId }, place: placeId }) => ({
    body: {
      ...{ committeeId, kind: 'noise', source: 'application', placeId, words: '吵' },
      ...{ applicants: [{ name: '甲' }], others: [{ name: '乙' }] },
    },
  }),
  'mediation.add_party': (of) => ({ params: of.mediation, body: { side: 'b', name: '丙' } }),
  'mediation.describe_party': (of) => ({ params: of.mediation, body: { details: '女' } }),
  'mediation.write_answer': (of) => ({
    params: of.mediation,
    body: { way: 'phone', consent: 'yes', consentVersion: 1 },
  }),
  'mediation.reveal': (of) => ({ params: of.mediation, body: { why: '通知' } }),
  'mediation.step': (of) => ({ params: of.mediation, body: { step: 'begin' } }),
  'mediation.choose': (of) => ({ params: of.mediation, body: { personId: newId(), leads: true } }),
  'mediation.release': (of) => ({ params: { ...of.mediation, mediatorId: newId() }, body: { reason: 'away' } }),
  'mediation.session': (of) => ({
    params: of.mediation,
    body: { heldAt: `${day}T01:00:00Z`, where: '社区', partyIds: [], words: '谈' },
  }),
  'mediation.evidence': (of) => ({ params: of.mediation, body: { what: '照片', pages: 1 } }),
  'mediation.extend': (of) => ({
    params: of.mediation,
    body: { toOn: '2027-01-31', way: 'phone', why: '鉴定', partyIds: [of.mediation.partyId] },
  }),
  'mediation.draw_up': (of) => ({ params: of.mediation, body: { form: 'oral', terms: '和好', promises: [] } }),
  'mediation.sign': (of) => ({ params: of.mediation, body: { who: 'seal', way: 'stamp', on: day } }),
  'mediation.court': (of) => ({ params: of.mediation, body: { state: 'made', on: day } }),
  'mediation.settle_promise': (of) => ({
    params: { ...of.mediation, promiseId: newId() },
    body: { state: 'kept', on: day },
  }),
  'mediation.call_back': (of) => ({ params: of.mediation, body: { partyId: of.mediation.partyId, reached: true } }),
  'mediation.danger': (of) => ({ params: of.mediation, body: { kind: 'violence', words: '' } }),
  'mediation.end_danger': (of) => ({ params: { ...of.mediation, dangerId: newId() }, body: {} }),
  'mediation.document': (of) => ({ params: { ...of.mediation, name: 'agreement.docx' } }),
  'mediation.bind': (of) => ({ params: of.mediation, body: {} }),
  'mediation.open_volume': (of) => ({ params: of.mediation, query: { why: '查阅' } }),
  'mediation.referrals': () => ({ query: { of: 'note' } }),
  'mediation.referral_draft': () => ({ query: { of: 'matter', id: newId() } }),
  'mediation.refer': () => ({ body: { of: 'matter', id: newId(), kind: 'noise', words: '吵' } }),
  'mediation.statistics': () => ({}),
  'mediation.apply': (of) => ({
    body: { kind: 'noise', placeId: of.place, words: '', otherName: '乙', consentVersion: 1 },
  }),
  'mediation.mine': () => ({}),
  'mediation.my_case': (of) => ({ params: of.mediation }),
  'mediation.answer': (of) => ({ params: of.mediation, body: { consent: 'yes', consentVersion: 1 } }),
  'mediation.by_code': (of) => ({ params: of.mediation }),
  'mediation.answer_by_code': (of) => ({ params: of.mediation, body: {} }),
}
