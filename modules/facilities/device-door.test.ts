import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { dayMs, minuteMs } from '../../kernel/time/day.ts'
import { getMatter, listMatters } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import * as contract from './contract.ts'
import { signatureHeaders } from './door/signature.ts'
import { facilityStream } from './events.ts'
import {
  aFacility,
  aGate,
  anEvent,
  aPass,
  check,
  findings,
  newNonce,
  send,
  signedHeaders,
  silentNow,
  tellEvents,
} from './facilities.fixture.ts'
import {
  askResidence,
  atPass,
  cancelPass,
  listResidences,
  makePass,
  myPasses,
  settleResidence,
} from './passes/contract.ts'
import { tidyFacilities } from './tidy-job.ts'

let app: MatterApp
let gate: Awaited<ReturnType<typeof aGate>>
beforeAll(async () => {
  app = await matterApp()
  gate = await aGate(app)
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const view = (facilityId = gate.id) => desk().call(contract.getFacility, { params: { facilityId } })
const count = async (table: string) => {
  const { rows } = await app.db.read((tx) =>
    sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx),
  )
  return rows[0]?.n ?? 0
}

describe('the signature', () => {
  it('a device is for a gate; its secret is shown once and is nowhere in clear', async () => {
    const bench = await aFacility(app)
    const params = { facilityId: bench.id }
    expect((await desk().ask(contract.registerDevice, { params, body: {} })).reason).toBe('facilities.no_gate')
    const { rows } = await app.db.read((tx) =>
      sql<{ n: number }>`select count(*)::int as n from kernel.commands
        where answer::text like ${`%${gate.secret}%`}`.execute(tx),
    )
    expect(rows[0]?.n).toBe(0)
    expect(JSON.stringify(await app.events(facilityStream(gate.id)))).not.toContain(gate.secret)
    expect(JSON.stringify(await view())).not.toContain(gate.secret)
  })

  it('lets in what is signed, in its time, once', async () => {
    const body = { events: [anEvent(app, 'heartbeat')] }
    const ok = await send(app, gate, '/device/v1/events', body)
    expect(ok).toEqual({ status: 200, body: { accepted: 1, serverTime: app.clock.now().toISOString() } })
    const now = Math.floor(app.clock.now().getTime() / 1000)
    const nonce = newNonce()
    expect((await tellEvents(app, gate, body.events, { nonce })).status).toBe(200)
    const replayed = await tellEvents(app, gate, body.events, { nonce })
    expect([replayed.status, replayed.body.error.reason]).toEqual([409, 'facilities.replayed'])
    for (const timestamp of [now - 301, now + 301]) {
      const stale = await tellEvents(app, gate, body.events, { timestamp })
      expect([stale.status, stale.body.error.reason]).toEqual([401, 'facilities.stale'])
    }
    expect((await tellEvents(app, gate, body.events, { timestamp: now - 299 })).status).toBe(200)
  })

  it('refuses another body, another secret, another device, without a word more', async () => {
    const opened = [anEvent(app, 'opened')]
    const refused = async (
      sending: Parameters<typeof tellEvents>[3],
      device = gate as Parameters<typeof tellEvents>[1],
    ) => {
      const { status, body } = await tellEvents(app, device, opened, sending)
      return [status, body.error?.reason]
    }
    const unsigned = [401, 'facilities.bad_signature']
    expect(await refused({ sent: JSON.stringify({ events: [anEvent(app, 'closed')] }) })).toEqual(unsigned)
    expect(await refused({}, { ...gate, secret: `${gate.secret}x` })).toEqual(unsigned)
    expect(await refused({}, { ...gate, deviceId: gate.id as never })).toEqual(unsigned)
    expect(await count('facilities.device_events')).toBe(0)
    // The browser's own header changes nothing, and a session opens nothing.
    const bare = await app.server.inject({
      method: 'POST',
      url: '/device/v1/events',
      payload: '{}',
      headers: { 'x-liren': '1' },
    })
    expect(bare.statusCode).toBe(401)
  })

  it('whatever the headers are, nothing but the right ones is let in, and nothing breaks', async () => {
    const body = JSON.stringify({ events: [anEvent(app, 'opened')] })
    const right = signedHeaders(gate, body, Math.floor(app.clock.now().getTime() / 1000), newNonce())
    const text = fc.oneof(
      fc.string({ maxLength: 80 }).map((any) => any.replace(/[^\x20-\x7e]/g, '')),
      fc.constantFrom(
        '',
        '0',
        '-1',
        '1e10',
        'null',
        '0'.repeat(64),
        'f'.repeat(64),
        gate.deviceId,
        gate.deviceId.toUpperCase(),
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.values(signatureHeaders)), text, async (name, value) => {
        fc.pre(value.trim() !== (right as Record<string, string>)[name])
        const headers = { ...right, [name]: value }
        const { statusCode } = await app.server.inject({
          method: 'POST',
          url: '/device/v1/events',
          headers,
          payload: body,
        })
        expect(statusCode).toBe(401)
      }),
      { numRuns: 60 },
    )
    expect(await count('facilities.device_events')).toBe(0)
  })

  it('a signed body that is not as written is refused: plates and names too, and too much', async () => {
    const bodies: unknown[] = [
      null,
      {},
      { events: [] },
      { events: [{ ...anEvent(app, 'opened'), plate: '云A12345' }] },
      { events: [{ ...anEvent(app, 'opened'), way: 'teleport' }] },
      { events: [{ ...anEvent(app, 'fault') }] },
      { events: [{ ...anEvent(app, 'fault'), code: 'Motor!' }] },
      { events: Array.from({ length: 101 }, () => anEvent(app, 'heartbeat')) },
    ]
    for (const body of bodies)
      expect((await send(app, gate, '/device/v1/events', body)).status, JSON.stringify(body)?.slice(0, 80)).toBe(400)
    const large = { events: [{ ...anEvent(app, 'fault'), code: 'motor', words: '长'.repeat(30_000) }] }
    expect((await send(app, gate, '/device/v1/events', large)).status).toBe(413)
    expect((await tellEvents(app, gate, [], { sent: '{"events":' })).status).toBe(401)
  })

  it('a device that was replaced or ended is heard no more; one that asks too often waits', async () => {
    const old = await aGate(app, '北门道闸')
    const params = { facilityId: old.id }
    const renewed = await desk().call(contract.registerDevice, { params, body: {} })
    expect((await tellEvents(app, old, [anEvent(app, 'heartbeat')])).status).toBe(401)
    expect((await tellEvents(app, renewed, [anEvent(app, 'heartbeat')])).status).toBe(200)
    for (let n = 0; n < 119; n++) await tellEvents(app, renewed, [anEvent(app, 'heartbeat')])
    expect((await tellEvents(app, renewed, [anEvent(app, 'heartbeat')])).status).toBe(429)
    app.clock.move(2 * minuteMs)
    expect((await tellEvents(app, renewed, [anEvent(app, 'heartbeat')])).status).toBe(200)
    await desk().call(contract.endDevice, { params, body: {} })
    expect((await tellEvents(app, renewed, [anEvent(app, 'heartbeat')])).status).toBe(401)
    expect((await view(old.id)).gate).toBe('none')
    expect(await findings(app)).toEqual([])
  })
})

