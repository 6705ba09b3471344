import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { followUpMethods, MatterRow, ReportAnswer, SampleFilter } from '../matters/contract.ts'

export const termRoles = ['observer', 'supervisor'] as const
export const termStates = ['coming', 'in_force', 'ending', 'ended'] as const

const termId = Type.Object({ termId: idSchema<'term'>() })
const sampleId = Type.Object({ sampleId: idSchema<'sample'>() })
const why = Type.String({ minLength: 2, maxLength: 200 })
const PlaceName = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })

// ---- terms of office ------------------------------------------------------------------------------------------

export const TermView = Type.Object({
  id: idSchema<'term'>(),
  role: Type.Enum(termRoles),
  /** A public appointment: the name is office data. */
  personName: Type.String(),
  letterNumber: Type.String(),
  origin: Type.String(),
  place: PlaceName,
  fromOn: Day,
  /** The first day after it. */
  toOn: Day,
  endedOn: nullable(Day),
  state: Type.Enum(termStates),
  /** Leads of this quarter, and how many are expected: information, never a ranking. */
  quarter: Type.Object({ leads: Type.Integer(), expected: Type.Integer() }),
})
export type TermView = Static<typeof TermView>

export const RulesView = Type.Object({
  leadsPerQuarter: Type.Integer({ minimum: 0, maximum: 20 }),
  warnDays: Type.Integer({ minimum: 1, maximum: 180 }),
})
export type RulesView = Static<typeof RulesView>

/** Terms of one's own area, in the order in which they end. */
export const listTerms = endpoint({
  id: 'observers.terms',
  method: 'GET',
  path: '/api/observers',
  summary: { zh: '观察员和监督员', en: 'Observers and supervisors' },
  query: Type.Object({
    state: Type.Optional(Type.Enum(termStates)),
    role: Type.Optional(Type.Enum(termRoles)),
  }),
  response: Type.Object({ terms: Type.Array(TermView), rules: RulesView }),
})

/** 聘任: the person is found by the phone, or added. */
export const beginTerm = endpoint({
  id: 'observers.begin',
  method: 'POST',
  path: '/api/observers',
  summary: { zh: '聘任', en: 'Appoint' },
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 60 }),
    phone: Type.String({ minLength: 5, maxLength: 30 }),
    role: Type.Enum(termRoles),
    letterNumber: Type.String({ minLength: 1, maxLength: 40 }),
    origin: Type.String({ minLength: 2, maxLength: 80 }),
    placeId: idSchema<'place'>(),
    fromOn: Day,
    toOn: Day,
  }),
  response: Type.Object({ id: idSchema<'term'>() }),
})

export const getTerm = endpoint({
  id: 'observers.term',
  method: 'GET',
  path: '/api/observers/:termId',
  summary: { zh: '聘期与经过', en: 'A term and its history' },
  params: termId,
  response: Type.Object({
    term: TermView,
    history: Type.Array(
      Type.Object({
        change: Type.Enum(['appointed', 'extended', 'ended'] as const),
        toOn: Day,
        why: Type.String(),
        by: nullable(Type.String()),
        at: Instant,
      }),
    ),
    /** For those who keep terms: why no sign-in link can be handed; null where one can. */
    noLink: nullable(WordsSchema),
  }),
})

export const extendTerm = endpoint({
  id: 'observers.extend',
  method: 'POST',
  path: '/api/observers/:termId/extension',
  summary: { zh: '续聘', en: 'Extend a term' },
  params: termId,
  body: Type.Object({ toOn: Day, why }),
  response: Done,
})

export const endTerm = endpoint({
  id: 'observers.end',
  method: 'POST',
  path: '/api/observers/:termId/end',
  summary: { zh: '解聘', en: 'End a term' },
  params: termId,
  body: Type.Object({ why }),
  response: Done,
})

/** A one-time link for the one who holds it, to hand over. */
export const handLink = endpoint({
  id: 'observers.link',
  method: 'POST',
  path: '/api/observers/:termId/link',
  summary: { zh: '发登录链接', en: 'Hand a sign-in link' },
  params: termId,
  response: Type.Object({ token: Type.String(), expiresAt: Instant }),
})

export const saveRules = endpoint({
  id: 'observers.save_rules',
  method: 'POST',
  path: '/api/observers/rules',
  summary: { zh: '履职要求', en: 'What is expected' },
  body: RulesView,
  response: Done,
})

// ---- leads ----------------------------------------------------------------------------------------------------

/** My terms in force; empty for everybody else. */
export const myTerms = endpoint({
  id: 'observers.my_terms',
  method: 'GET',
  path: '/api/my-terms',
  summary: { zh: '我的聘期', en: 'My terms' },
  response: Type.Object({ terms: Type.Array(TermView) }),
})

/** Units that a lead can be about, in the area of my term. */
export const leadUnits = endpoint({
  id: 'observers.lead_units',
  method: 'GET',
  path: '/api/lead-units',
  summary: { zh: '可反映的单位', en: 'Units that a lead can be about' },
  query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) }),
  response: Type.Object({
    units: Type.Array(Type.Object({ postId: idSchema<'post'>(), name: WordsSchema, placeName: WordsSchema })),
  }),
})

