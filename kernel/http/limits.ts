import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { tooMany } from './asked.ts'
import { clientNetwork } from './client-network.ts'
import type { Route } from './route.ts'

const minuteMs = 60_000

/**
 * An office, or a neighbourhood by a carrier's network, comes from one address: so many times what one person may ask is
 * taken from there.
 */
const behindOneAddress = 20

/** How often a route may be asked in a minute, as this process counts. */
export interface Limits {
  /** Of one address altogether: before anything is looked up. @throws Failure `too_many` */
  from(request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** Of one person, wherever from; of whoever is not signed in, by their address. @throws Failure `too_many` */
  of(request: FastifyRequest, reply: FastifyReply, actor: Actor | null): Promise<void>
}

export const perMinuteOf = ({ perMinute = 600 }: Route): number => perMinute

export const noLimits: Limits = { from: async () => {}, of: async () => {} }

/** What could be guessed (`everywhere`) is counted by the address alone, whoever asks. */
export function limitsOf(app: FastifyInstance, route: Route): Limits {
  const perMinute = perMinuteOf(route)
  const ofAddress = ({ ip }: FastifyRequest) => clientNetwork(ip)
  const askers = new WeakMap<FastifyRequest, string>()
  const ofAsker = (request: FastifyRequest) => askers.get(request) ?? ofAddress(request)
  const limit = (max: number, keyGenerator: (request: FastifyRequest) => string) => {
    const count = app.createRateLimit({ max, timeWindow: minuteMs, keyGenerator })
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const counted = await count(request)
      if (counted.isAllowed || !counted.isExceeded) return
      reply.header('retry-after', counted.ttlInSeconds)
      tooMany()
    }
  }
  if (route.everywhere) return { from: limit(perMinute, ofAddress), of: async () => {} }
  const asked = limit(perMinute, ofAsker)
  return {
    from: limit(perMinute * behindOneAddress, ofAddress),
    of: (request, reply, actor) => {
      if (actor) askers.set(request, `${actor.tenantId} ${actor.personId}`)
      return asked(request, reply)
    },
  }
}
