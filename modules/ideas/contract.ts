import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema } from '../../kernel/contract/ids.ts'
import { callStates, callSteps, themes } from './call.ts'
import { declineReasons, hideReasons, ideaStates } from './idea.ts'
import {
  CallIdSchema,
  CallRow,
  CallView,
  FigureValues,
  fen,
  figureCodes,
  IdeaIdSchema,
  IdeaRow,
  IdeaView,
  OpenCall,
  Point,
  PublicCall,
  RemarkIdSchema,
  Similar,
} from './shapes.ts'

export type {
  CallRow,
  CallView,
  FigureCode,
  FigureValues,
  IdeaRow,
  IdeaView,
  OpenCall,
  PublicCall,
  ReaderAct,
  RemarkView,
  Similar,
} from './shapes.ts'
export { figureCodes } from './shapes.ts'

const callHere = { params: Type.Object({ callId: CallIdSchema }) }
const ideaHere = { params: Type.Object({ ideaId: IdeaIdSchema }) }
const door = { params: Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }) }
const words = (most: number) => Type.String({ minLength: 1, maxLength: most })
/** The receipt code, for an author without an account. */
const Receipt = Type.String({ minLength: 8, maxLength: 24 })
const receipt = { receipt: Type.Optional(Receipt) }

// Calls, at the desk.

export const listCalls = endpoint({
  id: 'ideas.calls',
  method: 'GET',
  path: '/api/calls',
  summary: { zh: '征集令', en: 'Calls for ideas of my places' },
  query: Type.Object({
    ...PageQuery,
    state: Type.Optional(Type.Array(Type.Enum(callStates))),
    placeId: Type.Optional(idSchema<'place'>()),
    q: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  response: pageOf(CallRow),
})

const plan = {
  title: words(60),
  words: Type.Optional(Type.String({ maxLength: 2000 })),
  theme: Type.Enum(themes),
  fromOn: Day,
  untilOn: Day,
  moderation: Type.Union([Type.Literal('before'), Type.Literal('after')]),
  mayBeAnonymous: Type.Boolean(),
  budgetHintFen: Type.Optional(nullable(fen)),
}
export const PlanBody = Type.Object({
  id: Type.Optional(CallIdSchema),
  placeId: idSchema<'place'>(),
  ...plan,
})
export type PlanBody = Static<typeof PlanBody>

export const planCall = endpoint({
  id: 'ideas.plan_call',
  method: 'POST',
  path: '/api/calls',
  summary: { zh: '新建征集令', en: 'Plan a call for ideas' },
  body: PlanBody,
  response: Type.Object({ id: CallIdSchema, code: Type.String() }),
})

export const getCall = endpoint({
  id: 'ideas.call',
  method: 'GET',
  path: '/api/calls/:callId',
  summary: { zh: '一个征集令', en: 'One call for ideas' },
  ...callHere,
  response: CallView,
})

export const ChangeBody = Type.Partial(Type.Object(plan))
export type ChangeBody = Static<typeof ChangeBody>

export const changeCall = endpoint({
  id: 'ideas.change_call',
  method: 'POST',
  path: '/api/calls/:callId/change',
  summary: { zh: '修改征集令', en: 'Change a call' },
  ...callHere,
  body: ChangeBody,
  response: Done,
})

export const stepCall = endpoint({
  id: 'ideas.step_call',
  method: 'POST',
  path: '/api/calls/:callId/step',
  summary: { zh: '开始、截止、完成、取消', en: 'Open, close, finish or call off' },
  ...callHere,
  body: Type.Object({ step: Type.Enum(callSteps), why: Type.Optional(words(500)) }),
  response: Type.Object({ state: Type.Enum(callStates) }),
})

/** Takes running numbers for paper forms that are about to be printed. */
export const numberForms = endpoint({
  id: 'ideas.number_forms',
  method: 'POST',
  path: '/api/calls/:callId/forms',
  summary: { zh: '印纸质表', en: 'Number paper forms' },
  ...callHere,
  body: Type.Object({ copies: Type.Integer({ minimum: 1, maximum: 200 }) }),
  response: Type.Object({ first: Type.Integer(), last: Type.Integer() }),
})

// Ideas, at the desk.

export const filter = {
  callId: Type.Optional(CallIdSchema),
  placeId: Type.Optional(idSchema<'place'>()),
  state: Type.Optional(Type.Array(Type.Enum(ideaStates))),
  q: Type.Optional(Type.String({ maxLength: 60 })),
  /** Exactly those that a figure counts. */
  figure: Type.Optional(Type.Enum(figureCodes)),
  /** What waits for somebody: to be published, an appeal. */
  waiting: Type.Optional(Type.Union([Type.Literal('pending'), Type.Literal('appeal')])),
  sort: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('endorsed')])),
}
export const IdeaFilter = Type.Object(filter)
export type IdeaFilter = Static<typeof IdeaFilter>

