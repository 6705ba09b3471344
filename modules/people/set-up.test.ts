import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EmptyApp, emptyApp } from '../../kernel/testing/app.ts'
import { placeChildren } from '../places/contract.ts'
import * as contract from './contract.ts'
import { openSetUp } from './public.ts'
import { codeAt } from './second-factor.ts'

let app: EmptyApp
beforeAll(async () => {
  app = await emptyApp()
})
afterAll(() => app.close())

const order = {
  tenantCode: '530103005',
  tenantName: '金辰街道',
  name: '第一位管理员',
  login: 'root',
  password: 'four unrelated words',
}

it('a first start makes the administrator, once, with the code of the console and no default password', async () => {
  expect(await app.anyone.call(contract.setUpState)).toEqual({ open: true })
  expect((await app.anyone.call(placeChildren)).places).toEqual([])
  expect((await app.anyone.ask(contract.me)).status).toBe(401)
  expect((await app.anyone.ask(contract.signIn, { body: { login: 'root', password: 'x' } })).status).toBe(422)

  const earlier = await openSetUp(app.db, app.clock)
  const code = (await openSetUp(app.db, app.clock)) ?? ''
  expect(code).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/)
  const ask = (setUpCode: string, more: object = {}) =>
    app.anyone.ask(contract.setUp, { body: { ...order, setUpCode, ...more } })
  expect((await ask('AAAA-AAAA-AAAA-AAAA')).reason).toBe('people.wrong_set_up_code')
  expect((await ask(earlier ?? '')).status).toBe(422)
  expect((await ask(code, { password: 'short' })).status).toBe(400)
  expect((await ask(code, { password: 'rootrootroot' })).reason).toBe('people.weak_password')
  const answers = await Promise.all([ask(code.toLowerCase()), ask(code)])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422])

  expect(await app.anyone.call(contract.setUpState)).toEqual({ open: false })
  expect(await openSetUp(app.db, app.clock)).toBeNull()
  expect((await ask(code)).status).toBe(422)
  const browser = app.browser()
  await browser.call(contract.signIn, { body: { login: 'root', password: order.password } })
  // A new tenant asks an authenticator of administrators: nothing of the post opens before it is there.
  const before = await browser.call(contract.me)
  expect(before).toMatchObject({ name: '第一位管理员', roles: ['resident'], mustEnrol: true })
  expect((await browser.ask(contract.getSafety)).status).toBe(403)
  const { secret } = await browser.call(contract.startSecondFactor, { body: { password: order.password } })
  await browser.call(contract.confirmSecondFactor, { body: { code: codeAt(secret, app.clock.now()) } })
  const me = await browser.call(contract.me)
  expect(me).toMatchObject({ roles: ['resident', 'administrator'], mustEnrol: false, tenant: { zh: '金辰街道' } })
  expect(await browser.call(contract.getSafety)).toMatchObject({ secondFactor: true, proofMinutes: 30 })
  app.clock.move(60_000)
  const removal = { password: order.password, code: codeAt(secret, app.clock.now()) }
  expect((await browser.ask(contract.removeSecondFactor, { body: removal })).reason).toBe(
    'people.second_factor_demanded',
  )
  const { places } = await app.anyone.call(placeChildren)
  expect(places).toMatchObject([{ name: '金辰街道', level: 'street', code: '530103005' }])
})

it('one address may try a set-up code ten times a minute', async () => {
  const limited = await emptyApp({ rateLimits: true })
  const ask = () => limited.anyone.ask(contract.setUp, { body: { ...order, setUpCode: 'AAAA-AAAA' } })
  for (let n = 0; n < 10; n++) expect((await ask()).status).toBe(422)
  expect((await ask()).status).toBe(429)
  await limited.close()
})
