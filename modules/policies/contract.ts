import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Named, WordsSchema } from '../../kernel/contract/ids.ts'
import { verdicts } from './evaluate.ts'
import { FactSpec } from './fact.ts'
import { PushFigures } from './policy-contract.ts'
import {
  Code,
  codeParams,
  Fen,
  firmParams,
  literals,
  markSteps,
  pushFigures,
  pushSteps,
  Text,
  ValueSchema,
} from './shapes.ts'

export { type Verdict, verdicts } from './evaluate.ts'
export type { Explanation } from './explain.ts'
export { type Expression, ExpressionSchema } from './expression.ts'
export { FactSpec, type FactValue } from './fact.ts'
export * from './policy-contract.ts'
export {
  type MarkStep,
  type PushFigure,
  type PushId,
  type PushStep,
  pushFigures,
  type RunId,
  type RunState,
  type VersionState,
} from './shapes.ts'

// ---- who fits --------------------------------------------------------------------------------------------------

export const PushState = Type.Object({
  id: idSchema<'policyPush'>(),
  step: literals(pushSteps),
  at: Instant,
})
export type PushState = Static<typeof PushState>

export const CandidateRow = Type.Object({
  firmId: idSchema<'firm'>(),
  name: Type.String(),
  nameEn: nullable(Type.String()),
  place: Named,
  keyFirm: Type.Boolean(),
  code: Type.String(),
  version: Type.Integer(),
  title: WordsSchema,
  verdict: literals(verdicts),
  amountFrom: Type.Integer(),
  amountTo: nullable(Type.Integer()),
  exact: Type.Boolean(),
  /** Keys of facts. */
  missing: Type.Array(Type.String()),
  /** Of this version. */
  push: nullable(PushState),
})
export type CandidateRow = Static<typeof CandidateRow>

const CandidateFilterFields = {
  q: Type.Optional(Type.String({ maxLength: 100 })),
  placeId: Type.Optional(idSchema<'place'>()),
  /** Those that fit and those that may, unless others are asked for. */
  verdict: Type.Optional(Type.Array(literals(verdicts), { maxItems: 3 })),
  /** Only those to whom this version was (not) brought yet. */
  pushed: Type.Optional(Type.Boolean()),
  keyFirm: Type.Optional(Type.Boolean()),
  /** This fact is missing. */
  missing: Type.Optional(Type.String({ maxLength: 40 })),
}
const CandidateFilterSchema = Type.Object(CandidateFilterFields)
export type CandidateFilter = Static<typeof CandidateFilterSchema>

/** Who fits and who may: those that fit first, each group by what is certain, then by what is possible. */
export const listCandidates = endpoint({
  id: 'policies.candidates',
  method: 'GET',
  path: '/api/policies/:code/candidates',
  summary: { zh: '适用企业', en: 'Firms that a policy fits' },
  params: codeParams,
  query: Type.Object({ ...CandidateFilterFields, ...PageQuery }),
  response: pageOf(CandidateRow),
})

/** Exactly what the list with the same filter shows. */
export const exportCandidates = endpoint({
  id: 'policies.export_candidates',
  method: 'GET',
  path: '/api/policies/:code/candidates/export.xlsx',
  summary: { zh: '导出适用企业', en: 'Export firms that a policy fits' },
  params: codeParams,
  query: Type.Object(CandidateFilterFields),
  produces: 'bytes',
  hands: 'export',
})

/** 免申即享: firms that fit on known facts alone, with a sum that is certain, and have not been paid for this time. */
export const listDirect = endpoint({
  id: 'policies.direct',
  method: 'GET',
  path: '/api/policy-direct',
  summary: { zh: '免申即享名单', en: 'Firms to be paid without applying' },
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 100 })),
    code: Type.Optional(Code),
    placeId: Type.Optional(idSchema<'place'>()),
    ...PageQuery,
  }),
  response: Type.Object({ ...pageOf(CandidateRow).properties, sumFen: Type.Integer() }),
})

// ---- one firm --------------------------------------------------------------------------------------------------

const OfFirm = {
  code: Type.String(),
  version: Type.Integer(),
  title: WordsSchema,
  summary: WordsSchema,
  how: literals(['apply', 'direct'] as const),
  applyBy: nullable(Day),
  push: nullable(PushState),
}
export const FirmFit = Type.Object({
  ...OfFirm,
  amountFrom: Type.Integer(),
  amountTo: nullable(Type.Integer()),
  exact: Type.Boolean(),
  reasons: Type.Array(WordsSchema),
  /** What the sum still depends on. */
  missing: Type.Array(Type.String()),
})
export type FirmFit = Static<typeof FirmFit>
export const FirmUnknown = Type.Object({
  ...OfFirm,
  amountTo: nullable(Type.Integer()),
  missing: Type.Array(Type.String()),
})
export type FirmUnknown = Static<typeof FirmUnknown>
export const FirmUnfit = Type.Object({ ...OfFirm, failed: Type.Array(WordsSchema) })
export type FirmUnfit = Static<typeof FirmUnfit>

/** What all policies that are open say of a firm, from what is known of it. */
export const AssessedFields = {
  firm: Type.Object({ id: idSchema<'firm'>(), name: Type.String(), nameEn: nullable(Type.String()) }),
  on: Day,
  fits: Type.Array(FirmFit),
  unknown: Type.Array(FirmUnknown),
  unfit: Type.Array(FirmUnfit),
  /** The one fact to ask for next. */
  question: nullable(
    Type.Object({
      fact: FactSpec,
      words: WordsSchema,
      /** Titles of the policies for which it matters. */
      concerns: Type.Array(WordsSchema),
    }),
  ),
  /** Names of the facts that are spoken of, by their keys. */
  facts: Type.Record(Type.String(), WordsSchema),
}
const AssessedSchema = Type.Object(AssessedFields)
export type Assessed = Static<typeof AssessedSchema>

