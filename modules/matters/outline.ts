import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { State } from './matter.ts'

/** What may be told of a matter outside: nothing that somebody said, and nobody's name. */
export interface MatterOutline {
  readonly id: MatterId
  readonly number: string
  readonly kind: string
  readonly category: string
  readonly state: State
  readonly dueAt: Date | null
  /** The compound where it lies, or the nearest area where it lies in none. */
  readonly place: string | null
  /** For its holder's eyes alone, or kept from the unit that it is about: nothing of it may be told beyond its number. */
  readonly shielded: boolean
}

/** Outlines of these matters, in no order; one that is not there is left out. */
export async function matterOutlines(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MatterId[],
): Promise<readonly MatterOutline[]> {
  const { rows } = await sql<MatterOutline>`
    select m.id, m.number, m.kind_code as kind, m.category_code as category, m.state,
      coalesce(m.handle_due_at, m.clock_due_at) as "dueAt", p.code as place,
      m.visibility = 'holder' or m.shielded_posts is not null as shielded
    from matters.matters m
    -- By their numbers: by their paths PostgreSQL would read all places for each matter.
    left join lateral (select a.code from places.places_view a where a.tenant_id = m.tenant_id
      and a.number = any(places.numbers_in(m.place_path)) and a.level_kind in ('area', 'compound')
      order by a.level_kind = 'compound' desc, a.level_rank desc limit 1) p on true
    where m.tenant_id = ${tenantId} and m.id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows
}
