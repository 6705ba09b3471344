import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import { dayMs, dayNumberOf, startOfDayMs } from '../../kernel/time/day.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import { addAccounts, addPersons, startSession } from '../people/public.ts'
import * as contract from './contract.ts'
import { resourceStream, sharerStream, stationStream, wantStream } from './events.ts'
import { limits } from './kinds.ts'
import { sameHours } from './opening.ts'
import { linkFigures } from './public.ts'
import { aResource, aShop, aStation, bookIt, dayAt, findings, slotAt } from './stations.fixture.ts'
import type { BookingId, ResourceId, SharerId, StationId, WantId } from './tables.ts'
import { tidyStations } from './tidy-job.ts'

let app: MatterApp
let stationId: StationId
let code: string
let shopId: SharerId
beforeAll(async () => {
  app = await matterApp()
  const { places, posts } = app.town
  const made = await aStation(desk(), { placeId: places.compound11, keeperPostId: posts.compoundSecretary11 })
  stationId = made.id
  code = made.code
  shopId = (await aShop(app, { stationId })).id
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const keeper = () => app.signInAs('compoundSecretary11')
const merchant = () => app.signInAs('resident1')
const neighbour = () => app.signInAs('resident2')
const story = async (stream: string) => (await app.events(stream)).map(({ type }) => type.replace('stations.', ''))
const step = (
  bookingId: BookingId,
  body: { step: 'hand_over' | 'take_back' | 'cancel' | 'no_show'; why?: string },
  who = merchant(),
) => who.ask(contract.stepBooking, { params: { bookingId }, body })

let known = 0
/** Neighbours who can sign in and have booked nothing yet. */
async function neighbours(many: number, name = '新邻居') {
  const { tenantId } = app.town
  const first = known
  known += many
  const persons = Array.from({ length: many }, (_, n) => ({ name, phone: String(12_005_550_000 + first + n) }))
  return app.db.tx(async (tx) => {
    const ids = await addPersons(tx, app.services.secrets, tenantId, persons, app.clock.now())
    await addAccounts(
      tx,
      tenantId,
      ids.map((personId, n) => ({ personId, login: `neighbour${first + n}` })),
      app.clock.now(),
    )
    return ids
  })
}

async function somebody(name?: string) {
  const [personId] = await neighbours(1, name)
  if (!personId) throw new Error('nobody was added')
  return { personId, who: app.signInAs({ tenantId: app.town.tenantId, personId }) }
}

describe('a station', () => {
  it('is kept by community and keeper, seen by who answers for the place, by nobody else', async () => {
    const params = { stationId }
    expect((await app.anyone.ask(contract.getStation, { params })).status).toBe(401)
    expect((await neighbour().ask(contract.getStation, { params })).status).toBe(403)
    for (const who of ['community2', 'gridWorker11'] as const)
      expect((await app.signInAs(who).ask(contract.getStation, { params })).status, who).toBe(404)
    for (const who of ['community1', 'street1', 'supervisor', 'compoundSecretary11'] as const)
      expect((await app.signInAs(who).ask(contract.getStation, { params })).status, who).toBe(200)
    expect((await app.signInAs('supervisor').ask(contract.changeStation, { params, body: {} })).status).toBe(403)
    expect((await keeper().call(contract.getStation, { params })).mayKeep).toBe(true)
    const hours = { ...sameHours('18:00', '09:00') }
    expect((await keeper().ask(contract.changeStation, { params, body: { hours } })).reason).toBe('stations.bad_hours')
    await keeper().call(contract.changeStation, { params, body: { services: ['饮水', '雨伞'] } })
    expect(await story(stationStream(stationId))).toEqual(['station_added', 'station_changed'])
    expect(await findings(app)).toEqual([])
  })

  it('says at its door whether it is open, and nothing of people', async () => {
    const exceptions = [{ fromOn: dayAt(app, 1), toOn: dayAt(app, 1), ranges: [], words: '盘点' }]
    await desk().call(contract.changeStation, {
      params: { stationId },
      body: { hours: { ...sameHours('09:00', '18:00'), exceptions } },
    })
    const at = () => app.anyone.call(contract.stationAt, { params: { code: code.toLowerCase() } })
    expect((await at()).open).toEqual({ open: true, changesAt: slotAt(app, 0, 18) })
    app.clock.move(10 * 3_600_000)
    expect((await at()).open).toEqual({ open: false, changesAt: slotAt(app, 2, 9) })
    app.clock.move(-10 * 3_600_000)
    expect(JSON.stringify(await at())).not.toMatch(/李师傅|1000000/)
    expect((await app.anyone.ask(contract.stationAt, { params: { code: 'AAAAAAAAAA' } })).status).toBe(404)
  })

  it('that closes for good is no longer open and changes no more', async () => {
    const { places, posts } = app.town
    const { id } = await aStation(
      desk(),
      { placeId: places.compound12, keeperPostId: posts.compoundSecretary12 },
      { name: '旧驿站' },
    )
    const params = { stationId: id }
    expect(
      (await app.signInAs('compoundSecretary12').ask(contract.closeStation, { params, body: { why: '搬走' } })).status,
    ).toBe(403)
    await desk().call(contract.closeStation, { params, body: { why: '搬走' } })
    expect((await desk().ask(contract.changeStation, { params, body: {} })).status).toBe(409)
    expect((await desk().call(contract.listStations, { query: { show: 'closed' } })).rows.map((row) => row.id)).toEqual(
      [id],
    )
  })
})

describe('who shares', () => {
  it('asks on the phone, is confirmed, paused; its contact is masked, revealed with a reason', async () => {
    const { who } = await somebody('王芳')
    const { id } = await who.call(contract.askToShare, {
      body: { kind: 'person', name: '王阿姨缝补', placeId: app.town.places.building111 },
    })
    expect((await who.ask(contract.addResource, { body: { sharerId: id, kind: 'skill', name: '缝补' } })).reason).toBe(
      'stations.sharer_rests',
    )
    expect((await desk().call(contract.stationFigures, { query: {} })).sharersAsked).toBe(1)
    const settle = (step: string, why?: string, by = desk()) =>
      by.ask(contract.settleSharer, { params: { sharerId: id }, body: { step, ...(why ? { why } : {}) } })
    expect((await settle('refuse')).reason).toBe('stations.bad_why')
    expect((await settle('confirm', undefined, app.signInAs('community2'))).status).toBe(404)
    expect((await settle('confirm', undefined, app.signInAs('street1'))).status).toBe(200)
    expect((await settle('confirm')).status).toBe(409)
    const { id: resourceId } = await aResource(who, id, { kind: 'skill', name: '缝补' })
    await settle('pause')
    expect((await bookIt(neighbour(), resourceId, { fromAt: slotAt(app, 1) })).status).toBe(404)
    await settle('resume')
    expect(await story(sharerStream(id))).toEqual(['sharer_asked', ...Array(3).fill('sharer_settled')])
    const { rows } = await who.call(listNotices, { query: {} })
    expect(rows.map(({ words }) => words.zh)).toContain('「王阿姨缝补」可以共享了')
  })

  it('a shop gets a link of its own; contact in full only with a reason, which leaves an event', async () => {
    const params = { sharerId: shopId }
    const seen = await desk().call(contract.getSharer, { params })
    expect(seen.contact?.name).toBe('李*傅')
    expect(seen.contact?.phone).not.toBe(app.town.phones.resident1)
    expect((await desk().ask(contract.revealSharer, { params, body: { reason: ' ' } })).status).toBe(400)
    expect((await desk().call(contract.revealSharer, { params, body: { reason: '核对营业时间' } })).phone).toBe(
      app.town.phones.resident1,
    )
    const contact = { name: '赵老板', phone: '12000008888' }
    const other = await aShop(app, { name: '赵家小吃', contact, stationId })
    const { token } = await keeper().call(contract.linkSharer, { params: { sharerId: other.id } })
    expect(token).toHaveLength(43)
    // Who keeps a password signs in themselves.
    expect((await desk().ask(contract.linkSharer, { params, body: {} })).status).toBe(422)
    expect(await story(sharerStream(other.id))).toEqual(['sharer_added', 'link_issued'])
    expect(JSON.stringify(await app.events(sharerStream(shopId)))).not.toMatch(/李师傅|核对|1000000/)
    expect(await findings(app)).toEqual([])
  })

  it('refuses what it cannot be', async () => {
    const add = (more: Record<string, unknown>) =>
      desk().ask(contract.addSharer, {
        body: { kind: 'shop', name: '甲', placeId: app.town.places.compound11, ...more },
      })
    expect((await add({})).reason).toBe('stations.bad_contact')
    expect((await add({ contact: { name: '甲', phone: '123' } })).reason).toBe('stations.bad_phone')
    expect((await add({ kind: 'firm' })).reason).toBe('stations.bad_firmId')
    expect((await add({ kind: 'office', postId: newId() })).reason).toBe('stations.bad_postId')
    expect((await add({ placeId: app.town.places.compound31 })).status).toBe(404)
    expect((await add({ kind: 'office', postId: app.town.posts.community1 })).status).toBe(200)
  })
})

describe('a resource', () => {
  it('is shared by its sharer or the keeper; others may look, not change', async () => {
    const { id } = await aResource(merchant(), shopId, {
      kind: 'tool',
      name: '冲击电钻',
      stationId,
      depositFen: 10_000,
    })
    const params = { resourceId: id }
    expect((await app.anyone.ask(contract.getResource, { params })).status).toBe(401)
    expect((await neighbour().call(contract.getResource, { params })).mayKeep).toBe(false)
    expect((await neighbour().ask(contract.changeResource, { params, body: { state: 'ended' } })).status).toBe(403)
    expect(
      (await neighbour().ask(contract.addResource, { body: { sharerId: shopId, kind: 'tool', name: '锯' } })).status,
    ).toBe(404)
    expect(
      (
        await app
          .signInAs('supervisor')
          .ask(contract.addResource, { body: { sharerId: shopId, kind: 'tool', name: '锯' } })
      ).status,
    ).toBe(403)
    expect(
      (await merchant().ask(contract.addResource, { body: { sharerId: shopId, kind: 'ship', name: '锯' } })).status,
    ).toBe(400)
    await keeper().call(contract.changeResource, { params, body: { capacity: 2, mostSlots: 5 } })
    expect(await desk().call(contract.getResource, { params })).toMatchObject({
      capacity: 2,
      unit: 'day',
      station: { id: stationId },
    })
    await merchant().call(contract.changeResource, { params, body: { state: 'paused' } })
    expect((await neighbour().ask(contract.getResource, { params })).status).toBe(404)
    expect(
      (await desk().call(contract.listResources, { query: { show: 'paused' } })).rows.map((row) => row.id),
    ).toContain(id)
    await merchant().call(contract.changeResource, { params, body: { state: 'live' } })
    expect(await story(resourceStream(id))).toEqual(['resource_added', ...Array(3).fill('resource_changed')])
    expect(await findings(app)).toEqual([])
  })

  it('is browsed by what it is, and exported as it is listed', async () => {
    const { id } = await aResource(desk(), shopId, { kind: 'space', name: '晾晒平台' })
    const found = await neighbour().call(contract.browse, { query: { q: '晾晒', kind: 'space', lng: 102.7, lat: 25 } })
    expect(found.rows.map((row) => row.id)).toEqual([id])
    expect(found.rows[0]?.metres).toBeGreaterThan(0)
    const sheet = await desk().ask(contract.exportResources, { query: { kind: ['space'] } })
    expect([sheet.status, (sheet.body as unknown as Buffer).subarray(0, 2).toString()]).toEqual([200, 'PK'])
    const figures = await desk().call(contract.stationFigures, { query: {} })
    expect((await desk().call(contract.listResources, { query: { show: 'live' } })).total).toBe(figures.resources)
    expect((await desk().call(contract.listSharers, { query: { show: 'live' } })).total).toBe(figures.sharers)
  })
})

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

  it('after three no-shows the station books; after 180 days nobody knows whose it was', async () => {
    const { id } = await aResource(merchant(), shopId, { kind: 'skill', name: '理发' })
    const { who, personId } = await somebody('陈静')
    for (let n = 0; n < limits.noShows; n++) {
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
    app.clock.move(limits.days * dayMs)
    expect((await bookIt(who, id, { fromAt: slotAt(app, 1) })).status).toBe(200)
    app.clock.move(limits.keptDays * dayMs)
    await tidyStations(app.services)
    const { rows } = await app.db.read((tx) =>
      sql<{
        n: number
      }>`select count(*)::int as n from stations.bookings where person_id = ${personId} and ended_at is not null`.execute(
        tx,
      ),
    )
    expect(rows[0]?.n).toBe(0)
    expect(JSON.stringify(await app.events(resourceStream(id)))).not.toContain(personId)
    expect(await findings(app)).toEqual([])
  })
})

describe('the last slot', () => {
  it('of fifty who book at the same instant over HTTP exactly one gets it, the others the nearest free times', async () => {
    const { id } = await aResource(merchant(), shopId, { name: '最后一间' })
    const base = await app.server.listen({ host: '127.0.0.1', port: 0 })
    const persons = await neighbours(50)
    const tokens = await Promise.all(persons.map((personId) => sessionOf(personId)))
    const fromAt = slotAt(app, 3, 11)
    const answers = await Promise.all(
      tokens.map(async (token) => {
        const answer = await fetch(`${base}/api/share/resources/${id}/bookings`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-liren': '1', cookie: `${sessionCookie}=${token}` },
          body: JSON.stringify({ fromAt }),
        })
        return { status: answer.status, body: (await answer.json()) as contract.BookAnswer }
      }),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
    expect(answers.filter(({ body }) => body.booked !== null)).toHaveLength(1)
    for (const { body } of answers)
      if (!body.booked)
        expect(body.nearest.map(({ from }) => from)).toEqual([9, 13, 15].map((hour) => slotAt(app, 3, hour)))
    const { rows } = await app.db.read((tx) =>
      sql<{ n: number }>`select count(*)::int as n from stations.bookings where resource_id = ${id}`.execute(tx),
    )
    expect(rows[0]?.n).toBe(1)
    expect(await findings(app)).toEqual([])
  }, 60_000)

  it('is refused by the database itself, whatever the program does', async () => {
    const { id } = await aResource(merchant(), shopId, { name: '铁门后' })
    const made = await bookIt((await somebody()).who, id, { fromAt: slotAt(app, 3) })
    const insert = (seat: number) =>
      app.db.tx((tx) =>
        sql`insert into stations.taken (tenant_id, resource_id, unit_at, seat, booking_id)
          values (${app.town.tenantId}, ${id}, ${slotAt(app, 3)}, ${seat}, ${made.body.booked?.id})`.execute(tx),
      )
    await expect(insert(1)).rejects.toThrow('taken_pkey')
    await expect(insert(2)).rejects.toThrow('foreign key')
  })
})

const sessionOf = async (personId: PersonId) => {
  const session = { tenantId: app.town.tenantId, personId, ip: '127.0.0.1', userAgent: 'test' }
  return (await app.db.tx((tx) => startSession(tx, session, app.clock.now()))).token
}

type Command =
  | {
      readonly do: 'book'
      readonly who: number
      readonly slot: number
      readonly slots: number
      readonly pieces: number
    }
  | { readonly do: 'cancel' | 'hand_over' | 'no_show'; readonly which: number }
  | { readonly do: 'capacity'; readonly to: number }

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('book' as const),
      ...{
        who: fc.nat(3),
        slot: fc.nat(3),
        slots: fc.integer({ min: 1, max: 2 }),
        pieces: fc.integer({ min: 1, max: 2 }),
      },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('cancel' as const, 'hand_over' as const, 'no_show' as const),
      which: fc.nat(5),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('capacity' as const), to: fc.integer({ min: 1, max: 3 }) }) },
)

