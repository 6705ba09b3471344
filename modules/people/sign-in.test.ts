import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SessionId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import * as contract from './contract.ts'
import { personStream, signedIn as signedInType, strangerStream } from './events.ts'
import { codeAt } from './second-factor.ts'
import { sweep } from './sweep.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())
// Days apart, so that locks and sessions of one test do not reach into the next.
beforeEach(() => app.clock.move(3 * 86_400_000))

const minutes = (count: number) => app.clock.move(count * 60_000)
const credentials = (key: PersonKey, password = app.town.password) => ({ login: key, password })
const typesOf = async (key: PersonKey) =>
  (await app.events(personStream(app.town.persons[key]))).map((event) => event.type.replace('people.', ''))
const signInAs = (key: PersonKey, password?: string) =>
  app.anyone.ask(contract.signIn, { body: credentials(key, password) })

/** Signs in and returns a client with the cookie. */
async function signedIn(key: PersonKey, password?: string) {
  const browser = app.browser()
  await browser.call(contract.signIn, { body: credentials(key, password) })
  return browser
}

describe('by password', () => {
  it('signs in, says who it is, and tells the ledger', async () => {
    const browser = await signedIn('gridWorker11')
    const me = await browser.call(contract.me)
    expect(me).toMatchObject({
      login: 'gridworker11',
      roles: ['resident', 'grid_worker'],
      tenant: { zh: '盘龙区', en: 'Panlong' },
      posts: [{ role: 'grid_worker', placeName: '天祥社区', gridId: app.town.grids.grid11, how: 'own' }],
      homePlace: null,
      secondFactor: false,
      mustChangePassword: false,
    })
    expect(await typesOf('gridWorker11')).toEqual(['signed_in'])
  })

  it('a mobile number means whose it is, whatever login somebody else has', async () => {
    const { tenantId, persons, phones, password } = app.town
    const called = (login: string) =>
      app.db.tx((tx) =>
        sql`update people.accounts set login = ${login} where tenant_id = ${tenantId}
          and person_id = ${persons.resident2}`.execute(tx),
      )
    const browser = app.browser()
    await called(phones.gridWorker11)
    await browser.call(contract.signIn, { body: { login: phones.gridWorker11, password } })
    expect((await browser.call(contract.me)).login).toBe('gridworker11')
    // Of which nobody has the number it stays a login like others.
    await called('10000009999')
    await browser.call(contract.signIn, { body: { login: '10000009999', password } })
    expect((await browser.call(contract.me)).login).toBe('10000009999')
    await called('resident2')
  })

  it('knows a browser again when all sessions of it were swept, for as long as its mark lives', async () => {
    const signIn = async (mark: string) => {
      const body = credentials('street2')
      await app.anyone.ask(contract.signIn, { body }, { cookie: `liren_device=${mark}` })
      const events = await app.events(personStream(app.town.persons.street2))
      return events.filter(({ type }) => type === signedInType).at(-1)?.payload
    }
    const own = 'A'.repeat(22)
    const left = async (table: string) =>
      (
        await app.db.read((tx) =>
          sql`select from ${sql.table(table)} where person_id = ${app.town.persons.street2}`.execute(tx),
        )
      ).rows.length
    expect(await signIn(own)).toMatchObject({ newDevice: false })
    app.clock.move(220 * 86_400_000)
    await sweep.run(app.services)
    expect([await left('people.sessions'), await left('people.devices')]).toEqual([0, 1])
    expect(await signIn(own)).toMatchObject({ newDevice: false })
    expect(await signIn('B'.repeat(22))).toMatchObject({ newDevice: true })
    app.clock.move(401 * 86_400_000)
    await sweep.run(app.services)
    expect(await left('people.devices')).toBe(0)
  })

  it('takes the phone for a name, in any spelling', async () => {
    const login = app.town.phones.resident1.replace(/(...)(....)(....)/, '+86 $1-$2-$3')
    const browser = app.browser()
    await browser.call(contract.signIn, { body: { login, password: app.town.password } })
    expect((await browser.call(contract.me)).homePlace?.name).toBe('机床厂小区 1栋')
  })

  it('keeps only a hash of the token', async () => {
    const { cookie } = await signInAs('community1')
    const kept = await app.db.read((tx) =>
      sql`select * from people.sessions where position(convert_to(${cookie}, 'UTF8') in token_hash) > 0`.execute(tx),
    )
    expect(cookie).toMatch(/^[\w-]{22}\.[\w-]{43}$/)
    expect(kept.rows).toEqual([])
  })

  it('refuses unknown names and wrong passwords alike', async () => {
    const wrong = await signInAs('community1', 'not the password')
    const unknown = await app.anyone.ask(contract.signIn, {
      body: { login: 'no such person', password: 'whatever it is' },
    })
    expect(wrong.status).toBe(422)
    expect(wrong.reason).toBe('people.wrong_sign_in')
    expect(unknown.error).toEqual(wrong.error)
    expect((await typesOf('community1')).at(-1)).toBe('sign_in_failed')
    expect((await app.events(strangerStream)).at(-1)?.payload).toMatchObject({ personId: null, why: 'password' })
  })

  it('refuses a form from a foreign site and a malformed one', async () => {
    const bad = await app.anyone.ask(contract.signIn, { body: { login: 'x' } })
    expect(bad.status).toBe(400)
    const foreign = await app.server.inject({ method: 'POST', url: '/api/session', payload: credentials('community1') })
    expect(foreign.statusCode).toBe(403)
  })

  it('refuses a disabled account as if it were unknown', async () => {
    const { persons, tenantId } = app.town
    const browser = await signedIn('supervisor')
    await app.db.tx((tx) =>
      sql`update people.accounts set disabled_at = ${app.clock.now()}
      where tenant_id = ${tenantId} and person_id = ${persons.supervisor}`.execute(tx),
    )
    expect((await signInAs('supervisor')).reason).toBe('people.wrong_sign_in')
    expect((await browser.ask(contract.me)).status).toBe(401)
  })
})

