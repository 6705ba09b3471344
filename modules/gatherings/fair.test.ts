import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { listNotices } from '../notices/contract.ts'
import {
  actForParty,
  allotStall,
  allotStalls,
  atDoor,
  changeGathering,
  changeStall,
  checkIn,
  gatheringFigures,
  getGathering,
  layOutStalls,
  publicGatherings,
  respond,
  signUpFor,
  stepGathering,
  thankParties,
} from './contract.ts'
import { streamOf } from './events.ts'
import { dayMs, form, type GatheringApp, gatheringApp, hourMs, wish } from './gatherings.fixture.ts'
import { partyGatherings, registerParties } from './public.ts'
import type { GatheringId } from './tables.ts'

let app: GatheringApp
const firmId = newId<'firm'>()
let forgetFirm: () => void

beforeAll(async () => {
  app = await gatheringApp()
  const firm = { id: firmId, name: '云岭茶业', nameEn: 'Yunling Tea' }
  // As module enterprises does: resident2 answers for this firm.
  forgetFirm = registerParties('firm', {
    search: async (_tx, _actor, q) => (firm.name.includes(q) ? [{ ...firm, note: '融通中心' }] : []),
    named: async (_tx, _actor, id) => (id === firmId ? firm : null),
    members: async () => [app.town.persons.resident2],
    of: async (_tx, _tenantId, personId) => (personId === app.town.persons.resident2 ? [firm] : []),
  })
})
afterAll(async () => {
  forgetFirm()
  await app?.close()
})

const community = () => app.signInAs('community1')
const shop = (name: string) => ({ kind: 'guest', id: null, name }) as const

