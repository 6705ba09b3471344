import type { RawBuilder } from 'kysely'
import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { type MatterId, newId, type PlaceId, type PostId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { aroundMatter } from '../matter-service.ts'
import { findInScope } from '../matter-store.ts'
import type { RallyTeamView, saveRallyTeam } from './contract.ts'
import {
  type RallyTeamEnded,
  type RallyTeamId,
  type RallyTeamSaved,
  rallyTeamEnded,
  rallyTeamSaved,
  teamStream,
} from './team-events.ts'

interface Doing {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

/** Places of the posts by which somebody may keep teams: community and street offices. */
const officePaths = (actor: Actor): string[] =>
  actor.posts.filter((post) => post.role === 'community' || post.role === 'street').map((post) => post.placePath)

const under = (column: RawBuilder<unknown>, paths: readonly string[]) =>
  sql<boolean>`(${sql.join(
    paths.map((path) => sql`(${column} >= ${path} and ${column} < ${`${path}:`})`),
    sql` or `,
  )})`

/** Teams at the actor's places, below and above them. */
export function teamsOf(tx: Tx, actor: Actor): Promise<RallyTeamView[]> {
  const paths = actor.posts.map((post) => post.placePath)
  if (paths.length === 0) return Promise.resolve([])
  const above = sql.join(
    paths.map((path) => sql`starts_with(${path}, t.place_path)`),
    sql` or `,
  )
  return read(tx, actor, sql`(${under(sql`t.place_path`, paths)} or ${above})`)
}

/** Teams that can be called to a matter: saved at its place or above it, with the posts that can be called there. */
export async function teamsFor(tx: Tx, actor: Actor, matterId: MatterId, now: Date): Promise<RallyTeamView[]> {
  const matter = (await findInScope(tx, actor, matterId)) ?? notFound()
  const around = await aroundMatter(tx, matter, now)
  const near = new Set(around.posts.map((post) => post.postId))
  const teams = await read(tx, actor, sql`starts_with(${matter.place_path}, t.place_path)`)
  return teams.flatMap((team) => {
    const posts = team.posts.filter((post) => near.has(post.postId))
    const lead = posts.find((post) => post.postId === team.leadPostId) ?? posts[0]
    return lead ? [{ ...team, posts, leadPostId: lead.postId }] : []
  })
}

interface TeamRow {
  id: RallyTeamId
  name: string
  name_en: string
  place: RallyTeamView['place']
  posts: RallyTeamView['posts']
  lead_post_id: PostId
}

async function read(tx: Tx, actor: Actor, where: RawBuilder<unknown>): Promise<RallyTeamView[]> {
  const { rows } = await sql<TeamRow>`
    select t.id, t.name, t.name_en, t.lead_post_id,
      json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
      (select json_agg(json_build_object('postId', o.id, 'name', json_build_object('zh', o.name, 'en', o.name_en)) order by g.at)
        from unnest(t.posts) with ordinality g(id, at) join people.posts_view o on o.tenant_id = t.tenant_id and o.id = g.id
        where o.abolished_at is null) as posts
    from matters.rally_teams t join places.places_view p on p.tenant_id = t.tenant_id and p.id = t.place_id
    where t.tenant_id = ${actor.tenantId} and t.ended_at is null and ${where}
    order by length(t.place_path) desc, t.name, t.id`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    name: { zh: row.name, en: row.name_en },
    place: row.place,
    posts: row.posts ?? [],
    leadPostId: row.lead_post_id,
  }))
}

/** Saves a team at a place of the actor's office or below it. */
export async function saveTeam(tx: Tx, doing: Doing, body: BodyOf<typeof saveRallyTeam>): Promise<RallyTeamView> {
  const { actor, by, at } = doing
  const path = await placeInReach(tx, actor, body.placeId)
  if (body.id && !(await teamInReach(tx, actor, body.id))) notFound()
  if (!body.posts.includes(body.leadPostId)) refuse('leadPostId', '牵头单位要在团里', 'Who leads must be in the team')
  const known = await workingPosts(tx, actor, body.posts)
  if (known < body.posts.length)
    refuse('posts', '有的岗位不存在或不办理事项', 'A post is unknown or does not handle matters')
  const teamId = body.id ?? newId<'rallyTeam'>()
  await sql`insert into matters.rally_teams (tenant_id, id, name, name_en, place_id, place_path, posts, lead_post_id, saved_by, saved_at)
    values (${actor.tenantId}, ${teamId}, ${body.name.trim()}, ${body.nameEn?.trim() || body.name.trim()}, ${body.placeId}, ${path},
      ${[...body.posts]}::uuid[], ${body.leadPostId}, ${actor.personId}, ${at})
    on conflict (tenant_id, id) do update set name = excluded.name, name_en = excluded.name_en, place_id = excluded.place_id,
      place_path = excluded.place_path, posts = excluded.posts, lead_post_id = excluded.lead_post_id,
      saved_by = excluded.saved_by, saved_at = excluded.saved_at`.execute(tx)
  const payload: RallyTeamSaved = {
    teamId,
    placeId: body.placeId,
    posts: body.posts,
    leadPostId: body.leadPostId,
  }
  const { tenantId } = actor
  await record(tx, { tenantId, stream: teamStream(teamId), type: rallyTeamSaved, at, actor: by, payload })
  const [team] = await read(tx, actor, sql`t.id = ${teamId}`)
  return team ?? notFound()
}

export async function endTeam(tx: Tx, { actor, by, at }: Doing, teamId: RallyTeamId): Promise<{ done: true }> {
  if (!(await teamInReach(tx, actor, teamId))) notFound()
  const { tenantId } = actor
  await sql`update matters.rally_teams set ended_at = ${at} where tenant_id = ${tenantId} and id = ${teamId}`.execute(
    tx,
  )
  const payload: RallyTeamEnded = { teamId }
  await record(tx, { tenantId, stream: teamStream(teamId), type: rallyTeamEnded, at, actor: by, payload })
  return { done: true }
}

async function placeInReach(tx: Tx, actor: Actor, placeId: PlaceId): Promise<string> {
  const { rows } = await sql<{ path: string }>`select path from places.places_view
    where tenant_id = ${actor.tenantId} and id = ${placeId}`.execute(tx)
  const path = rows[0]?.path
  if (!path || !officePaths(actor).some((own) => path.startsWith(own))) return notFound()
  return path
}

async function teamInReach(tx: Tx, actor: Actor, teamId: RallyTeamId): Promise<boolean> {
  const { rows } =
    await sql`select from matters.rally_teams t where t.tenant_id = ${actor.tenantId} and t.id = ${teamId}
    and t.ended_at is null and ${under(sql`t.place_path`, officePaths(actor))} for update`.execute(tx)
  return rows.length > 0
}

async function workingPosts(tx: Tx, actor: Actor, posts: readonly PostId[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from people.posts_view
    where tenant_id = ${actor.tenantId} and id = any(${[...posts]}::uuid[]) and abolished_at is null
      and role not in ('supervisor', 'administrator')`.execute(tx)
  return rows[0]?.count ?? 0
}

const refuse = (path: string, zh: string, en: string): never =>
  fail('invalid', 'matters.bad_team', { zh, en }, [{ path, words: { zh, en } }])
