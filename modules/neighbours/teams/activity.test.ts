import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type PersonId } from '../../../kernel/contract/ids.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import { atDoor, checkIn, getGathering, respond } from '../../gatherings/contract.ts'
import { streamOf } from '../../gatherings/events.ts'
import * as attendance from '../../gatherings/leader/contract.ts'
import { getTeam, hostActivity, mine } from '../contract.ts'
import { confirmActivityHours, getActivityHours } from '../hours/contract.ts'
import { aTeam, aVolunteer } from '../hours/hours.fixture.ts'

let app: TestApp
let gatheringId: Awaited<ReturnType<typeof host>>['id']
let code: string
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const hour = 3_600_000
const leader = () => app.signInAs('buildingLead111')
const params = () => ({ gatheringId })
const list = (who = leader()) => who.call(attendance.getAttendance, { params: params() })
const check = (body: object, who = leader()) => who.ask(attendance.checkAttendance, { params: params(), body })

async function host() {
  const [first, member, other, elsewhere] = await Promise.all([
    aVolunteer(app, 'buildingLead111', 'building111'),
    aVolunteer(app, 'resident1', 'building111'),
    aVolunteer(app, 'centerHousehold112', 'building112'),
    aVolunteer(app, 'gridWorker11', 'building111'),
  ])
  const teamId = await aTeam(app, first, [member, other], 'community1')
  await aTeam(app, elsewhere, [], 'community1')
  const from = (ms: number) => new Date(app.clock.now().getTime() + ms).toISOString()
  const body = { title: '义务理发进小区', venue: '小广场', startsAt: from(24 * hour), endsAt: from(26 * hour) }
  return app.signInAs('community1').call(hostActivity, { params: { teamId }, body })
}

describe('an activity of a team', () => {
  it('has a list for the leader of the team alone', async () => {
    ;({ id: gatheringId, code } = await host())
    await app.signInAs('resident1').call(respond, { params: { code }, body: { action: 'sign_up' } })
    await app.signInAs('compoundSecretary11').call(respond, {
      params: { code },
      body: { action: 'sign_up', as: { kind: 'person', id: app.town.persons.compoundSecretary11 } },
    })
    expect((await app.anyone.ask(attendance.getAttendance, { params: params() })).status).toBe(401)
    // The leader of another team, a member, the office and a stranger: none of them is its leader.
    for (const who of ['gridWorker11', 'resident1', 'community1', 'community2'] as const) {
      const client = app.signInAs(who)
      expect((await client.ask(attendance.getAttendance, { params: params() })).status, who).toBe(404)
      expect((await check({ personId: app.town.persons.resident1 }, client)).status, who).toBe(404)
      expect((await client.ask(attendance.closeAttendance, { params: params(), body: {} })).status, who).toBe(404)
      const photos = { params: params(), body: { fileIds: [newId<'file'>()] } }
      expect((await client.ask(attendance.addPhotos, photos)).status, who).toBe(404)
    }
    const { entries, others, noCheckIn } = await list()
    expect(noCheckIn).not.toBeNull()
    // Members by their name, who only signed up masked.
    expect(entries.map(({ masked }) => masked)).toEqual([false, true])
    expect(entries[1]?.name).toContain('*')
    expect(others.map(({ personId }) => personId as string).toSorted()).toEqual(
      [app.town.persons.buildingLead111, app.town.persons.centerHousehold112].toSorted(),
    )
    expect((await check({ entryId: entries[0]?.id })).reason).toBe('gatherings.door_closed')
    const door = (who: Parameters<typeof app.signInAs>[0]) => app.signInAs(who).call(atDoor, { params: { code } })
    expect([(await door('buildingLead111')).led, (await door('resident1')).led]).toEqual(['by_me', 'by_other'])
  })

  it('is checked in by a tap, with the time of the tap; a member is added; a mistake is taken back', async () => {
    app.clock.move(24 * hour)
    const began = app.clock.now()
    const [signedUp, stranger] = (await list()).entries
    expect((await check({})).status).toBe(400)
    expect((await check({ entryId: signedUp?.id, personId: app.town.persons.resident1 })).status).toBe(400)
    expect((await check({ entryId: newId() })).status).toBe(404)
    // Somebody who is no member of the team is not added by an id.
    expect((await check({ personId: app.town.persons.community2 })).status).toBe(404)
    app.clock.move(hour)
    const tappedAt = began.toISOString()
    expect((await check({ entryId: signedUp?.id, tappedAt })).body).toMatchObject({ checkedInAt: tappedAt })
    expect((await check({ entryId: stranger?.id })).status).toBe(200)
    expect((await check({ entryId: stranger?.id, takeBack: true })).body).toMatchObject({ checkedInAt: null })
    expect((await check({ personId: app.town.persons.centerHousehold112 })).status).toBe(200)
    // From a second phone: once is enough.
    expect((await check({ personId: app.town.persons.centerHousehold112, tappedAt })).status).toBe(200)
    const after = await list()
    expect(after.others).toHaveLength(1)
    expect(after.entries.filter(({ checkedInAt }) => checkedInAt).map(({ checkedInBy }) => checkedInBy)).toEqual([
      ...['leader', 'leader'],
    ])
    const story = (await app.events(streamOf(gatheringId))).map(({ type }) => type.replace('gatherings.', ''))
    expect(story.filter((type) => type.startsWith('party_checked') || type.startsWith('check_in'))).toEqual([
      ...['party_checked_in', 'party_checked_in', 'check_in_undone', 'party_checked_in'],
    ])
  })

  it('is closed by the leader, who confirms the hours; who came says how it was', async () => {
    app.clock.move(hour)
    for (const _ of [1, 2])
      expect((await leader().ask(attendance.closeAttendance, { params: params(), body: {} })).status).toBe(200)
    const view = await list()
    expect(view).toMatchObject({ state: 'held', after: { path: `/my-hours/activities/${gatheringId}` } })
    const feedback = { action: 'feedback', rating: 5, words: '孩子们很喜欢' } as const
    await app.signInAs('resident1').call(respond, { params: { code }, body: feedback })
    const said = await list()
    expect(said).toMatchObject({ rating: { average: 5, count: 1 }, said: [{ rating: 5, words: '孩子们很喜欢' }] })
    // The community reads whose words they are.
    const { entries } = await app.signInAs('community1').call(getGathering, { params: params() })
    expect(entries.find(({ rating }) => rating === 5)?.ratingWords).toBe('孩子们很喜欢')
    const hours = await leader().call(getActivityHours, { params: params() })
    expect(hours.people.map(({ proposed }) => proposed)).toEqual([120, 60])
    expect((await leader().call(confirmActivityHours, { params: params(), body: {} })).confirmed).toBe(2)
    // Forgotten, and added after it was closed: the hours wait again.
    const own = app.town.persons.buildingLead111 as PersonId
    expect((await check({ personId: own })).status).toBe(200)
    expect((await app.anyone.ask(checkIn, { params: { code }, body: { name: '老张' } })).status).toBe(422)
    const { activities } = await leader().call(getTeam, { params: { teamId: await ledTeam() } })
    expect(activities[0]).toMatchObject({ state: 'held', came: 3 })
  })
})

async function ledTeam() {
  const { teams } = await leader().call(mine)
  return teams.find(({ leads }) => leads)?.id ?? newId<'team'>()
}
