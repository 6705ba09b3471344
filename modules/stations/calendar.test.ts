import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import {
  bookingCalendar,
  calendarFeed,
  closeMyCalendar,
  closeStationCalendar,
  myCalendar,
  openMyCalendar,
  openStationCalendar,
  stationCalendar,
} from './calendar-contract.ts'
import { communityWall, giveThanks, settleThanks, shop } from './contract.ts'
import { calendarStream } from './events.ts'
import { aResource, bookIt, findings, slotAt } from './stations.fixture.ts'
import type { BookingId, CalendarId } from './tables.ts'
import { type StationTown, stationTown } from './town.fixture.ts'

let { app, stationId, shopId, code, desk, keeper, merchant, neighbour, somebody, step } = {} as StationTown
beforeAll(async () => {
  ;({ app, stationId, shopId, code, desk, keeper, merchant, neighbour, somebody, step } = await stationTown())
})
afterAll(() => app?.close())

const tokenOf = (path: string) => path.split('/').at(-1) ?? ''
const read = (path: string) => app.anyone.ask(calendarFeed, { params: { token: tokenOf(path) } })
const textOf = async (path: string) => String((await read(path)).body)

it('my bookings are in my calendar by a secret address, those of nobody else; it can be taken back', async () => {
  const { id } = await aResource(merchant(), shopId, { name: '读书角', stationId })
  const [a, b] = [await somebody('钱多多'), await somebody('孙少少')]
  const first = (await bookIt(a.who, id, { fromAt: slotAt(app, 1) })).body.booked?.id as BookingId
  const other = (await bookIt(b.who, id, { fromAt: slotAt(app, 2) })).body.booked?.id as BookingId
  expect((await app.anyone.ask(openMyCalendar)).status).toBe(401)
  expect((await a.who.call(myCalendar)).since).toBeNull()
  const { path } = await a.who.call(openMyCalendar)
  const text = await textOf(path)
  expect(text).toContain(`UID:${first}@liren`)
  expect(text).toContain('SUMMARY:读书角')
  expect(text).not.toMatch(new RegExp(`${other}|钱多多|孙少少|1200`))
  await step(first, { step: 'cancel' }, a.who)
  expect(await textOf(path)).toMatch(/SEQUENCE:1[\s\S]*STATUS:CANCELLED/)
  const { path: next } = await a.who.call(openMyCalendar)
  expect([(await read(path)).status, (await read(next)).status]).toEqual([404, 200])
  await a.who.call(closeMyCalendar)
  expect((await read(next)).status).toBe(404)
  const one = await b.who.ask(bookingCalendar, { params: { bookingId: other } })
  expect([one.status, String(one.body).includes('SUMMARY:读书角')]).toEqual([200, true])
  expect((await a.who.ask(bookingCalendar, { params: { bookingId: other } })).status).toBe(404)
  expect(await findings(app)).toEqual([])
})

it('what is booked at a station is in its calendar for who keeps it, without a name', async () => {
  const params = { stationId }
  expect((await app.anyone.ask(openStationCalendar, { params })).status).toBe(401)
  expect((await neighbour().ask(openStationCalendar, { params })).status).toBe(403)
  expect((await app.signInAs('supervisor').ask(openStationCalendar, { params })).status).toBe(403)
  expect((await app.signInAs('community2').ask(openStationCalendar, { params })).status).toBe(404)
  const { path } = await keeper().call(openStationCalendar, { params })
  expect((await desk().call(stationCalendar, { params })).since).not.toBeNull()
  const { id } = await aResource(merchant(), shopId, { name: '长桌', stationId, capacity: 4 })
  const { who, personId } = await somebody('周见见')
  await bookIt(who, id, { fromAt: slotAt(app, 1), pieces: 3 })
  const text = await textOf(path)
  expect(text).toContain('SUMMARY:长桌')
  expect(text).toContain('DESCRIPTION:3 份')
  expect(text).not.toMatch(new RegExp(`周见见|${personId}`))
  await desk().call(closeStationCalendar, { params })
  expect((await read(path)).status).toBe(404)
  const { rows } = await app.db.read((tx) =>
    sql<{ id: CalendarId }>`select id from stations.calendars where station_id = ${stationId}`.execute(tx),
  )
  const story = (await app.events(calendarStream(rows[0]?.id as CalendarId))).map(({ type }) => type)
  expect(story).toEqual(['stations.calendar_opened', 'stations.calendar_closed'])
  expect(await findings(app)).toEqual([])
})

it('thanks stand on the page of their community once all agreed, nowhere else', async () => {
  const { id } = await aResource(merchant(), shopId, { kind: 'tool', name: '手推车' })
  const { who } = await somebody('何谢谢')
  const bookingId = (await bookIt(who, id, { fromAt: slotAt(app, 0, 0) })).body.booked?.id as BookingId
  await step(bookingId, { step: 'hand_over' })
  await step(bookingId, { step: 'take_back' })
  await who.call(giveThanks, { body: { bookingId, words: '搬家全靠它', agrees: true } })
  const [thanks] = (await merchant().call(shop)).thanks
  const params = { thanksId: thanks?.id ?? '' }
  const wall = (of: string) => app.anyone.call(communityWall, { params: { code: of } })
  const near = '530103-community1'
  await desk().ask(settleThanks, { params, body: { step: 'show' } })
  expect((await wall(near)).thanks).toEqual([])
  await merchant().ask(settleThanks, { params, body: { step: 'agree' } })
  const seen = await wall(near)
  expect(seen.thanks.map(({ words }) => words)).toEqual(['搬家全靠它'])
  expect(seen.stations.map((one) => one.code)).toEqual([code])
  expect(JSON.stringify(seen)).not.toContain('何谢谢')
  expect((await wall('530103-community2')).thanks).toEqual([])
  await desk().ask(settleThanks, { params, body: { step: 'hide', why: '本人要求' } })
  expect((await wall(near)).thanks).toEqual([])
  expect((await app.anyone.ask(communityWall, { params: { code: 'nowhere' } })).status).toBe(404)
})
