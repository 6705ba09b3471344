import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { DueStateSchema, LampSchema, MethodSchema, QuestionSchema } from '../visits/contract.ts'
import {
  CircumstanceCode,
  ContactValue,
  choices,
  EntryStateSchema,
  endReasons,
  FactKey,
  FactValue,
  ItemSchema,
  MemberValue,
  relations,
  SensitivitySchema,
  SourceSchema,
  sexes,
  wishKinds,
  wishStates,
} from './shapes.ts'

export type { EntryId, HouseholdId, MemberId, NoteId, RoomId, WishId } from './shapes.ts'

const Named = Type.Object({ id: Type.String(), name: Type.String(), nameEn: Type.String() })
const words = (most: number, least = 1) => Type.String({ minLength: least, maxLength: most, pattern: '\\S' })
const count = Type.Integer({ minimum: 0 })
const byHousehold = Type.Object({ householdId: idSchema<'household'>() })

export const RoomShape = Type.Object({
  id: idSchema<'room'>(),
  building: Named,
  compound: Named,
  unit: Type.String(),
  floor: Type.Integer(),
  number: Type.String(),
})

// ---- lists ----------------------------------------------------------------------------------------------------

/** What a list is narrowed to; the figures count by the same conditions. */
export const shows = ['due', 'overdue', 'not_reached', 'conflict', 'difference', 'wish', 'care', 'ended'] as const
export type Show = (typeof shows)[number]

export const HouseholdFilter = {
  /** A room (`1-501`, `501`), a building's name, or a whole name or phone of somebody who lives there. */
  q: Type.Optional(Type.String({ maxLength: 60 })),
  placeId: Type.Optional(idSchema<'place'>()),
  gridId: Type.Optional(idSchema<'grid'>()),
  circumstance: Type.Optional(CircumstanceCode),
  show: Type.Optional(Type.Enum(shows)),
}
const FilterSchema = Type.Object(HouseholdFilter)
export type HouseholdFilter = Static<typeof FilterSchema>

export const HouseholdRow = Type.Object({
  id: idSchema<'household'>(),
  room: RoomShape,
  grid: nullable(Named),
  /** Masked; null where nobody is known. */
  contact: nullable(Type.Object({ name: Type.String(), phone: nullable(Type.String()) })),
  people: count,
  circumstances: Type.Array(CircumstanceCode),
  fromOn: Day,
  toOn: nullable(Day),
  lastReachedAt: nullable(Instant),
  /** Tries since somebody was reached. */
  tries: count,
  /** The visit that is due next. */
  due: nullable(
    Type.Object({ id: idSchema<'due'>(), rule: WordsSchema, deadlineAt: Instant, lamp: nullable(LampSchema) }),
  ),
  conflicts: count,
  differences: count,
  wishes: count,
})
export type HouseholdRow = Static<typeof HouseholdRow>

export const listHouseholds = endpoint({
  id: 'households.list',
  method: 'GET',
  path: '/api/households',
  summary: { zh: '住户清单', en: 'Households' },
  query: Type.Object({ ...PageQuery, ...HouseholdFilter }),
  response: pageOf(HouseholdRow),
})

/** The list with the same filter, masked. */
export const exportHouseholds = endpoint({
  id: 'households.export',
  method: 'GET',
  path: '/api/households/export.xlsx',
  summary: { zh: '导出住户清单', en: 'Export households' },
  query: FilterSchema,
  produces: 'bytes',
  hands: 'export',
})

/** What there is and what presses; each opens the list by `show` with the same place. For who sees figures only as well. */
export const householdFigures = endpoint({
  id: 'households.figures',
  method: 'GET',
  path: '/api/households/figures',
  summary: { zh: '住户概况', en: 'Figures of households' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()), gridId: Type.Optional(idSchema<'grid'>()) }),
  response: Type.Object({
    households: count,
    /** Rooms in which nobody is known to live. */
    vacant: count,
    ...{ due: count, overdue: count, notReached: count, conflicts: count, differences: count, wishes: count },
    /** Days after which a household counts as not reached in long. */
    notReachedDays: count,
    /** By grid, in the order of the register: not a ranking. 已访 ÷ 应访 of this quarter. */
    grids: Type.Array(
      Type.Object({
        grid: Named,
        households: count,
        /** 应访, 已访, and what counts as neither. */
        ...{ due: count, done: count, excluded: count },
        notReached: count,
      }),
    ),
    /** `2026-Q4`: what a click on 应访 or 已访 passes to the list of dues, with subjectKind=household and gridId. */
    quarter: Type.String(),
    /** The reader may open the households themselves. */
    mayOpen: Type.Boolean(),
  }),
})
export type HouseholdFigures = Static<typeof householdFigures.response>

