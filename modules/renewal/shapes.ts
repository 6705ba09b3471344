import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, WordsSchema } from '../../kernel/contract/ids.ts'
import { MoneyView, Sums } from './money-shapes.ts'
import { answerPair, DefectView, InspectorView, PublicQuestion } from './neighbour-shapes.ts'
import { count, Named, PlaceNamed, ProjectIdSchema, StageSchema } from './parts.ts'
import { consents, projectStates, projectSteps, stopReasons } from './project.ts'
import { StageView } from './stage-shapes.ts'
import { workClasses } from './work-items.ts'
import { FacilityView, ItemView, SpotView } from './work-shapes.ts'

/** Exactly these lists stand behind the figures at the head of the page. */
export const figureCodes = [...projectStates, 'late', 'households', 'received', 'paid'] as const
export type FigureCode = (typeof figureCodes)[number]

export const FigureValues = Type.Object({
  /** Projects in each state. */
  draft: count,
  running: count,
  accepted: count,
  handed_over: count,
  done: count,
  stopped: count,
  /** Projects with a stage past its day. */
  late: count,
  /** Households touched by projects that were started and not stopped. */
  households: count,
  /** In fen. */
  received: count,
  paid: count,
})
export type FigureValues = Static<typeof FigureValues>

const head = {
  id: ProjectIdSchema,
  title: Type.String(),
  state: Type.Enum(projectStates),
  place: PlaceNamed,
  /** What the QR code of the poster says: `/x/<code>`. */
  code: Type.String(),
  households: nullable(count),
  /** The first stage that is not finished; null in the end. */
  stage: nullable(StageSchema),
  /** The stage that is past its day, with how many days; null when none. */
  late: nullable(Type.Object({ stage: StageSchema, days: count })),
  plannedFrom: nullable(Day),
  plannedUntil: nullable(Day),
  sums: Sums,
}

export const ProjectRow = Type.Object({
  ...head,
  items: Type.Array(Type.Object({ class: Type.Enum(workClasses), count })),
  finishedStages: count,
  openDefects: count,
  /** Ideas that it came from. */
  ideas: count,
})
export type ProjectRow = Static<typeof ProjectRow>

/** What somebody may do with a project now: pages show buttons by it. */
const projectActs = [
  'change',
  'plan_stages',
  'items',
  'money',
  'stages',
  'spots',
  'photos',
  'inspectors',
  'report_defect',
  'facilities',
  'answer',
  'paper_answers',
] as const
export type ProjectAct = (typeof projectActs)[number]

/** One line of “what should I do next?”, the most pressing first. */
const nextCodes = [
  'add_items',
  'plan_stages',
  'enter_households',
  'start',
  'give_reason',
  'begin_stage',
  'add_evidence',
  'finish_stage',
  'close_defects',
  'answer_questions',
] as const
export type NextCode = (typeof nextCodes)[number]
export const NextStep = Type.Object({
  code: Type.Enum(nextCodes),
  stage: nullable(StageSchema),
  words: WordsSchema,
})

/** A project as staff see it: one answer for the whole page. */
export const ProjectView = Type.Object({
  ...head,
  words: Type.String(),
  /** Compounds and buildings touched besides its own place. */
  touched: Type.Array(PlaceNamed),
  householdsSource: nullable(Type.String()),
  consent: Type.Enum(consents),
  keptBy: Type.Object({ ...Named, phone: nullable(Type.String()) }),
  createdAt: Instant,
  startedOn: nullable(Day),
  endedOn: nullable(Day),
  stopped: nullable(Type.Object({ reason: Type.Enum(stopReasons), words: Type.String(), on: Day })),
  next: Type.Array(NextStep),
  steps: Type.Array(Type.Object({ step: Type.Enum(projectSteps), obstacle: nullable(WordsSchema) })),
  may: Type.Array(Type.Enum(projectActs)),
  items: Type.Array(ItemView),
  money: MoneyView,
  stages: Type.Array(StageView),
  spots: Type.Array(SpotView),
  facilities: Type.Array(FacilityView),
  inspectors: Type.Array(InspectorView),
  defects: Type.Array(DefectView),
  questions: Type.Array(PublicQuestion),
  satisfaction: answerPair,
  today: Day,
})
export type ProjectView = Static<typeof ProjectView>
