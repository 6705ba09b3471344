import { createHash } from 'node:crypto'
import type { Actor, EventActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Whose } from '../../kernel/held.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { phoneLookups, phoneOf } from '../people/public.ts'

/** Who does it and when. */
export interface Doing {
  readonly tenantId: TenantId
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
  readonly secrets: Secrets
}

export const doingOf = (context: RequestContext & { readonly actor: Actor }): Doing => ({
  tenantId: context.tenantId,
  actor: context.actor,
  by: context.eventActor,
  at: context.clock.now(),
  secrets: context.secrets,
})

export const hashOf = (words: string): string => createHash('sha256').update(words, 'utf8').digest('hex')

/** A person and the keyed hashes of their phone; null where there is no such person. */
export async function whose(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  personId: Whose['personId'],
): Promise<Whose | null> {
  const { rows } =
    await sql`select from people.persons_view where tenant_id = ${tenantId} and id = ${personId}`.execute(tx)
  if (rows.length === 0) return null
  const phone = await phoneOf(tx, secrets, tenantId, personId)
  return { tenantId, personId, phones: phone === null ? [] : phoneLookups(secrets, phone) }
}
