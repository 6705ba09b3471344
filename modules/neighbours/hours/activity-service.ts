import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { beginningOf } from '../../../kernel/text/beginning.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import type { TeamId, VolunteerId } from '../events.ts'
import type { ActivityView, ConfirmBody } from './contract.ts'
import { type Doing, keeperPost, keeperScopeSql, wrong } from './doing.ts'
import { addEntry, tellHours } from './entry-store.ts'
import { exchangeIsOpen } from './exchange/transfers.ts'
import { dayMinutes, proposedMinutes } from './hours.ts'
import type { GatheringId } from './tables.ts'

interface HeldActivity {
  readonly id: GatheringId
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly teamId: TeamId
  readonly team: string
  /** Of the team: whose community answers for the hours. */
  readonly placePath: string
  readonly leaderPerson: PersonId
}

const activitySql = sql`select g.id, g.title, g.starts_at as "startsAt", g.ends_at as "endsAt", t.id as "teamId", t.name as team,
    t.place_path as "placePath", l.person_id as "leaderPerson"
  from neighbours.activities a
  join gatherings.held_view g on g.tenant_id = a.tenant_id and g.id = a.gathering_id
  join neighbours.teams t on t.tenant_id = a.tenant_id and t.id = a.team_id
  join neighbours.volunteers l on l.tenant_id = t.tenant_id and l.id = t.leader_id`

/** Members `m` of the team who were there: checked in, and of the team on that day. */
const servingSql = sql`neighbours.members m
  join neighbours.volunteers v on v.tenant_id = m.tenant_id and v.id = m.volunteer_id
  join gatherings.attendance_view c on c.tenant_id = m.tenant_id and c.person_id = v.person_id and c.gathering_id = a.gathering_id
  where m.tenant_id = a.tenant_id and m.team_id = a.team_id and m.joined_at <= g.ends_at
    and (m.left_at is null or m.left_at > g.starts_at)`

const settledSql = sql`(exists (select from neighbours.hours_entries e where e.tenant_id = v.tenant_id and e.volunteer_id = v.id
    and e.gathering_id = a.gathering_id)
  or exists (select from neighbours.hours_left_out x where x.tenant_id = v.tenant_id and x.volunteer_id = v.id
    and x.gathering_id = a.gathering_id))`

/** Whose activities an actor confirms: of their places, and of the teams they lead. */
const confirmerSql = (actor: Actor): RawBuilder<boolean> =>
  sql<boolean>`(${keeperScopeSql(actor, sql`t.place_path`)} or (l.person_id = ${actor.personId} and t.state = 'active'))`

export interface PendingActivity {
  readonly id: GatheringId
  readonly title: string
  readonly endsAt: Date
  readonly team: string
  readonly people: number
}

/** Activities that were held and whose hours wait for this actor, the longest waiting first. One's own hours never do. */
export async function pendingActivities(
  tx: Tx,
  { tenantId, actor }: Pick<Doing, 'tenantId' | 'actor'>,
  which: RawBuilder<boolean> = sql<boolean>`true`,
): Promise<PendingActivity[]> {
  const { rows } = await sql<PendingActivity>`select g.id, g.title, g.ends_at as "endsAt", t.name as team, w.people
    from neighbours.activities a
    join gatherings.held_view g on g.tenant_id = a.tenant_id and g.id = a.gathering_id
    join neighbours.teams t on t.tenant_id = a.tenant_id and t.id = a.team_id
    join neighbours.volunteers l on l.tenant_id = t.tenant_id and l.id = t.leader_id
    cross join lateral (select count(*)::int as people from ${servingSql} and not ${settledSql}
      and v.person_id <> ${actor.personId}) w
    where a.tenant_id = ${tenantId} and w.people > 0 and ${confirmerSql(actor)} and ${which}
    order by g.ends_at, g.id`.execute(tx)
  return rows
}

/** Of the teams that the actor leads. */
export const ledSql = ({ personId }: Actor): RawBuilder<boolean> => sql<boolean>`l.person_id = ${personId}`

async function activityOf(tx: Tx, { tenantId, actor }: Doing, id: GatheringId): Promise<HeldActivity> {
  const { rows } = await sql<HeldActivity>`${activitySql} where a.tenant_id = ${tenantId} and a.gathering_id = ${id}
    and ${confirmerSql(actor)}`.execute(tx)
  return rows[0] ?? notFound()
}

interface Served {
  readonly volunteerId: VolunteerId
  readonly personId: PersonId
  readonly name: string
  readonly checkedInAt: Date
  /** Minutes that stand; null: not settled. */
  readonly recorded: number | null
}

