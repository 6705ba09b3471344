import type { Actor } from '../../../kernel/actor.ts'
import type { PersonId, PlaceId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  answer,
  answerWall,
  ask,
  endPairing,
  flagSilent,
  formTeam,
  hostActivity,
  joinTeam,
  makeWish,
  noteContact,
  noteWish,
  type PairingId,
  registerVolunteer,
  sayThanks,
  settleMember,
  suggestAll,
  type TeamId,
  type VolunteerId,
  type WishId,
} from '../../../modules/neighbours/public.ts'
import { day, hour, midnightOf } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { tolerate } from '../enterprise/matter-steps.ts'
import { addSignIn, officer, person } from '../enterprise/offices.ts'
import type { Stage } from '../replay.ts'
import { type NeighbourPlan, type PlannedPairing, type PlannedTeam, type PlannedWish, planNeighbours } from './plan.ts'

export interface PlayedVolunteer {
  readonly id: VolunteerId
  readonly personId: PersonId
  /** Key of the community. */
  readonly community: string
  readonly since: Date
}

/** What the filling made: for whoever plays on from here (hours, certificates). */
export interface PlayedNeighbours {
  readonly volunteers: readonly PlayedVolunteer[]
  readonly teams: readonly {
    readonly id: TeamId
    readonly name: string
    readonly community: string
    readonly formedAt: Date
    readonly leader: PlayedVolunteer
    readonly members: readonly PlayedVolunteer[]
  }[]
  readonly pairings: readonly {
    readonly id: PairingId
    readonly volunteer: PlayedVolunteer
    readonly contacts: readonly Date[]
  }[]
}

const typed = { consentHow: 'spoken' as const, consentNote: '在社区服务台当面说明并同意', consentVersion: 1 }

