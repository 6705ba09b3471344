import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import {
  DoorView,
  EntryIdSchema,
  GatheringIdSchema,
  GatheringRow,
  GatheringView,
  KindSchema,
  MyGathering,
  Named,
  PartySchema,
  PublicGathering,
  StallFormSchema,
  StateSchema,
  StepSchema,
  SubjectSchema,
  WishSchema,
} from './shapes.ts'

export type {
  Counts,
  DecisionView,
  DoorView,
  EntryView,
  FollowedDecision,
  GatheringRow,
  GatheringView,
  ItemView,
  MyEntry,
  MyGathering,
  Party,
  StallView,
} from './shapes.ts'

const here = { params: Type.Object({ gatheringId: GatheringIdSchema }) }
const entryHere = { params: Type.Object({ gatheringId: GatheringIdSchema, entryId: EntryIdSchema }) }
const itemHere = { params: Type.Object({ gatheringId: GatheringIdSchema, itemId: idSchema<'item'>() }) }
const stallHere = { params: Type.Object({ gatheringId: GatheringIdSchema, stallId: idSchema<'stall'>() }) }
/** The code at the door, or the id for who is invited. */
const door = { params: Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }) }
const words = (most: number) => Type.String({ minLength: 1, maxLength: most })

const period = {
  from: Type.Optional(Day),
  /** The last day that counts. */
  to: Type.Optional(Day),
  placeId: Type.Optional(idSchema<'place'>()),
  kind: Type.Optional(Type.Array(KindSchema)),
}

export const figureCodes = ['held', 'attended', 'firms', 'decisions', 'closed', 'exhibitors', 'turnover'] as const
export type FigureCode = (typeof figureCodes)[number]

export const listGatherings = endpoint({
  id: 'gatherings.list',
  method: 'GET',
  path: '/api/gatherings',
  summary: { zh: '会议与活动', en: 'Gatherings of my places' },
  query: Type.Object({
    ...period,
    ...PageQuery,
    state: Type.Optional(Type.Array(StateSchema)),
    q: Type.Optional(Type.String({ maxLength: 60 })),
    /** Exactly those that a figure counts. */
    figure: Type.Optional(Type.Enum(figureCodes)),
  }),
  response: pageOf(GatheringRow),
})

const figure = Type.Integer({ minimum: 0 })
export const FigureValues = Type.Object({
  held: figure,
  attended: figure,
  firms: figure,
  decisions: figure,
  closed: figure,
  exhibitors: figure,
  turnoverFen: figure,
})

/** What the gatherings of a time and place came to; each figure leads to the list with `figure`. */
export const gatheringFigures = endpoint({
  id: 'gatherings.figures',
  method: 'GET',
  path: '/api/gatherings/figures',
  summary: { zh: '会议活动数字', en: 'Figures of gatherings' },
  query: Type.Object(period),
  response: Type.Object({
    from: Day,
    to: Day,
    values: FigureValues,
    byKind: Type.Array(Type.Object({ kind: KindSchema, held: figure, attended: figure })),
    /** Each firm once, however often it came. */
    firms: Type.Array(Type.Object({ kind: Type.String(), name: Type.String(), gatherings: figure })),
  }),
})

/** What I am invited to or signed up for, and what I may join. */
export const myGatherings = endpoint({
  id: 'gatherings.mine',
  method: 'GET',
  path: '/api/gatherings/mine',
  summary: { zh: '我的会议与活动', en: 'My gatherings' },
  response: Type.Object({ mine: Type.Array(MyGathering), open: Type.Array(MyGathering) }),
})

/** Announced public activities of a community (or any place) and of those above it. */
export const publicGatherings = endpoint({
  id: 'gatherings.public',
  method: 'GET',
  path: '/api/gatherings/public',
  summary: { zh: '公开活动', en: 'Public activities of a place' },
  query: Type.Object({ placeCode: Type.String({ minLength: 1, maxLength: 60 }) }),
  response: Type.Object({ rows: Type.Array(PublicGathering) }),
})

