import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, type Id, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'

export type FirmId = Id<'firm'>
export type SuiteId = Id<'suite'>
export type TenancyId = Id<'tenancy'>
export type ContactId = Id<'firmContact'>
export type TagId = Id<'firmTag'>
export type MergeId = Id<'firmMerge'>
export type FirmImportId = Id<'firmImport'>

const literals = <Values extends string[]>(values: readonly [...Values]) => Type.Enum(values)

// ---- names of states and choices ------------------------------------------------------------------------------

export const buildingPurposes = ['office', 'mixed', 'shop', 'industry'] as const
export const suitePurposes = ['office', 'shop', 'storage', 'service', 'public'] as const
/** How a suite stands on a day. Occupied and expiring hold a firm; only what is lettable can be vacant. */
export const suiteStates = ['occupied', 'expiring', 'vacant', 'closed'] as const
export const bases = ['rent', 'own', 'free'] as const
export const leftReasons = ['lease_end', 'moved_within', 'moved_away', 'closed', 'other'] as const
export const firmStates = ['active', 'left', 'closed', 'merged'] as const
export const legalForms = ['company', 'branch', 'sole', 'partnership', 'self_employed', 'institution', 'other'] as const
export const sizeClasses = ['micro', 'small', 'medium', 'large'] as const
export const sources = ['staff', 'firm', 'call', 'import', 'visit'] as const
/** A lease that ends within so many days is expiring. */
export const expiringDays = 90

export type BuildingPurpose = (typeof buildingPurposes)[number]
export type SuitePurpose = (typeof suitePurposes)[number]
export type SuiteState = (typeof suiteStates)[number]
export type Basis = (typeof bases)[number]
export type LeftReason = (typeof leftReasons)[number]
export type FirmState = (typeof firmStates)[number]
export type LegalForm = (typeof legalForms)[number]
export type SizeClass = (typeof sizeClasses)[number]
export type Source = (typeof sources)[number]

const Area = Type.Integer({ minimum: 1, maximum: 100_000_000_000 })
const Fen = Type.Integer({ minimum: 0, maximum: 100_000_000_000_000 })
const Month = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' })
const Name = Type.Object({ name: Type.String(), nameEn: Type.String() })
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

const placeParams = Type.Object({ placeId: idSchema<'place'>() })
const suiteParams = Type.Object({ suiteId: idSchema<'suite'>() })
const firmParams = Type.Object({ firmId: idSchema<'firm'>() })
const contactParams = Type.Object({ contactId: idSchema<'firmContact'>() })

// ---- areas and occupancy ---------------------------------------------------------------------------------------

/** Areas of a day in exact square centimetres. Vacancy rate = vacantCm2 / lettableCm2. */
export const Occupancy = Type.Object({
  suites: Type.Integer(),
  lettableSuites: Type.Integer(),
  vacantSuites: Type.Integer(),
  expiringSuites: Type.Integer(),
  lettableCm2: Type.Integer(),
  /** Lettable and held by a firm, expiring ones included. */
  occupiedCm2: Type.Integer(),
  expiringCm2: Type.Integer(),
  vacantCm2: Type.Integer(),
})
export type Occupancy = Static<typeof Occupancy>

/** Occupancy on the last day of each month; today's in the running one. */
export const VacancyMonth = Type.Object({ month: Month, on: Day, ...Occupancy.properties })
export type VacancyMonth = Static<typeof VacancyMonth>

export const BuildingView = Type.Object({
  placeId: idSchema<'place'>(),
  name: Type.String(),
  nameEn: Type.String(),
  above: Name,
  purpose: literals(buildingPurposes),
  floorsAbove: Type.Integer(),
  floorsBelow: Type.Integer(),
  grossAreaCm2: nullable(Type.Integer()),
  openedOn: nullable(Day),
  propertyPost: nullable(Type.Object({ id: idSchema<'post'>(), ...Name.properties })),
  stewardPost: nullable(Type.Object({ id: idSchema<'post'>(), ...Name.properties })),
})
export type BuildingView = Static<typeof BuildingView>

/** A building in the list: how it stands today and how it came to that. */
export const BuildingRow = Type.Object({
  ...BuildingView.properties,
  today: Occupancy,
  firms: Type.Integer(),
  trend: Type.Array(VacancyMonth),
})
export type BuildingRow = Static<typeof BuildingRow>

