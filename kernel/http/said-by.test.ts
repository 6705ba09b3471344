import { afterAll, beforeAll, expect, it } from 'vitest'
import { me } from '../../modules/people/contract.ts'
import { type TestApp, testApp } from '../testing/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app?.close())

it('sends what was kept on a phone in the name of whoever said it, and of nobody else', async () => {
  const { gridWorker11, community1 } = app.town.persons
  const mine = await app.signInAs('gridWorker11').ask(me, {}, { 'x-liren-person': gridWorker11 })
  expect(mine).toMatchObject({ status: 200, body: { personId: gridWorker11 } })
  const anothers = await app.signInAs('gridWorker11').ask(me, {}, { 'x-liren-person': community1 })
  expect(anothers).toMatchObject({ status: 401, reason: 'http.other_person' })
  const signedOut = await app.anyone.ask(me, {}, { 'x-liren-person': gridWorker11 })
  expect(signedOut).toMatchObject({ status: 401, reason: 'http.other_person' })
})

it('sends what was said without an account in nobody’s name, whoever has signed in since', async () => {
  const nobodys = await app.signInAs('gridWorker11').ask(me, {}, { 'x-liren-person': 'nobody' })
  expect(nobodys).toMatchObject({ status: 401, reason: 'http.sign_in' })
})
