import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, type Id, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { verdicts } from './evaluate.ts'
import { FactSpec, type FactValue } from './fact.ts'
import type { PolicySpec } from './policy.ts'

export { type Verdict, verdicts } from './evaluate.ts'
export type { Explanation } from './explain.ts'
export { type Expression, ExpressionSchema } from './expression.ts'
export { FactSpec, type FactValue } from './fact.ts'

export type PushId = Id<'policyPush'>
export type RunId = Id<'policyRun'>

// ---- names of states and choices ------------------------------------------------------------------------------

export const versionStates = ['draft', 'published', 'withdrawn'] as const
export const runStates = ['queued', 'running', 'done', 'cancelled'] as const
/** How far a push came: the last thing that happened to it. */
export const pushSteps = ['pushed', 'read', 'applied', 'granted', 'refused', 'withdrawn'] as const
/** What can be written down of a push. */
export const markSteps = ['read', 'applied', 'granted', 'refused', 'withdrawn'] as const
/** What a figure counts: the pushes to which this happened, whatever came later. Those taken back count nowhere. */
export const pushFigures = ['pushed', 'read', 'applied', 'granted', 'refused'] as const

export type VersionState = (typeof versionStates)[number]
export type RunState = (typeof runStates)[number]
export type PushStep = (typeof pushSteps)[number]
export type MarkStep = (typeof markSteps)[number]
export type PushFigure = (typeof pushFigures)[number]

const literals = <Values extends string[]>(values: readonly [...Values]) => Type.Enum(values)
const Code = Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' })
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const codeParams = Type.Object({ code: Code })
const versionParams = Type.Object({ code: Code, version: Version })
const firmParams = Type.Object({ firmId: idSchema<'firm'>() })
const Fen = Type.Integer({ minimum: 0, maximum: 10_000_000_000_000 })

/** A policy on its way in and out. The rules are checked by `openPolicy`, which tells every fault with its place. */
const SpecSchema = Type.Unsafe<PolicySpec>(Type.Unknown({ description: 'A policy; see docs/policy-language.md' }))
const ValueSchema = Type.Unsafe<FactValue | null>(Type.Unknown({ description: 'A value of the fact; null: none' }))

// ---- what rules may speak of -----------------------------------------------------------------------------------

/** The facts that rules may read and the names of codes; a form needs them to show and check a policy as it is written. */
export const getDictionary = endpoint({
  id: 'policies.dictionary',
  method: 'GET',
  path: '/api/policy-language',
  summary: { zh: '政策规则可用的信息', en: 'Facts and codes that policy rules may name' },
  response: Type.Object({
    facts: Type.Array(FactSpec),
    codes: Type.Record(Type.String(), Type.Record(Type.String(), WordsSchema)),
    offices: Type.Array(Type.Object({ code: Type.String(), name: WordsSchema })),
    /** The offices for which the asker may write; null: for all. */
    myOffices: nullable(Type.Array(Type.String())),
  }),
})

// ---- policies --------------------------------------------------------------------------------------------------

/** Firms in the asker's area by verdict. */
export const VerdictCounts = Type.Object({
  fits: Type.Integer(),
  unknown: Type.Integer(),
  unfit: Type.Integer(),
})
export type VerdictCounts = Static<typeof VerdictCounts>

/** What came of pushes in the asker's area; those taken back count nowhere. */
export const PushFigures = Type.Object({
  pushed: Type.Integer(),
  read: Type.Integer(),
  applied: Type.Integer(),
  granted: Type.Integer(),
  refused: Type.Integer(),
  grantedFen: Type.Integer(),
})
export type PushFigures = Static<typeof PushFigures>

export const policyStates = ['draft', 'live', 'coming', 'over', 'withdrawn'] as const
export type PolicyState = (typeof policyStates)[number]

export const PolicyRow = Type.Object({
  code: Type.String(),
  /** The version in force, else the newest. */
  version: Type.Integer(),
  state: literals(policyStates),
  title: WordsSchema,
  forWhom: WordsSchema,
  how: literals(['apply', 'direct'] as const),
  office: Type.Object({ code: Type.String(), name: WordsSchema }),
  validFrom: Day,
  validUntil: nullable(Day),
  applyBy: nullable(Day),
  /** A newer version that is not published yet. */
  draft: nullable(Type.Integer()),
  counts: VerdictCounts,
  figures: PushFigures,
})
export type PolicyRow = Static<typeof PolicyRow>

export const listPolicies = endpoint({
  id: 'policies.list',
  method: 'GET',
  path: '/api/policies',
  summary: { zh: '政策列表', en: 'Policies' },
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 60 })),
    state: Type.Optional(Type.Array(literals(policyStates), { maxItems: 5 })),
    how: Type.Optional(literals(['apply', 'direct'] as const)),
    ...PageQuery,
  }),
  response: Type.Object({ ...pageOf(PolicyRow).properties, figures: PushFigures, mayWrite: Type.Boolean() }),
})

