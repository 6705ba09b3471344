import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, type Id, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { dropReasons, dueStates, givenReasons } from './coverage.ts'
import { MethodSchema, QuestionSchema, RuleSpec, SubjectKindSchema } from './rule.ts'

export { MethodSchema, QuestionSchema }

export type DueId = Id<'due'>
export type WeekRunId = Id<'weekRun'>
export type VisitId = Id<'visit'>
export type SubjectId = Id<'subject'>

const dueId = Type.Object({ dueId: idSchema<'due'>() })
export const DueStateSchema = Type.Enum(dueStates)
export const DropReasonSchema = Type.Enum(dropReasons)
export const LampSchema = Type.Enum(['green', 'yellow', 'red'] as const)
export const PartSchema = Type.Enum(['numerator', 'denominator', 'excluded'] as const)
const Quarter = Type.String({ pattern: '^(19|20)\\d{2}-Q[1-4]$' })
const Named = Type.Object({ id: Type.String(), name: Type.String(), nameEn: Type.String() })
const FileIds = Type.Array(idSchema<'file'>(), { maxItems: 9 })
/** By the code of the question. */
const Answers = Type.Record(Type.String(), Type.Union([Type.String({ maxLength: 200 }), Type.Number()]))

// ---- dues -----------------------------------------------------------------------------------------------------

/** A due in any list. */
export const DueRow = Type.Object({
  id: idSchema<'due'>(),
  subject: Type.Object({ kind: SubjectKindSchema, id: Type.String(), name: Type.String() }),
  place: Type.Object({
    id: idSchema<'place'>(),
    name: Type.String(),
    nameEn: Type.String(),
    above: Type.Object({ name: Type.String(), nameEn: Type.String() }),
    point: nullable(Type.Object({ lng: Type.Number(), lat: Type.Number() })),
  }),
  rule: Type.Object({ code: Type.String(), name: WordsSchema }),
  method: MethodSchema,
  standing: Type.Boolean(),
  state: DueStateSchema,
  fromAt: Instant,
  deadlineAt: Instant,
  /** Of an open one. */
  lamp: nullable(LampSchema),
  holder: Named,
  tries: Type.Integer(),
  lastTryAt: nullable(Instant),
  /** How many other dues this one answers for. */
  merged: Type.Integer(),
  endedAt: nullable(Instant),
  /** Why it was dropped, merged or capped. */
  endedWhy: nullable(WordsSchema),
  dropReason: nullable(DropReasonSchema),
  /** Where it stands in the week that was asked for. */
  planned: nullable(Type.Object({ day: Day, position: Type.Integer(), why: WordsSchema, byHand: Type.Boolean() })),
})
export type DueRow = Static<typeof DueRow>

/** `part` with `quarter` comes from a click on the coverage and selects exactly what was counted. */
export const DueFilter = {
  state: Type.Optional(Type.Array(DueStateSchema, { maxItems: 5 })),
  overdue: Type.Optional(Type.Boolean()),
  mine: Type.Optional(Type.Boolean()),
  q: Type.Optional(Type.String({ maxLength: 60 })),
  quarter: Type.Optional(Quarter),
  /** The deadline lies in these days, both included. */
  dueFrom: Type.Optional(Day),
  dueTo: Type.Optional(Day),
  subjectKind: Type.Optional(SubjectKindSchema),
  part: Type.Optional(PartSchema),
  placeId: Type.Optional(idSchema<'place'>()),
  gridId: Type.Optional(idSchema<'grid'>()),
  /** Only at `placeId` itself, not below it. */
  directly: Type.Optional(Type.Boolean()),
  postId: Type.Optional(idSchema<'post'>()),
  rule: Type.Optional(Type.String({ maxLength: 40 })),
}

export const listDues = endpoint({
  id: 'visits.dues',
  method: 'GET',
  path: '/api/visits/dues',
  summary: { zh: '应访清单', en: 'Dues' },
  query: Type.Object({ ...DueFilter, ...PageQuery }),
  response: pageOf(DueRow),
})

/** Exactly what the list with the same filter shows, with who went, how, and what became of it. */
export const exportDues = endpoint({
  id: 'visits.export_dues',
  method: 'GET',
  path: '/api/visits/dues/export.xlsx',
  summary: { zh: '导出走访台账', en: 'Export dues and visits' },
  query: Type.Object(DueFilter),
  produces: 'bytes',
  hands: 'export',
})

