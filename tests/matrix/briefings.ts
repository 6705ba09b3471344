import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

//                     any res cen bui com gri com str dep fir sup adm
const firmReaders = '  401 403 403 403 403 200 200 200 200 403 200 403'
// What lies beside one's posts is not there; departments and supervisors have theirs at the district.
const beside = '       401 403 403 403 403 404 404 404 200 403 200 403'
const foreign = '      401 403 403 403 403 404 404 404 404 403 404 403'
const ledger: Row = { near: firmReaders, far: beside, foreign }

const board: Row = {
  near: '    401 403 200 200 200 200 200 200 200 200 200 403',
  far: '     401 403 404 404 404 404 404 404 200 404 200 403',
  foreign: ' 401 403 404 404 404 404 404 404 404 404 404 403',
}

/** What each role meets at the ledgers of module briefings; the columns are those of `expectations.ts`. */
export const briefingsRows: Readonly<Record<string, Row>> = {
  'briefings.results': ledger,
  'briefings.export_results': ledger,
  'briefings.topics': board,
  'briefings.wall': board,
  'briefings.wall_topics': board,
  'briefings.monthly_sheet': board,
  'briefings.heat': board,
  'briefings.export_board': board,
  'briefings.links': board,
  'briefings.link_trends': board,
  'briefings.export_links': board,
  // One's own alone: the same for every side.
  'briefings.waiting': '401 403 200 200 200 200 200 200 200 200 200 200',
}

const november = { from: '2026-11-01', to: '2026-11-30' }

/** A request to each of them. */
export const briefingsRequests: Requests = {
  'briefings.results': (of) => ({ query: { ...november, placeId: of.community } }),
  'briefings.export_results': (of) => ({ query: { ...november, placeId: of.community } }),
  'briefings.export_board': (of) => ({ query: { from: '2026-11', to: '2026-11', placeId: of.community } }),
  'briefings.topics': (of) => ({ query: { placeId: of.community } }),
  'briefings.heat': (of) => ({ query: { ...november, placeId: of.community } }),
  'briefings.monthly_sheet': (of) => ({ query: { month: '2026-11', placeId: of.community } }),
  'briefings.wall': (of) => ({ query: { placeId: of.community } }),
  'briefings.wall_topics': (of) => ({ query: { placeId: of.community } }),
  'briefings.links': (of) => ({ query: { ...november, placeId: of.community } }),
  'briefings.link_trends': (of) => ({ query: { period: 'month', on: november.to, placeId: of.community } }),
  'briefings.export_links': (of) => ({ query: { ...november, placeId: of.community } }),
  'briefings.waiting': () => ({}),
}
