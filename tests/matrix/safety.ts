import { newId } from '../../kernel/contract/ids.ts'
import type { Row } from './expectations.ts'
import type { Requests } from './requests.ts'

// The columns are those of `expectations.ts`:
//                any res cen bui com gri com str dep fir sup adm
const readers = ' 401 403 200 200 200 200 200 200 200 200 200 403'
const walkers = ' 401 403 200 200 200 200 200 200 200 200 403 403'
const invalid = ' 400 400 400 400 400 400 400 400 400 400 400 400'

/** For who keeps points, routes and campaigns; `near` is what community and street meet. */
const keeping = (near: number): Row => ({
  near: `   401 403 403 403 403 403 ${near} ${near} 403 403 403 403`,
  far: '     401 403 403 403 403 403 404 404 403 403 403 403',
  foreign: ' 401 403 403 403 403 403 404 404 403 403 403 403',
})

/** What lies in building 111: its lead, its compound, its grid, its community and street, the supervisor. */
const atBuilding: Row = {
  near: '    401 403 404 200 200 200 200 200 404 404 200 403',
  far: '     401 403 404 404 404 404 404 404 404 404 200 403',
  foreign: ' 401 403 404 404 404 404 404 404 404 404 404 403',
}
/** What lies in the compound. */
const atCompound: Row = {
  near: '    401 403 404 404 200 200 200 200 404 404 200 403',
  far: '     401 403 404 404 404 404 404 404 404 404 200 403',
  foreign: ' 401 403 404 404 404 404 404 404 404 404 404 403',
}
/** A campaign of the community, seen by whoever works in it or above it. */
const atCampaign = (supervisor: number): Row => ({
  near: `   401 403 404 200 200 200 200 200 404 404 ${supervisor} 403`,
  far: `    401 403 404 404 404 404 404 404 404 404 ${supervisor} 403`,
  foreign: ` 401 403 404 404 404 404 404 404 404 404 ${supervisor === 403 ? 403 : 404} 403`,
})

/** What each role meets at the endpoints of module safety. The route is walked by the grid worker. */
export const safetyRows: Readonly<Record<string, Row>> = {
  'safety.figures': readers,
  'safety.points': readers,
  'safety.routes': readers,
  'safety.rounds': readers,
  'safety.findings': readers,
  'safety.export_findings': readers,
  'safety.checklists': readers,
  'safety.campaigns': readers,
  'safety.my_rounds': walkers,
  'safety.point': atBuilding,
  'safety.route': atCompound,
  'safety.campaign': atCampaign(200),
  'safety.doors': atCampaign(403),
  // A version that follows none.
  'safety.save_checklist': '401 403 403 403 403 403 403 409 403 403 403 403',
  // An id that is taken.
  'safety.add_point': keeping(409),
  'safety.add_route': keeping(409),
  'safety.plan_campaign': keeping(409),
  'safety.change_point': keeping(200),
  'safety.change_route': keeping(200),
  'safety.change_campaign': keeping(200),
  'safety.order_points': keeping(200),
  // Without a reason.
  'safety.retire_point': '401 403 403 403 403 403 400 400 403 403 403 403',
  'safety.end_route': '401 403 403 403 403 403 400 400 403 403 403 403',
  // A point that was checked already.
  'safety.check': {
    near: '    401 403 404 404 403 409 409 409 404 404 403 403',
    far: '     401 403 404 404 404 404 404 404 404 404 403 403',
    foreign: ' 401 403 404 404 404 404 404 404 404 404 403 403',
  },
  // While its matter is open.
  'safety.recheck': {
    near: '    401 403 404 409 409 409 409 409 404 404 403 403',
    far: '     401 403 404 404 404 404 404 404 404 404 403 403',
    foreign: ' 401 403 404 404 404 404 404 404 404 404 403 403',
  },
  'safety.at': {
    near: '    200 200 200 200 200 200 200 200 200 200 200 200',
    far: '     200 200 200 200 200 200 200 200 200 200 200 200',
    foreign: ' 404 404 404 404 404 404 404 404 404 404 404 404',
  },
  // Words that are empty.
  'safety.report_hazard': invalid,
  'safety.send_notice': '401 403 403 403 403 403 400 400 403 403 403 403',
  // A room that is none.
  'safety.tick': '401 403 404 404 404 404 404 404 404 404 403 403',
}

/** A request to each of them. */
export const safetyRequests: Requests = {
  'safety.figures': () => ({}),
  'safety.points': () => ({}),
  'safety.routes': () => ({}),
  'safety.rounds': () => ({}),
  'safety.findings': () => ({}),
  'safety.export_findings': () => ({}),
  'safety.checklists': () => ({}),
  'safety.campaigns': () => ({}),
  'safety.my_rounds': () => ({}),
  'safety.point': (of) => ({ params: of.safety }),
  'safety.route': (of) => ({ params: of.safety }),
  'safety.campaign': (of) => ({ params: of.safety }),
  'safety.doors': (of) => ({ params: of.safety }),
  'safety.save_checklist': () => ({
    params: { code: 'lift' },
    body: {
      ...{ after: 7, source: '规定' },
      items: [
        {
          ...{ code: 'label', question: { zh: '问', en: 'q' }, judge: { zh: '看', en: 'j' } },
          ...{ category: '010302', level: 'ordinary', days: 1 },
        },
      ],
    },
  }),
  'safety.add_point': ({ safety: { pointId: id, buildingId: placeId } }) => ({
    body: { id, kind: 'exit', name: '出口', placeId },
  }),
  'safety.add_route': ({ safety: { routeId: id, compoundId: placeId, pointId, holderPostId } }) => ({
    body: { id, name: '线', placeId, rhythm: 'week', pointIds: [pointId], holderPostId },
  }),
  'safety.plan_campaign': ({ safety: { campaignId: id, compoundId } }) => ({
    body: {
      ...{ id, title: '防火', topic: 'fire', addressed: [compoundId], fromOn: '2026-11-23', toOn: '2026-12-31' },
      channels: ['door'],
    },
  }),
  'safety.change_point': (of) => ({ params: of.safety, body: {} }),
  'safety.change_route': (of) => ({ params: of.safety, body: {} }),
  'safety.change_campaign': (of) => ({ params: of.safety, body: {} }),
  'safety.order_points': ({ safety: { pointId } }) => ({ body: { pointIds: [pointId] } }),
  'safety.retire_point': (of) => ({ params: of.safety, body: { why: '' } }),
  'safety.end_route': (of) => ({ params: of.safety, body: { why: '' } }),
  'safety.check': (of) => ({ params: of.safety, body: { pointId: of.safety.pointId, skippedWhy: '锁着' } }),
  'safety.recheck': (of) => ({ params: of.safety, body: { fine: true } }),
  'safety.at': (of) => ({ params: of.safety }),
  'safety.report_hazard': (of) => ({ params: of.safety, body: { words: '' } }),
  'safety.send_notice': (of) => ({ params: of.safety, body: { words: '' } }),
  'safety.tick': (of) => ({ params: of.safety, body: { roomId: newId(), how: 'door' } }),
}
