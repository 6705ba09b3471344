import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema, Month } from '../../kernel/contract/ids.ts'
import {
  Area,
  bases,
  buildingPurposes,
  leftReasons,
  literals,
  Name,
  placeParams,
  suiteParams,
  suitePurposes,
  suiteStates,
  Text,
} from './shapes.ts'

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
