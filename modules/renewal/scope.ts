import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor, EventActor } from '../../kernel/actor.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { type Uploader, uploaderOf } from '../files/public.ts'
import { photographers, projectKeepers, projectReaders } from './roles.ts'
import type { ProjectRecord } from './tables.ts'

type Condition = RawBuilder<boolean>

/** Who does it, as the ledger keeps it, and when. */
export interface Doing {
  readonly tenantId: TenantId
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
  readonly secrets: Secrets
  readonly uploader: Uploader
}

export const doingOf = (context: RequestContext & { readonly actor: Actor }): Doing => ({
  tenantId: context.tenantId,
  actor: context.actor,
  by: context.eventActor,
  at: context.clock.now(),
  secrets: context.secrets,
  uploader: uploaderOf(context),
})

const withRole = ({ posts }: Actor, roles: readonly Role[]): ActingPost[] =>
  posts.filter(({ role }) => roles.includes(role))

const anyOf = (branches: readonly Condition[]): Condition =>
  branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`

const below = ({ placePath }: ActingPost): Condition =>
  sql`(p.place_path >= ${placePath} and p.place_path < ${`${placePath}:`})`

/** Projects, on `renewal.projects p`, that an actor reads at the desk. */
export const readerScopeSql = (actor: Actor): Condition => anyOf(withRole(actor, projectReaders).map(below))

/** Projects that were started and that an actor looks on by phone: in the grid, or at or above the place of the post. */
export const onlookerScopeSql = (actor: Actor): Condition =>
  anyOf(
    withRole(actor, photographers).map((post): Condition => {
      const around = sql`starts_with(${post.placePath}, p.place_path)`
      return post.gridId
        ? sql`(p.started_on is not null and (p.grid_id = ${post.gridId}::uuid or (p.grid_id is null and ${around})))`
        : sql`(p.started_on is not null and (${below(post)} or ${around}))`
    }),
  )

/** All that an actor sees as staff. */
export const staffScopeSql = (actor: Actor): Condition => sql`(${readerScopeSql(actor)} or ${onlookerScopeSql(actor)})`

const nearest = (posts: readonly ActingPost[]): PostId | null =>
  posts.toSorted((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null

/** The post by which a project at a place is run: the nearest of community and street; null when none. */
export const keepingPost = (actor: Actor, path: string): PostId | null =>
  nearest(withRole(actor, projectKeepers).filter(({ placePath }) => path.startsWith(placePath)))

/** The post by which photos are added: one that runs the project, else one that looks on. */
export const photoPost = (actor: Actor, project: Pick<ProjectRecord, 'place_path' | 'grid_id'>): PostId | null =>
  keepingPost(actor, project.place_path) ??
  nearest(
    withRole(actor, photographers).filter(({ gridId, placePath }) => {
      const around = placePath.startsWith(project.place_path)
      if (gridId) return project.grid_id === gridId || (project.grid_id === null && around)
      return around || project.place_path.startsWith(placePath)
    }),
  )