describe('a fair', () => {
  let id: GatheringId
  let code: string
  const here = () => ({ params: { gatheringId: id } })
  const view = () => community().call(getGathering, here())

  it('is announced once its stalls are drawn, for everybody of the place', async () => {
    const more = { kind: 'fair', title: '邻里消费节', capacity: 3, signUpUntil: app.at(dayMs) } as const
    ;({ id, code } = await app.plan(community(), more))
    const early = await community().ask(stepGathering, { ...here(), body: { step: 'announce' } })
    expect([early.status, early.reason]).toEqual([422, 'gatherings.blocked'])
    const wrong = await community().ask(layOutStalls, { ...here(), body: { ...form, rows: 0 } })
    expect(wrong.status).toBe(400)
    expect(await community().call(layOutStalls, { ...here(), body: { ...form, rows: 2, columns: 4 } })).toEqual({
      stalls: 8,
    })
    expect(await community().call(layOutStalls, { ...here(), body: { ...form, columns: 4 } })).toEqual({ stalls: 4 })
    const [first] = (await view()).stalls
    const stall = { params: { gatheringId: id, stallId: first?.id ?? newId<'stall'>() } }
    await community().call(changeStall, { ...stall, body: { removed: true } })
    expect((await community().ask(changeStall, { ...stall, body: { power: false } })).status).toBe(404)
    await app.announce(community(), id)
    const { rows } = await app.anyone.call(publicGatherings, { query: { placeCode: '530103-community1' } })
    expect(rows[0]).toMatchObject({ id, code, placesLeft: 3 })
    const beside = await app.anyone.call(publicGatherings, { query: { placeCode: '530103-community2' } })
    expect(beside.rows).toEqual([])
    expect((await app.anyone.ask(publicGatherings, { query: { placeCode: 'nowhere' } })).status).toBe(404)
  })

  it('takes sign-ups of firms by their members and of shops by staff, and keeps a waiting list', async () => {
    const resident = app.signInAs('resident2')
    const unasked = await resident.ask(respond, { params: { code }, body: { action: 'sign_up' } })
    expect([unasked.status, unasked.reason]).toEqual([400, 'gatherings.wish_missing'])
    const firm = { kind: 'firm', id: firmId } as const
    const stranger = await app.signInAs('resident1').ask(respond, {
      ...{ params: { code }, body: { action: 'sign_up', as: firm, wish } },
    })
    expect(stranger.status).toBe(403)
    expect((await resident.call(atDoor, { params: { code } })).as.map(({ kind }) => kind)).toEqual(['person', 'firm'])
    await resident.call(respond, {
      params: { code },
      body: { action: 'sign_up', as: firm, wish: { ...wish, category: '茶叶' } },
    })
    const twice = await resident.ask(respond, { params: { code }, body: { action: 'sign_up', as: firm, wish } })
    expect([twice.status, twice.reason]).toEqual([409, 'gatherings.signed_up_already'])
    const standings = []
    for (const name of ['老王米线', '巧娘编织', '李家烧豆腐', '阳光书店']) {
      app.clock.move(60_000)
      const answer = await community().call(signUpFor, { ...here(), body: { party: shop(name), wish } })
      standings.push(answer.standing)
    }
    expect(standings).toEqual(['signed_up', 'signed_up', 'waiting', 'waiting'])
    const { entries } = await view()
    expect(entries.filter((e) => e.waitingAt).map((e) => [e.waitingAt, e.name])).toEqual([
      [1, '李家烧豆腐'],
      [2, '阳光书店'],
    ])
    const less = await community().ask(changeGathering, { ...here(), body: { capacity: 2 } })
    expect([less.status, less.reason]).toEqual([422, 'gatherings.capacity_taken'])
  })

  it('lets those who wait move up in their order, when somebody withdraws or there is more room', async () => {
    const braids = (await view()).entries.find(({ name }) => name === '巧娘编织')
    const entry = { params: { gatheringId: id, entryId: braids?.id ?? newId<'entry'>() } }
    await community().call(actForParty, { ...entry, body: { action: 'withdraw' } })
    await community().call(changeGathering, { ...here(), body: { capacity: 4 } })
    expect((await view()).entries.map((e) => [e.name, e.standing])).toEqual(
      [
        ['巧娘编织', 'withdrawn'],
        ['云岭茶业', 'signed_up'],
        ['老王米线', 'signed_up'],
        ['李家烧豆腐', 'signed_up'],
        ['阳光书店', 'signed_up'],
      ].sort((a, b) => order(a[0]) - order(b[0])),
    )
    expect((await app.story(id)).filter((name) => name === 'party_moved_up')).toHaveLength(2)
  })

  const order = (name: string | undefined) =>
    ['云岭茶业', '老王米线', '李家烧豆腐', '阳光书店', '巧娘编织'].indexOf(name ?? '')

  it('allots the stalls, says who found none and why, and leaves alone what was settled by hand', async () => {
    const { placed, left } = await community().call(allotStalls, here())
    expect([placed, left.map(({ why }) => why)]).toEqual([3, ['taken_before']])
    const before = await view()
    const last = before.entries.find(({ name }) => name === '阳光书店')
    const noodles = before.stalls.find(
      ({ entryId }) => entryId === before.entries.find(({ name }) => name === '老王米线')?.id,
    )
    expect(noodles?.why).toMatchObject({ rule: 'order', turn: 2 })
    const stall = { params: { gatheringId: id, stallId: noodles?.id ?? newId<'stall'>() } }
    await community().call(allotStall, { ...stall, body: { entryId: last?.id ?? null } })
    await community().call(allotStalls, here())
    const after = await view()
    expect(after.stalls.find((one) => one.id === noodles?.id)).toMatchObject({ entryId: last?.id, byHand: true })
    expect(after.counts).toMatchObject({ stalls: 3, stallsAllotted: 3, exhibitors: 4 })
    expect((await community().ask(allotStall, { ...stall, body: { entryId: newId<'entry'>() } })).status).toBe(404)
    expect((await community().ask(layOutStalls, { ...here(), body: form })).reason).toBe('gatherings.stalls_in_use')
    await app.deliver()
    const { rows } = await app.signInAs('resident2').call(listNotices, { query: {} })
    expect(rows.some(({ topic }) => topic === 'gathering_stall_allotted')).toBe(true)
    const mine = (await app.signInAs('resident2').call(atDoor, { params: { code } })).mine[0]
    expect(mine?.stall?.number).toMatch(/^A\d$/)
  })

  it('checks in by code on the day and takes turnovers that only the organisers read one by one', async () => {
    await app.begin(community(), id)
    const resident = app.signInAs('resident2')
    const soon = await resident.ask(respond, { params: { code }, body: { action: 'feedback', rating: 5 } })
    expect([soon.status, soon.reason]).toEqual([422, 'gatherings.no_feedback'])
    const { entryId } = await resident.call(checkIn, { params: { code }, body: {} })
    await app.anyone.call(checkIn, { params: { code }, body: { name: '路过的街坊' } })
    const noodles = (await view()).entries.find(({ name }) => name === '老王米线')
    const entry = { params: { gatheringId: id, entryId: noodles?.id ?? newId<'entry'>() } }
    await community().call(actForParty, { ...entry, body: { action: 'check_in' } })
    const missing = await community().ask(actForParty, { ...entry, body: { action: 'report_turnover' } })
    expect([missing.status, missing.error?.fields?.[0]?.path]).toEqual([400, 'turnoverFen'])
    await community().call(actForParty, { ...entry, body: { action: 'report_turnover', turnoverFen: 123_450 } })
    await resident.call(respond, {
      params: { code },
      body: { action: 'report_turnover', turnoverFen: 200_000, entryId },
    })
    expect((await app.events(streamOf(id))).at(-1)?.type).toBe('gatherings.turnover_reported')
    expect(JSON.stringify(await app.events(streamOf(id)))).not.toContain('200000')
    await resident.call(respond, { params: { code }, body: { action: 'feedback', rating: 4, words: '人气很旺' } })
    const seen = await view()
    expect(seen.counts.turnoverFen).toBe(323_450)
    expect(seen.entries.find(({ kind }) => kind === 'firm')?.turnoverFen).toBe(200_000)
    expect(seen.rating).toEqual({ average: 4, count: 1 })
    // The sum is for staff of the place; a single figure is not.
    const watching = await app.signInAs('supervisor').call(getGathering, here())
    expect([watching.counts.turnoverFen, watching.entries.map((e) => e.turnoverFen).filter(Boolean)]).toEqual([
      323_450,
      [],
    ])
    const guest = seen.entries.find(({ masked }) => masked)
    const visitor = { params: { gatheringId: id, entryId: guest?.id ?? newId<'entry'>() } }
    const noExhibitor = await community().ask(actForParty, {
      ...visitor,
      body: { action: 'report_turnover', turnoverFen: 1 },
    })
    expect([noExhibitor.status, noExhibitor.reason]).toEqual([422, 'gatherings.no_exhibitor'])
  })

  it('ends, thanks those who came once, and is counted', async () => {
    expect((await community().ask(thankParties, { ...here(), body: { words: '谢谢' } })).status).toBe(409)
    await community().call(stepGathering, { ...here(), body: { step: 'hold' } })
    expect(await community().call(thankParties, { ...here(), body: { words: '感谢参展，明年再会' } })).toEqual({
      thanked: 3,
    })
    expect((await community().ask(thankParties, { ...here(), body: { words: '再谢' } })).reason).toBe(
      'gatherings.thanked_already',
    )
    await app.deliver()
    const { rows } = await app.signInAs('resident2').call(listNotices, { query: {} })
    expect(rows.find(({ topic }) => topic === 'gathering_thanked')?.words.zh).toContain('明年再会')
    const { values, firms } = await community().call(gatheringFigures, { query: { kind: ['fair'] } })
    expect(values).toEqual({
      held: 1,
      attended: 3,
      firms: 2,
      decisions: 0,
      closed: 0,
      exhibitors: 2,
      turnoverFen: 323_450,
    })
    expect(firms.map(({ name }) => name).sort()).toEqual(['云岭茶业', '老王米线'])
    const history = await app.db.read((tx) => partyGatherings(tx, app.town.tenantId, { kind: 'firm', id: firmId }))
    expect(history).toMatchObject([{ gatheringId: id, standing: 'signed_up', turnoverFen: 200_000 }])
    const held = await community().ask(respond, { params: { code }, body: { action: 'withdraw' } })
    expect([held.status, held.reason]).toEqual([422, 'gatherings.not_on_list'])
  })
})

it('two who sign up for the last place at once do not both get it', async () => {
  const { id, code } = await app.plan(community(), {
    kind: 'activity',
    title: '义诊',
    capacity: 1,
    endsAt: app.at(2 * dayMs + hourMs),
  })
  await app.announce(community(), id)
  const answers = await Promise.all(
    (['resident1', 'resident2', 'gridWorker11', 'propertyFirm1'] as const).map((who) =>
      app.signInAs(who).call(respond, { params: { code }, body: { action: 'sign_up' } }),
    ),
  )
  expect(answers.map(({ standing }) => standing).sort()).toEqual(['signed_up', 'waiting', 'waiting', 'waiting'])
})
