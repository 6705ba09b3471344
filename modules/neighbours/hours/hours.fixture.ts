import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import type { TestApp, TestClient } from '../../../kernel/testing/app.ts'
import type { PersonKey, PlaceKey } from '../../../kernel/testing/town.ts'
import { checkIn, planGathering, stepGathering } from '../../gatherings/contract.ts'
import type { PairingId, TeamId, VolunteerId } from '../events.ts'
import { askCertificate, issueCertificate, myCertificates } from './certificates/contract.ts'
import { confirmActivityHours, recordHours } from './contract.ts'
import type { CertificateId, EntryId, GatheringId } from './tables.ts'
import { verifyHours } from './verify.ts'

type Town = Pick<TestApp, 'db' | 'clock' | 'town'>

/** A volunteer at home in a place, the least that hours need; who is one already stays as they are. */
export async function aVolunteer({ db, clock, town }: Town, person: PersonKey, at: PlaceKey): Promise<VolunteerId> {
  const since = clock.now()
  return db.tx(async (tx) => {
    await sql`insert into neighbours.volunteers (tenant_id, id, person_id, place_id, place_path, slots, reach_m, most, state,
        consent_how, consent_version, consent_at, since_at, changed_at)
      select tenant_id, ${newId()}, ${town.persons[person]}, id, path, '{}', 1000, 2, 'active', 'self', 1, ${since}, ${since}, ${since}
      from places.places_view where tenant_id = ${town.tenantId} and id = ${town.places[at]}
      on conflict (tenant_id, person_id) do nothing`.execute(tx)
    const { rows } = await sql<{
      id: VolunteerId
    }>`select id from neighbours.volunteers where tenant_id = ${town.tenantId}
      and person_id = ${town.persons[person]}`.execute(tx)
    const id = rows[0]?.id
    if (!id) throw new Error(`${person} is no volunteer`)
    return id
  })
}

/** A team at a community; the leader is a member too. */
export async function aTeam(
  app: Town,
  leader: VolunteerId,
  members: readonly VolunteerId[],
  at: PlaceKey,
): Promise<TeamId> {
  const { db, clock, town } = app
  const id = newId<'team'>()
  const now = clock.now()
  await db.tx(async (tx) => {
    await sql`insert into neighbours.teams (tenant_id, id, name, purpose, place_id, place_path, compound_ids, leader_id, formed_on,
        state, created_at, changed_at)
      select tenant_id, ${id}, ${`“巧娘”开心编织队 ${id.slice(-4)}`}, '编织', id, path, '{}', ${leader}, '2026-01-01', 'active', ${now}, ${now}
      from places.places_view where tenant_id = ${town.tenantId} and id = ${town.places[at]}`.execute(tx)
    for (const member of [leader, ...members])
      await sql`insert into neighbours.members (tenant_id, id, team_id, volunteer_id, state, name_shown, asked_at, joined_at)
        values (${town.tenantId}, ${newId()}, ${id}, ${member}, 'member', false, ${now}, ${now})`.execute(tx)
  })
  return id
}

const hourMs = 3_600_000

/**
 * An activity of a team that was held: planned by the community for two hours, `who` checked in as it began.
 * The clock stands at its end.
 */
export async function heldActivity(
  app: Town,
  desk: TestClient,
  teamId: TeamId,
  who: readonly TestClient[],
  at: PlaceKey = 'community1',
  title = '编织围巾送老人',
): Promise<GatheringId> {
  const { db, clock, town } = app
  const from = (hours: number) => new Date(clock.now().getTime() + hours * hourMs)
  const { id: gatheringId, code } = await desk.call(planGathering, {
    body: {
      ...{ kind: 'activity', placeId: town.places[at], title },
      ...{ startsAt: from(1).toISOString(), endsAt: from(3).toISOString() },
    },
  })
  await db.tx((tx) =>
    sql`insert into neighbours.activities (tenant_id, gathering_id, team_id) values (${town.tenantId}, ${gatheringId}, ${teamId})`.execute(
      tx,
    ),
  )
  const params = { gatheringId }
  await desk.call(stepGathering, { params, body: { step: 'announce' } })
  clock.move(hourMs)
  await desk.call(stepGathering, { params, body: { step: 'start' } })
  for (const one of who) await one.call(checkIn, { params: { code }, body: {} })
  clock.move(2 * hourMs)
  await desk.call(stepGathering, { params, body: { step: 'hold' } })
  return gatheringId
}

