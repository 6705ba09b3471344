import type { Actor } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import { plugInto } from '../../../kernel/plug.ts'
import type { GatheringId } from '../tables.ts'

/** Who leads a gathering on the spot though they organise nothing: the leader of a team at its activity. */
export interface Led {
  readonly leaderId: PersonId
  /** Whom the leader knows by name and may add though they did not sign up. */
  readonly members: readonly { readonly personId: PersonId; readonly name: string }[]
  /** What the leader does once it is over: a page of the pocket. */
  readonly after: { readonly path: string; readonly words: Words }
}

/** Asked for one gathering: null where nobody leads it. */
export type LeaderSource = (tx: Tx, tenantId: TenantId, id: GatheringId) => Promise<Led | null>

const sources: LeaderSource[] = []

/**
 * A module says here, from its `module.ts`, who leads the gatherings that it hosts.
 * @returns takes it away again.
 */
export const registerLeaders = (source: LeaderSource): (() => void) => plugInto(sources, source)

/** Who leads a gathering on the spot; null where nobody does. */
export async function ledBy(tx: Tx, tenantId: TenantId, id: GatheringId): Promise<Led | null> {
  for (const source of sources) {
    const led = await source(tx, tenantId, id)
    if (led) return led
  }
  return null
}

/** The same for its leader alone; to everybody else it does not exist. */
export async function leading(tx: Tx, actor: Actor, id: GatheringId): Promise<Led> {
  const led = await ledBy(tx, actor.tenantId, id)
  return led?.leaderId === actor.personId ? led : notFound()
}
