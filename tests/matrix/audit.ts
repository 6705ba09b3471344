import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//               any res cen bui com gri com str dep fir sup adm
const watched = '401 403 403 403 403 403 403 403 403 403 200 200'
const setters = '401 403 403 403 403 403 403 403 403 403 403 '

/** What each role meets at the endpoints of module audit. A department that is no office of discipline inspection: 403. */
export const auditRows: Readonly<Record<string, Row>> = {
  'audit.list': watched,
  'audit.areas': watched,
  'audit.settings': `${setters}200`,
  // A limit of none.
  'audit.save_settings': `${setters}400`,
}

/** A request to each of them. */
export const auditRequests: Requests = {
  'audit.list': () => ({}),
  'audit.areas': () => ({}),
  'audit.settings': () => ({}),
  'audit.save_settings': () => ({ body: { reveals: 0, exports: 1, accounts: 2, newDevice: true } }),
}
