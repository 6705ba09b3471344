import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor } from '../../kernel/actor.ts'
import type { PostId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import { shownStates } from './idea.ts'
import { callKeepers, formTypers, ideaReaders } from './roles.ts'

type Condition = RawBuilder<boolean>

const has = (roles: readonly Role[], role: Role) => roles.includes(role)
const any = (branches: readonly Condition[]): Condition =>
  branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join([...branches], sql` or `)})`

const under = (path: RawBuilder<unknown>, of: string): Condition => sql`(${path} >= ${of} and ${path} < ${`${of}:`})`

const shown = [...shownStates]

/** Calls that an actor's post manages, on `ideas.calls c`: those of its place and below. */
export const managedSql = (actor: Actor): Condition =>
  any(actor.posts.filter((post) => has(callKeepers, post.role)).map((post) => under(sql`c.place_path`, post.placePath)))

/** Calls that staff see: what they manage, and what was opened in their place or addresses it from above. */
export function callScopeSql(actor: Actor): Condition {
  const readers = actor.posts.filter((post) => has(ideaReaders, post.role))
  return any([
    managedSql(actor),
    ...readers.map(
      (post): Condition =>
        sql`(c.opened_at is not null and (${under(sql`c.place_path`, post.placePath)} or starts_with(${post.placePath}, c.place_path)))`,
    ),
  ])
}

/** Ideas that staff see, on `ideas.ideas i` joined with its call `c`: all of what they manage, what was published in their place. */
export function ideaScopeSql(actor: Actor): Condition {
  const readers = actor.posts.filter((post) => has(ideaReaders, post.role))
  return any([
    managedSql(actor),
    ...readers.map((post): Condition => sql`(i.state = any(${shown}::text[]) and ${inPlaceSql(post)})`),
  ])
}

/** A grid worker answers for the grid alone; whoever answers for a place, for all in it. */
const inPlaceSql = (post: ActingPost): Condition =>
  post.gridId ? sql`i.grid_id = ${post.gridId}::uuid` : under(sql`i.place_path`, post.placePath)

/** What everybody may read, signed in or not. */
export const publicSql: Condition = sql`(c.opened_at is not null and i.state = any(${shown}::text[]))`

interface Placed {
  readonly placePath: string
  readonly gridId: string | null
}

/** The post by which an actor manages a call at a place: the nearest; null when none. */
export function managingPost(actor: Actor, callPath: string): PostId | null {
  const fitting = actor.posts.filter((post) => has(callKeepers, post.role) && callPath.startsWith(post.placePath))
  return fitting.toSorted((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
}

/** The post by which an actor types in the form of somebody at a place; null when none. */
export function typingPost(actor: Actor, { placePath, gridId }: Placed): PostId | null {
  const fitting = actor.posts.filter(
    (post) =>
      has(formTypers, post.role) && (post.gridId ? post.gridId === gridId : placePath.startsWith(post.placePath)),
  )
  return fitting.toSorted((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
}

/** Whether an actor types in forms of a call at all: a post of theirs lies in its place or above it. */
export const typesFormsOf = (actor: Actor | null, callPath: string): boolean =>
  actor?.posts.some(
    (post) =>
      has(formTypers, post.role) && (callPath.startsWith(post.placePath) || post.placePath.startsWith(callPath)),
  ) ?? false