export const VersionView = Type.Object({
  version: Type.Integer(),
  state: literals(versionStates),
  savedAt: Instant,
  author: nullable(Type.String()),
  publishedAt: nullable(Instant),
  withdrawnAt: nullable(Instant),
  withdrawnWhy: nullable(Type.String()),
  replacedBy: nullable(Type.Integer()),
})
export type VersionView = Static<typeof VersionView>

export const RunView = Type.Object({
  id: idSchema<'policyRun'>(),
  version: Type.Integer(),
  state: literals(runStates),
  done: Type.Integer(),
  total: Type.Integer(),
  askedAt: Instant,
})
export type RunView = Static<typeof RunView>

export const PolicyView = Type.Object({
  ...PolicyRow.properties,
  /** Of `version`. */
  spec: SpecSchema,
  /** Of the newest version, which the editor goes on from. */
  newest: Type.Object({ version: Type.Integer(), state: literals(versionStates), spec: SpecSchema }),
  versions: Type.Array(VersionView),
  run: nullable(RunView),
  mayWrite: Type.Boolean(),
  mayPush: Type.Boolean(),
  mayMark: Type.Boolean(),
})
export type PolicyView = Static<typeof PolicyView>

export const getPolicy = endpoint({
  id: 'policies.get',
  method: 'GET',
  path: '/api/policies/:code',
  summary: { zh: '政策详情', en: 'One policy' },
  params: codeParams,
  query: Type.Object({ version: Type.Optional(Version) }),
  response: PolicyView,
})

/** Saves a new version as a draft. What is wrong with it is told with JSON pointers into `spec`. */
export const saveDraft = endpoint({
  id: 'policies.save_draft',
  method: 'POST',
  path: '/api/policies/:code/versions',
  summary: { zh: '保存政策草稿', en: 'Save a draft of a policy' },
  params: codeParams,
  body: Type.Object({ spec: SpecSchema }),
  response: Type.Object({ version: Type.Integer() }),
})

export const TriedFirm = Type.Object({
  firmId: idSchema<'firm'>(),
  name: Type.String(),
  verdict: literals(verdicts),
  amountFrom: Type.Integer(),
  amountTo: nullable(Type.Integer()),
  /** Of a firm that does not fit: what stands against it. Else: what is not known yet. */
  reasons: Type.Array(WordsSchema),
  /** What the sum reads, as far as it is known and may be shown: sensitive facts are left out. */
  facts: Type.Array(Type.Object({ key: Type.String(), value: ValueSchema })),
})
export type TriedFirm = Static<typeof TriedFirm>

/** Runs a policy that is being written against the firms of the asker's area. Nothing is written. */
export const tryDraft = endpoint({
  id: 'policies.try',
  method: 'POST',
  path: '/api/policy-trials',
  summary: { zh: '用真实企业试算政策', en: 'Try a policy on real firms' },
  body: Type.Object({ spec: SpecSchema }),
  response: Type.Object({
    counts: VerdictCounts,
    examples: Type.Object({
      fits: Type.Array(TriedFirm),
      unknown: Type.Array(TriedFirm),
      unfit: Type.Array(TriedFirm),
    }),
  }),
})

export const publish = endpoint({
  id: 'policies.publish',
  method: 'POST',
  path: '/api/policies/:code/versions/:version/publication',
  summary: { zh: '发布政策', en: 'Publish a version of a policy' },
  params: versionParams,
  response: Type.Object({ runId: idSchema<'policyRun'>() }),
})

export const withdraw = endpoint({
  id: 'policies.withdraw',
  method: 'POST',
  path: '/api/policies/:code/withdrawal',
  summary: { zh: '撤下政策', en: 'Withdraw a policy' },
  params: codeParams,
  body: Type.Object({ why: Text(300) }),
  response: Done,
})

/** Evaluates all firms again, or goes on after somebody stopped it. */
export const startEvaluation = endpoint({
  id: 'policies.evaluate',
  method: 'POST',
  path: '/api/policies/:code/evaluation',
  summary: { zh: '重新匹配全部企业', en: 'Evaluate all firms' },
  params: codeParams,
  response: Type.Object({ runId: idSchema<'policyRun'>() }),
})

export const cancelEvaluation = endpoint({
  id: 'policies.cancel_evaluation',
  method: 'DELETE',
  path: '/api/policies/:code/evaluation',
  summary: { zh: '停止匹配', en: 'Stop the evaluation' },
  params: codeParams,
  response: Done,
})

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
  place: Type.Object({ name: Type.String(), nameEn: Type.String() }),
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
})

/** 免申即享: firms that fit on known facts alone, with a sum that is certain, and have not been paid. */
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