/** The rooms of one building, as stairs: lived in, due, reached. */
export const DoorState = Type.Enum(['vacant', 'fine', 'due', 'overdue', 'tried', 'done'] as const)
const Door = Type.Object({
  roomId: idSchema<'room'>(),
  unit: Type.String(),
  floor: Type.Integer(),
  number: Type.String(),
  householdId: nullable(idSchema<'household'>()),
  /** `tried`: nobody was at home and it is tried again; `done`: reached today; `fine`: nothing due. */
  state: DoorState,
})
export type Door = Static<typeof Door>

export const readStairs = endpoint({
  id: 'households.stairs',
  method: 'GET',
  path: '/api/households/buildings/:placeId/stairs',
  summary: { zh: '楼栋住户图', en: 'Stairs of a building' },
  params: Type.Object({ placeId: idSchema<'place'>() }),
  response: Type.Object({ building: Named, compound: Named, doors: Type.Array(Door) }),
})

// ---- one household --------------------------------------------------------------------------------------------

/** An entered value: what, by whom, when, told by whom, and what became of it. Names and phones are masked. */
const Entered = Type.Object({
  /** What a change names as `basisId`. */
  entryId: idSchema<'entry'>(),
  source: SourceSchema,
  asOf: Day,
  at: Instant,
  post: nullable(WordsSchema),
})

const Member = Type.Object({
  ...Entered.properties,
  memberId: idSchema<'member'>(),
  name: Type.String(),
  phone: nullable(Type.String()),
  birth: nullable(Type.String()),
  age: nullable(Type.Integer()),
  sex: nullable(Type.Enum(sexes)),
  relation: Type.Enum(relations),
})
const Fact = Type.Object({
  ...Entered.properties,
  key: FactKey,
  value: FactValue,
  /** It is old and may be asked again. */
  stale: Type.Boolean(),
})
const Circumstance = Type.Object({
  /** Null: it follows from what is known (80 or older). */
  entryId: nullable(idSchema<'entry'>()),
  code: CircumstanceCode,
  memberId: nullable(idSchema<'member'>()),
  fromOn: Day,
  untilOn: nullable(Day),
  words: nullable(Type.String()),
  source: nullable(SourceSchema),
  sensitive: Type.Boolean(),
})

/** A value to show beside another: a line for each part, in words of both languages; names and phones masked. */
const Shown = Type.Object({
  entryId: nullable(idSchema<'entry'>()),
  /** Empty: it was taken away. */
  lines: Type.Array(Type.Object({ label: WordsSchema, value: WordsSchema })),
  source: nullable(SourceSchema),
  asOf: nullable(Day),
  at: nullable(Instant),
  by: nullable(WordsSchema),
})
export type Shown = Static<typeof Shown>

export const ConflictView = Type.Object({
  /** The entry that waits. */
  id: idSchema<'entry'>(),
  kind: Type.Enum(['conflict', 'difference'] as const),
  household: Type.Object({ id: idSchema<'household'>(), room: RoomShape }),
  item: ItemSchema,
  label: WordsSchema,
  current: Shown,
  other: Shown,
  /** What the one who asks adds. */
  words: nullable(Type.String()),
  mayChoose: Type.Array(Type.Enum(choices)),
})
export type ConflictView = Static<typeof ConflictView>

export const NoteView = Type.Object({
  id: idSchema<'note'>(),
  householdId: nullable(idSchema<'household'>()),
  /** Where; for the street only the building. */
  place: Named,
  door: nullable(Type.String()),
  at: Instant,
  post: nullable(WordsSchema),
  words: Type.String(),
  sensitivity: SensitivitySchema,
  matter: nullable(Type.Object({ id: idSchema<'matter'>(), number: Type.String() })),
  wish: nullable(Type.Enum(wishKinds)),
  volunteer: Type.Boolean(),
})
export type NoteView = Static<typeof NoteView>

