import type { RawBuilder } from 'kysely'
import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import type { Id } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { maskName } from '../../../kernel/text/masking.ts'
import { gatheringBriefs } from '../../gatherings/public.ts'
import { inPlaceSql } from '../place-filter.ts'
import { notFound } from '../refusals.ts'
import { type Doing, teamPost, teamsSeenSql } from '../scope.ts'
import { activeOf } from '../skills/volunteer-store.ts'
import type { MemberRecord, TeamId, TeamRecord } from '../tables.ts'
import type { listTeams, TeamRow, TeamView, teamsOf } from '../team-endpoints.ts'

type Source = TeamRecord &
  Pick<TeamRow, 'place' | 'compounds' | 'members' | 'asking'> & {
    readonly leader_name: string | null
    readonly leader_shown: boolean | null
    readonly activity_ids: readonly Id<'gathering'>[]
  }

const rowSql = sql`select t.*, json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
    (select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) order by c.path), '[]')
      from places.places_view c where c.tenant_id = t.tenant_id and c.id = any(t.compound_ids)) as compounds,
    n.name as leader_name,
    (select m.name_shown from neighbours.members m where m.tenant_id = t.tenant_id and m.team_id = t.id
      and m.volunteer_id = t.leader_id and m.state = 'member') as leader_shown,
    (select count(*)::int from neighbours.members m where m.tenant_id = t.tenant_id and m.team_id = t.id
      and m.state = 'member') as members,
    (select count(*)::int from neighbours.members m where m.tenant_id = t.tenant_id and m.team_id = t.id
      and m.state = 'asked') as asking,
    array(select a.gathering_id from neighbours.activities a where a.tenant_id = t.tenant_id and a.team_id = t.id)
      as activity_ids
  from neighbours.teams t
  join places.places_view p on p.tenant_id = t.tenant_id and p.id = t.place_id
  left join neighbours.volunteers v on v.tenant_id = t.tenant_id and v.id = t.leader_id
  left join people.persons_view n on n.tenant_id = t.tenant_id and n.id = v.person_id`

const rowOf = (t: Source, ahead: number): TeamRow => ({
  ...{ id: t.id, name: t.name, purpose: t.purpose, place: t.place, compounds: t.compounds, members: t.members },
  leader: t.leader_name === null ? null : t.leader_shown ? t.leader_name : maskName(t.leader_name),
  ...{ asking: t.asking, ahead, formedOn: t.formed_on, state: t.state },
})

async function rowsOf(tx: Tx, { tenantId }: Pick<Doing, 'tenantId'>, where: RawBuilder<unknown>): Promise<TeamRow[]> {
  const { rows } = await sql<Source>`${rowSql} where t.tenant_id = ${tenantId} and ${where}
    order by t.state, p.path, t.formed_on, t.name`.execute(tx)
  const all = await gatheringBriefs(
    tx,
    tenantId,
    rows.flatMap((row) => row.activity_ids),
  )
  const ahead = new Set(all.filter(({ state }) => state === 'announced' || state === 'running').map(({ id }) => id))
  return rows.map((row) => rowOf(row, row.activity_ids.filter((id) => ahead.has(id)).length))
}

/** Teams of the actor's places, ended ones last. */
export async function teamRows(
  tx: Tx,
  doing: Doing,
  { placeId }: QueryOf<typeof listTeams>,
): Promise<ResponseOf<typeof listTeams>> {
  const seen = teamsSeenSql(doing.actor, sql`t.place_path`)
  const there = await inPlaceSql(tx, doing.tenantId, placeId, sql`t.place_path`)
  return { rows: await rowsOf(tx, doing, sql`${seen} and ${there}`) }
}

/** Active teams of a community, or of the community that a compound or a building lies in: for anybody. */
export async function publicTeams(
  tx: Tx,
  of: Pick<Doing, 'tenantId'>,
  { placeId }: QueryOf<typeof teamsOf>,
): Promise<ResponseOf<typeof teamsOf>> {
  const path = sql`(select x.path from places.places_view x where x.tenant_id = t.tenant_id and x.id = ${placeId})`
  const near = sql`(starts_with(t.place_path, ${path}) or starts_with(${path}, t.place_path))`
  const rows = await rowsOf(tx, of, sql`t.state = 'active' and ${near}`)
  return { rows: rows.map((row) => ({ ...row, asking: 0 })) }
}

/** One team; names of members for its leader and who looks after the place, else of those who agreed to be named. */
export async function teamView(tx: Tx, doing: Doing, id: TeamId): Promise<TeamView> {
  const { tenantId, actor } = doing
  const { rows } = await sql<Source>`${rowSql} where t.tenant_id = ${tenantId} and t.id = ${id}`.execute(tx)
  const team = rows[0] ?? notFound()
  const me = await activeOf(tx, doing, actor.personId)
  const leads = me !== null && me.id === team.leader_id
  const keeps = teamPost(actor, team.place_path) !== null
  const members = await membersOf(tx, doing, id)
  const briefs = await gatheringBriefs(tx, tenantId, team.activity_ids)
  const own = members.find(
    ({ volunteer_id, state }) => volunteer_id === me?.id && state !== 'refused' && state !== 'left',
  )
  const ahead = briefs.filter(({ state }) => state === 'announced' || state === 'running').length
  const shown = members.filter((member) =>
    leads || keeps ? member.state !== 'refused' : member.state === 'member' && member.name_shown,
  )
  return {
    team: { ...rowOf(team, ahead), asking: leads || keeps ? team.asking : 0 },
    leaderId: leads || keeps ? team.leader_id : null,
    members: shown.map((member) => ({
      ...{ id: member.id, volunteerId: member.volunteer_id, state: member.state },
      name: leads || member.name_shown ? member.name : maskName(member.name),
      since: (member.joined_at ?? member.asked_at).toISOString(),
    })),
    activities: briefs.map(({ startsAt, endsAt: _, capacity, ...brief }) => ({
      ...brief,
      places: capacity,
      startsAt: startsAt.toISOString(),
    })),
    mine: own ? { id: own.id, state: own.state, nameShown: own.name_shown } : null,
    ...{ iVolunteer: me !== null, leads, keeps },
  }
}

async function membersOf(tx: Tx, { tenantId }: Doing, id: TeamId) {
  const { rows } = await sql<MemberRecord & { name: string }>`select m.*, n.name from neighbours.members m
    join neighbours.volunteers v on v.tenant_id = m.tenant_id and v.id = m.volunteer_id
    join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    where m.tenant_id = ${tenantId} and m.team_id = ${id}
    order by array_position(array['asked', 'member', 'left', 'refused'], m.state), m.asked_at, m.id limit 300`.execute(
    tx,
  )
  return rows
}
