import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { type TestApp, type TestClient, testApp } from '../../kernel/testing/app.ts'
import * as consents from '../people/contract.ts'
import { referring } from './consent-purpose.ts'
import * as contract from './contract.ts'
import { bankAt, type FirmWithMember, firmWithMember, memberOf, publishedProduct } from './finance-app.fixture.ts'
import { verifyFinance } from './verify.ts'

let app: TestApp
let desk: TestClient
let bank: FirmWithMember
beforeAll(async () => {
  app = await testApp()
  desk = app.signInAs('community1')
  bank = await bankAt(desk, app.signInAs('street1'), app.town.places.building111, '示例银行有限公司')
})
afterAll(() => app.close())

const faults = async () => (await verifyLedger(app.db, [verifyFinance], app.clock.now())).broken

/** A firm with a want of its own. */
async function aWant() {
  const facts = [{ key: 'staff', value: 20 }]
  const own = await firmWithMember(desk, app.town.places.building111, '新设备有限公司', { facts })
  const body = { firmId: own.firmId, amountFen: 100_000_000, months: 12, use: 'equipment' as const }
  const { wantId } = await memberOf(app, own).call(contract.raiseWant, { body })
  return { own, wantId }
}

it('keeps the version of the text that the firm agreed to, and refuses one that has changed meanwhile', async () => {
  const { own, wantId } = await aWant()
  const [first, second] = [await publishedProduct(desk, bank.firmId), await publishedProduct(desk, bank.firmId)]
  const params = { wantId }
  const member = memberOf(app, own)
  const purpose = { params: { purpose: contract.referralPurpose } }
  expect((await member.call(consents.consentText, purpose)).version).toBe(1)
  await member.call(contract.passOn, { params, body: { productId: first, consentVersion: 1 } })
  const text = { zh: '我代表本企业同意转介给这一家银行，换一种说法。', en: 'For our firm I agree, in other words.' }
  const save = (asksAnew: boolean) =>
    app
      .signInAs('administrator')
      .ask(consents.saveConsentText, { ...purpose, body: { ...text, asksAnew, why: '法务意见', after: 1 } })
  expect((await save(true)).reason).toBe('people.consent_of_acts')
  expect((await save(false)).status).toBe(200)
  // What was agreed to stays; a form that shows the old text passes nothing on, whoever sends it.
  const old = { productId: second, consentVersion: 1 }
  const consent = { contactId: own.contactId, how: 'paper' as const }
  expect((await member.ask(contract.passOn, { params, body: old })).reason).toBe(consents.consentTextChanged)
  expect((await desk.ask(contract.passOn, { params, body: { ...old, consent } })).reason).toBe(
    consents.consentTextChanged,
  )
  const banks = async () => (await desk.call(contract.getWant, { params })).referrals
  expect((await banks()).map(({ consentVersion }) => consentVersion)).toEqual([1])
  const { consentVersion: _, ...none } = old
  expect((await member.ask(contract.passOn, { params, body: none as typeof old })).status).toBe(400)
  await desk.call(contract.passOn, { params, body: { ...old, consentVersion: 2, consent } })
  expect((await banks()).map(({ consent: how, consentVersion }) => [how, consentVersion])).toEqual(
    expect.arrayContaining([
      ['firm', 1],
      ['paper', 2],
    ]),
  )
  const told = (await app.events(`finance-wants:${wantId}`)).map(({ payload }) => payload.consentVersion)
  expect(told).toEqual([undefined, 1, 2])
  const { rows } = await app.signInAs('administrator').call(consents.listPurposes)
  expect(rows.find((row) => row.purpose === contract.referralPurpose)).toMatchObject({ each: true, waiting: 0 })
  // Nobody is asked anew: each act asks for itself.
  expect((await member.call(consents.myConsents)).rows).toEqual([])
  const agreed = await app.db.read((tx) =>
    sql<{ personId: string | null; version: number; how: string }>`select g."personId", g.version, g.how
      from (${referring.given(app.town.tenantId)}) g join finance.referrals r on r.passed_at = g.at
      where r.want_id = ${wantId} and r.consent_version = g.version group by 1, 2, 3 order by 2`.execute(tx),
  )
  expect(agreed.rows).toContainEqual({ personId: own.personId, version: 1, how: 'self' })
  expect(agreed.rows).toContainEqual({ personId: null, version: 2, how: 'signed' })
  expect(await faults()).toEqual([])
  const force = (to: number, from: number) =>
    app.db.tx((tx) =>
      sql`update finance.referrals set consent_version = ${to} where want_id = ${wantId}
        and consent_version = ${from}`.execute(tx),
    )
  await force(9, 2)
  expect((await faults()).map(({ what }) => what)).toEqual([expect.stringContaining('the ledger says passed v2')])
})