describe('against a plain model', () => {
  it('every answer is what counting by hand says, and no instant is ever overfull', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 14 }), async (commands) => {
        const { id } = await aResource(merchant(), shopId, { name: '模型', capacity: 2, mostSlots: 2, cancelHours: 0 })
        const people = [await somebody(), await somebody(), await somebody(), await somebody()]
        const begin = startOfDayMs(dayNumberOf(app.clock.now()) + 1) + 9 * 3_600_000
        const model: { id: BookingId; who: number; slot: number; slots: number; pieces: number; state: string }[] = []
        let capacity = 2
        const used = (slot: number) =>
          model.reduce(
            (sum, one) =>
              sum + (one.state !== 'cancelled' && one.slot <= slot && slot < one.slot + one.slots ? one.pieces : 0),
            0,
          )
        for (const one of commands) {
          if (one.do === 'book') {
            const { who, slot, slots, pieces } = one
            const fromAt = new Date(begin + slot * 7_200_000).toISOString()
            const answer = await bookIt(people[who]?.who ?? neighbour(), id, { fromAt, slots, pieces })
            const live = model.filter((booking) => booking.who === who && booking.state === 'booked').length
            const fits = Array.from({ length: slots }, (_, n) => slot + n).every(
              (n) => n < 4 && used(n) + pieces <= capacity,
            )
            if (live >= limits.live) expect(answer.reason).toBe('stations.too_many_bookings')
            else if (slot + slots > 4) expect(answer.reason).toBe('stations.bad_fromAt')
            else expect(answer.body.booked !== null).toBe(fits)
            if (answer.status === 200 && answer.body.booked)
              model.push({ ...{ id: answer.body.booked.id, who, slot, slots, pieces }, state: 'booked' })
          } else if (one.do === 'capacity') {
            const highest = Math.max(0, ...[0, 1, 2, 3].map(used))
            const answer = await merchant().ask(contract.changeResource, {
              params: { resourceId: id },
              body: { capacity: one.to },
            })
            if (highest > one.to) expect(answer.reason).toBe('stations.still_booked')
            // Pieces are taken from the lowest: a hole that was left below may hold back a higher one.
            if (answer.status === 200) capacity = one.to
          } else {
            const booking = model[one.which]
            if (!booking) continue
            const answer = await step(booking.id, { step: one.do, ...(one.do === 'cancel' ? { why: '改期' } : {}) })
            const early = one.do !== 'cancel'
            expect(answer.status).toBe(booking.state !== 'booked' ? 409 : early ? 422 : 200)
            if (answer.status === 200) booking.state = 'cancelled'
          }
          const week = await merchant().call(contract.resourceWeek, {
            params: { resourceId: id },
            query: { from: dayAt(app, 1) },
          })
          expect(week.days[0]?.slots.map(({ free }) => free)).toEqual([0, 1, 2, 3].map((slot) => capacity - used(slot)))
        }
      }),
      { numRuns: 12 },
    )
    expect(await findings(app)).toEqual([])
  }, 120_000)
})

