import { StandingClock } from '../../../kernel/clock.ts'
import type { Id, PersonId, PostId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  actFor,
  checkByLeader,
  closeByLeader,
  photosByLeader,
  respondAtDoor,
  signUpFor,
  takeStep,
} from '../../../modules/gatherings/public.ts'
import {
  askCertificate,
  confirmActivity,
  hostActivity,
  issueCertificate,
  objectHours,
  recordHours,
  refuseCertificate,
  revokeCertificate,
  type TeamId,
  type VolunteerId,
  volunteerOf,
} from '../../../modules/neighbours/public.ts'
import { dateOf, day } from '../district/calendar.ts'
import { createRandom, type Random } from '../district/random.ts'
import { tolerate } from '../enterprise/matter-steps.ts'
import { person } from '../enterprise/offices.ts'
import type { PlayedNeighbours } from '../neighbours/play.ts'
import { demoKey } from '../pictures.ts'
import { actorOf, type Stage } from '../replay.ts'
import { type PlannedActivity, type PlannedCertificate, type PlannedEntry, planHours } from './plan.ts'

const hour = 3_600_000
const minute = 60_000
const lanes = 8

interface DemoTeam {
  readonly id: TeamId
  readonly leader: PersonId
  readonly desk: PostId
  readonly members: readonly { readonly personId: PersonId; readonly joinedAt: string }[]
}

interface DemoVolunteer {
  readonly id: VolunteerId
  readonly personId: PersonId
  readonly desk: PostId
}

