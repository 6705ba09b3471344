import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BodyOf, Endpoint } from '../../../kernel/contract/endpoint.ts'
import { sql } from '../../../kernel/db.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { mine } from '../../privacy/contract.ts'
import { me, signOut } from '../contract.ts'
import { personStream, strangerStream } from '../events.ts'
import * as contract from '../oidc-contract.ts'
import { codeAt } from '../second-factor.ts'
import { type HostileProvider, hostileProvider, type Wrongs } from './hostile.fixture.ts'
import { type RealProvider, realProvider, throughProvider } from './provider.fixture.ts'

const redirectUri = 'http://liren.test/desk/sign-in/oidc'

let app: TestApp
let real: RealProvider
let hostile: HostileProvider
beforeAll(async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
  app = await testApp()
  real = await realProvider(redirectUri)
  hostile = await hostileProvider()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await real?.close()
  await hostile?.close()
  await app?.close()
})
beforeEach(() => {
  app.clock.move(86_400_000)
})

/** A browser that keeps all of its cookies. */
class Browser {
  readonly jar = new Map<string, string>()

  async ask(
    endpoint: Endpoint,
    body?: object,
  ): Promise<{ status: number; reason: string; body: Record<string, unknown> }> {
    const answer = await app.server.inject({
      ...{ method: endpoint.method, url: endpoint.path },
      headers: {
        ...{ 'x-liren': 'desk', host: 'liren.test' },
        cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(body ? { payload: body } : {}),
    })
    for (const { name, value } of answer.cookies) {
      if (value === '') this.jar.delete(name)
      else this.jar.set(name, value)
    }
    const said = answer.json() as Record<string, unknown>
    return { status: answer.statusCode, reason: (said['error'] as { reason?: string })?.reason ?? '', body: said }
  }

  /** To the provider and back. @returns what the page hands on. */
  async through(sub: string): Promise<Record<string, string>> {
    const { body } = await this.ask(contract.beginOidc, {})
    const back = await throughProvider(String(body['url']), sub)
    expect(back.href.startsWith(redirectUri)).toBe(true)
    return Object.fromEntries(back.searchParams)
  }

  async signIn(sub: string) {
    const { code, state, iss } = await this.through(sub)
    return this.ask(contract.signInByOidc, { code, state, iss })
  }
}

const versionNow = async () => (await app.signInAs('administrator').call(contract.getOidc)).settings?.version ?? 0

async function setUp(more: Partial<BodyOf<typeof contract.saveOidc>> = {}): Promise<void> {
  const body = {
    ...{ isOn: true, name: '区账号', nameEn: 'District', issuer: real.issuer, clientId: real.clientId },
    ...{ secret: real.secret, scopes: 'openid profile email', accountClaim: 'preferred_username' },
    ...{ opensAccounts: false, mapping: [], base: await versionNow(), ...more },
  }
  const saved = await app.signInAs('administrator').ask(contract.saveOidc, { body }, { host: 'liren.test' })
  expect([saved.status, saved.error]).toEqual([200, null])
}

const typesOf = async (key: PersonKey) =>
  (await app.events(personStream(app.town.persons[key]))).map(({ type }) => type.replace('people.', ''))

describe('setting it up', () => {
  it('there is no button, and no way in, before it is set up', async () => {
    const browser = new Browser()
    expect((await browser.ask(contract.oidcProvider)).body).toEqual({ provider: null })
    expect((await browser.ask(contract.beginOidc, {})).reason).toBe('people.oidc_off')
  })

  it('asks the issuer, keeps the secret sealed, and tells the ledger; a wrong one is refused', async () => {
    const ask = (body: object) => app.signInAs('administrator').ask(contract.saveOidc, { body: body as never })
    const body = {
      ...{ isOn: true, name: '区账号', nameEn: 'District', clientId: 'liren', scopes: 'openid', accountClaim: 'sub' },
      ...{ opensAccounts: false, mapping: [], secret: 'x', base: 0 },
    }
    expect((await ask({ ...body, issuer: 'https://192.168.7.7' })).reason).toBe('outgoing.closed_address')
    expect((await ask({ ...body, issuer: 'http://127.0.0.1:1' })).reason).toBe('people.oidc_no_provider')
    expect((await ask({ ...body, issuer: 'ftp://x.example' })).reason).toBe('outgoing.bad_url')
    expect((await ask({ ...body, issuer: real.issuer, scopes: 'profile' })).reason).toBe('people.oidc_bad_settings')
    const root = { claim: 'groups', value: 'a', postId: app.town.posts.administrator }
    expect((await ask({ ...body, issuer: real.issuer, mapping: [root] })).reason).toBe('people.oidc_bad_settings')
    expect((await app.signInAs('street1').ask(contract.saveOidc, { body: body as never })).status).toBe(403)
    await setUp()
    const { settings } = await app.signInAs('administrator').call(contract.getOidc)
    expect(settings).toMatchObject({ issuer: real.issuer, hasSecret: true, redirectUri })
    expect(JSON.stringify(settings)).not.toContain(real.secret)
    expect((await app.events('people_oidc:tenant')).map(({ type }) => type)).toEqual(['people.oidc_saved'])
    const kept = await app.db.read((tx) =>
      sql<{ s: Buffer }>`select secret_sealed as s from people.oidc_settings`.execute(tx),
    )
    expect(kept.rows[0]?.s.includes(Buffer.from(real.secret))).toBe(false)
  })
})

describe('what is kept', () => {
  const saved = async (more: object) => {
    const body = {
      ...{ isOn: true, name: '区账号', nameEn: 'District', issuer: real.issuer, clientId: real.clientId },
      ...{ scopes: 'openid profile email', accountClaim: 'preferred_username', opensAccounts: false, mapping: [] },
      ...{ base: await versionNow(), ...more },
    }
    return app.signInAs('administrator').ask(contract.saveOidc, { body: body as never }, { host: 'liren.test' })
  }

  it('a secret that was typed for one issuer and client goes to no other', async () => {
    await setUp()
    expect((await saved({})).status).toBe(200)
    for (const elsewhere of [
      { issuer: hostile.issuer },
      { clientId: 'another' },
      { issuer: hostile.issuer, isOn: false },
    ])
      expect(await saved(elsewhere)).toMatchObject({
        ...{ status: 422, reason: 'people.oidc_secret_again' },
        error: { fields: [{ path: 'secret' }] },
      })
    expect((await saved({ issuer: hostile.issuer, secret: 'of-the-other' })).status).toBe(200)
    await setUp()
  })

  it('nobody overwrites what a colleague saved meanwhile, nor at the same moment', async () => {
    const base = await versionNow()
    const all = await Promise.all([1, 2, 3, 4].map((n) => saved({ base, name: `第${n}位` })))
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
    expect((await saved({ base })).reason).toBe('people.oidc_changed')
    expect(await versionNow()).toBe(base + 1)
  })
})

describe('with a real provider', () => {
  it('signs in whoever its claim names, and knows them by its own name for them from then on', async () => {
    await setUp()
    real.people.set('u-1', { name: '王', preferred_username: 'gridworker11' })
    const browser = new Browser()
    expect((await browser.ask(contract.oidcProvider)).body).toEqual({ provider: { zh: '区账号', en: 'District' } })
    expect(await browser.signIn('u-1')).toMatchObject({ status: 200, body: { next: 'done' } })
    expect((await browser.ask(me)).body).toMatchObject({ login: 'gridworker11', roles: ['resident', 'grid_worker'] })
    expect(await typesOf('gridWorker11')).toEqual(['oidc_linked', 'signed_in'])
    const { held } = await app.signInAs('gridWorker11').call(mine)
    const told = held.find(({ code }) => code === 'people.oidc')?.rows[0]?.values.map(({ text }) => text)
    expect(told).toEqual([real.issuer, 'u-1'])
    // Renamed there: the same person. Somebody else who is given the name: nobody.
    real.people.set('u-1', { preferred_username: 'gridworker12' })
    await new Browser().signIn('u-1')
    expect((await typesOf('gridWorker11')).filter((type) => type === 'signed_in')).toHaveLength(2)
    real.people.set('u-2', { preferred_username: 'gridworker11' })
    expect((await new Browser().signIn('u-2')).reason).toBe('people.oidc_stranger')
  })

  it('ends after twelve hours of use, and signs out there as well', async () => {
    const browser = new Browser()
    await browser.signIn('u-1')
    const left = await browser.ask(signOut)
    expect(String(left.body['leave'])).toContain(`${real.issuer}/session/end`)
    expect((await browser.ask(me)).status).toBe(401)
    await browser.signIn('u-1')
    for (let hour = 0; hour < 11; hour++) {
      app.clock.move(3_600_000)
      expect((await browser.ask(me)).status).toBe(200)
    }
    app.clock.move(3_600_000)
    expect((await browser.ask(me)).status).toBe(401)
  })

  it('turns strangers away; opens an account only where that is allowed and a post is mapped', async () => {
    real.people.set('u-3', { name: '新人', preferred_username: 'newcomer', groups: ['nobody'] })
    expect((await new Browser().signIn('u-3')).reason).toBe('people.oidc_stranger')
    await app.db.tx((tx) =>
      sql`update people.tenures set to_at = ${app.clock.now()}, ended_why = 'x' where tenant_id = ${app.town.tenantId}
        and post_id = ${app.town.posts.gridWorker12} and to_at is null`.execute(tx),
    )
    const mapping = [{ claim: 'groups', value: 'grid-12', postId: app.town.posts.gridWorker12 }]
    await setUp({ opensAccounts: true, mapping })
    expect((await new Browser().signIn('u-3')).reason).toBe('people.oidc_stranger')
    real.people.set('u-3', { name: '新人', preferred_username: 'newcomer', groups: ['other', 'grid-12'] })
    const browser = new Browser()
    expect((await browser.signIn('u-3')).body).toEqual({ next: 'done' })
    expect((await browser.ask(me)).body).toMatchObject({
      ...{ name: '新人', login: 'newcomer', roles: ['resident', 'grid_worker'], hasPassword: false },
    })
  })

  it('opens one account for somebody who comes by two windows at once', async () => {
    real.people.set('u-4', { name: '双窗', preferred_username: 'twowindows', groups: ['grid-12'] })
    const windows = [new Browser(), new Browser(), new Browser()]
    const returned = await Promise.all(windows.map((browser) => browser.through('u-4')))
    const said = await Promise.all(windows.map((browser, n) => browser.ask(contract.signInByOidc, returned[n])))
    expect(said.map(({ status, body }) => [status, body])).toEqual(windows.map(() => [200, { next: 'done' }]))
    const seen = await Promise.all(windows.map((browser) => browser.ask(me)))
    expect(new Set(seen.map(({ body }) => body['personId'])).size).toBe(1)
    expect(seen[0]?.body).toMatchObject({ name: '双窗', login: 'twowindows' })
  })

  it('takes a post away with its claim; what somebody was appointed to, and who holds it, stays', async () => {
    real.people.set('u-3', { name: '新人', preferred_username: 'newcomer', groups: [] })
    const browser = new Browser()
    expect((await browser.signIn('u-3')).body).toEqual({ next: 'done' })
    expect((await browser.ask(me)).body).toMatchObject({ roles: ['resident'] })
    const types = (await app.events(`posts:${app.town.posts.gridWorker12}`)).map(({ type }) => type)
    expect(types).toEqual(['people.tenure_started', 'people.tenure_ended'])
    // Mapped to a post that somebody holds: nobody is put out.
    const mapping = [{ claim: 'groups', value: 'office', postId: app.town.posts.community1 }]
    await setUp({ mapping })
    real.people.set('u-3', { preferred_username: 'newcomer', groups: 'office' })
    expect((await browser.signIn('u-3')).body).toEqual({ next: 'done' })
    expect((await browser.ask(me)).body).toMatchObject({ roles: ['resident'] })
    // Appointed by people: not taken, whatever the claims say.
    real.people.set('u-1', { preferred_username: 'gridworker11', groups: [] })
    const other = new Browser()
    await other.signIn('u-1')
    expect((await other.ask(me)).body).toMatchObject({ roles: ['resident', 'grid_worker'] })
  })

  it('asks an administrator for the authenticator, and sends one without it to set it up', async () => {
    real.people.set('u-9', { preferred_username: 'administrator' })
    const browser = new Browser()
    expect((await browser.signIn('u-9')).reason).toBe('people.oidc_needs_factor')
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
    await app.db.tx((tx) =>
      sql`update people.accounts set totp_sealed = ${app.services.secrets.seal(secret)}, totp_confirmed_at = ${app.clock.now()}
        where tenant_id = ${app.town.tenantId} and person_id = ${app.town.persons.administrator}`.execute(tx),
    )
    expect((await browser.signIn('u-9')).body).toEqual({ next: 'code' })
    expect((await browser.ask(me)).status).toBe(401)
    expect((await browser.ask(contract.oidcCode, { code: '000000' })).reason).toBe('people.wrong_code')
    const code = codeAt(secret, app.clock.now())
    expect((await browser.ask(contract.oidcCode, { code })).body).toEqual({ next: 'done' })
    expect((await browser.ask(me)).body).toMatchObject({ login: 'administrator' })
    expect((await new Browser().ask(contract.oidcCode, { code })).reason).toBe('people.oidc_lost')
    await app.db.tx((tx) =>
      sql`update people.accounts set totp_sealed = null, totp_confirmed_at = null
        where tenant_id = ${app.town.tenantId} and person_id = ${app.town.persons.administrator}`.execute(tx),
    )
  })

  it('refuses what comes twice, late, from another browser, or altered', async () => {
    const lost = 'people.oidc_lost'
    const browser = new Browser()
    const { code, state, iss } = await browser.through('u-1')
    expect((await new Browser().ask(contract.signInByOidc, { code, state, iss })).reason).toBe(lost)
    const other = new Browser()
    await other.ask(contract.beginOidc, {})
    // Somebody else's answer in my browser.
    expect((await other.ask(contract.signInByOidc, { code, state, iss })).reason).toBe('people.oidc_refused')
    expect((await browser.ask(contract.signInByOidc, { code, state, iss })).body).toEqual({ next: 'done' })
    expect((await browser.ask(contract.signInByOidc, { code, state, iss })).reason).toBe(lost)
    const late = new Browser()
    const back = await late.through('u-1')
    app.clock.move(11 * 60_000)
    expect((await late.ask(contract.signInByOidc, back)).reason).toBe(lost)
    const mixed = new Browser()
    const mine = await mixed.through('u-1')
    const elsewhere = { ...mine, iss: 'https://evil.example' }
    expect((await mixed.ask(contract.signInByOidc, elsewhere)).reason).toBe('people.oidc_refused')
    const denied = new Browser()
    await denied.ask(contract.beginOidc, {})
    const no = { state: 'x', error: 'access_denied' }
    expect((await denied.ask(contract.signInByOidc, no)).reason).toBe('people.oidc_refused')
    expect((await app.events(strangerStream)).at(-1)?.payload).toMatchObject({ personId: null, why: 'oidc' })
  })
})

describe('with a provider that means ill', () => {
  const now = () => Math.floor(Date.now() / 1000)
  const wrongs: readonly (readonly [string, () => Wrongs])[] = [
    ['another issuer', () => ({ claims: { iss: 'https://evil.example' } })],
    ['another audience', () => ({ claims: { aud: 'somebody-else' } })],
    ['two audiences, for another party', () => ({ claims: { aud: ['liren', 'x'], azp: 'x' } })],
    ['another nonce', () => ({ claims: { nonce: 'made up' } })],
    ['no nonce', () => ({ claims: { nonce: undefined } })],
    ['an expired word', () => ({ claims: { exp: now() - 3600, iat: now() - 7200 } })],
    ['no subject', () => ({ claims: { sub: undefined } })],
    ['words that cannot be kept', () => ({ claims: { preferred_username: 'a\u0000b' } })],
    ['another key', () => ({ otherKey: true })],
    ['no signature', () => ({ unsigned: true })],
    ['a redirect', () => ({ answer: { status: 302, body: '' } })],
    ['no JSON', () => ({ answer: { status: 200, body: '<html>' } })],
    ['an error', () => ({ answer: { status: 400, body: '{"error":"invalid_grant"}' } })],
  ]

  const attempt = async (wrong: Wrongs) => {
    const browser = new Browser()
    const { body } = await browser.ask(contract.beginOidc, {})
    const asked = new URL(String(body['url'])).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('redirect_uri')).toBe(redirectUri)
    hostile.expect(asked.get('nonce') ?? '')
    hostile.be(wrong)
    return browser.ask(contract.signInByOidc, { code: 'c', state: asked.get('state') ?? '' })
  }

  it('goes in with a sound word, so that what follows is refused for its own sake', async () => {
    await setUp({ issuer: hostile.issuer, clientId: 'liren', secret: '' })
    expect((await attempt({})).body).toEqual({ next: 'done' })
  })

  it.each(wrongs)('refuses %s', async (_what, wrong) => {
    const before = (await app.events(strangerStream)).length
    expect((await attempt(wrong())).reason).toBe('people.oidc_refused')
    expect((await app.events(strangerStream)).length).toBe(before + 1)
  })

  it('refuses metadata of another issuer, and addresses inside', async () => {
    hostile.be({ metadata: { issuer: 'https://evil.example' } })
    const body = {
      ...{ isOn: true, name: '区账号', nameEn: 'District', issuer: hostile.issuer, clientId: 'other', secret: '' },
      ...{ scopes: 'openid', accountClaim: 'sub', opensAccounts: false, mapping: [], base: await versionNow() },
    }
    const saved = await app.signInAs('administrator').ask(contract.saveOidc, { body })
    expect(saved.reason).toBe('people.oidc_no_provider')
    // It does not say where people sign in, or names no page.
    for (const authorization_endpoint of [undefined, 'javascript:alert(1)']) {
      hostile.be({ metadata: { authorization_endpoint } })
      expect((await app.signInAs('administrator').ask(contract.saveOidc, { body })).reason).toBe(
        'people.oidc_no_provider',
      )
    }
    // Its token endpoint inside: the way there is closed.
    hostile.be({ metadata: { token_endpoint: 'http://10.0.0.7/token' } })
    await setUp({ ...body, clientId: 'liren2' })
    const browser = new Browser()
    const { body: begun } = await browser.ask(contract.beginOidc, {})
    const state = new URL(String(begun['url'])).searchParams.get('state') ?? ''
    expect((await browser.ask(contract.signInByOidc, { code: 'c', state })).reason).toBe('people.oidc_refused')
  })
})
