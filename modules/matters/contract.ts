import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Named, WordsSchema } from '../../kernel/contract/ids.ts'
import { RoleSchema } from '../people/contract.ts'
import { PlaceView } from '../places/contract.ts'
import { channels } from './channels.ts'
import { AnswersSchema, askedWhen, FormSchema, StatementsSchema, TickedSchema } from './form.ts'
import { actions, needs, relations, stages, states } from './matter.ts'

const literals = <Values extends string[]>(values: readonly [...Values]) => Type.Enum(values)

export const StateSchema = literals(states)
/** What a hot topic counts: all that was reported, merged ones too (thirty neighbours about one burst pipe are a topic), but for void ones. */
export const topicStates = states.filter((state) => state !== 'void')
export const StageSchema = literals(stages)
export const ActionSchema = literals(actions)
export const NeedSchema = literals(needs)
export const LampSchema = literals(['green', 'yellow', 'red'] as const)
export const ChannelSchema = literals(channels)
export const PrioritySchema = literals(['normal', 'urgent'] as const)
/** open: shown to staff; public: nameless on public pages; holder: nameless to all but the one who handles it. */
export const VisibilitySchema = literals(['open', 'public', 'holder'] as const)
export const outcomes = ['solved', 'explained', 'planned', 'not_feasible', 'unreached', 'void'] as const
export const OutcomeSchema = literals(outcomes)
export const returnReasons = ['wrong_place', 'wrong_unit', 'beyond_duty', 'duplicate', 'unclear'] as const
export const voidReasons = ['test', 'empty', 'malicious', 'withdrawn', 'not_ours'] as const
export const exclusionReasons = ['not_ours', 'malicious', 'beyond_duty', 'system_fault'] as const
/** Why an order is issued by hand: the usual situations of hotline rules. */
export const orderReasons = ['overdue', 'evading', 'untrue', 'repeated', 'other'] as const
export const followUpMethods = ['phone', 'in_person', 'verify'] as const

const matterId = Type.Object({ matterId: idSchema<'matter'>() })
const FileIds = Type.Array(idSchema<'file'>(), { maxItems: 9 })
const Point = Type.Object({
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
})

// ---- kinds and categories -------------------------------------------------------------------------------------

export const CategoryView = Type.Object({
  code: Type.String(),
  parent: nullable(Type.String()),
  name: WordsSchema,
  keywords: Type.Array(Type.String()),
  /** Offered no more; only where retired ones are asked for. */
  retired: Type.Optional(Type.Boolean()),
})
export type CategoryView = Static<typeof CategoryView>

export const KindView = Type.Object({
  code: Type.String(),
  version: Type.Integer(),
  name: WordsSchema,
  description: WordsSchema,
  doors: Type.Array(Type.String()),
  categoryTree: Type.String(),
  /** What it is about: null for a place alone. */
  subject: nullable(Type.Literal('firm')),
  filingConditions: nullable(WordsSchema),
  closingConditions: WordsSchema,
  /** What is asked of whoever reports it; left out where nothing is. */
  form: Type.Optional(FormSchema),
  /** Statements for whoever files it. */
  filing: Type.Optional(StatementsSchema),
  reportPictures: Type.Optional(Type.Integer()),
  /** Which workers may report it; left out: all whom the doors let in. */
  reportRoles: Type.Optional(Type.Array(RoleSchema)),
  /** False: systems of others may not. */
  systems: Type.Optional(Type.Boolean()),
  /** Reported by nobody any more: no door is open. */
  ended: Type.Optional(Type.Boolean()),
})
export type KindView = Static<typeof KindView>

/** Public: kinds and a category tree (the residents' where none is named), to report with. */
export const listKinds = endpoint({
  id: 'matters.kinds',
  method: 'GET',
  path: '/api/kinds',
  summary: { zh: '事项类型与类别', en: 'Kinds and categories' },
  query: Type.Object({ tree: Type.Optional(Type.String({ maxLength: 40 })) }),
  response: Type.Object({ kinds: Type.Array(KindView), categories: Type.Array(CategoryView) }),
})

