import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { idSchema } from '../../../kernel/contract/ids.ts'
import { count, PlaceShape } from '../shapes.ts'
import { mostItems } from './budget.ts'
import {
  AudienceSchema,
  BallotPaper,
  BudgetIdSchema,
  BudgetRow,
  BudgetStateSchema,
  BudgetStepSchema,
  BudgetView,
  fen,
  KindSchema,
  Marks,
  Most,
  ReceiptRow,
  RuleSchema,
  VoterRow,
} from './shapes.ts'

export type {
  BallotPaper,
  BudgetRow,
  BudgetView,
  ItemView,
  ReasonShape,
  ResultShape,
  RuleShape,
  VoterRow,
} from './shapes.ts'

const words = (most: number) => Type.String({ minLength: 1, maxLength: most })
const here = { params: Type.Object({ budgetId: BudgetIdSchema }) }
const paper = { params: Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }) }
const days = Type.Optional(Type.Integer({ minimum: 1, maximum: 90 }))

/** Votes of my places, the newest first. */
export const listBudgets = endpoint({
  id: 'choices.budgets',
  method: 'GET',
  path: '/api/choices/budgets',
  summary: { zh: '项目票选', en: 'Votes on budgets' },
  query: Type.Object({ ...PageQuery, state: Type.Optional(Type.Array(BudgetStateSchema)) }),
  response: pageOf(BudgetRow),
})

const plan = {
  title: words(100),
  words: Type.String({ maxLength: 4000 }),
  budgetFen: fen,
  kind: KindSchema,
  most: Type.Optional(Most),
  rule: RuleSchema,
  openTo: Type.Optional(AudienceSchema),
  noticeDays: days,
  votingDays: days,
  items: Type.Array(
    Type.Object({
      title: words(100),
      words: Type.String({ maxLength: 2000 }),
      costFen: Type.Integer({ minimum: 1, maximum: 10_000_000_000_000 }),
      /** Of the call that it is taken over from; its picture comes with it. */
      ideaId: Type.Optional(nullable(idSchema<'idea'>())),
    }),
    { maxItems: mostItems },
  ),
}

export const PlanBudget = Type.Object({
  id: Type.Optional(BudgetIdSchema),
  /** A street, a community or a compound. */
  placeId: idSchema<'place'>(),
  callId: Type.Optional(nullable(idSchema<'call'>())),
  ...plan,
})
export type PlanBudget = Static<typeof PlanBudget>

export const planBudget = endpoint({
  id: 'choices.plan_budget',
  method: 'POST',
  path: '/api/choices/budgets',
  summary: { zh: '新建项目票选', en: 'Plan a vote on a budget' },
  body: PlanBudget,
  response: Type.Object({ id: BudgetIdSchema, code: Type.String() }),
})

export const ChangeBudget = Type.Object(plan)
export type ChangeBudget = Static<typeof ChangeBudget>

export const changeBudget = endpoint({
  id: 'choices.change_budget',
  method: 'POST',
  path: '/api/choices/budgets/:budgetId/change',
  summary: { zh: '修改草稿', en: 'Change a draft' },
  ...here,
  body: ChangeBudget,
  response: Done,
})

export const getBudget = endpoint({
  id: 'choices.budget',
  method: 'GET',
  path: '/api/choices/budgets/:budgetId',
  summary: { zh: '一次项目票选', en: 'One vote on a budget' },
  ...here,
  response: BudgetView,
})

export const stepBudget = endpoint({
  id: 'choices.step_budget',
  method: 'POST',
  path: '/api/choices/budgets/:budgetId/step',
  summary: { zh: '公示、开始、截止、计票、公布、取消', en: 'Give notice, open, close, count, publish or cancel' },
  ...here,
  body: Type.Object({ step: BudgetStepSchema, why: Type.Optional(words(500)) }),
  /** With the items that were chosen and whose ideas could not be adopted. */
  response: Type.Object({ state: BudgetStateSchema, notAdopted: Type.Array(Type.Integer()) }),
})

/** Ideas of a call that have a cost: what can be taken over as items. */
export const costedIdeas = endpoint({
  id: 'choices.costed_ideas',
  method: 'GET',
  path: '/api/choices/costed-ideas',
  summary: { zh: '可以投票的金点子', en: 'Ideas that can be voted on' },
  query: Type.Object({ callId: idSchema<'call'>() }),
  response: Type.Object({
    call: Type.Object({ title: Type.String(), place: PlaceShape, budgetFen: nullable(fen) }),
    rows: Type.Array(
      Type.Object({
        ideaId: idSchema<'idea'>(),
        title: Type.String(),
        words: Type.String(),
        costFen: fen,
        endorsements: count,
        adopted: Type.Boolean(),
      }),
    ),
  }),
})

