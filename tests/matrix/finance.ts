import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

//                     any res cen bui com gri com str dep fir sup adm
const reading = '      401 403 403 403 403 200 200 200 200 403 200 403'
const signedIn = '     401 200 200 200 200 200 200 200 200 200 200 200'
// Nobody of the town speaks for the firm or the bank; whoever neither does nor sees its area finds nothing.
const nobody = '       401 404 404 404 404 404 404 404 404 404 404 404'
const published = '    401 404 404 404 404 200 200 200 200 404 200 404'

/** What each role meets at the endpoints of module finance; the columns are those of `expectations.ts`. */
export const financeRows: Readonly<Record<string, Row>> = {
  'finance.language': signedIn,
  'finance.partners': reading,
  // A partner already: 409.
  'finance.confirm_partner': {
    near: '    401 403 403 403 403 403 403 409 403 403 403 403',
    far: '     401 403 403 403 403 403 403 404 403 403 403 403',
    foreign: ' 401 403 403 403 403 403 403 404 403 403 403 403',
  },
  // None of that name.
  'finance.end_partner': '401 403 403 403 403 403 403 404 403 403 403 403',
  'finance.products': reading,
  // What is published is for all who read; nobody else.
  'finance.product': { near: published, far: published, foreign: nobody },
  // Rules that are wrong: 400.
  'finance.enter_product': {
    near: '    401 404 404 404 404 403 400 400 403 404 403 404',
    far: '     401 404 404 404 404 404 404 404 403 404 403 404',
    foreign: nobody,
  },
  'finance.save_product': {
    near: '    401 404 404 404 404 403 400 400 403 404 403 404',
    far: '     401 404 404 404 404 404 404 404 403 404 403 404',
    foreign: nobody,
  },
  // Published already: 409.
  'finance.publish_product': {
    near: '    401 404 404 404 404 403 409 409 403 404 403 404',
    far: '     401 404 404 404 404 404 404 404 403 404 403 404',
    foreign: nobody,
  },
  // Without a reason: 400 for everybody, before anything is looked at.
  'finance.withdraw_product': '401 400 400 400 400 400 400 400 400 400 400 400',
  'finance.product_wants': {
    near: reading,
    far: reading,
    foreign: ' 401 403 403 403 403 404 404 404 404 403 404 403',
  },
  'finance.wants': reading,
  'finance.export_wants': reading,
  'finance.figures': reading,
  // It is open already: the same one, nothing is added.
  'finance.raise_want': {
    near: '    401 404 404 404 404 200 200 200 403 404 403 404',
    far: '     401 404 404 404 404 404 404 404 403 404 403 404',
    foreign: nobody,
  },
  'finance.want': {
    near: '    401 404 404 404 404 200 200 200 200 404 200 404',
    far: '     401 404 404 404 404 404 404 404 200 404 200 404',
    foreign: nobody,
  },
  'finance.end_want': '401 400 400 400 400 400 400 400 400 400 400 400',
  // Without consent: 400.
  'finance.pass_on': {
    near: '    401 404 404 404 404 400 400 400 403 404 403 404',
    far: '     401 404 404 404 404 404 404 404 403 404 403 404',
    foreign: nobody,
  },
  'finance.take_back': '401 400 400 400 400 400 400 400 400 400 400 400',
  'finance.referral': {
    near: '    401 404 404 404 404 200 200 200 200 404 200 404',
    far: '     401 404 404 404 404 404 404 404 200 404 200 404',
    foreign: nobody,
  },
  // Drawn before it was approved: 409.
  'finance.answer': {
    near: '    401 404 404 404 404 409 409 409 403 404 403 404',
    far: '     401 404 404 404 404 404 404 404 403 404 403 404',
    foreign: nobody,
  },
  // The bank alone.
  'finance.reveal': {
    near: '    401 404 404 404 404 403 403 403 403 404 403 404',
    far: '     401 404 404 404 404 404 404 404 403 404 403 404',
    foreign: nobody,
  },
  'finance.my_finance': { near: nobody, far: nobody, foreign: nobody },
  'finance.my_products': { near: nobody, far: nobody, foreign: nobody },
}

/** A request to each of them. */
export const financeRequests: Requests = {
  'finance.language': () => ({}),
  'finance.partners': () => ({}),
  'finance.confirm_partner': (of) => ({ body: { firmId: of.bank, fromOn: '2026-01-01', why: '签约' } }),
  'finance.end_partner': () => ({ params: { partnerId: newId() }, body: { why: '到期' } }),
  'finance.products': () => ({}),
  'finance.product': (of) => ({ params: { productId: of.product } }),
  'finance.enter_product': (of) => ({ body: { partnerFirmId: of.bank, spec: {} } }),
  'finance.save_product': (of) => ({ params: { productId: of.product }, body: { spec: {} } }),
  'finance.publish_product': (of) => ({ params: { productId: of.product, version: 1 } }),
  'finance.withdraw_product': (of) => ({ params: { productId: of.product }, body: { why: '' } }),
  'finance.product_wants': (of) => ({ params: { productId: of.product } }),
  'finance.wants': () => ({}),
  'finance.export_wants': () => ({}),
  'finance.figures': () => ({}),
  'finance.raise_want': (of) => ({
    body: { firmId: of.financeFirm, amountFen: 100_000_000, months: 12, use: 'equipment' },
  }),
  'finance.want': (of) => ({ params: { wantId: of.want } }),
  'finance.end_want': (of) => ({ params: { wantId: of.want }, body: { reason: 'no reason' } }),
  'finance.pass_on': (of) => ({ params: { wantId: of.want }, body: { productId: of.product, consentVersion: 1 } }),
  'finance.take_back': (of) => ({ params: { referralId: of.referral }, body: { why: '' } }),
  'finance.referral': (of) => ({ params: { referralId: of.referral } }),
  'finance.answer': (of) => ({ params: { referralId: of.referral }, body: { step: 'drawn' } }),
  'finance.reveal': (of) => ({ params: { referralId: of.referral }, body: { reason: '约时间' } }),
  'finance.my_finance': (of) => ({ params: { firmId: of.financeFirm } }),
  'finance.my_products': (of) => ({ params: { firmId: of.bank } }),
}
