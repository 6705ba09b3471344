import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const readers = ' 401 403 403 403 403 200 200 200 200 403 200 403'
const goneFor = ' 401 403 403 403 403 404 404 404 404 403 404 403'
const writers = ' 401 403 403 403 403 200 200 200 403 403 403 403'
/** Let in, and refused for what is said. */
const invalid = ' 401 403 403 403 403 400 400 400 403 403 403 403'
const goneWrite = '401 403 403 403 403 404 404 404 403 403 403 403'
const offices = ' 401 403 403 403 403 403 200 200 403 403 403 403'
/** The far street: departments and supervisors of the district see it, nobody of street 1 does. */
const farRead = ' 401 403 403 403 403 404 404 404 200 403 200 403'

/** An import that does not exist for those who import. */
const noImport = '401 403 403 403 403 403 404 404 403 403 403 403'

/** Things of one place that are there for those of the near street. */
const here = { near: readers, far: farRead, foreign: goneFor }
const kept = { near: writers, far: goneWrite, foreign: goneWrite }
const judged = { near: invalid, far: goneWrite, foreign: goneWrite }
const nobodys = ' 401 404 404 404 404 404 404 404 404 404 404 404'
/** One that does not exist for anybody. */
const noneKept = goneWrite

/** What each role meets at the endpoints of module enterprises; the columns are those of `expectations.ts`. */
export const enterprisesRows: Readonly<Record<string, Row>> = {
  'enterprises.buildings': readers,
  // A place that is no building: 400 says that one may.
  'enterprises.record_building': {
    near: ' 401 403 403 403 403 404 400 400 403 403 403 403',
    far: goneWrite,
    foreign: goneWrite,
  },
  'enterprises.change_building': kept,
  // A floor that the building has not: 400.
  'enterprises.add_suites': judged,
  'enterprises.divide_suite': judged,
  'enterprises.join_suites': judged,
  'enterprises.change_suite': kept,
  'enterprises.plan': here,
  'enterprises.suite': here,
  'enterprises.vacancy': readers,
  'enterprises.suites': readers,
  'enterprises.expiring_leases': readers,
  'enterprises.moves': readers,

  'enterprises.firms': readers,
  'enterprises.export_firms': readers,
  'enterprises.firm': here,
  'enterprises.fact_history': here,
  // A code that does not check: 400.
  'enterprises.register_firm': judged,
  'enterprises.similar_firms': writers,
  'enterprises.correct_firm': kept,
  'enterprises.record_facts': judged,
  // Neither in nor out: 400.
  'enterprises.move': judged,
  'enterprises.call_off_move': noneKept,
  'enterprises.change_lease': kept,
  // On a day to come: 400.
  'enterprises.close_firm': judged,

  // A number that is none: 400.
  'enterprises.add_contact': judged,
  'enterprises.confirm_contact': noneKept,
  'enterprises.end_contact': noneKept,
  'enterprises.reveal_contact': {
    near: '    401 403 403 403 403 200 200 200 200 403 403 403',
    far: '     401 403 403 403 403 404 404 404 200 403 403 403',
    foreign: ' 401 403 403 403 403 404 404 404 404 403 403 403',
  },
  'enterprises.tags': readers,
  'enterprises.add_tag': {
    near: '    401 403 403 403 403 409 409 409 403 403 403 403',
    far: goneWrite,
    foreign: goneWrite,
  },
  'enterprises.end_tag': noneKept,
  // With itself: 400.
  'enterprises.merge_firms': ' 401 403 403 403 403 400 400 400 403 403 403 403',
  'enterprises.undo_merge': noneKept,

  'enterprises.import_template': offices,
  // Without a file: 400.
  'enterprises.upload_import': '401 403 403 403 403 403 400 400 403 403 403 403',
  'enterprises.imports': offices,
  'enterprises.import': noImport,
  'enterprises.preview_import': noImport,
  'enterprises.import_rows': noImport,
  'enterprises.import_returned': noImport,
  'enterprises.map_import': noImport,
  'enterprises.check_import': noImport,
  'enterprises.accept_import': noImport,
  'enterprises.cancel_import': noImport,
  'enterprises.undo_import': noImport,

  // A firm's own pages: none of the personas speaks for one.
  'enterprises.my_firms': '401 200 200 200 200 200 200 200 200 200 200 200',
  'enterprises.my_firm': nobodys,
  'enterprises.correct_my_firm': nobodys,
  'enterprises.propose_change': nobodys,
  'enterprises.raise_difficulty': nobodys,
  'enterprises.my_firm_matters': nobodys,
  'enterprises.take_difficulty': kept,
  // One who is not confirmed yet: 422.
  'enterprises.issue_contact_link': {
    near: ' 401 403 403 403 403 422 422 422 403 403 403 403',
    far: goneWrite,
    foreign: goneWrite,
  },
  'enterprises.revoke_contact_link': kept,
}

const none = { id: newId() }
const importId = () => ({ params: { importId: none.id } })
const aSuite = { floor: 99, number: '9999', areaCm2: 100, purpose: 'office' }

