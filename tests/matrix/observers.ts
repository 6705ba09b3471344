import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

//                      any res cen bui com gri com str dep fir sup adm
const watchers = '      401 403 403 403 403 403 403 200 403 403 200 403'
const noTerm = '        401 403 403 403 403 403 403 404 403 403 404 403'
const noTermToKeep = '  401 403 403 403 403 403 403 404 403 403 403 403'
const inspectors = '    401 403 403 403 403 403 403 403 403 403 200 403'
const noSample = '      401 403 403 403 403 403 403 403 403 403 404 403'
// Nobody of the town holds a term of office.
const noObserver = '    401 403 403 403 403 403 403 403 403 403 403 403'

/** What each role meets at the endpoints of module observers; the columns are those of `expectations.ts`. */
export const observersRows: Readonly<Record<string, Row>> = {
  'observers.terms': watchers,
  // A term that ends before it begins: 400 says that one may.
  'observers.begin': {
    near: '    401 403 403 403 403 403 403 400 403 403 403 403',
    far: '     401 403 403 403 403 403 403 404 403 403 403 403',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 403',
  },
  'observers.save_rules': '401 403 403 403 403 403 403 200 403 403 403 403',
  'observers.term': noTerm,
  'observers.extend': noTermToKeep,
  'observers.end': noTermToKeep,
  'observers.link': noTermToKeep,
  'observers.my_terms': '   401 200 200 200 200 200 200 200 200 200 200 200',
  'observers.lead_units': noObserver,
  'observers.file_lead': noObserver,
  'observers.samples': inspectors,
  'observers.population': inspectors,
  // More than there are: 400.
  'observers.draw': '       401 403 403 403 403 403 403 403 403 403 400 403',
  'observers.sample': noSample,
  'observers.redraw': noSample,
  'observers.record_finding': noSample,
  'observers.reveal': noSample,
}

const nothing = () => ({})
const term = () => ({ params: { termId: newId() } })
const sample = () => ({ params: { sampleId: newId() } })

/** A request to each of them. */
export const observersRequests: Requests = {
  'observers.terms': nothing,
  'observers.begin': (of) => ({
    body: {
      name: '某人',
      phone: '10000009876',
      role: 'observer',
      letterNumber: newId(),
      origin: '某商会',
      placeId: of.community,
      fromOn: '2026-12-01',
      toOn: '2026-11-01',
    },
  }),
  'observers.save_rules': () => ({ body: { leadsPerQuarter: 1, warnDays: 30 } }),
  'observers.term': term,
  'observers.extend': () => ({ ...term(), body: { toOn: '2028-01-01', why: '续聘一年' } }),
  'observers.end': () => ({ ...term(), body: { why: '本人辞任' } }),
  'observers.link': term,
  'observers.my_terms': nothing,
  'observers.lead_units': nothing,
  'observers.file_lead': (of) => ({ body: { unitPostId: of.post, body: '办事窗口让企业跑了五趟' } }),
  'observers.samples': nothing,
  'observers.population': nothing,
  'observers.draw': () => ({ body: { name: '抽查', filter: {}, size: 500 } }),
  'observers.sample': sample,
  'observers.redraw': sample,
  'observers.record_finding': (of) => ({
    params: { sampleId: newId(), matterId: of.matter },
    body: { method: 'phone', reached: false },
  }),
  'observers.reveal': (of) => ({
    params: { sampleId: newId(), matterId: of.matter },
    body: { reason: '抽查回访' },
  }),
}
