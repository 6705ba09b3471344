import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const answerer = '401 403 403 403 403 403 404 404 404 403 404 '
const everybodyIn = '401 200 200 200 200 200 200 200 200 200 200 200'
const audited = ' 401 403 403 403 403 403 403 403 403 403 403 '

/** What each role meets at the endpoints of module privacy. Requests are answered by the administrator's post. */
export const privacyRows: Readonly<Record<string, Row>> = {
  'privacy.mine': everybodyIn,
  'privacy.copy': everybodyIn,
  // Without words.
  'privacy.ask': ' 401 400 400 400 400 400 400 400 400 400 400 400',
  'privacy.withdraw': '401 404 404 404 404 404 404 404 404 404 404 404',
  'privacy.requests': '401 403 403 403 403 403 200 200 200 403 200 200',
  'privacy.request': { near: `${answerer}200`, far: `${answerer}200`, foreign: `${answerer}404` },
  // Refused without a ground.
  'privacy.answer': { near: `${answerer}400`, far: `${answerer}400`, foreign: `${answerer}404` },
  'privacy.settings': `${audited}200`,
  // A post that is none.
  'privacy.save_settings': `${audited}400`,
  'privacy.retention': `${audited}200`,
  // A kind that is none, a matter that is none, a hold that is none.
  'privacy.save_rule': `${audited}404`,
  'privacy.set_hold': `${audited}400`,
  'privacy.lift_hold': `${audited}404`,
}

/** A request to each of them. */
export const privacyRequests: Requests = {
  'privacy.mine': () => ({}),
  'privacy.copy': () => ({ query: { form: 'json' } }),
  'privacy.ask': () => ({ body: { kind: 'erase', words: ' ' } }),
  'privacy.withdraw': () => ({ params: { requestId: newId() }, body: {} }),
  'privacy.requests': () => ({}),
  'privacy.request': (of) => ({ params: of.privacy }),
  'privacy.answer': (of) => ({ params: of.privacy, body: { outcome: 'refused', words: 'Not ours' } }),
  'privacy.settings': () => ({}),
  'privacy.retention': () => ({}),
  'privacy.save_rule': () => ({ body: { code: 'no.such', keepDays: 400, fromOn: '2030-01-01', why: 'Shorter' } }),
  'privacy.set_hold': () => ({ body: { number: 'none', why: 'A lawsuit' } }),
  'privacy.lift_hold': () => ({ params: { holdId: newId() }, body: { why: 'Over' } }),
  'privacy.save_settings': () => ({
    body: {
      holderPostId: newId(),
      answerWorkdays: 15,
    },
  }),
}
