import { type Static, Type } from 'typebox'
import { endpoint } from '../../kernel/contract/endpoint.ts'
import { idSchema } from '../../kernel/contract/ids.ts'
import { count } from './contract-parts.ts'

export * from './checklists-contract.ts'
export { count, Named, PlaceShape, words } from './contract-parts.ts'
export type { FindingId, PointId, RoundId, RouteId } from './events.ts'
export * from './findings-contract.ts'
export * from './points-contract.ts'
export * from './rounds-contract.ts'
export * from './routes-contract.ts'

export const words = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '\\S' })
export const count = Type.Integer({ minimum: 0 })
export const Named = Type.Object({ name: Type.String(), nameEn: Type.String() })
export const PlaceShape = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })
const PostShape = Type.Object({ id: idSchema<'post'>(), name: Type.String(), nameEn: Type.String() })
const KindSchema = Type.Enum(kindCodes)
const ChecklistCodeSchema = Type.Enum(checklistCodes)
const LevelSchema = Type.Enum(levels)
const FileIds = Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 6 }))
const pointId = idSchema<'point'>()
const routeId = idSchema<'route'>()
const roundId = idSchema<'round'>()
const findingId = idSchema<'finding'>()

// ---- checklists -------------------------------------------------------------------------------------------------

export const ChecklistView = Type.Object({
  code: ChecklistCodeSchema,
  version: Type.Integer(),
  source: Type.String(),
  items: Type.Array(ItemSchema),
})
export type ChecklistView = Static<typeof ChecklistView>

/** The versions in force. */
export const listChecklists = endpoint({
  id: 'safety.checklists',
  method: 'GET',
  path: '/api/safety/checklists',
  summary: { zh: '检查表', en: 'Checklists' },
  response: Type.Object({ checklists: Type.Array(ChecklistView), maySave: Type.Boolean() }),
})

export const saveChecklist = endpoint({
  id: 'safety.save_checklist',
  method: 'POST',
  path: '/api/safety/checklists/:code',
  summary: { zh: '修订检查表', en: 'Write the next version of a checklist' },
  params: Type.Object({ code: ChecklistCodeSchema }),
  body: Type.Object({
    /** The version that it follows: whoever comes second is told. */
    after: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    source: words(200),
    items: Type.Array(ItemSchema, { minItems: 1, maxItems: 20 }),
  }),
  response: Type.Object({ version: Type.Integer() }),
})

// ---- points -----------------------------------------------------------------------------------------------------

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

// ---- hazards ----------------------------------------------------------------------------------------------------

export const FindingRow = Type.Object({
  id: findingId,
  point: Type.Object({ id: pointId, name: Type.String(), kind: KindSchema }),
  place: PlaceShape,
  compound: PlaceShape,
  item: nullable(Type.String()),
  level: LevelSchema,
  state: Type.Enum(findingStates),
  foundAt: Instant,
  foundBy: nullable(Named),
  rectifyBy: Day,
  /** Past its day and not crossed off. */
  late: Type.Boolean(),
  reopened: count,
  clearedAt: nullable(Instant),
  clearedBy: nullable(Named),
  matter: Type.Object({
    id: idSchema<'matter'>(),
    number: Type.String(),
    title: Type.String(),
    state: Type.String(),
    holder: nullable(Named),
    /** Whether the reader may open it. */
    seen: Type.Boolean(),
  }),
  /** The reader may say whether it is fine now. */
  mayRecheck: Type.Boolean(),
})
export type FindingRow = Static<typeof FindingRow>

export const findingShows = ['live', 'open', 'recheck', 'late', 'major', 'cleared', 'all'] as const
export type FindingShow = (typeof findingShows)[number]
export const FindingFilter = {
  q: Type.Optional(Type.String({ maxLength: 60 })),
  kind: Type.Optional(Type.Array(KindSchema)),
  placeId: Type.Optional(idSchema<'place'>()),
  pointId: Type.Optional(pointId),
  /** `live` if left out. */
  show: Type.Optional(Type.Enum(findingShows)),
  level: Type.Optional(LevelSchema),
  foundFrom: Type.Optional(Day),
  /** The last day that counts. */
  foundTo: Type.Optional(Day),
  clearedFrom: Type.Optional(Day),
  clearedTo: Type.Optional(Day),
}
const FindingFilterSchema = Type.Object(FindingFilter)
export type FindingFilter = Static<typeof FindingFilterSchema>

/** The ledger of hazards. */
export const listFindings = endpoint({
  id: 'safety.findings',
  method: 'GET',
  path: '/api/safety/findings',
  summary: { zh: '隐患台账', en: 'The ledger of hazards' },
  query: Type.Object({ ...PageQuery, ...FindingFilter }),
  response: pageOf(FindingRow),
})

export const exportFindings = endpoint({
  id: 'safety.export_findings',
  method: 'GET',
  path: '/api/safety/findings/export.xlsx',
  summary: { zh: '导出隐患台账', en: 'Export the ledger of hazards' },
  query: FindingFilterSchema,
  produces: 'bytes',
})