const WishView = Type.Object({
  id: idSchema<'wish'>(),
  kind: Type.Enum(wishKinds),
  words: nullable(Type.String()),
  state: Type.Enum(wishStates),
  at: Instant,
})

/** One try or visit, newest first. */
const VisitLine = Type.Object({
  id: idSchema<'visit'>(),
  heldAt: Instant,
  reached: Type.Boolean(),
  supplement: Type.Boolean(),
  method: MethodSchema,
  rule: WordsSchema,
  post: nullable(WordsSchema),
  answers: Type.Array(Type.Object({ question: WordsSchema, answer: WordsSchema })),
  fileIds: Type.Array(idSchema<'file'>()),
})

export const HistoryLine = Type.Object({
  entryId: idSchema<'entry'>(),
  item: ItemSchema,
  label: WordsSchema,
  lines: Shown.properties.lines,
  state: EntryStateSchema,
  source: SourceSchema,
  at: Instant,
  by: nullable(WordsSchema),
})

export const HouseholdView = Type.Object({
  ...HouseholdRow.properties,
  contactEntry: nullable(Entered),
  members: Type.Array(Member),
  facts: Type.Array(Fact),
  circumstanceList: Type.Array(Circumstance),
  open: Type.Array(ConflictView),
  wishList: Type.Array(WishView),
  notes: Type.Array(NoteView),
  visits: Type.Array(VisitLine),
  /** The last 100 entered values. */
  history: Type.Array(HistoryLine),
  endedWhy: nullable(Type.Enum(endReasons)),
  /** Open and due visits, the next one first. */
  dues: Type.Array(
    Type.Object({ id: idSchema<'due'>(), rule: WordsSchema, deadlineAt: Instant, state: DueStateSchema }),
  ),
})
export type HouseholdView = Static<typeof HouseholdView>

export const getHousehold = endpoint({
  id: 'households.get',
  method: 'GET',
  path: '/api/households/:householdId',
  summary: { zh: '一户', en: 'One household' },
  params: byHousehold,
  response: HouseholdView,
})

// ---- changes --------------------------------------------------------------------------------------------------

