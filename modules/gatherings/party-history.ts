import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { EntryStanding, GatheringKind, PartyKind, State } from './gathering.ts'
import type { GatheringId } from './tables.ts'

/** One line of a party's history: what it was invited to, joined, or came to. */
export interface PartyEntry {
  readonly gatheringId: GatheringId
  readonly kind: GatheringKind
  readonly state: State
  readonly title: string
  readonly startsAt: Date
  readonly standing: EntryStanding
  readonly cameAt: Date | null
  readonly stall: string | null
  readonly turnoverFen: number | null
}

/** Which of these parties were ever invited to, or signed up for, a gathering. */
export async function invitedOf(
  tx: Tx,
  tenantId: TenantId,
  kind: PartyKind,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct party_id as id from gatherings.entries
    where tenant_id = ${tenantId} and party_kind = ${kind} and party_id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows.map(({ id }) => id)
}

/** What a party has to do with gatherings, newest first; the caller has settled who may see the party. */
export async function partyGatherings(
  tx: Tx,
  tenantId: TenantId,
  party: { readonly kind: PartyKind; readonly id: string },
): Promise<PartyEntry[]> {
  const { rows } = await sql<PartyEntry>`
    select g.id as "gatheringId", g.kind, g.state, g.title, g.starts_at as "startsAt", e.standing,
      e.checked_in_at as "cameAt", s.number as stall, e.turnover_fen as "turnoverFen"
    from gatherings.entries e
    join gatherings.gatherings g on g.tenant_id = e.tenant_id and g.id = e.gathering_id and g.announced_at is not null
    left join gatherings.stalls s on s.tenant_id = e.tenant_id and s.entry_id = e.id
    where e.tenant_id = ${tenantId} and e.party_kind = ${party.kind} and e.party_id = ${party.id}::uuid
    order by g.starts_at desc, g.id`.execute(tx)
  return rows
}
