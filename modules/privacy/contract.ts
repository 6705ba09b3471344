import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema, Named, WordsSchema } from '../../kernel/contract/ids.ts'
import { grounds, outcomes, requestKinds, requestStates } from './kinds.ts'

export type { RequestId } from './kinds.ts'

const RequestIdSchema = idSchema<'privacy_request'>()
const Said = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' })

/** One kind of thing that is held on a person. */
export const HeldShape = Type.Object({
  code: Type.String(),
  words: WordsSchema,
  purpose: WordsSchema,
  kept: WordsSchema,
  total: Type.Integer(),
  /** The newest 20. */
  rows: Type.Array(
    Type.Object({
      /** An instant or a day. */
      at: nullable(Type.String()),
      /** False: it hangs on the phone alone, and is shown to nobody before it is clear whose phone it is. */
      own: Type.Boolean(),
      values: Type.Array(Type.Object({ words: WordsSchema, text: Type.String() })),
    }),
  ),
})
export type HeldShape = Static<typeof HeldShape>

export const MyRequest = Type.Object({
  id: RequestIdSchema,
  kind: Type.Enum(requestKinds),
  /** What it is about; null: all of it. */
  about: nullable(WordsSchema),
  words: Type.String(),
  state: Type.Enum(requestStates),
  askedAt: Instant,
  dueAt: Instant,
  outcome: nullable(Type.Enum(outcomes)),
  ground: nullable(Type.Enum(grounds)),
  answer: nullable(Type.String()),
  endedAt: nullable(Instant),
})
export type MyRequest = Static<typeof MyRequest>

/** What is held on me, who looked at it in full, and what I asked for. */
export const mine = endpoint({
  id: 'privacy.mine',
  method: 'GET',
  path: '/api/privacy/mine',
  summary: { zh: '关于我的信息', en: 'What is held on me' },
  response: Type.Object({
    held: Type.Array(HeldShape),
    /** The newest 50. */
    reveals: Type.Array(
      Type.Object({
        at: Instant,
        what: WordsSchema,
        post: nullable(Named),
        /** Null where only its hash is kept. */
        reason: nullable(Type.String()),
      }),
    ),
    requests: Type.Array(MyRequest),
    answerWorkdays: Type.Integer(),
    /** Who answers. */
    holder: Named,
  }),
})
export type Mine = Static<typeof mine.response>

export const copyMine = endpoint({
  id: 'privacy.copy',
  method: 'GET',
  path: '/api/privacy/mine/copy',
  summary: { zh: '下载关于我的信息', en: 'A copy of what is held on me' },
  query: Type.Object({ form: Type.Enum(['json', 'xlsx']) }),
  produces: 'bytes',
  hands: 'export',
})

export const ask = endpoint({
  id: 'privacy.ask',
  method: 'POST',
  path: '/api/privacy/requests',
  summary: { zh: '申请更正、删除、停止使用或说明', en: 'Ask to correct, erase, stop or explain' },
  body: Type.Object({
    kind: Type.Enum(requestKinds),
    about: Type.Optional(Type.String({ maxLength: 60 })),
    words: Said,
  }),
  response: Type.Object({ id: RequestIdSchema, dueAt: Instant }),
})

export const withdraw = endpoint({
  id: 'privacy.withdraw',
  method: 'POST',
  path: '/api/privacy/requests/:requestId/withdraw',
  summary: { zh: '撤回申请', en: 'Take a request back' },
  params: Type.Object({ requestId: RequestIdSchema }),
  body: Type.Object({}),
  response: Done,
})

export const RequestRow = Type.Object({
  id: RequestIdSchema,
  kind: Type.Enum(requestKinds),
  about: nullable(WordsSchema),
  /** Masked. */
  name: Type.String(),
  state: Type.Enum(requestStates),
  outcome: nullable(Type.Enum(outcomes)),
  askedAt: Instant,
  dueAt: Instant,
  late: Type.Boolean(),
})
export type RequestRow = Static<typeof RequestRow>

/** Requests that the actor's posts answer; the open ones first, by when they are due. */
export const listRequests = endpoint({
  id: 'privacy.requests',
  method: 'GET',
  path: '/api/privacy/requests',
  summary: { zh: '个人信息申请', en: 'Requests about personal data' },
  query: Type.Object({ ...PageQuery, state: Type.Optional(Type.Enum(requestStates)) }),
  response: pageOf(RequestRow),
})

export const getRequest = endpoint({
  id: 'privacy.request',
  method: 'GET',
  path: '/api/privacy/requests/:requestId',
  summary: { zh: '一件个人信息申请', en: 'A request about personal data' },
  params: Type.Object({ requestId: RequestIdSchema }),
  response: Type.Object({
    ...RequestRow.properties,
    words: Type.String(),
    ground: nullable(Type.Enum(grounds)),
    answer: nullable(Type.String()),
    endedAt: nullable(Instant),
    /** What is held on the person: how much of what, and for how long. Not what it says. */
    held: Type.Array(
      Type.Object({ code: Type.String(), words: WordsSchema, kept: WordsSchema, total: Type.Integer() }),
    ),
  }),
})
export type RequestView = Static<typeof getRequest.response>

export const answer = endpoint({
  id: 'privacy.answer',
  method: 'POST',
  path: '/api/privacy/requests/:requestId/answer',
  summary: { zh: '答复申请', en: 'Answer a request' },
  params: Type.Object({ requestId: RequestIdSchema }),
  body: Type.Object({
    outcome: Type.Enum(outcomes),
    /** Needed for what is not done, or not all of it. */
    ground: Type.Optional(Type.Enum(grounds)),
    words: Said,
  }),
  response: Done,
})
export type AnswerBody = Static<typeof answer.body>

const numbers = { answerWorkdays: Type.Integer({ minimum: 1, maximum: 60 }) }

export const getSettings = endpoint({
  id: 'privacy.settings',
  method: 'GET',
  path: '/api/privacy/settings',
  summary: { zh: '隐私设置', en: 'Settings of privacy' },
  response: Type.Object({
    ...numbers,
    holder: Type.Object({ id: idSchema<'post'>(), ...Named.properties }),
    savedAt: nullable(Instant),
  }),
})
export type SettingsView = Static<typeof getSettings.response>

export const saveSettings = endpoint({
  id: 'privacy.save_settings',
  method: 'POST',
  path: '/api/privacy/settings',
  summary: { zh: '保存隐私设置', en: 'Save the settings of privacy' },
  body: Type.Object({ ...numbers, holderPostId: idSchema<'post'>() }),
  response: Done,
})
