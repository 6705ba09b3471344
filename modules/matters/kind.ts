import { type Static, Type } from 'typebox'
import { WordsSchema } from '../../kernel/contract/ids.ts'
import { spanUnits } from '../../kernel/time/span.ts'
import { RoleSchema } from '../people/contract.ts'
import { FormSchema, StatementsSchema } from './form.ts'
import { type Stage, stages } from './matter.ts'

/** A length of time: working units follow the tenant's calendar, the others run through nights and holidays. */
export const SpanSchema = Type.Object({
  amount: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
  unit: Type.Enum(spanUnits),
})

/** Where to look for a holder: a role on the way up from the place, a post kind, or the firm that serves the place. */
export const CandidateSchema = Type.Object({
  role: Type.Optional(RoleSchema),
  postKind: Type.Optional(Type.String()),
})
export type Candidate = Static<typeof CandidateSchema>

export const RouteSchema = Type.Object({
  /** Category codes (or the beginnings of them) that this rule is for; without it, all. */
  categories: Type.Optional(Type.Array(Type.String())),
  to: Type.Array(CandidateSchema, { minItems: 1 }),
})

export const LimitSchema = Type.Object({
  stage: Type.Enum(stages),
  category: Type.Optional(Type.String()),
  priority: Type.Optional(Type.Union([Type.Literal('normal'), Type.Literal('urgent')])),
  span: SpanSchema,
})

/** One version of a kind of matter 事项类型: all that differs from office to office, as data with a from-date. */
export const KindSpec = Type.Object({
  name: WordsSchema,
  description: WordsSchema,
  /** Who may report it. */
  doors: Type.Array(
    Type.Union([
      Type.Literal('resident'),
      Type.Literal('staff'),
      Type.Literal('patrol'),
      Type.Literal('import'),
      Type.Literal('observer'),
      Type.Literal('meeting'),
    ]),
  ),
  categoryTree: Type.String(),
  /** `direct`: goes to its handler at once; `desk`: somebody accepts and assigns first. */
  intake: Type.Union([Type.Literal('direct'), Type.Literal('desk')]),
  routes: Type.Array(RouteSchema, { minItems: 1 }),
  followUpBy: Type.Array(CandidateSchema, { minItems: 1 }),
  limits: Type.Array(LimitSchema, { minItems: 1 }),
  /** Pictures that resolving needs, by category; the most specific rule wins. */
  evidence: Type.Array(
    Type.Object({ category: Type.Optional(Type.String()), pictures: Type.Integer({ minimum: 0, maximum: 9 }) }),
  ),
  /** When something is taken up as this kind 立案条件; older versions do not say. */
  filingConditions: Type.Optional(WordsSchema),
  closingConditions: WordsSchema,
  /** What is asked beside the words; versions that do not say ask for nothing. */
  form: Type.Optional(FormSchema),
  /** Ticked by whoever files it: who takes it down at the desk or on patrol, else who accepts it. */
  filing: Type.Optional(StatementsSchema),
  /** Ticked by whoever says that it is solved. */
  closing: Type.Optional(StatementsSchema),
  /** Only who asked closes it as solved, or a call that reached them; a look on the spot does not. */
  confirmed: Type.Optional(Type.Boolean()),
  /** Pictures that a report on a phone needs. */
  reportPictures: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
  /** Which workers may report it; left out: all whom the doors let in. */
  reportRoles: Type.Optional(Type.Array(RoleSchema, { minItems: 1, maxItems: 20 })),
  /** False: systems of others may not report it. */
  systems: Type.Optional(Type.Boolean()),
  /** Reported by nobody any more; matters in hand go on. */
  ended: Type.Optional(Type.Boolean()),
  extension: Type.Object({ times: Type.Integer({ minimum: 0, maximum: 100 }), longest: SpanSchema }),
  suspensionDays: Type.Integer({ minimum: 1, maximum: 730 }),
  unreachedLimit: Type.Integer({ minimum: 1, maximum: 10 }),
  reopenDays: Type.Integer({ minimum: 0, maximum: 365 }),
  /** After the deadline an overdue matter climbs one post each time this span has passed again. */
  climbEvery: SpanSchema,
  rallyAnswer: SpanSchema,
  /** What it is about beside a place; null (as in older versions that do not say): nothing. Forms for residents leave such kinds out. */
  subject: Type.Optional(Type.Union([Type.Literal('firm'), Type.Null()])),
  /** Shown on the public page (without anybody's data). */
  public: Type.Boolean(),
  source: Type.String(),
})
export type KindSpec = Static<typeof KindSpec>

export interface Kind {
  readonly code: string
  readonly version: number
  readonly spec: KindSpec
}

/** The longest code that begins a category wins; rules without a category come last. */
function mostSpecific<Rule extends { category?: string }>(rules: readonly Rule[], category: string): Rule | undefined {
  return rules
    .filter((rule) => rule.category === undefined || category.startsWith(rule.category))
    .sort((a, b) => (b.category?.length ?? -1) - (a.category?.length ?? -1))[0]
}

/** The time limit of a stage for a category and priority. Throws when the kind has none: kinds are checked when saved. */
export function limitOf(spec: Pick<KindSpec, 'limits'>, stage: Stage, category: string, priority: 'normal' | 'urgent') {
  const ofStage = spec.limits.filter((limit) => limit.stage === stage)
  const exact = mostSpecific(
    ofStage.filter((limit) => limit.priority === priority),
    category,
  )
  const found =
    exact ??
    mostSpecific(
      ofStage.filter((limit) => limit.priority === undefined),
      category,
    )
  if (!found) throw new Error(`the kind has no time limit for ${stage}`)
  return found.span
}

/** How many pictures resolving needs for a category. */
export const picturesNeeded = (spec: KindSpec, category: string): number =>
  mostSpecific(spec.evidence, category)?.pictures ?? 0