export const listBuildings = endpoint({
  id: 'enterprises.buildings',
  method: 'GET',
  path: '/api/enterprises/buildings',
  summary: { zh: '楼宇列表', en: 'Office buildings' },
  query: Type.Object({
    placeId: Type.Optional(idSchema<'place'>()),
    q: Type.Optional(Type.String({ maxLength: 60 })),
    /** How they stood at its end; today in the current one. */
    month: Type.Optional(Month),
  }),
  response: Type.Object({
    /** The day of which the figures are. */
    on: Day,
    buildings: Type.Array(BuildingRow),
    today: Occupancy,
    trend: Type.Array(VacancyMonth),
    mayRecord: Type.Boolean(),
  }),
})

const NewSuite = Type.Object({
  id: Type.Optional(idSchema<'suite'>()),
  floor: Type.Integer({ minimum: -20, maximum: 200 }),
  number: Text(20),
  areaCm2: Area,
  lettable: Type.Optional(Type.Boolean()),
  purpose: literals(suitePurposes),
  rentFenMonthM2: Type.Optional(nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 }))),
})
export type NewSuite = Static<typeof NewSuite>

const BuildingFields = {
  floorsAbove: Type.Integer({ minimum: 1, maximum: 200 }),
  floorsBelow: Type.Integer({ minimum: 0, maximum: 20 }),
  grossAreaCm2: nullable(Area),
  purpose: literals(buildingPurposes),
  openedOn: nullable(Day),
  propertyPostId: nullable(idSchema<'post'>()),
  stewardPostId: nullable(idSchema<'post'>()),
}

/** A place of level building becomes an office building. */
export const recordBuilding = endpoint({
  id: 'enterprises.record_building',
  method: 'POST',
  path: '/api/enterprises/buildings',
  summary: { zh: '登记楼宇', en: 'Record an office building' },
  body: Type.Object({
    placeId: idSchema<'place'>(),
    ...Type.Partial(Type.Object(BuildingFields)).properties,
    floorsAbove: BuildingFields.floorsAbove,
    purpose: BuildingFields.purpose,
    suites: Type.Optional(Type.Array(NewSuite, { maxItems: 2000 })),
    suitesFrom: Type.Optional(Day),
  }),
  response: Type.Object({ placeId: idSchema<'place'>() }),
})

export const changeBuilding = endpoint({
  id: 'enterprises.change_building',
  method: 'POST',
  path: '/api/enterprises/buildings/:placeId',
  summary: { zh: '更正楼宇信息', en: 'Correct an office building' },
  params: placeParams,
  body: Type.Partial(Type.Object(BuildingFields)),
  response: Done,
})

export const addSuites = endpoint({
  id: 'enterprises.add_suites',
  method: 'POST',
  path: '/api/enterprises/buildings/:placeId/suites',
  summary: { zh: '登记房源', en: 'Add suites' },
  params: placeParams,
  body: Type.Object({ fromOn: Day, suites: Type.Array(NewSuite, { minItems: 1, maxItems: 2000 }) }),
  response: Type.Object({ suiteIds: Type.Array(idSchema<'suite'>()) }),
})

/** From a day on one suite is several, or (with one part) measured anew. Who is in it stays in the part that `stays` names, from 0; else it must be empty by then. */
export const divideSuite = endpoint({
  id: 'enterprises.divide_suite',
  method: 'POST',
  path: '/api/enterprises/suites/:suiteId/division',
  summary: { zh: '分割房源', en: 'Divide a suite' },
  params: suiteParams,
  body: Type.Object({
    on: Day,
    parts: Type.Array(Type.Omit(NewSuite, ['floor']), { minItems: 1, maxItems: 20 }),
    stays: Type.Optional(Type.Integer({ minimum: 0, maximum: 19 })),
  }),
  response: Type.Object({ suiteIds: Type.Array(idSchema<'suite'>()) }),
})

