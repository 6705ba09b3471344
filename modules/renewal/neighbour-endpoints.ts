import { type Static, Type } from 'typebox'
import { Done, endpoint } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema } from '../../kernel/contract/ids.ts'
import { hideReasons, surveys } from './neighbour-kinds.ts'
import { MyProject, PublicProject } from './neighbour-shapes.ts'
import { FileIds, here, ItemIdSchema, ProjectIdSchema, words } from './parts.ts'

const InspectorId = idSchema<'renewal_inspector'>()
const QuestionId = idSchema<'renewal_question'>()
const door = { params: Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }) }
const ofQuestion = { params: Type.Object({ projectId: ProjectIdSchema, questionId: QuestionId }) }

/** What everybody sees by the code of the poster. */
export const atProject = endpoint({
  id: 'renewal.at_project',
  method: 'GET',
  path: '/api/x/:code',
  summary: { zh: '扫码看到的改造项目', en: 'A renewal by its code' },
  ...door,
  response: PublicProject,
})

/** Projects that I look on, and those of my places. */
export const myProjects = endpoint({
  id: 'renewal.mine',
  method: 'GET',
  path: '/api/renewal/mine',
  summary: { zh: '我身边的改造', en: 'Renewals around me' },
  response: Type.Object({ projects: Type.Array(MyProject) }),
})

export const askQuestion = endpoint({
  id: 'renewal.ask',
  method: 'POST',
  path: '/api/x/:code/questions',
  summary: { zh: '提问', en: 'Ask about a renewal' },
  ...door,
  body: Type.Object({ id: Type.Optional(QuestionId), words: words(500) }),
  response: Type.Object({ id: QuestionId }),
})

export const answerQuestion = endpoint({
  id: 'renewal.answer',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/questions/:questionId/answer',
  summary: { zh: '回答提问', en: 'Answer a question' },
  ...ofQuestion,
  body: Type.Object({ words: words(1000) }),
  response: Done,
})

export const hideQuestion = endpoint({
  id: 'renewal.hide_question',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/questions/:questionId/hide',
  summary: { zh: '隐藏提问', en: 'Hide a question' },
  ...ofQuestion,
  body: Type.Object({ reason: Type.Enum(hideReasons), words: Type.Optional(words(300)) }),
  response: Done,
})

const Score = Type.Integer({ minimum: 1, maximum: 5 })

/** Once a neighbour and survey; which survey is open follows from the project. */
export const answerSurvey = endpoint({
  id: 'renewal.answer_survey',
  method: 'POST',
  path: '/api/x/:code/satisfaction',
  summary: { zh: '满意度', en: 'Say how satisfied one is' },
  ...door,
  body: Type.Object({ score: Score, words: Type.Optional(words(500)) }),
  response: Type.Object({ survey: Type.Enum(surveys) }),
})

export const PaperAnswersBody = Type.Object({
  survey: Type.Enum(surveys),
  answers: Type.Array(Type.Object({ score: Score, words: Type.Optional(words(500)) }), { minItems: 1, maxItems: 50 }),
})
export type PaperAnswersBody = Static<typeof PaperAnswersBody>

/** Answers on paper, typed in by staff: one row each, with the channel. */
export const typeInAnswers = endpoint({
  id: 'renewal.type_in_answers',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/satisfaction',
  summary: { zh: '代录满意度', en: 'Type in answers from paper' },
  ...here,
  body: PaperAnswersBody,
  response: Done,
})

export const InspectorBody = Type.Object({
  id: Type.Optional(InspectorId),
  name: words(40),
  phone: words(30),
  fromOn: Type.Optional(Day),
})
export type InspectorBody = Static<typeof InspectorBody>

export const nameInspector = endpoint({
  id: 'renewal.name_inspector',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/inspectors',
  summary: { zh: '聘请居民监督员', en: 'Name a resident inspector' },
  ...here,
  body: InspectorBody,
  response: Type.Object({ id: InspectorId }),
})

export const endInspector = endpoint({
  id: 'renewal.end_inspector',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/inspectors/:inspectorId/end',
  summary: { zh: '结束监督员任务', en: 'End an inspector’s task' },
  params: Type.Object({ projectId: ProjectIdSchema, inspectorId: InspectorId }),
  body: Type.Object({}),
  response: Done,
})

export const DefectBody = Type.Object({
  id: Type.Optional(idSchema<'matter'>()),
  itemId: ItemIdSchema,
  words: words(1000),
  urgent: Type.Optional(Type.Boolean()),
  fileIds: Type.Optional(FileIds),
})
export type DefectBody = Static<typeof DefectBody>

/** By a resident inspector or who runs the project; it becomes a matter at the item's place. */
export const reportDefect = endpoint({
  id: 'renewal.report_defect',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/defects',
  summary: { zh: '上报问题', en: 'Report a defect' },
  ...here,
  body: DefectBody,
  response: Type.Object({ matterId: idSchema<'matter'>(), number: Type.String() }),
})