/** A circumstance as it is given; its code and member stand in the item. */
const GivenValue = Type.Union([
  ContactValue,
  MemberValue,
  Type.Object({
    fromOn: Day,
    untilOn: Type.Optional(nullable(Day)),
    words: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  FactValue,
  Type.Null(),
])

export const ChangeSchema = Type.Object({
  /** Made by the client: sent again, it changes nothing and is answered as before. */
  id: idSchema<'entry'>(),
  item: ItemSchema,
  /** Null takes it away: a member who left, a circumstance that is over. */
  value: GivenValue,
  /** The entry that was seen as current, or one's own earlier change of the same item; null: nothing was known. */
  basisId: nullable(idSchema<'entry'>()),
  asOf: Type.Optional(Day),
  /** `desk` unless said; `office:民政` where another office told it. */
  source: Type.Optional(SourceSchema),
})
export type Change = Static<typeof ChangeSchema>

export const ChangeResult = Type.Object({
  id: idSchema<'entry'>(),
  /** `current`, `same`; or `conflict`, `difference`: kept, and shown to those in charge. */
  state: EntryStateSchema,
})
export type ChangeResult = Static<typeof ChangeResult>

const Changes = Type.Array(ChangeSchema, { maxItems: 60 })

export const enterChanges = endpoint({
  id: 'households.enter',
  method: 'POST',
  path: '/api/households/:householdId/changes',
  summary: { zh: '登记信息变化', en: 'Enter changes' },
  params: byHousehold,
  body: Type.Object({ changes: Type.Array(ChangeSchema, { minItems: 1, maxItems: 60 }) }),
  response: Type.Object({ results: Type.Array(ChangeResult) }),
})

export const AddBody = Type.Object({
  id: idSchema<'household'>(),
  roomId: idSchema<'room'>(),
  fromOn: Type.Optional(Day),
  /** Contact, members, facts: with `basisId` null. */
  changes: Type.Optional(Changes),
})
export type AddBody = Static<typeof AddBody>

/** 409 where somebody lives there already: end that household first. */
export const addHousehold = endpoint({
  id: 'households.add',
  method: 'POST',
  path: '/api/households',
  summary: { zh: '新建一户', en: 'Add a household' },
  body: AddBody,
  response: Type.Object({ id: idSchema<'household'>() }),
})

export const endHousehold = endpoint({
  id: 'households.end',
  method: 'POST',
  path: '/api/households/:householdId/end',
  summary: { zh: '不再住在这里', en: 'End a household' },
  params: byHousehold,
  body: Type.Object({ reason: Type.Enum(endReasons), toOn: Type.Optional(Day) }),
  response: Done,
})

/** A contact or a member in full; leaves an event. */
export const revealPerson = endpoint({
  id: 'households.reveal',
  method: 'POST',
  path: '/api/households/:householdId/reveal',
  summary: { zh: '查看完整姓名和电话', en: 'Reveal a name and phone' },
  params: byHousehold,
  body: Type.Object({ memberId: nullable(idSchema<'member'>()), reason: words(200, 4) }),
  response: Type.Object({ name: Type.String(), phone: nullable(Type.String()), birth: nullable(Type.String()) }),
})

// ---- conflicts ------------------------------------------------------------------------------------------------

/** Open conflicts and differences of those that the reader is in charge of; the oldest first. */
export const listConflicts = endpoint({
  id: 'households.conflicts',
  method: 'GET',
  path: '/api/households/conflicts',
  summary: { zh: '待处理的不一致', en: 'Conflicts and differences' },
  query: Type.Object({ ...PageQuery, kind: Type.Optional(Type.Enum(['conflict', 'difference'] as const)) }),
  response: pageOf(ConflictView),
})

export const settleConflict = endpoint({
  id: 'households.settle',
  method: 'POST',
  path: '/api/households/conflicts/:entryId/settle',
  summary: { zh: '选定一项', en: 'Settle a conflict' },
  params: Type.Object({ entryId: idSchema<'entry'>() }),
  body: Type.Object({
    choose: Type.Enum(choices),
    /** What stood as current before who chooses; has it changed since: 409, look again. */
    currentId: nullable(idSchema<'entry'>()),
  }),
  response: Done,
})

// ---- at the door ----------------------------------------------------------------------------------------------

const MatterOfNote = Type.Object({ category: Type.String({ maxLength: 40 }), words: words(2000, 4) })
const WishOfNote = Type.Object({
  id: idSchema<'wish'>(),
  kind: Type.Enum(wishKinds),
  words: Type.Optional(Type.String({ maxLength: 300 })),
})

export const DoorNote = Type.Object({
  id: idSchema<'note'>(),
  words: words(2000),
  sensitivity: SensitivitySchema,
  matter: Type.Optional(MatterOfNote),
  wish: Type.Optional(WishOfNote),
  volunteer: Type.Optional(Type.Boolean()),
})

export const DoorBody = Type.Object({
  /** Made by the client: sent again, it is the same visit. */
  visitId: idSchema<'visit'>(),
  dueId: idSchema<'due'>(),
  method: MethodSchema,
  reached: Type.Boolean(),
  /** When it was; a phone without a network tells it later. */
  heldAt: Instant,
  /** `nobody_lives`: the household ends with this visit. */
  nobodyLives: Type.Optional(Type.Boolean()),
  /** By the code of the question. Facts among them are entered as such. */
  answers: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String({ maxLength: 200 }), Type.Number()]))),
  /** By fact key: the entry that the phone had as current when it asked; left out: none. */
  bases: Type.Optional(Type.Record(Type.String(), idSchema<'entry'>())),
  changes: Type.Optional(Changes),
  note: Type.Optional(DoorNote),
  followUp: Type.Optional(Type.Boolean()),
  fileIds: Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 9 })),
})
export type DoorBody = Static<typeof DoorBody>

/**
 * Everything of one door in one call: the visit, answers, changes, words. Somebody recorded the same visit meanwhile:
 * this one is kept as a supplement, and the answer says so; there is no 409 for it. Files are sent before it.
 */
