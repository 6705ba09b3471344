import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import * as contract from './contract.ts'
import { findOrAddPersonByPhone } from './public.ts'
import { codeAt } from './second-factor.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const issue = async (key: PersonKey, body = {}) =>
  (await app.signInAs('administrator').call(contract.issueCode, { params: { personId: app.town.persons[key] }, body }))
    .code
const signIn = (login: string, code: string, more: object = {}) =>
  app.anyone.ask(contract.signInWithCode, { body: { login, code, ...more } })
const wrong = (code: string) => String((Number(code) + 1) % 1e8).padStart(8, '0')
const minutes = (count: number) => app.clock.move(count * 60_000)

describe('a one-time code', () => {
  it('is good once', async () => {
    const code = await issue('gridWorker11')
    expect((await signIn('gridWorker11', code)).body).toEqual({ next: 'done' })
    expect((await signIn('gridWorker11', code)).reason).toBe('people.wrong_one_time_code')
    const [event] = (await app.events(`people:${app.town.persons.gridWorker11}`)).slice(-2)
    expect(event).toMatchObject({ type: 'people.signed_in', payload: { by: 'one_time_code' } })
  })

  it('is good once also when it is sent twice at once', async () => {
    const code = await issue('gridWorker12')
    const answers = await Promise.all([signIn('gridWorker12', code), signIn('gridWorker12', code)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422])
  })

  it('is good for ten minutes, for that person, and until a new one is issued', async () => {
    const code = await issue('gridWorker21')
    expect((await signIn('gridWorker22', code)).status).toBe(422)
    minutes(9)
    const next = await issue('gridWorker21')
    expect((await signIn('gridWorker21', code)).status).toBe(422)
    minutes(10)
    expect((await signIn('gridWorker21', next)).status).toBe(422)
  })

  it('is dead after five wrong tries, and unknown names read alike', async () => {
    const code = await issue('gridWorker31')
    for (let n = 0; n < 4; n++) expect((await signIn('gridWorker31', wrong(code))).status).toBe(422)
    const unknown = await signIn('nobody', code)
    expect(unknown.error).toEqual((await signIn('gridWorker31', wrong(code))).error)
    expect((await signIn('gridWorker31', code)).status).toBe(422)
    expect((await signIn('gridWorker31', 'abc')).status).toBe(400)
  })

  it('opens an account that is locked, and ends other sessions with a new password', async () => {
    const there = app.browser()
    await there.call(contract.signIn, { body: { login: 'street1', password: app.town.password } })
    for (let n = 0; n < 5; n++) await app.anyone.ask(contract.signIn, { body: { login: 'street1', password: 'wrong' } })
    const code = await issue('street1')
    const weak = await signIn('street1', code, { newPassword: 'street1street1' })
    expect(weak.error?.fields).toMatchObject([{ path: 'newPassword' }])
    expect((await signIn('street1', code, { newPassword: 'four unrelated words' })).body).toEqual({ next: 'done' })
    expect((await there.ask(contract.me)).status).toBe(401)
    const again = await app.anyone.ask(contract.signIn, {
      body: { login: 'street1', password: 'four unrelated words' },
    })
    expect(again.status).toBe(200)
  })

  it('does not stand for the authenticator, which an administrator may take away', async () => {
    const here = app.browser()
    await here.call(contract.signIn, { body: { login: 'street2', password: app.town.password } })
    const { secret } = await here.call(contract.startSecondFactor, { body: { password: app.town.password } })
    await here.call(contract.confirmSecondFactor, { body: { code: codeAt(secret, app.clock.now()) } })
    minutes(1)
    const code = await issue('street2')
    expect((await signIn('street2', code)).body).toEqual({ next: 'code' })
    expect((await signIn('street2', code, { secondCode: '000000' })).reason).toBe('people.wrong_code')
    const right = { secondCode: codeAt(secret, app.clock.now()) }
    expect((await signIn('street2', code, right)).body).toEqual({ next: 'done' })
    const lost = await issue('street2', { resetSecondFactor: true })
    expect((await signIn('street2', lost)).body).toEqual({ next: 'done' })
  })

  it('gives a resident who reported by phone a first sign-in', async () => {
    const { tenantId, places } = app.town
    const neighbour = { phone: '120 0000 1234', name: '张阿姨', homePlaceId: places.building112 }
    const add = () =>
      app.db.tx((tx) => findOrAddPersonByPhone(tx, app.services.secrets, tenantId, neighbour, app.clock.now()))
    const { personId, added } = await add()
    expect(added).toBe(true)
    expect(await add()).toEqual({ personId, added: false })
    const params = { personId }
    expect((await app.signInAs('community2').ask(contract.issueCode, { params, body: {} })).status).toBe(404)
    const issued = await app.signInAs('community1').call(contract.issueCode, { params, body: {} })
    expect(issued.login).toBe('120****1234')
    const answer = await signIn('12000001234', issued.code, { newPassword: 'four unrelated words' })
    expect(answer.body).toEqual({ next: 'done' })
  })

  it('finds one person by phone, however many ask at once', async () => {
    const asks = Array.from({ length: 3 }, () =>
      app.db.tx((tx) =>
        findOrAddPersonByPhone(
          tx,
          app.services.secrets,
          app.town.tenantId,
          { phone: '12000005678', name: '李' },
          app.clock.now(),
        ),
      ),
    )
    const found = await Promise.all(asks)
    expect(new Set(found.map((one) => one.personId)).size).toBe(1)
    expect(found.filter((one) => one.added)).toHaveLength(1)
  })
})