/** One call or visit, as the history of a subject tells it. */
export const VisitEntry = Type.Object({
  id: idSchema<'visit'>(),
  heldAt: Instant,
  method: MethodSchema,
  reached: Type.Boolean(),
  supplement: Type.Boolean(),
  rule: WordsSchema,
  post: nullable(WordsSchema),
  mood: nullable(Type.Integer()),
  followUp: Type.Boolean(),
  answers: Type.Array(Type.Object({ question: WordsSchema, answer: WordsSchema })),
  words: nullable(Type.String()),
  fileIds: Type.Array(idSchema<'file'>()),
  matter: nullable(Type.Object({ id: idSchema<'matter'>(), number: Type.String() })),
})
export type VisitEntry = Static<typeof VisitEntry>

export const ContactView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  duty: nullable(Type.String()),
  phone: nullable(Type.String()),
})

/** All that a call needs: whom, what to ask, what was said before. */
export const DueView = Type.Object({
  ...DueRow.properties,
  contacts: Type.Array(ContactView),
  /** Only what is not known yet. */
  questions: Type.Array(QuestionSchema),
  /** How many questions are left out because their answers are known. */
  known: Type.Integer(),
  /** At most so many photos; 0: the form takes none. */
  photos: Type.Integer(),
  mergedDues: Type.Array(Type.Object({ rule: WordsSchema, why: WordsSchema })),
  history: Type.Array(VisitEntry),
  /** Categories of the kind of matter that a difficulty becomes. */
  categories: Type.Array(
    Type.Object({
      code: Type.String(),
      parent: nullable(Type.String()),
      name: WordsSchema,
      keywords: Type.Array(Type.String()),
    }),
  ),
  may: Type.Object({ record: Type.Boolean(), drop: Type.Boolean(), plan: Type.Boolean() }),
})
export type DueView = Static<typeof DueView>

export const getDue = endpoint({
  id: 'visits.due',
  method: 'GET',
  path: '/api/visits/dues/:dueId',
  summary: { zh: '一次应访', en: 'One due' },
  params: dueId,
  response: DueView,
})

// ---- recording ------------------------------------------------------------------------------------------------

export const RaisedMatter = Type.Object({
  id: idSchema<'matter'>(),
  number: Type.String(),
  holder: Type.Object({ name: Type.String(), nameEn: Type.String() }),
  dueAt: Instant,
})

export const RecordBody = Type.Object({
  /** Made by the client, so that a retry names the same visit. */
  visitId: idSchema<'visit'>(),
  method: MethodSchema,
  reached: Type.Boolean(),
  /** When it was, if it is told later (a phone without a network). */
  heldAt: Type.Optional(Instant),
  contactId: Type.Optional(Type.String({ maxLength: 60 })),
  answers: Type.Optional(Answers),
  words: Type.Optional(Type.String({ maxLength: 2000 })),
  mood: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  followUp: Type.Optional(Type.Boolean()),
  difficulty: Type.Optional(
    Type.Object({ category: Type.String({ maxLength: 40 }), words: Type.String({ minLength: 4, maxLength: 2000 }) }),
  ),
  fileIds: Type.Optional(FileIds),
  /** Somebody else has recorded it meanwhile: this is kept beside it. */
  supplement: Type.Optional(Type.Boolean()),
})
export type RecordBody = Static<typeof RecordBody>

export const RecordAnswer = Type.Object({
  visitId: idSchema<'visit'>(),
  state: DueStateSchema,
  /** Nobody was reached, or a follow-up is wanted: when it goes on. */
  again: nullable(Type.Object({ fromAt: Instant, deadlineAt: Instant })),
  /** The difficulty that was named, as the matter that it became. */
  matter: nullable(RaisedMatter),
  /** Why it did not become one; its words are kept. */
  notRaised: nullable(WordsSchema),
})
export type RecordAnswer = Static<typeof RecordAnswer>

/** A call or a visit, reached or not. A difficulty named in it becomes a matter at once. */
export const recordVisit = endpoint({
  id: 'visits.record',
  method: 'POST',
  path: '/api/visits/dues/:dueId/record',
  summary: { zh: '登记走访', en: 'Record a visit' },
  params: dueId,
  body: RecordBody,
  response: RecordAnswer,
})

