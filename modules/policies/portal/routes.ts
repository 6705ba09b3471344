import type { Actor } from '../../../kernel/actor.ts'
import { type RequestContext, type Route, route } from '../../../kernel/http/route.ts'
import * as contract from './contract.ts'
import { answerForOwn, markOwnPush, ownPolicies } from './own-policies.ts'

type Asked = Pick<RequestContext, 'tenantId' | 'eventActor' | 'clock' | 'secrets'> & { actor: Actor }

const doingOf = ({ tenantId, actor, eventActor, clock, secrets }: Asked) => ({
  ...{ tenantId, actor, by: eventActor, at: clock.now(), secrets },
})

/** For everybody who is signed in; whoever does not speak for the firm finds nothing. */
export const portalRoutes: readonly Route[] = [
  route(contract.myFirmPolicies, {
    access: 'signed-in',
    handle: ({ read, actor, params, clock }) => read((tx) => ownPolicies(tx, actor, params.firmId, clock.now())),
  }),
  route(contract.tryMyAnswer, {
    access: 'signed-in',
    handle: ({ read, actor, params, body, clock }) =>
      read((tx) => ownPolicies(tx, actor, params.firmId, clock.now(), body)),
  }),
  route(contract.giveMyAnswer, {
    access: 'signed-in',
    perMinute: 120,
    handle: (context) =>
      context.command((tx) => answerForOwn(tx, doingOf(context), context.params.firmId, context.body)),
  }),
  route(contract.markMyPush, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await markOwnPush(tx, doingOf(context), context.params, context.body.step)
        return { done: true } as const
      }),
  }),
]
