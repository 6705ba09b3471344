import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import { count, PlaceShape, PostShape, pointId, roundId, routeId, words } from './contract-parts.ts'
import { PointRow } from './points-contract.ts'
import { rhythms, roundMarks } from './rhythm.ts'

export const RoundRow = Type.Object({
  id: roundId,
  route: Type.Object({ id: routeId, name: Type.String() }),
  rhythm: Type.Enum(rhythms),
  holder: PostShape,
  fromOn: Day,
  untilOn: Day,
  dueAt: Instant,
  doneAt: nullable(Instant),
  mark: Type.Enum(roundMarks),
  points: count,
  checked: count,
  skipped: count,
  found: count,
})
export type RoundRow = Static<typeof RoundRow>

export const roundShows = ['all', 'due', 'overdue', 'finished', 'missed'] as const
export type RoundShow = (typeof roundShows)[number]
export const listRounds = endpoint({
  id: 'safety.rounds',
  method: 'GET',
  path: '/api/safety/rounds',
  summary: { zh: '巡查记录', en: 'Rounds' },
  query: Type.Object({
    ...PageQuery,
    placeId: Type.Optional(idSchema<'place'>()),
    routeId: Type.Optional(routeId),
    show: Type.Optional(Type.Enum(roundShows)),
    /** When it was done; of those that were missed or are open: when they were due. */
    from: Type.Optional(Day),
    to: Type.Optional(Day),
  }),
  response: pageOf(RoundRow),
})

export const RouteRow = Type.Object({
  id: routeId,
  name: Type.String(),
  place: PlaceShape,
  rhythm: Type.Enum(rhythms),
  holder: PostShape,
  points: count,
  toOn: nullable(Day),
  /** The round that is on. */
  round: nullable(RoundRow),
  /** Of the rounds whose period ended in the last 12 months: how many were done in time, of how many. */
  inTime: count,
  ended: count,
})
export type RouteRow = Static<typeof RouteRow>

export const listRoutes = endpoint({
  id: 'safety.routes',
  method: 'GET',
  path: '/api/safety/routes',
  summary: { zh: '巡查路线', en: 'Routes' },
  query: Type.Object({
    ...PageQuery,
    placeId: Type.Optional(idSchema<'place'>()),
    ended: Type.Optional(Type.Boolean()),
  }),
  response: pageOf(RouteRow),
})

const RouteBody = {
  name: words(60),
  rhythm: Type.Enum(rhythms),
  holderPostId: idSchema<'post'>(),
  pointIds: Type.Array(pointId, { minItems: 1, maxItems: 60, uniqueItems: true }),
}

export const AddRouteBody = Type.Object({
  id: Type.Optional(routeId),
  /** A community, a compound or a building: all its points lie below it. */
  placeId: idSchema<'place'>(),
  ...RouteBody,
})
export type AddRouteBody = Static<typeof AddRouteBody>

export const addRoute = endpoint({
  id: 'safety.add_route',
  method: 'POST',
  path: '/api/safety/routes',
  summary: { zh: '设置路线', en: 'Set up a route' },
  body: AddRouteBody,
  response: Type.Object({ id: routeId }),
})

const atRoute = { params: Type.Object({ routeId }) }

export const getRoute = endpoint({
  id: 'safety.route',
  method: 'GET',
  path: '/api/safety/routes/:routeId',
  summary: { zh: '一条路线', en: 'One route' },
  ...atRoute,
  response: Type.Object({
    ...RouteRow.properties,
    stops: Type.Array(PointRow),
    endedWhy: nullable(Type.String()),
    mayKeep: Type.Boolean(),
  }),
})
export type RouteView = Static<typeof getRoute.response>

export const ChangeRouteBody = Type.Object({
  name: Type.Optional(RouteBody.name),
  holderPostId: Type.Optional(RouteBody.holderPostId),
  pointIds: Type.Optional(RouteBody.pointIds),
})
export type ChangeRouteBody = Static<typeof ChangeRouteBody>

/** Points that are changed count from the next round on. */
export const changeRoute = endpoint({
  id: 'safety.change_route',
  method: 'POST',
  path: '/api/safety/routes/:routeId/change',
  summary: { zh: '修改路线', en: 'Change a route' },
  ...atRoute,
  body: ChangeRouteBody,
  response: Done,
})

export const endRoute = endpoint({
  id: 'safety.end_route',
  method: 'POST',
  path: '/api/safety/routes/:routeId/end',
  summary: { zh: '停用路线', en: 'End a route' },
  ...atRoute,
  body: Type.Object({ why: words(300) }),
  response: Done,
})

/** The same points in the order of the shortest walk that was found. Nothing is written. */
export const orderPoints = endpoint({
  id: 'safety.order_points',
  method: 'POST',
  path: '/api/safety/routes/order',
  summary: { zh: '按最短步行排序', en: 'Points in the order of the shortest walk' },
  body: Type.Object({ pointIds: RouteBody.pointIds }),
  response: Type.Object({ pointIds: Type.Array(pointId), metres: count }),
})
