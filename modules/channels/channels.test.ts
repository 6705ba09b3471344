import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { act } from '../matters/contract.ts'
import { eventTypes } from '../matters/events.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { notify } from '../notices/public.ts'
import {
  addBrowser,
  changeChannel,
  confirmMail,
  endChannel,
  getPreferences,
  listChannels,
  listSendings,
  makeChannel,
  reachOfMatter,
  replayChannel,
  savePreferences,
  setMail,
  testChannel,
} from './contract.ts'
import { type ChannelId, channelStream } from './events.ts'
import { publishedTypes } from './kinds.ts'
import { browserKeys, mailServer, type Receiver, receiver } from './receivers.fixture.ts'
import { dueChannels, sendTick } from './send-tick.ts'
import { spreadEvents } from './spread.ts'
import { verifyChannels } from './verify.ts'

let app: MatterApp
let post: Awaited<ReturnType<typeof mailServer>>
let door: Receiver
beforeAll(async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.0/8')
  app = await matterApp()
  post = await mailServer()
  door = await receiver()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await app.close()
  await post.close()
  await door.close()
})
beforeEach(async () => {
  const admin = app.signInAs('administrator')
  for (const { id } of (await admin.call(listChannels)).channels)
    await admin.call(endChannel, { params: { channelId: id } })
  post.got.length = 0
  door.got.length = 0
  door.answer = { status: 200, body: '' }
})

/** What a worker does until nothing is due. */
async function send(): Promise<void> {
  await app.deliver()
  while (await sendTick.run(app.services));
}

const aMail = (more: Record<string, unknown> = {}) => ({
  ...{ kind: 'mail', name: '单位邮件', on: true, secrets: {} },
  settings: { host: '127.0.0.1', port: post.port, security: 'none', user: '', from: 'office@liren.example', ...more },
})
const aHook = (more: Record<string, unknown> = {}) => ({
  ...{ kind: 'webhook', name: '区平台', on: true, settings: {}, secrets: { url: `${door.url}/hook` } },
  ...{ events: publishedTypes, ...more },
})
const make = async (body: object) => await app.signInAs('administrator').call(makeChannel, { body: body as never })
const wants = {
  ways: { work: ['mail'], pressing: ['mail'] },
  quietFrom: null,
  quietTo: null,
  urgentThrough: false,
  digestHour: null,
  consentVersion: 1,
}
const codeIn = (text: string | undefined) => /验证码：([0-9]{6})/.exec(text ?? '')?.[1] ?? ''

/** The grid worker has a confirmed address and these wishes. */
async function gridWorkerWants(more: object = {}): Promise<void> {
  const worker = app.signInAs('gridWorker11')
  app.clock.move(120_000)
  await worker.call(setMail, { body: { address: 'grid@liren.example', consentVersion: 1 } })
  await worker.call(confirmMail, { body: { code: codeIn(post.got.at(-1)?.text) } })
  await worker.call(savePreferences, { body: { ...wants, ...more } as never })
  post.got.length = 0
}
const aMatter = async (words = '楼道灯不亮，电话12000001234') =>
  (await app.reportAt('building111', `${words}（${Math.random()}）`)).id
const tell = (topic: string, matterId: MatterId, urgent = false) =>
  app.db.tx((tx) =>
    notify(tx, {
      ...{
        tenantId: app.town.tenantId,
        personIds: [app.town.persons.gridWorker11],
        topic,
        urgent,
        at: app.clock.now(),
      },
      ...{ subject: { kind: 'matter', id: matterId }, words: { zh: '王小明的电话12000001234', en: 'x' } },
    }),
  )
const numberOf = async (id: MatterId) => {
  const { rows } = await app.db.read((tx) =>
    sql<{ number: string }>`select number from matters.matters where id = ${id}`.execute(tx),
  )
  return rows[0]?.number ?? ''
}