/** The same as a calendar to subscribe to; what was cancelled stays for a month, so that calendars learn of it. */
export const publicCalendar = endpoint({
  id: 'gatherings.public_calendar',
  method: 'GET',
  path: '/api/gatherings/public.ics',
  summary: { zh: '公开活动日历', en: 'Public activities of a place as a calendar' },
  query: Type.Object({ placeCode: Type.String({ minLength: 1, maxLength: 60 }) }),
  produces: 'bytes',
  hands: 'public',
})

export const getGathering = endpoint({
  id: 'gatherings.get',
  method: 'GET',
  path: '/api/gatherings/:gatheringId',
  summary: { zh: '会议或活动', en: 'One gathering' },
  ...here,
  response: GatheringView,
})

const plan = {
  title: words(100),
  topics: Type.Optional(Type.String({ maxLength: 2000 })),
  venue: Type.Optional(Type.String({ maxLength: 200 })),
  startsAt: Instant,
  endsAt: Instant,
  isPublic: Type.Optional(Type.Boolean()),
  capacity: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 100_000 }))),
  signUpUntil: Type.Optional(nullable(Instant)),
}

export const PlanBody = Type.Object({
  id: Type.Optional(GatheringIdSchema),
  kind: KindSchema,
  placeId: idSchema<'place'>(),
  /** The gathering before it in the series. */
  followsId: Type.Optional(GatheringIdSchema),
  ...plan,
})
export type PlanBody = Static<typeof PlanBody>

export const planGathering = endpoint({
  id: 'gatherings.plan',
  method: 'POST',
  path: '/api/gatherings',
  summary: { zh: '新建会议或活动', en: 'Plan a gathering' },
  body: PlanBody,
  response: Type.Object({ id: GatheringIdSchema, code: Type.String() }),
})

export const ChangeBody = Type.Partial(Type.Object(plan))
export type ChangeBody = Static<typeof ChangeBody>

export const changeGathering = endpoint({
  id: 'gatherings.change',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/change',
  summary: { zh: '修改', en: 'Change a gathering' },
  ...here,
  body: ChangeBody,
  response: Done,
})

export const stepGathering = endpoint({
  id: 'gatherings.step',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/step',
  summary: { zh: '发布、开始、结束、取消', en: 'Announce, begin, end or cancel' },
  ...here,
  body: Type.Object({ step: StepSchema, why: Type.Optional(words(500)) }),
  response: Type.Object({ state: StateSchema }),
})

export const addItem = endpoint({
  id: 'gatherings.add_item',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/items',
  summary: { zh: '添加议题', en: 'Add to the agenda' },
  ...here,
  body: Type.Object({
    id: Type.Optional(idSchema<'item'>()),
    title: words(200),
    matterId: Type.Optional(idSchema<'matter'>()),
    /** What else it is about; in place of a matter. */
    subject: Type.Optional(SubjectSchema),
  }),
  response: Type.Object({ id: idSchema<'item'>() }),
})

/** Reworded, moved, dropped, or its discussion written down. */
export const changeItem = endpoint({
  id: 'gatherings.change_item',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/items/:itemId',
  summary: { zh: '修改议题、写纪要', en: 'Change an item or write its minutes' },
  ...itemHere,
  body: Type.Object({
    title: Type.Optional(words(200)),
    position: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    dropped: Type.Optional(Type.Boolean()),
    discussion: Type.Optional(Type.String({ maxLength: 10_000 })),
  }),
  response: Done,
})

/** A decision: a matter with the holder and the deadline that the meeting settled. */
export const decide = endpoint({
  id: 'gatherings.decide',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/decisions',
  summary: { zh: '议定事项', en: 'Make a decision' },
  ...here,
  body: Type.Object({
    id: Type.Optional(idSchema<'decision'>()),
    itemId: idSchema<'item'>(),
    words: words(1000),
    holderPostId: idSchema<'post'>(),
    dueOn: Day,
  }),
  response: Type.Object({
    id: idSchema<'decision'>(),
    matter: Type.Object({ id: idSchema<'matter'>(), number: Type.String() }),
  }),
})

