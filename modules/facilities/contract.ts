import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { faultSources } from './events.ts'
import { kindCodes } from './kinds.ts'

export type { DeviceId, FacilityId } from './events.ts'

export const FacilityIdSchema = idSchema<'facility'>()
export const KindSchema = Type.Enum(kindCodes)
export const Named = Type.Object({ name: Type.String(), nameEn: Type.String() })
export const PlaceShape = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })
export const Point = Type.Object({
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
})
const words = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '\\S' })
const count = Type.Integer({ minimum: 0 })

/** What a list is narrowed to, and what the figures count: the same conditions. */
export const shows = ['live', 'due', 'overdue', 'fault', 'silent', 'retired'] as const
export type Show = (typeof shows)[number]

/** How a thing stands in one word, the most pressing first; a gate that is fine also says how its barrier is. */
export const marks = ['silent', 'fault', 'overdue', 'due', 'fine', 'retired'] as const
export type Mark = (typeof marks)[number]

/** `none`: no device; `waiting`: it has never been heard. */
export const gateStates = ['none', 'waiting', 'silent', 'fault', 'open', 'closed', 'unknown'] as const
export type GateState = (typeof gateStates)[number]

const Keeper = Type.Object({
  id: idSchema<'post'>(),
  name: Type.String(),
  nameEn: Type.String(),
  /** Null: nobody holds it; `acting` says who keeps it meanwhile. */
  holder: nullable(Type.String()),
  acting: nullable(Type.String()),
})

export const FacilityRow = Type.Object({
  id: FacilityIdSchema,
  code: Type.String(),
  kind: KindSchema,
  name: Type.String(),
  place: PlaceShape,
  compound: PlaceShape,
  point: Point,
  keeper: Keeper,
  rhythmDays: nullable(Type.Integer()),
  nextDueOn: nullable(Day),
  lastInspectedAt: nullable(Instant),
  fromOn: Day,
  toOn: nullable(Day),
  mark: Type.Enum(marks),
  gate: nullable(Type.Enum(gateStates)),
})
export type FacilityRow = Static<typeof FacilityRow>

export const Filter = {
  q: Type.Optional(Type.String({ maxLength: 60 })),
  kind: Type.Optional(Type.Array(KindSchema)),
  placeId: Type.Optional(idSchema<'place'>()),
  show: Type.Optional(Type.Enum(shows)),
}
const FilterSchema = Type.Object(Filter)
export type FacilityFilter = Static<typeof FilterSchema>

export const listFacilities = endpoint({
  id: 'facilities.list',
  method: 'GET',
  scope: 'facilities',
  path: '/api/facilities',
  summary: { zh: '公共设施', en: 'Facilities' },
  query: Type.Object({ ...PageQuery, ...Filter }),
  response: pageOf(FacilityRow),
})

/** Points of the facilities in the filter (at most 5,000), for the map. */
export const facilityPoints = endpoint({
  id: 'facilities.points',
  method: 'GET',
  scope: 'facilities',
  path: '/api/facilities/points',
  summary: { zh: '设施点位', en: 'Facilities on the map' },
  query: FilterSchema,
  response: Type.Object({
    points: Type.Array(
      Type.Object({
        id: FacilityIdSchema,
        name: Type.String(),
        kind: KindSchema,
        lng: Type.Number(),
        lat: Type.Number(),
        mark: Type.Enum(marks),
        gate: nullable(Type.Enum(gateStates)),
      }),
    ),
  }),
})

export const exportFacilities = endpoint({
  id: 'facilities.export',
  method: 'GET',
  path: '/api/facilities/export.xlsx',
  summary: { zh: '导出设施', en: 'Export facilities' },
  query: FilterSchema,
  produces: 'bytes',
  hands: 'export',
})

const Covered = Type.Object({ due: count, done: count })
/** What there is and what presses; and of the last 90 days, how many inspections fell due and were done in time. */
export const facilityFigures = endpoint({
  id: 'facilities.figures',
  method: 'GET',
  scope: 'facilities',
  path: '/api/facilities/figures',
  summary: { zh: '设施概况', en: 'Figures of facilities' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({
    ...{ live: count, due: count, overdue: count, fault: count, silent: count },
    coverage: Type.Object({
      from: Day,
      to: Day,
      ...Covered.properties,
      byPlace: Type.Array(Type.Object({ place: PlaceShape, ...Covered.properties })),
    }),
    /** People who ask to be confirmed as residents. */
    residentsAsking: count,
  }),
})
export type Figures = Static<typeof facilityFigures.response>

const rhythm = Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 730 })))
const photo = Type.Optional(nullable(idSchema<'file'>()))

