import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { notify } from '../notices/public.ts'
import {
  addBrowser,
  changeChannel,
  dropBrowsers,
  endChannel,
  getPreferences,
  listChannels,
  makeChannel,
  savePreferences,
} from './contract.ts'
import { publishedTypes } from './kinds.ts'
import { browserKeys, type Receiver, receiver } from './receivers.fixture.ts'
import { sendTick } from './send-tick.ts'

let app: MatterApp
let door: Receiver
beforeAll(async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.0/8')
  app = await matterApp()
  door = await receiver()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await app.close()
  await door.close()
})
beforeEach(async () => {
  const admin = app.signInAs('administrator')
  for (const { id } of (await admin.call(listChannels)).channels)
    await admin.call(endChannel, { params: { channelId: id } })
})

async function waitingForALock(): Promise<void> {
  for (;;) {
    const rows = await app.db.statement(
      'test.waiting_for_a_lock',
      `select from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where a.datname = current_database() and not l.granted`,
      [],
    )
    if (rows.length > 0) return
  }
}

/** What a worker does until nothing is due. */
async function send(): Promise<void> {
  await app.deliver()
  while (await sendTick.run(app.services));
}

const aHook = () => ({
  ...{ kind: 'webhook', name: '区平台', on: true, settings: {}, secrets: { url: `${door.url}/hook` } },
  events: publishedTypes,
})
const make = async (body: object) => await app.signInAs('administrator').call(makeChannel, { body: body as never })
const work = {
  quietFrom: null,
  quietTo: null,
  urgentThrough: false,
  digestHour: null,
  consentVersion: 1,
  ways: { work: ['push'] },
}

const tell = async () => {
  const { id } = await app.reportAt('building111', `楼道灯不亮（${Math.random()}）`)
  await app.db.tx((tx) =>
    notify(tx, {
      ...{ tenantId: app.town.tenantId, personIds: [app.town.persons.gridWorker11], topic: 'assign' },
      ...{ at: app.clock.now(), subject: { kind: 'matter', id }, words: { zh: '派单', en: 'Assigned' } },
    }),
  )
}

describe('a channel', () => {
  it('one that is ended while it is changed stays ended, without its secrets', async () => {
    const { id } = await make(aHook())
    const { kind: _, ...body } = { ...aHook(), name: '改名', secrets: { url: `${door.url}/hook2` } }
    let changing: Promise<{ status: number }> | undefined
    await app.db.tx(async (tx) => {
      await sql`select from channels.channels where id = ${id} for update`.execute(tx)
      changing = app.signInAs('administrator').ask(changeChannel, { params: { channelId: id }, body: body as never })
      await waitingForALock()
      await sql`update channels.channels set ended_at = ${app.clock.now()}, is_on = false,
        secret_sealed = ${app.services.secrets.seal('{}')} where id = ${id}`.execute(tx)
    })
    expect((await changing)?.status).toBe(404)
    const { rows } = await app.db.read((tx) =>
      sql<{ sealed: Buffer; on: boolean }>`select secret_sealed as sealed, is_on as on from channels.channels
        where id = ${id}`.execute(tx),
    )
    expect(rows.map(({ sealed, on }) => [app.services.secrets.open(sealed), on])).toEqual([['{}', false]])
  })
})

describe('browsers', () => {
  it('one of them that answers strangely, not at all, or has no key keeps nobody else waiting', async () => {
    const push = { kind: 'push', name: '推送', on: true, settings: { contact: 'mailto:a@liren.example' }, secrets: {} }
    await make(push)
    const worker = app.signInAs('gridWorker11')
    const keys = browserKeys()
    await worker.call(savePreferences, { body: work as never })
    const outcomeOf = async (browser: object) => {
      const body = { endpoint: `${door.url}/push/2`, p256dh: keys.p256dh, auth: keys.auth, ...browser }
      await worker.call(addBrowser, { body })
      await tell()
      app.clock.move(60_000)
      await send()
      const { channels } = await app.signInAs('administrator').call(listChannels)
      const { browsers } = await worker.call(getPreferences)
      await worker.call(dropBrowsers)
      return { failures: channels[0]?.failures, browsers }
    }
    for (const status of [301, 401, 429, 500]) {
      door.answer = { status, body: '' }
      expect([status, await outcomeOf({})]).toEqual([status, { failures: 0, browsers: 1 }])
    }
    expect(await outcomeOf({ endpoint: 'http://127.0.0.1:9/nobody' })).toEqual({ failures: 0, browsers: 1 })
    door.answer = { status: 200, body: '' }
    // It was never a key: there is nothing to wake.
    expect(await outcomeOf({ p256dh: 'A'.repeat(87) })).toEqual({ failures: 0, browsers: 0 })
  })
})
