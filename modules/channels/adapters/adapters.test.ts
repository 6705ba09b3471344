import { createHmac, createPublicKey, verify } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newWebhookKey, webhookSignature } from '../../../kernel/outgoing/webhook-signature.ts'
import { browserKeys, decryptPush, mailServer, type Receiver, receiver } from '../receivers.fixture.ts'
import { Gone, Refused } from './adapter.ts'
import { sendMail } from './mail.ts'
import { encryptPush, newVapidKeys, sendPush } from './push.ts'
import { sendRobot } from './robots.ts'
import { filledBody, sendSms, unknownPlaceholders } from './sms.ts'
import { sendWebhook } from './webhook.ts'

const at = new Date('2026-11-23T02:00:00Z')
const id = '0193f6a2-77aa-7000-8000-000000000001'
const event = {
  id,
  type: 'matters.matter_assigned',
  line: '派单：2026-0001',
  link: 'https://liren.example/x',
  body: '{"a":1}',
  at,
}
const person = { id, title: '有事项需要您办理：2026-0001', text: '2026-0001', link: 'https://liren.example/inbox', at }

let door: Receiver
beforeEach(async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.0/8')
  door = await receiver()
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await door.close()
})

describe('webhooks', () => {
  it('signs as the example of Standard Webhooks', () => {
    expect(
      webhookSignature(
        'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        1614265330,
        '{"test": 2432232314}',
      ),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  it('sends a CloudEvent that the receiver can check; redirects and refusals are failures', async () => {
    const key = newWebhookKey()
    const channel = { settings: {}, secrets: { url: `${door.url}/hook`, key } }
    await sendWebhook(channel, event)
    const [got] = door.got
    expect(got?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': String(at.getTime() / 1000),
    })
    const signed = `${id}.${got?.headers['webhook-timestamp']}.${got?.body}`
    const expected = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
      .update(signed)
      .digest('base64')
    expect(got?.headers['webhook-signature']).toBe(`v1,${expected}`)
    door.answer = { status: 302, body: '', headers: { location: `${door.url}/elsewhere` } }
    await expect(sendWebhook(channel, event)).rejects.toThrow('HTTP 302')
    door.answer = { status: 410, body: 'somebody’s words' }
    await expect(sendWebhook(channel, event)).rejects.toThrow(/^HTTP 410$/)
    expect(door.got).toHaveLength(1)
  })

  it('reads no endless answer', async () => {
    door.answer = { status: 200, body: 'x'.repeat(200_000) }
    await expect(
      sendWebhook({ settings: {}, secrets: { url: door.url, key: newWebhookKey() } }, event),
    ).resolves.toBeUndefined()
  })
})

describe('robots of groups', () => {
  it('DingTalk: timestamp and secret, signed by the secret, in the address', async () => {
    door.answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
    const secrets = { url: `${door.url}/robot/send?access_token=t`, key: 'SECabc' }
    await sendRobot('dingtalk', { settings: {}, secrets }, event)
    const { searchParams } = new URL(door.got[0]?.url ?? '', door.url)
    const signed = `${searchParams.get('timestamp')}\nSECabc`
    expect(searchParams.get('sign')).toBe(createHmac('sha256', 'SECabc').update(signed).digest('base64'))
    expect(searchParams.get('access_token')).toBe('t')
    expect(JSON.parse(String(door.got[0]?.body))).toMatchObject({ msgtype: 'markdown' })
  })

  it('Feishu: timestamp and secret are the key over nothing, in the body', async () => {
    door.answer = { status: 200, body: '{"code":0,"msg":"success"}' }
    await sendRobot('feishu', { settings: {}, secrets: { url: door.url, key: 'abc' } }, event)
    const body = JSON.parse(String(door.got[0]?.body)) as { timestamp: string; sign: string; content: { text: string } }
    expect(body.sign).toBe(createHmac('sha256', `${body.timestamp}\nabc`).digest('base64'))
    expect(Math.abs(Number(body.timestamp) - at.getTime() / 1000)).toBeLessThan(1)
    expect(body.content.text).toContain('2026-0001')
  })

  it('WeCom: the key stands in the address', async () => {
    door.answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
    await sendRobot('wecom', { settings: {}, secrets: { url: `${door.url}/send?key=k` } }, event)
    expect(door.got[0]?.url).toBe('/send?key=k')
    expect(JSON.parse(String(door.got[0]?.body)).markdown.content).toContain('2026-0001')
  })

  it('a refusal in a 200 is a failure, and so is an answer that is none', async () => {
    for (const body of ['{"errcode":310000,"errmsg":"sign not match"}', '{"code":19021}', 'hello']) {
      door.answer = { status: 200, body }
      await expect(sendRobot('dingtalk', { settings: {}, secrets: { url: door.url } }, event)).rejects.toThrow()
    }
  })
})

describe('text messages', () => {
  const settings = {
    ...{ method: 'POST', form: 'json', okField: 'data.code', okValue: '0' },
    template: '{"to":"{{phone}}","text":"[Liren] {{text}}","n":1,"list":["{{id}}"]}',
    headers: [{ name: 'X-Key', value: '{{key}}' }],
  }

  it('fills the template, sends the headers, and looks at the answer', async () => {
    door.answer = { status: 200, body: '{"data":{"code":0}}' }
    const channel = { settings, secrets: { url: door.url, key: 'k' } }
    await sendSms(channel, '10000001234', person)
    expect(door.got[0]?.headers['x-key']).toBe('k')
    expect(JSON.parse(String(door.got[0]?.body))).toMatchObject({ to: '10000001234', n: 1, list: [id] })
    door.answer = { status: 200, body: '{"data":{"code":7}}' }
    await expect(sendSms(channel, '10000001234', person)).rejects.toThrow('data.code')
    door.answer = { status: 401, body: '' }
    // A wrong key can be put right.
    await expect(sendSms(channel, '10000001234', person)).rejects.not.toBeInstanceOf(Refused)
    door.answer = { status: 400, body: '' }
    await expect(sendSms(channel, '10000001234', person)).rejects.toBeInstanceOf(Refused)
  })

  it('nothing that is put in ends a text or begins a field', () => {
    const value = fc.string({ maxLength: 40 })
    fc.assert(
      fc.property(value, value, (phone, text) => {
        const values = { phone, text, id, key: 'k' }
        const json = JSON.parse(filledBody('json', settings.template, values)) as Record<string, unknown>
        expect(json).toEqual({ to: phone, text: `[Liren] ${text}`, n: 1, list: [id] })
        const fields = new URLSearchParams(filledBody('form', 'to={{phone}}&text={{text}}', values))
        expect([...fields]).toEqual([
          ['to', phone],
          ['text', text],
        ])
      }),
    )
    expect(unknownPlaceholders('{{phone}} {{process}} {{ text }}')).toEqual(['process'])
  })
})

describe('web push', () => {
  it('encrypts as the example of RFC 8291', () => {
    const from = (text: string) => Buffer.from(text, 'base64url')
    const sealed = encryptPush(
      {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
      Buffer.from('When I grow up, I want to be a watermelon'),
      { privateKey: from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'), salt: from('DGv6ra1nlYgDCS1FRnbzlw') },
    )
    expect(sealed.toString('base64url')).toBe(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
    )
    const mine = from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94')
    expect(decryptPush(sealed, mine, from('BTBZMqHH6r4Tts7J_aSIgg')).toString()).toMatch(/watermelon$/)
  })

  it('wakes a browser that can read it and knows who sends', async () => {
    door.answer = { status: 201, body: '' }
    const { publicKey, privateKey } = newVapidKeys()
    const browser = browserKeys()
    const channel = { settings: { publicKey, contact: 'mailto:office@liren.example' }, secrets: { key: privateKey } }
    const to = { endpoint: `${door.url}/push/1`, p256dh: browser.p256dh, auth: browser.auth }
    await sendPush(channel, to, person)
    const [got] = door.got
    expect(browser.read(got?.body ?? Buffer.alloc(0))).toMatchObject({ title: person.title, link: '/inbox' })
    const [, jwt = '', key = ''] = /^vapid t=(\S+), k=(\S+)$/.exec(got?.headers.authorization ?? '') ?? []
    const [head = '', body = '', signature = ''] = jwt.split('.')
    const point = Buffer.from(key, 'base64url')
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    }
    const pub = createPublicKey({ key: jwk, format: 'jwk' })
    const by = { key: pub, dsaEncoding: 'ieee-p1363' } as const
    expect(verify('sha256', Buffer.from(`${head}.${body}`), by, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toMatchObject({ aud: door.url })
    door.answer = { status: 410, body: '' }
    await expect(sendPush(channel, to, person)).rejects.toBeInstanceOf(Gone)
  })
})

describe('mail', () => {
  let post: Awaited<ReturnType<typeof mailServer>>
  beforeAll(async () => {
    post = await mailServer()
  })
  afterAll(() => post.close())
  const channel = () => ({
    settings: { host: '127.0.0.1', port: post.port, security: 'none', user: '', from: 'office@liren.example' },
    secrets: {},
  })

  it('arrives at a real mail server, with an id that stays', async () => {
    await sendMail(channel(), 'somebody@liren.example', person)
    expect(post.got[0]).toMatchObject({ from: 'office@liren.example', to: ['somebody@liren.example'] })
    expect(post.got[0]?.text).toContain(`<${id}@liren.example>`)
    expect(post.got[0]?.text).toContain(person.title)
    expect(post.got[0]?.text).toContain(person.link)
  })

  it('a mailbox that is not there is refused for good; no server is a failure', async () => {
    await expect(sendMail(channel(), 'nobody@liren.example', person)).rejects.toBeInstanceOf(Refused)
    const closed = { ...channel(), settings: { ...channel().settings, port: 1 } }
    const failed = sendMail(closed, 'somebody@liren.example', person)
    await expect(failed).rejects.not.toBeInstanceOf(Refused)
  })

  it('where encryption is asked for, nothing goes out without it', async () => {
    const before = post.got.length
    const asked = { ...channel(), settings: { ...channel().settings, security: 'starttls' } }
    await expect(sendMail(asked, 'somebody@liren.example', person)).rejects.toThrow()
    expect(post.got).toHaveLength(before)
  })
})
