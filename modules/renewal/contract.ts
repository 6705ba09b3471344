import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema } from '../../kernel/contract/ids.ts'
import { count, here, ProjectIdSchema, StageSchema, words } from './parts.ts'
import { consents, projectStates, projectSteps, stopReasons } from './project.ts'
import { FigureValues, figureCodes, ProjectRow, ProjectView } from './shapes.ts'
import { IdeaOrigin, KeeperRow, MatterOrigin } from './work-shapes.ts'

// Endpoints of projects; those of stages, money, works and neighbours stand in their own folders.
export * from './money-endpoints.ts'
export type { MoneyView, Sums } from './money-shapes.ts'
export * from './neighbour-endpoints.ts'
export type {
  AnswerPair,
  AnswerSums,
  DefectView,
  InspectorView,
  MyProject,
  PublicItem,
  PublicProject,
  PublicQuestion,
} from './neighbour-shapes.ts'
export type { FigureCode, FigureValues, NextCode, ProjectAct, ProjectRow, ProjectView } from './shapes.ts'
export { figureCodes } from './shapes.ts'
export * from './stage-endpoints.ts'
export type { DelayView, EvidenceView, PublicStage, StageView } from './stage-shapes.ts'
export type { DelayReason, StageCode } from './stages.ts'
export * from './work-endpoints.ts'
export type { Phase } from './work-kinds.ts'
export type { FacilityView, IdeaOrigin, ItemView, MatterOrigin, PhotoView, SpotView } from './work-shapes.ts'

export const filter = {
  placeId: Type.Optional(idSchema<'place'>()),
  state: Type.Optional(Type.Array(Type.Enum(projectStates))),
  stage: Type.Optional(StageSchema),
  q: Type.Optional(Type.String({ maxLength: 60 })),
  /** Exactly those that a figure counts. */
  figure: Type.Optional(Type.Enum(figureCodes)),
}
export const ProjectFilter = Type.Object(filter)
export type ProjectFilter = Static<typeof ProjectFilter>

export const listProjects = endpoint({
  id: 'renewal.projects',
  method: 'GET',
  path: '/api/renewal/projects',
  summary: { zh: '改造项目', en: 'Renewal projects of my places' },
  query: Type.Object({ ...filter, ...PageQuery }),
  response: pageOf(ProjectRow),
})

export const exportProjects = endpoint({
  id: 'renewal.export',
  method: 'GET',
  path: '/api/renewal/export',
  summary: { zh: '导出改造项目', en: 'Export renewal projects' },
  query: ProjectFilter,
  produces: 'bytes',
  hands: 'export',
})

export const renewalFigures = endpoint({
  id: 'renewal.figures',
  method: 'GET',
  path: '/api/renewal/figures',
  summary: { zh: '改造数字', en: 'Figures of renewal' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()) }),
  response: FigureValues,
})

/** What a project at a place could take up: adopted ideas and open hazards that no project has taken yet. */
export const originsAt = endpoint({
  id: 'renewal.origins',
  method: 'GET',
  path: '/api/renewal/origins',
  summary: { zh: '可纳入的金点子和隐患', en: 'Ideas and hazards to take up' },
  query: Type.Object({ placeId: idSchema<'place'>() }),
  response: Type.Object({ ideas: Type.Array(IdeaOrigin), hazards: Type.Array(MatterOrigin) }),
})

const plan = {
  title: words(80),
  words: Type.Optional(Type.String({ maxLength: 4000 })),
  touchedPlaceIds: Type.Optional(Type.Array(idSchema<'place'>(), { maxItems: 60, uniqueItems: true })),
  households: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 }))),
  /** Where the number is from: 户籍底册, 入户摸底 … Needed with it. */
  householdsSource: Type.Optional(nullable(Type.String({ maxLength: 100 }))),
  consent: Type.Optional(Type.Enum(consents)),
}

export const PlanBody = Type.Object({
  id: Type.Optional(ProjectIdSchema),
  /** A community, a compound or a building. */
  placeId: idSchema<'place'>(),
  ...plan,
})
export type PlanBody = Static<typeof PlanBody>

export const planProject = endpoint({
  id: 'renewal.plan',
  method: 'POST',
  path: '/api/renewal/projects',
  summary: { zh: '新建改造项目', en: 'Plan a renewal' },
  body: PlanBody,
  response: Type.Object({ id: ProjectIdSchema, code: Type.String() }),
})

export const getProject = endpoint({
  id: 'renewal.project',
  method: 'GET',
  path: '/api/renewal/projects/:projectId',
  summary: { zh: '一个改造项目', en: 'One renewal' },
  ...here,
  response: ProjectView,
})

export const ChangeBody = Type.Partial(Type.Object(plan))
export type ChangeBody = Static<typeof ChangeBody>

export const changeProject = endpoint({
  id: 'renewal.change',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/change',
  summary: { zh: '修改改造项目', en: 'Change a renewal' },
  ...here,
  body: ChangeBody,
  response: Done,
})

export const StepBody = Type.Object({
  step: Type.Enum(projectSteps),
  /** Needed to stop. */
  reason: Type.Optional(Type.Enum(stopReasons)),
  words: Type.Optional(words(500)),
})
export type StepBody = Static<typeof StepBody>

/** Accepted, handed over and done follow from the stages. */
export const stepProject = endpoint({
  id: 'renewal.step',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/step',
  summary: { zh: '启动或终止', en: 'Start or stop' },
  ...here,
  body: StepBody,
  response: Type.Object({ state: Type.Enum(projectStates) }),
})

/** Posts of the place and around it that may keep what is built. */
export const keepersAt = endpoint({
  id: 'renewal.keepers',
  method: 'GET',
  path: '/api/renewal/projects/:projectId/keepers',
  summary: { zh: '可管护的岗位', en: 'Posts that may keep what is built' },
  ...here,
  response: Type.Object({ keepers: Type.Array(KeeperRow) }),
})

export const StagePlan = Type.Object({ stage: StageSchema, fromOn: Day, untilOn: Day })
export const PlanStagesBody = Type.Object({ stages: Type.Array(StagePlan, { minItems: 1, maxItems: 11 }) })
export type PlanStagesBody = Static<typeof PlanStagesBody>

/** In a draft only; what is late later gets a new day with its reason. */
export const planStages = endpoint({
  id: 'renewal.plan_stages',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/plan',
  summary: { zh: '各阶段计划日期', en: 'Plan the stages' },
  ...here,
  body: PlanStagesBody,
  response: Type.Object({ planned: count }),
})
