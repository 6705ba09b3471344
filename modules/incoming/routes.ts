import type { Actor } from '../../kernel/actor.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import * as contract from './contract.ts'
import { takeMessage } from './message-service.ts'
import {
  changeSystem,
  endSystem,
  type Keeping,
  makeSystem,
  pauseSystem,
  renewKey,
  systemsOf,
} from './system-service.ts'

const administrators = { roles: ['administrator'] } as const

const keepingOf = ({ tenantId, secrets, eventActor, actor, clock }: RequestContext & { actor: Actor }): Keeping => ({
  ...{ tenantId, secrets, at: clock.now() },
  by: { ...eventActor, personId: actor.personId },
})

export const routes: readonly Route[] = [
  route(contract.takeMessage, {
    ...{ access: 'signed', perMinute: 600, bodyLimit: 65_536 },
    handle: async (context) => {
      const { taken, matter } = await takeMessage(context)
      return { taken, matter: matter && { ...matter, steps: [...matter.steps] } }
    },
  }),
  route(contract.listSystems, {
    access: administrators,
    handle: async ({ read, tenantId, clock }) => ({
      systems: await read((tx) => systemsOf(tx, tenantId, clock.now())),
    }),
  }),
  route(contract.makeSystem, {
    access: administrators,
    handle: (context) =>
      context.sealedCommand((tx) => makeSystem(tx, keepingOf(context), context.body, context.body.key)),
  }),
  route(contract.changeSystem, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => {
        await changeSystem(tx, keepingOf(context), context.params.systemId, context.body)
        return { done: true }
      }),
  }),
  route(contract.renewKey, {
    access: administrators,
    handle: (context) => context.sealedCommand((tx) => renewKey(tx, keepingOf(context), context.params.systemId)),
  }),
  route(contract.pauseSystem, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => {
        await pauseSystem(tx, keepingOf(context), context.params.systemId, context.body.paused)
        return { done: true }
      }),
  }),
  route(contract.endSystem, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => {
        await endSystem(tx, keepingOf(context), context.params.systemId)
        return { done: true }
      }),
  }),
]
