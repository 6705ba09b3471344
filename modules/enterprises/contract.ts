import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { StayView } from './buildings-contract.ts'
import { ContactInput } from './contacts-contract.ts'
import {
  bases,
  Fen,
  firmParams,
  firmStates,
  leftReasons,
  legalForms,
  literals,
  Name,
  sizeClasses,
  sources,
  Text,
} from './shapes.ts'

export * from './contacts-contract.ts'
// What other modules name.
export type { ContactId, FirmId, FirmState, MergeId, Source, SuiteId, TagId, TenancyId } from './shapes.ts'

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
  hands: 'export',
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
  Type.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
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
