import { type Route, route } from '../../kernel/http/route.ts'
import * as contract from './contract.ts'
import { takers } from './roles.ts'
import { askFor, askingOf, dropOne, openFile } from './takeout-service.ts'
import { takeoutsOf } from './takeout-store.ts'

const access = { roles: takers } as const

export const routes: readonly Route[] = [
  route(contract.listTakeouts, {
    access,
    handle: async ({ read, tenantId, actor }) => ({
      takeouts: await read((tx) => takeoutsOf(tx, tenantId, actor.personId)),
    }),
  }),
  route(contract.askTakeout, {
    ...{ access, perMinute: 10 },
    handle: (context) =>
      context.command((tx) =>
        askFor(tx, context.jobs, askingOf(context), { withFiles: context.body.withFiles, reason: null }),
      ),
  }),
  route(contract.askOpenedTakeout, {
    ...{ access, perMinute: 10 },
    handle: (context) =>
      context.command((tx) =>
        askFor(tx, context.jobs, askingOf(context), {
          withFiles: context.body.withFiles,
          reason: context.body.reason.trim(),
        }),
      ),
  }),
  route(contract.dropTakeout, {
    access,
    handle: (context) =>
      context.command(async (tx) => {
        await dropOne(tx, askingOf(context), context.params.takeoutId)
        return { done: true }
      }),
  }),
  route(contract.takeFile, {
    ...{ access, perMinute: 20 },
    handle: (context) => openFile(context, context.actor, context.params.takeoutId),
  }),
]
