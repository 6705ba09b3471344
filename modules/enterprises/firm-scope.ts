import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor } from '../../kernel/actor.ts'
import type { PersonId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import { firmReaders, firmWriters } from './firm-roles.ts'

export { contactReaders, firmReaders, firmWriters } from './firm-roles.ts'

/** What somebody may see, as data: the one source for SQL, for single firms and for tests. */
export interface FirmScope {
  /** Materialised paths; everything below is seen. */
  readonly paths: readonly string[]
  readonly grids: readonly string[]
}

/** The part of the district in which an actor's posts of these roles lie. A grid worker has a grid, all others a place. */
export function scopeOf(actor: Pick<Actor, 'posts'>, roles: readonly Role[] = firmReaders): FirmScope {
  const posts = actor.posts.filter((post) => roles.includes(post.role))
  return {
    paths: posts.filter((post) => post.role !== 'grid_worker').map((post) => post.placePath),
    grids: posts.flatMap((post) => (post.role === 'grid_worker' && post.gridId ? [post.gridId] : [])),
  }
}

type Condition = RawBuilder<boolean>

const either = (branches: Condition[]): Condition =>
  branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`

/** The scope as a condition on firms `f` (table or `enterprises.firms_view`). */
export const firmScopeSql = (actor: Pick<Actor, 'posts'>, roles?: readonly Role[]): Condition => {
  const { paths, grids } = scopeOf(actor, roles)
  return either([
    ...paths.map((path): Condition => sql`(f.place_path >= ${path} and f.place_path < ${`${path}:`})`),
    ...grids.map((grid): Condition => sql`f.grid_id = ${grid}::uuid`),
  ])
}

/** The scope as a condition on buildings `b`, for an instant: grids are made of buildings, and may be redrawn. */
export const buildingScopeSql = (
  actor: Pick<Actor, 'tenantId' | 'posts'>,
  at: Date,
  roles?: readonly Role[],
): Condition => {
  const { paths, grids } = scopeOf(actor, roles)
  return either([
    ...paths.map((path): Condition => sql`(b.place_path >= ${path} and b.place_path < ${`${path}:`})`),
    ...(grids.length === 0
      ? []
      : [
          // As a list that is made first: asked of each building, it was asked after all suites of the tenant had been joined.
          sql<boolean>`b.place_id = any(array(select m.place_id from places.grid_members_view m
            where m.tenant_id = ${actor.tenantId} and m.grid_id = any(${[...grids]}::uuid[])
              and m.from_at <= ${at} and (m.to_at is null or m.to_at > ${at})))`,
        ]),
  ])
}

/** Whether somebody keeps the register of a place. */
export function keeps(actor: Pick<Actor, 'posts'>, of: { placePath: string; gridId: string | null }): boolean {
  return keepingPost(actor, of) !== null
}

/** The post by which somebody keeps the register of a place: the nearest. */
export function keepingPost(
  actor: Pick<Actor, 'posts'>,
  { placePath, gridId }: { placePath: string; gridId: string | null },
): ActingPost | null {
  const fitting = actor.posts.filter(
    (post) =>
      (firmWriters as readonly Role[]).includes(post.role) &&
      (post.role === 'grid_worker'
        ? post.gridId !== null && post.gridId === gridId
        : placePath.startsWith(post.placePath)),
  )
  return fitting.toSorted((a, b) => b.placePath.length - a.placePath.length)[0] ?? null
}

/** Whether somebody is a confirmed contact of firm `f`. */
export const memberSql = (personId: PersonId): Condition => sql`exists (select from enterprises.members_view m
  where m.tenant_id = f.tenant_id and m.firm_id = f.id and m.person_id = ${personId})`
