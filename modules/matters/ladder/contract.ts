import { type Static, Type } from 'typebox'
import { endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema, Named, WordsSchema } from '../../../kernel/contract/ids.ts'
import { spanUnits } from '../../../kernel/time/span.ts'
import { PrioritySchema, StageSchema, StateSchema } from '../contract.ts'
import { SpanSchema } from '../kind.ts'
import { OneVersion, saving, VersionsPage } from '../rules/contract.ts'
import { documentAnswer, versionAnswer } from '../rules/document-contract.ts'
import { ladderKinds, ladderRoles } from './ladder.ts'

// The escalation ladder 催办→督办单→通报→约谈: its rule, and what came of it.

const StepSchema = Type.Object({
  when: Type.Object({
    amount: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
    unit: Type.Enum(['percent', ...spanUnits] as const),
  }),
  what: Type.Enum(ladderKinds),
  by: Type.Enum(ladderRoles),
  term: Type.Optional(SpanSchema),
})
const LadderSchema = Type.Object({
  kind: nullable(Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' })),
  /** Of the kind's tree, with what lies below it; left out: all. */
  category: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  priority: nullable(PrioritySchema),
  steps: Type.Array(StepSchema, { maxItems: 8 }),
})
const LaddersSchema = Type.Array(LadderSchema, { maxItems: 60 })

const counted = {
  urge: Type.Integer(),
  order: Type.Integer(),
  bulletin: Type.Integer(),
  talk: Type.Integer(),
}
/** Matters of the last 30 days that would have been urged, put on an order, named, talked about. */
export const LadderTrialCounts = Type.Object({
  matters: Type.Integer(),
  draft: Type.Object(counted),
  /** The same by the version in force. */
  inForce: Type.Object(counted),
  /**
   * Matters in hand that would go on by other steps from now on, and those of them with a step whose moment has passed: that
   * one is not taken any more. Versions that were saved before this was counted do not say.
   */
  running: Type.Optional(Type.Object({ touched: Type.Integer(), passed: Type.Integer() })),
})
export type LadderTrialCounts = Static<typeof LadderTrialCounts>

export const getLadderRules = endpoint({
  id: 'matters.ladder_rules',
  method: 'GET',
  path: '/api/rules/ladder',
  summary: { zh: '督办阶梯与历史版本', en: 'The escalation ladder with its versions' },
  query: VersionsPage,
  response: Type.Object({
    ...documentAnswer(Type.Array(LadderSchema), LadderTrialCounts),
    kinds: Type.Array(Type.Object({ code: Type.String(), name: WordsSchema, tree: Type.String() })),
    trees: Type.Array(
      Type.Object({
        tree: Type.String(),
        categories: Type.Array(
          Type.Object({ code: Type.String(), parent: nullable(Type.String()), name: WordsSchema }),
        ),
      }),
    ),
  }),
})
export type LadderRules = Static<typeof getLadderRules.response>

export const getLadderVersion = endpoint({
  id: 'matters.ladder_version',
  method: 'GET',
  path: '/api/rules/ladder/versions/:version',
  summary: { zh: '督办阶梯的一个版本', en: 'One version of the escalation ladder' },
  params: OneVersion,
  response: versionAnswer(Type.Array(LadderSchema)),
})

export const tryLadderRules = endpoint({
  id: 'matters.try_ladder_rules',
  method: 'POST',
  path: '/api/rules/ladder/trial',
  summary: { zh: '试算督办阶梯', en: 'Try an escalation ladder' },
  body: Type.Object({ ladders: LaddersSchema }),
  response: LadderTrialCounts,
})

export const saveLadderRules = endpoint({
  id: 'matters.save_ladder_rules',
  method: 'POST',
  path: '/api/rules/ladder',
  summary: { zh: '保存督办阶梯新版本', en: 'Save a new version of the escalation ladder' },
  body: Type.Object({ ...saving, ladders: LaddersSchema, source: Type.String({ minLength: 2, maxLength: 200 }) }),
  response: Type.Object({ version: Type.Integer() }),
})

// ---- what came of it ------------------------------------------------------------------------------------------

const byMatter = Type.Object({ matterId: idSchema<'matter'>() })

/** The supervision order 督办单 on paper, as whoever can see the matter on the desk prints it. */
export const orderPaper = endpoint({
  id: 'matters.order_paper',
  method: 'GET',
  path: '/api/matters/:matterId/orders/:measureId/paper.pdf',
  summary: { zh: '打印督办单', en: 'Print a supervision order' },
  params: Type.Object({ ...byMatter.properties, measureId: idSchema<'measure'>() }),
  produces: 'bytes',
  hands: 'export',
})

export const BulletinRow = Type.Object({
  id: idSchema<'measure'>(),
  at: Instant,
  /** The unit that is named; never a person. */
  unit: WordsSchema,
  by: nullable(WordsSchema),
  matter: Type.Object({
    id: idSchema<'matter'>(),
    number: Type.String(),
    category: WordsSchema,
    /** With the place above it: many buildings are called “3栋”. */
    place: Type.Object({ ...Named.properties, above: Named }),
    state: StateSchema,
  }),
  stage: nullable(StageSchema),
  missedAt: nullable(Instant),
})
export type BulletinRow = Static<typeof BulletinRow>

/** 通报: which units were named, newest first, in the reader's scope. */
export const listBulletins = endpoint({
  id: 'matters.bulletins',
  method: 'GET',
  path: '/api/bulletins',
  summary: { zh: '通报', en: 'Bulletin of late units' },
  query: Type.Object({
    ...PageQuery,
    /** A month, `2026-11`. */
    month: Type.Optional(Type.String({ pattern: '^20[2-5]\\d-(0[1-9]|1[0-2])$' })),
  }),
  response: Type.Object({
    ...pageOf(BulletinRow).properties,
    /** How often each unit was named, the most first; twenty at most. */
    units: Type.Array(Type.Object({ unit: WordsSchema, times: Type.Integer() })),
  }),
})