/** A running pairing in which one volunteer helps a person. */
export async function aPairing({ db, clock, town }: Town, helper: VolunteerId, helped: PersonKey): Promise<PairingId> {
  const [wish, id] = [newId<'wish'>(), newId<'pairing'>()]
  const now = clock.now()
  await db.tx(async (tx) => {
    await sql`insert into neighbours.wishes (tenant_id, id, person_id, place_id, place_path, kind, slots, rhythm, source, consent_how,
        consent_version, consent_at, state, since_at, changed_at)
      select tenant_id, ${wish}, ${town.persons[helped]}, id, path, 'hospital', '{}', 'week', 'resident', 'self', 1, ${now}, 'paired', ${now}, ${now}
      from places.places_view where tenant_id = ${town.tenantId} and id = ${town.places.building111}`.execute(tx)
    await sql`insert into neighbours.pairings (tenant_id, id, wish_id, volunteer_id, place_path, state, rhythm, reasons, suggested_at,
        volunteer_yes_at, helped_yes_at, agreed_at, changed_at)
      select tenant_id, ${id}, ${wish}, ${helper}, path, 'running', 'week', '[]', ${now}, ${now}, ${now}, ${now}, ${now}
      from places.places_view where tenant_id = ${town.tenantId} and id = ${town.places.building111}`.execute(tx)
  })
  return id
}

/** What `liren verify` finds about hours. */
export async function findings(app: Town): Promise<string[]> {
  const found: string[] = []
  const report = ({ check, what }: { check: string; what: string }) => void found.push(`${check}: ${what}`)
  const { tenantId } = app.town
  await app.db.read((tx) => verifyHours({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

export const signers = { responsible: '李主任', handler: '王晓梅', contact: '0871-10000000' }

/** Hours, a held activity and a certificate that was issued, the clock put back: what the access matrix and the pages ask about. */
export async function hoursSubject(
  app: Town,
  desk: TestClient,
  volunteer: {
    readonly client: TestClient
    readonly person: PersonKey
    readonly at: PlaceKey
    readonly community: PlaceKey
  },
): Promise<{ volunteerId: VolunteerId; gatheringId: GatheringId; entryId: EntryId; certificateId: CertificateId }> {
  const volunteerId = await aVolunteer(app, volunteer.person, volunteer.at)
  const teamId = await aTeam(app, volunteerId, [], volunteer.community)
  const gatheringId = await heldActivity(
    app,
    desk,
    teamId,
    [volunteer.client],
    volunteer.community,
    'Scarves for old neighbours',
  )
  await desk.call(confirmActivityHours, { params: { gatheringId }, body: {} })
  const onDay = app.clock.now().toISOString().slice(0, 10)
  const { id: entryId } = await desk.call(recordHours, {
    body: { volunteerId, kind: 'service', purpose: 'other', onDay, minutes: 45, content: '帮邻居搬家' },
  })
  const { id: certificateId } = await volunteer.client.call(askCertificate, { body: { documentKind: 'own_number' } })
  await desk.call(issueCertificate, { params: { certificateId }, body: signers })
  app.clock.move(-3 * hourMs)
  return { volunteerId, gatheringId, entryId, certificateId }
}

/** What the pages of hours are opened with. */
export async function hoursPages(town: TestApp) {
  const { gatheringId, certificateId } = await hoursSubject(town, town.signInAs('community1'), {
    ...{ client: town.signInAs('resident1'), person: 'resident1', at: 'building111', community: 'community1' },
  })
  const { rows } = await town.signInAs('resident1').call(myCertificates)
  return {
    ...{ '/neighbours/hours/activities/$gatheringId': gatheringId, '/my-hours/activities/$gatheringId': gatheringId },
    ...{ certificateId, '/z/$code': rows[0]?.code ?? '' },
  }
}