/** Posts and firms that can be invited, by part of a name. */
export const findParties = endpoint({
  id: 'gatherings.find_parties',
  method: 'GET',
  path: '/api/gatherings/parties',
  summary: { zh: '查找参会方', en: 'Find whom to invite' },
  query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 60 }) }),
  response: Type.Object({
    parties: Type.Array(
      Type.Object({
        kind: PartySchema.properties.kind,
        id: Type.String(),
        ...Named,
        note: Type.String(),
      }),
    ),
  }),
})

export const inviteParties = endpoint({
  id: 'gatherings.invite',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/parties',
  summary: { zh: '邀请', en: 'Invite' },
  ...here,
  body: Type.Object({ parties: Type.Array(PartySchema, { minItems: 1, maxItems: 200 }) }),
  response: Type.Object({ invited: Type.Integer(), already: Type.Integer() }),
})

/** Staff sign somebody up who called or came by; a guest is a name alone. */
export const signUpFor = endpoint({
  id: 'gatherings.sign_up_for',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/sign-ups',
  summary: { zh: '代为报名', en: 'Sign somebody up' },
  ...here,
  body: Type.Object({ party: PartySchema, wish: Type.Optional(WishSchema) }),
  response: Type.Object({ id: EntryIdSchema, standing: Type.String() }),
})

export const entryActs = ['accept', 'decline', 'withdraw', 'check_in', 'undo_check_in', 'report_turnover'] as const
export type EntryAct = (typeof entryActs)[number]

const fen = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })

/** What the organiser does for somebody on the list. */
export const actForParty = endpoint({
  id: 'gatherings.act_for',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/parties/:entryId',
  summary: { zh: '代为回复、签到、退出、填报', en: 'Answer, check in, withdraw or report for a party' },
  ...entryHere,
  body: Type.Object({ action: Type.Enum(entryActs), turnoverFen: Type.Optional(fen) }),
  response: Done,
})

export const revealGuest = endpoint({
  id: 'gatherings.reveal_guest',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/parties/:entryId/reveal',
  summary: { zh: '查看签到人姓名', en: 'Read the full name of somebody who came' },
  ...entryHere,
  body: Type.Object({ reason: words(200) }),
  response: Type.Object({ name: Type.String() }),
})

export const layOutStalls = endpoint({
  id: 'gatherings.lay_out',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/stalls',
  summary: { zh: '画展位', en: 'Lay out the stalls' },
  ...here,
  body: StallFormSchema,
  response: Type.Object({ stalls: Type.Integer() }),
})

export const changeStall = endpoint({
  id: 'gatherings.change_stall',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/stalls/:stallId',
  summary: { zh: '修改展位', en: 'Change a stall' },
  ...stallHere,
  body: Type.Object({
    power: Type.Optional(Type.Boolean()),
    water: Type.Optional(Type.Boolean()),
    removed: Type.Optional(Type.Boolean()),
  }),
  response: Done,
})

export const allotStalls = endpoint({
  id: 'gatherings.allot',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/allotment',
  summary: { zh: '自动分配展位', en: 'Allot the stalls' },
  ...here,
  response: Type.Object({
    placed: Type.Integer(),
    left: Type.Array(
      Type.Object({
        entryId: EntryIdSchema,
        why: Type.Union([Type.Literal('nothing_fits'), Type.Literal('taken_before')]),
      }),
    ),
  }),
})

/** Puts an exhibitor on a stall by hand, or frees it; the next automatic allotment leaves it alone. */
export const allotStall = endpoint({
  id: 'gatherings.allot_stall',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/stalls/:stallId/exhibitor',
  summary: { zh: '手工分配展位', en: 'Allot one stall by hand' },
  ...stallHere,
  body: Type.Object({ entryId: nullable(EntryIdSchema) }),
  response: Done,
})

