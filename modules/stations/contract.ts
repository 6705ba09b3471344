import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import { ConsentVersion, consentHows } from '../people/contract.ts'
import { sharerKinds } from './kinds.ts'
import {
  AudienceSchema,
  BookingRow,
  Contact,
  count,
  KindSchema,
  Named,
  NoShows,
  OpenShape,
  PlaceShape,
  Point,
  ResourceRow,
  ResourceView,
  SharerRow,
  SlotShape,
  StationRow,
  StationView,
  text,
  WaitRow,
  WeekSchema,
  words,
} from './shapes.ts'
import { waitHows } from './waiting.ts'

export * from './booking-contract.ts'
export type * from './events.ts'
export * from './shapes.ts'

const Place = Type.Optional(idSchema<'place'>())
const Q = Type.Optional(text(60))

// — stations —

export const stationShows = ['open', 'closed'] as const
const StationFilter = { q: Q, placeId: Place, show: Type.Optional(Type.Enum(stationShows)) }

export const listStations = endpoint({
  id: 'stations.list',
  method: 'GET',
  path: '/api/stations',
  summary: { zh: '服务驿站', en: 'Service stations' },
  query: Type.Object({ ...PageQuery, ...StationFilter }),
  response: pageOf(StationRow),
})

/** What presses and what there is; each figure counts the list that it leads to. `from`–`to`: both days inclusive. */
export const stationFigures = endpoint({
  id: 'stations.figures',
  method: 'GET',
  path: '/api/stations/figures',
  summary: { zh: '驿站概况', en: 'Figures of stations' },
  query: Type.Object({ placeId: Place }),
  response: Type.Object({
    ...{ stations: count, resources: count, sharersAsked: count, sharers: count, openWants: count },
    ...{ wantsWithoutOffer: count, handOverToday: count, late: count, thanksNew: count, bookings30: count },
    /** The days of `bookings30`, both inclusive. */
    ...{ bookings30From: Day, bookings30To: Day },
  }),
})
export type Figures = Static<typeof stationFigures.response>

export const StationBody = Type.Object({
  name: words(40),
  placeId: idSchema<'place'>(),
  point: Point,
  keeperPostId: idSchema<'post'>(),
  hours: WeekSchema,
  services: Type.Array(words(20), { maxItems: 30 }),
  intro: text(500),
  /** 3 in 90 days unless the station says otherwise. */
  noShows: Type.Optional(NoShows),
})
export type StationBody = Static<typeof StationBody>

export const addStation = endpoint({
  id: 'stations.add',
  method: 'POST',
  path: '/api/stations',
  summary: { zh: '登记驿站', en: 'Register a station' },
  body: StationBody,
  response: Type.Object({ id: idSchema<'station'>(), code: Type.String() }),
})

const atStation = { params: Type.Object({ stationId: idSchema<'station'>() }) }

export const getStation = endpoint({
  id: 'stations.get',
  method: 'GET',
  path: '/api/stations/:stationId',
  summary: { zh: '一个驿站', en: 'One station' },
  ...atStation,
  response: StationView,
})

export const StationChange = Type.Partial(Type.Omit(StationBody, ['placeId']))
export type StationChange = Static<typeof StationChange>

export const changeStation = endpoint({
  id: 'stations.change',
  method: 'POST',
  path: '/api/stations/:stationId/change',
  summary: { zh: '修改驿站', en: 'Change a station' },
  ...atStation,
  body: StationChange,
  response: Done,
})

export const closeStation = endpoint({
  id: 'stations.close',
  method: 'POST',
  path: '/api/stations/:stationId/close',
  summary: { zh: '停办驿站', en: 'Close a station for good' },
  ...atStation,
  body: Type.Object({ why: words(300) }),
  response: Done,
})

/** The page of the code at its door: for anybody. */
export const stationAt = endpoint({
  id: 'stations.at',
  method: 'GET',
  path: '/api/stations/at/:code',
  summary: { zh: '扫码看驿站', en: 'A station by its code' },
  params: Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }),
  response: Type.Object({
    ...{ id: idSchema<'station'>(), code: Type.String(), name: Type.String(), place: PlaceShape, keeper: Named },
    ...{ open: OpenShape, hours: WeekSchema, services: Type.Array(Type.String()), intro: Type.String() },
    toOn: nullable(Day),
    resources: Type.Array(ResourceRow),
    thanks: Type.Array(Type.Object({ sharer: Type.String(), words: Type.String(), on: Day })),
  }),
})
export type DoorView = Static<typeof stationAt.response>

/** What anybody sees of sharing in a community: its stations, and the thanks on its wall; nobody's data. */
export const communityWall = endpoint({
  id: 'stations.wall',
  method: 'GET',
  path: '/api/communities/:code/thanks',
  summary: { zh: '社区感谢墙', en: 'The thanks wall of a community' },
  params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) }),
  response: Type.Object({
    place: Named,
    stations: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), open: OpenShape })),
    thanks: Type.Array(Type.Object({ sharer: Type.String(), words: Type.String(), on: Day })),
  }),
})
export type CommunityWall = Static<typeof communityWall.response>

