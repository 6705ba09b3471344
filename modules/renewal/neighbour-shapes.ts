import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import { PublicMoney, Sums } from './money-shapes.ts'
import { hideReasons, surveys } from './neighbour-kinds.ts'
import { count, ItemIdSchema, Named, PlaceNamed, ProjectIdSchema, StageSchema } from './parts.ts'
import { projectStates, stopReasons } from './project.ts'
import { PublicStage } from './stage-shapes.ts'
import { workClasses } from './work-items.ts'
import { IdeaOrigin, SpotView } from './work-shapes.ts'

/** 居民监督员: a neighbour who looks on. */
export const InspectorView = Type.Object({
  id: idSchema<'renewal_inspector'>(),
  /** Masked. */
  name: Type.String(),
  phone: nullable(Type.String()),
  fromOn: Day,
  toOn: nullable(Day),
  defects: count,
})
export type InspectorView = Static<typeof InspectorView>

/** A defect that somebody found: a matter, which is where everything else of it stands. */
export const DefectView = Type.Object({
  matterId: idSchema<'matter'>(),
  number: Type.String(),
  title: Type.String(),
  state: Type.String(),
  open: Type.Boolean(),
  itemId: nullable(ItemIdSchema),
  place: PlaceNamed,
  reportedAt: Instant,
  dueAt: nullable(Instant),
  /** Whether a resident inspector found it, or staff. */
  byInspector: Type.Boolean(),
  mine: Type.Boolean(),
  /** Whether the reader may open the matter: it is theirs, or lies in the scope of their posts. */
  mayOpen: Type.Boolean(),
})
export type DefectView = Static<typeof DefectView>

export const PublicQuestion = Type.Object({
  id: idSchema<'renewal_question'>(),
  words: Type.String(),
  /** Masked. */
  by: Type.String(),
  at: Instant,
  answer: nullable(Type.Object({ words: Type.String(), by: Type.Object(Named), at: Instant })),
  /** Staff and who asked still see it. */
  hidden: nullable(Type.Object({ reason: Type.Enum(hideReasons), words: nullable(Type.String()) })),
  mine: Type.Boolean(),
})
export type PublicQuestion = Static<typeof PublicQuestion>

/** Sums only. `satisfied` are answers of 4 and 5. */
export const AnswerSums = Type.Object({
  answers: count,
  satisfied: count,
  /** How many gave 1, 2, 3, 4, 5. */
  scores: Type.Array(count, { minItems: 5, maxItems: 5 }),
  phone: count,
  paper: count,
  /** Fewer than ten: a share says little. */
  few: Type.Boolean(),
})
export type AnswerSums = Static<typeof AnswerSums>
export const answerPair = Type.Object({ before: AnswerSums, after: AnswerSums })
export type AnswerPair = Static<typeof answerPair>

export const PublicItem = Type.Object({
  id: ItemIdSchema,
  code: Type.String(),
  class: Type.Enum(workClasses),
  place: PlaceNamed,
  words: Type.String(),
  byVote: Type.Boolean(),
  ideas: Type.Array(IdeaOrigin),
  /** How many reported hazards it puts right, and how many of them are closed. */
  hazards: count,
  hazardsClosed: count,
})
export type PublicItem = Static<typeof PublicItem>

/** The public page `/x/<code>`; nothing in it needs a sign-in. */
export const PublicProject = Type.Object({
  id: ProjectIdSchema,
  code: Type.String(),
  title: Type.String(),
  words: Type.String(),
  state: Type.Enum(projectStates),
  place: PlaceNamed,
  touched: Type.Array(PlaceNamed),
  households: nullable(count),
  stage: nullable(StageSchema),
  startedOn: nullable(Day),
  endedOn: nullable(Day),
  stopped: nullable(Type.Object({ reason: Type.Enum(stopReasons), words: Type.String(), on: Day })),
  keptBy: Type.Object({ ...Named, phone: nullable(Type.String()) }),
  items: Type.Array(PublicItem),
  /** Heads behind the ideas that it came from. */
  ideaAuthors: count,
  stages: Type.Array(PublicStage),
  sums: Sums,
  money: PublicMoney,
  spots: Type.Array(SpotView),
  inspectors: count,
  openDefects: count,
  closedDefects: count,
  questions: Type.Array(PublicQuestion),
  satisfaction: answerPair,
  /** Which survey takes answers now; null when none. */
  survey: nullable(Type.Enum(surveys)),
  today: Day,
  reader: Type.Object({
    signedIn: Type.Boolean(),
    /** Whether the reader has answered the survey that is open. */
    answered: Type.Boolean(),
    inspector: Type.Boolean(),
    /** Whether the reader is staff who may read the whole project. */
    staff: Type.Boolean(),
    mayReportDefect: Type.Boolean(),
    mayAddPhotos: Type.Boolean(),
    /** Defects, for inspectors and staff; empty for everybody else. */
    defects: Type.Array(DefectView),
  }),
})
export type PublicProject = Static<typeof PublicProject>

/** A project in the list on the phone. */
export const MyProject = Type.Object({
  id: ProjectIdSchema,
  code: Type.String(),
  title: Type.String(),
  state: Type.Enum(projectStates),
  place: PlaceNamed,
  stage: nullable(StageSchema),
  late: Type.Boolean(),
  openDefects: count,
  inspector: Type.Boolean(),
  staff: Type.Boolean(),
})
export type MyProject = Static<typeof MyProject>
