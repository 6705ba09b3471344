import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionCookie } from '../../kernel/http/session.ts'
import { dayMs, hourMs, minuteMs } from '../../kernel/time/day.ts'
import { listNotices } from '../notices/contract.ts'
import * as contract from './contract.ts'
import { resourceStream } from './events.ts'
import { moveLines } from './line-tick.ts'
import { aResource, bookIt, dayAt, findings, slotAt } from './stations.fixture.ts'
import type { BookingId, ResourceId, WaitId } from './tables.ts'
import { type StationTown, stationTown } from './town.fixture.ts'

let town: StationTown
let { app, shopId, desk, keeper, merchant, neighbour, story, step, somebody, sessionOf } = {} as StationTown
beforeAll(async () => {
  town = await stationTown()
  ;({ app, shopId, desk, keeper, merchant, neighbour, story, step, somebody, sessionOf } = town)
})
afterAll(() => app?.close())

type Who = Awaited<ReturnType<StationTown['somebody']>>['who']
const wait = (who: Who, resourceId: ResourceId, body: contract.BookBody) =>
  who.ask(contract.joinLine, { params: { resourceId }, body })
const answer = (who: Who, waitId: WaitId, to: 'accept' | 'leave') =>
  who.ask(contract.answerWait, { params: { waitId }, body: { step: to } })
const waitsOf = async (who: Who) => (await who.call(contract.mine)).waits
const lastNotice = async (who: Who) => (await who.call(listNotices, { query: {} })).rows[0]?.words.zh

/** A room whose time from nine on is booked, three days from now. */
async function taken(more: Partial<contract.ResourceBody> = {}) {
  const { id } = await aResource(merchant(), shopId, { name: '候补的屋子', ...more })
  const fromAt = slotAt(app, 3)
  const { who } = await somebody('先来')
  const { body } = await bookIt(who, id, { fromAt })
  return { id, fromAt, first: who, bookingId: body.booked?.id as BookingId }
}

