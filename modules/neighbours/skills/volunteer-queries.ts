import type { RawBuilder } from 'kysely'
import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { maskName } from '../../../kernel/text/masking.ts'
import { compoundsOf } from '../../facilities/public.ts'
import { consentStands, oldestGoodConsent } from '../../people/public.ts'
import { inPlaceSql } from '../place-filter.ts'
import { notFound } from '../refusals.ts'
import { type Doing, pairingPost, seenSql } from '../scope.ts'
import { helpPurpose } from '../shapes.ts'
import type { VolunteerId, VolunteerRecord } from '../tables.ts'
import type {
  getVolunteer,
  listVolunteers,
  skillCounts,
  skillsNear,
  VolunteerFilter,
  VolunteerRow,
} from '../volunteer-endpoints.ts'

type Source = VolunteerRecord & Pick<VolunteerRow, 'name' | 'place' | 'skills' | 'load'>

const rowSql = sql`select v.*, n.name,
    json_build_object('id', p.id, 'name', case when c.id = p.id then p.name else c.name || p.name end,
      'nameEn', case when c.id = p.id then p.name_en else c.name_en || ', ' || p.name_en end) as place,
    (select coalesce(json_agg(json_build_object('id', s.id, 'kind', s.kind, 'words', s.words, 'audience', s.audience,
        'nameShown', s.name_shown) order by s.listed_at, s.id), '[]') from neighbours.skills s
      where s.tenant_id = v.tenant_id and s.volunteer_id = v.id and s.ended_at is null) as skills,
    (select count(*)::int from neighbours.pairings x where x.tenant_id = v.tenant_id and x.volunteer_id = v.id
      and x.state in ('asked', 'agreed', 'running')) as load
  from neighbours.volunteers v
  join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
  join places.places_view p on p.tenant_id = v.tenant_id and p.id = v.place_id
  join places.places_view c on c.tenant_id = v.tenant_id and c.id = v.compound_id`

/** An explicit list of what staff see: the name masked, unless its owner agreed to its being shown. */
const rowOf = (v: Source): VolunteerRow => ({
  id: v.id,
  name: v.skills.some(({ nameShown }) => nameShown) ? v.name : maskName(v.name),
  ...{
    place: v.place,
    skills: v.skills,
    languages: [...v.languages] as VolunteerRow['languages'],
    slots: [...v.slots],
  },
  ...{ reachM: v.reach_m, most: v.most, load: v.load, state: v.state, since: v.since_at.toISOString() },
})

async function whereOf(tx: Tx, doing: Doing, filter: VolunteerFilter): Promise<RawBuilder<boolean>> {
  const { placeId, kind, state = 'active' } = filter
  return sql<boolean>`v.tenant_id = ${doing.tenantId} and v.state = ${state}
    and ${seenSql(doing.actor, sql`v.place_path`, sql`v.grid_id`)}
    and ${await inPlaceSql(tx, doing.tenantId, placeId, sql`v.place_path`)}
    and ${
      kind
        ? sql`exists (select from neighbours.skills k where k.tenant_id = v.tenant_id and k.volunteer_id = v.id
          and k.kind = ${kind} and k.ended_at is null)`
        : sql`true`
    }`
}

