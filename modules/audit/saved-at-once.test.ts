import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Endpoint } from '../../kernel/contract/endpoint.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import { saveRules } from '../observers/contract.ts'
import { saveSafety } from '../people/contract.ts'
import * as privacy from '../privacy/contract.ts'
import { getRetention, saveRule } from '../privacy/retention-contract.ts'
import { saveSettings } from './contract.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** As administrators do who press at the same moment. */
const atOnce = async (endpoint: Endpoint, body: object, who: 'administrator' | 'street1' = 'administrator') => {
  const all = Array.from({ length: 6 }, () => app.signInAs(who).ask(endpoint, { body } as never))
  return (await Promise.all(all)).map(({ status }) => status)
}
const allWell = Array.from({ length: 6 }, () => 200)

it('settings that several save at once are versions one after another', async () => {
  const limits = { reveals: 20, exports: 10, accounts: 5, newDevice: true }
  expect(await atOnce(saveSettings, limits)).toEqual(allWell)
  expect(await atOnce(saveSafety, { secondFactor: false, proofMinutes: null })).toEqual(allWell)
  const asked = { answerWorkdays: 15, holderPostId: app.town.posts.community1 }
  expect(await atOnce(privacy.saveSettings, asked)).toEqual(allWell)
  expect(await atOnce(saveRules, { leadsPerQuarter: 1, warnDays: 30 }, 'street1')).toEqual(allWell)
  const { rules } = await app.signInAs('administrator').call(getRetention)
  const [rule] = rules
  const kept = { code: rule?.code, keepDays: 36_500, fromOn: '2026-12-01', why: '档案规定' }
  expect(await atOnce(saveRule, kept)).toEqual(allWell)
})

it('somebody who asks for everything at once has no more requests open than one after another', async () => {
  const body = { kind: 'correct', words: '请给我一份' }
  const ask = () => app.signInAs('resident1').ask(privacy.ask, { body } as never)
  const all = await Promise.all(Array.from({ length: 16 }, ask))
  expect(all.filter(({ status }) => status === 200)).toHaveLength(10)
  expect(all.filter(({ reason }) => reason === 'privacy.too_many')).toHaveLength(6)
})