export const AddBody = Type.Object({
  id: Type.Optional(FacilityIdSchema),
  kind: KindSchema,
  name: words(60),
  placeId: idSchema<'place'>(),
  point: Point,
  keeperPostId: idSchema<'post'>(),
  rhythmDays: rhythm,
  fromOn: Type.Optional(Day),
  photoId: photo,
})
export type AddBody = Static<typeof AddBody>

export const addFacility = endpoint({
  id: 'facilities.add',
  method: 'POST',
  path: '/api/facilities',
  summary: { zh: '登记设施', en: 'Register a facility' },
  body: AddBody,
  response: Type.Object({ id: FacilityIdSchema, code: Type.String() }),
})

const here = { params: Type.Object({ facilityId: FacilityIdSchema }) }

export const ChangeBody = Type.Object({
  name: Type.Optional(words(60)),
  point: Type.Optional(Point),
  keeperPostId: Type.Optional(idSchema<'post'>()),
  rhythmDays: rhythm,
  /** Minutes without a word after which a gate is silent. */
  silentMinutes: Type.Optional(Type.Integer({ minimum: 2, maximum: 10080 })),
  photoId: photo,
})
export type ChangeBody = Static<typeof ChangeBody>

export const changeFacility = endpoint({
  id: 'facilities.change',
  method: 'POST',
  path: '/api/facilities/:facilityId/change',
  summary: { zh: '修改设施', en: 'Change a facility' },
  ...here,
  body: ChangeBody,
  response: Done,
})

export const retireFacility = endpoint({
  id: 'facilities.retire',
  method: 'POST',
  path: '/api/facilities/:facilityId/retire',
  summary: { zh: '停用设施', en: 'Take a facility out of service' },
  ...here,
  body: Type.Object({ why: words(300) }),
  response: Done,
})

export const InspectBody = Type.Object({
  outcome: Type.Enum(['fine', 'fault']),
  words: Type.Optional(Type.String({ maxLength: 1000 })),
  fileIds: Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 6 })),
  urgent: Type.Optional(Type.Boolean()),
  /** It is not what is being repaired already: a matter of its own. */
  another: Type.Optional(Type.Boolean()),
})
export type InspectBody = Static<typeof InspectBody>

export const inspectFacility = endpoint({
  id: 'facilities.inspect',
  method: 'POST',
  path: '/api/facilities/:facilityId/inspections',
  summary: { zh: '巡检', en: 'Inspect' },
  ...here,
  body: InspectBody,
  response: Type.Object({
    nextDueOn: nullable(Day),
    matterId: nullable(idSchema<'matter'>()),
    /** It was added to the matter that is open. */
    noted: Type.Boolean(),
  }),
})
export type InspectAnswer = Static<typeof inspectFacility.response>

export const FaultView = Type.Object({
  id: idSchema<'fault'>(),
  source: Type.Enum(faultSources),
  code: Type.String(),
  since: Instant,
  endedAt: nullable(Instant),
  matter: Type.Object({
    id: idSchema<'matter'>(),
    number: Type.String(),
    title: Type.String(),
    state: Type.String(),
    holder: nullable(Named),
    /** Whether the reader may open it. */
    seen: Type.Boolean(),
  }),
})
export type FaultView = Static<typeof FaultView>

const MovementView = Type.Object({
  at: Instant,
  type: Type.Enum(['opened', 'closed', 'fault', 'fault_cleared']),
  way: nullable(Type.Enum(['pass', 'manual', 'resident'])),
  code: nullable(Type.String()),
  words: nullable(Type.String()),
})

