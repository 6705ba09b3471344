import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { GridId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { keepers } from './roles.ts'

/** The post by which the actor keeps the register at a path; null where none does. */
export function keeperPost(actor: Actor, path: string) {
  return (
    actor.posts.find(({ role }) => role === 'administrator') ??
    actor.posts.find(({ role, placePath }) => keepers.some((one) => one === role) && path.startsWith(placePath)) ??
    null
  )
}

/** The actor as the ledger keeps it, for what lies at a path; what lies outside their part is not there for them. */
export const keeping = (actor: Actor, path: string) => keeperPost(actor, path)?.postId ?? notFound()

/** The path of a live grid's place. */
export async function gridPath(tx: Tx, { tenantId }: Actor, gridId: GridId): Promise<string> {
  const { rows } = await sql<{ path: string }>`select place_path as path from places.grids_view
    where tenant_id = ${tenantId} and id = ${gridId} and ended_at is null`.execute(tx)
  return rows[0]?.path ?? notFound()
}