describe('setting channels up', () => {
  it('is for administrators; what is wrong is said beside the field; the key is shown once; each change is told', async () => {
    expect((await app.anyone.ask(listChannels)).status).toBe(401)
    expect((await app.signInAs('gridWorker11').ask(makeChannel, { body: aHook() })).status).toBe(403)
    const admin = app.signInAs('administrator')
    const bad = async (body: object) => (await admin.ask(makeChannel, { body: body as never })).error
    expect(await bad(aHook({ events: [] }))).toMatchObject({ code: 'invalid', fields: [{ path: 'events' }] })
    expect(await bad({ ...aMail(), secrets: { password: 'x' } })).toMatchObject({
      fields: [{ path: 'settings.security' }],
    })
    expect(await bad({ ...aMail(), settings: { host: 'x' } })).toMatchObject({ fields: [{ path: 'settings' }] })
    const sms = { method: 'POST', form: 'json', template: '{"a":"{{env}}"}', headers: [], okField: '', okValue: '' }
    const aSms = { kind: 'sms', name: '短信', on: true, settings: sms, secrets: { url: door.url } }
    expect(await bad(aSms)).toMatchObject({ fields: [{ path: 'settings.template' }] })
    const { id, key } = await make(aHook())
    expect(key).toMatch(/^whsec_/)
    expect(await bad(aMail())).toBeNull()
    expect((await admin.ask(makeChannel, { body: aMail() as never })).status).toBe(409)
    const robot = { name: '工作群', on: true, events: aHook().events, settings: {} }
    const secrets = { url: door.url, key: 'SEC-of-the-group' }
    const { id: robotId } = await make({ kind: 'dingtalk', ...robot, secrets } as never)
    const changed = (to: object) =>
      admin.ask(changeChannel, { params: { channelId: robotId }, body: { ...robot, secrets: to } as never })
    const elsewhere = { url: `http://127.0.0.1:9/${secrets.key.length}` }
    // What was typed for one receiver is not handed to another.
    expect(await changed(elsewhere)).toMatchObject({ status: 422, error: { fields: [{ path: 'secrets.key' }] } })
    expect((await changed({ ...elsewhere, key: 'SEC-of-another' })).status).toBe(200)
    await admin.call(endChannel, { params: { channelId: robotId } })
    const { channels } = await admin.call(listChannels)
    expect(JSON.stringify(channels)).not.toContain('whsec_')
    expect(channels.find((one) => one.id === id)).toMatchObject({ host: new URL(door.url).host, on: true })
    const { kind: _, ...body } = { ...aHook(), on: false, secrets: {} }
    await admin.call(changeChannel, { params: { channelId: id }, body: body as never })
    await admin.call(endChannel, { params: { channelId: id } })
    expect((await admin.ask(endChannel, { params: { channelId: app.town.tenantId } })).status).toBe(404)
    expect((await app.events(channelStream(id))).map(({ type }) => type)).toEqual([
      'channels.channel_made',
      'channels.channel_changed',
      'channels.channel_ended',
    ])
  })

  it('nothing inside the machine’s own network, unless the environment opens it', async () => {
    vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '')
    const refused = await app.signInAs('administrator').ask(makeChannel, { body: aHook() as never })
    expect([refused.status, refused.reason]).toEqual([422, 'outgoing.closed_address'])
    vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.0/8')
  })

  it('a test really sends', async () => {
    const { id } = await make(aMail())
    const admin = app.signInAs('administrator')
    const to = { params: { channelId: id }, body: { to: 'boss@liren.example' } }
    expect(await admin.call(testChannel, to)).toEqual({ sent: true, error: null })
    expect(post.got[0]?.to).toEqual(['boss@liren.example'])
    const hook = await make(aHook())
    door.answer = { status: 500, body: 'words of theirs' }
    const failed = await admin.call(testChannel, { params: { channelId: hook.id }, body: {} })
    expect(failed).toEqual({ sent: false, error: 'HTTP 500' })
  })
})

