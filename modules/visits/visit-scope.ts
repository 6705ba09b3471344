import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { GridId, PostId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'

/** Roles that see all visits of their place and below. */
export const overseers: readonly Role[] = ['community', 'street', 'supervisor']

/** What of the visits somebody may see, as data. */
export interface VisitScope {
  readonly paths: readonly string[]
  readonly grids: readonly GridId[]
  /** What these posts hold. */
  readonly posts: readonly PostId[]
}

/** Offices and supervisors see their place, grid workers their grid, every other post what it holds; administrators nothing. */
export function visitScopeOf(actor: Actor): VisitScope {
  const seen = actor.posts.filter((post) => post.role !== 'administrator' && post.role !== 'resident')
  return {
    paths: seen.filter((post) => post.gridId === null && overseers.includes(post.role)).map((post) => post.placePath),
    grids: seen.flatMap((post) => (post.role === 'grid_worker' && post.gridId ? [post.gridId] : [])),
    posts: seen.filter((post) => post.role !== 'supervisor').map((post) => post.postId),
  }
}

/** The scope as a condition on `visits.dues d`. */
export function visitScopeSql(scope: VisitScope): RawBuilder<boolean> {
  const branches = [
    ...scope.paths.map((path) => sql<boolean>`(d.place_path >= ${path} and d.place_path < ${`${path}:`})`),
    ...scope.grids.map((grid) => sql<boolean>`d.grid_id = ${grid}::uuid`),
    ...(scope.posts.length > 0 ? [sql<boolean>`d.holder_post_id = any(${[...scope.posts]}::uuid[])`] : []),
  ]
  return branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`
}