/** What a matter is about beside its place. */
export const SubjectRefSchema = Type.Object({
  kind: Type.String({ maxLength: 20 }),
  id: Type.String({ format: 'uuid' }),
})

// ---- reporting ------------------------------------------------------------------------------------------------

export const ReportBody = Type.Object({
  /** Made by the client, so that a retry names the same matter. */
  id: Type.Optional(idSchema<'matter'>()),
  kind: Type.String({ maxLength: 40 }),
  category: Type.Optional(Type.String({ maxLength: 40 })),
  placeId: idSchema<'place'>(),
  placeDetail: Type.Optional(Type.String({ maxLength: 120 })),
  point: Type.Optional(Point),
  title: Type.Optional(Type.String({ maxLength: 80 })),
  body: Type.String({ minLength: 4, maxLength: 4000 }),
  fileIds: Type.Optional(FileIds),
  visibility: Type.Optional(VisibilitySchema),
  priority: Type.Optional(PrioritySchema),
  /** The firm that it is about, where the kind asks for one. */
  subject: Type.Optional(SubjectRefSchema),
  /** What was filled in of the kind's form. */
  answers: Type.Optional(AnswersSchema),
  /** Statements that the worker who takes it down ticked. */
  filed: Type.Optional(TickedSchema),
  /** For whom staff take it down, or how a neighbour without an account can be reached. */
  reporter: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String({ maxLength: 60 })),
      phone: Type.Optional(Type.String({ maxLength: 30 })),
    }),
  ),
})

export const ReportAnswer = Type.Object({
  id: idSchema<'matter'>(),
  number: Type.String(),
  /** Tracks the matter without signing in. Whoever holds it may confirm or reject for the reporter. */
  receiptCode: Type.String(),
  holder: Type.Object({ name: Type.String(), nameEn: Type.String(), officePhone: nullable(Type.String()) }),
  dueAt: Instant,
})

/** Public: a neighbour's report, signed in or not. */
export const report = endpoint({
  id: 'matters.report',
  method: 'POST',
  path: '/api/matters',
  summary: { zh: '上报', en: 'Report a matter' },
  body: ReportBody,
  response: ReportAnswer,
})

/** Staff take a matter down for somebody: phone, counter, WeChat message. */
export const takeDown = endpoint({
  id: 'matters.take_down',
  method: 'POST',
  path: '/api/matters/intake',
  summary: { zh: '代登记', en: 'Take a matter down for somebody' },
  body: Type.Object({ ...ReportBody.properties, channel: literals(['counter', 'phone', 'wechat'] as const) }),
  response: ReportAnswer,
})

/** A grid worker's own find on patrol 未诉先办. */
export const patrolReport = endpoint({
  id: 'matters.patrol_report',
  method: 'POST',
  path: '/api/matters/patrol',
  summary: { zh: '巡查上报', en: 'Report a find on patrol' },
  body: ReportBody,
  response: ReportAnswer,
})

export const SimilarView = Type.Object({
  id: idSchema<'matter'>(),
  number: Type.String(),
  title: Type.String(),
  state: StateSchema,
  place: Named,
  reportedAt: Instant,
  score: Type.Number(),
  followers: Type.Integer(),
})
export type SimilarView = Static<typeof SimilarView>

/** Public: open or lately closed matters near the place whose words are alike; nobody's data. */
export const similar = endpoint({
  id: 'matters.similar',
  method: 'POST',
  path: '/api/matters/similar',
  summary: { zh: '相似事项', en: 'Similar matters' },
  body: Type.Object({
    text: Type.String({ minLength: 4, maxLength: 4000 }),
    placeId: idSchema<'place'>(),
    point: Type.Optional(Point),
    category: Type.Optional(Type.String({ maxLength: 40 })),
    exceptId: Type.Optional(idSchema<'matter'>()),
  }),
  response: Type.Object({ similar: Type.Array(SimilarView) }),
})

