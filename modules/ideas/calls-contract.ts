import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { callStates, callSteps, themes } from './call.ts'
import { callHere, door, words } from './contract-parts.ts'
import { CallIdSchema, CallRow, CallView, fen, IdeaRow, Point, PublicCall } from './shapes.ts'

// Calls for ideas: at the desk, and by the code of their poster.

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

/** Takes running numbers for paper forms that are about to be printed, and the text in force that they ask to agree to. */
export const numberForms = endpoint({
  id: 'ideas.number_forms',
  method: 'POST',
  path: '/api/calls/:callId/forms',
  summary: { zh: '印纸质表', en: 'Number paper forms' },
  ...callHere,
  body: Type.Object({ copies: Type.Integer({ minimum: 1, maximum: 200 }) }),
  response: Type.Object({
    ...{ first: Type.Integer(), last: Type.Integer() },
    consent: Type.Object({ version: Type.Integer(), ...WordsSchema.properties }),
  }),
})

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