export const dropDue = endpoint({
  id: 'visits.drop',
  method: 'POST',
  path: '/api/visits/dues/:dueId/drop',
  summary: { zh: '不再走访', en: 'Drop a due' },
  params: dueId,
  body: Type.Object({ reason: Type.Enum(givenReasons), words: Type.String({ minLength: 4, maxLength: 300 }) }),
  response: Done,
})

/** A contact's name and phone in full; leaves an event. */
export const revealContact = endpoint({
  id: 'visits.reveal',
  method: 'POST',
  path: '/api/visits/dues/:dueId/contacts/:contactId/reveal',
  summary: { zh: '查看完整联系方式', en: 'Reveal a contact' },
  params: Type.Object({ dueId: idSchema<'due'>(), contactId: Type.String({ maxLength: 60 }) }),
  body: Type.Object({ reason: Type.String({ minLength: 4, maxLength: 200 }) }),
  response: Type.Object({ name: Type.String(), phone: nullable(Type.String()) }),
})

// ---- my week --------------------------------------------------------------------------------------------------

export const WeekView = Type.Object({
  /** Its Monday. */
  weekOn: Day,
  today: Day,
  /** Somebody or the night has planned it. */
  planned: Type.Boolean(),
  days: Type.Array(Type.Object({ day: Day, works: Type.Boolean(), items: Type.Array(DueRow) })),
  /** Mine, open, and not in this week: overdue ones first. */
  waiting: Type.Array(DueRow),
  counts: Type.Object({
    planned: Type.Integer(),
    done: Type.Integer(),
    overdue: Type.Integer(),
    waiting: Type.Integer(),
  }),
})
export type WeekView = Static<typeof WeekView>

/** My week: what stands in it, in the order of the walk, and what waits. No day: today's, on a day of rest the next. */
export const myWeek = endpoint({
  id: 'visits.week',
  method: 'GET',
  path: '/api/visits/week',
  summary: { zh: '我的一周', en: 'My week' },
  query: Type.Object({ on: Type.Optional(Day) }),
  response: WeekView,
})

/** Plans my week anew from today; what I moved by hand stays where I put it. */
export const planMyWeek = endpoint({
  id: 'visits.plan_week',
  method: 'POST',
  path: '/api/visits/week/plan',
  summary: { zh: '排一周', en: 'Plan my week' },
  body: Type.Object({ on: Type.Optional(Day) }),
  response: Type.Object({
    planned: Type.Integer(),
    left: Type.Array(Type.Object({ dueId: idSchema<'due'>(), why: WordsSchema })),
  }),
})

const WeekRun = Type.Object({
  id: idSchema<'weekRun'>(),
  weekOn: Day,
  state: Type.Union([Type.Literal('queued'), Type.Literal('running'), Type.Literal('done'), Type.Literal('cancelled')]),
  /** How much of all dues is planned, 0 to 1, the search under way included. */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  /** Groups of posts that are planned, of all. */
  done: Type.Integer(),
  total: Type.Integer(),
  planned: Type.Integer(),
  /** What found no place, by reason. */
  left: Type.Array(Type.Object({ why: WordsSchema, count: Type.Integer() })),
  askedAt: Instant,
  endedAt: Type.Union([Instant, Type.Null()]),
})
export type WeekRunView = Static<typeof WeekRun>

/** Plans the week of my office and of all posts below it, as a job; what was moved by hand stays. */
export const planOfficeWeek = endpoint({
  id: 'visits.plan_office_week',
  method: 'POST',
  path: '/api/visits/week-runs',
  summary: { zh: '排本单位及以下的一周走访', en: 'Plan the week of my office and all below' },
  body: Type.Object({ on: Type.Optional(Day) }),
  response: Type.Object({ run: WeekRun }),
})

export const lastOfficeWeek = endpoint({
  id: 'visits.office_week',
  method: 'GET',
  path: '/api/visits/week-runs/last',
  summary: { zh: '最近一次排周', en: 'The last planning of my office' },
  response: Type.Object({ run: Type.Union([WeekRun, Type.Null()]) }),
})