/** Volunteers of the actor's area: who helps fewest people first. */
export async function volunteerPage(
  tx: Tx,
  doing: Doing,
  { offset = 0, limit = 50, ...filter }: QueryOf<typeof listVolunteers>,
): Promise<ResponseOf<typeof listVolunteers>> {
  const where = await whereOf(tx, doing, filter)
  const counted = await sql<{
    n: number
  }>`select count(*)::int as n from neighbours.volunteers v where ${where}`.execute(tx)
  const { rows } = await sql<Source>`${rowSql} where ${where} order by v.place_path, v.since_at, v.id
    offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map(rowOf), total: counted.rows[0]?.n ?? 0, offset, limit }
}

export async function volunteerView(tx: Tx, doing: Doing, id: VolunteerId): Promise<ResponseOf<typeof getVolunteer>> {
  const seen = seenSql(doing.actor, sql`v.place_path`, sql`v.grid_id`)
  const { rows } =
    await sql<Source>`${rowSql} where v.tenant_id = ${doing.tenantId} and v.id = ${id} and ${seen}`.execute(tx)
  const volunteer = rows[0] ?? notFound()
  return {
    volunteer: rowOf(volunteer),
    consentHow: volunteer.consent_how,
    consentNote: volunteer.consent_note,
    consentAt: volunteer.consent_at.toISOString(),
    consentVersion: volunteer.consent_version,
    consentStands: consentStands(volunteer.consent_version, await oldestGoodConsent(tx, doing.tenantId, helpPurpose)),
    teams: await teamsOfVolunteer(tx, doing, id),
    mayChange: pairingPost(doing.actor, volunteer) !== null,
  }
}

export async function teamsOfVolunteer(tx: Tx, { tenantId }: Pick<Doing, 'tenantId'>, id: VolunteerId) {
  const { rows } = await sql<ResponseOf<typeof getVolunteer>['teams'][number] & { state: string }>`
    select t.id, t.name, t.leader_id is not distinct from ${id}::uuid as leads, m.state from neighbours.members m
    join neighbours.teams t on t.tenant_id = m.tenant_id and t.id = m.team_id and t.state = 'active'
    where m.tenant_id = ${tenantId} and m.volunteer_id = ${id} and m.state in ('asked', 'member')
    order by t.name`.execute(tx)
  return rows
}

const mostNear = 200

/** What neighbours let somebody read, by where they live: of their compound, and of the communities of their compounds. */
export async function nearSkills(
  tx: Tx,
  { tenantId, actor }: Doing,
  { kind }: QueryOf<typeof skillsNear>,
): Promise<ResponseOf<typeof skillsNear>> {
  const homes = await compoundsOf(tx, tenantId, actor.personId)
  if (homes.length === 0) return { homes, rows: [] }
  const ids = homes.map(({ id }) => id)
  const oldest = await oldestGoodConsent(tx, tenantId, helpPurpose)
  // Within the query: who is asked anew takes no place of those who are listed. The compounds come first, of which nobody
  // else is near: by audience and place alone PostgreSQL reads all skills and volunteers of the tenant.
  const { rows } = await sql<ResponseOf<typeof skillsNear>['rows'][number]>`
    select s.id, s.kind, s.words, s.audience, s.name_shown as "nameShown", v.id as "volunteerId", n.name, v.slots,
      json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as compound
    from neighbours.skills s
    join neighbours.volunteers v on v.tenant_id = s.tenant_id and v.id = s.volunteer_id and v.state = 'active'
      and v.consent_version >= ${oldest}
    join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    join places.places_view c on c.tenant_id = v.tenant_id and c.id = v.compound_id
    where s.tenant_id = ${tenantId} and s.ended_at is null and v.person_id <> ${actor.personId}
      and v.compound_id = any(array(select x.id from places.places_view x where x.tenant_id = ${tenantId}
        and (x.id = any(${ids}::uuid[]) or x.parent_id = any(array(select h.parent_id from places.places_view h
          where h.tenant_id = ${tenantId} and h.id = any(${ids}::uuid[]))))))
      and (${kind ?? null}::text is null or s.kind = ${kind ?? null})
      and ((s.audience in ('compound', 'community') and v.compound_id = any(${ids}::uuid[]))
        or (s.audience = 'community' and c.parent_id in (select h.parent_id from places.places_view h
          where h.tenant_id = s.tenant_id and h.id = any(${ids}::uuid[]))))
    order by v.compound_id <> all(${ids}::uuid[]), s.kind, s.listed_at, s.id limit ${mostNear}`.execute(tx)
  return {
    homes,
    rows: rows.map((row) => ({ ...row, name: row.nameShown ? row.name : maskName(row.name) })),
  }
}

/** How many can do what, and how many wishes of the kind are open. */
export async function countSkills(
  tx: Tx,
  doing: Doing,
  { placeId }: QueryOf<typeof skillCounts>,
): Promise<ResponseOf<typeof skillCounts>> {
  const { tenantId, actor } = doing
  const { rows } = await sql<ResponseOf<typeof skillCounts>['rows'][number]>`
    with listed as (select s.kind, count(*)::int as n from neighbours.skills s
        join neighbours.volunteers v on v.tenant_id = s.tenant_id and v.id = s.volunteer_id and v.state = 'active'
        where s.tenant_id = ${tenantId} and s.ended_at is null and ${seenSql(actor, sql`v.place_path`, sql`v.grid_id`)}
          and ${await inPlaceSql(tx, tenantId, placeId, sql`v.place_path`)} group by s.kind),
      waiting as (select w.kind, count(*)::int as n from neighbours.wishes w where w.tenant_id = ${tenantId}
        and w.state = 'open' and ${seenSql(actor, sql`w.place_path`, sql`w.grid_id`)}
        and ${await inPlaceSql(tx, tenantId, placeId, sql`w.place_path`)} group by w.kind)
    select coalesce(l.kind, w.kind) as kind, coalesce(l.n, 0) as volunteers, coalesce(w.n, 0) as open
    from listed l full join waiting w on w.kind = l.kind order by coalesce(w.n, 0) desc, coalesce(l.n, 0), 1`.execute(
    tx,
  )
  return { rows }
}