/** From a day on several suites of one floor are one. One firm in some of them stays; two are refused. */
export const joinSuites = endpoint({
  id: 'enterprises.join_suites',
  method: 'POST',
  path: '/api/enterprises/suites/joining',
  summary: { zh: '合并房源', en: 'Join suites' },
  body: Type.Object({
    on: Day,
    suiteIds: Type.Array(idSchema<'suite'>(), { minItems: 2, maxItems: 20 }),
    into: Type.Omit(NewSuite, ['floor']),
  }),
  response: Type.Object({ suiteId: idSchema<'suite'>() }),
})

/** A correction, for its whole life; a change from a day on is a division into one part. */
export const changeSuite = endpoint({
  id: 'enterprises.change_suite',
  method: 'POST',
  path: '/api/enterprises/suites/:suiteId',
  summary: { zh: '更正房源', en: 'Correct a suite' },
  params: suiteParams,
  body: Type.Partial(Type.Omit(NewSuite, ['id', 'floor'])),
  response: Done,
})

// ---- the stacking plan -------------------------------------------------------------------------------------------

/** Somebody's time in a suite, as the plan and the suite's history show it. */
export const StayView = Type.Object({
  tenancyId: idSchema<'tenancy'>(),
  firmId: idSchema<'firm'>(),
  firmName: Type.String(),
  firmNameEn: nullable(Type.String()),
  industry: nullable(Type.String()),
  keyFirm: Type.Boolean(),
  basis: literals(bases),
  fromOn: Day,
  toOn: nullable(Day),
  leaseUntil: nullable(Day),
  rentFenMonth: nullable(Type.Integer()),
  leftReason: nullable(literals(leftReasons)),
})
export type StayView = Static<typeof StayView>

export const SuiteView = Type.Object({
  id: idSchema<'suite'>(),
  floor: Type.Integer(),
  number: Type.String(),
  areaCm2: Type.Integer(),
  lettable: Type.Boolean(),
  purpose: literals(suitePurposes),
  rentFenMonthM2: nullable(Type.Integer()),
  position: Type.Integer(),
  fromOn: Day,
  toOn: nullable(Day),
  state: literals(suiteStates),
  stay: nullable(StayView),
  /** Who will move in next, if that is planned. */
  next: nullable(StayView),
})
export type SuiteView = Static<typeof SuiteView>

/** A building on any day: its suites and who was in them. */
export const getPlan = endpoint({
  id: 'enterprises.plan',
  method: 'GET',
  path: '/api/enterprises/buildings/:placeId/plan',
  summary: { zh: '楼层图', en: 'Stacking plan of a building' },
  params: placeParams,
  query: Type.Object({ on: Type.Optional(Day) }),
  response: Type.Object({
    building: BuildingView,
    on: Day,
    today: Day,
    /** The first day of which anything is known. */
    since: nullable(Day),
    suites: Type.Array(SuiteView),
    occupancy: Occupancy,
    months: Type.Array(VacancyMonth),
    mayWrite: Type.Boolean(),
  }),
})

/** All that is known of one suite: who was in it, what it was made of and became. */
export const getSuite = endpoint({
  id: 'enterprises.suite',
  method: 'GET',
  path: '/api/enterprises/suites/:suiteId',
  summary: { zh: '房源详情', en: 'One suite' },
  params: suiteParams,
  response: Type.Object({
    suite: SuiteView,
    building: BuildingView,
    stays: Type.Array(StayView),
    madeOf: Type.Array(Type.Object({ id: idSchema<'suite'>(), number: Type.String() })),
    became: Type.Array(Type.Object({ id: idSchema<'suite'>(), number: Type.String() })),
    mayWrite: Type.Boolean(),
  }),
})

/** Vacancy month by month, of a building, a street, a community, or all in scope. */
export const vacancy = endpoint({
  id: 'enterprises.vacancy',
  method: 'GET',
  path: '/api/enterprises/vacancy',
  summary: { zh: '空置率', en: 'Vacancy by month' },
  query: Type.Object({
    placeId: Type.Optional(idSchema<'place'>()),
    from: Type.Optional(Month),
    to: Type.Optional(Month),
  }),
  response: Type.Object({ months: Type.Array(VacancyMonth) }),
})

const SuiteRow = Type.Object({
  ...SuiteView.properties,
  building: Type.Object({ placeId: idSchema<'place'>(), ...Name.properties }),
})
export type SuiteRow = Static<typeof SuiteRow>