/** What is planned by then stays planned. */
export const cancelOfficeWeek = endpoint({
  id: 'visits.cancel_office_week',
  method: 'POST',
  path: '/api/visits/week-runs/last/cancel',
  summary: { zh: '停止排周', en: 'Stop planning' },
  body: Type.Object({}),
  response: Type.Object({ run: Type.Union([WeekRun, Type.Null()]) }),
})

export const moveDue = endpoint({
  id: 'visits.move',
  method: 'POST',
  path: '/api/visits/dues/:dueId/move',
  summary: { zh: '改到另一天', en: 'Move to another day' },
  params: dueId,
  body: Type.Object({ day: Day }),
  response: Done,
})

// ---- coverage -------------------------------------------------------------------------------------------------

const Counted = Type.Object({ numerator: Type.Integer(), denominator: Type.Integer(), excluded: Type.Integer() })

export const CoverageView = Type.Object({
  quarter: Quarter,
  place: Named,
  above: Type.Array(Named),
  total: Counted,
  /** Of the posts that I act for. */
  mine: Counted,
  /** The last quarters, the oldest first. */
  quarters: Type.Array(Type.Object({ quarter: Quarter, ...Counted.properties })),
  /** Places below, in the order of the register; `direct`: at the place itself. */
  places: Type.Array(Type.Object({ ...Named.properties, direct: Type.Boolean(), ...Counted.properties })),
  /** By grid, in the order of the register; what lies in none is left out. */
  grids: Type.Array(Type.Object({ ...Named.properties, ...Counted.properties })),
  /** By post and never by person, in the order of names: not a ranking. */
  posts: Type.Array(Type.Object({ ...Named.properties, ...Counted.properties })),
  rules: Type.Array(Type.Object({ code: Type.String(), name: WordsSchema, ...Counted.properties })),
})
export type CoverageView = Static<typeof CoverageView>

/** 已访 ÷ 应访 of what the reader may see: dues whose deadline lies in the quarter. */
export const readCoverage = endpoint({
  id: 'visits.coverage',
  method: 'GET',
  path: '/api/visits/coverage',
  summary: { zh: '走访覆盖', en: 'Coverage' },
  query: Type.Object({
    quarter: Type.Optional(Quarter),
    placeId: Type.Optional(idSchema<'place'>()),
    subjectKind: Type.Optional(SubjectKindSchema),
  }),
  response: CoverageView,
})

// ---- rules ----------------------------------------------------------------------------------------------------

export const RuleVersionView = Type.Object({
  version: Type.Integer(),
  validFrom: Instant,
  authorName: nullable(Type.String()),
  spec: RuleSpec,
})
export type RuleVersionView = Static<typeof RuleVersionView>

export const SettingsBody = Type.Object({
  mergeDays: Type.Integer({ minimum: 0, maximum: 60 }),
  perQuarter: Type.Integer({ minimum: 1, maximum: 60 }),
  callsADay: Type.Integer({ minimum: 1, maximum: 60 }),
  visitsADay: Type.Integer({ minimum: 1, maximum: 30 }),
})
export type Settings = Static<typeof SettingsBody>

export const listRules = endpoint({
  id: 'visits.rules',
  method: 'GET',
  path: '/api/visits/rules',
  summary: { zh: '走访规则', en: 'Rules of visits' },
  response: Type.Object({
    /** Each with all its versions, the newest first; the one in force is named. */
    rules: Type.Array(
      Type.Object({
        code: Type.String(),
        inForce: nullable(Type.Integer()),
        versions: Type.Array(RuleVersionView),
      }),
    ),
    settings: SettingsBody,
  }),
})

/** Saves a rule as its next version. What is due already stays as it was made. */
export const saveRuleVersion = endpoint({
  id: 'visits.save_rule',
  method: 'POST',
  path: '/api/visits/rules/:code',
  summary: { zh: '保存规则新版本', en: 'Save a new version of a rule' },
  params: Type.Object({ code: Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' }) }),
  body: Type.Object({ validFrom: Type.Optional(Instant), spec: RuleSpec }),
  response: Type.Object({ version: Type.Integer() }),
})

export const saveVisitSettings = endpoint({
  id: 'visits.save_settings',
  method: 'POST',
  path: '/api/visits/settings',
  summary: { zh: '保存走访设置', en: 'Save the settings of visits' },
  body: SettingsBody,
  response: Done,
})
