import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { PartyKind } from './gathering.ts'
import { partySources } from './party-source.ts'

type Condition = RawBuilder<boolean>

/** Roles that see what is planned in their place and below, drafts too. */
const planners: ReadonlySet<Role> = new Set(['community', 'street'])
/** Roles that see what was announced there. */
const watchers: ReadonlySet<Role> = new Set(['supervisor', 'grid_worker'])

const below = (path: string): Condition => sql`(g.place_path >= ${path} and g.place_path < ${`${path}:`})`

/** What staff see by their posts, on `gatherings.gatherings g`: their places', and what their post organises. */
export function staffScopeSql(actor: Actor): Condition {
  const organising = actor.posts.filter((post) => post.role !== 'administrator').map((post) => post.postId)
  const branches = [
    ...actor.posts.filter((post) => planners.has(post.role)).map((post) => below(post.placePath)),
    ...actor.posts
      .filter((post) => watchers.has(post.role))
      .map((post) => sql<boolean>`(g.announced_at is not null and ${below(post.placePath)})`),
    ...(organising.length > 0 ? [sql<boolean>`g.post_id = any(${organising}::uuid[])`] : []),
  ]
  return branches.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(branches, sql` or `)})`
}

/** Somebody or something that one answers for. */
export interface Self {
  readonly kind: PartyKind
  readonly id: string
  readonly name: string
  readonly nameEn: string
  /** See `AnsweredFor`. */
  readonly former?: true
}

/** As whom a person may answer and check in: oneself, the posts one acts for, and what the registered sources say (firms). */
export async function selvesOf(tx: Tx, actor: Actor): Promise<Self[]> {
  const { rows } = await sql<{ id: string; name: string; nameEn: string }>`select id, name, name_en as "nameEn"
    from people.posts_view where tenant_id = ${actor.tenantId} and id = any(${actor.posts.map((post) => post.postId)}::uuid[])`.execute(
    tx,
  )
  const others = await Promise.all(partySources().map(([kind, source]) => membershipsOf(tx, actor, kind, source.of)))
  return [
    { kind: 'person', id: actor.personId, name: actor.name, nameEn: '' },
    ...rows.map((row) => ({ kind: 'post' as const, ...row })),
    ...others.flat(),
  ]
}

async function membershipsOf(
  tx: Tx,
  actor: Actor,
  kind: PartyKind,
  of: (tx: Tx, tenantId: TenantId, personId: PersonId) => Promise<readonly Omit<Self, 'kind'>[]>,
): Promise<Self[]> {
  return (await of(tx, actor.tenantId, actor.personId)).map((one) => ({ kind, ...one }))
}

/** The condition on `gatherings.entries e` for entries of these. */
export const entryOfSql = (selves: readonly Self[]): Condition =>
  sql`(e.party_id is not null and (e.party_kind, e.party_id) in (select s.kind, s.id from unnest(
    ${selves.map(({ kind }) => kind)}::text[], ${selves.map(({ id }) => id)}::uuid[]) as s(kind, id)))`

/** What one is invited to or has joined, once it was announced. */
export const invitedSql = (selves: readonly Self[]): Condition =>
  sql`(g.announced_at is not null and exists (select from gatherings.entries e
    where e.tenant_id = g.tenant_id and e.gathering_id = g.id and ${entryOfSql(selves)}))`