/** Exactly the suites that a figure counts. */
export const listSuites = endpoint({
  id: 'enterprises.suites',
  method: 'GET',
  path: '/api/enterprises/suites',
  summary: { zh: '房源列表', en: 'Suites' },
  query: Type.Object({
    placeId: Type.Optional(idSchema<'place'>()),
    on: Type.Optional(Day),
    state: Type.Optional(Type.Array(literals(suiteStates), { maxItems: 4 })),
    lettable: Type.Optional(Type.Boolean()),
    ...PageQuery,
  }),
  response: Type.Object({ ...pageOf(SuiteRow).properties, on: Day, areaCm2: Type.Integer() }),
})

/** Leases that run out soon, the nearest first; those that ran out without a word come before them. */
export const expiringLeases = endpoint({
  id: 'enterprises.expiring_leases',
  method: 'GET',
  path: '/api/enterprises/expiring-leases',
  summary: { zh: '到期租约', en: 'Leases that run out' },
  query: Type.Object({
    placeId: Type.Optional(idSchema<'place'>()),
    within: Type.Optional(Type.Integer({ minimum: 1, maximum: 730 })),
    ...PageQuery,
  }),
  response: pageOf(Type.Object({ ...SuiteRow.properties, stay: StayView, daysLeft: Type.Integer() })),
})

export const MoveRow = Type.Object({
  kind: literals(['in', 'out', 'within'] as const),
  on: Day,
  planned: Type.Boolean(),
  firmId: idSchema<'firm'>(),
  firmName: Type.String(),
  firmNameEn: nullable(Type.String()),
  areaCm2: Type.Integer(),
  /** Where it left and where it went; suites by their numbers. */
  from: nullable(Type.Object({ placeId: idSchema<'place'>(), ...Name.properties, suites: Type.Array(Type.String()) })),
  to: nullable(Type.Object({ placeId: idSchema<'place'>(), ...Name.properties, suites: Type.Array(Type.String()) })),
  reason: nullable(literals(leftReasons)),
})
export type MoveRow = Static<typeof MoveRow>

