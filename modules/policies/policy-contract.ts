import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { verdicts } from './evaluate.ts'
import { FactSpec } from './fact.ts'
import {
  codeParams,
  literals,
  runStates,
  SpecSchema,
  Text,
  ValueSchema,
  Version,
  versionParams,
  versionStates,
} from './shapes.ts'

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