/** "Follow this one instead": signed in, the matter joins my matters. */
export const follow = endpoint({
  id: 'matters.follow',
  method: 'POST',
  path: '/api/matters/:matterId/followers',
  summary: { zh: '关注', en: 'Follow' },
  params: matterId,
  response: Done,
})

export const unfollow = endpoint({
  id: 'matters.unfollow',
  method: 'DELETE',
  path: '/api/matters/:matterId/followers',
  summary: { zh: '取消关注', en: 'Stop following' },
  params: matterId,
  response: Done,
})

/** Staff: a pasted message becomes a draft to correct. Nothing is stored. */
export const draft = endpoint({
  id: 'matters.draft',
  method: 'POST',
  path: '/api/matters/draft',
  summary: { zh: '粘贴成草稿', en: 'Turn a pasted message into a draft' },
  body: Type.Object({ text: Type.String({ minLength: 2, maxLength: 8000 }) }),
  response: Type.Object({
    title: Type.String(),
    body: Type.String(),
    phone: nullable(Type.String()),
    name: nullable(Type.String()),
    placeDetail: nullable(Type.String()),
    urgent: Type.Boolean(),
    places: Type.Array(Type.Object({ place: PlaceView, matched: Type.Array(Type.String()) })),
    categories: Type.Array(Type.Object({ code: Type.String(), name: WordsSchema, matched: Type.Array(Type.String()) })),
  }),
})

// ---- seeing ---------------------------------------------------------------------------------------------------

/** A row of any list of matters. */
export const MatterRow = Type.Object({
  id: idSchema<'matter'>(),
  number: Type.String(),
  title: Type.String(),
  kind: Type.String(),
  category: Type.Object({ code: Type.String(), name: WordsSchema }),
  priority: PrioritySchema,
  channel: ChannelSchema,
  selfFound: Type.Boolean(),
  place: Type.Object({
    id: idSchema<'place'>(),
    name: Type.String(),
    nameEn: Type.String(),
    /** The place above it: many buildings are called “3栋”. Empty names at the root. */
    above: Named,
  }),
  grid: nullable(Type.Object({ id: idSchema<'grid'>(), name: Type.String(), nameEn: Type.String() })),
  state: StateSchema,
  holder: nullable(
    Type.Object({
      postId: idSchema<'post'>(),
      name: Type.String(),
      nameEn: Type.String(),
      personName: nullable(Type.String()),
    }),
  ),
  clock: nullable(Type.Object({ stage: StageSchema, startedAt: Instant, dueAt: Instant, lamp: LampSchema })),
  reviewAt: nullable(Instant),
  reportedAt: Instant,
  resolvedAt: nullable(Instant),
  closedAt: nullable(Instant),
  outcome: nullable(OutcomeSchema),
  satisfaction: nullable(Type.Integer()),
  rounds: Type.Integer(),
  escalationLevel: Type.Integer(),
  /** A supervision order was issued, and the matter is not over. */
  supervised: Type.Boolean(),
  merged: Type.Integer(),
  point: nullable(Point),
  /** The firm that it is about. */
  subject: nullable(Type.Object({ ...SubjectRefSchema.properties, name: WordsSchema })),
})
export type MatterRow = Static<typeof MatterRow>

