import { type Route, route } from '../../../kernel/http/route.ts'
import * as contract from '../oidc-contract.ts'
import { giveCookie, triesPerMinute, visitorOf } from '../session-routes.ts'
import { providerOf } from './provider.ts'
import { checkOidc, keepOidc, oidcOf, oidcView, redirectUriOf, secretFor } from './settings.ts'
import { beginAt, finishAt, finishByCode } from './sign-in.ts'

const administrators = { roles: ['administrator'] } as const
const atTheDoor = { access: 'public', perMinute: triesPerMinute, everywhere: true } as const

export const oidcRoutes: readonly Route[] = [
  route(contract.oidcProvider, {
    access: 'public',
    handle: async ({ read, tenantId }) => {
      const settings = await read((tx) => oidcOf(tx, tenantId))
      return { provider: settings?.isOn ? { zh: settings.name, en: settings.nameEn } : null }
    },
  }),
  route(contract.beginOidc, { ...atTheDoor, handle: (context) => beginAt(context) }),
  route(contract.signInByOidc, {
    ...atTheDoor,
    handle: async (context) => giveCookie(context, await finishAt(context, visitorOf(context), context.body)),
  }),
  route(contract.oidcCode, {
    ...atTheDoor,
    handle: async (context) => giveCookie(context, await finishByCode(context, visitorOf(context), context.body.code)),
  }),
  route(contract.getOidc, {
    access: administrators,
    handle: async ({ read, tenantId, origin }) => ({
      settings: await read((tx) => oidcView(tx, tenantId)),
      redirectUri: redirectUriOf(origin),
    }),
  }),
  route(contract.saveOidc, {
    access: administrators,
    perMinute: 20,
    handle: async (context) => {
      const { body, db, secrets, tenantId, origin, clock, actor } = context
      checkOidc(body)
      // The provider is asked outside of any transaction; one that is switched off need not answer.
      if (body.isOn) {
        const before = await db.read((tx) => oidcOf(tx, tenantId))
        const secretSealed = secretFor(before, body, secrets)
        await providerOf({ issuer: body.issuer, clientId: body.clientId, secretSealed }, secrets)
      }
      const post = actor.posts.find(({ role }) => role === 'administrator')
      const by = { ...context.eventActor, postId: post?.postId ?? null }
      return context.sealedCommand(async (tx) => {
        await keepOidc(tx, { actor, by, at: clock.now(), secrets, origin }, body)
        return { done: true } as const
      })
    },
  }),
]