export const GateView = Type.Object({
  state: Type.Enum(gateStates),
  barrierAt: nullable(Instant),
  lastHeardAt: nullable(Instant),
  silentMinutes: Type.Integer(),
  deviceId: nullable(idSchema<'device'>()),
  registeredAt: nullable(Instant),
  /** The newest 50. */
  events: Type.Array(MovementView),
  /** Of the last 30 days; nobody learns who used a pass. */
  passesAllowed: count,
  passesRefused: count,
})
export type GateView = Static<typeof GateView>

export const FacilityView = Type.Object({
  ...FacilityRow.properties,
  origin: nullable(Type.String()),
  photoId: nullable(idSchema<'file'>()),
  retiredWhy: nullable(Type.String()),
  inspections: Type.Array(
    Type.Object({
      at: Instant,
      outcome: Type.Enum(['fine', 'fault']),
      words: nullable(Type.String()),
      by: nullable(Named),
      dueOn: nullable(Day),
      late: Type.Boolean(),
    }),
  ),
  faults: Type.Array(FaultView),
  gateView: nullable(GateView),
  mayRegister: Type.Boolean(),
  mayInspect: Type.Boolean(),
})
export type FacilityView = Static<typeof FacilityView>

export const getFacility = endpoint({
  id: 'facilities.get',
  method: 'GET',
  scope: 'facilities',
  path: '/api/facilities/:facilityId',
  summary: { zh: '一处设施', en: 'One facility' },
  ...here,
  response: FacilityView,
})

/** The secret is in this answer and nowhere else; asking again makes another and ends the one before. */
export const registerDevice = endpoint({
  id: 'facilities.register_device',
  method: 'POST',
  path: '/api/facilities/:facilityId/device',
  summary: { zh: '接入设备', en: 'Connect a device' },
  ...here,
  body: Type.Object({}),
  response: Type.Object({ deviceId: idSchema<'device'>(), secret: Type.String() }),
})

export const endDevice = endpoint({
  id: 'facilities.end_device',
  method: 'POST',
  path: '/api/facilities/:facilityId/device/end',
  summary: { zh: '停用设备', en: 'End a device' },
  ...here,
  body: Type.Object({}),
  response: Done,
})

/** What my posts keep and what falls due, the most pressing first; nearest first where a position is sent. It is not kept. */
export const myRound = endpoint({
  id: 'facilities.round',
  method: 'GET',
  path: '/api/facilities/round',
  summary: { zh: '我的巡检', en: 'My round' },
  query: Type.Object({
    lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  }),
  response: Type.Object({
    rows: Type.Array(Type.Object({ ...FacilityRow.properties, metres: nullable(Type.Integer()) })),
    kept: count,
  }),
})
export type RoundRow = Static<typeof myRound.response>['rows'][number]

const atCode = { params: Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }) }

/** The page of the code on the thing: for anybody. */
export const atFacility = endpoint({
  id: 'facilities.at',
  method: 'GET',
  path: '/api/facilities/at/:code',
  summary: { zh: '扫码看设施', en: 'A facility by its code' },
  ...atCode,
  response: Type.Object({
    id: FacilityIdSchema,
    code: Type.String(),
    kind: KindSchema,
    name: Type.String(),
    place: PlaceShape,
    compound: PlaceShape,
    keeper: Named,
    photoId: nullable(idSchema<'file'>()),
    lastInspectedOn: nullable(Day),
    nextDueOn: nullable(Day),
    toOn: nullable(Day),
    gate: nullable(Type.Enum(gateStates)),
    /** What is being put right. */
    faults: Type.Array(Type.Object({ title: WordsSchema, since: Instant })),
    /** The reader may inspect it. */
    mayInspect: Type.Boolean(),
  }),
})
export type DoorView = Static<typeof atFacility.response>

/** A neighbour reports a fault; nobody need sign in. */
export const reportFault = endpoint({
  id: 'facilities.report_fault',
  method: 'POST',
  path: '/api/facilities/at/:code/faults',
  summary: { zh: '报修', en: 'Report a fault' },
  ...atCode,
  body: Type.Object({
    words: words(1000),
    fileIds: Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 6 })),
    phone: Type.Optional(Type.String({ maxLength: 30 })),
  }),
  response: Type.Object({ receiptCode: Type.String(), number: Type.String(), holder: Named, dueAt: Instant }),
})
export type FaultAnswer = Static<typeof reportFault.response>