/** `figure` and `part` come from a click on the board and select exactly the matters that were counted. */
export const MatterFilter = {
  q: Type.Optional(Type.String({ maxLength: 100 })),
  state: Type.Optional(Type.Array(StateSchema, { maxItems: 10 })),
  open: Type.Optional(Type.Boolean()),
  mine: Type.Optional(Type.Boolean()),
  escalatedToMe: Type.Optional(Type.Boolean()),
  rallied: Type.Optional(Type.Boolean()),
  kind: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 })),
  category: Type.Optional(Type.String({ maxLength: 40 })),
  priority: Type.Optional(PrioritySchema),
  channel: Type.Optional(Type.Array(ChannelSchema, { maxItems: 10 })),
  placeId: Type.Optional(idSchema<'place'>()),
  /** Only at `placeId` itself, not below it. */
  directly: Type.Optional(Type.Boolean()),
  gridId: Type.Optional(idSchema<'grid'>()),
  /** Only those that lie in no grid. */
  gridless: Type.Optional(Type.Boolean()),
  /** West, south, east, north in degrees, the first two included: a square of the heat map. */
  area: Type.Optional(
    Type.String({ maxLength: 90, pattern: '^-?\\d{1,3}(\\.\\d{1,15})?(,-?\\d{1,3}(\\.\\d{1,15})?){3}$' }),
  ),
  holderPostId: Type.Optional(idSchema<'post'>()),
  lamp: Type.Optional(LampSchema),
  selfFound: Type.Optional(Type.Boolean()),
  reopened: Type.Optional(Type.Boolean()),
  returned: Type.Optional(Type.Boolean()),
  extended: Type.Optional(Type.Boolean()),
  excluded: Type.Optional(Type.Boolean()),
  /** Under a supervision order. */
  supervised: Type.Optional(Type.Boolean()),
  satisfaction: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  outcome: Type.Optional(OutcomeSchema),
  reportedFrom: Type.Optional(Day),
  reportedTo: Type.Optional(Day),
  closedFrom: Type.Optional(Day),
  closedTo: Type.Optional(Day),
  importId: Type.Optional(idSchema<'import'>()),
  subjectKind: Type.Optional(Type.String({ maxLength: 20 })),
  subjectId: Type.Optional(Type.String({ format: 'uuid' })),
  figure: Type.Optional(Type.String({ maxLength: 60 })),
  part: Type.Optional(literals(['numerator', 'denominator', 'excluded', 'partly'] as const)),
}

/** By what closed matters can be chosen for a sample: the list's own filters that say something of a closed one. */
export const SampleFilter = Type.Object({
  placeId: MatterFilter.placeId,
  kind: MatterFilter.kind,
  category: MatterFilter.category,
  subjectKind: MatterFilter.subjectKind,
  outcome: MatterFilter.outcome,
  closedFrom: MatterFilter.closedFrom,
  closedTo: MatterFilter.closedTo,
})
export type SampleFilter = Static<typeof SampleFilter>

/** `match`: what a search finds in titles first, then the latest. */
export const sortable = ['due', 'reported', 'closed', 'number', 'priority', 'satisfaction', 'match'] as const

export const listMatters = endpoint({
  id: 'matters.list',
  method: 'GET',
  scope: 'matters',
  path: '/api/matters',
  summary: { zh: '事项列表', en: 'List matters' },
  query: Type.Object({
    ...MatterFilter,
    ...PageQuery,
    sort: Type.Optional(literals(sortable)),
    order: Type.Optional(literals(['asc', 'desc'] as const)),
  }),
  response: Type.Object({
    ...pageOf(MatterRow).properties,
    /** A search found more than it counted: `total` and more. */
    atLeast: Type.Optional(Type.Boolean()),
  }),
})

/** Exactly what the list with the same filter shows, as .xlsx. */
export const exportMatters = endpoint({
  id: 'matters.export',
  method: 'GET',
  path: '/api/matters/export.xlsx',
  summary: { zh: '导出', en: 'Export' },
  query: Type.Object({
    ...MatterFilter,
    sort: Type.Optional(literals(sortable)),
    order: Type.Optional(literals(['asc', 'desc'] as const)),
  }),
  produces: 'bytes',
  hands: 'export',
})

