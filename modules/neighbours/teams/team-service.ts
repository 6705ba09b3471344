import { newId, type PlaceId } from '../../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { planGathering, takeStep } from '../../gatherings/public.ts'
import { placeOf } from '../../places/public.ts'
import type { TeamId } from '../events.ts'
import { notFound, refuseField } from '../refusals.ts'
import { type Doing, teamPost } from '../scope.ts'
import { lockById } from '../skills/volunteer-store.ts'
import type { VolunteerId } from '../tables.ts'
import type { ActivityBody, TeamBody } from '../team-endpoints.ts'
import { makeMember } from './member-service.ts'
import { lockTeam, recordTeam } from './team-store.ts'

/** Forms a team of a community. */
export async function formTeam(tx: Tx, doing: Doing, body: TeamBody & { placeId: PlaceId; formedOn?: string }) {
  const { tenantId, actor, at } = doing
  const place = await placeOf(tx, tenantId, body.placeId)
  const postId = place && teamPost(actor, place.path)
  if (!place || !postId) return notFound()
  if (place.levelKind !== 'area') refuseField('placeId', { zh: '请选社区', en: 'Please choose a community' })
  await checkTeam(tx, doing, body, place.path)
  const id = newId<'team'>()
  const acting = { ...doing, by: { ...doing.by, postId } }
  const set = { name: body.name.trim(), place_id: place.id, leader_id: body.leaderId, state: 'active' }
  await onceNamed(() =>
    sql`insert into neighbours.teams (tenant_id, id, name, purpose, place_id, place_path, compound_ids, leader_id,
        formed_on, state, created_at, changed_at)
      values (${tenantId}, ${id}, ${set.name}, ${body.purpose.trim()}, ${place.id}, ${place.path},
        ${body.compoundIds}::uuid[], ${body.leaderId}, ${body.formedOn ?? dayOf(at)}::date, 'active', ${at}, ${at})`.execute(
      tx,
    ),
  )
  await recordTeam(tx, acting, id, 'formed', { set })
  if (body.leaderId) await makeMember(tx, acting, id, body.leaderId)
  return { id }
}

async function onceNamed(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (constraintOf(error) !== 'teams_name') throw error
    refuseField('name', { zh: '本社区已有同名服务队', en: 'The community has a team of this name' })
  }
}

/** Compounds of the place, and a leader who volunteers there. */
async function checkTeam(tx: Tx, doing: Doing, { compoundIds, leaderId }: TeamBody, path: string): Promise<void> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from places.places_view
    where tenant_id = ${doing.tenantId} and id = any(${[...compoundIds]}::uuid[]) and level_kind = 'compound'
      and starts_with(path, ${path}) and ended_at is null`.execute(tx)
  if (rows[0]?.n !== compoundIds.length)
    refuseField('compoundIds', { zh: '请选本社区的小区', en: 'Please choose compounds of the community' })
  if (leaderId) await checkLeader(tx, doing, leaderId, path)
}

async function checkLeader(tx: Tx, doing: Doing, leaderId: VolunteerId, path: string): Promise<void> {
  const leader = await lockById(tx, doing, leaderId)
  if (leader.state !== 'active' || !leader.place_path.startsWith(path))
    refuseField('leaderId', { zh: '队长要是本社区的志愿者', en: 'The leader must be a volunteer of the community' })
}

/** Changes name, purpose, compounds or leader; by who looks after the place. */
export async function changeTeam(tx: Tx, doing: Doing, id: TeamId, body: TeamBody): Promise<void> {
  const { team, acting } = await lockKept(tx, doing, id)
  await checkTeam(tx, doing, body, team.place_path)
  const set = { name: body.name.trim(), leader_id: body.leaderId }
  await onceNamed(() =>
    sql`update neighbours.teams set name = ${set.name}, purpose = ${body.purpose.trim()},
        compound_ids = ${body.compoundIds}::uuid[], leader_id = ${body.leaderId}, changed_at = ${doing.at}
      where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx),
  )
  await recordTeam(tx, acting, id, 'changed', { set })
  if (body.leaderId) await makeMember(tx, acting, id, body.leaderId)
}

export async function endTeam(tx: Tx, doing: Doing, id: TeamId, why: string): Promise<void> {
  const { acting } = await lockKept(tx, doing, id)
  await sql`update neighbours.teams set state = 'ended', ended_why = ${why}, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await recordTeam(tx, acting, id, 'ended', { set: { state: 'ended' } })
}

async function lockKept(tx: Tx, doing: Doing, id: TeamId) {
  const team = await lockTeam(tx, doing, id)
  const postId = teamPost(doing.actor, team.place_path) ?? notFound()
  return { team, acting: { ...doing, by: { ...doing.by, postId } } }
}

/** An activity of a team: a gathering of kind `activity`, planned by the post that looks after the place, announced at once. */
export async function hostActivity(tx: Tx, doing: Doing, teamId: TeamId, body: ActivityBody) {
  const { team, acting } = await lockKept(tx, doing, teamId)
  const { id, code } = await planGathering(tx, acting, {
    ...{ kind: 'activity', title: body.title.trim(), topics: body.words?.trim() ?? '', placeId: team.place_id },
    ...{ venue: body.venue.trim(), startsAt: body.startsAt, endsAt: body.endsAt, isPublic: true },
    ...(body.capacity ? { capacity: body.capacity } : {}),
  })
  await takeStep(tx, acting, id, 'announce', null)
  await sql`insert into neighbours.activities (tenant_id, gathering_id, team_id)
    values (${doing.tenantId}, ${id}, ${teamId})`.execute(tx)
  await recordTeam(tx, acting, teamId, 'hosted', { gatheringId: id })
  return { id, code }
}
