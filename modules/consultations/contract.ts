import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Named, WordsSchema } from '../../kernel/contract/ids.ts'
import { StateSchema } from '../matters/contract.ts'
import { choices, moderations, statementStates, states, steps } from './consultation.ts'

export type { ConsultationId } from './events.ts'

const literals = <Values extends string[]>(values: readonly [...Values]) => Type.Enum(values)
const params = Type.Object({ consultationId: idSchema<'consultation'>() })
const StatementNumber = Type.Integer({ minimum: 0, maximum: 9_999 })
/** A number in a path comes as text. */
const statementParams = Type.Object({
  consultationId: idSchema<'consultation'>(),
  number: Type.String({ pattern: '^[0-9]{1,4}$' }),
})
/** The code of the poster, or the id that a notice leads to. */
const codeParams = Type.Object({ code: Type.String({ minLength: 4, maxLength: 40 }) })
const StatementWords = Type.String({ minLength: 2, maxLength: 140 })
const Side = literals(['agree', 'disagree'] as const)

const PlanFields = {
  title: Type.String({ minLength: 2, maxLength: 60 }),
  words: Type.String({ maxLength: 2000 }),
  fromOn: Day,
  untilOn: Day,
  moderation: literals(moderations),
}

const Head = {
  id: idSchema<'consultation'>(),
  code: Type.String(),
  state: literals(states),
  ...PlanFields,
  place: Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() }),
  organiser: Named,
}

export const ConsultationRow = Type.Object({
  ...Head,
  people: Type.Integer(),
  votes: Type.Integer(),
  statements: Type.Integer(),
  waiting: Type.Integer(),
})
export type ConsultationRow = Static<typeof ConsultationRow>

export const listConsultations = endpoint({
  id: 'consultations.list',
  method: 'GET',
  path: '/api/consultations',
  summary: { zh: '协商列表', en: 'Consultations' },
  query: Type.Object({
    state: Type.Optional(literals(states)),
    /** Only those of which statements wait to be read, by who reads them. */
    waiting: Type.Optional(Type.Boolean()),
    ...PageQuery,
  }),
  response: pageOf(ConsultationRow),
})

export const planConsultation = endpoint({
  id: 'consultations.plan',
  method: 'POST',
  path: '/api/consultations',
  summary: { zh: '发起协商', en: 'Plan a consultation' },
  body: Type.Object({
    /** Made by the client, so that a retry names the same one. */
    id: Type.Optional(idSchema<'consultation'>()),
    placeId: idSchema<'place'>(),
    ...PlanFields,
    statements: Type.Array(StatementWords, { maxItems: 30 }),
  }),
  response: Type.Object({ id: idSchema<'consultation'>(), code: Type.String() }),
})
export type PlanBody = Static<typeof planConsultation.body>

export const changeConsultation = endpoint({
  id: 'consultations.change',
  method: 'POST',
  path: '/api/consultations/:consultationId/change',
  summary: { zh: '修改草稿', en: 'Change a draft' },
  params,
  body: Type.Object(PlanFields),
  response: Done,
})

const Share = nullable(Type.Integer({ minimum: 0, maximum: 100 }))
/** Percents of those who saw it; null where too few did. */
const Shares = { agree: Share, disagree: Share }

const Told = Type.Object({
  number: StatementNumber,
  words: Type.String(),
  side: Side,
  /** Of that side: of all, and of each group in the order of the groups. */
  percent: Share,
  byGroup: Type.Array(Share),
})
export type Told = Static<typeof Told>

