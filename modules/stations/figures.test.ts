import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { dayMs, dayNumberOf, startOfDayMs } from '../../kernel/time/day.ts'
import * as contract from './contract.ts'
import { linkFigures } from './public.ts'
import { aResource, bookIt, dayAt, slotAt } from './stations.fixture.ts'
import type { BookingId } from './tables.ts'
import { type StationTown, stationTown } from './town.fixture.ts'

let { app, desk, merchant, neighbour, shopId, somebody, step } = {} as StationTown
beforeAll(async () => {
  ;({ app, desk, merchant, neighbour, shopId, somebody, step } = await stationTown())
  const { id: ladder } = await aResource(desk(), shopId, { kind: 'tool', name: '人字梯' })
  const { who } = await somebody()
  const { body } = await bookIt(who, ladder, { fromAt: slotAt(app, 0, 0) })
  const bookingId = body.booked?.id as BookingId
  await step(bookingId, { step: 'hand_over' })
  await step(bookingId, { step: 'take_back' })
  await who.call(contract.giveThanks, { body: { bookingId, words: '谢谢', agrees: true } })
  const wanted = { kind: 'tool', name: '梯子', placeId: app.town.places.building111, untilOn: dayAt(app, 9) } as const
  const { id: wantId } = await who.call(contract.addWant, { body: wanted })
  const params = { wantId }
  const { id: offerId } = await merchant().call(contract.offer, { params, body: { resourceId: ladder } })
  await who.call(contract.answerOffer, { params: { offerId }, body: { accept: true } })
  await who.call(contract.endWant, { params, body: { step: 'met' } })
  await neighbour().call(contract.addWant, { body: wanted })
})
afterAll(() => app?.close())

it('each figure counts the list that it leads to', async () => {
  const figures = await desk().call(contract.stationFigures, { query: {} })
  const total = {
    stations: (await desk().call(contract.listStations, { query: {} })).total,
    openWants: (await desk().call(contract.listWants, { query: { show: 'open' } })).total,
    wantsWithoutOffer: (await desk().call(contract.listWants, { query: { show: 'unmatched' } })).total,
    handOverToday: (await desk().call(contract.listBookings, { query: { show: 'today' } })).total,
    late: (await desk().call(contract.listBookings, { query: { show: 'late' } })).total,
    thanksNew: (await desk().call(contract.listThanks, { query: { show: 'new' } })).total,
    bookings30: (
      await desk().call(contract.listBookings, { query: { show: 'all', from: dayAt(app, -29), to: dayAt(app, 0) } })
    ).total,
  }
  expect(figures).toMatchObject(total)
})

it('the figures for the board lead to lists of exactly what they count', async () => {
  const { tenantId, persons, posts, places } = app.town
  const path = async (id: string) =>
    (await app.db.read((tx) => sql<{ path: string }>`select path from places.places where id = ${id}`.execute(tx)))
      .rows[0]?.path ?? ''
  const placePath = await path(places.community1)
  const post = {
    postId: posts.community1,
    role: 'community' as const,
    placeId: places.community1,
    placePath,
    gridId: null,
    how: 'own' as const,
  }
  const actor = { tenantId, personId: persons.community1, sessionId: newId<'session'>(), name: '', posts: [post] }
  const to = new Date(startOfDayMs(dayNumberOf(app.clock.now()) + 1))
  const from = new Date(to.getTime() - 400 * dayMs)
  const figures = await app.db.read((tx) => linkFigures(tx, actor, { placePath, from, to }))
  expect(figures.map(({ code }) => code)).toEqual(['resources_shared', 'wants_met', 'wants_open', 'bookings', 'thanks'])
  const lists = {
    resources: contract.listResources,
    wants: contract.listWants,
    bookings: contract.listBookings,
    thanks: contract.listThanks,
  }
  for (const { code, value, to: address } of figures) {
    const [, list = '', search = ''] = /^\/stations\/(\w+)\?(.*)$/.exec(address) ?? []
    const query = Object.fromEntries(new URLSearchParams(search))
    if (list === 'thanks' && query.show === 'all') delete query.show
    const { body } = await desk().ask(lists[list as keyof typeof lists], { query })
    expect((body as { total: number }).total, code).toBe(value)
    expect(value, code).toBeGreaterThan(0)
  }
})