/** Who came, went and moved in a month, newest first. */
export const moves = endpoint({
  id: 'enterprises.moves',
  method: 'GET',
  path: '/api/enterprises/moves',
  summary: { zh: '进出动态', en: 'Who moved in and out' },
  query: Type.Object({ month: Type.Optional(Month), placeId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({
    month: Month,
    moves: Type.Array(MoveRow),
    inCm2: Type.Integer(),
    outCm2: Type.Integer(),
  }),
})

// ---- firms -------------------------------------------------------------------------------------------------------

export const FirmRow = Type.Object({
  id: idSchema<'firm'>(),
  name: Type.String(),
  nameEn: nullable(Type.String()),
  uscc: nullable(Type.String()),
  legalForm: nullable(literals(legalForms)),
  industry: nullable(Type.String()),
  staff: nullable(Type.Integer()),
  sizeClass: nullable(literals(sizeClasses)),
  place: Type.Object({ id: idSchema<'place'>(), ...Name.properties, above: Name }),
  suites: Type.Array(Type.String()),
  areaCm2: Type.Integer(),
  leaseUntil: nullable(Day),
  keyFirm: Type.Boolean(),
  tags: Type.Array(Type.String()),
  state: literals(firmStates),
  foundedOn: nullable(Day),
  registeredHere: nullable(Type.Boolean()),
  sinceOn: Day,
  changedAt: Instant,
})
export type FirmRow = Static<typeof FirmRow>

export const FirmFilter = {
  q: Type.Optional(Type.String({ maxLength: 100 })),
  /** A section letter, or a code that others begin with. */
  industry: Type.Optional(Type.String({ pattern: '^[A-T][0-9]{0,4}$' })),
  /** A building, compound, community, street … */
  placeId: Type.Optional(idSchema<'place'>()),
  gridId: Type.Optional(idSchema<'grid'>()),
  sizeClass: Type.Optional(Type.Array(literals(sizeClasses), { maxItems: 4 })),
  state: Type.Optional(Type.Array(literals(firmStates), { maxItems: 4 })),
  keyFirm: Type.Optional(Type.Boolean()),
  registeredHere: Type.Optional(Type.Boolean()),
  /** A lease of it runs out within so many days. */
  expiring: Type.Optional(Type.Integer({ minimum: 1, maximum: 730 })),
  /** Here since that day or later. */
  newSince: Type.Optional(Day),
  tag: Type.Optional(Type.String({ maxLength: 20 })),
  /** Without a suite on record. */
  suiteless: Type.Optional(Type.Boolean()),
}
const FirmFilterSchema = Type.Object(FirmFilter)
export type FirmFilter = Static<typeof FirmFilterSchema>

export const firmSorts = ['name', 'since', 'staff', 'changed', 'lease', 'area'] as const
const FirmOrder = {
  sort: Type.Optional(literals(firmSorts)),
  order: Type.Optional(literals(['asc', 'desc'] as const)),
}

export const listFirms = endpoint({
  id: 'enterprises.firms',
  method: 'GET',
  path: '/api/enterprises/firms',
  summary: { zh: '企业列表', en: 'Firms' },
  query: Type.Object({ ...FirmFilter, ...PageQuery, ...FirmOrder }),
  response: pageOf(FirmRow),
})

/** Exactly what the list with the same filter shows. */
export const exportFirms = endpoint({
  id: 'enterprises.export_firms',
  method: 'GET',
  path: '/api/enterprises/firms/export.xlsx',
  summary: { zh: '导出企业', en: 'Export firms' },
  query: Type.Object({ ...FirmFilter, ...FirmOrder }),
  produces: 'bytes',
})

export const ContactView = Type.Object({
  id: idSchema<'firmContact'>(),
  /** Masked. */
  name: Type.String(),
  phone: Type.String(),
  duty: Type.String(),
  isMain: Type.Boolean(),
  addedAt: Instant,
  confirmedAt: nullable(Instant),
  confirmedBy: nullable(Type.String()),
})
export type ContactView = Static<typeof ContactView>

/** A fact's value: a day is written YYYY-MM-DD, a choice by its code; null: known that there is none. */
export const FactValue = Type.Union([
  Type.Integer(),
  Type.Boolean(),
  Type.String({ maxLength: 200 }),
  Type.Array(Type.String({ maxLength: 60 }), { maxItems: 50 }),
  Type.Null(),
])
export type FactValue = Static<typeof FactValue>
const FactKey = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' })

export const FactView = Type.Object({
  key: Type.String(),
  value: FactValue,
  source: literals(sources),
  asOf: Day,
  at: Instant,
  by: nullable(Type.String()),
  replacedAt: nullable(Instant),
})
export type FactView = Static<typeof FactView>

export const TagView = Type.Object({
  id: idSchema<'firmTag'>(),
  tag: Type.String(),
  source: literals(sources),
  asOf: Day,
  by: nullable(Type.String()),
})
export type TagView = Static<typeof TagView>

export const FirmStay = Type.Object({
  ...StayView.properties,
  suite: Type.Object({
    id: idSchema<'suite'>(),
    floor: Type.Integer(),
    number: Type.String(),
    areaCm2: Type.Integer(),
  }),
  building: Type.Object({ placeId: idSchema<'place'>(), ...Name.properties }),
})
export type FirmStay = Static<typeof FirmStay>

/** A line of a firm's story, from its own ledger or from another module's. */
export const FirmEntry = Type.Object({
  at: Instant,
  /** Whose line: firm, visit, matter, policy, gathering … */
  source: Type.String(),
  /** What happened, as the source names it. */
  type: Type.String(),
  words: WordsSchema,
  detail: nullable(WordsSchema),
  who: nullable(Type.String()),
  /** A page of the desk. */
  to: nullable(Type.String()),
})
export type FirmEntry = Static<typeof FirmEntry>

export const FirmView = Type.Object({
  ...FirmRow.properties,
  registeredAddress: nullable(Type.String()),
  registeredAt: Instant,
  leavesOn: nullable(Day),
  mergedInto: nullable(Type.Object({ id: idSchema<'firm'>(), name: Type.String() })),
  mergedHere: Type.Array(
    Type.Object({
      mergeId: idSchema<'firmMerge'>(),
      firmId: idSchema<'firm'>(),
      name: Type.String(),
      at: Instant,
      mayUndo: Type.Boolean(),
    }),
  ),
  contacts: Type.Array(ContactView),
  facts: Type.Array(FactView),
  tagList: Type.Array(TagView),
  stays: Type.Array(FirmStay),
  timeline: Type.Array(FirmEntry),
  mayWrite: Type.Boolean(),
})
export type FirmView = Static<typeof FirmView>

export const getFirm = endpoint({
  id: 'enterprises.firm',
  method: 'GET',
  path: '/api/enterprises/firms/:firmId',
  summary: { zh: '企业详情', en: 'One firm' },
  params: firmParams,
  response: FirmView,
})

/** The values that one fact had, newest first. */
export const factHistory = endpoint({
  id: 'enterprises.fact_history',
  method: 'GET',
  path: '/api/enterprises/firms/:firmId/facts/:key',
  summary: { zh: '信息的历次值', en: 'History of a fact' },
  params: Type.Object({ ...firmParams.properties, key: FactKey }),
  response: Type.Object({ values: Type.Array(FactView) }),
})

const FactInput = Type.Object({ key: FactKey, value: FactValue, asOf: Type.Optional(Day) })

const MoveIn = Type.Object({
  suiteIds: Type.Array(idSchema<'suite'>(), { minItems: 1, maxItems: 20 }),
  on: Day,
  basis: literals(bases),
  leaseUntil: Type.Optional(nullable(Day)),
  /** For all the suites together; kept by suite in proportion to their areas. */
  rentFenMonth: Type.Optional(nullable(Fen)),
})

const ContactInput = Type.Object({
  name: Text(60),
  phone: Type.String({ minLength: 5, maxLength: 30 }),
  duty: Text(30),
  isMain: Type.Optional(Type.Boolean()),
})

const FirmFields = {
  name: Text(120),
  nameEn: nullable(Text(160)),
  uscc: nullable(Type.String({ maxLength: 30 })),
  legalForm: nullable(literals(legalForms)),
  registeredAddress: nullable(Text(200)),
  registeredHere: nullable(Type.Boolean()),
  keyFirm: Type.Boolean(),
}

/** A new firm; `facts` are recorded with it. With `moveIn` it takes suites, else `placeId` says where it works. */
export const registerFirm = endpoint({
  id: 'enterprises.register_firm',
  method: 'POST',
  path: '/api/enterprises/firms',
  summary: { zh: '登记企业', en: 'Register a firm' },
  body: Type.Object({
    id: Type.Optional(idSchema<'firm'>()),
    ...Type.Partial(Type.Object(FirmFields)).properties,
    name: FirmFields.name,
    placeId: Type.Optional(idSchema<'place'>()),
    sinceOn: Type.Optional(Day),
    moveIn: Type.Optional(MoveIn),
    contact: Type.Optional(ContactInput),
    facts: Type.Optional(Type.Array(FactInput, { maxItems: 40 })),
    tags: Type.Optional(Type.Array(Text(20), { maxItems: 20 })),
  }),
  response: Type.Object({ firmId: idSchema<'firm'>() }),
})

/** What is wrong with a code as it is typed, and firms that may be the same. */
export const similarFirms = endpoint({
  id: 'enterprises.similar_firms',
  method: 'POST',
  path: '/api/enterprises/firms/similar',
  summary: { zh: '疑似重复企业', en: 'Firms that may be the same' },
  body: Type.Object({
    name: Type.Optional(Type.String({ maxLength: 120 })),
    uscc: Type.Optional(Type.String({ maxLength: 30 })),
    exceptId: Type.Optional(idSchema<'firm'>()),
  }),
  response: Type.Object({
    similar: Type.Array(
      Type.Object({
        id: idSchema<'firm'>(),
        name: Type.String(),
        uscc: nullable(Type.String()),
        place: Name,
        state: literals(firmStates),
        sameCode: Type.Boolean(),
        score: Type.Number(),
      }),
    ),
    /** The code belongs to a firm outside the asker's area: it exists, no more is told. */
    codeTakenElsewhere: Type.Boolean(),
  }),
})

export const correctFirm = endpoint({
  id: 'enterprises.correct_firm',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/correction',
  summary: { zh: '更正企业信息', en: 'Correct a firm' },
  params: firmParams,
  body: Type.Object({
    ...Type.Partial(Type.Object(FirmFields)).properties,
    placeId: Type.Optional(idSchema<'place'>()),
    sinceOn: Type.Optional(Day),
  }),
  response: Done,
})

export const recordFacts = endpoint({
  id: 'enterprises.record_facts',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/facts',
  summary: { zh: '记录企业信息', en: 'Record facts of a firm' },
  params: firmParams,
  body: Type.Object({
    facts: Type.Array(FactInput, { minItems: 1, maxItems: 40 }),
    source: Type.Optional(literals(['staff', 'call', 'visit'] as const)),
  }),
  response: Done,
})

/** In, out, or from suites to suites, now, in the past, or planned. Out with `leaves`: the firm is gone from the area. */
export const moveFirm = endpoint({
  id: 'enterprises.move',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/moves',
  summary: { zh: '迁入/迁出/楼内调整', en: 'Move a firm' },
  params: firmParams,
  body: Type.Object({
    on: Day,
    /** Stays that end on that day. */
    out: Type.Optional(
      Type.Object({
        tenancyIds: Type.Array(idSchema<'tenancy'>(), { minItems: 1, maxItems: 40 }),
        reason: literals(leftReasons),
        leaves: Type.Optional(Type.Boolean()),
      }),
    ),
    /** Suites that it takes on that day. */
    in: Type.Optional(Type.Omit(MoveIn, ['on'])),
  }),
  response: Type.Object({ tenancyIds: Type.Array(idSchema<'tenancy'>()) }),
})

/** A planned move that will not be, or one that was recorded by mistake within the last days. */
export const callOffMove = endpoint({
  id: 'enterprises.call_off_move',
  method: 'DELETE',
  path: '/api/enterprises/tenancies/:tenancyId',
  summary: { zh: '取消迁入计划', en: 'Call a planned move off' },
  params: Type.Object({ tenancyId: idSchema<'tenancy'>() }),
  response: Done,
})

export const changeLease = endpoint({
  id: 'enterprises.change_lease',
  method: 'POST',
  path: '/api/enterprises/tenancies/:tenancyId/lease',
  summary: { zh: '续租/更正租约', en: 'Renew or correct a lease' },
  params: Type.Object({ tenancyId: idSchema<'tenancy'>() }),
  body: Type.Object({
    leaseUntil: Type.Optional(nullable(Day)),
    rentFenMonth: Type.Optional(nullable(Fen)),
    basis: Type.Optional(literals(bases)),
  }),
  response: Done,
})

export const closeFirm = endpoint({
  id: 'enterprises.close_firm',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/closure',
  summary: { zh: '注销/迁离', en: 'A firm closed or left' },
  params: firmParams,
  body: Type.Object({
    on: Day,
    kind: literals(['closed', 'left'] as const),
    why: Type.String({ minLength: 2, maxLength: 200 }),
  }),
  response: Done,
})

// ---- contacts, tags, merges ----------------------------------------------------------------------------------------

export const addContact = endpoint({
  id: 'enterprises.add_contact',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/contacts',
  summary: { zh: '添加联系人', en: 'Add a contact' },
  params: firmParams,
  body: ContactInput,
  response: Type.Object({ contactId: idSchema<'firmContact'>() }),
})

/** Staff spoke with the contact: a person of the tenant who may speak for the firm, and sign in for it. */
export const confirmContact = endpoint({
  id: 'enterprises.confirm_contact',
  method: 'POST',
  path: '/api/enterprises/contacts/:contactId/confirmation',
  summary: { zh: '核实联系人', en: 'Confirm a contact' },
  params: contactParams,
  body: Type.Object({ how: Type.String({ minLength: 2, maxLength: 200 }) }),
  response: Type.Object({ personId: idSchema<'person'>() }),
})

export const endContact = endpoint({
  id: 'enterprises.end_contact',
  method: 'DELETE',
  path: '/api/enterprises/contacts/:contactId',
  summary: { zh: '停用联系人', en: 'End a contact' },
  params: contactParams,
  response: Done,
})

export const revealContact = endpoint({
  id: 'enterprises.reveal_contact',
  method: 'POST',
  path: '/api/enterprises/contacts/:contactId/reveal',
  summary: { zh: '查看完整联系方式', en: 'Reveal a contact' },
  params: contactParams,
  body: Type.Object({ reason: Type.String({ minLength: 4, maxLength: 200 }) }),
  response: Type.Object({ name: Type.String(), phone: Type.String() }),
})

/** The tags in use in the asker's area, the most used first. */
export const listTags = endpoint({
  id: 'enterprises.tags',
  method: 'GET',
  path: '/api/enterprises/tags',
  summary: { zh: '企业标签', en: 'Tags of firms' },
  response: Type.Object({ tags: Type.Array(Type.Object({ tag: Type.String(), firms: Type.Integer() })) }),
})

export const addTag = endpoint({
  id: 'enterprises.add_tag',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/tags',
  summary: { zh: '添加标签', en: 'Tag a firm' },
  params: firmParams,
  body: Type.Object({ tag: Text(20), asOf: Type.Optional(Day) }),
  response: Type.Object({ tagId: idSchema<'firmTag'>() }),
})

export const endTag = endpoint({
  id: 'enterprises.end_tag',
  method: 'DELETE',
  path: '/api/enterprises/firms/:firmId/tags/:tagId',
  summary: { zh: '去掉标签', en: 'Take a tag off' },
  params: Type.Object({ ...firmParams.properties, tagId: idSchema<'firmTag'>() }),
  response: Done,
})

/** `goneId` is the same firm as the one named in the path: its suites, contacts, facts and tags come here. */
export const mergeFirms = endpoint({
  id: 'enterprises.merge_firms',
  method: 'POST',
  path: '/api/enterprises/firms/:firmId/merges',
  summary: { zh: '合并重复企业', en: 'Merge a duplicate' },
  params: firmParams,
  body: Type.Object({ goneId: idSchema<'firm'>(), why: Type.String({ minLength: 2, maxLength: 200 }) }),
  response: Type.Object({ mergeId: idSchema<'firmMerge'>() }),
})

export const undoMerge = endpoint({
  id: 'enterprises.undo_merge',
  method: 'DELETE',
  path: '/api/enterprises/merges/:mergeId',
  summary: { zh: '撤销合并', en: 'Undo a merge' },
  params: Type.Object({ mergeId: idSchema<'firmMerge'>() }),
  response: Done,
})

// ---- files: check, then accept ---------------------------------------------------------------------------------------

export const importKinds = ['suites', 'firms'] as const
export type ImportKind = (typeof importKinds)[number]

export const ImportRowView = Type.Object({
  row: Type.Integer(),
  result: literals(['new', 'changed', 'same', 'wrong'] as const),
  what: Type.String(),
  faults: Type.Array(Type.Object({ column: Type.String(), words: WordsSchema })),
})
export type ImportRowView = Static<typeof ImportRowView>

export const ImportSummary = Type.Object({
  rows: Type.Integer(),
  new: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  wrong: Type.Integer(),
})
export type ImportSummary = Static<typeof ImportSummary>

/** An empty file with the columns that the check knows. */
export const importTemplate = endpoint({
  id: 'enterprises.import_template',
  method: 'GET',
  path: '/api/enterprises/import-template.xlsx',
  summary: { zh: '导入模板', en: 'Template for an import' },
  query: Type.Object({ kind: literals(importKinds) }),
  produces: 'bytes',
})

/** Reads an .xlsx file and says of each row what accepting it would do. Nothing is written to the registers. */
export const checkImport = endpoint({
  id: 'enterprises.check_import',
  method: 'POST',
  path: '/api/enterprises/import-checks/:kind',
  summary: { zh: '检查导入文件', en: 'Check a file' },
  params: Type.Object({ kind: literals(importKinds) }),
  consumes: 'multipart',
  response: Type.Object({
    importId: idSchema<'firmImport'>(),
    fileName: Type.String(),
    summary: ImportSummary,
    /** The first 500; wrong ones first. */
    rows: Type.Array(ImportRowView),
    unknownColumns: Type.Array(Type.String()),
  }),
})

/** Writes the right rows of a checked file; what changed since is judged anew. */
export const acceptImport = endpoint({
  id: 'enterprises.accept_import',
  method: 'POST',
  path: '/api/enterprises/imports/:importId/acceptance',
  summary: { zh: '确认导入', en: 'Accept a checked file' },
  params: Type.Object({ importId: idSchema<'firmImport'>() }),
  response: Type.Object({ summary: ImportSummary }),
})
