import { type Route, route } from '../../kernel/http/route.ts'
import { uploaderOf } from '../files/public.ts'
import { budgetRoutes } from './budget/routes.ts'
import * as contract from './contract.ts'
import { resultSheet, rollSheet } from './export.ts'
import { mineOf, noticeOf, objectTo } from './notice-service.ts'
import { ownerRoutes } from './owners/routes.ts'
import { questionPage, questionView, rollPage } from './question-queries.ts'
import { answerObjection, changeQuestion, planQuestion, takeStep } from './question-service.ts'
import { choiceReaders, keepers, takers } from './roles.ts'
import { doingOf } from './scope.ts'
import { takeVote, voteMyself } from './vote-service.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const done = { done: true } as const
const kept = { roles: keepers }

const staffRoutes: readonly Route[] = [
  route(contract.listQuestions, {
    access: { roles: choiceReaders },
    handle: (context) => context.read((tx) => questionPage(tx, doingOf(context), context.query)),
  }),
  route(contract.getQuestion, {
    access: { roles: choiceReaders },
    handle: (context) => context.read((tx) => questionView(tx, doingOf(context), context.params.questionId)),
  }),
  route(contract.exportResult, {
    access: { roles: choiceReaders },
    perMinute: 20,
    handle: async (context) => ({
      bytes: await context.read((tx) => resultSheet(tx, doingOf(context), context.params.questionId, context.lang)),
      type: xlsx,
      filename: context.lang === 'zh' ? '意愿征集结果.xlsx' : 'result.xlsx',
    }),
  }),
  route(contract.exportRoll, {
    access: { roles: choiceReaders },
    perMinute: 20,
    handle: async (context) => ({
      bytes: await context.db.tx((tx) => rollSheet(tx, doingOf(context), context.params.questionId, context.lang)),
      type: xlsx,
      filename: context.lang === 'zh' ? '表决名单.xlsx' : 'roll.xlsx',
    }),
  }),
  route(contract.planQuestion, {
    access: kept,
    handle: (context) => context.command((tx) => planQuestion(tx, doingOf(context), context.body)),
  }),
  route(contract.changeQuestion, {
    access: kept,
    handle: (context) =>
      context.command(async (tx) => {
        await changeQuestion(tx, doingOf(context), context.params.questionId, context.body)
        return done
      }),
  }),
  route(contract.stepQuestion, {
    access: kept,
    handle: (context) => {
      const { step, why } = context.body
      return context.command((tx) =>
        takeStep(tx, doingOf(context), context.params.questionId, step, why?.trim() || null),
      )
    },
  }),
  route(contract.answerObjection, {
    access: kept,
    handle: (context) =>
      context.command(async (tx) => {
        const { questionId, objectionId } = context.params
        await answerObjection(tx, doingOf(context), questionId, objectionId, context.body.words)
        return done
      }),
  }),
  route(contract.rollOf, {
    access: { roles: [...choiceReaders, 'grid_worker'] },
    handle: (context) => context.read((tx) => rollPage(tx, doingOf(context), context.params.questionId, context.query)),
  }),
  route(contract.takeVote, {
    access: { roles: takers },
    handle: (context) =>
      context.command(async (tx) => {
        const { params, body } = context
        await takeVote(tx, doingOf(context), params.questionId, body, uploaderOf(context))
        return done
      }),
  }),
]

const noticeRoutes: readonly Route[] = [
  route(contract.readNotice, {
    access: 'public',
    perMinute: 120,
    handle: ({ read, tenantId, actor, secrets, clock, params }) =>
      read((tx) => noticeOf(tx, { tenantId, actor, secrets, now: clock.now() }, params.code)),
  }),
  route(contract.voteMyself, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await voteMyself(tx, doingOf(context), context.params.code, context.body)
        return done
      }),
  }),
  route(contract.objectTo, {
    access: 'signed-in',
    perMinute: 10,
    handle: (context) =>
      context.command(async (tx) => {
        await objectTo(tx, doingOf(context), context.params.code, context.body.words)
        return done
      }),
  }),
  route(contract.myQuestions, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => mineOf(tx, doingOf(context))),
  }),
]

export const routes: readonly Route[] = [...staffRoutes, ...noticeRoutes, ...ownerRoutes, ...budgetRoutes]
