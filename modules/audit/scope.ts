import type { Actor } from '../../kernel/actor.ts'
import { forbidden } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'

/**
 * Where somebody may look: paths of places, in and below which the posts stand whose deeds they see. Administrators see the
 * tenant; supervisors and offices of discipline inspection see their area, which for those of the whole tenant is all of
 * it, strangers at the door too. Throws `forbidden` for everybody else.
 * @returns null: everything.
 */
export async function scopeOf(tx: Tx, actor: Actor): Promise<readonly string[] | null> {
  if (actor.posts.some(({ role }) => role === 'administrator')) return null
  const ids = actor.posts.map(({ postId }) => postId)
  const { rows } = await sql<{ path: string; whole: boolean }>`
    select p.place_path as path, l.parent_id is null as whole from people.posts_view p
    join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
    where p.tenant_id = ${actor.tenantId} and p.id = any(${ids}::uuid[])
      and (p.role = 'supervisor' or p.kind_code = 'discipline_office')`.execute(tx)
  if (rows.length === 0) return forbidden()
  return rows.some(({ whole }) => whole) ? null : rows.map(({ path }) => path)
}