describe('notices to persons', () => {
  it('inside Liren alone, until somebody chooses otherwise and confirms an address', async () => {
    await make(aMail())
    const worker = app.signInAs('gridWorker11')
    expect(await worker.call(getPreferences)).toMatchObject({ ways: {}, mail: null, offered: ['mail'] })
    await tell('assign', await aMatter())
    app.clock.move(120_000)
    await send()
    expect(post.got).toEqual([])
    await worker.call(setMail, { body: { address: 'grid@liren.example', consentVersion: 1 } })
    await worker.call(savePreferences, { body: wants as never })
    expect((await worker.ask(setMail, { body: { address: 'grid@liren.example', consentVersion: 1 } })).status).toBe(429)
    // Nor by taking the address away in between, nor with another one.
    await worker.call(setMail, { body: { address: '' } })
    expect((await worker.ask(setMail, { body: { address: 'other@liren.example' } })).status).toBe(429)
    expect(post.got).toHaveLength(1)
    app.clock.move(61_000)
    post.got.length = 0
    const both = ['grid@liren.example', 'grid@liren.example'].map((address) =>
      worker.ask(setMail, { body: { address, consentVersion: 1 } }),
    )
    expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([200, 429])
    expect(post.got).toHaveLength(1)
    expect((await worker.ask(confirmMail, { body: { code: '000000' } })).status).toBe(422)
    const code = codeIn(post.got[0]?.text)
    post.got.length = 0
    await tell('assign', await aMatter())
    app.clock.move(120_000)
    await send()
    expect(post.got).toEqual([])
    await worker.call(confirmMail, { body: { code } })
    expect(await worker.call(getPreferences)).toMatchObject({ mail: 'g***@liren.example', mailConfirmed: true })
  })

  it('what goes out says the number, what to do and where; nothing that somebody wrote', async () => {
    await make(aMail())
    await gridWorkerWants()
    const id = await aMatter()
    await app.deliver()
    await send()
    expect(post.got).toEqual([])
    await tell('assign', id)
    app.clock.move(60_000)
    await send()
    expect(post.got).toHaveLength(1)
    const { text } = post.got[0] ?? { text: '' }
    expect(text).toContain(await numberOf(id))
    expect(text).toContain(`/matters/${id}`)
    expect(text).not.toMatch(/12000001234|王小明|楼道灯/)
    expect(text).toContain('2 条')
    const reach = await app.signInAs('community1').call(reachOfMatter, { params: { matterId: id } })
    expect(reach.ways).toEqual([{ kind: 'mail', waiting: 0, sent: 1, failed: 0, lastAt: expect.any(String) }])
    expect((await app.signInAs('resident1').ask(reachOfMatter, { params: { matterId: id } })).status).toBe(404)
  })

  it('quiet hours hold it back, urgent ones only where that was chosen', async () => {
    await make(aMail())
    await gridWorkerWants({ quietFrom: 22 * 60, quietTo: 7 * 60 })
    app.clock.set(new Date('2026-11-24T15:00:00Z'))
    const id = await aMatter()
    await tell('urge', id, true)
    app.clock.move(3_600_000)
    await send()
    expect(post.got).toEqual([])
    app.clock.set(new Date('2026-11-24T23:00:01Z'))
    await send()
    expect(post.got).toHaveLength(1)
    await app.signInAs('gridWorker11').call(savePreferences, {
      body: { ...wants, quietFrom: 22 * 60, quietTo: 7 * 60, urgentThrough: true } as never,
    })
    app.clock.set(new Date('2026-11-25T15:00:00Z'))
    await tell('urge', id, true)
    await send()
    expect(post.got).toHaveLength(2)
  })

  it('a digest joins what came in a day; what is not wanted any more is dropped', async () => {
    await make(aMail())
    app.clock.set(new Date('2026-11-26T01:00:00Z'))
    await gridWorkerWants({ digestHour: 18 })
    const [one, two] = [await aMatter(), await aMatter()]
    await tell('assign', one)
    await tell('assign', two)
    app.clock.set(new Date('2026-11-26T10:00:01Z'))
    await send()
    expect(post.got).toHaveLength(1)
    expect(post.got[0]?.text).toContain(await numberOf(one))
    expect(post.got[0]?.text).toContain(await numberOf(two))
    await tell('assign', two)
    await app.signInAs('gridWorker11').call(savePreferences, { body: { ...wants, ways: {} } as never })
    app.clock.move(86_400_000)
    await send()
    expect(post.got).toHaveLength(1)
  })

  it('a mailbox that is refused is given up at once, and the channel goes on', async () => {
    const { id } = await make(aMail())
    await gridWorkerWants()
    const sealed = app.services.secrets.seal('nobody@liren.example')
    await app.db.tx((tx) => sql`update channels.preferences set mail_sealed = ${sealed}`.execute(tx))
    await tell('assign', await aMatter())
    app.clock.move(60_000)
    await send()
    const admin = app.signInAs('administrator')
    const { rows } = await admin.call(listSendings, { params: { channelId: id }, query: { state: 'given_up' } })
    expect(rows[0]).toMatchObject({ state: 'given_up', lastError: 'SMTP 550', what: 'work' })
    expect((await admin.call(listChannels)).channels[0]).toMatchObject({ failures: 0, givenUp: 1 })
  })

  it('a mailbox that is full holds up nobody else, and is tried for a day from when the digest was due', async () => {
    const { id } = await make(aMail())
    app.clock.set(new Date('2026-11-28T11:00:00Z'))
    await gridWorkerWants({ digestHour: 18 })
    const sealed = app.services.secrets.seal('full@liren.example')
    await app.db.tx((tx) => sql`update channels.preferences set mail_sealed = ${sealed}`.execute(tx))
    await tell('assign', await aMatter())
    const admin = app.signInAs('administrator')
    const only = async () => (await admin.call(listSendings, { params: { channelId: id }, query: {} })).rows[0]
    const due = new Date('2026-11-29T10:00:01Z').getTime()
    for (const hours of [0, 1, 5, 13, 23]) {
      app.clock.set(new Date(due + hours * 3_600_000))
      await send()
      expect([hours, (await only())?.state]).toEqual([hours, 'failed'])
      expect((await admin.call(listChannels)).channels[0]).toMatchObject({ failures: 0, lastError: null })
    }
    expect(await only()).toMatchObject({ tries: 5, lastError: 'SMTP 452' })
    app.clock.set(new Date(due + 24 * 3_600_000))
    await send()
    expect((await only())?.state).toBe('given_up')
  })
})

