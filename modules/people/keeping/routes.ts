import type { Actor } from '../../../kernel/actor.ts'
import { type RequestContext, type Route, route } from '../../../kernel/http/route.ts'
import type { Doing } from '../tenure-service.ts'
import * as contract from './contract.ts'
import { abolishPost, addPost, postKinds } from './post-keeping.ts'

const administrators = ['administrator'] as const

const doing = ({ actor, eventActor, clock }: RequestContext & { readonly actor: Actor }): Doing => {
  const post = actor.posts.find(({ role }) => role === 'administrator')
  return { actor, by: { ...eventActor, postId: post?.postId ?? null }, at: clock.now() }
}

export const keepingRoutes: readonly Route[] = [
  route(contract.listPostKinds, {
    access: { roles: administrators },
    handle: ({ read, tenantId }) => read((tx) => postKinds(tx, tenantId)),
  }),
  route(contract.addPost, {
    access: { roles: administrators },
    handle: (context) => context.command((tx) => addPost(tx, doing(context), context.body)),
  }),
  route(contract.abolishPost, {
    access: { roles: administrators },
    handle: (context) =>
      context.command(async (tx) => {
        await abolishPost(tx, doing(context), context.params.postId, context.body.why)
        return { done: true } as const
      }),
  }),
]