export const listIdeas = endpoint({
  id: 'ideas.list',
  method: 'GET',
  path: '/api/ideas',
  summary: { zh: '金点子', en: 'Ideas of my places' },
  query: Type.Object({ ...filter, ...PageQuery }),
  response: pageOf(IdeaRow),
})

export const exportIdeas = endpoint({
  id: 'ideas.export',
  method: 'GET',
  path: '/api/ideas/export',
  summary: { zh: '导出金点子', en: 'Export ideas' },
  query: IdeaFilter,
  produces: 'bytes',
})

export const ideaFigures = endpoint({
  id: 'ideas.figures',
  method: 'GET',
  path: '/api/ideas/figures',
  summary: { zh: '金点子数字', en: 'Figures of ideas' },
  query: Type.Object({ callId: Type.Optional(CallIdSchema), placeId: Type.Optional(idSchema<'place'>()) }),
  response: FigureValues,
})

export const moderate = endpoint({
  id: 'ideas.moderate',
  method: 'POST',
  path: '/api/ideas/:ideaId/moderation',
  summary: { zh: '发布或隐藏', en: 'Publish or hide' },
  ...ideaHere,
  body: Type.Object({
    act: Type.Union([Type.Literal('publish'), Type.Literal('hide')]),
    /** A question or an answer; the idea itself if left out. */
    remarkId: Type.Optional(RemarkIdSchema),
    reason: Type.Optional(Type.Enum(hideReasons)),
    words: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  response: Done,
})

export const decideAppeal = endpoint({
  id: 'ideas.decide_appeal',
  method: 'POST',
  path: '/api/ideas/:ideaId/appeals/:appealId',
  summary: { zh: '复核申诉', en: 'Decide an appeal' },
  params: Type.Object({ ideaId: IdeaIdSchema, appealId: idSchema<'appeal'>() }),
  body: Type.Object({ restore: Type.Boolean(), words: words(500) }),
  response: Done,
})

export const costIdea = endpoint({
  id: 'ideas.cost',
  method: 'POST',
  path: '/api/ideas/:ideaId/cost',
  summary: { zh: '估价', en: 'Enter what it would cost' },
  ...ideaHere,
  body: Type.Object({ costFen: fen, note: Type.Optional(Type.String({ maxLength: 500 })) }),
  response: Done,
})

export const endIdea = endpoint({
  id: 'ideas.end',
  method: 'POST',
  path: '/api/ideas/:ideaId/end',
  summary: { zh: '采纳或不采纳', en: 'Adopt or decline' },
  ...ideaHere,
  body: Type.Object({
    end: Type.Union([Type.Literal('adopt'), Type.Literal('decline')]),
    reason: Type.Optional(Type.Enum(declineReasons)),
    words: Type.Optional(Type.String({ maxLength: 500 })),
    /** An adopted one becomes a matter at once. */
    matter: Type.Optional(Type.Object({ holderPostId: idSchema<'post'>(), dueOn: Day })),
  }),
  response: Type.Object({
    state: Type.Enum(ideaStates),
    matter: nullable(Type.Object({ id: idSchema<'matter'>(), number: Type.String() })),
  }),
})

/** One of the ideas stays (`intoId`), or a new wording stands for all of them. */
export const mergeIdeas = endpoint({
  id: 'ideas.merge',
  method: 'POST',
  path: '/api/calls/:callId/merges',
  summary: { zh: '合并金点子', en: 'Merge ideas' },
  ...callHere,
  body: Type.Object({
    ideaIds: Type.Array(IdeaIdSchema, { minItems: 2, maxItems: 50, uniqueItems: true }),
    intoId: Type.Optional(IdeaIdSchema),
    wording: Type.Optional(Type.Object({ title: words(60), body: words(2000) })),
  }),
  response: Type.Object({ mergeId: idSchema<'merge'>(), ideaId: IdeaIdSchema }),
})

export const undoMerge = endpoint({
  id: 'ideas.undo_merge',
  method: 'POST',
  path: '/api/calls/:callId/merges/:mergeId/undo',
  summary: { zh: '撤销合并', en: 'Undo a merge' },
  params: Type.Object({ callId: CallIdSchema, mergeId: idSchema<'merge'>() }),
  response: Done,
})

export const revealAuthor = endpoint({
  id: 'ideas.reveal_author',
  method: 'POST',
  path: '/api/ideas/:ideaId/reveal',
  summary: { zh: '查看提出人', en: 'Read who gave an idea' },
  ...ideaHere,
  body: Type.Object({ reason: words(200) }),
  response: Type.Object({ name: nullable(Type.String()), phone: nullable(Type.String()) }),
})

// What everybody does.

export const atCall = endpoint({
  id: 'ideas.at_call',
  method: 'GET',
  path: '/api/i/:code',
  summary: { zh: '扫码看到的征集令', en: 'A call by its code' },
  ...door,
  response: PublicCall,
})

export const ideasOfCall = endpoint({
  id: 'ideas.of_call',
  method: 'GET',
  path: '/api/i/:code/ideas',
  summary: { zh: '征集到的金点子', en: 'Ideas of a call' },
  ...door,
  query: Type.Object({
    ...PageQuery,
    sort: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('endorsed'), Type.Literal('near')])),
    /** Where the reader is, for the nearest first. */
    lng: Type.Optional(Point.properties.lng),
    lat: Type.Optional(Point.properties.lat),
  }),
  response: pageOf(IdeaRow),
})

