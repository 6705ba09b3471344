import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { act, getMatter, listMatters } from '../matters/contract.ts'
import { streamOf } from '../matters/events.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import * as contract from './contract.ts'
import { systemStream } from './events.ts'
import { aSystem, message, type OutsideSystem, reportData, send } from './incoming.fixture.ts'
import { tidyMessagesJob } from './tidy-job.ts'
import { verifyIncoming } from './verify.ts'

let app: MatterApp
let hotline: OutsideSystem
beforeAll(async () => {
  app = await matterApp()
  hotline = await aSystem(app)
})
afterAll(() => app.close())

const administrator = () => app.signInAs('administrator')
let nth = 0
const report = async (to = hotline, more: object = {}) => {
  nth += 1
  const subject = `HL-${nth}`
  const sent = await send(app, to, message('report', subject, { ...reportData, ...more }))
  return { subject, ...sent }
}
const matterOf = async (number: string) => {
  const { rows } = await app.signInAs('gridWorker11').call(listMatters, { query: { q: number } })
  const [row] = rows
  if (!row) throw new Error('the matter is not in the list')
  return app.signInAs('gridWorker11').call(getMatter, { params: { matterId: row.id } })
}
const count = async () =>
  (await app.db.read((tx) => sql<{ n: number }>`select count(*)::int as n from matters.matters`.execute(tx))).rows[0]?.n

describe('what a system may do', () => {
  it('reports: a matter with a holder and a clock, in its name, in the ledger and in the timeline', async () => {
    const { status, body, subject } = await report()
    expect([status, body.taken, body.matter?.state]).toEqual([200, true, 'assigned'])
    const matter = await matterOf(body.matter?.number ?? '')
    expect(matter).toMatchObject({ channel: 'api', clock: { stage: expect.any(String) } })
    expect(matter.timeline[0]?.who).toEqual({ name: '热线平台', post: null })
    expect((await app.events(streamOf(matter.id)))[0]?.actor).toEqual({
      ...{ personId: null, postId: null, via: 'api', systemId: hotline.id },
    })
    expect(JSON.stringify(body)).not.toMatch(/李梅|12000001234/)
    expect((await send(app, hotline, message('ask', subject))).body.matter?.number).toBe(body.matter?.number)
  })

  it('the same number again makes nothing new, whatever the order of its fields; other data is refused', async () => {
    const { subject, body } = await report()
    const before = await count()
    const turned = Object.fromEntries(Object.entries(reportData).toReversed())
    const again = await send(app, hotline, message('report', subject, turned))
    expect([again.status, again.body.matter?.number]).toEqual([200, body.matter?.number])
    const other = await send(app, hotline, message('report', subject, { ...reportData, words: '另一件完全不同的事' }))
    expect([other.status, other.reason]).toEqual([409, 'incoming.number_taken'])
    expect(await count()).toBe(before)
  })

  it('the same number at the same time makes one matter', async () => {
    const before = (await count()) ?? 0
    const sent = await Promise.all(
      Array.from({ length: 6 }, () => send(app, hotline, message('report', 'HL-many', reportData))),
    )
    expect(new Set(sent.map(({ body }) => body.matter?.number)).size).toBe(1)
    expect(await count()).toBe(before + 1)
  })

  it('adds and says that it is done: comments in its name; the holder alone resolves; words to them come back', async () => {
    const { subject, body } = await report()
    await send(app, hotline, message('note', subject, { words: '来电人补充：三单元门口' }))
    const done = await send(app, hotline, message('done', subject, { words: '已派电工' }))
    expect(done.body.matter?.state).toBe('assigned')
    const matter = await matterOf(body.matter?.number ?? '')
    expect(matter.timeline.map(({ words, who }) => [words, who?.name]).slice(1)).toEqual([
      ['来电人补充：三单元门口', '热线平台'],
      ['对方系统：已办结。已派电工', '热线平台'],
    ])
    await app
      .signInAs('gridWorker11')
      .call(act, { params: { matterId: matter.id }, body: { action: 'contact', words: '联系过了，电话 12000001234' } })
    const asked = await send(app, hotline, message('ask', subject))
    expect(JSON.stringify(asked.body)).not.toContain('12000001234')
    expect(JSON.stringify(asked.body)).not.toContain(app.town.persons.gridWorker11)
  })

  it('another Liren may point its webhook here: what concerns a known number is said, the rest is let be', async () => {
    const { subject, body } = await report()
    const event = (type: string, of: string) => ({ ...message('x', of, { number: of, state: 'closed' }), type })
    expect((await send(app, hotline, event('matters.matter_closed', 'unknown'))).body).toEqual({
      ...{ taken: false, matter: null },
    })
    expect((await send(app, hotline, event('matters.matter_assigned', subject))).body.taken).toBe(false)
    expect((await send(app, hotline, event('matters.matter_closed', subject))).body.taken).toBe(true)
    const { timeline } = await matterOf(body.matter?.number ?? '')
    expect(timeline.at(-1)?.words).toBe('对方系统：已归档')
  })
})

