import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import { notify } from '../notices/public.ts'
import * as consents from '../people/contract.ts'
import {
  addBrowser,
  confirmMail,
  getPreferences,
  listSendings,
  makeChannel,
  outsidePurpose,
  savePreferences,
  setMail,
} from './contract.ts'
import { type ChannelId, consentStream } from './events.ts'
import { browserKeys, mailServer } from './receivers.fixture.ts'
import { sendTick } from './send-tick.ts'
import { verifyChannels } from './verify.ts'

let app: MatterApp
let post: Awaited<ReturnType<typeof mailServer>>
let channelId: ChannelId
beforeAll(async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.0/8')
  app = await matterApp()
  post = await mailServer()
  const mail = { host: '127.0.0.1', port: post.port, security: 'none', user: '', from: 'office@liren.example' }
  const body = { kind: 'mail' as const, name: '单位邮件', on: true, secrets: {}, settings: mail }
  channelId = (await office().call(makeChannel, { body })).id
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await app?.close()
  await post?.close()
})

const params = { purpose: outsidePurpose }
const office = () => app.signInAs('administrator')
const worker = () => app.signInAs('gridWorker11')
const wants = (ways: object, consentVersion?: number) => ({
  ...{ ways, quietFrom: null, quietTo: null, urgentThrough: false, digestHour: null },
  ...(consentVersion === undefined ? {} : { consentVersion }),
})
const byMail = { work: ['mail' as const], pressing: ['mail' as const] }
const standing = async () => (await worker().call(getPreferences)).consent
const save = (zh: string, asksAnew: boolean, after: number) =>
  office().call(consents.saveConsentText, {
    params,
    body: { zh, en: `In English: ${zh}`, asksAnew, why: '换了短信服务商', after },
  })
async function tell(): Promise<void> {
  const { id } = await app.reportAt('building111', `楼道灯不亮（${Math.random()}）`)
  const personIds = [app.town.persons.gridWorker11]
  const about = { subject: { kind: 'matter', id }, words: { zh: '派单', en: 'Assigned' } } as const
  await app.db.tx((tx) =>
    notify(tx, { tenantId: app.town.tenantId, personIds, topic: 'assign', at: app.clock.now(), ...about }),
  )
}
async function send(): Promise<void> {
  await app.deliver()
  app.clock.move(120_000)
  while (await sendTick.run(app.services));
}
async function findings(): Promise<string[]> {
  const found: string[] = []
  const report = ({ what }: { what: string }) => void found.push(what)
  await app.db.read((tx) => verifyChannels({ tx, tenantId: app.town.tenantId, now: app.clock.now(), report }))
  return found
}
const confirm = async () => {
  const code = /验证码：([0-9]{6})/.exec(post.got.at(-1)?.text ?? '')?.[1] ?? ''
  await worker().call(confirmMail, { body: { code } })
  post.got.length = 0
}

