import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { daysAfter } from './clocks.ts'
import { crowding, membersOf, mostMembers, overlap, type Seat } from './committee.ts'
import * as contract from './contract.ts'
import { aCase, aCommittee, deskOf, findings } from './mediation.fixture.ts'
import type { CommitteeId } from './tables.ts'

let app: TestApp
let committeeId: CommitteeId
beforeAll(async () => {
  app = await testApp()
  committeeId = await aCommittee(app.signInAs('community1'), app.town)
})
afterAll(() => app.close())

const change = (body: contract.ChangeBody, who: PersonKey = 'community1') =>
  app.signInAs(who).ask(contract.changeCommittee, { params: { committeeId }, body })
const committee = async () => {
  const { rows } = await app.signInAs('community1').call(contract.listCommittees)
  const found = rows.find(({ id }) => id === committeeId)
  if (!found) throw new Error('no committee')
  return found
}

it.each(['policePostId', 'guardianPostId'] as const)(
  'a post that is not there is refused beside its field: %s',
  async (path) => {
    const { status, body } = await change({ [path]: newId<'post'>() })
    expect([status, body]).toMatchObject([422, { error: { code: 'refused', fields: [{ path }] } }])
  },
)

describe('seats', () => {
  const day = fc.integer({ min: 0, max: 40 }).map((n) => daysAfter('2026-01-01', n))
  const seat: fc.Arbitrary<Seat> = fc
    .record({
      ...{ personId: fc.constant(''), fromOn: day, long: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }) },
      kind: fc.constantFrom('head' as const, 'member' as const, 'mediator' as const),
    })
    .map(({ long, ...one }) => ({ ...one, toOn: long === null ? null : daysAfter(one.fromOn, long) }))

  it('added one by one never make two heads or ten members on any day', () => {
    fc.assert(
      fc.property(fc.array(seat, { maxLength: 25 }), (wished) => {
        const seats: Seat[] = []
        for (const one of wished) if (crowding(seats, one) === null) seats.push(one)
        for (let n = 0; n < 70; n++) {
          const members = membersOf(seats, daysAfter('2026-01-01', n))
          expect(members.length).toBeLessThanOrEqual(mostMembers)
          expect(members.filter(({ kind }) => kind === 'head').length).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('meet exactly when there is a day of both', () => {
    fc.assert(
      fc.property(seat, seat, (a, b) => {
        const later = [a.fromOn, b.fromOn].toSorted()[1] ?? ''
        const on = (one: Seat) => one.fromOn <= later && (one.toOn === null || later < one.toOn)
        expect(overlap(a, b)).toBe(on(a) && on(b))
      }),
    )
  })
})

describe('the settings of a committee', () => {
  it('are changed by community and street alone, and work for cases from then on', async () => {
    const before = await aCase(app.signInAs('community1'), app.town, committeeId)
    expect((await change({ name: '别名' }, 'compoundSecretary11')).status).toBe(403)
    expect((await change({ name: '别名' }, 'community2')).status).toBe(404)
    expect((await change({ limitDays: 0 })).status).toBe(400)
    expect((await change({ firstNumber: 1 })).reason).toBe('mediation.number_given')
    const set = { sealName: '天祥调委会（章）', limitDays: 20, courtName: '五华区人民法院', numberPrefix: '天祥民调' }
    expect((await change({ ...set, firstNumber: 40 }, 'street1')).status).toBe(200)
    const year = Number(deskOf(app).today().slice(0, 4))
    expect(await committee()).toMatchObject({
      ...set,
      nextNumber: { number: 40, words: `天祥民调〔${year}〕第40号` },
    })
    const d = deskOf(app)
    expect((await d.view(before)).number).toBe(`〔${year}〕第1号`)
    const after = await aCase(app.signInAs('community1'), app.town, committeeId)
    expect((await d.view(after)).number).toBe(`天祥民调〔${year}〕第40号`)
    expect((await change({ firstNumber: 40 })).reason).toBe('mediation.number_given')
    await d.accept(after)
    expect((await d.view(after)).clock?.left).toBe(20)
    expect(await findings(app)).toEqual([])
  })

  it('have seats from a day to a day; nobody sits twice; who leaves ends on a chosen day', async () => {
    const params = { committeeId }
    const today = deskOf(app).today()
    const add = (body: contract.SeatBody) => app.signInAs('community1').ask(contract.takeSeat, { params, body })
    const invited = { name: '吴老师', phone: '12000008860', kind: 'mediator' as const }
    expect((await add({ ...invited, fromOn: today, toOn: today })).reason).toBe('mediation.seat_days')
    expect((await add({ ...invited, fromOn: daysAfter(today, 5), toOn: daysAfter(today, 15) })).status).toBe(200)
    expect((await add({ ...invited, fromOn: daysAfter(today, 10) })).reason).toBe('mediation.sits_already')
    expect((await add({ ...invited, fromOn: daysAfter(today, 15) })).status).toBe(200)
    expect((await add({ ...invited, phone: '12000008861', kind: 'head' })).reason).toBe('mediation.crowded')
    const seats = (await committee()).seats.filter(({ name }) => name === '吴老师')
    expect(seats.map(({ toOn }) => toOn)).toEqual(expect.arrayContaining([daysAfter(today, 15), null]))
    const open = seats.find(({ toOn }) => toOn === null)
    if (!open) throw new Error('no seat')
    const leave = (on: string) =>
      app.signInAs('community1').ask(contract.leaveSeat, { params: { seatId: open.id }, body: { on } })
    expect((await leave(daysAfter(today, 15))).reason).toBe('mediation.seat_days')
    expect((await leave(daysAfter(today, 30))).status).toBe(200)
    expect((await committee()).seats.find(({ id }) => id === open.id)?.toOn).toBe(daysAfter(today, 30))
    expect(await findings(app)).toEqual([])
  })
})
