import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//              any res cen bui com gri com str dep fir sup adm
const takers = '401 403 403 403 403 403 403 403 403 403 403 '

/** What each role meets at the endpoints of module takeouts. */
export const takeoutRows: Readonly<Record<string, Row>> = {
  'takeouts.list': `${takers}200`,
  'takeouts.ask': `${takers}200`,
  // Without a reason.
  'takeouts.ask_opened': `${takers}400`,
  'takeouts.drop': `${takers}404`,
  'takeouts.file': `${takers}404`,
}

const nobodys = () => ({ takeoutId: newId() })

/** A request to each of them. */
export const takeoutRequests: Requests = {
  'takeouts.list': () => ({}),
  'takeouts.ask': () => ({ body: { withFiles: false } }),
  'takeouts.ask_opened': () => ({ body: { withFiles: false, reason: ' ' } }),
  'takeouts.drop': () => ({ params: nobodys(), body: {} }),
  'takeouts.file': () => ({ params: nobodys() }),
}
