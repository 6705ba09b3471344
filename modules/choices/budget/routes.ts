import { type RequestContext, type Route, route } from '../../../kernel/http/route.ts'
import { ballotTypers, choiceReaders, keepers } from '../roles.ts'
import { doingOf } from '../scope.ts'
import { type Casting, castBallot, typeBallot } from './ballot-service.ts'
import { budgetPage, budgetView, costedOf, voterPage } from './budget-queries.ts'
import { changeBudget, planBudget } from './budget-service.ts'
import * as contract from './contract.ts'
import { exportBudget } from './export.ts'
import { myBallotsOf, paperOf, receiptPage } from './paper-queries.ts'
import { addVoter, printCodes } from './register-service.ts'
import { stepBudget } from './step-service.ts'

const done = { done: true } as const
const kept = { roles: keepers }
const read = { roles: choiceReaders }

const casting = ({ tenantId, actor, secrets, clock }: RequestContext): Casting => ({
  ...{ tenantId, actor, secrets },
  at: clock.now(),
})

const staffRoutes: readonly Route[] = [
  route(contract.listBudgets, {
    access: read,
    handle: (context) => context.read((tx) => budgetPage(tx, doingOf(context), context.query)),
  }),
  route(contract.getBudget, {
    access: read,
    handle: (context) => context.read((tx) => budgetView(tx, doingOf(context), context.params.budgetId)),
  }),
  route(contract.planBudget, {
    access: kept,
    handle: (context) => context.command((tx) => planBudget(tx, doingOf(context), context.body)),
  }),
  route(contract.changeBudget, {
    access: kept,
    handle: (context) =>
      context.command(async (tx) => {
        await changeBudget(tx, doingOf(context), context.params.budgetId, context.body)
        return done
      }),
  }),
  route(contract.stepBudget, {
    access: kept,
    handle: (context) => {
      const { step, why } = context.body
      const taking = { step, why: why?.trim() || null, jobs: context.jobs }
      return context.command((tx) => stepBudget(tx, doingOf(context), context.params.budgetId, taking))
    },
  }),
  route(contract.costedIdeas, {
    access: kept,
    handle: (context) => context.read((tx) => costedOf(tx, doingOf(context), context.query)),
  }),
  route(contract.exportBudget, {
    access: read,
    perMinute: 20,
    handle: (context) =>
      context.read((tx) => exportBudget(tx, doingOf(context), context.params.budgetId, context.lang)),
  }),
]

const voterRoutes: readonly Route[] = [
  route(contract.listVoters, {
    access: { roles: [...choiceReaders, ...ballotTypers] },
    handle: (context) => context.read((tx) => voterPage(tx, doingOf(context), context.params.budgetId, context.query)),
  }),
  route(contract.addVoter, {
    access: kept,
    handle: (context) => context.command((tx) => addVoter(tx, doingOf(context), context.params.budgetId, context.body)),
  }),
  route(contract.printCodes, {
    access: kept,
    perMinute: 30,
    // Not kept for a retry: the answer holds names and codes.
    handle: (context) => context.db.tx((tx) => printCodes(tx, doingOf(context), context.params.budgetId, context.body)),
  }),
  route(contract.typeBallot, {
    access: { roles: ballotTypers },
    // A kept answer would stand beside the ballot, and the hash of a request could be guessed: see `castBallot` below.
    handle: (context) => context.db.tx((tx) => typeBallot(tx, casting(context), context.params.budgetId, context.body)),
  }),
]

const paperRoutes: readonly Route[] = [
  route(contract.readPaper, {
    access: 'public',
    perMinute: 120,
    handle: (context) => context.read((tx) => paperOf(tx, casting(context), context.params.code)),
  }),
  route(contract.castBallot, {
    access: 'public',
    // Whole buildings share one address at the provider: this is no limit to a family, nor to them.
    perMinute: 120,
    // No command: its kept answer would tie the sender to the receipt. A retry is known by the ballot itself.
    handle: (context) => context.db.tx((tx) => castBallot(tx, casting(context), context.params.code, context.body)),
  }),
  route(contract.listReceipts, {
    access: 'public',
    perMinute: 120,
    handle: (context) => context.read((tx) => receiptPage(tx, context, context.params.code, context.query)),
  }),
  route(contract.myBallots, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => myBallotsOf(tx, doingOf(context))),
  }),
]

export const budgetRoutes: readonly Route[] = [...staffRoutes, ...voterRoutes, ...paperRoutes]
