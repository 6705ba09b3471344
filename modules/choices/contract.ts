import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema } from '../../kernel/contract/ids.ts'
import {
  ChannelSchema,
  ChoiceSchema,
  count,
  MatterSchema,
  NoticeView,
  OwnerIdSchema,
  PlaceShape,
  QuestionIdSchema,
  QuestionRow,
  QuestionView,
  RollRow,
  StateSchema,
  StepSchema,
} from './shapes.ts'

export type {
  LineShape,
  MeasureShape,
  MyHead,
  NoticeView,
  ObjectionView,
  OutcomeShape,
  QuestionRow,
  QuestionView,
  RollRow,
} from './shapes.ts'

const words = (most: number) => Type.String({ minLength: 1, maxLength: most })
const here = { params: Type.Object({ questionId: QuestionIdSchema }) }
const notice = { params: Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }) }

/** Questions of my places, the newest first. */
export const listQuestions = endpoint({
  id: 'choices.questions',
  method: 'GET',
  path: '/api/choices/questions',
  summary: { zh: '意愿征集', en: 'Questions to owners' },
  query: Type.Object({
    ...PageQuery,
    compoundId: Type.Optional(idSchema<'place'>()),
    state: Type.Optional(Type.Array(StateSchema)),
  }),
  response: pageOf(QuestionRow),
})

const days = (most: number) => Type.Optional(Type.Integer({ minimum: 1, maximum: most }))
const plan = {
  title: words(100),
  words: words(4000),
  matter: MatterSchema,
  basis: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  followRule: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  noticeDays: days(90),
  votingDays: days(180),
  objectionDays: days(90),
}

export const PlanBody = Type.Object({
  id: Type.Optional(QuestionIdSchema),
  /** A compound, or one building of it. */
  placeId: idSchema<'place'>(),
  ...plan,
})
export type PlanBody = Static<typeof PlanBody>

export const planQuestion = endpoint({
  id: 'choices.plan',
  method: 'POST',
  path: '/api/choices/questions',
  summary: { zh: '新建意愿征集', en: 'Put a question to owners' },
  body: PlanBody,
  response: Type.Object({ id: QuestionIdSchema, code: Type.String() }),
})

export const ChangeBody = Type.Object(plan)
export type ChangeBody = Static<typeof ChangeBody>

export const changeQuestion = endpoint({
  id: 'choices.change',
  method: 'POST',
  path: '/api/choices/questions/:questionId/change',
  summary: { zh: '修改草稿', en: 'Change a draft' },
  ...here,
  body: ChangeBody,
  response: Done,
})

export const getQuestion = endpoint({
  id: 'choices.question',
  method: 'GET',
  path: '/api/choices/questions/:questionId',
  summary: { zh: '一次意愿征集', en: 'One question to owners' },
  ...here,
  response: QuestionView,
})

export const stepQuestion = endpoint({
  id: 'choices.step',
  method: 'POST',
  path: '/api/choices/questions/:questionId/step',
  summary: { zh: '公示、开始、截止、公布、取消', en: 'Give notice, open, close, publish or cancel' },
  ...here,
  body: Type.Object({ step: StepSchema, why: Type.Optional(words(500)) }),
  response: Type.Object({ state: StateSchema }),
})

/** Who may vote, and who has. A grid worker sees the buildings of the grid, and not what was chosen. */
export const rollOf = endpoint({
  id: 'choices.roll',
  method: 'GET',
  path: '/api/choices/questions/:questionId/roll',
  summary: { zh: '表决名单', en: 'Who may vote' },
  ...here,
  query: Type.Object({
    ...PageQuery,
    voted: Type.Optional(Type.Enum(['yes', 'no'])),
    choice: Type.Optional(ChoiceSchema),
    channel: Type.Optional(ChannelSchema),
    /** Part of a room: `3栋`, `501`. */
    q: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  response: Type.Object({ title: Type.String(), followRule: nullable(Type.String()), ...pageOf(RollRow).properties }),
})

/** The result in the form in which it is posted. */
export const exportResult = endpoint({
  id: 'choices.export_result',
  method: 'GET',
  path: '/api/choices/questions/:questionId/result.xlsx',
  summary: { zh: '导出结果公示表', en: 'Export the result as it is posted' },
  ...here,
  produces: 'bytes',
  hands: 'export',
})

export const exportRoll = endpoint({
  id: 'choices.export_roll',
  method: 'GET',
  path: '/api/choices/questions/:questionId/roll.xlsx',
  summary: { zh: '导出表决名单', en: 'Export the roll, names masked' },
  ...here,
  produces: 'bytes',
  hands: 'export',
})

const vote = {
  ownerId: OwnerIdSchema,
  choice: ChoiceSchema,
  /** Needed where the owner has voted before. */
  why: Type.Optional(words(300)),
}

/** A vote from a signed slip (with its photo), or told at the door. */
export const takeVote = endpoint({
  id: 'choices.take_vote',
  method: 'POST',
  path: '/api/choices/questions/:questionId/votes',
  summary: { zh: '登记一票', en: 'Take a vote down' },
  ...here,
  body: Type.Object({
    ...vote,
    channel: Type.Enum(['paper', 'door']),
    slipIds: Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 4 })),
  }),
  response: Done,
})

export const answerObjection = endpoint({
  id: 'choices.answer_objection',
  method: 'POST',
  path: '/api/choices/questions/:questionId/objections/:objectionId/answer',
  summary: { zh: '答复异议', en: 'Answer an objection' },
  params: Type.Object({ questionId: QuestionIdSchema, objectionId: idSchema<'objection'>() }),
  body: Type.Object({ words: words(2000) }),
  response: Done,
})

/** The public notice: sums for everybody, one's own vote for an owner. */
export const readNotice = endpoint({
  id: 'choices.notice',
  method: 'GET',
  path: '/api/choices/notices/:code',
  summary: { zh: '意愿征集公示', en: 'Public notice of a question' },
  ...notice,
  response: NoticeView,
})

/** An owner votes on the phone. */
export const voteMyself = endpoint({
  id: 'choices.vote',
  method: 'POST',
  path: '/api/choices/notices/:code/vote',
  summary: { zh: '业主表决', en: 'Vote as an owner' },
  ...notice,
  body: Type.Object(vote),
  response: Done,
})

export const objectTo = endpoint({
  id: 'choices.object',
  method: 'POST',
  path: '/api/choices/notices/:code/objections',
  summary: { zh: '提出异议', en: 'Object' },
  ...notice,
  body: Type.Object({ words: words(2000) }),
  response: Done,
})

/** What is asked of me as an owner, and where I take votes. */
export const myQuestions = endpoint({
  id: 'choices.mine',
  method: 'GET',
  path: '/api/choices/mine',
  summary: { zh: '我的意愿征集', en: 'Questions to me' },
  response: Type.Object({
    asked: Type.Array(
      Type.Object({
        code: Type.String(),
        title: Type.String(),
        state: StateSchema,
        place: PlaceShape,
        opensOn: nullable(Day),
        closesOn: nullable(Day),
        heads: count,
        voted: count,
      }),
    ),
    taking: Type.Array(
      Type.Object({
        id: QuestionIdSchema,
        title: Type.String(),
        place: PlaceShape,
        closesOn: nullable(Day),
        heads: count,
        voted: count,
      }),
    ),
  }),
})
