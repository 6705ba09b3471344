import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type LeaderSource, registerLeaders } from '../../gatherings/public.ts'

/** Says that the leader of an active team leads its activities on the spot, with the members whom they know. */
export const leadActivities = (): (() => void) => registerLeaders(leaderOfActivity)

const leaderOfActivity: LeaderSource = async (tx, tenantId, id) => {
  const { rows } = await sql<{ team: string; leaderId: PersonId }>`select t.id as team, l.person_id as "leaderId"
    from neighbours.activities a
    join neighbours.teams t on t.tenant_id = a.tenant_id and t.id = a.team_id and t.state = 'active'
    join neighbours.volunteers l on l.tenant_id = t.tenant_id and l.id = t.leader_id
    where a.tenant_id = ${tenantId} and a.gathering_id = ${id}`.execute(tx)
  const [found] = rows
  if (!found) return null
  return {
    leaderId: found.leaderId,
    members: await membersOf(tx, tenantId, found.team),
    after: { path: `/my-hours/activities/${id}`, words: { zh: '去确认服务时长', en: 'Confirm the hours' } },
  }
}

async function membersOf(tx: Tx, tenantId: TenantId, teamId: string) {
  const { rows } = await sql<{ personId: PersonId; name: string }>`select v.person_id as "personId", n.name
    from neighbours.members m
    join neighbours.volunteers v on v.tenant_id = m.tenant_id and v.id = m.volunteer_id
    join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    where m.tenant_id = ${tenantId} and m.team_id = ${teamId} and m.state = 'member'
    order by m.joined_at, m.id`.execute(tx)
  return rows
}