describe('what it may not', () => {
  it('places and kinds beyond its own are not there; nor is what others reported', async () => {
    const before = await count()
    expect((await report(hotline, { place: '530103-building211' })).reason).toBe('incoming.no_such_place')
    expect((await report(hotline, { place: 'nowhere' })).reason).toBe('incoming.no_such_place')
    expect((await report(hotline, { place: undefined, point: { lng: 0, lat: 0 } })).status).toBe(404)
    expect((await report(hotline, { kind: 'patrol' })).reason).toBe('incoming.no_such_kind')
    expect((await report(hotline, { category: '999999' })).reason).toBe('incoming.no_such_category')
    expect(await count()).toBe(before)
    const { subject } = await report()
    const other = await aSystem(app, 'community1', { name: '另一家' })
    for (const type of ['ask', 'note', 'done'])
      expect((await send(app, other, message(type, subject, type === 'note' ? { words: '看看' } : {}))).status).toBe(
        404,
      )
  })

  it('what it reported is out of its sight once its place or its kinds are others', async () => {
    const system = await aSystem(app)
    const { subject } = await report(system)
    const params = { systemId: system.id }
    const body = { name: '热线平台', kinds: ['demand'], placeId: app.town.places.community2, perMinute: 600 }
    await administrator().call(contract.changeSystem, { params, body })
    expect((await send(app, system, message('ask', subject))).status).toBe(404)
    await administrator().call(contract.changeSystem, { params, body: { ...body, placeId: app.town.places.street1 } })
    expect((await send(app, system, message('ask', subject))).status).toBe(200)
  })

  it('a body that is not as written is refused, and nothing of it is kept', async () => {
    const before = await count()
    const bodies: unknown[] = [
      ...['', 'null', '{', '[]', '{"specversion":"1.0"}'],
      message('unknown', 'S-1'),
      message('report', '', reportData),
      message('report', 'x'.repeat(101), reportData),
      message('report', 'S-2', { ...reportData, plate: '云A12345' }),
      message('report', 'S-3', { ...reportData, words: '短' }),
      message('report', 'S-4', { ...reportData, words: '    ' }),
      message('report', 'S-5', { ...reportData, place: undefined }),
      message('report', 'S-6', { ...reportData, point: { lng: 102, lat: 25 } }),
      message('report', 'S-7', { ...reportData, words: 'NUL \u0000 in it' }),
      message('report', 'S-8', { ...reportData, reporter: { phone: 'not a phone' } }),
      message('note', 'S-1', { words: '' }),
      message('ask', 'S-1', { more: 1 }),
    ]
    for (const body of bodies) expect((await send(app, hotline, body)).status, JSON.stringify(body)).toBe(400)
    expect((await send(app, hotline, message('report', 'S-9', { words: '长'.repeat(30_000) }))).status).toBe(413)
    expect(await count()).toBe(before)
  })
})

describe('who is let in', () => {
  it('whatever the headers are, nothing but the right ones', async () => {
    const system = await aSystem(app)
    const body = message('report', 'H-1', reportData)
    const before = await count()
    const name = fc.constantFrom('webhook-id', 'webhook-timestamp', 'webhook-signature')
    const value = fc.oneof(
      fc.string({ maxLength: 80 }).map((any) => any.replace(/[^\x20-\x7e]/g, '')),
      fc.constantFrom('', '0', 'v1,', 'v1,AAAA', `v1,${'A'.repeat(43)}=`, '1e10', '-1795399200', 'msg.1.2.3.4.5'),
    )
    await fc.assert(
      fc.asyncProperty(name, value, async (header, said) => {
        const { status, reason } = await send(app, system, body, { headers: { [header]: said } })
        expect([status, reason]).toEqual([401, 'incoming.bad_signature'])
      }),
      { numRuns: 60 },
    )
    expect((await send(app, system, body, { instead: JSON.stringify(body).replace('不亮', '很亮') })).status).toBe(401)
    expect((await send(app, { ...hotline, key: system.key }, body)).status).toBe(401)
    expect((await send(app, { ...system, id: app.town.places.street1 as never }, body)).status).toBe(401)
    expect(await count()).toBe(before)
  })

  it('within five minutes, once a name and a time; sent again it is signed anew and has its effect once', async () => {
    const { subject, body } = await report()
    const now = Math.floor(app.clock.now().getTime() / 1000)
    for (const seconds of [now - 301, now + 301])
      expect((await send(app, hotline, message('ask', subject), { seconds })).reason).toBe('incoming.stale')
    const note = message('note', subject, { words: '只说一次' })
    const id = 'note-00000001'
    expect((await send(app, hotline, note, { id, seconds: now })).status).toBe(200)
    expect((await send(app, hotline, note, { id, seconds: now })).reason).toBe('incoming.replayed')
    expect((await send(app, hotline, note, { id, seconds: now - 1 })).reason).toBe('incoming.replayed')
    expect((await send(app, hotline, note, { id, seconds: now + 1 })).status).toBe(200)
    const other = message('note', subject, { words: '说了别的' })
    expect((await send(app, hotline, other, { id, seconds: now + 2 })).reason).toBe('incoming.replayed')
    const said = (await matterOf(body.matter?.number ?? '')).timeline.filter(({ words }) => words === '只说一次')
    expect(said).toHaveLength(1)
  })

  it('a new key beside the former one for a day; paused; ended; too often', async () => {
    const system = await aSystem(app, 'community1', { perMinute: 3 })
    const { subject } = await report(system)
    const params = { systemId: system.id }
    const ask = (key = system.key) => send(app, system, message('ask', subject), { key })
    const { key } = await administrator().call(contract.renewKey, { params, body: {} })
    expect([(await ask()).status, (await ask(key)).status, (await ask(key)).status]).toEqual([200, 200, 429])
    app.clock.move(25 * 3_600_000)
    expect([(await ask()).status, (await ask(key)).status]).toEqual([401, 200])
    await administrator().call(contract.pauseSystem, { params, body: { paused: true } })
    expect((await ask(key)).reason).toBe('incoming.paused')
    app.clock.move(60_000)
    await administrator().call(contract.pauseSystem, { params, body: { paused: false } })
    expect((await ask(key)).status).toBe(200)
    await administrator().call(contract.endSystem, { params })
    expect((await ask(key)).reason).toBe('incoming.bad_signature')
    expect((await administrator().ask(contract.renewKey, { params, body: {} })).status).toBe(404)
    expect((await app.events(systemStream(system.id))).map(({ type }) => type.replace('incoming.system_', ''))).toEqual(
      [...['made', 'rekeyed', 'paused', 'resumed', 'ended']],
    )
  })
})

