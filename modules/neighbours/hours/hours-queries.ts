import type { RawBuilder } from 'kysely'
import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { maskName } from '../../../kernel/text/masking.ts'
import { pathRange, placeOf } from '../../places/public.ts'
import { pendingActivities } from './activity-service.ts'
import { certificateCounts } from './certificates/certificate-view.ts'
import type { EntryRow, HoursFilter, HoursNext, hoursVolunteers, listHours } from './contract.ts'
import { type Doing, keeperScopeSql } from './doing.ts'

const takenBackSql = sql<boolean>`exists (select from neighbours.hours_entries x where x.tenant_id = e.tenant_id and x.corrects_id = e.id)`

/** An entry of service that was not taken back. */
export const standingSql = sql<boolean>`(e.kind = 'service' and not ${takenBackSql})`

/** Its times overlap those of another entry of the same person; neither was taken back. */
const overlapsSql = sql<boolean>`(e.kind = 'service' and e.from_at is not null and not ${takenBackSql} and exists (
  select from neighbours.hours_entries o where o.tenant_id = e.tenant_id and o.volunteer_id = e.volunteer_id
    and o.id <> e.id and o.kind = 'service' and o.from_at < e.until_at and o.until_at > e.from_at
    and not exists (select from neighbours.hours_entries y where y.tenant_id = o.tenant_id and y.corrects_id = o.id)))`

/** What a list of entries `e` is narrowed to, within what the actor keeps. */
async function whereOf(tx: Tx, { tenantId, actor }: Doing, filter: HoursFilter): Promise<RawBuilder<boolean>> {
  const { volunteerId, teamId, kind, purpose, from, to, placeId, overlaps, standing } = filter
  const place = placeId ? await placeOf(tx, tenantId, placeId) : null
  const range = place ? pathRange(place.path) : null
  return sql<boolean>`${sql.join(
    [
      sql`e.tenant_id = ${tenantId}`,
      keeperScopeSql(actor, sql`e.place_path`),
      ...(volunteerId ? [sql`e.volunteer_id = ${volunteerId}`] : []),
      ...(teamId ? [sql`e.team_id = ${teamId}`] : []),
      ...(kind?.length ? [sql`e.kind = any(${kind}::text[])`] : []),
      ...(purpose?.length ? [sql`e.purpose = any(${purpose}::text[])`] : []),
      ...(from ? [sql`e.on_day >= ${from}::date`] : []),
      ...(to ? [sql`e.on_day <= ${to}::date`] : []),
      ...(placeId && !range ? [sql`false`] : []),
      ...(range ? [sql`e.place_path >= ${range.from} and e.place_path < ${range.to}`] : []),
      ...(overlaps ? [overlapsSql] : []),
      ...(standing ? [standingSql] : []),
    ],
    sql` and `,
  )}`
}

type Source = Omit<EntryRow, 'name'> & { readonly name: string }

/** A page of the ledger, newest first, with the minutes that stand in the whole of it. */
export async function hoursPage(
  tx: Tx,
  doing: Doing,
  query: QueryOf<typeof listHours>,
): Promise<ResponseOf<typeof listHours>> {
  const { offset = 0, limit = 50 } = query
  const where = await whereOf(tx, doing, query)
  const { rows: counted } = await sql<{ n: number; minutes: number }>`select count(*)::int as n,
      coalesce(sum(e.minutes) filter (where e.kind in ('service', 'correction')), 0)::int as minutes
    from neighbours.hours_entries e where ${where}`.execute(tx)
  const { rows } = await sql<Source>`select e.id, e.volunteer_id as "volunteerId", n.name, e.kind, e.purpose, e.minutes,
      e.on_day as "onDay", e.content, t.name as team, e.why, ${takenBackSql} as "takenBack", ${overlapsSql} as overlaps
    from neighbours.hours_entries e
    join neighbours.volunteers v on v.tenant_id = e.tenant_id and v.id = e.volunteer_id
    join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    left join neighbours.teams t on t.tenant_id = e.tenant_id and t.id = e.team_id
    where ${where} order by e.on_day desc, e.at desc, e.id offset ${offset} limit ${limit}`.execute(tx)
  const { n: total, minutes } = counted[0] ?? { n: 0, minutes: 0 }
  return { rows: rows.map((row) => ({ ...row, name: maskName(row.name) })), total, minutes, offset, limit }
}

const shownObjections = 50

/** What waits for who keeps the hours. */
export async function nextOf(tx: Tx, doing: Doing): Promise<HoursNext> {
  const { tenantId, actor, secrets } = doing
  const activities = await pendingActivities(tx, doing)
  const { rows } = await sql<
    Omit<HoursNext['objections'][number], 'words' | 'at'> & { words: Buffer; at: Date }
  >`select o.id, n.name, o.words_sealed as words, o.at, case when e.id is not null then
      json_build_object('id', e.id, 'content', e.content, 'onDay', e.on_day, 'minutes', e.minutes) end as entry
    from neighbours.hours_objections o
    join neighbours.volunteers v on v.tenant_id = o.tenant_id and v.id = o.volunteer_id
    join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    left join neighbours.hours_entries e on e.tenant_id = o.tenant_id and e.id = o.entry_id
    where o.tenant_id = ${tenantId} and o.state = 'open' and ${keeperScopeSql(actor, sql`o.place_path`)}
    order by o.at, o.id limit ${shownObjections}`.execute(tx)
  const { asked, stale } = await certificateCounts(tx, doing)
  return {
    activities: activities.map(({ endsAt, ...rest }) => ({ ...rest, endsAt: endsAt.toISOString() })),
    objections: rows.map((o) => ({ ...o, words: secrets.open(o.words), at: o.at.toISOString() })),
    ...{ certificatesAsked: asked, certificatesStale: stale },
  }
}

/** Volunteers of the places whose hours an actor keeps, by part of the name: in full, for who writes their record. */
export async function volunteersFound(
  tx: Tx,
  { tenantId, actor }: Doing,
  { q }: QueryOf<typeof hoursVolunteers>,
): Promise<ResponseOf<typeof hoursVolunteers>> {
  const part = `%${(q ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<ResponseOf<typeof hoursVolunteers>['rows'][number]>`select v.id, n.name,
      json_build_object('name', p.name, 'nameEn', p.name_en) as place
    from neighbours.volunteers v join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    join places.places_view p on p.tenant_id = v.tenant_id and p.id = v.place_id
    where v.tenant_id = ${tenantId} and v.state = 'active' and ${keeperScopeSql(actor, sql`v.place_path`)}
      and n.name ilike ${part} and n.id <> ${actor.personId} order by n.name, v.id limit 20`.execute(tx)
  return { rows }
}