/** What waits for me, counted by what to do: the first screen of the desk. */
export const myWork = endpoint({
  id: 'matters.my_work',
  method: 'GET',
  path: '/api/matters/my-work',
  summary: { zh: '我的待办', en: 'My work' },
  response: Type.Object({
    counts: Type.Object({
      mine: Type.Integer(),
      overdue: Type.Integer(),
      dueToday: Type.Integer(),
      toAccept: Type.Integer(),
      toContact: Type.Integer(),
      toHandle: Type.Integer(),
      toReview: Type.Integer(),
      toFollowUp: Type.Integer(),
      escalatedToMe: Type.Integer(),
      rallied: Type.Integer(),
      suspended: Type.Integer(),
    }),
    next: Type.Array(MatterRow),
    /** Years whose public holidays are not announced yet but that deadlines reach into. */
    unknownHolidayYears: Type.Array(Type.Integer()),
  }),
})

/** What I reported and what I follow, newest first. */
export const followed = endpoint({
  id: 'matters.followed',
  method: 'GET',
  path: '/api/matters/followed',
  summary: { zh: '我的诉求', en: 'My matters' },
  query: Type.Object(PageQuery),
  response: pageOf(MatterRow),
})

/** Why the holder is the holder, in steps that can be read aloud. */
export const WhySchema = Type.Object({
  rule: literals([
    'category',
    'default',
    'patrol',
    'keeper',
    'assigned',
    'returned',
    'resolver',
    'follow_up',
    'rally',
    'review',
    'merge',
    'import',
    'decided',
  ] as const),
  category: Type.Optional(WordsSchema),
  /** Names of the places passed on the way up. */
  places: Type.Array(WordsSchema),
  /** It was given against the duty list 履职清单, with a reason. */
  duty: Type.Optional(
    Type.Object({
      duty: literals(['assist', 'none'] as const),
      level: Type.String(),
      receiver: nullable(WordsSchema),
    }),
  ),
  tried: Type.Array(
    Type.Object({
      postId: idSchema<'post'>(),
      name: WordsSchema,
      result: literals(['taken', 'stand_in', 'vacant', 'absent', 'upward'] as const),
      personName: Type.Optional(Type.String()),
    }),
  ),
})
export type Why = Static<typeof WhySchema>

export const TimelineEntry = Type.Object({
  seq: Type.Integer(),
  type: Type.String(),
  action: Type.String(),
  at: Instant,
  who: nullable(Type.Object({ name: Type.String(), post: nullable(WordsSchema) })),
  via: Type.String(),
  from: nullable(StateSchema),
  to: nullable(StateSchema),
  holder: nullable(WordsSchema),
  clock: nullable(Type.Object({ stage: StageSchema, dueAt: Instant })),
  words: nullable(Type.String()),
  fileIds: Type.Array(idSchema<'file'>()),
  /** Small facts of the action, e.g. reason, outcome, rating, other matter's number. */
  facts: Type.Record(Type.String(), Type.Unknown()),
})
export type TimelineEntry = Static<typeof TimelineEntry>

export const NextStep = Type.Object({
  action: ActionSchema,
  name: WordsSchema,
  needs: Type.Array(NeedSchema),
  pictures: Type.Integer(),
  /** Conditions to tick and fields to fill in where it is said to be solved, or filed. */
  statements: Type.Optional(StatementsSchema),
  fields: Type.Optional(FormSchema),
})
export type NextStep = Static<typeof NextStep>

/** What was done about a matter from above: a supervision order 督办单, a bulletin entry 通报, a talk 约谈. */
export const MeasureView = Type.Object({
  id: idSchema<'measure'>(),
  kind: literals(['order', 'bulletin', 'talk'] as const),
  /** Of orders: 督〔2026〕12号. */
  number: nullable(Type.String()),
  /** The post that held it then, the one right above, and in whose name it was done. */
  to: WordsSchema,
  superior: nullable(WordsSchema),
  by: nullable(WordsSchema),
  origin: literals(['ladder', 'hand'] as const),
  reason: nullable(Type.String()),
  stage: nullable(StageSchema),
  missedAt: nullable(Instant),
  at: Instant,
  /** Until when an order is answered or a talk held. */
  dueAt: nullable(Instant),
  doneAt: nullable(Instant),
  /** An order that nobody answered before its matter was closed: it waits no more, also when that is reopened. */
  lapsed: Type.Boolean(),
  words: nullable(Type.String()),
  answer: nullable(Type.String()),
})
export type MeasureView = Static<typeof MeasureView>

