import { newId } from '../../kernel/contract/ids.ts'
import { defaultRules } from '../../modules/visits/defaults/rules.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

//               any res cen bui com gri com str dep fir sup adm
const readers = '401 403 200 200 200 200 200 200 200 200 200 403'
const workers = '401 403 200 200 200 200 200 200 200 200 403 403'
const offices = '401 403 403 403 403 403 200 200 403 403 403 403'
const nobodys = '401 403 404 404 404 404 404 404 404 404 403 403'

/** What each role meets at the endpoints of module visits; the columns are those of `expectations.ts`. */
export const visitsRows: Readonly<Record<string, Row>> = {
  'visits.dues': readers,
  'visits.export_dues': readers,
  // Who neither answers for the place nor holds it does not see it.
  'visits.due': {
    near: '    401 403 404 404 404 200 200 200 404 404 200 403',
    far: '     401 403 404 404 404 404 404 404 404 404 200 403',
    foreign: ' 401 403 404 404 404 404 404 404 404 404 404 403',
  },
  // One that is recorded already: 409 says that one may.
  'visits.record': {
    near: '    401 403 404 404 404 409 409 409 404 404 403 403',
    far: nobodys,
    foreign: nobodys,
  },
  'visits.drop': {
    near: '    401 403 404 404 404 403 409 409 404 404 403 403',
    far: nobodys,
    foreign: nobodys,
  },
  // Somebody of a household: who is to visit it, and its community.
  'visits.reveal': {
    near: '    401 403 404 404 404 200 200 403 404 404 403 403',
    far: nobodys,
    foreign: nobodys,
  },
  'visits.week': workers,
  'visits.plan_week': workers,
  'visits.plan_office_week': offices,
  'visits.office_week': offices,
  'visits.cancel_office_week': offices,
  // Only what one's own post holds.
  'visits.move': {
    near: '    401 403 404 404 404 403 409 403 404 404 403 403',
    far: nobodys,
    foreign: nobodys,
  },
  // The place is public; what is counted in it is one's own area.
  'visits.coverage': {
    near: readers,
    far: readers,
    foreign: ' 401 403 404 404 404 404 404 404 404 404 404 403',
  },
  'visits.rules': '        401 403 200 200 200 200 200 200 200 200 200 200',
  // From a day that is over: 422.
  'visits.save_rule': '    401 403 403 403 403 403 403 403 403 403 403 422',
  'visits.save_settings': '401 403 403 403 403 403 403 403 403 403 403 200',
}

/** A request to each of them. */
export const visitsRequests: Requests = {
  'visits.dues': () => ({}),
  'visits.export_dues': () => ({}),
  'visits.due': (of) => ({ params: { dueId: of.due } }),
  'visits.record': (of) => ({
    params: { dueId: of.due },
    body: { visitId: newId(), method: 'call', reached: true },
  }),
  'visits.drop': (of) => ({ params: { dueId: of.due }, body: { reason: 'not_needed', words: '已经登记过了' } }),
  'visits.reveal': ({ household: { dueId } }) => ({
    params: { dueId, contactId: 'contact' },
    body: { reason: '按计划电话回访' },
  }),
  'visits.week': () => ({}),
  'visits.plan_week': () => ({ body: {} }),
  'visits.plan_office_week': () => ({ body: {} }),
  'visits.office_week': () => ({}),
  'visits.cancel_office_week': () => ({ body: {} }),
  'visits.move': (of) => ({ params: { dueId: of.due }, body: { day: '2026-12-01' } }),
  'visits.coverage': (of) => ({ query: { placeId: of.community } }),
  'visits.rules': () => ({}),
  'visits.save_rule': () => ({
    params: { code: 'new_firm' },
    body: { spec: defaultRules[0]?.spec, validFrom: '2026-01-01T00:00:00Z' },
  }),
  'visits.save_settings': () => ({ body: { mergeDays: 10, perQuarter: 4, callsADay: 12, visitsADay: 5 } }),
}
