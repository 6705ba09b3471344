import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import type { GridId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { listMoves } from './contract.ts'
import { keeperPost } from './place-policy.ts'

type Answer = ResponseOf<typeof listMoves>

/** Where the reader's posts look: everywhere for an administrator. */
export const readerPaths = (actor: Actor): string[] =>
  actor.posts.some(({ role }) => role === 'administrator')
    ? ['/']
    : actor.posts.filter(({ role }) => role === 'street' || role === 'community').map(({ placePath }) => placePath)

const mostPast = 100

/** Changes of grids within the reader's part: those to come, then the latest. */
export async function movesOf(tx: Tx, actor: Actor, gridId: GridId | null, at: Date): Promise<Answer> {
  const { tenantId } = actor
  const paths = readerPaths(actor)
  const within = sql`(${gridId}::uuid is null or g.id = ${gridId}::uuid)
    and exists (select from unnest(${paths}::text[]) w where starts_with(g.place_path, w))`
  const { rows: planned } = await sql<
    Omit<Answer['planned'][number], 'fromAt' | 'mayCancel'> & { fromAt: Date; path: string }
  >`select m.id, g.id as "gridId", g.name as "gridName", g.name_en as "gridNameEn", m.from_at as "fromAt", m.why,
      g.place_path as path, (select coalesce(json_agg(json_build_object('name', c.name || ' ' || b.name,
        'nameEn', c.name_en || ' ' || b.name_en) order by b.path), '[]') from places.places b
        left join places.places c on c.tenant_id = b.tenant_id and c.id = b.parent_id
        where b.tenant_id = m.tenant_id and b.id = any(m.place_ids)) as buildings
    from places.grid_moves m join places.grids_view g on g.tenant_id = m.tenant_id and g.id = m.grid_id
    where m.tenant_id = ${tenantId} and m.done_at is null and m.cancelled_at is null and ${within}
    order by m.from_at, m.id`.execute(tx)
  const { rows: past } = await sql<Omit<Answer['past'][number], 'at'> & { at: Date }>`
    select m.place_id as "placeId", c.name || ' ' || b.name as name, c.name_en || ' ' || b.name_en as "nameEn",
      (select json_build_object('name', f.name, 'nameEn', f.name_en) from places.grid_members e
        join places.grids f on f.tenant_id = e.tenant_id and f.id = e.grid_id
        where e.tenant_id = m.tenant_id and e.place_id = m.place_id and e.to_at = m.from_at limit 1) as "fromGrid",
      json_build_object('name', g.name, 'nameEn', g.name_en) as "toGrid", m.from_at as at, m.why
    from places.grid_members m
    join places.grids_view g on g.tenant_id = m.tenant_id and g.id = m.grid_id
    join places.places b on b.tenant_id = m.tenant_id and b.id = m.place_id
    left join places.places c on c.tenant_id = b.tenant_id and c.id = b.parent_id
    where m.tenant_id = ${tenantId} and m.from_at > ${at}::timestamptz - interval '90 days'
      and exists (select from places.grid_members e where e.tenant_id = m.tenant_id and e.place_id = m.place_id
        and e.to_at = m.from_at)
      and ${within}
    order by m.from_at desc, b.path limit ${mostPast}`.execute(tx)
  return {
    planned: planned.map(({ path, fromAt, ...move }) => ({
      ...move,
      fromAt: fromAt.toISOString(),
      mayCancel: keeperPost(actor, path) !== null,
    })),
    past: past.map((move) => ({ ...move, at: move.at.toISOString() })),
  }
}