describe('a line', () => {
  it('is for what is taken: who came first is offered it, and has it once they say so', async () => {
    const { id, fromAt, first, bookingId } = await taken()
    expect((await wait(app.anyone as Who, id, { fromAt })).status).toBe(401)
    expect((await wait(first, id, { fromAt })).reason).toBe('stations.booked_already')
    const [a, b] = [await somebody('甲某'), await somebody('乙某')]
    expect((await wait(a.who, id, { fromAt: slotAt(app, 3, 11) })).reason).toBe('stations.still_free')
    expect((await wait(a.who, id, { fromAt: 'soon' })).status).toBe(400)
    expect((await wait(a.who, id, { fromAt })).body).toMatchObject({ ahead: 0 })
    expect((await wait(a.who, id, { fromAt })).reason).toBe('stations.waits_already')
    const second = await wait(b.who, id, { fromAt })
    expect(second.body.ahead).toBe(1)
    expect((await answer(b.who, second.body.id, 'accept')).status).toBe(409)
    const week = () =>
      neighbour().call(contract.resourceWeek, { params: { resourceId: id }, query: { from: dayAt(app, 3) } })
    expect((await week()).days[0]?.slots[0]).toMatchObject({ free: 0, mayWait: true, waiting: 2 })
    expect((await week()).waits).toEqual([])
    await step(bookingId, { step: 'cancel' }, first)
    const [mine] = await waitsOf(a.who)
    expect(mine).toMatchObject({ offered: true, ahead: 0, who: '甲某' })
    expect(await lastNotice(a.who)).toContain('轮到您了')
    // It is held for them: nobody comes in between.
    expect((await bookIt(neighbour(), id, { fromAt })).body.booked).toBeNull()
    expect((await answer(b.who, mine?.id as WaitId, 'accept')).status).toBe(404)
    expect((await answer(app.signInAs('supervisor') as Who, mine?.id as WaitId, 'leave')).status).toBe(403)
    expect((await answer(keeper() as Who, mine?.id as WaitId, 'accept')).status).toBe(403)
    expect((await answer(a.who, mine?.id as WaitId, 'accept')).body.bookingId).not.toBeNull()
    expect((await a.who.call(contract.mine)).bookings[0]).toMatchObject({ state: 'booked', fromAt })
    expect((await waitsOf(b.who))[0]).toMatchObject({ offered: false, ahead: 0 })
    expect(await story(resourceStream(id))).toEqual([
      ...['resource_added', 'booking_made', 'wait_made', 'wait_made', 'booking_moved', 'wait_moved'],
      ...['booking_made', 'wait_moved'],
    ])
    const all = JSON.stringify(await app.events(resourceStream(id)))
    for (const { personId } of [a, b]) expect(all).not.toContain(personId)
    expect(all).not.toMatch(/甲某|乙某/)
    expect(await findings(app)).toEqual([])
  })

  it('goes on to the next when nobody answers in time, or who is offered it leaves', async () => {
    const { id, fromAt, bookingId } = await taken({ answerMinutes: 30 })
    const [a, b, c] = [await somebody(), await somebody(), await somebody()]
    for (const { who } of [a, b, c]) await wait(who, id, { fromAt })
    await step(bookingId, { step: 'cancel', why: '停电' })
    app.clock.move(29 * minuteMs)
    await moveLines(app.services)
    expect((await waitsOf(a.who))[0]?.offered).toBe(true)
    const [late] = await waitsOf(a.who)
    app.clock.move(minuteMs)
    expect((await answer(a.who, late?.id as WaitId, 'accept')).reason).toBe('stations.wait_over')
    await moveLines(app.services)
    expect(await waitsOf(a.who)).toEqual([])
    expect(await lastNotice(a.who)).toContain('没等到您答复')
    const [offered] = await waitsOf(b.who)
    expect(offered?.offered).toBe(true)
    await answer(b.who, offered?.id as WaitId, 'leave')
    expect((await waitsOf(c.who))[0]?.offered).toBe(true)
    app.clock.move(31 * minuteMs)
    await moveLines(app.services)
    // Nobody is left: it is free for all.
    expect((await bookIt(neighbour(), id, { fromAt })).body.booked).not.toBeNull()
    expect(await findings(app)).toEqual([])
  })

  it('gives it at once where the resource says so, but not to who has enough bookings', async () => {
    const { id, fromAt, bookingId } = await taken({ waitHow: 'at_once' })
    const a = await somebody()
    await wait(a.who, id, { fromAt })
    await step(bookingId, { step: 'cancel', why: '停电' })
    expect((await a.who.call(contract.mine)).bookings[0]).toMatchObject({ state: 'booked', fromAt })
    expect(await lastNotice(a.who)).toContain('已为您约好')
    const other = await taken({ waitHow: 'at_once' })
    const full = await somebody()
    const { id: many } = await aResource(merchant(), shopId, { kind: 'skill', name: '修鞋', capacity: 9 })
    for (let n = 0; n < 6; n++) await bookIt(full.who, many, { fromAt: slotAt(app, 2, 9 + n) })
    await wait(full.who, other.id, { fromAt })
    await step(other.bookingId, { step: 'cancel', why: '停电' })
    expect((await waitsOf(full.who))[0]?.offered).toBe(true)
    const none = await taken({ waitHow: 'none' })
    expect((await wait(full.who, none.id, { fromAt })).reason).toBe('stations.no_line')
    expect(await findings(app)).toEqual([])
  })

  it('moves when there are more pieces, passes over who wants more than came free, ends with the resource', async () => {
    const { id, fromAt } = await taken({ capacity: 2 })
    await bookIt((await somebody()).who, id, { fromAt })
    const [two, one] = [await somebody(), await somebody()]
    await wait(two.who, id, { fromAt, pieces: 2 })
    await wait(one.who, id, { fromAt })
    const change = (body: contract.ResourceChange) =>
      merchant().call(contract.changeResource, { params: { resourceId: id }, body })
    await change({ capacity: 3 })
    expect([(await waitsOf(two.who))[0]?.offered, (await waitsOf(one.who))[0]?.offered]).toEqual([false, true])
    await change({ state: 'paused' })
    await change({ state: 'ended' })
    expect([await waitsOf(two.who), await waitsOf(one.who)]).toEqual([[], []])
    expect(await findings(app)).toEqual([])
  })

  it('is over when its time has begun', async () => {
    const { id, fromAt } = await taken()
    const a = await somebody()
    await wait(a.who, id, { fromAt })
    app.clock.move(3 * dayMs + 5 * hourMs)
    await moveLines(app.services)
    expect(await waitsOf(a.who)).toEqual([])
    expect(await lastNotice(a.who)).toContain('没有轮到')
    expect(await findings(app)).toEqual([])
  })

  it('is kept by the station for who has no phone at hand; shown masked to who keeps it', async () => {
    const { id, fromAt, bookingId } = await taken()
    const body = { fromAt, somebody: { name: '老人家', phone: '12000006666' } }
    expect((await wait(neighbour() as Who, id, body)).status).toBe(403)
    expect((await wait(keeper() as Who, id, body)).status).toBe(200)
    await step(bookingId, { step: 'cancel', why: '停电' })
    const week = await desk().call(contract.resourceWeek, {
      params: { resourceId: id },
      query: { from: dayAt(app, 3) },
    })
    expect(week.waits).toMatchObject([{ who: '老*家', byStation: true, offered: true, own: false }])
    expect((await answer(desk() as Who, week.waits[0]?.id as WaitId, 'accept')).body.bookingId).not.toBeNull()
    expect(await findings(app)).toEqual([])
  })
})

