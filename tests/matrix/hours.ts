import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                    any res cen bui com gri com str dep fir sup adm
const offices = '     401 403 403 403 403 403 200 200 403 403 403 403'
const noOffice = '    401 403 403 403 403 403 404 404 403 403 403 403'
const signedIn = '    401 200 200 200 200 200 200 200 200 200 200 200'
const nobodys = '     401 404 404 404 404 404 404 404 404 404 404 404'
const invalidForAll = '401 400 400 400 400 400 400 400 400 400 400 400'
const wrongForOffices = '401 403 403 403 403 403 400 400 403 403 403 403'

/** For who keeps the hours; `near` is what community and street meet. */
const keeping = (near: number): Row => ({
  near: `   401 403 403 403 403 403 ${near} ${near} 403 403 403 403`,
  far: noOffice,
  foreign: noOffice,
})
/** For whose hours they are (none of the columns), and who keeps them. */
const ownOrKept = (near: number): Row => ({
  near: `   401 404 404 404 404 404 ${near} ${near} 404 404 404 404`,
  far: nobodys,
  foreign: nobodys,
})

/** What each role meets at the endpoints of hours. */
export const hoursRows: Readonly<Record<string, Row>> = {
  'neighbours.hours_next': offices,
  'neighbours.hours_list': offices,
  'neighbours.hours_export': offices,
  'neighbours.hours_volunteers': offices,
  // On a day that is still to come.
  'neighbours.hours_record': keeping(400),
  // To what it is already.
  'neighbours.hours_correct': keeping(400),
  'neighbours.hours_activity': ownOrKept(200),
  // It is confirmed already.
  'neighbours.hours_confirm': ownOrKept(409),
  // One that does not exist.
  'neighbours.hours_answer': noOffice,
  'neighbours.hours_settings': '    401 403 403 403 403 403 200 200 403 403 403 200',
  // Levels that do not rise.
  'neighbours.set_hours_settings': '401 403 403 403 403 403 400 400 403 403 403 400',
  'neighbours.certificates': offices,
  'neighbours.certificate': keeping(200),
  // It was issued already.
  'neighbours.certificate_issue': keeping(409),
  'neighbours.certificate_refuse': keeping(409),
  // Without a reason.
  'neighbours.certificate_revoke': wrongForOffices,
  'neighbours.certificate_reissue': wrongForOffices,
  'neighbours.certificate_paper': ownOrKept(200),
  // A code that is none.
  'neighbours.certificate_verify': '404 404 404 404 404 404 404 404 404 404 404 404',
  'neighbours.my_hours': signedIn,
  'neighbours.my_certificates': signedIn,
  // Without words, without minutes, with a document that is none.
  'neighbours.hours_object': invalidForAll,
  'neighbours.minutes_spend': invalidForAll,
  'neighbours.certificate_ask': invalidForAll,
}

const level = { hours: 10, name: { zh: '一级', en: 'One' } }
const signers = { responsible: '李主任', handler: '王晓梅', contact: '0871-10000000' }
const certificate = (of: { hours: { certificateId: string } }) => ({ certificateId: of.hours.certificateId })

/** A request to each of them. */
export const hoursRequests: Requests = {
  'neighbours.hours_next': () => ({}),
  'neighbours.hours_list': () => ({}),
  'neighbours.hours_export': () => ({}),
  'neighbours.hours_volunteers': () => ({}),
  'neighbours.hours_record': (of) => ({
    body: {
      ...{ volunteerId: of.hours.volunteerId, kind: 'service', purpose: 'other', onDay: '2099-01-01' },
      ...{ minutes: 30, content: '代取快递' },
    },
  }),
  'neighbours.hours_correct': (of) => ({
    params: { entryId: of.hours.entryId },
    body: { minutes: 45, why: '没有变化' },
  }),
  'neighbours.hours_activity': (of) => ({ params: { gatheringId: of.hours.gatheringId } }),
  'neighbours.hours_confirm': (of) => ({ params: { gatheringId: of.hours.gatheringId }, body: {} }),
  'neighbours.hours_answer': () => ({ params: { objectionId: newId() }, body: { words: '已核对' } }),
  'neighbours.hours_settings': () => ({}),
  'neighbours.set_hours_settings': () => ({
    body: { levels: [level, level], source: '', exchangeOn: false, expiryMonths: 36 },
  }),
  'neighbours.certificates': () => ({}),
  'neighbours.certificate': (of) => ({ params: certificate(of) }),
  'neighbours.certificate_issue': (of) => ({ params: certificate(of), body: signers }),
  'neighbours.certificate_refuse': (of) => ({ params: certificate(of), body: { why: '不属实' } }),
  'neighbours.certificate_revoke': (of) => ({ params: certificate(of), body: { category: 'hours', why: '' } }),
  'neighbours.certificate_reissue': (of) => ({ params: certificate(of), body: { ...signers, why: '' } }),
  'neighbours.certificate_paper': (of) => ({ params: certificate(of), query: { from: 'https://liren.example' } }),
  'neighbours.certificate_verify': () => ({ params: { code: '00000-00000' } }),
  'neighbours.my_hours': () => ({}),
  'neighbours.my_certificates': () => ({}),
  'neighbours.hours_object': () => ({ body: { words: '' } }),
  'neighbours.minutes_spend': () => ({ body: { pairingId: newId(), minutes: 0 } }),
  'neighbours.certificate_ask': () => ({ body: { documentKind: 'none' } }),
}
