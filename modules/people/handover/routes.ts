import type { Actor } from '../../../kernel/actor.ts'
import { type RequestContext, type Route, route } from '../../../kernel/http/route.ts'
import { directoryReaders, postManagers } from '../post-roles.ts'
import type { Doing } from '../tenure-service.ts'
import * as contract from './contract.ts'
import { findHandovers, findVacancies, oneHandover, previewOfHandover, tenuresOf } from './handover-queries.ts'
import { cancelHandover, handOver } from './handover-service.ts'

/** The actor with the post by which they fill posts: the widest of theirs. */
function doing({ actor, eventActor, clock }: RequestContext & { readonly actor: Actor }): Doing {
  const post = postManagers.flatMap((role) => actor.posts.filter((held) => held.role === role))[0]
  return { actor, by: { ...eventActor, postId: post?.postId ?? null }, at: clock.now() }
}

export const handoverRoutes: readonly Route[] = [
  route(contract.previewHandover, {
    access: { roles: postManagers },
    handle: ({ read, actor, params, clock }) => read((tx) => previewOfHandover(tx, actor, params.postId, clock.now())),
  }),
  route(contract.handOver, {
    access: { roles: postManagers },
    handle: (context) => {
      const { personId, fromDay, why, note = '' } = context.body
      const order = { personId, fromDay, why, note: note.trim() }
      return context.command((tx) => handOver(tx, context.secrets, doing(context), context.params.postId, order))
    },
  }),
  route(contract.cancelHandover, {
    access: { roles: postManagers },
    handle: (context) =>
      context.command(async (tx) => {
        await cancelHandover(tx, doing(context), context.params.handoverId)
        return { done: true }
      }),
  }),
  route(contract.listHandovers, {
    access: 'signed-in',
    handle: ({ read, actor, query }) => read((tx) => findHandovers(tx, actor, query)),
  }),
  route(contract.getHandover, {
    access: 'signed-in',
    handle: ({ read, secrets, actor, params, clock }) =>
      read((tx) => oneHandover(tx, secrets, actor, params.handoverId, clock.now())),
  }),
  route(contract.listVacancies, {
    access: { roles: postManagers },
    handle: ({ read, actor, query, clock }) => read((tx) => findVacancies(tx, actor, query, clock.now())),
  }),
  route(contract.listTenures, {
    access: { roles: directoryReaders },
    handle: ({ read, actor, params }) => read((tx) => tenuresOf(tx, actor, params.postId)),
  }),
]