describe('consent to being told outside', () => {
  it('is needed for a way, an address and a browser, and for nothing else; a text that changed meanwhile is refused', async () => {
    const keys = browserKeys()
    const browser = { endpoint: 'http://127.0.0.1:9/push', p256dh: keys.p256dh, auth: keys.auth }
    await worker().call(savePreferences, { body: wants({ work: [] }) })
    expect(await standing()).toBeNull()
    expect((await worker().ask(savePreferences, { body: wants(byMail) })).reason).toBe('channels.not_agreed')
    expect((await worker().ask(setMail, { body: { address: 'a@liren.example' } })).reason).toBe('channels.not_agreed')
    expect((await worker().ask(addBrowser, { body: browser })).reason).toBe('channels.not_agreed')
    await save('我同意在里仁之外提醒我，换一种说法。', false, 1)
    const old = { consentVersion: 1 }
    for (const refused of [
      await worker().ask(savePreferences, { body: wants(byMail, 1) }),
      await worker().ask(setMail, { body: { address: 'a@liren.example', ...old } }),
      await worker().ask(addBrowser, { body: { ...browser, ...old } }),
    ])
      expect([refused.status, refused.reason]).toEqual([409, consents.consentTextChanged])
    expect(await worker().call(getPreferences)).toMatchObject({
      ways: { work: [] },
      mail: null,
      browsers: 0,
      consent: null,
    })
    expect(post.got).toEqual([])
  })

  it('is given once, with the first of them, and not asked again', async () => {
    await worker().call(setMail, { body: { address: 'grid@liren.example', consentVersion: 2 } })
    const at = app.clock.now().toISOString()
    await confirm()
    await worker().call(savePreferences, { body: wants(byMail) })
    expect(await standing()).toEqual({ version: 2, at, stands: true })
    const { rows } = await worker().call(consents.myConsents)
    expect(rows.map(({ purpose, agreed, how }) => [purpose, agreed.version, how])).toEqual([
      [outsidePurpose, 2, 'self'],
    ])
    await tell()
    await send()
    expect(post.got).toHaveLength(1)
    expect(await findings()).toEqual([])
  })

  it('asked anew: nothing goes outside until it is answered, neither what comes nor what waits; inside goes on', async () => {
    post.got.length = 0
    await tell()
    await save('我同意在里仁之外提醒我，短信改由另一家服务商发出。', true, 2)
    await send()
    const { rows } = await office().call(listSendings, { params: { channelId }, query: {} })
    expect([rows[0]?.state, rows[0]?.lastError]).toEqual(['dropped', 'no consent that stands'])
    const before = (await worker().call(listNotices, { query: {} })).total
    await tell()
    await send()
    expect(post.got).toEqual([])
    expect((await worker().call(listNotices, { query: {} })).total).toBeGreaterThan(before)
    expect(await standing()).toMatchObject({ version: 2, stands: false })
    expect((await worker().ask(savePreferences, { body: wants(byMail) })).reason).toBe('channels.not_agreed')
    expect((await worker().ask(setMail, { body: { address: 'b@liren.example' } })).reason).toBe('channels.not_agreed')
    await worker().call(consents.agreeAnew, { params, body: { version: 3 } })
    expect(await standing()).toMatchObject({ version: 3, stands: true })
    await tell()
    await send()
    expect(post.got).toHaveLength(1)
    expect(await findings()).toEqual([])
    const { rows: gone } = await app.db.tx((tx) =>
      sql<{ row: unknown }>`delete from channels.preferences p returning to_jsonb(p) as row`.execute(tx),
    )
    expect(await findings()).toEqual(['the row says none, the ledger version 3'])
    await app.db.tx((tx) =>
      sql`insert into channels.preferences
        select r.* from jsonb_populate_recordset(null::channels.preferences, ${JSON.stringify(gone.map(({ row }) => row))}) r`.execute(
        tx,
      ),
    )
    expect(await findings()).toEqual([])
  })

  it('taken back: no ways, no address, no browsers, and what waits is dropped', async () => {
    await tell()
    post.got.length = 0
    await worker().call(consents.takeConsentBack, { params, body: {} })
    await send()
    expect(post.got).toEqual([])
    expect(await worker().call(getPreferences)).toMatchObject({ ways: {}, mail: null, browsers: 0, consent: null })
    expect((await worker().ask(consents.takeConsentBack, { params, body: {} })).status).toBe(404)
    expect((await worker().ask(consents.agreeAnew, { params, body: { version: 3 } })).status).toBe(404)
    const { rows } = await app.db.read((tx) =>
      sql<{ sealed: Buffer | null }>`select mail_sealed as sealed from channels.preferences`.execute(tx),
    )
    expect(rows).toEqual([{ sealed: null }])
    const events = await app.events(consentStream(app.town.persons.gridWorker11))
    expect(events.map(({ payload }) => payload['version'])).toEqual([2, 3, null])
    expect(await findings()).toEqual([])
    await app.db.tx((tx) => sql`update channels.preferences set consent_version = 1, consent_at = now()`.execute(tx))
    expect(await findings()).toEqual(['the row says version 1, the ledger none'])
  })
})
