import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import { dayNumberOf, startOfDayMs } from '../../kernel/time/day.ts'
import * as contract from './contract.ts'
import { limits } from './kinds.ts'
import { aResource, bookIt, dayAt, findings, slotAt } from './stations.fixture.ts'
import type { BookingId } from './tables.ts'
import { type StationTown, stationTown } from './town.fixture.ts'

let { app, shopId, merchant, neighbour, step, neighbours, somebody, sessionOf } = {} as StationTown
beforeAll(async () => {
  ;({ app, shopId, merchant, neighbour, step, neighbours, somebody, sessionOf } = await stationTown())
})
afterAll(() => app?.close())

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
  })

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