/** While one types. A GET would leave the words in the logs of every proxy on the way. */
export const similarIdeas = endpoint({
  id: 'ideas.similar',
  method: 'POST',
  path: '/api/i/:code/similar',
  summary: { zh: '相似的金点子', en: 'Ideas that are alike' },
  ...door,
  body: Type.Object({ text: words(2100), placeId: Type.Optional(idSchema<'place'>()), ...receipt }),
  response: Type.Object({ similar: Type.Array(Similar) }),
})

const idea = {
  id: Type.Optional(IdeaIdSchema),
  title: words(60),
  body: words(2000),
  placeId: Type.Optional(idSchema<'place'>()),
  point: Type.Optional(nullable(Point)),
  costFen: Type.Optional(nullable(fen)),
  fileIds: Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 6 })),
}
const Contact = {
  name: Type.Optional(Type.String({ maxLength: 40 })),
  phone: Type.Optional(Type.String({ maxLength: 30 })),
}
export const GiveBody = Type.Object({
  ...idea,
  anonymous: Type.Optional(Type.Boolean()),
  contact: Type.Optional(Type.Object(Contact)),
})
export type GiveBody = Static<typeof GiveBody>

const Given = Type.Object({ id: IdeaIdSchema, receiptCode: Type.String(), state: Type.Enum(ideaStates) })

export const giveIdea = endpoint({
  id: 'ideas.give',
  method: 'POST',
  path: '/api/i/:code/ideas',
  summary: { zh: '提一个金点子', en: 'Give an idea' },
  ...door,
  body: GiveBody,
  response: Given,
})