export const ResultView = Type.Object({
  /** When it was worked out; null: not yet. */
  at: nullable(Instant),
  /** How many voted, how many of them are in the picture. */
  people: Type.Integer(),
  inside: Type.Integer(),
  /** How many more there must be before the picture is drawn. */
  needed: Type.Integer(),
  groups: Type.Array(Type.Object({ letter: Type.String(), size: Type.Integer(), holds: Type.Array(Told) })),
  inSmall: Type.Integer(),
  unites: Type.Array(Told),
  divides: Type.Array(Told),
  /** Each a person: x, y within 0 to 1000, and the place of the group (−1: a small one). In no order that says who. */
  dots: Type.Array(Type.Array(Type.Integer(), { minItems: 3, maxItems: 3 })),
  me: nullable(Type.Object({ x: Type.Integer(), y: Type.Integer(), group: Type.Integer() })),
})
export type ResultView = Static<typeof ResultView>

const Matter = Type.Object({ id: idSchema<'matter'>(), state: StateSchema })

export const StatementView = Type.Object({
  number: StatementNumber,
  words: Type.String(),
  state: literals(statementStates),
  meta: Type.Boolean(),
  byStaff: Type.Boolean(),
  addedAt: Instant,
  hiddenWhy: nullable(Type.String()),
  /** How many voted on it; null below five, and its shares too. */
  seen: nullable(Type.Integer()),
  ...Shares,
  byGroup: Type.Array(Type.Object(Shares)),
  answer: nullable(Type.String()),
  matter: nullable(Matter),
  /** Its place among the main statements, which the community is to answer; −1 for others. */
  rank: Type.Integer(),
})
export type StatementView = Static<typeof StatementView>

export const getConsultation = endpoint({
  id: 'consultations.get',
  method: 'GET',
  path: '/api/consultations/:consultationId',
  summary: { zh: '一次协商', en: 'One consultation' },
  params,
  response: Type.Object({
    ...Head,
    people: Type.Integer(),
    votes: Type.Integer(),
    openedAt: nullable(Instant),
    closedAt: nullable(Instant),
    answeredAt: nullable(Instant),
    manages: Type.Boolean(),
    blocked: Type.Array(Type.Object({ step: literals(steps), why: WordsSchema })),
    steps: Type.Array(literals(steps)),
    statements: Type.Array(StatementView),
    result: ResultView,
  }),
})
export type ConsultationView = Static<typeof getConsultation.response>

export const stepConsultation = endpoint({
  id: 'consultations.step',
  method: 'POST',
  path: '/api/consultations/:consultationId/step',
  summary: { zh: '开始、结束、答复完毕', en: 'Open, close, finish' },
  params,
  body: Type.Object({ step: literals(steps) }),
  response: Done,
})

export const addStatement = endpoint({
  id: 'consultations.add_statement',
  method: 'POST',
  path: '/api/consultations/:consultationId/statements',
  summary: { zh: '添加观点', en: 'Add a statement' },
  params,
  body: Type.Object({ words: StatementWords }),
  response: Type.Object({ number: StatementNumber }),
})

export const moderateStatement = endpoint({
  id: 'consultations.moderate',
  method: 'POST',
  path: '/api/consultations/:consultationId/statements/:number/moderate',
  summary: { zh: '审核观点', en: 'Moderate a statement' },
  params: statementParams,
  body: Type.Object({
    action: literals(['show', 'hide', 'mark', 'unmark'] as const),
    why: Type.Optional(Type.String({ minLength: 2, maxLength: 200 })),
  }),
  response: Done,
})

export const answerStatement = endpoint({
  id: 'consultations.answer',
  method: 'POST',
  path: '/api/consultations/:consultationId/statements/:number/answer',
  summary: { zh: '回应观点', en: 'Answer a statement' },
  params: statementParams,
  body: Type.Object({
    words: Type.String({ minLength: 2, maxLength: 1000 }),
    /** It becomes a matter with that holder and deadline. */
    matter: Type.Optional(Type.Object({ holderPostId: idSchema<'post'>(), dueOn: Day })),
  }),
  response: Type.Object({ matterId: nullable(idSchema<'matter'>()) }),
})

export const exportConsultation = endpoint({
  id: 'consultations.export',
  method: 'GET',
  path: '/api/consultations/:consultationId/export.xlsx',
  summary: { zh: '导出观点与意见群', en: 'Export statements and groups' },
  params,
  produces: 'bytes',
  hands: 'export',
})