it('of fifty who wait and one who books, all at the instant it is given back, exactly one is offered it', async () => {
  const { id, fromAt, first, bookingId } = await taken()
  const persons = await town.neighbours(51)
  const clients = persons.map((personId) => app.signInAs({ tenantId: app.town.tenantId, personId }))
  const base = await app.server.listen({ host: '127.0.0.1', port: 0 })
  const tokens = await Promise.all(persons.map((personId) => sessionOf(personId)))
  const post = async (token: string, path: string, body: object) => {
    const headers = { 'content-type': 'application/json', 'x-liren': '1', cookie: `${sessionCookie}=${token}` }
    const said = await fetch(`${base}/api/share/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: said.status, body: await said.json() }
  }
  const [hasty = '', ...rest] = tokens
  const answers = await Promise.all([
    ...rest.map((token) => post(token, `resources/${id}/waits`, { fromAt })),
    step(bookingId, { step: 'cancel' }, first),
    post(hasty, `resources/${id}/bookings`, { fromAt }),
  ])
  // Who asks to wait after it came free and before somebody else has it is told to book it.
  for (const { status } of answers.slice(0, 50)) expect([200, 409]).toContain(status)
  const stand = await Promise.all(clients.map((who) => who.call(contract.mine)))
  const offered = stand.filter(({ waits }) => waits.some(({ offered }) => offered)).length
  const booked = stand.filter(({ bookings }) => bookings.length > 0).length
  expect(offered + booked).toBe(1)
  expect(await findings(app)).toEqual([])
  // They all answer at once: the one whose turn it is has it, once.
  const line = stand.flatMap(({ waits }, n) => waits.map(({ id: waitId }) => ({ token: tokens[n] ?? '', waitId })))
  const accepted = await Promise.all(
    line.flatMap(({ token, waitId }) => [1, 2].map(() => post(token, `waits/${waitId}/answer`, { step: 'accept' }))),
  )
  expect(accepted.filter(({ status }) => status === 200)).toHaveLength(offered)
  expect(await findings(app)).toEqual([])
})