/** Another with which one was merged. Where the reader may not read that one: no id; where it was said in confidence, no title either. */
const MergedMatter = Type.Object({
  id: nullable(idSchema<'matter'>()),
  number: Type.String(),
  title: nullable(Type.String()),
})

/** One matter on one page. What the reader may not know is null. */
export const MatterView = Type.Object({
  ...MatterRow.properties,
  body: Type.String(),
  placeDetail: nullable(Type.String()),
  kindName: WordsSchema,
  categoryPath: Type.Array(WordsSchema),
  closingConditions: WordsSchema,
  /** What was filled in, in the words of the version that was filled in; a null value is sealed. */
  answers: Type.Array(
    Type.Object({
      key: Type.String(),
      asked: literals(askedWhen),
      label: WordsSchema,
      value: nullable(WordsSchema),
    }),
  ),
  visibility: VisibilitySchema,
  fileIds: Type.Array(idSchema<'file'>()),
  reporter: nullable(
    Type.Object({ name: nullable(Type.String()), phone: nullable(Type.String()), hasAccount: Type.Boolean() }),
  ),
  relations: Type.Array(literals(relations)),
  why: nullable(WhySchema),
  next: Type.Array(NextStep),
  /** Actions that would be open but for something that must be done first. */
  blocked: Type.Array(Type.Object({ action: ActionSchema, name: WordsSchema, because: WordsSchema })),
  clocks: Type.Array(
    Type.Object({
      stage: StageSchema,
      startedAt: Instant,
      dueAt: Instant,
      stoppedAt: nullable(Instant),
      late: Type.Boolean(),
    }),
  ),
  rally: nullable(
    Type.Object({
      lead: WordsSchema,
      members: Type.Array(
        Type.Object({
          postId: idSchema<'post'>(),
          name: WordsSchema,
          dueAt: Instant,
          answeredAt: nullable(Instant),
          words: nullable(Type.String()),
        }),
      ),
    }),
  ),
  mergedInto: nullable(MergedMatter),
  mergedHere: Type.Array(MergedMatter),
  followers: Type.Integer(),
  following: Type.Boolean(),
  escalatedTo: nullable(WordsSchema),
  /** Orders, bulletin entries and talks, the latest first; for staff. */
  measures: Type.Array(MeasureView),
  timeline: Type.Array(TimelineEntry),
})
export type MatterView = Static<typeof MatterView>

export const getMatter = endpoint({
  id: 'matters.get',
  method: 'GET',
  scope: 'matters',
  path: '/api/matters/:matterId',
  summary: { zh: '事项详情', en: 'One matter' },
  params: matterId,
  response: MatterView,
})

/** Public, with the receipt code: what the reporter may see. */
export const track = endpoint({
  id: 'matters.track',
  method: 'GET',
  path: '/api/receipts/:receiptCode',
  summary: { zh: '凭受理码查询', en: 'Track by receipt code' },
  params: Type.Object({ receiptCode: Type.String({ minLength: 8, maxLength: 24 }) }),
  response: MatterView,
})

/** Posts that a matter can be given to (assign, reassign, rally), nearest and most fitting first. */
export const assignees = endpoint({
  id: 'matters.assignees',
  method: 'GET',
  path: '/api/matters/:matterId/assignees',
  summary: { zh: '可派对象', en: 'Who it can be given to' },
  params: matterId,
  query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) }),
  response: Type.Object({
    posts: Type.Array(
      Type.Object({
        postId: idSchema<'post'>(),
        name: WordsSchema,
        role: Type.String(),
        personName: nullable(Type.String()),
        open: Type.Integer(),
        suggested: Type.Boolean(),
        /** What the duty list has against it. */
        duty: nullable(literals(['assist', 'none'] as const)),
      }),
    ),
  }),
})

