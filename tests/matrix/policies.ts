import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

//                any res cen bui com gri com str dep fir sup adm
const reading = ' 401 403 403 403 403 200 200 200 200 403 200 200'
const unknown = ' 401 403 403 403 403 404 404 404 404 403 404 404'
const ofFirms = ' 401 403 403 403 403 200 200 200 200 403 200 403'
const noFirms = ' 401 403 403 403 403 404 404 404 404 403 404 403'
const noWriter = '401 403 403 403 403 403 404 404 404 403 403 404'
const noPusher = '401 403 403 403 403 403 404 404 403 403 403 403'
const ofFirmRow: Row = {
  near: '401 403 403 403 403 200 200 200 200 403 200 403',
  far: ' 401 403 403 403 403 404 404 404 200 403 200 403',
  foreign: '401 403 403 403 403 404 404 404 404 403 404 403',
}
const nobody = '  401 404 404 404 404 404 404 404 404 404 404 404'

/** What each role meets at the endpoints of module policies; the columns are those of `expectations.ts`. */
export const policiesRows: Readonly<Record<string, Row>> = {
  'policies.dictionary': reading,
  'policies.list': reading,
  'policies.get': { near: reading, far: reading, foreign: unknown },
  // Rules that are wrong: 400. The water department writes for its own office, wherever that is. Elsewhere the code is free.
  'policies.save_draft': {
    near: '    401 403 403 403 403 403 400 400 400 403 403 400',
    far: '     401 403 403 403 403 403 403 403 400 403 403 400',
    foreign: ' 401 403 403 403 403 403 400 400 400 403 403 400',
  },
  'policies.try': '401 403 403 403 403 403 400 400 400 403 403 400',
  // In force already: 409.
  'policies.publish': {
    near: '401 403 403 403 403 403 409 409 409 403 403 409',
    far: ' 401 403 403 403 403 403 403 403 409 403 403 409',
    foreign: noWriter,
  },
  // A draft, which is not in force: 409, and does not exist for who may not write it.
  'policies.withdraw': {
    near: '401 403 403 403 403 403 409 409 409 403 403 409',
    far: ' 401 403 403 403 403 403 404 404 409 403 403 409',
    foreign: noWriter,
  },
  'policies.evaluate': {
    near: '401 403 403 403 403 403 409 409 409 403 403 409',
    far: ' 401 403 403 403 403 403 404 404 409 403 403 409',
    foreign: noWriter,
  },
  'policies.cancel_evaluation': {
    near: '401 403 403 403 403 403 200 200 200 403 403 200',
    far: ' 401 403 403 403 403 403 403 403 200 403 403 200',
    foreign: noWriter,
  },
  'policies.candidates': { near: ofFirms, far: ofFirms, foreign: noFirms },
  'policies.export_candidates': { near: ofFirms, far: ofFirms, foreign: noFirms },
  'policies.direct': ofFirms,
  'policies.of_firm': ofFirmRow,
  'policies.try_answer': ofFirmRow,
  // Minus one person: 400 for who keeps the register.
  'policies.answer': {
    near: '401 403 403 403 403 400 400 400 403 403 403 403',
    far: ' 401 403 403 403 403 404 404 404 403 403 403 403',
    foreign: '401 403 403 403 403 404 404 404 403 403 403 403',
  },
  'policies.preview_push': {
    near: '401 403 403 403 403 403 200 200 403 403 403 403',
    far: noPusher,
    foreign: noPusher,
  },
  // It was pushed before: nothing happens.
  'policies.push': {
    near: '401 403 403 403 403 403 200 200 403 403 403 403',
    far: noPusher,
    foreign: noPusher,
  },
  'policies.pushes': ofFirms,
  'policies.export_pushes': ofFirms,
  // Granted without a sum: 400.
  'policies.mark_push': {
    near: '401 403 403 403 403 403 400 400 400 403 403 403',
    far: ' 401 403 403 403 403 403 404 404 400 403 403 403',
    foreign: '401 403 403 403 403 403 404 404 404 403 403 403',
  },
  // For whoever speaks for the firm: nobody here does, so there is no such firm.
  'policies.my_firm': { near: nobody, far: nobody, foreign: nobody },
  'policies.try_my_answer': { near: nobody, far: nobody, foreign: nobody },
  'policies.give_my_answer': { near: nobody, far: nobody, foreign: nobody },
  'policies.mark_my_push': { near: nobody, far: nobody, foreign: nobody },
}

/** A request to each of them. */
export const policiesRequests: Requests = {
  'policies.dictionary': () => ({}),
  'policies.list': () => ({}),
  'policies.get': (of) => ({ params: { code: of.policy } }),
  'policies.save_draft': (of) => ({ params: { code: of.policy }, body: { spec: {} } }),
  'policies.try': () => ({ body: { spec: {} } }),
  'policies.publish': (of) => ({ params: { code: of.policy, version: 1 } }),
  'policies.withdraw': (of) => ({ params: { code: of.policyDraft }, body: { why: '不再施行' } }),
  'policies.evaluate': (of) => ({ params: { code: of.policyDraft } }),
  'policies.cancel_evaluation': (of) => ({ params: { code: of.policy } }),
  'policies.candidates': (of) => ({ params: { code: of.policy } }),
  'policies.export_candidates': (of) => ({ params: { code: of.policy } }),
  'policies.direct': () => ({}),
  'policies.of_firm': (of) => ({ params: { firmId: of.policyFirm } }),
  'policies.try_answer': (of) => ({ params: { firmId: of.policyFirm }, body: { key: 'staff', value: 11 } }),
  'policies.answer': (of) => ({ params: { firmId: of.policyFirm }, body: { key: 'staff', value: -1 } }),
  'policies.preview_push': (of) => ({ params: { code: of.policy, firmId: of.policyFirm } }),
  'policies.push': (of) => ({ params: { code: of.policy }, body: { firmIds: [of.policyFirm] } }),
  'policies.pushes': () => ({}),
  'policies.export_pushes': () => ({}),
  'policies.mark_push': (of) => ({ params: { pushId: of.policyPush }, body: { step: 'granted' } }),
  'policies.my_firm': (of) => ({ params: { firmId: of.policyFirm } }),
  'policies.try_my_answer': (of) => ({ params: { firmId: of.policyFirm }, body: { key: 'staff', value: 11 } }),
  'policies.give_my_answer': (of) => ({ params: { firmId: of.policyFirm }, body: { key: 'staff', value: 11 } }),
  'policies.mark_my_push': (of) => ({
    params: { firmId: of.policyFirm, pushId: of.policyPush },
    body: { step: 'read' },
  }),
}
