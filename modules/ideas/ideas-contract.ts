import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema } from '../../kernel/contract/ids.ts'
import { ConsentVersion } from '../people/contract.ts'
import { door, ideaHere, Receipt, receipt, words } from './contract-parts.ts'
import { ideaStates } from './idea.ts'
import {
  CallIdSchema,
  FigureValues,
  fen,
  figureCodes,
  IdeaIdSchema,
  IdeaRow,
  IdeaView,
  OpenCall,
  Point,
  RemarkIdSchema,
  Similar,
} from './shapes.ts'

// Ideas: lists and figures, giving, one’s own, endorsing, questions.

export const filter = {
  callId: Type.Optional(CallIdSchema),
  placeId: Type.Optional(idSchema<'place'>()),
  state: Type.Optional(Type.Array(Type.Enum(ideaStates))),
  q: Type.Optional(Type.String({ maxLength: 60 })),
  /** Given in these days, both included. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
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
  hands: 'export',
})

export const ideaFigures = endpoint({
  id: 'ideas.figures',
  method: 'GET',
  path: '/api/ideas/figures',
  summary: { zh: '金点子数字', en: 'Figures of ideas' },
  query: Type.Object({ callId: Type.Optional(CallIdSchema), placeId: Type.Optional(idSchema<'place'>()) }),
  response: FigureValues,
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
  /** The version of the text as printed beside the tick: it may be an earlier one than that in force. */
  consentVersion: ConsentVersion,
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
