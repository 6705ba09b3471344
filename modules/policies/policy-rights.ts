import type { ActingPost, Actor } from '../../kernel/actor.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../kernel/db.ts'

export { policyPushers, policyReaders, policyWriters, pushMarkers } from './page-roles.ts'

/** Kinds of the departments for which somebody acts. */
export async function myDepartments(tx: Tx, actor: Actor): Promise<readonly string[]> {
  const posts = actor.posts.filter(({ role }) => role === 'department').map(({ postId }) => postId)
  if (posts.length === 0) return []
  const { rows } = await sql<{ kind: string }>`select distinct kind_code as kind from people.posts_view
    where tenant_id = ${actor.tenantId} and id = any(${posts}::uuid[])`.execute(tx)
  return rows.map(({ kind }) => kind)
}

/** What the rights to a policy hang on. */
export interface Owned {
  readonly office: string
  readonly placePath: string
}

/** The post by which somebody may write a policy, or null. */
export function writingPost(
  actor: Pick<Actor, 'posts'>,
  departments: readonly string[],
  { office, placePath }: Owned,
): ActingPost | null {
  return (
    actor.posts.find(
      ({ role, placePath: own }) =>
        role === 'administrator' ||
        ((role === 'community' || role === 'street') && placePath.startsWith(own)) ||
        (role === 'department' && departments.includes(office)),
    ) ?? null
  )
}

/** The post by which somebody writes a new policy for an office, or null: the one of the widest area. */
export function authoringPost(
  actor: Pick<Actor, 'posts'>,
  departments: readonly string[],
  office: string,
): ActingPost | null {
  return (
    actor.posts
      .filter(
        ({ role }) =>
          role === 'administrator' ||
          role === 'community' ||
          role === 'street' ||
          (role === 'department' && departments.includes(office)),
      )
      .toSorted((a, b) => a.placePath.length - b.placePath.length)[0] ?? null
  )
}

export const hasPost = (actor: Pick<Actor, 'posts'>, roles: readonly Role[]): boolean =>
  actor.posts.some(({ role }) => roles.includes(role))