async function servedAt(tx: Tx, tenantId: TenantId, id: GatheringId): Promise<Served[]> {
  const { rows } = await sql<Served>`select v.id as "volunteerId", v.person_id as "personId", n.name,
      min(c.checked_in_at) as "checkedInAt",
      case when ${settledSql} then coalesce((select sum(e.minutes)::int from neighbours.hours_entries e
        where e.tenant_id = v.tenant_id and e.volunteer_id = v.id and e.gathering_id = a.gathering_id), 0) end as recorded
    from neighbours.activities a join gatherings.held_view g on g.tenant_id = a.tenant_id and g.id = a.gathering_id,
    lateral (select m.volunteer_id, c.checked_in_at from ${servingSql}) c
    join neighbours.volunteers v on v.tenant_id = ${tenantId} and v.id = c.volunteer_id
    join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    where a.tenant_id = ${tenantId} and a.gathering_id = ${id}
    group by v.tenant_id, v.id, v.person_id, n.name, a.gathering_id order by min(c.checked_in_at), v.id`.execute(tx)
  return rows
}

/** One activity with who of the team was there and the minutes proposed, for who confirms it. */
export async function activityView(tx: Tx, doing: Doing, id: GatheringId): Promise<ActivityView> {
  const activity = await activityOf(tx, doing, id)
  const served = await servedAt(tx, doing.tenantId, id)
  return {
    ...{ id, title: activity.title, team: activity.team },
    ...{ startsAt: activity.startsAt.toISOString(), endsAt: activity.endsAt.toISOString() },
    people: served.map(({ volunteerId, personId, name, checkedInAt, recorded }) => ({
      ...{ volunteerId, name, recorded, checkedInAt: checkedInAt.toISOString() },
      proposed: proposedMinutes(checkedInAt, activity.endsAt),
      own: personId === doing.actor.personId,
    })),
  }
}

/**
 * Confirms the hours of all who were there and are not settled yet, as proposed unless changed; 0 minutes: did not serve.
 * The confirmer's own are left for somebody else.
 * @returns how many entries were written
 */
export async function confirmActivity(
  tx: Tx,
  asked: Doing,
  id: GatheringId,
  { changes = [] }: ConfirmBody,
): Promise<{ confirmed: number }> {
  const activity = await activityOf(tx, asked, id)
  const postId = keeperPost(asked.actor, activity.placePath)
  const doing = { ...asked, by: { ...asked.by, postId } }
  await sql`select pg_advisory_xact_lock(hashtextextended(${`neighbours.confirm ${id}`}, 0))`.execute(tx)
  const served = (await servedAt(tx, doing.tenantId, id)).filter(({ recorded }) => recorded === null)
  const open = served.filter(({ personId }) => personId !== doing.actor.personId)
  if (open.length === 0) {
    const own = served.length > 0
    fail('conflict', own ? 'hours.own' : 'hours.settled', {
      zh: own ? '只剩您自己的时长，请由社区确认' : '这次活动的时长都已确认',
      en: own ? 'Only your own hours are left; the community confirms them' : 'All hours of it are confirmed already',
    })
  }
  for (const { volunteerId } of changes)
    if (!open.some((one) => one.volunteerId === volunteerId))
      wrong('changes', { zh: '名单有变化，请刷新后再确认', en: 'The list has changed. Reload, then confirm' })
  // Before the first line of anybody is written: whoever switches exchange does not wait in between.
  await exchangeIsOpen(tx, doing.tenantId)
  let confirmed = 0
  // In one order everywhere: two activities with the same people, confirmed at once, must not wait for each other.
  for (const one of open.toSorted((a, b) => (a.volunteerId < b.volunteerId ? -1 : 1))) {
    const changed = changes.find(({ volunteerId }) => volunteerId === one.volunteerId)
    const minutes = changed?.minutes ?? proposedMinutes(one.checkedInAt, activity.endsAt)
    if (minutes > 0) confirmed += 1
    await settle(tx, doing, activity, one, Math.min(minutes, dayMinutes))
  }
  return { confirmed }
}

async function settle(tx: Tx, doing: Doing, activity: HeldActivity, one: Served, minutes: number): Promise<void> {
  const { tenantId, at, actor } = doing
  const { volunteerId } = one
  if (minutes === 0) {
    await sql`insert into neighbours.hours_left_out (tenant_id, gathering_id, volunteer_id, by_person, at)
      values (${tenantId}, ${activity.id}, ${volunteerId}, ${actor.personId}, ${at})`.execute(tx)
    await tellHours(tx, doing, 'left_out', { volunteerId, gatheringId: activity.id })
    return
  }
  const known = activity.endsAt > one.checkedInAt
  await addEntry(tx, doing, {
    ...{ volunteer_id: volunteerId, place_path: activity.placePath, kind: 'service', purpose: 'activity', minutes },
    ...{ on_day: dayOf(one.checkedInAt), content: beginningOf(`${activity.team}：${activity.title}`, 200) },
    ...(known ? { from_at: one.checkedInAt, until_at: activity.endsAt } : {}),
    ...{ gathering_id: activity.id, team_id: activity.teamId },
  })
}