/** A request to each of them. */
export const enterprisesRequests: Requests = {
  'enterprises.buildings': () => ({}),
  'enterprises.record_building': (of) => ({ body: { placeId: of.community, floorsAbove: 2, purpose: 'office' } }),
  'enterprises.change_building': (of) => ({ params: { placeId: of.place }, body: { floorsBelow: 1 } }),
  'enterprises.add_suites': (of) => ({
    params: { placeId: of.place },
    body: { fromOn: '2026-11-01', suites: [aSuite] },
  }),
  'enterprises.divide_suite': (of) => ({
    params: { suiteId: of.suite },
    body: { on: '2026-11-20', parts: [{ number: 'A', areaCm2: 1, purpose: 'office' }] },
  }),
  'enterprises.join_suites': (of) => ({
    body: { on: '2026-11-20', suiteIds: [of.suite, of.suite], into: { number: 'A', areaCm2: 1, purpose: 'office' } },
  }),
  'enterprises.change_suite': (of) => ({ params: { suiteId: of.suite }, body: { rentFenMonthM2: 9000 } }),
  'enterprises.plan': (of) => ({ params: { placeId: of.place } }),
  'enterprises.suite': (of) => ({ params: { suiteId: of.suite } }),
  'enterprises.vacancy': (of) => ({ query: { placeId: of.community } }),
  'enterprises.suites': (of) => ({ query: { placeId: of.community } }),
  'enterprises.expiring_leases': () => ({}),
  'enterprises.moves': () => ({}),

  'enterprises.firms': () => ({}),
  'enterprises.export_firms': () => ({}),
  'enterprises.firm': (of) => ({ params: { firmId: of.firm } }),
  'enterprises.fact_history': (of) => ({ params: { firmId: of.firm, key: 'staff' } }),
  'enterprises.register_firm': (of) => ({ body: { name: '某公司', uscc: '12', placeId: of.place } }),
  'enterprises.similar_firms': () => ({ body: { name: '云岭软件' } }),
  'enterprises.correct_firm': (of) => ({ params: { firmId: of.firm }, body: { nameEn: 'Yunling' } }),
  'enterprises.record_facts': (of) => ({
    params: { firmId: of.firm },
    body: { facts: [{ key: 'industry', value: 'Z' }] },
  }),
  'enterprises.move': (of) => ({ params: { firmId: of.firm }, body: { on: '2026-11-20' } }),
  'enterprises.call_off_move': () => ({ params: { tenancyId: none.id } }),
  'enterprises.change_lease': (of) => ({ params: { tenancyId: of.tenancy }, body: { leaseUntil: '2028-12-31' } }),
  'enterprises.close_firm': (of) => ({
    params: { firmId: of.firm },
    body: { on: '2099-01-01', kind: 'left', why: '将来的事' },
  }),

  'enterprises.add_contact': (of) => ({
    params: { firmId: of.firm },
    body: { name: '张三', phone: 'no number', duty: '经理' },
  }),
  'enterprises.confirm_contact': () => ({ params: { contactId: none.id }, body: { how: '当面核对' } }),
  'enterprises.end_contact': () => ({ params: { contactId: none.id } }),
  'enterprises.reveal_contact': (of) => ({ params: { contactId: of.contact }, body: { reason: '电话回访' } }),
  'enterprises.tags': () => ({}),
  'enterprises.add_tag': (of) => ({ params: { firmId: of.firm }, body: { tag: '重点' } }),
  'enterprises.end_tag': (of) => ({ params: { firmId: of.firm, tagId: none.id } }),
  'enterprises.merge_firms': (of) => ({
    params: { firmId: of.firm },
    body: { goneId: of.firm, why: '同一家企业' },
  }),
  'enterprises.undo_merge': () => ({ params: { mergeId: none.id } }),

  'enterprises.import_template': () => ({ query: { kind: 'firms' } }),
  'enterprises.upload_import': () => ({ params: { kind: 'firms' } }),
  'enterprises.imports': () => ({}),
  'enterprises.import': importId,
  'enterprises.preview_import': importId,
  'enterprises.import_rows': importId,
  'enterprises.import_returned': importId,
  'enterprises.map_import': () => ({ ...importId(), body: { columns: {} } }),
  'enterprises.check_import': importId,
  'enterprises.accept_import': importId,
  'enterprises.cancel_import': importId,
  'enterprises.undo_import': importId,

  'enterprises.my_firms': () => ({}),
  'enterprises.my_firm': (of) => ({ params: { firmId: of.firm } }),
  'enterprises.correct_my_firm': (of) => ({ params: { firmId: of.firm }, body: { nameEn: 'Yunling' } }),
  'enterprises.propose_change': (of) => ({ params: { firmId: of.firm }, body: { name: '云岭科技', why: '改名' } }),
  'enterprises.raise_difficulty': (of) => ({ params: { firmId: of.firm }, body: { body: '楼里停车位不够用' } }),
  'enterprises.my_firm_matters': (of) => ({ params: { firmId: of.firm } }),
  'enterprises.take_difficulty': (of) => ({
    params: { firmId: of.firm },
    body: { body: '楼里停车位不够用', channel: 'phone' },
  }),
  'enterprises.issue_contact_link': (of) => ({ params: { contactId: of.contact } }),
  'enterprises.revoke_contact_link': (of) => ({ params: { contactId: of.contact } }),
}
