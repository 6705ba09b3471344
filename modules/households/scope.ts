import type { RawBuilder } from 'kysely'
import type { ActingPost, Actor, EventActor } from '../../kernel/actor.ts'
import type { GridId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql } from '../../kernel/db.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { figureReaders, inChargeRoles } from './roles.ts'

type Condition = RawBuilder<boolean>

/** In whose name something is written, and when. */
export interface Writing {
  readonly tenantId: TenantId
  readonly by: EventActor
  readonly at: Date
  readonly secrets: Secrets
}

/** Who does it and when. */
export interface Doing extends Writing {
  readonly actor: Actor
}

export const doingOf = (context: RequestContext & { readonly actor: Actor }): Doing => ({
  tenantId: context.tenantId,
  actor: context.actor,
  by: context.eventActor,
  at: context.clock.now(),
  secrets: context.secrets,
})

interface Where {
  readonly placePath: string
  readonly gridId: GridId | null
}

const withRole = ({ posts }: Actor, roles: readonly Role[]): ActingPost[] =>
  posts.filter(({ role }) => roles.includes(role))

/** A grid worker is in charge of the grid, a community of its place. */
const reaches = (post: ActingPost, { placePath, gridId }: Where): boolean =>
  post.role === 'grid_worker' ? post.gridId !== null && post.gridId === gridId : placePath.startsWith(post.placePath)

/** Whether somebody is in charge of a household: sees who lives there. */
export const isInCharge = (actor: Actor, where: Where): boolean =>
  withRole(actor, inChargeRoles).some((post) => reaches(post, where))

/** The post in whose name one is in charge, the nearest first. */
export const chargePost = (actor: Actor, where: Where): PostId | null =>
  withRole(actor, inChargeRoles)
    .filter((post) => reaches(post, where))
    .toSorted((a, b) => Number(b.role === 'grid_worker') - Number(a.role === 'grid_worker'))[0]?.postId ?? null

const scopeSql = (actor: Actor, roles: readonly Role[]): Condition => {
  const branches = withRole(actor, roles).flatMap((post) =>
    post.role === 'grid_worker'
      ? post.gridId
        ? [sql<boolean>`h.grid_id = ${post.gridId}::uuid`]
        : []
      : [sql<boolean>`(h.place_path >= ${post.placePath} and h.place_path < ${`${post.placePath}:`})`],
  )
  return branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`
}

/** The households `h` that somebody is in charge of. */
export const inChargeSql = (actor: Actor): Condition => scopeSql(actor, inChargeRoles)

/** The households `h` that count in the figures that somebody sees. */
export const figureScopeSql = (actor: Actor): Condition => scopeSql(actor, figureReaders)

/** Notes `n` of households `h`: those in charge read all, the street the open ones. */
export const noteScopeSql = (actor: Actor): Condition =>
  sql<boolean>`(${inChargeSql(actor)} or n.sensitivity = 'open_to_community' and ${scopeSql(actor, ['street'])})`
