import type { Actor } from '../../../kernel/actor.ts'
import { type RequestContext, type Route, route } from '../../../kernel/http/route.ts'
import * as contract from '../consent-contract.ts'
import { agreeAgain, consentsOf, purposesView, saveText, textFor, versionsPage } from './consent-service.ts'
import { type ConsentDoing, runningOf } from './purposes.ts'

const doingOf = (context: RequestContext & { readonly actor: Actor }): ConsentDoing => ({
  ...{ tenantId: context.tenantId, actor: context.actor, by: context.eventActor },
  ...{ at: context.clock.now(), secrets: context.secrets },
})

const done = { done: true } as const
const administrators = { roles: ['administrator'] } as const

export const consentRoutes: readonly Route[] = [
  // Somebody without an account may be asked as well, by a code of their own.
  route(contract.consentText, {
    access: 'public',
    perMinute: 120,
    handle: ({ read, tenantId, params }) => read((tx) => textFor(tx, tenantId, params.purpose)),
  }),
  route(contract.myConsents, {
    access: 'signed-in',
    handle: (context) => context.read(async (tx) => ({ rows: await consentsOf(tx, doingOf(context)) })),
  }),
  route(contract.agreeAnew, {
    access: 'signed-in',
    perMinute: 30,
    handle: (context) =>
      context.command(async (tx) => {
        await agreeAgain(tx, doingOf(context), context.params.purpose, context.body.version)
        return done
      }),
  }),
  route(contract.takeConsentBack, {
    access: 'signed-in',
    perMinute: 30,
    handle: (context) =>
      context.command(async (tx) => {
        await runningOf(context.params.purpose).takeBack(tx, doingOf(context))
        return done
      }),
  }),
  route(contract.listPurposes, {
    access: administrators,
    handle: ({ read, tenantId }) => read(async (tx) => ({ rows: await purposesView(tx, tenantId) })),
  }),
  route(contract.listTextVersions, {
    access: administrators,
    handle: ({ read, tenantId, params, query }) => read((tx) => versionsPage(tx, tenantId, params.purpose, query)),
  }),
  route(contract.saveConsentText, {
    access: administrators,
    handle: (context) =>
      context.command(async (tx) => ({
        version: await saveText(tx, doingOf(context), context.params.purpose, context.body),
      })),
  }),
]