export const listVoters = endpoint({
  id: 'choices.voters',
  method: 'GET',
  path: '/api/choices/budgets/:budgetId/voters',
  summary: { zh: '登记的投票人', en: 'Registered voters' },
  ...here,
  query: Type.Object({
    ...PageQuery,
    voted: Type.Optional(Type.Enum(['yes', 'no'])),
    /** Part of a household: `3栋`, `501`. */
    q: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  response: pageOf(VoterRow),
})

/** Puts somebody on the register who has no phone of their own, or votes on paper. */
export const addVoter = endpoint({
  id: 'choices.add_voter',
  method: 'POST',
  path: '/api/choices/budgets/:budgetId/voters',
  summary: { zh: '登记投票人', en: 'Register a voter' },
  ...here,
  body: Type.Object({
    name: words(60),
    household: words(60),
    /** Only where it is theirs alone. */
    phone: Type.Optional(nullable(Type.String({ minLength: 5, maxLength: 30 }))),
  }),
  response: Type.Object({ id: idSchema<'voter'>() }),
})

/** The codes of those who have not voted, to be printed and handed out. It leaves an event. */
export const printCodes = endpoint({
  id: 'choices.print_codes',
  method: 'POST',
  path: '/api/choices/budgets/:budgetId/codes',
  summary: { zh: '打印投票码', en: 'Print voting codes' },
  ...here,
  body: Type.Object({ voterId: Type.Optional(idSchema<'voter'>()) }),
  response: Type.Object({
    rows: Type.Array(Type.Object({ name: Type.String(), household: Type.String(), code: Type.String() })),
  }),
})

const ballot = {
  marks: Marks,
  /** 32 random bytes of the sender, base64url: the same again after a lost answer finds the same ballot. */
  seed: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
}
const Receipt = Type.Object({ receipt: Type.String() })

/** A ballot on paper, typed in for somebody on the register. */
export const typeBallot = endpoint({
  id: 'choices.type_ballot',
  method: 'POST',
  path: '/api/choices/budgets/:budgetId/paper',
  summary: { zh: '代录纸质选票', en: 'Type in a paper ballot' },
  ...here,
  body: Type.Object({ voterId: idSchema<'voter'>(), ...ballot }),
  response: Receipt,
})

export const exportBudget = endpoint({
  id: 'choices.export_budget',
  method: 'GET',
  path: '/api/choices/budgets/:budgetId/export',
  summary: { zh: '导出项目和结果', en: 'Export items and results' },
  ...here,
  produces: 'bytes',
  hands: 'export',
})

/** The public page: items, dates, how many have voted; the result once it is published. */
export const readPaper = endpoint({
  id: 'choices.ballot_paper',
  method: 'GET',
  path: '/api/choices/ballots/:code',
  summary: { zh: '票选公示和选票', en: 'Notice and ballot of a vote' },
  ...paper,
  response: BallotPaper,
})

/** A ballot, by who is signed in with a phone or with a code on paper. */
export const castBallot = endpoint({
  id: 'choices.cast_ballot',
  method: 'POST',
  path: '/api/choices/ballots/:code/cast',
  summary: { zh: '投票', en: 'Vote' },
  ...paper,
  body: Type.Object({ code: Type.Optional(Type.String({ maxLength: 40 })), ...ballot }),
  response: Receipt,
})

/** All receipts, once it is counted. */
export const listReceipts = endpoint({
  id: 'choices.receipts',
  method: 'GET',
  path: '/api/choices/ballots/:code/receipts',
  summary: { zh: '查对回执', en: 'Receipts' },
  ...paper,
  query: Type.Object({ ...PageQuery, q: Type.Optional(Type.String({ maxLength: 40 })) }),
  response: pageOf(ReceiptRow),
})

/** Votes that are announced, open or decided, for who is signed in. */
export const myBallots = endpoint({
  id: 'choices.my_ballots',
  method: 'GET',
  path: '/api/choices/my-ballots',
  summary: { zh: '我的票选', en: 'Votes for me' },
  response: Type.Object({
    rows: Type.Array(Type.Object({ ...BudgetRow.properties, voted: Type.Boolean(), types: Type.Boolean() })),
  }),
})
