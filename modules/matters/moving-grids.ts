import { sql, type Tx } from '../../kernel/db.ts'
import type { Passing, PlannedMove } from '../places/public.ts'
import { openSql } from './matter-filter.ts'

/**
 * The open matters that `rerouteMoved` would take along: those held by a post of a grid pass to the new grid's worker, others
 * stay with who holds them and count for the new grid.
 */
export async function mattersMoving(tx: Tx, { tenantId, gridId, buildings, at }: PlannedMove): Promise<Passing[]> {
  const post = (id: 'from_id' | 'to_id') => sql`(select jsonb_build_object('postId', p.id, 'name', p.name, 'nameEn',
      p.name_en, 'acting', n.name) from people.posts_view p
    left join lateral people.acting(p.tenant_id, p.id, ${at}) a on true
    left join people.persons_view n on n.tenant_id = p.tenant_id and n.id = a.person_id
    where p.tenant_id = ${tenantId} and p.id = c.${sql.ref(id)})`
  const { rows } = await sql<Omit<Passing, 'kind'>>`
    with worker as (
      select id from people.posts_view where tenant_id = ${tenantId} and grid_id = ${gridId} and abolished_at is null
      order by length(place_path) desc, chain_step, id limit 1),
    c as (
      select m.holder_post_id as from_id, count(*)::int as count,
        case when p.grid_id is not null then coalesce((select id from worker), p.id) else p.id end as to_id
      from unnest(${buildings.map(({ path }) => path)}::text[]) b(path)
      join matters.matters m on m.tenant_id = ${tenantId} and m.place_path >= b.path and m.place_path < b.path || ':'
        and ${openSql} and m.grid_id is distinct from ${gridId}
      join people.posts_view p on p.tenant_id = m.tenant_id and p.id = m.holder_post_id
      group by 1, 3)
    select ${post('from_id')} as from, ${post('to_id')} as to, c.count from c order by c.count desc, c.from_id`.execute(
    tx,
  )
  return rows.map((row) => ({ kind: 'matters', ...row }))
}
