import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../kernel/actor.ts'
import { sql } from '../../kernel/db.ts'
import { dayMs } from '../../kernel/time/day.ts'
import { listNotices } from '../notices/contract.ts'
import { writeBooking } from './booking-writing.ts'
import * as contract from './contract.ts'
import { resourceStream, sharerStream } from './events.ts'
import { limits, usualNoShows } from './kinds.ts'
import { aResource, bookIt, dayAt, findings, slotAt } from './stations.fixture.ts'
import type { BookingId, ResourceRecord } from './tables.ts'
import { tidyStations } from './tidy-job.ts'
import { type StationTown, stationTown } from './town.fixture.ts'

let { app, code, stationId, shopId, desk, keeper, merchant, neighbour, story, step, somebody } = {} as StationTown
beforeAll(async () => {
  ;({ app, code, stationId, shopId, desk, keeper, merchant, neighbour, story, step, somebody } = await stationTown())
})
afterAll(() => app?.close())

describe('a booking', () => {
  it('goes from booked to out to done; thanks stand on the wall once all have agreed', async () => {
    const { id: resourceId } = await aResource(merchant(), shopId, { kind: 'tool', name: '人字梯' })
    const { who } = await somebody('孙梅')
    const answer = await bookIt(who, resourceId, { fromAt: slotAt(app, 0, 0), slots: 2 })
    const bookingId = answer.body.booked?.id as BookingId
    expect((await step(bookingId, { step: 'hand_over' }, neighbour())).status).toBe(404)
    expect((await step(bookingId, { step: 'hand_over' }, who)).reason).toBe('stations.step_not_yours')
    expect((await step(bookingId, { step: 'hand_over' })).status).toBe(200)
    expect((await step(bookingId, { step: 'cancel' }, who)).status).toBe(409)
    expect((await merchant().call(contract.shop)).bookings.map((row) => [row.id, row.who])).toContainEqual([
      bookingId,
      '孙*',
    ])
    expect(
      (await merchant().call(contract.revealBooking, { params: { bookingId }, body: { reason: '约还的时间' } })).name,
    ).toBe('孙梅')
    expect(
      (await neighbour().ask(contract.revealBooking, { params: { bookingId }, body: { reason: '看看' } })).status,
    ).toBe(404)
    expect((await step(bookingId, { step: 'take_back' })).status).toBe(200)
    const give = () => who.ask(contract.giveThanks, { body: { bookingId, words: '梯子很稳，谢谢！', agrees: true } })
    expect(
      (await neighbour().ask(contract.giveThanks, { body: { bookingId, words: '谢', agrees: true } })).status,
    ).toBe(404)
    expect([(await give()).status, (await give()).status]).toEqual([200, 409])
    const wall = async () =>
      (await app.anyone.call(contract.stationAt, { params: { code } })).thanks.map(({ words }) => words)
    const [thanks] = (await merchant().call(contract.shop)).thanks
    const settle = (step: string, by = desk(), why?: string) =>
      by.ask(contract.settleThanks, { params: { thanksId: thanks?.id ?? '' }, body: { step, ...(why ? { why } : {}) } })
    expect((await settle('show', merchant())).status).toBe(403)
    expect((await settle('agree')).status).toBe(403)
    expect((await settle('show')).status).toBe(200)
    expect(await wall()).toEqual([])
    expect((await settle('agree', merchant())).status).toBe(200)
    expect(await wall()).toEqual(['梯子很稳，谢谢！'])
    expect((await settle('hide')).reason).toBe('stations.bad_why')
    expect((await settle('hide', desk(), '提到了门牌')).status).toBe(200)
    expect(await wall()).toEqual([])
    expect(await story(resourceStream(resourceId))).toEqual([
      ...['resource_added', 'booking_made', 'booking_moved', 'contact_revealed', 'booking_moved'],
    ])
    const all = JSON.stringify([await app.events(resourceStream(resourceId)), await app.events(sharerStream(shopId))])
    expect(all).not.toMatch(/孙梅|梯子很稳|约还/)
    expect(await findings(app)).toEqual([])
  })

  it('is refused in words where there is no such time, nobody for it, or it is not for them', async () => {
    const { id: room } = await aResource(merchant(), shopId, { name: '小包间', audience: 'shops' })
    const { id: sale } = await aResource(merchant(), shopId, { kind: 'discount', name: '换锁八折' })
    expect((await bookIt(neighbour(), room, { fromAt: slotAt(app, 1) })).reason).toBe('stations.for_shops')
    expect((await bookIt(merchant(), room, { fromAt: slotAt(app, 1) })).status).toBe(200)
    expect((await bookIt(neighbour(), sale, { fromAt: slotAt(app, 1) })).reason).toBe('stations.not_booked')
    const { id: hall } = await aResource(merchant(), shopId, { name: '大包间', audience: 'residents', cancelHours: 24 })
    expect((await bookIt(neighbour(), hall, { fromAt: slotAt(app, 1, 10) })).reason).toBe('stations.bad_fromAt')
    expect((await bookIt(neighbour(), hall, { fromAt: slotAt(app, 60) })).reason).toBe('stations.bad_fromAt')
    expect((await bookIt(neighbour(), hall, { fromAt: slotAt(app, -1) })).reason).toBe('stations.bad_fromAt')
    expect((await bookIt(neighbour(), hall, { fromAt: 'soon' })).status).toBe(400)
    const made = await bookIt(neighbour(), hall, { fromAt: slotAt(app, 0, 15) })
    const bookingId = made.body.booked?.id as BookingId
    expect((await step(bookingId, { step: 'cancel' }, neighbour())).reason).toBe('stations.step_too_late')
    expect((await step(bookingId, { step: 'cancel' })).reason).toBe('stations.bad_why')
    expect((await step(bookingId, { step: 'cancel', why: '停电' })).status).toBe(200)
    expect((await neighbour().call(listNotices, { query: {} })).rows[0]?.words.zh).toContain('停电')
    expect((await bookIt(neighbour(), hall, { fromAt: slotAt(app, 0, 15) })).body.booked).not.toBeNull()
  })

  it('who comes second is told the nearest free times', async () => {
    const { id } = await aResource(merchant(), shopId, { name: '棋牌室', capacity: 3 })
    const [a, b] = [await somebody(), await somebody()]
    await bookIt(a.who, id, { fromAt: slotAt(app, 2, 11), pieces: 2 })
    const { body } = await bookIt(b.who, id, { fromAt: slotAt(app, 2, 11), pieces: 2 })
    expect(body).toEqual({
      booked: null,
      nearest: [9, 13, 15].map((hour) => ({ from: slotAt(app, 2, hour), to: slotAt(app, 2, hour + 2) })),
    })
    expect((await bookIt(b.who, id, { fromAt: slotAt(app, 2, 11) })).body.booked).not.toBeNull()
    const week = await merchant().call(contract.resourceWeek, { params: { resourceId: id }, query: {} })
    expect(week.days[2]?.slots.map(({ free }) => free)).toEqual([3, 0, 3, 3])
    expect(week.bookings).toHaveLength(2)
    expect((await b.who.call(contract.resourceWeek, { params: { resourceId: id }, query: {} })).bookings).toEqual([])
    expect(
      (await merchant().ask(contract.changeResource, { params: { resourceId: id }, body: { capacity: 2 } })).reason,
    ).toBe('stations.still_booked')
  })

  it('each station says how often one may not come', async () => {
    const { id } = await aResource(merchant(), shopId, { kind: 'skill', name: '磨刀' })
    const { who } = await somebody('周全')
    const params = { stationId }
    const change = (noShows: { times: number; days: number }) =>
      desk().ask(contract.changeStation, { params, body: { noShows } })
    expect((await change({ times: 0, days: 30 })).status).toBe(400)
    expect((await change({ times: 1, days: 30 })).status).toBe(200)
    expect((await desk().call(contract.getStation, { params })).noShows).toEqual({ times: 1, days: 30 })
    const made = await bookIt(who, id, { fromAt: slotAt(app, 0, 14) })
    app.clock.move(dayMs)
    expect((await step(made.body.booked?.id as BookingId, { step: 'no_show' })).status).toBe(200)
    expect((await bookIt(who, id, { fromAt: slotAt(app, 1) })).reason).toBe('stations.ask_station')
    expect((await change(usualNoShows)).status).toBe(200)
    expect((await bookIt(who, id, { fromAt: slotAt(app, 1) })).status).toBe(200)
    expect(await findings(app)).toEqual([])
  })

  it('after three no-shows the station books; after 180 days nobody knows whose it was', async () => {
    const { id } = await aResource(merchant(), shopId, { kind: 'skill', name: '理发' })
    const { who, personId } = await somebody('陈静')
    for (let n = 0; n < usualNoShows.times; n++) {
      const made = await bookIt(who, id, { fromAt: slotAt(app, 0, 14 + n) })
      const bookingId = made.body.booked?.id as BookingId
      expect((await step(bookingId, { step: 'no_show' })).reason).toBe('stations.step_too_early')
      app.clock.move(dayMs)
      expect((await step(bookingId, { step: 'no_show' })).status).toBe(200)
    }
    expect((await bookIt(who, id, { fromAt: slotAt(app, 1) })).reason).toBe('stations.ask_station')
    const phone = '12000009999'
    expect((await bookIt(keeper(), id, { fromAt: slotAt(app, 1), somebody: { name: '陈静', phone } })).status).toBe(200)
    expect((await bookIt(who, id, { fromAt: slotAt(app, 1), somebody: { name: '陈静', phone } })).status).toBe(403)
    app.clock.move(usualNoShows.days * dayMs)
    expect((await bookIt(who, id, { fromAt: slotAt(app, 1) })).status).toBe(200)
    // The last one was marked by nobody: it ended by itself.
    app.clock.move((limits.unmarkedDays + limits.keptDays + 2) * dayMs)
    await tidyStations(app.services)
    const { rows } = await app.db.read((tx) =>
      sql<{
        n: number
      }>`select count(*)::int as n from stations.bookings where person_id = ${personId}`.execute(tx),
    )
    expect(rows[0]?.n).toBe(0)
    expect(JSON.stringify(await app.events(resourceStream(id)))).not.toContain(personId)
    expect(await findings(app)).toEqual([])
  })

  it('by a sharer for somebody tells the sharer no name but the one that they typed', async () => {
    const { id } = await aResource(merchant(), shopId, { name: '后院' })
    const { phones, persons } = app.town
    const found = await app.db.read((tx) =>
      sql<{ name: string }>`select name from people.persons where id = ${persons.resident2}`.execute(tx),
    )
    const registered = found.rows[0]?.name ?? ''
    const nobody = { name: '某人', phone: phones.resident2 }
    const fromAt = slotAt(app, 2)
    const first = (await bookIt(merchant(), id, { fromAt, somebody: nobody })).body.booked?.id as BookingId
    const join = { params: { resourceId: id }, body: { fromAt, somebody: nobody } }
    expect((await merchant().ask(contract.joinLine, join)).status).toBe(200)
    const week = (who = merchant()) => who.call(contract.resourceWeek, { params: { resourceId: id }, query: {} })
    expect((await week()).waits.map(({ who }) => who)).toEqual(['某*'])
    expect((await step(first, { step: 'cancel', why: '改期' })).status).toBe(200)
    const [waiting] = (await week()).waits
    const accept = { params: { waitId: waiting?.id ?? ('' as never) }, body: { step: 'accept' as const } }
    const second = (await merchant().call(contract.answerWait, accept)).bookingId as BookingId
    const reveal = async (bookingId: BookingId, who = merchant()) =>
      (await who.call(contract.revealBooking, { params: { bookingId }, body: { reason: '约时间' } })).name
    expect([await reveal(first), await reveal(second)]).toEqual(['某人', '某人'])
    const { bookings } = await merchant().call(contract.shop)
    expect(bookings.filter((row) => row.resource.id === id).map(({ who }) => who)).toEqual(['某*'])
    expect((await week()).bookings.map(({ who }) => who)).toEqual(['某*'])
    // The station, and who is meant, read the name of the register.
    expect(await reveal(second, desk())).toBe(registered)
    const own = (await neighbour().call(contract.mine)).bookings.find((row) => row.id === second)
    expect(own?.who).toBe(registered)
    const byKeeper = (await bookIt(desk(), id, { fromAt: slotAt(app, 3), somebody: nobody })).body.booked?.id
    expect(await reveal(byKeeper as BookingId)).toBe('某人')
    expect(await reveal(byKeeper as BookingId, desk())).toBe(registered)
    expect(JSON.stringify(await app.events(resourceStream(id)))).not.toContain('某人')
    app.clock.move((limits.unmarkedDays + limits.keptDays + 4) * dayMs)
    await tidyStations(app.services)
    const kept = await app.db.read((tx) =>
      sql`select from stations.bookings where name_sealed is not null union all
        select from stations.waits where name_sealed is not null`.execute(tx),
    )
    expect(kept.rows).toEqual([])
    expect(await findings(app)).toEqual([])
  })

  it('from before the typed name was kept tells who shares no name at all', async () => {
    const { id } = await aResource(merchant(), shopId, { name: '前院', waitHow: 'at_once' })
    const { phones, persons } = app.town
    const found = await app.db.read((tx) =>
      sql<{ name: string }>`select name from people.persons where id = ${persons.resident2}`.execute(tx),
    )
    const registered = found.rows[0]?.name ?? ''
    const fromAt = slotAt(app, 2)
    const somebody = { name: '某人', phone: phones.resident2 }
    const first = (await bookIt(merchant(), id, { fromAt, somebody })).body.booked?.id as BookingId
    await merchant().call(contract.joinLine, { params: { resourceId: id }, body: { fromAt, somebody } })
    await app.db.tx(async (tx) => {
      await sql`update stations.bookings set name_sealed = null where resource_id = ${id}`.execute(tx)
      await sql`update stations.waits set name_sealed = null where resource_id = ${id}`.execute(tx)
    })
    const week = (who = merchant()) => who.call(contract.resourceWeek, { params: { resourceId: id }, query: {} })
    const seen = async (who = merchant()) => {
      const { bookings, waits } = await week(who)
      return [...bookings, ...waits].map((row) => row.who)
    }
    const inShop = async () =>
      (await merchant().call(contract.shop)).bookings.flatMap((row) => (row.resource.id === id ? [row.who] : []))
    const reveal = (bookingId: BookingId, who = merchant()) =>
      who.call(contract.revealBooking, { params: { bookingId }, body: { reason: '约时间' } })
    expect([await seen(), await inShop()]).toEqual([[null, null], [null]])
    expect(await reveal(first)).toEqual({ name: '', phone: phones.resident2 })
    const masked = (await seen(desk()))[0] ?? ''
    expect([masked.startsWith(registered.slice(0, 1)), await seen(desk())]).toEqual([true, [masked, masked]])
    // The place in line becomes a booking, and tells them no more.
    expect((await step(first, { step: 'cancel', why: '改期' })).status).toBe(200)
    expect([await seen(), await inShop()]).toEqual([[null], [null]])
    const second = (await week()).bookings[0]?.id as BookingId
    expect(await reveal(second)).toEqual({ name: '', phone: phones.resident2 })
    expect((await reveal(second, desk())).name).toBe(registered)
    expect((await neighbour().call(contract.mine)).bookings.find((row) => row.id === second)?.who).toBe(registered)
    expect((await step(second, { step: 'cancel', why: '改期' })).status).toBe(200)
    expect(await findings(app)).toEqual([])
  })

  it('that nobody marked keeps nobody from booking, and ends by itself', async () => {
    const { id } = await aResource(merchant(), shopId, { kind: 'skill', name: '修鞋' })
    const { id: drill } = await aResource(merchant(), shopId, { kind: 'tool', name: '电钻' })
    const { who, personId } = await somebody('何平')
    const lent = (await bookIt(who, drill, { fromAt: slotAt(app, 0, 0) })).body.booked?.id as BookingId
    expect((await step(lent, { step: 'hand_over' })).status).toBe(200)
    for (let n = 1; n < limits.live; n++)
      expect((await bookIt(who, id, { fromAt: slotAt(app, 1, 9 + n) })).status).toBe(200)
    expect((await bookIt(who, id, { fromAt: slotAt(app, 1, 16) })).reason).toBe('stations.too_many_bookings')
    app.clock.move(2 * dayMs)
    const seventh = await bookIt(who, id, { fromAt: slotAt(app, 1, 9) })
    expect(seventh.status).toBe(200)
    const last = seventh.body.booked?.id as BookingId
    const states = async () => (await who.call(contract.mine)).bookings.map(({ state }) => state).toSorted()
    app.clock.move((limits.unmarkedDays - 2) * dayMs)
    await tidyStations(app.services)
    expect(await states()).toEqual([...Array(limits.live).fill('booked'), 'out'])
    app.clock.move(2 * dayMs)
    await tidyStations(app.services)
    // What was handed over and is not back stays open; so does what is past its time for less than a week.
    expect(await states()).toEqual(['booked', ...Array(limits.live - 1).fill('done'), 'out'])
    const ends = (await app.events(resourceStream(id))).filter(({ type }) => type === 'stations.booking_moved')
    expect(ends.map(({ payload }) => payload.set)).toEqual(Array(limits.live - 1).fill({ state: 'done' }))
    expect((await step(last, { step: 'hand_over' })).status).toBe(200)
    expect((await step(lent, { step: 'take_back' })).status).toBe(200)
    app.clock.move((limits.keptDays + 1) * dayMs)
    await tidyStations(app.services)
    const left = await app.db.read((tx) => sql`select from stations.bookings where person_id = ${personId}`.execute(tx))
    expect(left.rows).toEqual([])
    expect(await findings(app)).toEqual([])
  })

  it('that nobody marked ends with a hundred others at a time; what ended stays ended where another fails', async () => {
    const { personId } = await somebody('何平')
    const { id: first } = await aResource(merchant(), shopId, { kind: 'skill', name: '补伞', capacity: 200 })
    const { id: second } = await aResource(merchant(), shopId, { kind: 'skill', name: '磨剪子', capacity: 200 })
    const bookings = await app.db.tx(async (tx) => {
      const booker = { personId, byStation: false, forSharerId: null, nameSealed: null }
      const named = { tenantId: app.town.tenantId, by: systemActor, at: app.clock.now() }
      const { rows } = await sql<ResourceRecord>`select * from stations.resources
        where id in (${first}, ${second}) order by id`.execute(tx)
      const ids: BookingId[] = []
      for (let n = 0; n < 250; n++) {
        const [r, hour] = [rows[n % 2], n < 125 ? 9 : 11]
        if (!r) throw new Error('no resource')
        const span = { from: new Date(slotAt(app, 1, hour)), to: new Date(slotAt(app, 1, hour + 2)) }
        ids.push(await writeBooking(tx, named, r, { booker, span, pieces: 1 }))
      }
      return ids
    })
    app.clock.move((limits.unmarkedDays + 3) * dayMs)
    // The database refuses to end the last of those of eleven o'clock.
    await app.db.tx(async (tx) => {
      await sql`create function stations.refuse_one() returns trigger language plpgsql as $$
        begin raise exception 'this one does not end'; end $$`.execute(tx)
      await sql`create trigger refuse_one before update on stations.bookings for each row
        when (old.id = ${sql.lit(bookings.at(-1))}) execute function stations.refuse_one()`.execute(tx)
    })
    await expect(tidyStations(app.services)).rejects.toThrow('this one does not end')
    const ended = async () => {
      const { rows } = await app.db.read((tx) =>
        sql<{ n: number }>`select count(*)::int as n from stations.bookings where id = any(${bookings}::uuid[])
          and state = 'done' group by xmin::text order by n desc`.execute(tx),
      )
      return rows.map(({ n }) => n)
    }
    expect(await ended()).toEqual([100, 100])
    await app.db.tx((tx) => sql`drop function stations.refuse_one cascade`.execute(tx))
    await tidyStations(app.services)
    expect(await ended()).toEqual([100, 100, 50])
    const told = [...(await app.events(resourceStream(first))), ...(await app.events(resourceStream(second)))]
    const moved = told.flatMap(({ type, payload }) => (type === 'stations.booking_moved' ? [payload.bookingId] : []))
    expect(moved.toSorted()).toEqual(bookings.toSorted())
    expect(await findings(app)).toEqual([])
  })

  it('no longer says whose it was after 180 days, whatever else of the night fails', async () => {
    const { id } = await aResource(merchant(), shopId, { kind: 'skill', name: '配钥匙', capacity: 200 })
    const withdrawn = async (wantId: string) => {
      const { rows } = await app.db.read((tx) =>
        sql`select from stations.wants where id = ${wantId}
        and state = 'withdrawn'`.execute(tx),
      )
      return rows.length === 1
    }
    for (const [fails, table] of [
      ['booking', 'bookings'],
      ['want', 'wants'],
    ] as const) {
      const { who, personId } = await somebody('何平')
      const over = (await bookIt(who, id, { fromAt: slotAt(app, 1) })).body.booked?.id as BookingId
      expect((await step(over, { step: 'cancel' }, who)).status).toBe(200)
      app.clock.move((limits.keptDays - 1) * dayMs)
      const unmarked = (await bookIt((await somebody()).who, id, { fromAt: slotAt(app, 1) })).body.booked?.id ?? ''
      const { id: wantId } = await (await somebody()).who.call(contract.addWant, {
        body: { kind: 'tool', name: '借水平尺', placeId: app.town.places.building111, untilOn: dayAt(app, 2) },
      })
      app.clock.move((limits.unmarkedDays + 3) * dayMs)
      await app.db.tx(async (tx) => {
        await sql`create function stations.refuse_one() returns trigger language plpgsql as $$
          begin raise exception 'this one stays'; end $$`.execute(tx)
        await sql`create trigger refuse_one before update on ${sql.id('stations', table)} for each row
          when (old.id = ${sql.lit(fails === 'booking' ? unmarked : wantId)})
          execute function stations.refuse_one()`.execute(tx)
      })
      await expect(tidyStations(app.services)).rejects.toThrow('this one stays')
      const { rows } = await app.db.read((tx) =>
        sql`select from stations.bookings where person_id = ${personId}`.execute(tx),
      )
      expect(rows, `a ${fails} that fails`).toEqual([])
      expect(await withdrawn(wantId)).toBe(fails === 'booking')
      await app.db.tx((tx) => sql`drop function stations.refuse_one cascade`.execute(tx))
      await tidyStations(app.services)
      expect(await withdrawn(wantId)).toBe(true)
    }
    expect(await findings(app)).toEqual([])
  })
})

it('verify names a booking that was moved in secret', async () => {
  const { id } = await aResource(merchant(), shopId, { name: '被改的' })
  const { body } = await bookIt((await somebody()).who, id, { fromAt: slotAt(app, 3) })
  await app.db.tx((tx) =>
    sql`update stations.bookings set until_at = until_at + interval '1 hour' where id = ${body.booked?.id}`.execute(tx),
  )
  expect(await findings(app)).toEqual([expect.stringContaining('被改的: until_at')])
})