// ---- doing ----------------------------------------------------------------------------------------------------

/** One body for all actions; which fields an action needs stands in the transition table. */
export const ActBody = Type.Object({
  action: ActionSchema,
  words: Type.Optional(Type.String({ maxLength: 2000 })),
  fileIds: Type.Optional(FileIds),
  postId: Type.Optional(idSchema<'post'>()),
  dueAt: Type.Optional(Instant),
  reviewOn: Type.Optional(Day),
  outcome: Type.Optional(literals(['solved', 'explained', 'planned', 'not_feasible'] as const)),
  rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  reason: Type.Optional(Type.String({ maxLength: 40 })),
  approve: Type.Optional(Type.Boolean()),
  followUp: Type.Optional(
    Type.Object({
      method: literals(followUpMethods),
      reached: Type.Boolean(),
      solved: Type.Optional(Type.Boolean()),
      satisfaction: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
      /** Answers to the script 回访话术 of a version: the place of each among its question's answers; null where none was given. */
      script: Type.Optional(
        Type.Object({
          version: Type.Integer({ minimum: 0, maximum: 100_000 }),
          given: Type.Array(nullable(Type.Integer({ minimum: 0, maximum: 20 })), { maxItems: 12 }),
        }),
      ),
    }),
  ),
  departments: Type.Optional(Type.Array(idSchema<'post'>(), { minItems: 1, maxItems: 12 })),
  leadPostId: Type.Optional(idSchema<'post'>()),
  intoId: Type.Optional(idSchema<'matter'>()),
  /** It is against the duty list, and meant: `words` say why. */
  beyondDuty: Type.Optional(Type.Boolean()),
  /** Statements of the kind that were ticked, and what was filled in on finish. */
  ticked: Type.Optional(TickedSchema),
  answers: Type.Optional(AnswersSchema),
})
export type ActBody = Static<typeof ActBody>

const ActAnswer = Type.Object({ id: idSchema<'matter'>(), state: StateSchema, seq: Type.Integer() })

export const act = endpoint({
  id: 'matters.act',
  method: 'POST',
  path: '/api/matters/:matterId/acts',
  summary: { zh: '办理一步', en: 'Take a step' },
  params: matterId,
  body: ActBody,
  response: ActAnswer,
})

/** With the receipt code: confirm, reject, reopen or comment as the reporter. */
export const actByReceipt = endpoint({
  id: 'matters.act_by_receipt',
  method: 'POST',
  path: '/api/receipts/:receiptCode/acts',
  summary: { zh: '凭受理码答复', en: 'Answer with the receipt code' },
  params: Type.Object({ receiptCode: Type.String({ minLength: 8, maxLength: 24 }) }),
  body: ActBody,
  response: ActAnswer,
})

/** The same step for many matters; each succeeds or says why not. */
export const actOnMany = endpoint({
  id: 'matters.act_on_many',
  method: 'POST',
  path: '/api/matters/acts',
  summary: { zh: '批量办理', en: 'Take a step on many' },
  body: Type.Object({ matterIds: Type.Array(idSchema<'matter'>(), { minItems: 1, maxItems: 200 }), act: ActBody }),
  response: Type.Object({
    results: Type.Array(
      Type.Object({
        id: idSchema<'matter'>(),
        done: Type.Boolean(),
        message: nullable(Type.String()),
        /** Code of the refusal, such as `matters.beyond_duty`. */
        reason: nullable(Type.String()),
      }),
    ),
  }),
})