/** 640 volunteers, nine teams and 120 pairings with 14 months of contacts, through the rules of the module. */
export async function playNeighbours(
  stage: Stage,
  district: District,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<PlayedNeighbours> {
  const plan = planNeighbours(district, { seed, until: stage.until })
  log(`playing ${plan.volunteers.length} volunteers, ${plan.teams.length} teams and ${plan.pairings.length} pairings …`)
  const volunteers = await register(stage, plan)
  const teams = []
  for (const team of plan.teams) teams.push(await playTeam(stage, team, volunteers))
  const pairings = []
  for (const planned of plan.pairings) pairings.push(await playPairing(stage, planned, volunteers[planned.volunteer]))
  await suggestForWaiting(stage, pairings)
  for (const wish of plan.open) await note(stage, wish)
  await stage.db.tx((tx) => flagSilent(tx, writing(stage)))
  await playSignIns(stage, plan, volunteers)
  return { volunteers, teams, pairings: pairings.flatMap(({ played }) => played ?? []) }
}

const writing = ({ keys, until }: Stage) => ({
  ...{ tenantId: keys.tenantId, at: until, by: { personId: null, postId: null, via: 'demo' as const } },
})

const deskOf = (community: string) => community.replace('community:', 'post:community_desk:')

const atDesk = async (stage: Stage, community: string, at: Date) => ({
  ...(await officer(stage, deskOf(community), at)),
  ...{ tenantId: stage.keys.tenantId, secrets: stage.secrets },
})

/** Somebody on their own phone. */
function asPerson(stage: Stage, personId: PersonId, at: Date) {
  const actor: Actor = person(stage, personId)
  const { keys, secrets } = stage
  return { tenantId: keys.tenantId, secrets, actor, at, by: { personId, postId: null, via: 'demo' as const } }
}

async function register(stage: Stage, plan: NeighbourPlan): Promise<PlayedVolunteer[]> {
  const { db, keys } = stage
  const played: PlayedVolunteer[] = []
  for (const one of plan.volunteers) {
    const doing = await atDesk(stage, one.community, one.at)
    const { audience, nameShown, words } = one
    const skills = one.skills.map((kind, n) => ({ kind, audience, nameShown, words: n === 0 ? words : '' }))
    const said = {
      languages: [...one.languages],
      sex: one.sex,
      slots: [...one.slots],
      reachM: one.reachM,
      most: one.most,
    }
    const body = { ...said, skills, placeId: keys.place(one.building), name: one.name, phone: one.phone, ...typed }
    const id = await db.tx((tx) => registerVolunteer(tx, doing, body))
    const { rows } = await db.read((tx) =>
      sql<{ person: PersonId }>`select person_id as person from neighbours.volunteers_view
        where tenant_id = ${keys.tenantId} and id = ${id}`.execute(tx),
    )
    const personId = rows[0]?.person
    if (!personId) throw new Error('a volunteer without a person')
    played.push({ id, personId, community: one.community, since: one.at })
  }
  return played
}

async function playTeam(stage: Stage, team: PlannedTeam, volunteers: readonly PlayedVolunteer[]) {
  const { db, keys, until } = stage
  const leader = known(volunteers, team.leader)
  const doing = await atDesk(stage, team.community, team.formedAt)
  const { id } = await db.tx((tx) =>
    formTeam(tx, doing, {
      ...{ name: team.name, purpose: team.purpose, placeId: keys.place(team.community), leaderId: leader.id },
      compoundIds: team.compounds.map(keys.place),
    }),
  )
  const members: PlayedVolunteer[] = []
  for (const [n, index] of team.members.entries()) {
    const member = known(volunteers, index)
    const from = Math.max(member.since.getTime(), team.formedAt.getTime())
    const waits = n >= team.members.length - team.asking
    const at = new Date(waits ? until.getTime() - 2 * day : Math.min(from + (5 + n) * day, until.getTime() - 3 * day))
    const memberId = await db.tx((tx) => joinTeam(tx, asPerson(stage, member.personId, at), id, n % 2 === 0))
    if (waits) continue
    const later = asPerson(stage, leader.personId, new Date(at.getTime() + day))
    await db.tx((tx) => settleMember(tx, later, id, memberId, 'accept'))
    members.push(member)
  }
  const starts = new Date(midnightOf(until).getTime() + (3 + team.leader) * day + 14.5 * hour)
  const ends = new Date(starts.getTime() + 2 * hour)
  const host = await atDesk(stage, team.community, new Date(until.getTime() - 4 * day))
  const activity = { title: `${team.name}服务日`, venue: '社区小广场', capacity: 30, words: team.purpose }
  const times = { startsAt: starts.toISOString(), endsAt: ends.toISOString() }
  await db.tx((tx) => hostActivity(tx, host, id, { ...activity, ...times }))
  return { id, name: team.name, community: team.community, formedAt: team.formedAt, leader, members }
}

function known(volunteers: readonly PlayedVolunteer[], n: number): PlayedVolunteer {
  const one = volunteers[n]
  if (!one) throw new Error(`there is no volunteer ${n}`)
  return one
}

async function note(stage: Stage, wish: PlannedWish): Promise<WishId> {
  const doing = await atDesk(stage, wish.community, wish.at)
  const { name, phone, kind, words, slots, rhythm, building } = wish
  const body = { name, kind, words, slots: [...slots], rhythm, placeId: stage.keys.place(building), ...typed }
  return stage.db.tx((tx) => noteWish(tx, doing, phone ? { ...body, phone } : body))
}

type Played = PlayedNeighbours['pairings'][number] | null
interface PairingOfWish {
  readonly played: Played
  readonly wish: WishId
  readonly planned: PlannedPairing
}

async function playPairing(
  stage: Stage,
  planned: PlannedPairing,
  volunteer: PlayedVolunteer | undefined,
): Promise<PairingOfWish> {
  const { db } = stage
  const { wish, state, askedAt, agreedAt, contacts } = planned
  const wishId = await note(stage, wish)
  const nothing = { played: null, wish: wishId, planned }
  if (!volunteer || state === 'suggested') return nothing
  const desk = async (at: Date) => atDesk(stage, wish.community, at)
  const doing = await desk(askedAt)
  const id = await db.tx((tx) => ask(tx, doing, wishId, volunteer.id))
  if (!id || state === 'asked') return nothing
  const own = asPerson(stage, volunteer.personId, new Date((askedAt.getTime() + agreedAt.getTime()) / 2))
  await db.tx((tx) => answer(tx, own, id, { yes: state !== 'declined' }))
  if (state === 'declined') return nothing
  const later = await desk(agreedAt)
  await db.tx((tx) => answer(tx, later, id, { yes: true, side: 'helped', how: 'spoken', note: '打电话问过本人' }))
  const hows = ['visit', 'call', 'visit', wish.kind === 'hospital' ? 'out' : 'errand'] as const
  for (const [n, at] of contacts.entries())
    await tolerate(stage, 'contact of a pairing', async () => {
      const doing = n % 7 === 6 ? await desk(at) : asPerson(stage, volunteer.personId, at)
      await db.tx((tx) => noteContact(tx, doing, id, { how: hows[n % hows.length] ?? 'visit' }))
    })
  await playEnd(stage, planned, volunteer, id)
  return { ...nothing, played: { id, volunteer, contacts } }
}

async function playEnd(
  stage: Stage,
  planned: PlannedPairing,
  volunteer: PlayedVolunteer,
  id: PairingId,
): Promise<void> {
  const { db, until } = stage
  const { wish, state, thanks, endedAt } = planned
  const at = endedAt ?? new Date(until.getTime() - 0.5 * day)
  const doing = await atDesk(stage, wish.community, at)
  if (thanks) {
    await db.tx((tx) => sayThanks(tx, doing, id, { ...thanks, met: state === 'met' }))
    const own = asPerson(stage, volunteer.personId, new Date(at.getTime() + 3_600_000))
    if (thanks.wall) await db.tx((tx) => answerWall(tx, own, id, true))
  }
  if (state === 'stopped') {
    const own = asPerson(stage, volunteer.personId, at)
    await db.tx((tx) => endPairing(tx, own, id, 'volunteer_stops'))
  }
  if (state === 'moved') await db.tx((tx) => endPairing(tx, doing, id, 'moved'))
}

/** The wishes that wait for a look at a suggestion, suggested all at once. */
async function suggestForWaiting(stage: Stage, pairings: readonly PairingOfWish[]): Promise<void> {
  const waiting = pairings.filter(({ planned }) => planned.state === 'suggested')
  const at = new Date(stage.until.getTime() - 0.2 * day)
  for (const community of new Set(waiting.map(({ planned }) => planned.wish.community))) {
    const doing = await atDesk(stage, community, at)
    const ids = waiting.filter(({ planned }) => planned.wish.community === community).map(({ wish }) => wish)
    await stage.db.tx((tx) => suggestAll(tx, doing, sql<boolean>`w.id = any(${ids}::uuid[])`))
  }
}

/** A volunteer and a leader who sign in; and the resident who signs in wishes for something and is asked. */
async function playSignIns(stage: Stage, plan: NeighbourPlan, volunteers: readonly PlayedVolunteer[]): Promise<void> {
  // One who is in a team as well, and so has hours of its activities.
  const inTeams = new Set(plan.teams.flatMap(({ members, asking }) => members.slice(0, members.length - asking)))
  const others = plan.pairings.filter(({ state, volunteer }) => state === 'running' && volunteer >= plan.teams.length)
  const running = others.find(({ volunteer }) => inTeams.has(volunteer)) ?? others[0]
  const [team] = plan.teams
  if (!running || !team) return
  await addSignIn(stage, known(volunteers, running.volunteer).personId, 'volunteer', stage.until)
  await addSignIn(stage, known(volunteers, team.leader).personId, 'leader', stage.until)
  await askResident(stage)
}

/** The resident's own wish, with a neighbour of the compound who said yes already: it waits for the resident. */
async function askResident(stage: Stage): Promise<void> {
  const { db, keys, until } = stage
  const { rows } = await db.read((tx) =>
    sql<{ id: PersonId; home: PlaceId; volunteer: VolunteerId; person: PersonId; community: string }>`
      select n.id, n.home_place_id as home, v.id as volunteer, v.person_id as person, m.code as community
      from people.accounts a join people.persons n on n.tenant_id = a.tenant_id and n.id = a.person_id
      join places.places h on h.tenant_id = n.tenant_id and h.id = n.home_place_id
      join places.places_view c on c.tenant_id = h.tenant_id and c.level_kind = 'compound' and starts_with(h.path, c.path)
      join places.places m on m.tenant_id = c.tenant_id and m.id = c.parent_id
      join neighbours.volunteers_view v on v.tenant_id = c.tenant_id and v.compound_id = c.id and v.state = 'active'
      where a.tenant_id = ${keys.tenantId} and a.login = 'resident' and not exists (select from neighbours.pairings_view p
        where p.tenant_id = v.tenant_id and p.volunteer_id = v.id) order by v.since_at, v.id limit 1`.execute(tx),
  )
  const [found] = rows
  if (!found) return
  const at = new Date(until.getTime() - 0.4 * day)
  const wish = { kind: 'other' as const, words: '想找人帮忙把旧书搬下楼', rhythm: 'once' as const, placeId: found.home }
  const slots = Array.from({ length: 21 }, (_, slot) => slot)
  const wishId = await db.tx((tx) => makeWish(tx, asPerson(stage, found.id, at), { ...wish, slots, consentVersion: 1 }))
  const desk = await atDesk(stage, `community:${found.community}`, new Date(at.getTime() + 3_600_000))
  const id = await db.tx((tx) => ask(tx, desk, wishId, found.volunteer))
  const own = asPerson(stage, found.person, new Date(at.getTime() + 7_200_000))
  if (id) await db.tx((tx) => answer(tx, own, id, { yes: true }))
}