describe('what a gate tells', () => {
  const matters = async () =>
    (await desk().call(listMatters, { query: { subjectKind: 'facility', subjectId: gate.id } as never })).rows

  it('moves it; sent again it is accepted and moves nothing; what comes late loses', async () => {
    const opened = anEvent(app, 'opened', { way: 'pass' }, 10)
    await tellEvents(app, gate, [opened])
    expect((await view()).gate).toBe('open')
    await tellEvents(app, gate, [anEvent(app, 'closed')])
    expect((await tellEvents(app, gate, [opened])).body.accepted).toBe(1)
    await tellEvents(app, gate, [anEvent(app, 'opened', {}, 60)])
    expect((await view()).gate).toBe('closed')
    const { events } = (await view()).gateView ?? { events: [] }
    expect(events.map(({ type, way }) => [type, way])).toEqual([
      ...[
        ['closed', null],
        ['opened', 'pass'],
        ['opened', null],
      ],
    ])
    // A clock that runs ahead counts as now.
    await tellEvents(app, gate, [
      { ...anEvent(app, 'opened'), at: new Date(app.clock.now().getTime() + dayMs).toISOString() },
    ])
    app.clock.move(minuteMs)
    await tellEvents(app, gate, [anEvent(app, 'closed')])
    expect((await view()).gate).toBe('closed')
  })

  it('a fault is a matter with the keeper at once, urgent where it is stuck closed, one while it is open', async () => {
    const fault = anEvent(app, 'fault', { code: 'stuck_closed', words: '抬杆无响应' })
    await tellEvents(app, gate, [fault])
    await tellEvents(app, gate, [fault])
    await tellEvents(app, gate, [anEvent(app, 'fault', { code: 'stuck_closed' })])
    const [matter, ...more] = await matters()
    expect([matter?.title, matter?.priority, matter?.holder?.postId, more.length]).toEqual([
      ...['东门道闸：卡住打不开', 'urgent', app.town.posts.compoundSecretary11, 0],
    ])
    expect(await view()).toMatchObject({ gate: 'fault', mark: 'fault' })
    await tellEvents(app, gate, [anEvent(app, 'fault_cleared', { code: 'stuck_closed' })])
    expect(await view()).toMatchObject({ gate: 'closed', mark: 'fine' })
    const { timeline, state } = await desk().call(getMatter, { params: { matterId: matter?.id ?? '' } as never })
    expect([timeline.map(({ action }) => action), state]).toEqual([['reported', 'comment', 'comment'], 'assigned'])
    // It comes again while its matter is open: the same matter.
    app.clock.move(minuteMs)
    await tellEvents(app, gate, [anEvent(app, 'fault', { code: 'stuck_closed' })])
    expect([(await matters()).length, (await view()).gate]).toEqual([1, 'fault'])
    app.clock.move(minuteMs)
    await tellEvents(app, gate, [anEvent(app, 'fault_cleared', { code: 'stuck_closed' })])
    // One that was on its way for long and is over already changes nothing.
    await tellEvents(app, gate, [anEvent(app, 'fault', { code: 'stuck_closed' }, 30)])
    expect((await view()).gate).toBe('closed')
    expect(await findings(app)).toEqual([])
  })

  it('silence is found, becomes one matter, and is over with the next word', async () => {
    expect(await silentNow(app)).toBe(0)
    app.clock.move(31 * minuteMs)
    expect(await silentNow(app)).toBe(1)
    expect(await silentNow(app)).toBe(0)
    expect(await view()).toMatchObject({ gate: 'silent', mark: 'silent' })
    expect((await desk().call(contract.facilityFigures, { query: {} })).silent).toBe(1)
    expect((await matters()).map(({ title }) => title)).toContain('东门道闸：失去联系')
    await tellEvents(app, gate, [anEvent(app, 'heartbeat')])
    expect(await view()).toMatchObject({ gate: 'closed', mark: 'fine' })
    const story = (await app.events(facilityStream(gate.id))).map(({ type }) => type)
    expect(story.filter((type) => !/fault_|facility_added|device_registered/.test(type))).toEqual([])
    expect(await findings(app)).toEqual([])
  })
})

