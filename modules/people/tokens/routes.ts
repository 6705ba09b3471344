import type { Actor } from '../../../kernel/actor.ts'
import { type RequestContext, type Route, route } from '../../../kernel/http/route.ts'
import * as contract from './contract.ts'
import { tokenMakers } from './roles.ts'
import { type Keeping, makeToken, postsForTokens, revokeToken, tokensFor } from './token-service.ts'

const access = { roles: tokenMakers }

const keepingOf = ({ actor, eventActor, clock }: RequestContext & { readonly actor: Actor }): Keeping => ({
  ...{ actor, by: eventActor, at: clock.now() },
})

export const tokenRoutes: readonly Route[] = [
  route(contract.listTokens, {
    access,
    handle: ({ read, actor, clock }) =>
      read(async (tx) => ({
        tokens: await tokensFor(tx, actor, clock.now()),
        posts: await postsForTokens(tx, actor),
      })),
  }),
  route(contract.makeToken, {
    access,
    // Not a command: its answer would be kept for retries, and the token is to be nowhere but with its maker.
    handle: (context) => context.db.tx((tx) => makeToken(tx, keepingOf(context), context.body)),
  }),
  route(contract.revokeToken, {
    access,
    handle: (context) =>
      context.command(async (tx) => {
        await revokeToken(tx, keepingOf(context), context.params.tokenId)
        return { done: true }
      }),
  }),
]