describe('lock-out', () => {
  it('locks after five failures, for longer each time, known and unknown alike', async () => {
    const names = ['street2', 'nobody at all']
    const ask = (login: string, password: string) => app.anyone.ask(contract.signIn, { body: { login, password } })
    for (const login of names) {
      for (let n = 0; n < 5; n++) expect((await ask(login, 'wrong')).reason).toBe('people.wrong_sign_in')
      expect(await ask(login, app.town.password)).toMatchObject({ status: 429, reason: 'people.locked' })
    }
    minutes(16)
    for (const login of names) {
      for (let n = 0; n < 5; n++) expect((await ask(login, 'wrong')).reason).toBe('people.wrong_sign_in')
    }
    minutes(16)
    for (const login of names) expect((await ask(login, app.town.password)).reason).toBe('people.locked')
    minutes(15)
    expect((await ask('street2', app.town.password)).status).toBe(200)
    expect((await ask('nobody at all', app.town.password)).reason).toBe('people.wrong_sign_in')
    const locks = (await app.events(personStream(app.town.persons.street2))).filter(
      (e) => e.type === 'people.sign_in_locked',
    )
    expect(locks).toHaveLength(2)
  })

  it('counts tries that are sent all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => signInAs('street1', 'wrong')))
    expect(answers.filter((answer) => answer.reason === 'people.wrong_sign_in')).toHaveLength(5)
    expect(answers.filter((answer) => answer.reason === 'people.locked')).toHaveLength(15)
  })

  it('forgets failures after a success', async () => {
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 4; n++) await signInAs('district', 'wrong')
      expect((await signInAs('district')).status).toBe(200)
    }
  })
})