describe('a want', () => {
  const want = (more: Record<string, unknown> = {}, who = neighbour()) =>
    who.ask(contract.addWant, {
      body: {
        kind: 'tool',
        name: '借抛光机用一天',
        placeId: app.town.places.building111,
        untilOn: dayAt(app, 20),
        ...more,
      },
    })

  it('is matched with reasons, offered, accepted with a booking, met and thanked for', async () => {
    const { id: drill } = await aResource(merchant(), shopId, { kind: 'tool', name: '抛光机', capacity: 1 })
    const { id: ladder } = await aResource(merchant(), shopId, { kind: 'tool', name: '长梯', capacity: 1 })
    const { who } = await somebody('何平')
    const { body } = await want({ fromAt: slotAt(app, 2, 10) }, who)
    const params = { wantId: body.id as WantId }
    const view = await desk().call(contract.getWant, { params })
    expect(view.matches[0]?.reasons.map(({ zh }) => zh)).toEqual(
      expect.arrayContaining(['说的是同一样东西', '那个时间有空（余 1）']),
    )
    expect(view.who).toBe('何*')
    expect((await neighbour().ask(contract.getWant, { params })).status).toBe(404)
    const near = (await merchant().call(contract.shop)).wants.find(({ want }) => want.id === body.id)
    expect(near?.reasons.length).toBeGreaterThan(1)
    const offer = (resourceId: ResourceId, by = merchant()) => by.ask(contract.offer, { params, body: { resourceId } })
    expect((await offer(drill, neighbour())).status).toBe(404)
    expect((await offer(drill, app.signInAs('supervisor'))).status).toBe(403)
    const first = await offer(ladder, desk())
    const second = await offer(drill)
    expect((await offer(drill)).reason).toBe('stations.offered_already')
    const answer = (id: string, accept: boolean, by = who) =>
      by.ask(contract.answerOffer, { params: { offerId: id }, body: { accept } })
    expect((await answer(second.body.id, true, neighbour())).status).toBe(404)
    expect((await answer(first.body.id, false)).status).toBe(200)
    const accepted = await answer(second.body.id, true)
    expect(accepted.body.bookingId).not.toBeNull()
    expect((await answer(second.body.id, true)).status).toBe(409)
    const end = (step: string, by = who) => by.ask(contract.endWant, { params, body: { step } })
    expect((await end('met', desk())).status).toBe(403)
    expect((await end('met')).status).toBe(200)
    expect((await end('met')).status).toBe(409)
    expect(
      (await who.ask(contract.giveThanks, { body: { wantId: body.id, words: '孔打好了，多谢', agrees: false } }))
        .status,
    ).toBe(200)
    const mine = await who.call(contract.mine)
    expect(mine.wants[0]).toMatchObject({ state: 'met', thanked: true })
    expect(mine.wants[0]?.offersMade.map(({ state }) => state)).toEqual(['done', 'declined'])
    expect(await story(wantStream(body.id as WantId))).toEqual([
      ...['want_made', 'offer_made', 'offer_made', 'offer_settled', 'offer_settled', 'want_ended', 'offer_settled'],
    ])
    expect(await findings(app)).toEqual([])
  })

  it('cannot be accepted for a time that somebody else took meanwhile', async () => {
    const { id: pump } = await aResource(merchant(), shopId, { kind: 'tool', name: '抽水泵' })
    const { who } = await somebody()
    const { body } = await want({ name: '抽水泵', fromAt: slotAt(app, 3, 10) }, who)
    const { id: offerId } = await merchant().call(contract.offer, {
      params: { wantId: body.id },
      body: { resourceId: pump },
    })
    await bookIt((await somebody()).who, pump, { fromAt: slotAt(app, 3, 0) })
    const answer = await who.ask(contract.answerOffer, { params: { offerId }, body: { accept: true } })
    expect(answer.reason).toBe('stations.time_taken')
  })

  it('is withdrawn by the keeper with a reason, and by itself when its day is over', async () => {
    const { body } = await want({ somebody: { name: '老人', phone: '12000007777' } }, desk())
    const params = { wantId: body.id as WantId }
    expect((await desk().ask(contract.endWant, { params, body: { step: 'withdraw' } })).reason).toBe('stations.bad_why')
    await desk().call(contract.endWant, { params, body: { step: 'withdraw', why: '本人不需要了' } })
    expect((await want({ untilOn: dayAt(app, -1) })).reason).toBe('stations.bad_untilOn')
    const { body: later } = await want({ untilOn: dayAt(app, 1) })
    app.clock.move(3 * dayMs)
    await tidyStations(app.services)
    expect((await neighbour().call(contract.getWant, { params: { wantId: later.id } })).state).toBe('withdrawn')
    expect(await findings(app)).toEqual([])
  })
})

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

it('verify names a booking that was moved in secret', async () => {
  const { id } = await aResource(merchant(), shopId, { name: '被改的' })
  const { body } = await bookIt((await somebody()).who, id, { fromAt: slotAt(app, 3) })
  await app.db.tx((tx) =>
    sql`update stations.bookings set until_at = until_at + interval '1 hour' where id = ${body.booked?.id}`.execute(tx),
  )
  expect(await findings(app)).toEqual([expect.stringContaining('被改的: until_at')])
})
