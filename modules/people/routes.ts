import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import { endSessionsOf } from './account-service.ts'
import { addPerson, issueCode } from './code-service.ts'
import { consentRoutes } from './consents/routes.ts'
import * as contract from './contract.ts'
import { handoverRoutes } from './handover/routes.ts'
import { keepingRoutes } from './keeping/routes.ts'
import { oidcRoutes } from './oidc/routes.ts'
import { findPersons } from './person-queries.ts'
import { chainView, findPosts } from './post-queries.ts'
import { directoryReaders, postManagers } from './post-roles.ts'
import { rosterRoutes } from './roster/routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { appoint, cancelAbsence, type Doing, endTenure, recordAbsence } from './tenure-service.ts'

import { tokenRoutes } from './tokens/routes.ts'

/** The actor with the post by which they manage posts. */
function doing({ actor, eventActor, clock }: RequestContext & { readonly actor: Actor }): Doing {
  const post = postManagers.flatMap((role) => actor.posts.filter((held) => held.role === role))[0]
  return { actor, by: { ...eventActor, postId: post?.postId ?? null }, at: clock.now() }
}

/** The database says that a root post may not be empty; this says it kindly. */
async function kindly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint !== 'people_root_is_manned') throw error
    return fail('refused', 'people.root_must_be_manned', {
      zh: '这是最上一级岗位，不能空缺：请直接任命接任者，或为请假指定代理人',
      en: 'This is the topmost post and cannot be empty: appoint a successor instead, or name a stand-in',
    })
  }
}

const done = { done: true } as const

const postRoutes: readonly Route[] = [
  route(contract.listPosts, {
    access: { roles: directoryReaders },
    handle: ({ read, actor, query, clock }) => read((tx) => findPosts(tx, actor, query, clock.now())),
  }),
  route(contract.chainOf, {
    access: 'signed-in',
    handle: ({ read, actor, params, query, clock }) =>
      read((tx) => chainView(tx, actor, params.placeId, query.at ? new Date(query.at) : clock.now())),
  }),
  route(contract.appoint, {
    access: { roles: postManagers },
    handle: (context) =>
      kindly(
        context.command(async (tx) => {
          await appoint(tx, doing(context), context.params.postId, context.body.personId, context.body.why)
          return done
        }),
      ),
  }),
  route(contract.endTenure, {
    access: { roles: postManagers },
    handle: (context) =>
      kindly(
        context.command(async (tx) => {
          await endTenure(tx, doing(context), context.params.postId, context.body.why)
          return done
        }),
      ),
  }),
  route(contract.recordAbsence, {
    access: { roles: postManagers },
    handle: (context) => {
      const { fromAt, toAt, standInId = null, why } = context.body
      const order = { fromAt: new Date(fromAt), toAt: new Date(toAt), standInId, why }
      return kindly(
        context.command(async (tx) => ({
          absenceId: await recordAbsence(tx, doing(context), context.params.postId, order),
        })),
      )
    },
  }),
  route(contract.cancelAbsence, {
    access: { roles: postManagers },
    handle: (context) =>
      context.command(async (tx) => {
        await cancelAbsence(tx, doing(context), context.params.absenceId)
        return done
      }),
  }),
]

// Answers that carry a code are not kept for retries (`command`): a retry makes a new code instead.
const personRoutes: readonly Route[] = [
  route(contract.searchPersons, {
    access: { roles: postManagers },
    handle: ({ read, secrets, actor, query, clock }) =>
      read((tx) => findPersons(tx, secrets, actor, query.q, clock.now())),
  }),
  route(contract.addPerson, {
    access: { roles: ['administrator'] },
    handle: async (context) => {
      const { db, secrets, body } = context
      const { name, login, phone = null } = body
      const { expiresAt, personId, code } = await db.tx((tx) =>
        addPerson(tx, secrets, doing(context), { name, login, phone }),
      )
      return { personId, code, expiresAt: expiresAt.toISOString() }
    },
  }),
  route(contract.endSessionsOf, {
    access: { roles: ['administrator'] },
    handle: (context) =>
      context.command(async (tx) => ({ ended: await endSessionsOf(tx, doing(context), context.params.personId) })),
  }),
  route(contract.issueCode, {
    access: { roles: postManagers },
    perMinute: 30,
    handle: async (context) => {
      const { db, secrets, params, body } = context
      const { login, code, expiresAt } = await db.tx((tx) =>
        issueCode(tx, secrets, doing(context), params.personId, body.resetSecondFactor ?? false),
      )
      return { login, code, expiresAt: expiresAt.toISOString() }
    },
  }),
]

export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...oidcRoutes,
  ...postRoutes,
  ...handoverRoutes,
  ...keepingRoutes,
  ...personRoutes,
  ...rosterRoutes,
  ...tokenRoutes,
  ...consentRoutes,
]