describe('a session', () => {
  it('that ran out does not run again when the clock of the machine goes back', async () => {
    const browser = await signedIn('gridWorker11')
    minutes(13 * 60)
    expect((await browser.ask(contract.me)).status).toBe(401)
    minutes(-2 * 60)
    expect((await browser.ask(contract.me)).status).toBe(401)
    minutes(2 * 60)
  })

  it('ends after twelve idle hours, lives on when used, and ends after thirty days', async () => {
    const browser = await signedIn('waterDepartment')
    for (let hours = 0; hours < 29 * 24; hours += 11) {
      minutes(11 * 60)
      expect((await browser.ask(contract.me)).status).toBe(200)
    }
    minutes(11 * 60)
    await browser.ask(contract.me)
    minutes(11 * 60)
    await browser.ask(contract.me)
    minutes(11 * 60)
    expect((await browser.ask(contract.me)).status).toBe(401)
    const idle = await signedIn('waterDepartment')
    minutes(12 * 60)
    expect((await idle.ask(contract.me)).status).toBe(401)
  })

  it('is listed, and ended by its own person only', async () => {
    const [first, second, stranger] = [
      await signedIn('propertyFirm1'),
      await signedIn('propertyFirm1'),
      await signedIn('resident1'),
    ]
    const { sessions } = await first.call(contract.mySessions)
    expect(sessions).toHaveLength(2)
    const other = sessions.find((session) => !session.current)?.id as SessionId
    expect((await stranger.ask(contract.revokeSession, { params: { sessionId: other } })).status).toBe(404)
    expect((await app.anyone.ask(contract.revokeSession, { params: { sessionId: other } })).status).toBe(401)
    expect((await first.ask(contract.revokeSession, { params: { sessionId: 'x' } })).status).toBe(400)
    await first.call(contract.revokeSession, { params: { sessionId: other } })
    expect((await second.ask(contract.me)).status).toBe(401)
    expect((await first.ask(contract.me)).status).toBe(200)
    await first.call(contract.signOut)
    expect((await first.ask(contract.me)).status).toBe(401)
    expect((await typesOf('propertyFirm1')).slice(-2)).toEqual(['session_ended', 'session_ended'])
  })

  it('ends when its browser signs in anew', async () => {
    const browser = await signedIn('gridWorker11')
    await browser.call(contract.signIn, { body: credentials('gridWorker11') })
    expect((await browser.call(contract.mySessions)).sessions).toHaveLength(1)
    expect((await typesOf('gridWorker11')).at(-1)).toBe('session_ended')
  })

  it('is ended everywhere by an administrator, and by nobody else', async () => {
    const [phone, desk] = [await signedIn('gridWorker12'), await signedIn('gridWorker12')]
    const params = { personId: app.town.persons.gridWorker12 }
    expect((await app.anyone.ask(contract.endSessionsOf, { params })).status).toBe(401)
    expect((await app.signInAs('street1').ask(contract.endSessionsOf, { params })).status).toBe(403)
    const administrator = app.signInAs('administrator')
    expect((await administrator.ask(contract.endSessionsOf, { params: { personId: 'x' } })).status).toBe(400)
    const nobody = { personId: '00000000-0000-7000-8000-000000000000' }
    expect((await administrator.ask(contract.endSessionsOf, { params: nobody })).status).toBe(404)
    expect(await administrator.call(contract.endSessionsOf, { params })).toEqual({ ended: 2 })
    for (const browser of [phone, desk]) expect((await browser.ask(contract.me)).status).toBe(401)
    const [event] = (await app.events(personStream(params.personId))).slice(-1)
    expect(event).toMatchObject({
      type: 'people.session_ended',
      payload: { personId: params.personId },
      actor: { personId: app.town.persons.administrator },
    })
    // Their own others, never the one that asks.
    const own = { params: { personId: app.town.persons.administrator } }
    await administrator.call(contract.endSessionsOf, own)
    expect(await administrator.call(contract.endSessionsOf, own)).toEqual({ ended: 0 })
  })

  it('is nobody with a made-up cookie', async () => {
    for (const cookie of ['x', `${'a'.repeat(22)}.${'b'.repeat(43)}`]) {
      const answer = await app.anyone.ask(contract.me, {}, { cookie: `liren_session=${cookie}` })
      expect(answer.status).toBe(401)
    }
  })
})

describe('changing the password', () => {
  it('ends the other sessions and needs the current one', async () => {
    const [here, there] = [await signedIn('buildingLead111'), await signedIn('buildingLead111')]
    const next = 'four unrelated words'
    const wrong = await here.ask(contract.changePassword, { body: { current: 'wrong', next } })
    expect(wrong.reason).toBe('people.wrong_sign_in')
    const short = await here.ask(contract.changePassword, { body: { current: app.town.password, next: 'short' } })
    expect(short.status).toBe(400)
    const weak = await here.ask(contract.changePassword, { body: { current: app.town.password, next: '1111111111' } })
    expect(weak.error?.fields).toMatchObject([{ path: 'next' }])
    expect((await app.anyone.ask(contract.changePassword, { body: { current: 'x', next } })).status).toBe(401)
    await here.call(contract.changePassword, { body: { current: app.town.password, next } })
    expect((await here.ask(contract.me)).status).toBe(200)
    expect((await there.ask(contract.me)).status).toBe(401)
    expect((await signInAs('buildingLead111')).reason).toBe('people.wrong_sign_in')
    expect((await signInAs('buildingLead111', next)).status).toBe(200)
    expect(await typesOf('buildingLead111')).toContain('password_changed')
  })

  it('comes before any post for who was told to', async () => {
    const { tenantId, persons } = app.town
    await app.db.tx((tx) =>
      sql`update people.accounts set must_change = true
      where tenant_id = ${tenantId} and person_id = ${persons.community2}`.execute(tx),
    )
    const browser = app.browser()
    expect(await browser.call(contract.signIn, { body: credentials('community2') })).toEqual({
      next: 'change_password',
    })
    expect(await browser.call(contract.me)).toMatchObject({ mustChangePassword: true, roles: ['resident'], posts: [] })
    expect((await browser.ask(contract.listPosts)).status).toBe(403)
    await browser.call(contract.changePassword, {
      body: { current: app.town.password, next: 'a better one than before' },
    })
    expect((await browser.call(contract.me)).roles).toContain('community')
  })
})