/** Shows the reporter's full name and phone and the sealed answers; asks for a reason and leaves an audit event. */
export const reveal = endpoint({
  id: 'matters.reveal',
  method: 'POST',
  path: '/api/matters/:matterId/reveal',
  summary: { zh: '查看完整联系方式', en: 'Reveal the reporter' },
  params: matterId,
  body: Type.Object({ reason: Type.String({ minLength: 4, maxLength: 200 }) }),
  response: Type.Object({
    name: nullable(Type.String()),
    phone: nullable(Type.String()),
    /** Sealed answers of its form, if it has any. */
    answers: Type.Optional(Type.Array(Type.Object({ label: WordsSchema, value: WordsSchema }))),
  }),
})

// ---- worklists, map, public page --------------------------------------------------------------------------------

/** Resolved matters whose reporter must be called, with the script. */
export const callBacks = endpoint({
  id: 'matters.call_backs',
  method: 'GET',
  path: '/api/call-backs',
  summary: { zh: '回访清单', en: 'Call-back worklist' },
  query: Type.Object({ ...PageQuery, placeId: Type.Optional(idSchema<'place'>()) }),
  response: pageOf(
    Type.Object({
      matter: MatterRow,
      outcomeWords: nullable(Type.String()),
      reporterName: nullable(Type.String()),
      reporterPhone: nullable(Type.String()),
      attempts: Type.Integer(),
      lastAttemptAt: nullable(Instant),
      hasAccount: Type.Boolean(),
      canClose: Type.Boolean(),
    }),
  ),
})

/** Points of the matters in the filter (at most 5,000), for the map. */
export const matterPoints = endpoint({
  id: 'matters.points',
  method: 'GET',
  path: '/api/matters/points',
  summary: { zh: '事项点位', en: 'Matters on the map' },
  query: Type.Object(MatterFilter),
  response: Type.Object({
    points: Type.Array(
      Type.Object({
        id: idSchema<'matter'>(),
        lng: Type.Number(),
        lat: Type.Number(),
        lamp: nullable(LampSchema),
        state: StateSchema,
        title: Type.String(),
      }),
    ),
    truncated: Type.Boolean(),
  }),
})

/** Open, overdue and total matters by grid, in scope. */
export const gridLoad = endpoint({
  id: 'matters.grid_load',
  method: 'GET',
  path: '/api/matters/grid-load',
  summary: { zh: '网格负荷', en: 'Load by grid' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({
    grids: Type.Array(
      Type.Object({
        gridId: idSchema<'grid'>(),
        open: Type.Integer(),
        overdue: Type.Integer(),
        monthReported: Type.Integer(),
      }),
    ),
  }),
})

/** Public page of a community: grids with their grid card, and what was solved lately, without anybody's data. */
export const communityPage = endpoint({
  id: 'matters.community_page',
  method: 'GET',
  path: '/api/communities/:code',
  summary: { zh: '社区公示页', en: 'Public page of a community' },
  params: Type.Object({ code: Type.String({ maxLength: 60 }) }),
  response: Type.Object({
    place: PlaceView,
    above: Type.Array(Named),
    grids: Type.Array(
      Type.Object({
        id: idSchema<'grid'>(),
        name: Type.String(),
        nameEn: Type.String(),
        buildings: Type.Integer(),
        households: Type.Integer(),
        compounds: Type.Array(Named),
        worker: nullable(Type.String()),
        standIn: Type.Boolean(),
        officePhone: nullable(Type.String()),
        supervisionPhone: nullable(Type.String()),
        duties: Type.Array(WordsSchema),
      }),
    ),
    month: Type.Object({ reported: Type.Integer(), solved: Type.Integer(), satisfied: nullable(Type.Number()) }),
    lately: Type.Array(
      Type.Object({
        id: idSchema<'matter'>(),
        category: WordsSchema,
        /** A compound at the finest. */
        place: Named,
        state: StateSchema,
        reportedOn: Day,
        closedOn: nullable(Day),
        outcome: nullable(OutcomeSchema),
      }),
    ),
  }),
})