/** Every last vote as in `votes.csv` of a Polis export, once the voting is over; voters have numbers by chance. */
export const exportVotes = endpoint({
  id: 'consultations.export_votes',
  method: 'GET',
  path: '/api/consultations/:consultationId/votes.csv',
  summary: { zh: '导出表态记录（不含姓名）', en: 'Export the votes, without persons' },
  params,
  produces: 'bytes',
  hands: 'export',
})

// ---- on the phone ---------------------------------------------------------------------------------------------------

export const OpenConsultation = Type.Object({
  code: Type.String(),
  title: Type.String(),
  state: literals(states),
  untilOn: Day,
  place: Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() }),
  people: Type.Integer(),
  /** Statements that are shown, and how many of them the reader voted on. */
  statements: Type.Integer(),
  voted: Type.Integer(),
})
export type OpenConsultation = Static<typeof OpenConsultation>

/** What people are asked where I live or work, and what came of what they were asked lately. */
export const openConsultations = endpoint({
  id: 'consultations.open',
  method: 'GET',
  path: '/api/consultations/open',
  summary: { zh: '我身边的协商', en: 'Consultations where I live or work' },
  response: Type.Object({ open: Type.Array(OpenConsultation), over: Type.Array(OpenConsultation) }),
})

// ---- by the code of the poster --------------------------------------------------------------------------------------

const TurnView = {
  next: nullable(Type.Object({ number: StatementNumber, words: Type.String() })),
  voted: Type.Integer(),
  left: Type.Integer(),
}

export const atConsultation = endpoint({
  id: 'consultations.door',
  method: 'GET',
  path: '/api/consultations/by-code/:code',
  summary: { zh: '扫码参加协商', en: 'A consultation by its code' },
  params: codeParams,
  response: Type.Object({
    ...Head,
    signedIn: Type.Boolean(),
    people: Type.Integer(),
    /** Why nobody can vote now. */
    notNow: nullable(WordsSchema),
    ...TurnView,
  }),
})
export type DoorView = Static<typeof atConsultation.response>

export const castVote = endpoint({
  id: 'consultations.vote',
  method: 'POST',
  path: '/api/consultations/by-code/:code/votes',
  summary: { zh: '对一条观点表态', en: 'Vote on a statement' },
  params: codeParams,
  body: Type.Object({ number: StatementNumber, choice: literals(choices) }),
  response: Type.Object(TurnView),
})

export const ownVotes = endpoint({
  id: 'consultations.own_votes',
  method: 'GET',
  path: '/api/consultations/by-code/:code/votes',
  summary: { zh: '我表过的态', en: 'What I voted' },
  params: codeParams,
  response: Type.Object({
    rows: Type.Array(Type.Object({ number: StatementNumber, words: Type.String(), choice: literals(choices) })),
  }),
})

export const sayStatement = endpoint({
  id: 'consultations.say',
  method: 'POST',
  path: '/api/consultations/by-code/:code/statements',
  summary: { zh: '提一条观点', en: 'Add a statement of one’s own' },
  params: codeParams,
  body: Type.Object({ words: StatementWords }),
  response: Type.Object({ state: literals(['waiting', 'shown'] as const) }),
})

export const atResult = endpoint({
  id: 'consultations.result',
  method: 'GET',
  path: '/api/consultations/by-code/:code/result',
  summary: { zh: '大家怎么看', en: 'What people think' },
  params: codeParams,
  response: Type.Object({
    ...Head,
    result: ResultView,
    answers: Type.Array(
      Type.Object({
        number: StatementNumber,
        words: Type.String(),
        answer: Type.String(),
        /** Where the matter stands that it became. */
        matterState: nullable(StateSchema),
      }),
    ),
  }),
})
export type ResultPage = Static<typeof atResult.response>