describe('browsers', () => {
  it('are woken with what they alone can read, and forgotten when they took it back', async () => {
    const push = { kind: 'push', name: '推送', on: true, settings: { contact: 'mailto:a@liren.example' }, secrets: {} }
    await make(push)
    const worker = app.signInAs('gridWorker11')
    const keys = browserKeys()
    const endpoint = `${door.url}/push/1`
    await worker.call(addBrowser, { body: { endpoint, p256dh: keys.p256dh, auth: keys.auth, consentVersion: 1 } })
    await worker.call(savePreferences, { body: { ...wants, ways: { work: ['push'] } } as never })
    const mine = await worker.call(getPreferences)
    expect(mine).toMatchObject({ browsers: 1, offered: ['push'], pushKey: expect.any(String) })
    const id = await aMatter()
    await app.deliver()
    app.clock.move(60_000)
    await send()
    expect(keys.read(door.got[0]?.body ?? Buffer.alloc(0))).toMatchObject({ link: `/matters/${id}` })
    door.answer = { status: 410, body: '' }
    await tell('assign', id)
    app.clock.move(60_000)
    await send()
    expect((await worker.call(getPreferences)).browsers).toBe(0)
    vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '')
    const inside = { body: { endpoint: 'http://169.254.169.254/x', p256dh: keys.p256dh, auth: keys.auth } }
    expect((await worker.ask(addBrowser, inside)).status).toBe(422)
    vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.0/8')
  })
})

interface CloudEvent {
  readonly id: string
  readonly type: string
  readonly subject: string
  readonly sequence: string
}
const told = (): CloudEvent[] => door.got.map(({ body }) => JSON.parse(String(body)) as CloudEvent)
const ordered = (events: readonly CloudEvent[]): boolean =>
  events.every((event, n) =>
    events.slice(0, n).every((earlier) => earlier.subject !== event.subject || earlier.sequence < event.sequence),
  )
async function worked(words?: string): Promise<MatterId> {
  const id = await aMatter(words)
  const worker = app.signInAs('gridWorker11')
  await worker.call(act, { params: { matterId: id }, body: { action: 'contact', remark: '已联系' } as never })
  return id
}

