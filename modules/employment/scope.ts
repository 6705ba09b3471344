import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor } from '../../kernel/actor.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import { seekerReaders } from './roles.ts'

type Condition = RawBuilder<boolean>
type Posts = Pick<Actor, 'posts'>

const seeing = ({ posts }: Posts): ActingPost[] =>
  posts.filter((post) => (seekerReaders as readonly Role[]).includes(post.role))

/** Whether somebody sees residents who look for work at all. */
export const seesSeekers = (actor: Posts): boolean => seeing(actor).length > 0

/** What lies in the area of an actor who sees residents, as a condition on `path` and `grid` of a row. */
export function residentScopeSql(actor: Posts, path: RawBuilder<unknown>, grid: RawBuilder<unknown>): Condition {
  const branches = seeing(actor).flatMap((post): Condition[] => {
    if (post.role !== 'grid_worker') return [sql`(${path} >= ${post.placePath} and ${path} < ${`${post.placePath}:`})`]
    return post.gridId ? [sql`${grid} = ${post.gridId}::uuid`] : []
  })
  return branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`
}

/** The post by which somebody sees a resident: the nearest; null when none. */
export function seeingPost(actor: Posts, of: { placePath: string; gridId: string | null }): ActingPost | null {
  const fitting = seeing(actor).filter((post) =>
    post.role === 'grid_worker'
      ? post.gridId !== null && post.gridId === of.gridId
      : of.placePath.startsWith(post.placePath),
  )
  return fitting.toSorted((a, b) => b.placePath.length - a.placePath.length)[0] ?? null
}