export const FirmPolicies = Type.Object({ ...AssessedFields, mayAnswer: Type.Boolean(), mayMark: Type.Boolean() })
export type FirmPolicies = Static<typeof FirmPolicies>

/** What fits a firm, what does not and why, what is not known, and what to ask next. */
export const ofFirm = endpoint({
  id: 'policies.of_firm',
  method: 'GET',
  path: '/api/firms/:firmId/policies',
  summary: { zh: '企业适用政策', en: 'Policies of a firm' },
  params: firmParams,
  response: FirmPolicies,
})

const AnswerKey = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' })
export const TriedAnswer = Type.Object({ key: AnswerKey, value: ValueSchema })
export const Answer = Type.Object({ ...TriedAnswer.properties, asOf: Type.Optional(Day) })

/** What policies would say if a fact had a value, as it is typed. Nothing is written. */
export const tryAnswer = endpoint({
  id: 'policies.try_answer',
  method: 'POST',
  path: '/api/firms/:firmId/policies/trial',
  summary: { zh: '试算补充的信息', en: 'Try an answer about a firm' },
  params: firmParams,
  body: TriedAnswer,
  response: FirmPolicies,
})

/** Records the answer to a question as a fact of the firm, and tells what it changed. */
export const answer = endpoint({
  id: 'policies.answer',
  method: 'POST',
  path: '/api/firms/:firmId/policies/answer',
  summary: { zh: '补充企业信息', en: 'Answer a question about a firm' },
  params: firmParams,
  body: Answer,
  response: FirmPolicies,
})

// ---- pushes ----------------------------------------------------------------------------------------------------

/** The words in which a policy would be brought to a firm. */
export const previewPush = endpoint({
  id: 'policies.preview_push',
  method: 'GET',
  path: '/api/policies/:code/candidates/:firmId/notice',
  summary: { zh: '预览推送内容', en: 'Preview what a firm would be told' },
  params: Type.Object({ code: Code, firmId: idSchema<'firm'>() }),
  response: Type.Object({
    words: WordsSchema,
    reasons: Type.Array(WordsSchema),
    /** How many persons speak for the firm and would be told. */
    members: Type.Integer(),
  }),
})

/** Brings a policy to firms. Those that have this version already, and those that do not fit, are left out and counted. */
export const push = endpoint({
  id: 'policies.push',
  method: 'POST',
  path: '/api/policies/:code/pushes',
  summary: { zh: '推送政策', en: 'Push a policy to firms' },
  params: codeParams,
  body: Type.Object({ firmIds: Type.Array(idSchema<'firm'>(), { minItems: 1, maxItems: 500 }) }),
  response: Type.Object({ pushed: Type.Integer(), already: Type.Integer(), unfit: Type.Integer() }),
})

export const PushRow = Type.Object({
  id: idSchema<'policyPush'>(),
  firmId: idSchema<'firm'>(),
  name: Type.String(),
  nameEn: nullable(Type.String()),
  code: Type.String(),
  version: Type.Integer(),
  title: WordsSchema,
  step: literals(pushSteps),
  amountFrom: Type.Integer(),
  amountTo: nullable(Type.Integer()),
  reasons: Type.Array(WordsSchema),
  pushedAt: Instant,
  pushedBy: nullable(Type.String()),
  readAt: nullable(Instant),
  appliedAt: nullable(Instant),
  grantedAt: nullable(Instant),
  grantedFen: nullable(Type.Integer()),
  refusedAt: nullable(Instant),
  refusedWhy: nullable(Type.String()),
})
export type PushRow = Static<typeof PushRow>

const PushFilter = {
  code: Type.Optional(Code),
  firmId: Type.Optional(idSchema<'firm'>()),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  placeId: Type.Optional(idSchema<'place'>()),
  /** What a figure counts happened in these days, both included; without a figure: they were pushed. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  figure: Type.Optional(literals(pushFigures)),
}

/** Exactly the pushes that a figure counts. */
export const listPushes = endpoint({
  id: 'policies.pushes',
  method: 'GET',
  path: '/api/policy-pushes',
  summary: { zh: '推送记录', en: 'Pushes' },
  query: Type.Object({ ...PushFilter, ...PageQuery }),
  response: Type.Object({ ...pageOf(PushRow).properties, figures: PushFigures }),
})

/** Exactly what the list with the same filter shows. */
export const exportPushes = endpoint({
  id: 'policies.export_pushes',
  method: 'GET',
  path: '/api/policy-pushes/export.xlsx',
  summary: { zh: '导出政策台账', en: 'Export pushes' },
  query: Type.Object(PushFilter),
  produces: 'bytes',
  hands: 'export',
})

/** Writes down what came of a push: read, applied, granted with its sum, refused or withdrawn with the reason. */
export const markPush = endpoint({
  id: 'policies.mark_push',
  method: 'POST',
  path: '/api/policy-pushes/:pushId/steps',
  summary: { zh: '登记推送结果', en: 'Record what came of a push' },
  params: Type.Object({ pushId: idSchema<'policyPush'>() }),
  body: Type.Object({
    step: literals(markSteps),
    fen: Type.Optional(Fen),
    why: Type.Optional(Text(300)),
  }),
  response: Done,
})