// — sharers —

export const sharerShows = ['live', 'asked', 'paused', 'ended'] as const
const SharerFilter = {
  ...{ q: Q, placeId: Place, stationId: Type.Optional(idSchema<'station'>()) },
  kind: Type.Optional(Type.Array(Type.Enum(sharerKinds))),
  show: Type.Optional(Type.Enum(sharerShows)),
  /** Only what the reader keeps: theirs to decide. */
  keeps: Type.Optional(Type.Boolean()),
}

export const listSharers = endpoint({
  id: 'stations.sharers',
  method: 'GET',
  path: '/api/share/sharers',
  summary: { zh: '共享方', en: 'Who shares' },
  query: Type.Object({ ...PageQuery, ...SharerFilter }),
  response: pageOf(SharerRow),
})

export const SharerBody = Type.Object({
  kind: Type.Enum(sharerKinds),
  name: words(60),
  placeId: idSchema<'place'>(),
  stationId: Type.Optional(idSchema<'station'>()),
  firmId: Type.Optional(idSchema<'firm'>()),
  postId: Type.Optional(idSchema<'post'>()),
  /** Of a shop or a resident: the phone finds the person whose pocket it is. */
  contact: Type.Optional(Contact),
  /** Of a shop or a resident: which text staff showed or read out, and how they agreed. */
  consentVersion: Type.Optional(ConsentVersion),
  consentHow: Type.Optional(Type.Enum(['signed', 'spoken'])),
})
export type SharerBody = Static<typeof SharerBody>

export const addSharer = endpoint({
  id: 'stations.add_sharer',
  method: 'POST',
  path: '/api/share/sharers',
  summary: { zh: '登记共享方', en: 'Enter who shares' },
  body: SharerBody,
  response: Type.Object({ id: idSchema<'sharer'>() }),
})

const ofSharer = { params: Type.Object({ sharerId: idSchema<'sharer'>() }) }

export const getSharer = endpoint({
  id: 'stations.sharer',
  method: 'GET',
  path: '/api/share/sharers/:sharerId',
  summary: { zh: '一个共享方', en: 'One sharer' },
  ...ofSharer,
  response: Type.Object({
    ...SharerRow.properties,
    why: nullable(Type.String()),
    firmId: nullable(idSchema<'firm'>()),
    /** Masked. */
    contact: nullable(Type.Object({ name: Type.String(), phone: Type.String() })),
    /** Null: of a firm or an office. It stands unless a later version asks anew. */
    consent: nullable(
      Type.Object({
        ...{ version: Type.Integer(), at: Instant, how: Type.Enum(consentHows), stands: Type.Boolean() },
      }),
    ),
    mayKeep: Type.Boolean(),
    /** A link can be handed out: it is the pocket of one person. */
    mayLink: Type.Boolean(),
    resourcesOf: Type.Array(ResourceRow),
  }),
})
export type SharerView = Static<typeof getSharer.response>

export const settleSharer = endpoint({
  id: 'stations.settle_sharer',
  method: 'POST',
  path: '/api/share/sharers/:sharerId/settle',
  summary: { zh: '确认、退回、暂停或结束', en: 'Confirm, refuse, pause or end' },
  ...ofSharer,
  body: Type.Object({
    step: Type.Enum(['confirm', 'refuse', 'pause', 'resume', 'end']),
    why: Type.Optional(text(300)),
  }),
  response: Done,
})

/** The link is in this answer and nowhere else. */
export const linkSharer = endpoint({
  id: 'stations.link_sharer',
  method: 'POST',
  path: '/api/share/sharers/:sharerId/link',
  summary: { zh: '发登录链接', en: 'Issue a sign-in link' },
  ...ofSharer,
  body: Type.Object({}),
  response: Type.Object({ token: Type.String(), expiresAt: Instant }),
})

/** A sharer who is asked anew agreed on paper or by word of mouth, to the text in force. */
export const agreeSharer = endpoint({
  id: 'stations.agree_sharer',
  method: 'POST',
  path: '/api/share/sharers/:sharerId/agree',
  summary: { zh: '记下共享方重新同意', en: 'Take down that a sharer agreed again' },
  ...ofSharer,
  body: Type.Object({ consentVersion: ConsentVersion, consentHow: Type.Enum(['signed', 'spoken']) }),
  response: Done,
})

export const revealSharer = endpoint({
  id: 'stations.reveal_sharer',
  method: 'POST',
  path: '/api/share/sharers/:sharerId/reveal',
  summary: { zh: '查看联系方式', en: 'Show the contact in full' },
  ...ofSharer,
  body: Type.Object({ reason: words(200) }),
  response: Type.Object({ name: Type.String(), phone: Type.String() }),
})

