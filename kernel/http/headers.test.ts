import { afterAll, beforeAll, expect, it } from 'vitest'
import { signIn } from '../../modules/people/contract.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { cookieName, sessionCookie } from './session.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app?.close())

const signedIn = () =>
  app.server.inject({
    method: 'POST',
    url: signIn.path,
    headers: { 'x-liren': '1' },
    payload: { login: app.town.phones.community1, password: app.town.password },
  })

it('every answer says what a browser may do with it, refusals as well', async () => {
  const urls = ['/api/openapi.json', '/api/me', '/api/nothing', '/api/matters/%']
  for (const answer of await Promise.all(urls.map((url) => app.server.inject({ url })))) {
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    const policy = String(answer.headers['content-security-policy']).split(';')
    const own = [
      "default-src 'self'",
      "script-src 'self'",
      "script-src-attr 'none'",
      "style-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
    ]
    expect(policy).toEqual(expect.arrayContaining([...own, "form-action 'self'", "frame-ancestors 'self'"]))
    expect(policy.join()).not.toMatch(/unsafe|style-src-/)
    expect(answer.headers['server'] ?? answer.headers['x-powered-by']).toBeUndefined()
  }
})

it('what no endpoint answers is refused in our words, at the door of devices as well', async () => {
  for (const url of ['/api/nothing', '/device/v1/nothing', `/device/v1/events/${'x'.repeat(4000)}`])
    for (const method of ['GET', 'POST', 'OPTIONS'] as const) {
      const answer = await app.server.inject({ method, url, headers: { 'accept-language': 'en' } })
      expect([answer.statusCode, answer.json().error?.reason], `${method} ${url}`).toEqual([
        404,
        'http.no_such_endpoint',
      ])
    }
})

it('the cookie of a session is out of reach of scripts and of other sites, and only sent under TLS where there is TLS', async () => {
  const answer = await signedIn()
  expect(answer.statusCode).toBe(200)
  const [cookie] = answer.cookies.filter(({ name }) => name === sessionCookie)
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(cookie).not.toHaveProperty('domain')
  expect(answer.headers['cache-control']).toBe('no-store')
})

it('under TLS its name binds it to this host, and no other name is taken for it', async () => {
  const behindTls = await testApp({ trustProxy: true })
  try {
    const tls = { 'x-forwarded-proto': 'https', 'x-liren': '1' }
    const { town, server } = behindTls
    const payload = { login: town.phones.community1, password: town.password }
    const answer = await server.inject({ method: 'POST', url: signIn.path, headers: tls, payload })
    expect(answer.cookies).toHaveLength(2)
    for (const { name, ...set } of answer.cookies) {
      expect([name, set]).toMatchObject([
        expect.stringMatching(/^__Host-/),
        { secure: true, httpOnly: true, path: '/' },
      ])
      expect(set).not.toHaveProperty('domain')
    }
    const cookie = answer.cookies.find(({ name }) => name === `__Host-${sessionCookie}`)
    const statusWith = async (name: string) =>
      (await server.inject({ url: '/api/me', headers: tls, cookies: { [name]: String(cookie?.value) } })).statusCode
    expect([await statusWith(cookieName('https', sessionCookie)), await statusWith(sessionCookie)]).toEqual([200, 401])
    const out = await server.inject({
      method: 'DELETE',
      url: '/api/session',
      headers: tls,
      cookies: { [cookieName('https', sessionCookie)]: String(cookie?.value) },
    })
    expect(out.cookies[0]).toMatchObject({ name: `__Host-${sessionCookie}`, value: '', secure: true })
  } finally {
    await behindTls.close()
  }
})

it('a session that a browser brought along is never taken over: each sign-in has a new one', async () => {
  const tokenOf = async () => (await signedIn()).cookies.find(({ name }) => name === sessionCookie)?.value
  const [one, other] = [await tokenOf(), await tokenOf()]
  expect(one).toBeTruthy()
  expect(one).not.toBe(other)
})

it('TRACE, which would say back what a browser sent, is not answered', async () => {
  for (const url of ['/api/me', '/', '/desk/']) {
    const answer = await app.server.inject({ method: 'TRACE', url, headers: { 'x-said': 'secret' } })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.body).not.toContain('secret')
  }
})

it('no other site gets an answer to read, or a change made', async () => {
  const cookies = { [sessionCookie]: String((await signedIn()).cookies[0]?.value) }
  const foreign = { origin: 'https://foreign.test' }
  const read = await app.server.inject({ url: '/api/me', headers: foreign, cookies })
  expect(Object.keys(read.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  const asked = await app.server.inject({
    method: 'OPTIONS',
    url: '/api/session',
    headers: { ...foreign, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-liren' },
  })
  expect([asked.statusCode, asked.headers['access-control-allow-origin']]).toEqual([404, undefined])
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded'])
    expect(
      (
        await app.server.inject({
          method: 'DELETE',
          url: '/api/session',
          headers: { ...foreign, 'content-type': type },
          payload: '{}',
          cookies,
        })
      ).statusCode,
    ).toBe(403)
})