export const recordDoor = endpoint({
  id: 'households.door',
  method: 'POST',
  path: '/api/households/:householdId/door',
  summary: { zh: '登记一次上门', en: 'Record a door' },
  params: byHousehold,
  body: DoorBody,
  response: Type.Object({
    visitId: idSchema<'visit'>(),
    dueState: DueStateSchema,
    /** Who was quicker: this was kept beside it. */
    supplementTo: nullable(WordsSchema),
    again: nullable(Type.Object({ fromAt: Instant, deadlineAt: Instant })),
    results: Type.Array(ChangeResult),
    matter: nullable(Type.Object({ id: idSchema<'matter'>(), number: Type.String() })),
    /** Why the words did not become a matter; they are kept as a note. */
    notRaised: nullable(WordsSchema),
  }),
})
export type DoorAnswer = Static<typeof recordDoor.response>

const Stop = Type.Object({
  householdId: idSchema<'household'>(),
  /** In the order of the walk, from 1. */
  position: Type.Integer(),
  room: RoomShape,
  due: Type.Object({
    id: idSchema<'due'>(),
    rule: WordsSchema,
    method: MethodSchema,
    state: DueStateSchema,
    deadlineAt: Instant,
    lamp: nullable(LampSchema),
    tries: count,
    /** Stands in today's plan; else it is on the way. */
    planned: Type.Boolean(),
  }),
  /** Only what is not known yet. */
  questions: Type.Array(QuestionSchema),
  /** How many are left out because they are known. */
  known: count,
  photos: count,
  contact: nullable(Type.Object({ entryId: idSchema<'entry'>(), name: Type.String(), phone: nullable(Type.String()) })),
  members: Type.Array(
    Type.Object({
      memberId: idSchema<'member'>(),
      entryId: idSchema<'entry'>(),
      name: Type.String(),
      age: nullable(Type.Integer()),
      sex: nullable(Type.Enum(sexes)),
      relation: Type.Enum(relations),
    }),
  ),
  facts: Type.Array(
    Type.Object({ key: FactKey, value: FactValue, entryId: idSchema<'entry'>(), source: SourceSchema, asOf: Day }),
  ),
  circumstances: Type.Array(
    Type.Object({
      code: CircumstanceCode,
      memberId: nullable(idSchema<'member'>()),
      entryId: nullable(idSchema<'entry'>()),
      untilOn: nullable(Day),
    }),
  ),
  /** The last three. */
  notes: Type.Array(Type.Object({ at: Instant, words: Type.String(), sensitivity: SensitivitySchema })),
  lastReachedAt: nullable(Instant),
  openConflicts: count,
})
export type Stop = Static<typeof Stop>

/** Everything that today's walk needs, in one call: at most 60 doors of the posts that I act for. */
export const readDay = endpoint({
  id: 'households.day',
  method: 'GET',
  path: '/api/households/day',
  summary: { zh: '今天的走访', en: 'My day of visits' },
  response: Type.Object({
    today: Day,
    /** When it was made: what is shown without a network is as of then. */
    at: Instant,
    stops: Type.Array(Stop),
    /** More are open than fit here. */
    waiting: count,
    /** Doors of the staircases that the walk climbs, for the picture. */
    staircases: Type.Array(
      Type.Object({ building: Named, compound: Named, unit: Type.String(), doors: Type.Array(Door) }),
    ),
    /** Of the matter that a note becomes. */
    categories: Type.Array(
      Type.Object({
        code: Type.String(),
        parent: nullable(Type.String()),
        name: WordsSchema,
        keywords: Type.Array(Type.String()),
      }),
    ),
  }),
})
export type DayView = Static<typeof readDay.response>

// ---- notes, wishes --------------------------------------------------------------------------------------------

/** Those in charge see all of theirs; the street sees the open ones, without door and names. Newest first. */
export const listNotes = endpoint({
  id: 'households.notes',
  method: 'GET',
  path: '/api/households/notes',
  summary: { zh: '民情日志', en: 'Notes' },
  query: Type.Object({
    ...PageQuery,
    placeId: Type.Optional(idSchema<'place'>()),
    gridId: Type.Optional(idSchema<'grid'>()),
    /** What became of them. */
    became: Type.Optional(Type.Enum(['matter', 'wish', 'volunteer', 'nothing'] as const)),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
  }),
  response: pageOf(NoteView),
})