describe('the second factor', () => {
  it('is set up, asked for, never taken twice, and removed', async () => {
    const body = credentials('administrator')
    const browser = await signedIn('administrator')
    const proof = { body: { password: app.town.password } }
    const wrong = await browser.ask(contract.startSecondFactor, { body: { password: 'not the password' } })
    expect(wrong.reason).toBe('people.wrong_sign_in')
    const { secret, uri, qr } = await browser.call(contract.startSecondFactor, proof)
    expect(uri).toContain(`secret=${secret}`)
    expect(qr).toMatch(/^data:image\/png/)
    expect((await browser.ask(contract.confirmSecondFactor, { body: { code: '000000' } })).status).toBe(400)
    expect((await signInAs('administrator')).body).toEqual({ next: 'done' })
    await browser.call(contract.confirmSecondFactor, { body: { code: codeAt(secret, app.clock.now()) } })
    expect((await browser.call(contract.me)).secondFactor).toBe(true)
    expect((await browser.ask(contract.startSecondFactor, proof)).reason).toBe('people.second_factor_exists')

    const without = await app.anyone.ask(contract.signIn, { body })
    expect(without).toMatchObject({ status: 200, cookie: null, body: { next: 'code' } })
    const replayed = await app.anyone.ask(contract.signIn, { body: { ...body, code: codeAt(secret, app.clock.now()) } })
    expect(replayed).toMatchObject({ status: 422, reason: 'people.wrong_code', cookie: null })
    minutes(1)
    const code = codeAt(secret, app.clock.now())
    expect((await app.anyone.ask(contract.signIn, { body: { ...body, code } })).cookie).toBeTruthy()
    expect((await app.anyone.ask(contract.signIn, { body: { ...body, code } })).reason).toBe('people.wrong_code')

    minutes(1)
    const removal = { password: app.town.password, code: codeAt(secret, app.clock.now()) }
    expect((await browser.ask(contract.removeSecondFactor, { body: { ...removal, code: '000000' } })).status).toBe(422)
    await browser.call(contract.removeSecondFactor, { body: removal })
    expect((await signInAs('administrator')).body).toEqual({ next: 'done' })
    expect(await typesOf('administrator')).toEqual(
      expect.arrayContaining(['second_factor_added', 'second_factor_removed']),
    )
  })

  it('is demanded of whoever is an administrator now, in sessions that are open too', async () => {
    const rooted = await testApp()
    const { town } = rooted
    const browserOf = async (login: PersonKey) => {
      const browser = rooted.browser()
      await browser.call(contract.signIn, { body: { login, password: town.password } })
      return browser
    }
    const enrol = async (browser: Awaited<ReturnType<typeof browserOf>>) => {
      const { secret } = await browser.call(contract.startSecondFactor, { body: { password: town.password } })
      await browser.call(contract.confirmSecondFactor, { body: { code: codeAt(secret, rooted.clock.now()) } })
    }
    const [root, next] = [await browserOf('administrator'), await browserOf('community2')]
    await enrol(root)
    await root.call(contract.saveSafety, { body: { secondFactor: true, proofMinutes: null } })
    expect(await next.call(contract.me)).toMatchObject({ roles: ['resident', 'community'], mustEnrol: false })
    const params = { postId: town.posts.administrator }
    await root.call(contract.appoint, { params, body: { personId: town.persons.community2, why: '轮岗' } })
    expect(await next.call(contract.me)).toMatchObject({ roles: ['resident'], mustEnrol: true })
    expect((await next.ask(contract.getSafety)).status).toBe(403)
    await enrol(next)
    const roles = ['resident', 'administrator', 'community']
    expect(await next.call(contract.me)).toMatchObject({ roles, mustEnrol: false })
    await rooted.close()
  })

  it('cannot be guessed: wrong codes lock, asking for the code does not', async () => {
    const body = credentials('streetDepartment1')
    const browser = await signedIn('streetDepartment1')
    const { secret } = await browser.call(contract.startSecondFactor, { body: { password: app.town.password } })
    await browser.call(contract.confirmSecondFactor, { body: { code: codeAt(secret, app.clock.now()) } })
    for (let n = 0; n < 8; n++) expect((await app.anyone.ask(contract.signIn, { body })).body).toEqual({ next: 'code' })
    for (let n = 0; n < 5; n++) {
      await app.anyone.ask(contract.signIn, { body })
      expect((await app.anyone.ask(contract.signIn, { body: { ...body, code: '000000' } })).reason).toBe(
        'people.wrong_code',
      )
    }
    expect((await app.anyone.ask(contract.signIn, { body })).reason).toBe('people.locked')
  })

  it('is asked of everyone before anything is known of them', async () => {
    for (const endpoint of [contract.startSecondFactor, contract.me, contract.mySessions, contract.signOut])
      expect((await app.anyone.ask(endpoint)).status).toBe(401)
    expect((await app.anyone.ask(contract.confirmSecondFactor, { body: { code: '123456' } })).status).toBe(401)
    expect(
      (await app.anyone.ask(contract.removeSecondFactor, { body: { code: '123456', password: 'x' } })).status,
    ).toBe(401)
  })
})