describe('events to receivers', () => {
  it('a receiver that was down for an hour gets all in order afterwards, signed, nothing personal', async () => {
    const { id, key } = await make(aHook())
    door.answer = { status: 503, body: '' }
    const matters = [await worked(), await worked(), await worked()]
    await send()
    const { channels } = await app.signInAs('administrator').call(listChannels)
    expect(channels[0]).toMatchObject({ failures: 1, waiting: 6, lastError: 'HTTP 503' })
    for (let minute = 0; minute < 60; minute++) {
      app.clock.move(60_000)
      await send()
    }
    expect(door.got).toEqual([])
    door.answer = { status: 204, body: '' }
    for (let minute = 0; minute < 61; minute++) {
      app.clock.move(60_000)
      await send()
    }
    expect(told()).toHaveLength(6)
    expect(ordered(told())).toBe(true)
    expect(new Set(told().map(({ subject }) => subject)).size).toBe(matters.length)
    for (const { headers, body } of door.got) {
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
      const secret = Buffer.from((key ?? '').slice(6), 'base64')
      expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', secret).update(signed).digest('base64')}`)
    }
    expect(door.got.map(({ body }) => String(body)).join()).not.toMatch(/12000001234|楼道灯|已联系/)
    expect(
      (await app.signInAs('administrator').call(listSendings, { params: { channelId: id }, query: { state: 'sent' } }))
        .total,
    ).toBe(6)
  })

  it('only what was chosen; what is for its holder alone never', async () => {
    await make(aHook({ events: ['matters.matter_contacted'] }))
    await worked()
    const { id } = await app.reportAt('building111', '家里的事，不想让别人知道', { visibility: 'holder' })
    await app
      .signInAs('gridWorker11')
      .call(act, { params: { matterId: id }, body: { action: 'contact', remark: '好' } as never })
    await send()
    expect(told().map(({ type }) => type)).toEqual(['matters.matter_contacted'])
  })

  it('all since an instant again, under the same ids and in order', async () => {
    const { id } = await make(aHook())
    app.clock.move(1000)
    const since = app.clock.now().toISOString()
    await worked()
    await worked()
    await send()
    const first = told()
    door.got.length = 0
    const admin = app.signInAs('administrator')
    expect(await admin.call(replayChannel, { params: { channelId: id }, body: { since } })).toEqual({ events: 4 })
    await send()
    expect(ordered(told())).toBe(true)
    expect(
      told()
        .map((one) => one.id)
        .toSorted(),
    ).toEqual(first.map((one) => one.id).toSorted())
  })

  it('are handed over only while a receiver wants them', async () => {
    const admin = app.signInAs('administrator')
    const handed = async () => {
      await app.db.tx((tx) => sql`delete from kernel.deliveries`.execute(tx))
      await aMatter()
      const { rows } = await app.db.read((tx) =>
        sql`select from kernel.deliveries where subscriber = ${spreadEvents.name}`.execute(tx),
      )
      return rows.length
    }
    const faults = async () => {
      const found: string[] = []
      const report = ({ check, what }: { check: string; what: string }) => void found.push(`${check}: ${what}`)
      await app.db.read((tx) => verifyChannels({ tx, tenantId: app.town.tenantId, now: app.clock.now(), report }))
      return found
    }
    expect(await handed()).toBe(0)
    const [reported = '', other = ''] = [
      eventTypes.reported,
      publishedTypes.find((type) => type !== eventTypes.reported),
    ]
    const { id } = await make(aHook({ events: [reported, other] }))
    await make(aHook({ name: '另一个', events: [reported] }))
    expect(await handed()).toBe(1)
    const change = (body: object) => admin.call(changeChannel, { params: { channelId: id }, body: body as never })
    await change(aHook({ events: [other] }))
    expect(await handed()).toBe(1)
    for (const one of (await admin.call(listChannels)).channels)
      if (one.name === '另一个') await admin.call(endChannel, { params: { channelId: one.id } })
    expect(await handed()).toBe(0)
    await change(aHook({ events: [reported] }))
    expect(await handed()).toBe(1)
    await change(aHook({ events: [reported], on: false }))
    expect(await handed()).toBe(0)
    expect(await faults()).toEqual([])
    await app.db.tx((tx) =>
      sql`insert into kernel.wanted select ${app.town.tenantId}, ${spreadEvents.name}, ${reported}, ${id}`.execute(tx),
    )
    expect(await faults()).toEqual([`channels.wanted: is handed ${reported} and does not want it`])
    await change(aHook({ events: [reported] }))
    expect(await faults()).toEqual([])
    await app.db.tx((tx) => sql`delete from kernel.wanted`.execute(tx))
    expect(await faults()).toEqual([`channels.wanted: wants ${reported} and is not handed it`])
  })

  it('after three days without success it is given up', async () => {
    const { id } = await make(aHook())
    door.answer = { status: 500, body: '' }
    await aMatter()
    await send()
    app.clock.move(3 * 86_400_000 + 3_600_000)
    await send()
    const query = { state: 'given_up' } as const
    const given = await app.signInAs('administrator').call(listSendings, { params: { channelId: id }, query })
    expect(given.rows.map(({ lastError }) => lastError)).toEqual(['HTTP 500'])
  })
})