/** Words about a household without a visit. */
export const addNote = endpoint({
  id: 'households.add_note',
  method: 'POST',
  path: '/api/households/:householdId/notes',
  summary: { zh: '记一条民情', en: 'Write a note' },
  params: byHousehold,
  body: Type.Object({ id: idSchema<'note'>(), words: words(2000), sensitivity: SensitivitySchema }),
  response: Type.Object({ id: idSchema<'note'>() }),
})

/** One of a matter, a wish, a volunteer is made of a note. Asked again, it is the same one. */
export const turnNote = endpoint({
  id: 'households.turn_note',
  method: 'POST',
  path: '/api/households/notes/:noteId/turn',
  summary: { zh: '由民情生成', en: 'Make something of a note' },
  params: Type.Object({ noteId: idSchema<'note'>() }),
  body: Type.Object({
    matter: Type.Optional(MatterOfNote),
    wish: Type.Optional(WishOfNote),
    volunteer: Type.Optional(Type.Boolean()),
  }),
  response: Type.Object({
    matter: nullable(Type.Object({ id: idSchema<'matter'>(), number: Type.String() })),
    wishId: nullable(idSchema<'wish'>()),
    volunteer: Type.Boolean(),
  }),
})

export const withdrawWish = endpoint({
  id: 'households.withdraw_wish',
  method: 'POST',
  path: '/api/households/wishes/:wishId/withdraw',
  summary: { zh: '撤回心愿', en: 'Withdraw a wish' },
  params: Type.Object({ wishId: idSchema<'wish'>() }),
  response: Done,
})

// ---- not reached ----------------------------------------------------------------------------------------------

/** Who was not reached in long, the most pressing first: care before others, then the longest time. */
export const listUnreached = endpoint({
  id: 'households.unreached',
  method: 'GET',
  path: '/api/households/unreached',
  summary: { zh: '长期未见', en: 'Not reached in long' },
  query: Type.Object({
    ...PageQuery,
    gridId: Type.Optional(idSchema<'grid'>()),
    placeId: Type.Optional(idSchema<'place'>()),
    /** 90 unless said. */
    days: Type.Optional(Type.Integer({ minimum: 7, maximum: 730 })),
  }),
  response: pageOf(HouseholdRow),
})

// ---- the resident's own page ----------------------------------------------------------------------------------

/** What is held on the household in which the reader is known by the phone of the account; null: none is known. */
export const myHome = endpoint({
  id: 'households.mine',
  method: 'GET',
  path: '/api/households/mine',
  summary: { zh: '我家的信息', en: 'What is held on my household' },
  response: Type.Object({
    home: nullable(
      Type.Object({
        room: RoomShape,
        /** Unmasked only what is the reader's own; others are masked. */
        contact: nullable(Type.Object({ name: Type.String(), phone: nullable(Type.String()) })),
        members: Type.Array(
          Type.Object({
            memberId: idSchema<'member'>(),
            name: Type.String(),
            birth: nullable(Type.String()),
            relation: Type.Enum(relations),
            me: Type.Boolean(),
          }),
        ),
        facts: Type.Array(Type.Object({ key: FactKey, value: FactValue, source: SourceSchema, asOf: Day })),
        circumstances: Type.Array(
          Type.Object({ code: CircumstanceCode, fromOn: Day, untilOn: nullable(Day), source: nullable(SourceSchema) }),
        ),
        /** How often somebody called, and when last; and how often names were looked up in full. */
        visits: count,
        lastVisitAt: nullable(Instant),
        reveals: count,
        /** My asked corrections that nobody has settled yet. */
        asked: Type.Array(Type.Object({ id: idSchema<'entry'>(), item: ItemSchema, at: Instant })),
      }),
    ),
  }),
})
export type MyHome = Static<typeof myHome.response>

/** Becomes a difference that those in charge settle. */
export const askCorrection = endpoint({
  id: 'households.ask_correction',
  method: 'POST',
  path: '/api/households/mine/corrections',
  summary: { zh: '请求更正', en: 'Ask for a correction' },
  body: Type.Object({
    id: idSchema<'entry'>(),
    item: ItemSchema,
    value: GivenValue,
    words: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  response: Done,
})
