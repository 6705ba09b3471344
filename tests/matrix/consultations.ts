import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                   any res cen bui com gri com str dep fir sup adm
const readers = '    401 403 403 403 403 200 200 200 403 403 200 403'
/** Their own places': far ones are not found; the supervisor sees the whole district. */
const readersFar = ' 401 403 403 403 403 404 404 404 403 403 200 403'
const noReader = '   401 403 403 403 403 404 404 404 403 403 404 403'
const askers = '     401 403 403 403 403 403 400 400 403 403 403 403'
const noAsker = '    401 403 403 403 403 403 404 404 403 403 403 403'
const anybody = '    200 200 200 200 200 200 200 200 200 200 200 200'
const nobody = '     404 404 404 404 404 404 404 404 404 404 404 404'
/** A statement that is not there. */
const everybodys = { near: nobody, far: nobody, foreign: nobody }
const doors = { near: anybody, far: anybody, foreign: nobody }
const reading = { near: readers, far: readersFar, foreign: noReader }
/** Refused for what is said where one may. */
const asking = { near: askers, far: noAsker, foreign: noAsker }

/** What each role meets at the endpoints of module consultations; the columns are those of `expectations.ts`. */
export const consultationsRows: Readonly<Record<string, Row>> = {
  'consultations.list': readers,
  'consultations.get': reading,
  'consultations.export': reading,
  // It is not over.
  'consultations.export_votes': {
    near: '401 403 403 403 403 403 422 422 403 403 403 403',
    far: noAsker,
    foreign: noAsker,
  },
  'consultations.open': '401 200 200 200 200 200 200 200 200 200 200 200',
  // Days that cannot be: 400 says that one may.
  'consultations.plan': asking,
  'consultations.change': {
    near: '401 403 403 403 403 403 409 409 403 403 403 403',
    far: noAsker,
    foreign: noAsker,
  },
  // It is open already.
  'consultations.step': {
    near: '401 403 403 403 403 403 409 409 403 403 403 403',
    far: noAsker,
    foreign: noAsker,
  },
  // The words are there already.
  'consultations.add_statement': {
    near: '401 403 403 403 403 403 409 409 403 403 403 403',
    far: noAsker,
    foreign: noAsker,
  },
  // Without a reason.
  'consultations.moderate': asking,
  // It is not closed.
  'consultations.answer': {
    near: '401 403 403 403 403 403 409 409 403 403 403 403',
    far: noAsker,
    foreign: noAsker,
  },
  'consultations.door': doors,
  'consultations.vote': everybodys,
  'consultations.own_votes': doors,
  'consultations.say': '400 400 400 400 400 400 400 400 400 400 400 400',
  'consultations.result': doors,
}

const nothing = () => ({})
const one = (of: { consultation: string }) => ({ params: { consultationId: of.consultation } })
const statement = (of: { consultation: string }) => ({ params: { consultationId: of.consultation, number: '0' } })
const door = (of: { consultationCode: string }) => ({ params: { code: of.consultationCode } })
const days = { title: '公共空间怎么用', words: '', fromOn: '2026-12-01', untilOn: '2026-12-21', moderation: 'before' }

/** A request to each of them. */
export const consultationsRequests: Requests = {
  'consultations.list': nothing,
  'consultations.get': one,
  'consultations.export': one,
  'consultations.export_votes': one,
  'consultations.open': nothing,
  'consultations.plan': (of) => ({
    body: { ...days, id: newId(), placeId: of.place, untilOn: '2026-01-01', statements: [] },
  }),
  'consultations.change': (of) => ({ ...one(of), body: days }),
  'consultations.step': (of) => ({ ...one(of), body: { step: 'open' } }),
  'consultations.add_statement': (of) => ({ ...one(of), body: { words: 'Bikes may stand in the yard' } }),
  'consultations.moderate': (of) => ({ ...statement(of), body: { action: 'hide' } }),
  'consultations.answer': (of) => ({ ...statement(of), body: { words: '已经了解' } }),
  'consultations.door': door,
  'consultations.vote': (of) => ({ ...door(of), body: { number: 99, choice: 'agree' } }),
  'consultations.own_votes': door,
  'consultations.say': (of) => ({ ...door(of), body: { words: '短'.repeat(141) } }),
  'consultations.result': door,
}