describe('two workers', () => {
  it('send each thing once; one that dies leaves its message to the other after the lease', async () => {
    const { id } = await make(aHook())
    for (let n = 0; n < 6; n++) await aMatter()
    await app.deliver()
    await Promise.all(Array.from({ length: 4 }, () => sendTick.run(app.services)))
    await send()
    expect(new Set(told().map((one) => one.id)).size).toBe(6)
    expect(told()).toHaveLength(6)
    await leftBehind(id)
    await send()
    expect(told()).toHaveLength(6)
    app.clock.move(130_000)
    await send()
    expect(told()).toHaveLength(7)
    expect(new Set(told().map((one) => one.id)).size).toBe(6)
  })
})

/** As after the death of a worker between sending and writing. */
const leftBehind = (channelId: ChannelId) =>
  app.db.tx((tx) =>
    sql`update channels.sendings set state = 'sending', lease_id = gen_random_uuid(),
        lease_until = ${new Date(app.clock.now().getTime() + 120_000)}
      where id = (select id from channels.sendings where channel_id = ${channelId} order by id limit 1)`.execute(tx),
  )

it('lets no tenant with much to send keep another waiting', async () => {
  const at = app.clock.now()
  const busy = '00000000-0000-7000-8000-000000000001'
  const made = await make(aMail())
  await app.db.tx(async (tx) => {
    await sql`insert into kernel.tenants select (jsonb_populate_record(t, jsonb_build_object('id', ${busy}::text,
      'code', 'busy'))).* from kernel.tenants t where t.id = ${app.town.tenantId}`.execute(tx)
    await sql`insert into people.persons (tenant_id, id, name, created_at) values (${busy}, ${busy}, '忙', ${at})`.execute(
      tx,
    )
    await sql`insert into channels.channels (tenant_id, id, kind, name, settings, secret_sealed, link_base, is_on, made_at,
        made_by)
      select ${busy}, gen_random_uuid(), 'webhook', 'w' || n, '{}', '', '', true, ${at}, ${busy}
      from generate_series(1, 60) n`.execute(tx)
    const wait = (minutes: number) => sql`${new Date(at.getTime() - minutes * 60_000)}::timestamptz`
    await sql`insert into channels.sendings (tenant_id, id, channel_id, event_id, state, next_at, made_at, since)
      select tenant_id, gen_random_uuid(), id, gen_random_uuid(), 'queued', case when tenant_id = ${busy}
        then ${wait(60)} else ${wait(1)} end, ${at}, ${at}
      from channels.channels where is_on and ended_at is null`.execute(tx)
  })
  const due = await dueChannels(app.services)
  expect(due).toHaveLength(50)
  expect(due.slice(0, 2).map(({ id }) => id)).toContain(made.id)
  await app.db.tx((tx) => sql`delete from channels.sendings where tenant_id = ${busy}`.execute(tx))
})
