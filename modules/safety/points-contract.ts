import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import { ChecklistView } from './checklists-contract.ts'
import { count, KindSchema, Named, PlaceShape, pointId, words } from './contract-parts.ts'
import { FindingRow } from './findings-contract.ts'

export const PointRow = Type.Object({
  id: pointId,
  code: Type.String(),
  kind: KindSchema,
  name: Type.String(),
  place: PlaceShape,
  compound: PlaceShape,
  lng: Type.Number(),
  lat: Type.Number(),
  lastCheckedAt: nullable(Instant),
  toOn: nullable(Day),
  /** Live routes that come by. */
  routes: count,
  /** Hazards that are not crossed off. */
  hazards: count,
})
export type PointRow = Static<typeof PointRow>

export const pointShows = ['live', 'hazard', 'unrouted', 'retired'] as const
const PointFilter = {
  q: Type.Optional(Type.String({ maxLength: 60 })),
  kind: Type.Optional(Type.Array(KindSchema)),
  placeId: Type.Optional(idSchema<'place'>()),
  show: Type.Optional(Type.Enum(pointShows)),
}

export const listPoints = endpoint({
  id: 'safety.points',
  method: 'GET',
  path: '/api/safety/points',
  summary: { zh: '巡查点位', en: 'Points' },
  query: Type.Object({ ...PageQuery, ...PointFilter }),
  response: pageOf(PointRow),
})

const spot = {
  lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
  lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
}

export const AddPointBody = Type.Object({
  id: Type.Optional(pointId),
  kind: KindSchema,
  name: words(60),
  /** A compound or a building. */
  placeId: idSchema<'place'>(),
  ...spot,
})
export type AddPointBody = Static<typeof AddPointBody>

export const addPoint = endpoint({
  id: 'safety.add_point',
  method: 'POST',
  path: '/api/safety/points',
  summary: { zh: '登记点位', en: 'Register a point' },
  body: AddPointBody,
  response: Type.Object({ id: pointId, code: Type.String() }),
})

const atPointId = { params: Type.Object({ pointId }) }

export const changePoint = endpoint({
  id: 'safety.change_point',
  method: 'POST',
  path: '/api/safety/points/:pointId/change',
  summary: { zh: '修改点位', en: 'Change a point' },
  ...atPointId,
  body: Type.Object({ name: Type.Optional(words(60)), ...spot }),
  response: Done,
})

export const retirePoint = endpoint({
  id: 'safety.retire_point',
  method: 'POST',
  path: '/api/safety/points/:pointId/retire',
  summary: { zh: '停用点位', en: 'Take a point out of the routes' },
  ...atPointId,
  body: Type.Object({ why: words(300) }),
  response: Done,
})

const CheckView = Type.Object({
  at: Instant,
  outcome: Type.Enum(['fine', 'found', 'skipped']),
  how: nullable(Type.Enum(['scan', 'typed'])),
  skippedWhy: nullable(Type.String()),
  by: Named,
  route: Type.String(),
})

export const PointView = Type.Object({
  ...PointRow.properties,
  retiredWhy: nullable(Type.String()),
  checklist: ChecklistView,
  checks: Type.Array(CheckView),
  findings: Type.Array(FindingRow),
  mayKeep: Type.Boolean(),
})
export type PointView = Static<typeof PointView>

export const getPoint = endpoint({
  id: 'safety.point',
  method: 'GET',
  path: '/api/safety/points/:pointId',
  summary: { zh: '一处点位', en: 'One point' },
  ...atPointId,
  response: PointView,
})
