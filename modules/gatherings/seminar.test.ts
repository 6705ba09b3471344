import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  actForParty,
  checkIn,
  gatheringFigures,
  getGathering,
  inviteParties,
  listGatherings,
  respond,
  stepGathering,
} from './contract.ts'
import { dayMs, type GatheringApp, gatheringApp, hourMs } from './gatherings.fixture.ts'

let app: GatheringApp
beforeAll(async () => {
  app = await gatheringApp()
})
afterAll(() => app?.close())

const firms = ['云岭茶业', '融通物业', '春城软件', '滇池食品'] as const

/** A seminar on a day, to which some firms come. */
async function hold(who: 'community1' | 'community2', on: string, come: readonly string[]): Promise<void> {
  const client = app.signInAs(who)
  const startsAt = new Date(`${on}T01:00:00Z`)
  app.clock.set(new Date(startsAt.getTime() - dayMs))
  const placeId = app.town.places[who]
  const { id } = await app.plan(client, {
    ...{ kind: 'seminar', title: '惠企政策座谈会', placeId },
    ...{ startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 2 * hourMs).toISOString() },
  })
  const params = { gatheringId: id }
  const parties = come.map((name) => ({ kind: 'guest' as const, id: null, name }))
  await client.call(inviteParties, { params, body: { parties } })
  await app.announce(client, id)
  await app.begin(client, id)
  for (const entry of (await client.call(getGathering, { params })).entries)
    await client.call(actForParty, { params: { ...params, entryId: entry.id }, body: { action: 'check_in' } })
  await client.call(stepGathering, { params, body: { step: 'hold' } })
}

it('“13 seminars held, 4 firms reached” is read off one answer, by year, quarter and place', async () => {
  const days = Array.from({ length: 13 }, (_, n) => `2027-${String(1 + (n % 12)).padStart(2, '0')}-${10 + n}`).sort()
  for (const [n, day] of days.entries())
    await hold(n < 9 ? 'community1' : 'community2', day, firms.slice(n % 3, (n % 3) + 2))
  const street = app.signInAs('street1')
  const year = await street.call(gatheringFigures, {
    query: { from: '2027-01-01', to: '2027-12-31', kind: ['seminar'] },
  })
  expect(year.values).toMatchObject({ held: 13, attended: 26, firms: 4 })
  expect(year.firms.reduce((sum, { gatherings }) => sum + gatherings, 0)).toBe(26)
  expect(year.byKind.find(({ kind }) => kind === 'seminar')).toEqual({ kind: 'seminar', held: 13, attended: 26 })
  // Quarters add up to the year, communities to the street; each figure leads to as many rows.
  const quarters = [
    ['2027-01-01', '2027-03-31'],
    ['2027-04-01', '2027-06-30'],
    ['2027-07-01', '2027-09-30'],
    ['2027-10-01', '2027-12-31'],
  ] as const
  let held = 0
  for (const [from, to] of quarters) {
    const { values } = await street.call(gatheringFigures, { query: { from, to } })
    const { total, rows } = await street.call(listGatherings, { query: { from, to, figure: 'attended' } })
    expect([total, rows.reduce((sum, row) => sum + row.counts.attended, 0)]).toEqual([values.held, values.attended])
    held += values.held
  }
  expect(held).toBe(13)
  const of = (place: 'community1' | 'community2') =>
    street.call(gatheringFigures, { query: { from: '2027-01-01', to: '2027-12-31', placeId: app.town.places[place] } })
  expect([(await of('community1')).values.held, (await of('community2')).values.held]).toEqual([9, 4])
  expect(
    (await app.signInAs('community2').call(gatheringFigures, { query: { from: '2027-01-01', to: '2027-12-31' } }))
      .values.held,
  ).toBe(4)
})

it('asks those who came how it was, once each, without telling others who said what', async () => {
  const community = app.signInAs('community1')
  const { id, code } = await app.plan(community, { kind: 'seminar', title: '用工座谈', isPublic: true })
  await app.announce(community, id)
  const resident = app.signInAs('resident1')
  await resident.call(respond, { params: { code }, body: { action: 'sign_up' } })
  await app.begin(community, id)
  await resident.call(checkIn, { params: { code }, body: {} })
  const unrated = await resident.ask(respond, { params: { code }, body: { action: 'feedback' } })
  expect([unrated.status, unrated.error?.fields?.[0]?.path]).toEqual([400, 'rating'])
  const wrong = await resident.ask(respond, { params: { code }, body: { action: 'feedback', rating: 6 } })
  expect(wrong.status).toBe(400)
  await resident.call(respond, { params: { code }, body: { action: 'feedback', rating: 3, words: '时间短了点' } })
  await resident.call(respond, { params: { code }, body: { action: 'feedback', rating: 4, words: '时间短了点' } })
  const params = { gatheringId: id }
  expect((await community.call(getGathering, { params })).rating).toEqual({ average: 4, count: 1 })
  const watching = await app.signInAs('supervisor').call(getGathering, { params })
  expect(watching.entries.every((entry) => entry.ratingWords === null)).toBe(true)
  expect((await app.story(id)).filter((name) => name === 'feedback_given')).toHaveLength(2)
})