/** Somebody looked again: fine crosses it off, not fine opens its matter again. */
export const recheckFinding = endpoint({
  id: 'safety.recheck',
  method: 'POST',
  path: '/api/safety/findings/:findingId/recheck',
  summary: { zh: '复查', en: 'Look again' },
  params: Type.Object({ findingId }),
  body: Type.Object({ fine: Type.Boolean(), words: Type.Optional(Type.String({ maxLength: 1000 })), fileIds: FileIds }),
  response: Type.Object({ state: Type.Enum(findingStates) }),
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

// ---- routes and rounds --------------------------------------------------------------------------------------------

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

// ---- on the ground ------------------------------------------------------------------------------------------------

const Stop = Type.Object({
  id: pointId,
  code: Type.String(),
  name: Type.String(),
  kind: KindSchema,
  checklist: ChecklistCodeSchema,
  place: PlaceShape,
  /** Null: not yet. */
  outcome: nullable(Type.Enum(['fine', 'found', 'skipped'])),
  /** Questions whose “no” is known already, and how it stands. */
  known: Type.Array(
    Type.Object({ id: findingId, item: nullable(Type.String()), level: LevelSchema, state: Type.Enum(findingStates) }),
  ),
})
export type Stop = Static<typeof Stop>

const MyRound = Type.Object({ ...RoundRow.properties, stops: Type.Array(Stop) })
export type MyRound = Static<typeof MyRound>

/** The rounds that are on for my posts, with all that is asked, so that it can be done without a network. */
export const myRounds = endpoint({
  id: 'safety.my_rounds',
  method: 'GET',
  path: '/api/safety/rounds/mine',
  summary: { zh: '我的巡查', en: 'My rounds' },
  response: Type.Object({
    rounds: Type.Array(MyRound),
    checklists: Type.Array(ChecklistView),
    /** Hazards that wait to be looked at again. */
    rechecks: Type.Array(FindingRow),
    /** Campaigns under way where I may knock at doors. */
    campaigns: Type.Array(Type.Object({ id: idSchema<'campaign'>(), title: Type.String(), toOn: Day })),
  }),
})

const Found = Type.Object({
  item: Type.String({ maxLength: 30 }),
  words: Type.Optional(Type.String({ maxLength: 1000 })),
  fileIds: FileIds,
})

export const CheckBody = Type.Object({
  pointId,
  /** What was scanned or typed on the spot; left out for a point that is skipped. */
  code: Type.Optional(Type.String({ maxLength: 40 })),
  how: Type.Optional(Type.Enum(['scan', 'typed'])),
  /** The version of the checklist that was asked. */
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  /** By the code of the question: true is fine. */
  answers: Type.Optional(Type.Record(Type.String({ maxLength: 30 }), Type.Boolean())),
  found: Type.Optional(Type.Array(Found, { maxItems: 20 })),
  skippedWhy: Type.Optional(Type.String({ maxLength: 300 })),
})
export type CheckBody = Static<typeof CheckBody>

export const checkPoint = endpoint({
  id: 'safety.check',
  method: 'POST',
  path: '/api/safety/rounds/:roundId/checks',
  summary: { zh: '检查一处', en: 'Check a point of a round' },
  params: Type.Object({ roundId }),
  body: CheckBody,
  response: Type.Object({
    /** New hazards, hazards that were known and are not yet put right, hazards that are crossed off. */
    made: count,
    noted: count,
    cleared: count,
    left: count,
    done: Type.Boolean(),
  }),
})
export type CheckAnswer = Static<typeof checkPoint.response>

const atCode = { params: Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }) }

/** The page of the code at the point: for anybody. */
export const atPoint = endpoint({
  id: 'safety.at',
  method: 'GET',
  path: '/api/safety/at/:code',
  summary: { zh: '扫码看点位', en: 'A point by its code' },
  ...atCode,
  response: Type.Object({
    id: pointId,
    code: Type.String(),
    kind: KindSchema,
    name: Type.String(),
    place: PlaceShape,
    compound: PlaceShape,
    lastCheckedOn: nullable(Day),
    toOn: nullable(Day),
    /** How often somebody comes by: the shortest rhythm of its routes. */
    rhythm: nullable(Type.Enum(rhythms)),
    /** Hazards that are being put right, since when; no words of anybody. */
    hazards: Type.Array(Type.Object({ level: LevelSchema, state: Type.Enum(findingStates), foundOn: Day })),
    /** Staff who may look again. */
    rechecks: Type.Array(FindingRow),
  }),
})
export type PointDoor = Static<typeof atPoint.response>

export const reportHazard = endpoint({
  id: 'safety.report_hazard',
  method: 'POST',
  path: '/api/safety/at/:code/hazards',
  summary: { zh: '报告隐患', en: 'Report a hazard' },
  ...atCode,
  body: Type.Object({ words: words(1000), fileIds: FileIds, phone: Type.Optional(Type.String({ maxLength: 30 })) }),
  response: Type.Object({ receiptCode: Type.String(), number: Type.String(), holder: Named, dueAt: Instant }),
})
export type HazardAnswer = Static<typeof reportHazard.response>

// ---- figures ------------------------------------------------------------------------------------------------------

/** What presses; each is the total of the list that it leads to. */
export const safetyFigures = endpoint({
  id: 'safety.figures',
  method: 'GET',
  path: '/api/safety/figures',
  summary: { zh: '平安概况', en: 'Figures of safety' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({
    ...{ overdue: count, due: count, open: count, recheck: count, late: count, major: count },
    ...{ points: count, routes: count, campaigns: count },
    mayKeep: Type.Boolean(),
  }),
})
export type Figures = Static<typeof safetyFigures.response>
