import type { RawBuilder } from 'kysely'
import { sql, type Tx } from '../../kernel/db.ts'
import { asSharerSql, whoOf } from './booking-queries.ts'
import type { WaitRow } from './contract.ts'
import type { Doing } from './scope.ts'
import type { ResourceRecord, WaitRecord } from './tables.ts'

type WaitSource = WaitRecord &
  Pick<ResourceRecord, 'unit'> &
  Pick<WaitRow, 'resource' | 'ahead'> &
  Parameters<typeof whoOf>[0] & { readonly for_name: string | null }

/** Live places `w` in lines of resources `r`, the one that is served first before others. */
export async function waitsWhere(
  tx: Tx,
  { tenantId, actor }: Pick<Doing, 'tenantId' | 'actor'>,
  where: RawBuilder<unknown>,
  limit: number,
): Promise<WaitSource[]> {
  const { rows } = await sql<WaitSource>`select w.*, r.unit, n.name as person_name, f.name as for_name,
      ${asSharerSql(actor)} as as_sharer,
      json_build_object('id', r.id, 'name', r.name, 'kind', r.kind) as resource,
      (select count(*)::int from stations.waits o where o.tenant_id = w.tenant_id and o.resource_id = w.resource_id
        and o.ended_at is null and o.place < w.place and o.from_at < w.until_at and o.until_at > w.from_at) as ahead
    from stations.waits w join stations.resources r on r.tenant_id = w.tenant_id and r.id = w.resource_id
    join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
    left join people.persons_view n on n.tenant_id = w.tenant_id and n.id = w.person_id
    left join stations.sharers f on f.tenant_id = w.tenant_id and f.id = w.for_sharer_id
    where w.tenant_id = ${tenantId} and w.ended_at is null and ${where}
    order by w.state <> 'offered', w.from_at, w.place limit ${limit}`.execute(tx)
  return rows
}

/** A place in a line as the reader sees it: the name is whole for themselves alone. */
export function waitRow(w: WaitSource, doing: Pick<Doing, 'actor' | 'secrets'>): WaitRow {
  const own = w.person_id === doing.actor.personId
  const person = whoOf(w, doing)
  return {
    ...{ id: w.id, resource: w.resource, unit: w.unit, pieces: w.pieces, ahead: w.ahead, own },
    ...{ who: w.for_name ?? person, offered: w.state === 'offered', byStation: w.by_station },
    ...{ fromAt: w.from_at.toISOString(), untilAt: w.until_at.toISOString() },
    answerUntil: w.state === 'offered' ? (w.answer_until?.toISOString() ?? null) : null,
  }
}