/** 营商环境线索: goes to an office that the unit has no part in; the unit and all below it never see it. */
export const fileLead = endpoint({
  id: 'observers.file_lead',
  method: 'POST',
  path: '/api/leads',
  summary: { zh: '反映线索', en: 'File a lead' },
  body: Type.Object({
    id: Type.Optional(idSchema<'matter'>()),
    unitPostId: idSchema<'post'>(),
    category: Type.Optional(Type.String({ maxLength: 40 })),
    title: Type.Optional(Type.String({ maxLength: 80 })),
    body: Type.String({ minLength: 4, maxLength: 4000 }),
    fileIds: Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 9 })),
  }),
  response: ReportAnswer,
})

// ---- samples --------------------------------------------------------------------------------------------------

/** How many closed matters a filter finds: what a sample would be drawn from. */
export const samplePopulation = endpoint({
  id: 'observers.population',
  method: 'GET',
  path: '/api/samples/population',
  summary: { zh: '抽查范围', en: 'What a sample is drawn from' },
  query: SampleFilter,
  response: Type.Object({ population: Type.Integer() }),
})

export const SampleFigures = Type.Object({
  size: Type.Integer(),
  /** With a finding. */
  called: Type.Integer(),
  /** Reached, or seen on the spot. */
  answered: Type.Integer(),
  confirmed: Type.Integer(),
  notSolved: Type.Integer(),
  unreached: Type.Integer(),
  rated: Type.Integer(),
  satisfied: Type.Integer(),
  conduct: Type.Integer(),
  reopened: Type.Integer(),
})
export type SampleFigures = Static<typeof SampleFigures>

export const SampleView = Type.Object({
  id: idSchema<'sample'>(),
  name: Type.String(),
  filter: SampleFilter,
  method: Type.String(),
  seed: Type.String(),
  population: Type.Integer(),
  drawnAt: Instant,
  drawnBy: Type.Object({ personName: Type.String(), post: WordsSchema }),
  figures: SampleFigures,
})
export type SampleView = Static<typeof SampleView>

export const listSamples = endpoint({
  id: 'observers.samples',
  method: 'GET',
  path: '/api/samples',
  summary: { zh: '抽查', en: 'Samples' },
  response: Type.Object({ samples: Type.Array(SampleView) }),
})

/** Draws at random. Without a seed one is made; either way it is recorded, and every draw stands in the ledger. */
export const drawSample = endpoint({
  id: 'observers.draw',
  method: 'POST',
  path: '/api/samples',
  summary: { zh: '随机抽取', en: 'Draw a sample' },
  body: Type.Object({
    name: Type.String({ minLength: 2, maxLength: 60 }),
    filter: SampleFilter,
    size: Type.Integer({ minimum: 1, maximum: 500 }),
    seed: Type.Optional(Type.String({ minLength: 4, maxLength: 64 })),
  }),
  response: Type.Object({ id: idSchema<'sample'>(), seed: Type.String(), population: Type.Integer() }),
})

export const FindingView = Type.Object({
  method: Type.Enum(followUpMethods),
  reached: Type.Boolean(),
  solved: nullable(Type.Boolean()),
  satisfaction: nullable(Type.Integer()),
  conduct: nullable(Type.String()),
  words: nullable(Type.String()),
  reopened: Type.Boolean(),
  by: Type.String(),
  at: Instant,
})
export type FindingView = Static<typeof FindingView>

export const SampleItem = Type.Object({
  position: Type.Integer(),
  matter: MatterRow,
  /** Who resolved it. */
  unit: nullable(WordsSchema),
  reporterName: nullable(Type.String()),
  reporterPhone: nullable(Type.String()),
  /** Known to the holder alone: look on the spot. */
  nameless: Type.Boolean(),
  /** The newest counts. */
  findings: Type.Array(FindingView),
})
export type SampleItem = Static<typeof SampleItem>

export const getSample = endpoint({
  id: 'observers.sample',
  method: 'GET',
  path: '/api/samples/:sampleId',
  summary: { zh: '一次抽查', en: 'One sample' },
  params: sampleId,
  response: Type.Object({ sample: SampleView, items: Type.Array(SampleItem) }),
})

/** Draws once more from what there was then, with the same seed, and says whether the same came out. */
export const redrawSample = endpoint({
  id: 'observers.redraw',
  method: 'GET',
  path: '/api/samples/:sampleId/redraw',
  summary: { zh: '复算', en: 'Draw once more' },
  params: sampleId,
  response: Type.Object({ same: Type.Boolean(), matterIds: Type.Array(idSchema<'matter'>()) }),
})

const item = Type.Object({ sampleId: idSchema<'sample'>(), matterId: idSchema<'matter'>() })

export const recordFinding = endpoint({
  id: 'observers.record_finding',
  method: 'POST',
  path: '/api/samples/:sampleId/items/:matterId/findings',
  summary: { zh: '记录回访', en: 'Record a finding' },
  params: item,
  body: Type.Object({
    method: Type.Enum(followUpMethods),
    reached: Type.Boolean(),
    solved: Type.Optional(Type.Boolean()),
    satisfaction: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    /** How staff behaved; stays with the inspection. */
    conduct: Type.Optional(Type.String({ maxLength: 1000 })),
    /** What is not solved: goes along when the finding reopens the matter. */
    words: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  response: Type.Object({ reopened: Type.Boolean() }),
})

export const revealItem = endpoint({
  id: 'observers.reveal',
  method: 'POST',
  path: '/api/samples/:sampleId/items/:matterId/reveal',
  summary: { zh: '查看联系方式', en: 'Whom to call' },
  params: item,
  body: Type.Object({ reason: Type.String({ minLength: 4, maxLength: 200 }) }),
  response: Type.Object({ name: nullable(Type.String()), phone: nullable(Type.String()) }),
})
