import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                 any res cen bui com gri com str dep fir sup adm
const administers = '401 403 403 403 403 403 403 403 403 403 403 200'
const absent = '     401 403 403 403 403 403 403 403 403 403 403 404'
const refused = '    401 403 403 403 403 403 403 403 403 403 403 422'

/** What each role meets at the endpoints of module letters. */
export const lettersRows: Readonly<Record<string, Row>> = {
  'letters.mailboxes': administers,
  // An address inside.
  'letters.make_mailbox': refused,
  'letters.change_mailbox': refused,
  'letters.pause_mailbox': absent,
  'letters.end_mailbox': absent,
  'letters.try_mailbox': administers,
  'letters.waiting': administers,
  'letters.file': absent,
  'letters.dismiss': absent,
}

const server = { host: '127.0.0.1', port: 993, security: 'tls', user: 'office', folder: 'INBOX' }
const mailbox = { ...server, name: '街道信箱', address: 'office@street.example', kind: 'demand', category: '' }
const noMailbox = () => ({ mailboxId: newId() })
const noLetter = () => ({ letterId: newId() })

/** A request to each of them. */
export const lettersRequests: Requests = {
  'letters.mailboxes': () => ({}),
  'letters.make_mailbox': (of) => ({ body: { ...mailbox, placeId: of.place, password: 'none' } }),
  'letters.change_mailbox': (of) => ({ params: noMailbox(), body: { ...mailbox, placeId: of.place } }),
  'letters.pause_mailbox': () => ({ params: noMailbox(), body: { paused: true } }),
  'letters.end_mailbox': () => ({ params: noMailbox() }),
  'letters.try_mailbox': () => ({ body: { ...server, password: 'none' } }),
  'letters.waiting': () => ({}),
  'letters.file': () => ({ params: noLetter(), body: {} }),
  'letters.dismiss': () => ({ params: noLetter(), body: {} }),
}
