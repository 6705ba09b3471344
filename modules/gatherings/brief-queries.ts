import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { GatheringId, GatheringRecord } from './tables.ts'

export interface GatheringBrief extends Pick<GatheringRecord, 'id' | 'code' | 'title' | 'state' | 'capacity'> {
  readonly startsAt: Date
  readonly endsAt: Date
  /** Who has a place, waits for one, came. */
  readonly signedUp: number
  readonly waiting: number
  readonly came: number
}

/** Announced gatherings in brief, the next ones first, then the latest: for a module that hosts them. */
export async function gatheringBriefs(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly GatheringId[],
): Promise<GatheringBrief[]> {
  const { rows } =
    await sql<GatheringBrief>`select g.id, g.code, g.title, g.state, g.capacity, g.starts_at as "startsAt",
      g.ends_at as "endsAt",
      count(e.id) filter (where e.standing in ('accepted', 'signed_up', 'came'))::int as "signedUp",
      count(e.id) filter (where e.standing = 'waiting')::int as waiting,
      count(e.id) filter (where e.checked_in_at is not null)::int as came
    from gatherings.gatherings g left join gatherings.entries e on e.tenant_id = g.tenant_id and e.gathering_id = g.id
    where g.tenant_id = ${tenantId} and g.id = any(${[...ids]}::uuid[]) and g.announced_at is not null
    group by g.tenant_id, g.id order by g.state in ('held', 'cancelled'), case when g.state in ('held', 'cancelled')
      then -extract(epoch from g.starts_at) else extract(epoch from g.starts_at) end, g.id`.execute(tx)
  return rows
}