export const addMaterials = endpoint({
  id: 'gatherings.add_materials',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/materials',
  summary: { zh: '添加材料', en: 'Add materials' },
  ...here,
  body: Type.Object({ fileIds: Type.Array(idSchema<'file'>(), { minItems: 1, maxItems: 9 }) }),
  response: Done,
})

export const thankParties = endpoint({
  id: 'gatherings.thank',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/thanks',
  summary: { zh: '致谢', en: 'Thank those who came' },
  ...here,
  body: Type.Object({ words: words(500) }),
  response: Type.Object({ thanked: Type.Integer() }),
})

export const atDoor = endpoint({
  id: 'gatherings.at_door',
  method: 'GET',
  path: '/api/g/:code',
  summary: { zh: '扫码看到的会议或活动', en: 'A gathering by its code' },
  ...door,
  response: DoorView,
})

export const responses = ['accept', 'decline', 'sign_up', 'withdraw', 'report_turnover', 'feedback'] as const
export type Response = (typeof responses)[number]

/** What one does for oneself, one's post or one's firm. */
export const respond = endpoint({
  id: 'gatherings.respond',
  method: 'POST',
  path: '/api/g/:code/respond',
  summary: { zh: '回复、报名、退出、填报、评价', en: 'Answer, sign up, withdraw, report, say how it was' },
  ...door,
  body: Type.Object({
    action: Type.Enum(responses),
    /** Which of my entries; needed where there is more than one. */
    entryId: Type.Optional(EntryIdSchema),
    /** As whom to sign up; oneself if left out. */
    as: Type.Optional(Type.Object({ kind: PartySchema.properties.kind, id: Type.String({ format: 'uuid' }) })),
    wish: Type.Optional(WishSchema),
    turnoverFen: Type.Optional(fen),
    rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    words: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  response: Type.Object({ entryId: EntryIdSchema, standing: Type.String() }),
})

/** At the door: as who one is, or as a guest with a name. */
export const checkIn = endpoint({
  id: 'gatherings.check_in',
  method: 'POST',
  path: '/api/g/:code/check-in',
  summary: { zh: '签到', en: 'Check in' },
  ...door,
  body: Type.Object({
    entryId: Type.Optional(EntryIdSchema),
    name: Type.Optional(words(40)),
  }),
  response: Type.Object({ entryId: EntryIdSchema, checkedInAt: Instant }),
})

export const gatheringCalendar = endpoint({
  id: 'gatherings.calendar',
  method: 'GET',
  path: '/api/g/:code/calendar',
  summary: { zh: '加入日历', en: 'One gathering as a calendar file' },
  ...door,
  produces: 'bytes',
  hands: 'public',
})

export const myFeed = endpoint({
  id: 'gatherings.my_feed',
  method: 'GET',
  path: '/api/me/calendar',
  summary: { zh: '我的日历订阅', en: 'Whether my calendar has an address' },
  response: Type.Object({ since: nullable(Instant) }),
})

/** Makes the secret address anew; the one before no longer works. It is shown once. */
export const openFeed = endpoint({
  id: 'gatherings.open_feed',
  method: 'POST',
  path: '/api/me/calendar',
  summary: { zh: '开通日历订阅', en: 'Make a calendar address' },
  response: Type.Object({ path: Type.String() }),
})

export const closeFeed = endpoint({
  id: 'gatherings.close_feed',
  method: 'DELETE',
  path: '/api/me/calendar',
  summary: { zh: '停用日历订阅', en: 'Take the calendar address back' },
  response: Done,
})

export const calendarFeed = endpoint({
  id: 'gatherings.feed',
  method: 'GET',
  path: '/api/calendars/:token',
  summary: { zh: '日历订阅', en: 'A person’s calendar' },
  params: Type.Object({ token: Type.String({ minLength: 20, maxLength: 60 }) }),
  produces: 'bytes',
  hands: 'feed',
})
