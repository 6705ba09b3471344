import type { PostId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Passing, PlannedMove } from '../places/public.ts'
import { openSql } from './matter-filter.ts'

/**
 * The open matters that `rerouteMoved` would take along: those held by a post of a grid pass to the new grid's worker, others
 * stay with who holds them and count for the new grid.
 */
export async function mattersMoving(tx: Tx, { tenantId, gridId, buildings }: PlannedMove): Promise<Passing[]> {
  const { rows } = await sql<{ fromPostId: PostId; toPostId: PostId; count: number }>`
    with worker as (
      select id from people.posts_view where tenant_id = ${tenantId} and grid_id = ${gridId} and abolished_at is null
      order by length(place_path) desc, chain_step, id limit 1)
    select m.holder_post_id as "fromPostId", count(*)::int as count,
      case when p.grid_id is not null then coalesce((select id from worker), p.id) else p.id end as "toPostId"
    from unnest(${buildings.map(({ path }) => path)}::text[]) b(path)
    join matters.matters m on m.tenant_id = ${tenantId} and m.place_path >= b.path and m.place_path < b.path || ':'
      and ${openSql} and m.grid_id is distinct from ${gridId}
    join people.posts_view p on p.tenant_id = m.tenant_id and p.id = m.holder_post_id
    group by 1, 3 order by count(*) desc, 1`.execute(tx)
  return rows.map((row) => ({ kind: 'matters', ...row }))
}
