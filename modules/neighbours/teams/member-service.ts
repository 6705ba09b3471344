import { newId } from '../../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../../kernel/db.ts'
import type { TeamId } from '../events.ts'
import { forbidden, notFound, refuse, refuseState } from '../refusals.ts'
import { type Doing, teamPost } from '../scope.ts'
import { activeOf, lockById } from '../skills/volunteer-store.ts'
import type { MemberId, MemberRecord, TeamRecord, VolunteerId } from '../tables.ts'
import { tell, watchersOf } from '../telling.ts'
import { whoIs } from '../who.ts'
import { lockTeam, recordTeam } from './team-store.ts'

/** A volunteer asks to join. */
export async function joinTeam(tx: Tx, doing: Doing, teamId: TeamId, nameShown: boolean): Promise<MemberId> {
  const team = await lockTeam(tx, doing, teamId)
  const volunteer = await activeOf(tx, doing, doing.actor.personId)
  if (!volunteer) return refuse('no_volunteer', { zh: '请先登记“我来帮忙”', en: 'Please offer to help first' })
  const id = newId<'team_member'>()
  try {
    await sql`insert into neighbours.members (tenant_id, id, team_id, volunteer_id, state, name_shown, asked_at)
      values (${doing.tenantId}, ${id}, ${teamId}, ${volunteer.id}, 'asked', ${nameShown}, ${doing.at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'members_one_live') throw error
    refuseState()
  }
  await recordTeam(tx, doing, teamId, 'asked', { memberId: id, volunteerId: volunteer.id })
  if (team.leader_id) {
    const leader = await lockById(tx, doing, team.leader_id)
    const words = { zh: '有人申请加入服务队', en: 'Somebody asks to join the team' }
    await tell(tx, doing, [leader.person_id], { teamId }, 'member_asked', words)
  }
  return id
}

/** Puts a volunteer into a team as its leader: who leads is a member. */
export async function makeMember(tx: Tx, doing: Doing, teamId: TeamId, volunteerId: VolunteerId): Promise<void> {
  const live = await liveOf(tx, doing, teamId, volunteerId)
  if (live?.state === 'member') return
  const id = live?.id ?? newId<'team_member'>()
  await sql`insert into neighbours.members (tenant_id, id, team_id, volunteer_id, state, name_shown, asked_at, joined_at)
    values (${doing.tenantId}, ${id}, ${teamId}, ${volunteerId}, 'member', false, ${doing.at}, ${doing.at})
    on conflict (tenant_id, id) do update set state = 'member', joined_at = excluded.joined_at`.execute(tx)
  await recordTeam(tx, doing, teamId, 'joined', { memberId: id, volunteerId })
}

async function liveOf(tx: Tx, { tenantId }: Doing, teamId: TeamId, volunteerId: VolunteerId) {
  const { rows } = await sql<MemberRecord>`select * from neighbours.members where tenant_id = ${tenantId}
    and team_id = ${teamId} and volunteer_id = ${volunteerId} and state in ('asked', 'member')`.execute(tx)
  return rows[0] ?? null
}

/** Whether the actor leads the team. */
export async function leads(tx: Tx, doing: Doing, team: TeamRecord): Promise<boolean> {
  const volunteer = team.leader_id ? await activeOf(tx, doing, doing.actor.personId) : null
  return volunteer !== null && volunteer.id === team.leader_id
}

/** The leader, or who looks after the place: the doing in the right name; 403 for others. */
export async function leading(tx: Tx, doing: Doing, team: TeamRecord): Promise<Doing> {
  const postId = teamPost(doing.actor, team.place_path)
  if (postId) return { ...doing, by: { ...doing.by, postId } }
  return (await leads(tx, doing, team)) ? doing : forbidden()
}

const steps = {
  accept: { from: 'asked', to: 'member', name: 'joined' },
  refuse: { from: 'asked', to: 'refused', name: 'refused' },
  end: { from: 'member', to: 'left', name: 'left' },
} as const

/** Answers who asks to join, or ends a membership. */
export async function settleMember(tx: Tx, doing: Doing, teamId: TeamId, id: MemberId, step: keyof typeof steps) {
  const team = await lockTeam(tx, doing, teamId)
  const acting = await leading(tx, doing, team)
  const member = await memberOf(tx, doing, teamId, id)
  if (member.state !== steps[step].from) refuseState()
  if (step === 'end' && member.volunteer_id === team.leader_id)
    refuse('leader_stays', { zh: '请先换队长', en: 'Please name another leader first' })
  await move(tx, acting, member, step)
  const { person_id } = await lockById(tx, doing, member.volunteer_id)
  const words =
    step === 'accept'
      ? { zh: '您已加入服务队', en: 'You joined the team' }
      : { zh: '服务队回复了您的申请', en: 'The team answered' }
  if (step !== 'end') await tell(tx, doing, [person_id], { teamId }, 'member_settled', words)
}

async function memberOf(tx: Tx, { tenantId }: Doing, teamId: TeamId, id: MemberId): Promise<MemberRecord> {
  const { rows } = await sql<MemberRecord>`select * from neighbours.members where tenant_id = ${tenantId}
    and id = ${id} and team_id = ${teamId} for no key update`.execute(tx)
  return rows[0] ?? notFound()
}

async function move(tx: Tx, doing: Doing, member: MemberRecord, step: keyof typeof steps): Promise<void> {
  const { to, name } = steps[step]
  await sql`update neighbours.members set state = ${to},
      joined_at = case when ${to} = 'member' then ${doing.at}::timestamptz else joined_at end,
      left_at = case when ${to} = 'left' then ${doing.at}::timestamptz end
    where tenant_id = ${doing.tenantId} and id = ${member.id}`.execute(tx)
  await recordTeam(tx, doing, member.team_id, name, { memberId: member.id, volunteerId: member.volunteer_id })
}

/** Leaves a team, or takes back the asking. */
export async function leaveTeam(tx: Tx, doing: Doing, teamId: TeamId): Promise<void> {
  const volunteer = await activeOf(tx, doing, doing.actor.personId)
  const member = volunteer ? await liveOf(tx, doing, teamId, volunteer.id) : null
  if (!member) return notFound()
  await leave(tx, doing, member)
}

async function leave(tx: Tx, doing: Doing, member: MemberRecord): Promise<void> {
  await move(tx, doing, member, 'end')
  const team = await lockTeam(tx, doing, member.team_id)
  if (team.leader_id !== member.volunteer_id) return
  await sql`update neighbours.teams set leader_id = null, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${team.id}`.execute(tx)
  await recordTeam(tx, doing, team.id, 'changed', { set: { leader_id: null } })
  const words = { zh: `“${team.name}”的队长退出，请另定队长`, en: `The leader of “${team.name}” stopped; name another` }
  const watchers = await watchersOf(tx, doing, team)
  await tell(tx, doing, watchers, { teamId: team.id }, 'leader_left', words)
}

/** Who stops helping leaves all teams. */
export async function leaveAllTeams(tx: Tx, doing: Doing, volunteerId: VolunteerId): Promise<void> {
  const { rows } = await sql<MemberRecord>`select * from neighbours.members where tenant_id = ${doing.tenantId}
    and volunteer_id = ${volunteerId} and state in ('asked', 'member') order by id for no key update`.execute(tx)
  for (const member of rows) await leave(tx, doing, member)
}

/** Whom the leader calls, for a reason that is kept. */
export async function revealMember(tx: Tx, doing: Doing, teamId: TeamId, id: MemberId, reason: string) {
  const team = await lockTeam(tx, doing, teamId)
  const acting = await leading(tx, doing, team)
  const member = await memberOf(tx, doing, teamId, id)
  if (member.state === 'refused' || member.state === 'left') notFound()
  const { person_id } = await lockById(tx, doing, member.volunteer_id)
  await recordTeam(tx, acting, teamId, 'revealed', { memberId: id, reason: reason.trim() })
  return whoIs(tx, doing, person_id)
}