/** A shop or a resident asks to share; the keeper confirms. */
export const askToShare = endpoint({
  id: 'stations.ask',
  method: 'POST',
  path: '/api/shop/ask',
  summary: { zh: '申请共享', en: 'Ask to share' },
  body: Type.Object({
    kind: Type.Enum(['shop', 'person']),
    name: words(60),
    placeId: idSchema<'place'>(),
    consentVersion: ConsentVersion,
  }),
  response: Type.Object({ id: idSchema<'sharer'>() }),
})

// — resources —

export const resourceShows = ['live', 'paused', 'ended'] as const
const ResourceFilter = {
  ...{ q: Q, placeId: Place, stationId: Type.Optional(idSchema<'station'>()) },
  sharerId: Type.Optional(idSchema<'sharer'>()),
  kind: Type.Optional(Type.Array(KindSchema)),
  show: Type.Optional(Type.Enum(resourceShows)),
}

export const listResources = endpoint({
  id: 'stations.resources',
  method: 'GET',
  path: '/api/share/resources',
  summary: { zh: '资源清单', en: 'What is shared' },
  query: Type.Object({ ...PageQuery, ...ResourceFilter }),
  response: pageOf(ResourceRow),
})

export const exportResources = endpoint({
  id: 'stations.export',
  method: 'GET',
  path: '/api/share/resources/export.xlsx',
  summary: { zh: '导出资源清单', en: 'Export what is shared' },
  query: Type.Object(ResourceFilter),
  produces: 'bytes',
  hands: 'export',
})

export const ResourceBody = Type.Object({
  sharerId: idSchema<'sharer'>(),
  /** Where it is kept and handed over, if at a station. */
  stationId: Type.Optional(nullable(idSchema<'station'>())),
  kind: KindSchema,
  name: words(60),
  words: Type.Optional(text(500)),
  /** Every day from nine to six if left out. */
  hours: Type.Optional(WeekSchema),
  slotUnits: Type.Optional(Type.Integer({ minimum: 1, maximum: 16 })),
  mostSlots: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
  capacity: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  aheadDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
  cancelHours: Type.Optional(Type.Integer({ minimum: 0, maximum: 168 })),
  audience: Type.Optional(AudienceSchema),
  /** What becomes of a time that is given back while somebody waits for it; asked first if left out. */
  waitHow: Type.Optional(Type.Enum(waitHows)),
  answerMinutes: Type.Optional(Type.Integer({ minimum: 10, maximum: 2880 })),
  depositFen: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 100_000_000 }))),
  depositWords: Type.Optional(nullable(text(100))),
  rules: Type.Optional(nullable(text(500))),
  photoId: Type.Optional(nullable(idSchema<'file'>())),
})
export type ResourceBody = Static<typeof ResourceBody>

export const addResource = endpoint({
  id: 'stations.add_resource',
  method: 'POST',
  path: '/api/share/resources',
  summary: { zh: '添加资源', en: 'Share something' },
  body: ResourceBody,
  response: Type.Object({ id: idSchema<'resource'>() }),
})

const ofResource = { params: Type.Object({ resourceId: idSchema<'resource'>() }) }

export const getResource = endpoint({
  id: 'stations.resource',
  method: 'GET',
  path: '/api/share/resources/:resourceId',
  summary: { zh: '一样资源', en: 'One resource' },
  ...ofResource,
  response: ResourceView,
})

export const ResourceChange = Type.Partial(
  Type.Object({
    ...Type.Omit(ResourceBody, ['sharerId', 'kind', 'stationId']).properties,
    state: Type.Enum(['live', 'paused', 'ended']),
  }),
)
export type ResourceChange = Static<typeof ResourceChange>

export const changeResource = endpoint({
  id: 'stations.change_resource',
  method: 'POST',
  path: '/api/share/resources/:resourceId/change',
  summary: { zh: '修改、暂停或结束', en: 'Change, pause or end' },
  ...ofResource,
  body: ResourceChange,
  response: Done,
})

/** Slots of seven days from a day, how many are free in each; with bookings and lines for who shares and who keeps. */
export const resourceWeek = endpoint({
  id: 'stations.week',
  method: 'GET',
  path: '/api/share/resources/:resourceId/week',
  summary: { zh: '一周日程', en: 'A week of a resource' },
  ...ofResource,
  query: Type.Object({ from: Type.Optional(Day) }),
  response: Type.Object({
    from: Day,
    days: Type.Array(Type.Object({ on: Day, slots: Type.Array(SlotShape) })),
    bookings: Type.Array(BookingRow),
    /** One's own places in line; all of them for who shares and who keeps. */
    waits: Type.Array(WaitRow),
  }),
})
export type ResourceWeek = Static<typeof resourceWeek.response>
