import { type Route, route } from '../../../kernel/http/route.ts'
import { listHeard, stepHeard } from '../contract.ts'
import { hearers } from '../roles.ts'
import { doingOf } from '../scope.ts'
import { heardPage } from './heard-queries.ts'
import { takeHeardStep } from './heard-service.ts'

const inCharge = { roles: hearers }

export const heardRoutes: readonly Route[] = [
  route(listHeard, {
    access: inCharge,
    handle: (context) => context.read((tx) => heardPage(tx, doingOf(context), context.query)),
  }),
  route(stepHeard, {
    access: inCharge,
    handle: (context) =>
      context.command(async (tx) => {
        await takeHeardStep(tx, doingOf(context), context.params.heardId, context.body)
        return { done: true } as const
      }),
  }),
]