describe('visitor passes', () => {
  const digitsOf = (pass: { digits: string }) => pass.digits

  it('are made by residents of the compound alone, for its gates', async () => {
    const body = { compoundId: app.town.places.compound11, gateIds: [gate.id], kind: 'once' as const, hours: 24 }
    expect((await app.anyone.ask(makePass, { body })).status).toBe(401)
    expect((await app.signInAs('resident2').ask(makePass, { body })).status).toBe(404)
    const bench = await aFacility(app)
    const own = app.signInAs('resident1')
    expect((await own.ask(makePass, { body: { ...body, gateIds: [bench.id] } })).reason).toBe('facilities.bad_gates')
    expect((await own.ask(makePass, { body: { ...body, hours: 721 } })).status).toBe(400)
    const pass = await aPass(app, [gate.id], { label: '快递' })
    expect(pass).toMatchObject({ label: '快递', state: 'live', gates: [{ name: '东门道闸' }], uses: [] })
    expect(pass.digits).toMatch(/^\d{8}$/)
    const { rows } = await app.db.read((tx) =>
      sql<{ row: string }>`select p::text as row from facilities.passes p`.execute(tx),
    )
    expect(JSON.stringify(rows)).not.toContain(pass.digits)
    expect(JSON.stringify(rows)).not.toContain(pass.token)
    const visitor = await app.anyone.call(atPass, { params: { token: pass.token } })
    expect(visitor).toMatchObject({ digits: pass.digits, state: 'live', gates: ['东门道闸'] })
    expect(JSON.stringify(visitor)).not.toMatch(/快递|李|王|resident/)
    expect((await app.anyone.ask(atPass, { params: { token: 'AAAAAAAAAAAAAAAAAAAAAA' } })).status).toBe(404)
  })

  it('are made once, however often one is asked for under the same key: the answer is kept sealed', async () => {
    const body = { compoundId: app.town.places.compound11, gateIds: [gate.id], kind: 'once' as const, hours: 24 }
    const headers = { 'idempotency-key': newId() }
    const passes = async () =>
      (await app.db.read((tx) => sql<{ n: number }>`select count(*) as n from facilities.passes`.execute(tx))).rows[0]
        ?.n
    const before = Number(await passes())
    const own = app.signInAs('resident1')
    const made = (await own.ask(makePass, { body: { ...body, label: '水电工' } }, headers)).body
    expect((await own.ask(makePass, { body: { ...body, label: '水电工' } }, headers)).body).toEqual(made)
    expect(await passes()).toBe(before + 1)
    const { rows } = await app.db.read((tx) =>
      sql<{ answer: object }>`select answer from kernel.commands where key = ${headers['idempotency-key']}`.execute(tx),
    )
    const kept = JSON.stringify(rows)
    expect([rows.length, kept.includes(made.digits), kept.includes(made.token), kept.includes('水电工')]).toEqual([
      ...[1, false, false, false],
    ])
    await own.call(cancelPass, { params: { passId: made.id } })
  })

  it('who lives there without being in the register asks, and the community confirms it', async () => {
    const asking = app.signInAs('resident2')
    const { compound11, compound31 } = app.town.places
    const homes = async (who = asking) => (await who.call(myPasses)).homes.map(({ id }) => id)
    const body = { placeId: app.town.places.building111, home: '1栋 2单元 301' }
    await asking.call(askResidence, { body })
    expect([await homes(), await homes(desk())]).toEqual([[compound31], []])
    expect((await asking.ask(askResidence, { body })).reason).toBe('facilities.asked')
    expect((await asking.ask(listResidences)).status).toBe(403)
    expect((await app.signInAs('community2').call(listResidences, { query: {} })).rows).toEqual([])
    const [row] = (await desk().call(listResidences, { query: { state: 'asked' } })).rows
    expect(row?.home).toBe('1栋 2单元 301')
    const params = { residenceId: row?.id ?? ('' as never) }
    const elsewhere = await app.signInAs('community2').ask(settleResidence, { params, body: { step: 'confirm' } })
    expect(elsewhere.status).toBe(404)
    expect((await desk().ask(settleResidence, { params, body: { step: 'refuse' } })).status).toBe(400)
    await desk().call(settleResidence, { params, body: { step: 'confirm' } })
    const made = await asking.call(makePass, {
      body: { compoundId: app.town.places.compound11, gateIds: [gate.id], kind: 'span', hours: 48 },
    })
    expect(await homes()).toEqual([compound11, compound31])
    await desk().call(settleResidence, { params, body: { step: 'end', why: '已搬走' } })
    expect(await homes()).toEqual([compound31])
    expect(await check(app, gate, made.digits)).toEqual({ allowed: false, reason: 'cancelled' })
    const [after] = (await desk().call(listResidences, { query: { state: 'ended' } })).rows
    expect([after?.home, after?.name.includes('*')]).toEqual(['', true])
  })

  it('are for the compound of the home in the register, however near to it the home is noted; an ended one is none', async () => {
    const { tenantId, persons, places } = app.town
    const homesAt = async (place: keyof typeof places | null) => {
      await app.db.tx((tx) =>
        sql`update people.persons set home_place_id = ${place && places[place]} where tenant_id = ${tenantId}
          and id = ${persons.resident1}`.execute(tx),
      )
      return (await app.signInAs('resident1').call(myPasses)).homes.map(({ id }) => id)
    }
    const end = (at: Date | null) =>
      app.db.tx((tx) =>
        sql`update places.places set ended_at = ${at} where tenant_id = ${tenantId}
          and id = ${places.compound11}`.execute(tx),
      )
    for (const place of ['compound11', 'unit1111', 'building111'] as const)
      expect(await homesAt(place), place).toEqual([places.compound11])
    for (const place of ['community1', null] as const) expect(await homesAt(place), `${place}`).toEqual([])
    await end(app.clock.now())
    expect(await homesAt('building111')).toEqual([])
    await end(null)
    expect(await homesAt('building111')).toEqual([places.compound11])
  })

  it('a single one is used up exactly once, whatever arrives at the same time', async () => {
    const second = await aGate(app, '西门道闸')
    const pass = await aPass(app, [gate.id, second.id])
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => check(app, n % 2 ? gate : second, n % 3 ? pass.digits : pass.token)),
    )
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(1)
    expect(new Set(answers.filter(({ allowed }) => !allowed).map(({ reason }) => reason))).toEqual(new Set(['used']))
    const [own] = (await app.signInAs('resident1').call(myPasses)).passes.filter(({ id }) => id === pass.id)
    expect([own?.state, own?.uses.filter(({ allowed }) => allowed).length]).toEqual(['used', 1])
  })

  it('the same asking is answered the same; a span is good again and again, in its time and at its gates', async () => {
    const once = await aPass(app, [gate.id])
    const id = newNonce()
    for (let n = 0; n < 3; n++)
      expect((await check(app, gate, `https://liren.test/p/${once.token}`, id)).allowed).toBe(true)
    expect(await check(app, gate, once.digits)).toEqual({ allowed: false, reason: 'used' })
    const other = await aGate(app, '南门道闸')
    const span = await aPass(app, [gate.id], { kind: 'span', hours: 2 })
    const spaced = `${digitsOf(span).slice(0, 4)} ${digitsOf(span).slice(4)}`
    expect([await check(app, gate, span.digits), await check(app, gate, spaced)].map((one) => one.allowed)).toEqual([
      true,
      true,
    ])
    expect((await check(app, other, span.digits)).reason).toBe('not_this_gate')
    app.clock.move(2 * 60 * minuteMs)
    expect((await check(app, gate, span.digits)).reason).toBe('expired')
    const fromAt = new Date(app.clock.now().getTime() + dayMs).toISOString()
    const later = await aPass(app, [gate.id], { fromAt })
    expect((await check(app, gate, later.digits)).reason).toBe('not_yet')
    const cancelled = await app.signInAs('resident2').ask(cancelPass, { params: { passId: later.id }, body: {} })
    expect(cancelled.status).toBe(404)
    await app.signInAs('resident1').call(cancelPass, { params: { passId: later.id }, body: {} })
    expect((await check(app, gate, later.digits)).reason).toBe('cancelled')
  })

  it('digits are not tried out: after ten unknown ones the gate takes none for five minutes', async () => {
    const pass = await aPass(app, [gate.id], { kind: 'span' })
    for (let n = 0; n < 10; n++) expect((await check(app, gate, `0000000${n}`)).reason).toBe('unknown')
    expect((await check(app, gate, pass.digits)).reason).toBe('slow_down')
    app.clock.move(6 * minuteMs)
    expect((await check(app, gate, pass.digits)).allowed).toBe(true)
  })

  it('at most twenty are live; uses are gone after a month; staff see counts and no more', async () => {
    const { live } = await app.signInAs('resident1').call(myPasses)
    const last = await aPass(app, [gate.id], { kind: 'span', hours: 2 })
    for (let n = live + 1; n < 20; n++) await aPass(app, [gate.id])
    const body = { compoundId: app.town.places.compound11, gateIds: [gate.id], kind: 'once' as const, hours: 24 }
    expect((await app.signInAs('resident1').ask(makePass, { body })).reason).toBe('facilities.too_many_passes')
    const seen = await view()
    expect(seen.gateView?.passesAllowed).toBeGreaterThan(2)
    expect(JSON.stringify(seen)).not.toMatch(/passId|personId|快递/)
    expect(JSON.stringify(await app.events(facilityStream(gate.id)))).not.toContain(app.town.persons.resident1)
    // Somebody shows a pass long after its end: that it was refused is known for a month, the pass no longer.
    app.clock.move(25 * dayMs)
    expect((await check(app, gate, last.digits)).reason).toBe('expired')
    app.clock.move(10 * dayMs)
    await tidyFacilities(app.services)
    expect([await count('facilities.pass_checks'), await count('facilities.passes')]).toEqual([1, 0])
    app.clock.move(32 * dayMs)
    await tidyFacilities(app.services)
    expect([await count('facilities.pass_checks'), await count('facilities.passes')]).toEqual([0, 0])
  })
})
