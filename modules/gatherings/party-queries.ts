import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { actingFor } from '../people/public.ts'
import type { findParties } from './contract.ts'
import { partySources, sourceOf } from './party-source.ts'
import type { EntryRecord } from './tables.ts'

type Found = ResponseOf<typeof findParties>

/** Posts of the tenant and parties of the registered sources, by part of a name; the nearest names first. */
export async function partiesNamed(tx: Tx, actor: Actor, q: string, now: Date): Promise<Found> {
  const typed = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`
  const { rows: posts } = await sql<Found['parties'][number]>`
    select 'post' as kind, o.id, o.name, o.name_en as "nameEn", p.name as note from people.posts_view o
    join places.places_view p on p.tenant_id = o.tenant_id and p.id = o.place_id
    where o.tenant_id = ${actor.tenantId} and o.abolished_at is null and o.role <> 'administrator'
      and (o.name ilike ${typed} or o.name_en ilike ${typed} or p.name || o.name ilike ${typed})
    order by length(o.place_path), o.name, o.id limit 10`.execute(tx)
  const others = await Promise.all(
    partySources().map(async ([kind, source]) =>
      (await source.search(tx, actor, q.trim(), now)).slice(0, 10).map((one) => ({ kind, ...one })),
    ),
  )
  return { parties: [...others.flat(), ...posts] }
}

/** Who is told on behalf of a party; nobody for a guest. */
export async function personsOf(
  tx: Tx,
  tenantId: TenantId,
  party: Pick<EntryRecord, 'party_kind' | 'party_id'>,
  at: Date,
): Promise<readonly PersonId[]> {
  const { party_kind: kind, party_id: id } = party
  if (!id) return []
  if (kind === 'person') return [id as PersonId]
  if (kind === 'post') {
    const acting = await actingFor(tx, tenantId, id as never, at)
    return acting ? [acting.personId] : []
  }
  return (await sourceOf(kind)?.members(tx, tenantId, id)) ?? []
}