export const FormBody = Type.Object({
  ...idea,
  anonymous: Type.Optional(Type.Boolean()),
  formNumber: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  name: words(40),
  phone: Type.Optional(Type.String({ maxLength: 30 })),
  /** The tick on the paper. */
  consent: Type.Literal(true),
})
export type FormBody = Static<typeof FormBody>

export const typeInForm = endpoint({
  id: 'ideas.type_in',
  method: 'POST',
  path: '/api/i/:code/paper',
  summary: { zh: '代为登记', en: 'Type in a paper form' },
  ...door,
  body: FormBody,
  response: Given,
})

export const myIdeas = endpoint({
  id: 'ideas.mine',
  method: 'GET',
  path: '/api/ideas/mine',
  summary: { zh: '我的金点子', en: 'My ideas, and calls of my places' },
  response: Type.Object({ mine: Type.Array(IdeaRow), followed: Type.Array(IdeaRow), calls: Type.Array(OpenCall) }),
})

export const getIdea = endpoint({
  id: 'ideas.idea',
  method: 'GET',
  path: '/api/ideas/:ideaId',
  summary: { zh: '一个金点子', en: 'One idea' },
  ...ideaHere,
  query: Type.Object(receipt),
  response: IdeaView,
})

export const ideaByReceipt = endpoint({
  id: 'ideas.by_receipt',
  method: 'GET',
  path: '/api/i/r/:receipt',
  summary: { zh: '凭回执码查看', en: 'An idea by its receipt code' },
  params: Type.Object({ receipt: Receipt }),
  response: Type.Object({ ideaId: IdeaIdSchema }),
})

export const AmendBody = Type.Object({
  title: words(60),
  body: words(2000),
  fileIds: Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 6 })),
  ...receipt,
})
export type AmendBody = Static<typeof AmendBody>

export const amendIdea = endpoint({
  id: 'ideas.amend',
  method: 'POST',
  path: '/api/ideas/:ideaId/amend',
  summary: { zh: '修改金点子', en: 'Amend an idea' },
  ...ideaHere,
  body: AmendBody,
  response: Type.Object({ state: Type.Enum(ideaStates), version: Type.Integer() }),
})

export const withdrawIdea = endpoint({
  id: 'ideas.withdraw',
  method: 'POST',
  path: '/api/ideas/:ideaId/withdraw',
  summary: { zh: '撤回金点子', en: 'Withdraw an idea' },
  ...ideaHere,
  body: Type.Object(receipt),
  response: Done,
})

export const endorseIdea = endpoint({
  id: 'ideas.endorse',
  method: 'POST',
  path: '/api/ideas/:ideaId/endorsement',
  summary: { zh: '附议或收回', en: 'Endorse or take back' },
  ...ideaHere,
  body: Type.Object({ endorse: Type.Boolean(), ...receipt }),
  response: Type.Object({ endorsements: Type.Integer() }),
})

export const sayRemark = endpoint({
  id: 'ideas.remark',
  method: 'POST',
  path: '/api/ideas/:ideaId/remarks',
  summary: { zh: '提问或回答', en: 'Ask or answer' },
  ...ideaHere,
  body: Type.Object({
    id: Type.Optional(RemarkIdSchema),
    words: words(500),
    /** An answer names its question. */
    questionId: Type.Optional(RemarkIdSchema),
    ...receipt,
  }),
  response: Type.Object({ id: RemarkIdSchema, state: Type.String() }),
})

export const appealHiding = endpoint({
  id: 'ideas.appeal',
  method: 'POST',
  path: '/api/ideas/:ideaId/appeals',
  summary: { zh: '申诉', en: 'Appeal against a hiding' },
  ...ideaHere,
  body: Type.Object({ words: words(500), remarkId: Type.Optional(RemarkIdSchema), ...receipt }),
  response: Type.Object({ id: idSchema<'appeal'>() }),
})