/** Fourteen months of hours of the volunteers and teams that stand: activities with check-in, help, certificates. */
export async function playHours(
  stage: Stage,
  helping: PlayedNeighbours,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<void> {
  const [teams, volunteers] = [await teamsOf(stage, helping), await volunteersOf(stage, helping)]
  const plan = planHours({ teams: teams.length, volunteers: volunteers.length }, { seed, until: stage.until })
  log(`playing hours of ${volunteers.length} volunteers, ${plan.activities.length} activities of teams …`)
  await inLanes([...plan.activities.entries()], ([n, activity]) =>
    // A stream of its own each: lanes run side by side and must not share one.
    playActivity(stage, teams[activity.team], activity, createRandom(seed, `hours ${n}`)),
  )
  await inLanes(plan.entries, (entry) => playEntry(stage, volunteers[entry.volunteer], entry))
  const served = await mostServed(stage, volunteers)
  for (const certificate of plan.certificates) await playCertificate(stage, served[certificate.volunteer], certificate)
  for (const { volunteer, words } of plan.objections) await playObjection(stage, served[volunteer], words)
}

async function inLanes<T>(work: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let one = work[next++]; one !== undefined; one = work[next++]) await run(one)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** The community desk that answers for a path, as SQL. */
const deskSql = (path: ReturnType<typeof sql>) => sql`(select o.id from people.posts_view o where o.role = 'community'
  and o.abolished_at is null and starts_with(${path}, o.place_path) order by length(o.place_path) desc, o.id limit 1)`

async function teamsOf({ db, keys }: Stage, { teams }: PlayedNeighbours): Promise<DemoTeam[]> {
  const { rows } = await db.read((tx) =>
    sql<DemoTeam>`select t.id, l.person_id as leader, ${deskSql(sql`t.place_path`)} as desk,
        (select coalesce(json_agg(json_build_object('personId', v.person_id, 'joinedAt', m.joined_at)
          order by m.joined_at, v.person_id), '[]') from neighbours.members m join neighbours.volunteers v
          on v.tenant_id = m.tenant_id and v.id = m.volunteer_id
          where m.tenant_id = t.tenant_id and m.team_id = t.id and m.state = 'member') as members
      from neighbours.teams t join neighbours.volunteers l on l.tenant_id = t.tenant_id and l.id = t.leader_id
      where t.tenant_id = ${keys.tenantId} and t.state = 'active'`.execute(tx),
  )
  // In the order in which they were played: ids differ from filling to filling.
  return teams.flatMap(({ id, members }) => {
    const team = rows.find((row) => row.id === id)
    const place = new Map(members.map(({ personId }, n) => [personId, n]))
    const at = (one: { readonly personId: PersonId }) => place.get(one.personId) ?? -1
    return team ? [{ ...team, members: team.members.toSorted((a, b) => at(a) - at(b)) }] : []
  })
}

async function volunteersOf({ db, keys }: Stage, { volunteers }: PlayedNeighbours): Promise<DemoVolunteer[]> {
  const { rows } = await db.read((tx) =>
    sql<DemoVolunteer>`select v.id, v.person_id as "personId", ${deskSql(sql`v.place_path`)} as desk
      from neighbours.volunteers v where v.tenant_id = ${keys.tenantId} and v.state = 'active'`.execute(tx),
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  return volunteers.flatMap(({ id }) => found.get(id) ?? []).filter(({ desk }) => desk)
}

/** Those with hours of long ago, most first; of as many, who volunteered first. */
async function mostServed({ db, keys, until }: Stage, volunteers: readonly DemoVolunteer[]): Promise<DemoVolunteer[]> {
  const { rows } = await db.read((tx) =>
    sql<{
      id: VolunteerId
      minutes: number
    }>`select volunteer_id as id, sum(minutes)::int as minutes from neighbours.hours_entries where tenant_id = ${keys.tenantId}
      and kind = 'service' and on_day < ${dateOf(new Date(until.getTime() - 210 * day))}::date
      group by volunteer_id`.execute(tx),
  )
  const minutes = new Map(rows.map((row) => [row.id, row.minutes]))
  const served = (one: DemoVolunteer) => minutes.get(one.id) ?? 0
  return volunteers.filter((one) => served(one) > 0).toSorted((a, b) => served(b) - served(a))
}

/** In the name of a desk, at an instant; null where nobody acts for it. */
async function deskAt(stage: Stage, postId: PostId, at: Date) {
  const actor = await actorOf(stage, postId, at)
  if (!actor) return null
  const by = { personId: actor.personId, postId, via: 'demo' as const }
  return { tenantId: stage.keys.tenantId, secrets: stage.secrets, clock: new StandingClock(at), actor, by, at }
}

function personAt(stage: Stage, personId: PersonId, at: Date) {
  const by = { personId, postId: null, via: 'demo' as const }
  return { tenantId: stage.keys.tenantId, secrets: stage.secrets, actor: person(stage, personId), by, at }
}

async function playActivity(stage: Stage, team: DemoTeam | undefined, planned: PlannedActivity, random: Random) {
  if (!team) return
  const { db } = stage
  const { startsAt, hours, title, share, confirmed } = planned
  const endsAt = new Date(startsAt.getTime() + hours * hour)
  const before = (ms: number) => new Date(startsAt.getTime() - ms)
  const there = team.members.filter(({ joinedAt }) => new Date(joinedAt) < startsAt && random.chance(share))
  const desk = (at: Date) => deskAt(stage, team.desk, at)
  await tolerate(stage, 'activity', async () => {
    const planning = await desk(before(6 * day))
    if (!planning || there.length === 0) return
    const body = { title, venue: '社区活动室', startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
    const { id, code } = await db.tx((tx) => hostActivity(tx, planning, team.id, body))
    const entries: Id<'entry'>[] = []
    for (const { personId } of there)
      await tolerate(stage, 'activity sign-up', async () => {
        const party = { kind: 'person' as const, id: personId, name: '' }
        const signing = await desk(before(random.int(1, 4) * day))
        if (signing) entries.push((await db.tx((tx) => signUpFor(tx, signing, id, party, null))).id)
      })
    const being: Held = { id, startsAt, endsAt, entries, random }
    if (planned.byLeader) await leadOnPhone(stage, team, being, there)
    else await holdAtDesk(stage, team, being)
    for (const [n, { rating, words }] of planned.said.entries())
      await say(stage, there[n], being, { code, rating, words })
    if (confirmed) await confirm(stage, team, { id, endsAt, there })
  })
}

interface Held {
  readonly id: Id<'gathering'>
  readonly startsAt: Date
  readonly endsAt: Date
  readonly entries: readonly Id<'entry'>[]
  readonly random: Random
}

/** The office begins it, checks people in at the door and ends it. */
async function holdAtDesk(
  stage: Stage,
  team: DemoTeam,
  { id, startsAt, endsAt, entries, random }: Held,
): Promise<void> {
  const { db } = stage
  const desk = (at: Date) => deskAt(stage, team.desk, at)
  const begin = await desk(new Date(startsAt.getTime() - 10 * minute))
  if (begin) await db.tx((tx) => takeStep(tx, begin, id, 'start', null))
  for (const entryId of entries) {
    const door = await desk(new Date(startsAt.getTime() + random.int(-8, 20) * minute))
    if (door) await db.tx((tx) => actFor(tx, door, id, entryId, { action: 'check_in' }))
  }
  const over = await desk(endsAt)
  if (over) await db.tx((tx) => takeStep(tx, over, id, 'hold', null))
}

/** The leader does all of it on the phone; one member came without having signed up. */
async function leadOnPhone(
  stage: Stage,
  team: DemoTeam,
  { id, startsAt, endsAt, entries, random }: Held,
  there: DemoTeam['members'],
): Promise<void> {
  const { db, pictures } = stage
  const leader = (at: Date) => personAt(stage, team.leader, at)
  const tap = () => leader(new Date(startsAt.getTime() + random.int(-8, 20) * minute))
  for (const entryId of entries) await db.tx((tx) => checkByLeader(tx, tap(), id, { entryId }))
  const more = team.members.find((one) => !there.includes(one) && new Date(one.joinedAt) < startsAt)
  if (more) await db.tx((tx) => checkByLeader(tx, tap(), id, { personId: more.personId }))
  const during = new Date(startsAt.getTime() + hour)
  const photo = await pictures.forActivity(random.int(0, 5), team.leader, during)
  const uploader = { personId: team.leader, key: demoKey }
  await db.tx((tx) => photosByLeader(tx, leader(during), id, [photo], uploader))
  await db.tx((tx) => closeByLeader(tx, leader(endsAt), id))
}

/** Somebody who came says how it was. */
async function say(
  stage: Stage,
  who: DemoTeam['members'][number] | undefined,
  { endsAt, random }: Held,
  { code, ...said }: { readonly code: string; readonly rating: number; readonly words: string },
): Promise<void> {
  if (!who) return
  const doing = personAt(stage, who.personId, new Date(endsAt.getTime() + random.int(10, 300) * minute))
  await tolerate(stage, 'feedback', async () => {
    await stage.db.tx((tx) => respondAtDoor(tx, doing, code, { action: 'feedback', ...said }))
  })
}

interface Over {
  readonly id: Id<'gathering'>
  readonly endsAt: Date
  readonly there: DemoTeam['members']
}

/** The leader confirms the others; the desk confirms what is left: the leader's own, where they were there. */
async function confirm(stage: Stage, team: DemoTeam, { id, endsAt, there }: Over): Promise<void> {
  const own = there.some(({ personId }) => personId === team.leader)
  const later = (ms: number) => new Date(endsAt.getTime() + ms)
  if (there.length > (own ? 1 : 0))
    await tolerate(stage, 'leader confirms', async () => {
      await stage.db.tx((tx) => confirmActivity(tx, personAt(stage, team.leader, later(2 * hour)), id, {}))
    })
  const desk = own ? await deskAt(stage, team.desk, later(day)) : null
  if (desk)
    await tolerate(
      stage,
      'desk confirms',
      async () => void (await stage.db.tx((tx) => confirmActivity(tx, desk, id, {}))),
    )
}

async function playEntry(stage: Stage, volunteer: DemoVolunteer | undefined, planned: PlannedEntry): Promise<void> {
  if (!volunteer) return
  await tolerate(stage, 'hours', async () => {
    const desk = await deskAt(stage, volunteer.desk, new Date(planned.at.getTime() + 6 * hour))
    if (!desk) return
    const { kind, purpose, minutes, content, at } = planned
    const body = { volunteerId: volunteer.id, kind, purpose, minutes, content, onDay: dateOf(at) }
    await stage.db.tx((tx) => recordHours(tx, desk, body))
  })
}

const signers = { responsible: '李建华', handler: '王晓梅', contact: '0871-10000000' }

async function playCertificate(stage: Stage, volunteer: DemoVolunteer | undefined, planned: PlannedCertificate) {
  if (!volunteer) return
  const { db, keys } = stage
  const { askedAt, end } = planned
  await tolerate(stage, 'certificate', async () => {
    const asking = personAt(stage, volunteer.personId, askedAt)
    // The ledger holds what came later as well: a certificate speaks of the time before it.
    const body = { documentKind: 'own_number' as const, toOn: dateOf(askedAt) }
    const { id } = await db.tx(async (tx) =>
      askCertificate(tx, asking, await volunteerOf(tx, keys.tenantId, volunteer.id), body),
    )
    const desk = await deskAt(stage, volunteer.desk, new Date(askedAt.getTime() + 20 * hour))
    if (end === 'asked' || !desk) return
    if (end === 'refused') return db.tx((tx) => refuseCertificate(tx, desk, id, '请先补充证件信息再申请'))
    await db.tx((tx) => issueCertificate(tx, desk, id, { ...signers, handler: desk.actor.name }))
    const later = await deskAt(stage, volunteer.desk, new Date(askedAt.getTime() + 12 * day))
    if (end === 'revoked' && later)
      await db.tx((tx) => revokeCertificate(tx, later, id, 'typing', '姓名用字有误，本人申请撤销'))
  })
}

async function playObjection(stage: Stage, volunteer: DemoVolunteer | undefined, words: string): Promise<void> {
  if (!volunteer) return
  const { db, keys, until } = stage
  const doing = personAt(stage, volunteer.personId, new Date(until.getTime() - 26 * hour))
  await tolerate(stage, 'objection', async () => {
    await db.tx(async (tx) => objectHours(tx, doing, await volunteerOf(tx, keys.tenantId, volunteer.id), { words }))
  })
}
