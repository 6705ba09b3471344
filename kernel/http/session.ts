import type { Actor } from '../actor.ts'
import type { TenantId } from '../contract/ids.ts'
import type { TokenScope } from '../contract/token-scope.ts'
import type { Db } from '../db.ts'

/** What a script asks for by its token. */
export interface BearerUse {
  /** Id of the endpoint. */
  readonly endpoint: string
  /** The endpoint's; null: no token opens it. */
  readonly scope: TokenScope | null
  readonly ip: string
  readonly at: Date
}

/** How the server learns who asks; module people implements it, the app plugs it in. */
export interface SessionSource {
  /** The actor of a session token at an instant, or null when it is unknown, expired or revoked. */
  actorOf(db: Db, token: string, at: Date): Promise<Actor | null>
  /**
   * Who a script's token acts for. Throws a Failure where it is not good, does not cover what is asked for, or was used too
   * often.
   */
  actorOfBearer(db: Db, token: string, use: BearerUse): Promise<Actor>
  /** Whether it is too long ago that they proved who they are, to look at a sealed field now. */
  mustProve(db: Db, actor: Actor, at: Date): Promise<boolean>
}

/** How the server learns which tenant a request without a session is for. */
export interface TenantSource {
  tenantOf(db: Db, host: string): Promise<TenantId | null>
  /** What is remembered may be wrong by now. */
  forget(): void
}

export const sessionCookie = 'liren_session'

/**
 * What a cookie of ours is called in a browser: under TLS with the prefix by which browsers refuse it from any other host,
 * from any other path, and without Secure (RFC 6265bis §4.1.3.2). Without TLS they would refuse that prefix itself.
 */
export const cookieName = (protocol: string, name: string): string => (protocol === 'https' ? `__Host-${name}` : name)
