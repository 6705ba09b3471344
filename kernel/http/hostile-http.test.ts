import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { savePreferences } from '../../modules/channels/contract.ts'
import { report } from '../../modules/matters/contract.ts'
import { newId } from '../contract/ids.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { sessionCookie } from './session.ts'

let app: TestApp
let port: number
beforeAll(async () => {
  app = await testApp()
  port = Number(new URL(await app.server.listen({ port: 0, host: '127.0.0.1' })).port)
})
afterAll(() => app.close())

/** What comes back for bytes as they are, once the connection ends. */
const sendBytes = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let came = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (part) => {
      came += part.toString('utf8')
    })
    socket.on('close', () => resolve(came)).on('error', reject)
  })

it.each([
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['headers without end', `GET /api/me HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, 413],
  ['two lengths', 'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 400],
  [
    'length and chunks',
    'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
])('what is no request is refused in our form, with the headers of every answer: %s', async (_, bytes, status) => {
  const answer = await sendBytes(bytes)
  expect(answer.startsWith(`HTTP/1.1 ${status} `)).toBe(true)
  expect(answer).toContain('content-security-policy: ')
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ error: { message: expect.any(String) } })
})

it.each(['/api/matters/%', '/api/matters/%ff', `/api/matters/${'x'.repeat(900)}`])(
  'an address that says nothing is refused in our form: %s',
  async (url) => {
    const answer = await app.server.inject({ url, headers: { 'accept-language': 'en' } })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
    expect(answer.json()).toEqual({
      error: { code: expect.any(String), reason: expect.any(String), message: expect.any(String) },
    })
    expect(answer.headers['content-security-policy']).toContain("script-src 'self';")
  },
)

const odd: readonly (readonly [string, unknown])[] = [
  ['NUL', '灯不亮\u0000'],
  ['half a character', '灯不亮\ud800'],
]
it.each(odd)('what no database keeps is refused before anything is done: %s', async (_, body) => {
  const resident = app.signInAs('resident1')
  const said = { kind: 'demand', placeId: app.town.places.building111, body, category: '080201', fileIds: [] }
  const answer = await resident.ask(report, { body: said })
  expect([answer.status, answer.reason, answer.error?.fields?.[0]?.path]).toEqual([400, 'http.unsound_text', 'body'])
})

it('lists in lists without end are refused, under a retry key too', async () => {
  const deep = `{"kind":"demand","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  const answer = await app.server.inject({
    method: 'POST',
    url: report.path,
    headers: { 'x-liren': '1', 'content-type': 'application/json', 'idempotency-key': newId() },
    payload: deep,
  })
  expect(answer.statusCode).toBe(400)
})

const wanting = (work: readonly unknown[]) => ({
  ...{ ways: { work }, quietFrom: null, quietTo: null, urgentThrough: true, digestHour: null },
})

it('a list that is longer than any that is taken is refused before it is gone through', async () => {
  const wants = wanting(Array.from({ length: 20_000 }, () => 'mail'))
  const answer = await app.signInAs('resident1').ask(savePreferences, { body: wants })
  expect([answer.status, answer.reason]).toEqual([400, 'http.long_list'])
  expect(answer.error?.fields).toEqual([{ path: 'ways.work', message: '列表太长，最多 2000 项' }])
})

it('of what is wrong in a request it says some twenty, not all', async () => {
  const wants = wanting(Array.from({ length: 1000 }, (_, n) => `m${n}`))
  const answer = await app.signInAs('resident1').ask(savePreferences, { body: wants })
  expect([answer.status, answer.reason, answer.error?.fields?.length]).toEqual([400, 'http.validation', 20])
})

it('of two files where one is taken, the second is not waited for', async () => {
  const part = (name: string) =>
    `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}.jpg"\r\n\r\nabc\r\n`
  const head = [
    ...['POST /api/files HTTP/1.1', 'host: x', 'x-liren: 1', 'content-type: multipart/form-data; boundary=b'],
    ...['content-length: 1000000', '', part('first') + part('second')],
  ]
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(head.join('\r\n')))
    socket.on('error', reject).on('data', (came) => {
      socket.destroy()
      resolve(came.toString('utf8'))
    })
  })
  expect(answer.startsWith('HTTP/1.1 400 ')).toBe(true)
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
    error: { reason: 'http.one_file', message: '请一次传一个文件' },
  })
})

it('a request has to arrive in some minutes', () => {
  expect(app.server.server.requestTimeout).toBe(300_000)
})

it('a form that broke off is no fault of ours', async () => {
  const answer = await app.server.inject({
    method: 'POST',
    url: '/api/files',
    headers: { 'x-liren': '1', 'content-type': 'multipart/form-data; boundary=b', cookie: `${sessionCookie}=x` },
    payload: '--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc',
  })
  expect([answer.statusCode, answer.json().error.reason]).toEqual([400, 'http.broken_form'])
})

it('beside a file a form says some words, not megabytes', async () => {
  const part = (disposition: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`
  const answer = await app.server.inject({
    method: 'POST',
    url: '/api/files',
    headers: { 'x-liren': '1', 'content-type': 'multipart/form-data; boundary=b' },
    payload: `${part('name="id"', 'y'.repeat(100_000))}${part('name="file"; filename="a.jpg"', 'abc')}--b--\r\n`,
  })
  expect([answer.statusCode, answer.json().error.reason]).toEqual([413, 'http.long_field'])
})
