import type { RawBuilder } from 'kysely'
import { type Actor, mannedPosts } from '../../kernel/actor.ts'
import type { PersonId, PostId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import type { SubjectRef } from './subject.ts'

/** Roles that see all matters of their place and below. */
export const placeRoles: readonly Role[] = [
  'center_household',
  'building_lead',
  'compound_secretary',
  'community',
  'street',
  'supervisor',
]

/** Roles that see what their post holds, held, or was called to, and nothing else. */
const postRoles: ReadonlySet<Role> = new Set(['department', 'property_firm'])

/** What somebody may see, as data: the one source for SQL, for single matters and for the generated matrix test. */
export interface Scope {
  readonly personId: PersonId
  /** Materialised paths; everything below is seen. */
  readonly paths: readonly string[]
  readonly grids: readonly string[]
  /** Posts whose present and former matters are seen. */
  readonly posts: readonly PostId[]
  /** Posts that the person mans: what is about one of them, or about one above it, is kept from them. */
  readonly manned: readonly PostId[]
  /** What the person is a confirmed member of, where that was asked for. */
  readonly subjects: readonly SubjectRef[]
}

/** The scope of an actor. An administrator configures and reads no matters; as a neighbour one sees one's own. */
export function scopeOf(actor: Actor, subjects: readonly SubjectRef[] = []): Scope {
  const seen = actor.posts.filter((post) => post.role !== 'administrator')
  return {
    personId: actor.personId,
    paths: seen.filter((post) => post.gridId === null && placeRoles.includes(post.role)).map((post) => post.placePath),
    grids: seen.flatMap((post) => (post.role === 'grid_worker' && post.gridId ? [post.gridId] : [])),
    posts: seen
      .filter((post) => placeRoles.includes(post.role) || postRoles.has(post.role) || post.role === 'grid_worker')
      .map((post) => post.postId),
    manned: mannedPosts(actor.posts),
    subjects,
  }
}

/** The scope as an SQL condition on `matters.matters m`; one branch a source, so that each finds its index. */
export function scopeSql(scope: Scope): RawBuilder<boolean> {
  const branches: RawBuilder<boolean>[] = [
    sql<boolean>`m.reporter_id = ${scope.personId}`,
    sql<boolean>`exists (select from matters.followers f where f.tenant_id = m.tenant_id and f.matter_id = m.id and f.person_id = ${scope.personId})`,
    ...memberBranch(scope.subjects),
  ]
  const staff = staffBranches(scope).length > 0 ? [staffScopeSql(scope)] : []
  return sql<boolean>`(${sql.join([...staff, ...branches], sql` or `)})`
}

/** Matters about what somebody is a member of; no branch at all for those who are a member of nothing. */
export function memberBranch(subjects: readonly SubjectRef[]): RawBuilder<boolean>[] {
  if (subjects.length === 0) return []
  const pairs = subjects.map(({ kind, id }) => sql`(${kind}, ${id}::uuid)`)
  return [sql<boolean>`(m.subject_kind, m.subject_id) in (${sql.join(pairs)})`]
}

/** The part of the scope that comes from posts; `false` for a resident. Desk lists use it alone: they are work, not my own. */
export function staffScopeSql(scope: Scope): RawBuilder<boolean> {
  const branches = staffBranches(scope)
  if (branches.length === 0) return sql<boolean>`false`
  return sql<boolean>`((${sql.join(branches, sql` or `)}) and ${notShieldedSql(scope.manned)})`
}

/** That a matter `m` is not kept from whoever mans these posts. */
export const notShieldedSql = (posts: readonly PostId[]): RawBuilder<boolean> =>
  sql<boolean>`(m.shielded_posts is null or not m.shielded_posts && ${[...posts]}::uuid[])`

/** Whether a matter is kept from somebody as staff: it is about a unit that they man, or about one above it. */
export const isShieldedFrom = (matter: { shielded_posts: readonly PostId[] | null }, actor: Actor): boolean =>
  matter.shielded_posts?.some((shielded) => mannedPosts(actor.posts).includes(shielded)) ?? false

function staffBranches(scope: Scope): RawBuilder<boolean>[] {
  return [
    ...scope.paths.map((path) => sql<boolean>`(m.place_path >= ${path} and m.place_path < ${`${path}:`})`),
    ...scope.grids.map((grid) => sql<boolean>`m.grid_id = ${grid}::uuid`),
    ...(scope.posts.length > 0 ? [sql<boolean>`m.touched_posts && ${[...scope.posts]}::uuid[]`] : []),
  ]
}
