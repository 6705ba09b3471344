import { randomBytes } from 'node:crypto'
import type { RequestContext } from '../../kernel/http/route.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import {
  changeOwnPassword,
  confirmSecondFactor,
  proveOwn,
  removeSecondFactor,
  sessionsOf,
  startSecondFactor,
} from './account-service.ts'
import * as contract from './contract.ts'
import { lookAtLink, signInByLink } from './link-service.ts'
import { meOf } from './me-query.ts'
import { safetyOf, saveSafetyOf } from './safety.ts'
import { leaveUrlOf, sessionSeconds } from './sessions.ts'
import { setUp, setUpIsOpen } from './set-up-service.ts'
import { endSession, type SignInOutcome, signIn, signInWithCode, type Visitor } from './sign-in-service.ts'

// Nothing here goes through `command`: its kept answers would hold secrets, and failures must be counted each time.

/** Requests a minute from one address: an office behind one address signs in, a guesser gives up. */
export const triesPerMinute = 30

const done = { done: true } as const

export const visitorOf = ({ tenantId, ip, userAgent, eventActor, cookies }: RequestContext): Visitor => ({
  tenantId,
  ip,
  userAgent,
  via: eventActor.via,
  device: deviceOf(cookies),
})

/** By which a browser is known again: it outlives the session, and says nothing but that it is the same one. */
const deviceCookie = 'liren_device'
const deviceSeconds = 400 * 86_400
const deviceForm = /^[\w-]{22}$/

function deviceOf(cookies: RequestContext['cookies']): string {
  const known = cookies.get(deviceCookie)
  if (known && deviceForm.test(known)) return known
  const made = randomBytes(16).toString('base64url')
  cookies.set(deviceCookie, made, deviceSeconds)
  return made
}

/** Hands the new session over; the one that the browser brought along ends with it. */
export async function giveCookie<Next extends string>(context: RequestContext, { next, token }: SignInOutcome<Next>) {
  const { db, actor, eventActor, clock, cookies } = context
  if (!token) return { next }
  if (actor) await db.tx((tx) => endSession(tx, actor, eventActor, actor.sessionId, clock.now(), 'if_open'))
  cookies.set(sessionCookie, token, sessionSeconds)
  return { next }
}

export const sessionRoutes: readonly Route[] = [
  route(contract.signIn, {
    access: 'public',
    perMinute: triesPerMinute,
    everywhere: true,
    handle: async (context) => giveCookie(context, await signIn(context, visitorOf(context), context.body)),
  }),
  route(contract.signInWithCode, {
    access: 'public',
    perMinute: triesPerMinute,
    everywhere: true,
    handle: async (context) => giveCookie(context, await signInWithCode(context, visitorOf(context), context.body)),
  }),
  route(contract.lookAtLink, {
    access: 'public',
    perMinute: triesPerMinute,
    everywhere: true,
    handle: ({ read, tenantId, body, clock }) => read((tx) => lookAtLink(tx, tenantId, body.token, clock.now())),
  }),
  route(contract.signInByLink, {
    access: 'public',
    perMinute: triesPerMinute,
    everywhere: true,
    handle: async (context) => {
      const { db, body, clock } = context
      const token = await db.tx((tx) => signInByLink(tx, visitorOf(context), body.token, clock.now()))
      return giveCookie<'done'>(context, { next: 'done', token })
    },
  }),
  route(contract.signOut, {
    access: 'signed-in',
    handle: async ({ db, actor, eventActor, clock, cookies }) => {
      const leave = await db.tx(async (tx) => {
        const url = await leaveUrlOf(tx, actor)
        await endSession(tx, actor, eventActor, actor.sessionId, clock.now())
        return url
      })
      cookies.clear(sessionCookie)
      return { ...done, leave }
    },
  }),
  route(contract.me, {
    access: 'signed-in',
    handle: ({ read, actor, clock }) => read((tx) => meOf(tx, actor, clock.now())),
  }),
  route(contract.changePassword, {
    access: 'signed-in',
    perMinute: triesPerMinute,
    everywhere: true,
    handle: async (context) => {
      await changeOwnPassword(context, context.actor, context.eventActor, context.body)
      return done
    },
  }),
  route(contract.startSecondFactor, {
    access: 'signed-in',
    perMinute: triesPerMinute,
    everywhere: true,
    handle: (context) => startSecondFactor(context, context.actor, context.eventActor, context.body.password ?? ''),
  }),
  route(contract.confirmSecondFactor, {
    access: 'signed-in',
    perMinute: triesPerMinute,
    everywhere: true,
    handle: async (context) => {
      const { db, actor, eventActor, body } = context
      await db.tx((tx) => confirmSecondFactor(context, tx, actor, eventActor, body.code))
      return done
    },
  }),
  route(contract.removeSecondFactor, {
    access: 'signed-in',
    perMinute: triesPerMinute,
    everywhere: true,
    handle: async (context) => {
      await removeSecondFactor(context, context.actor, context.eventActor, context.body)
      return done
    },
  }),
  route(contract.mySessions, {
    access: 'signed-in',
    handle: ({ read, actor, clock }) => read((tx) => sessionsOf(tx, actor, clock.now())),
  }),
  route(contract.revokeSession, {
    access: 'signed-in',
    handle: async ({ db, actor, eventActor, params, clock }) => {
      await db.tx((tx) => endSession(tx, actor, eventActor, params.sessionId, clock.now()))
      return done
    },
  }),
  route(contract.prove, {
    access: 'signed-in',
    perMinute: triesPerMinute,
    handle: async (context) => {
      await proveOwn(context, context.actor, context.eventActor, context.body)
      return done
    },
  }),
  route(contract.getSafety, {
    access: { roles: ['administrator'] },
    handle: ({ read, tenantId }) => read((tx) => safetyOf(tx, tenantId)),
  }),
  route(contract.saveSafety, {
    access: { roles: ['administrator'] },
    handle: (context) =>
      context.command(async (tx) => {
        const { actor, eventActor, clock, body } = context
        const post = actor.posts.find(({ role }) => role === 'administrator')
        const by = { ...eventActor, postId: post?.postId ?? null }
        await saveSafetyOf(tx, { actor, by, at: clock.now() }, body)
        return done
      }),
  }),
  route(contract.setUpState, {
    access: 'public',
    handle: async ({ read }) => ({ open: await read(setUpIsOpen) }),
  }),
  route(contract.setUp, {
    access: 'public',
    perMinute: 10,
    everywhere: true,
    handle: async (context) => {
      await setUp(context, context.eventActor.via, context.body)
      return done
    },
  }),
]