describe('the desk', () => {
  it('shows a key once and keeps it nowhere in clear; what is not in its form is refused', async () => {
    const { systems } = await administrator().call(contract.listSystems)
    expect(systems.find(({ id }) => id === hotline.id)).toMatchObject({ name: '热线平台', endedAt: null })
    const { rows } = await app.db.read((tx) =>
      sql<{ row: string }>`select s::text as row from incoming.systems s union all
        select c::text from kernel.commands c`.execute(tx),
    )
    expect(JSON.stringify([systems, rows])).not.toContain(hotline.key.slice(6, 30))
    const body = { name: '平台', kinds: ['demand'], placeId: app.town.places.street1, perMinute: 60 }
    for (const wrong of [
      { key: 'secret' },
      { key: 'whsec_AAAA' },
      { kinds: ['nothing'] },
      { name: '  ' },
      { perMinute: 0 },
    ])
      expect((await administrator().ask(contract.makeSystem, { body: { ...body, ...wrong } })).status).toBe(400)
    expect((await administrator().ask(contract.makeSystem, { body: { ...body, placeId: hotline.id } })).status).toBe(
      404,
    )
    expect((await app.signInAs('community1').ask(contract.makeSystem, { body })).status).toBe(403)
  })

  it('the ledger tells of all of it, and what was changed behind its back is found', async () => {
    const found = () => verifyLedger(app.db, [verifyIncoming], app.clock.now())
    expect((await found()).broken).toEqual([])
    await app.db.tx((tx) =>
      sql`update incoming.systems set kinds = '{demand,patrol}' where id = ${hotline.id}`.execute(tx),
    )
    expect((await found()).broken.map(({ check }) => check)).toEqual(['incoming.systems'])
    await app.db.tx((tx) => sql`update incoming.systems set kinds = '{demand}' where id = ${hotline.id}`.execute(tx))
  })
})

it('forgets the names of messages after 30 days, also of a system that was ended', async () => {
  const ended = await aSystem(app)
  await report(ended)
  await administrator().call(contract.endSystem, { params: { systemId: ended.id } })
  const names = async () =>
    (await app.db.read((tx) => sql`select from incoming.messages where system_id = ${ended.id}`.execute(tx))).rows
      .length
  const tidy = () => tidyMessagesJob.handle({}, app.services, new AbortController().signal)
  await tidy()
  expect(await names()).toBe(1)
  app.clock.move(31 * 86_400_000)
  await tidy()
  expect(await names()).toBe(0)
})

it('keeps no hash of a message that can be guessed; one from before is known all the same', async () => {
  const system = await aSystem(app)
  const body = JSON.stringify(message('report', 'HL-hashed', reportData))
  const plain = createHash('sha256').update(body).digest()
  const now = Math.floor(app.clock.now().getTime() / 1000)
  const sent = (seconds: number) => send(app, system, body, { id: 'report-hashed', seconds })
  expect((await sent(now)).status).toBe(200)
  const { rows } = await app.db.read((tx) =>
    sql<{ digest: Buffer }>`select digest from incoming.messages where system_id = ${system.id}`.execute(tx),
  )
  expect(rows.map(({ digest }) => [digest.length, digest.equals(plain)])).toEqual([[32, false]])
  await app.db.tx((tx) =>
    sql`update incoming.messages set digest = ${plain} where system_id = ${system.id}`.execute(tx),
  )
  expect((await sent(now + 1)).status).toBe(200)
})
