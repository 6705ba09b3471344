import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { forbidden } from '../../kernel/contract/errors.ts'
import type { PostId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import { askers } from './roles.ts'
import type { ConsultationRecord } from './tables.ts'

type Condition = RawBuilder<boolean>

/** Roles that see what was opened in their place, and below; drafts are for those who ask. */
const watchers: ReadonlySet<Role> = new Set(['grid_worker', 'supervisor'])
const asks = (role: Role) => askers.some((one) => one === role)
const below = (path: string): Condition => sql`(c.place_path >= ${path} and c.place_path < ${`${path}:`})`

const anyOf = (branches: readonly Condition[]): Condition =>
  branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`

const asked = (actor: Actor): Condition[] =>
  actor.posts.filter((post) => asks(post.role)).map((post) => below(post.placePath))

/** Those that the actor manages, on `consultations.consultations c`. */
export const askedSql = (actor: Actor): Condition => anyOf(asked(actor))

/** What staff see by their posts, on `consultations.consultations c`. */
export const scopeSql = (actor: Actor): Condition =>
  anyOf([
    ...asked(actor),
    ...actor.posts
      .filter((post) => watchers.has(post.role))
      .map((post) => sql<boolean>`(c.state <> 'draft' and ${below(post.placePath)})`),
  ])

/** The post by which somebody asks at a place: the nearest of theirs at it or above; null where none is. */
export function askingPost(actor: Actor, placePath: string): PostId | null {
  const fitting = actor.posts.filter((post) => asks(post.role) && placePath.startsWith(post.placePath))
  return fitting.toSorted((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
}

export const manages = (actor: Actor, of: Pick<ConsultationRecord, 'place_path'>): boolean =>
  askingPost(actor, of.place_path) !== null

/** Refuses who may see but not change. @returns the post in whose name it is done. */
export const allowManaging = (actor: Actor, of: Pick<ConsultationRecord, 'place_path'>): PostId =>
  askingPost(actor, of.place_path) ?? forbidden()
