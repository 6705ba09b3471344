import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import { listNotices } from '../notices/contract.ts'
import { listPartners, listWants } from './contract.ts'
import { type FirmWithMember, firmWithMember, memberOf, plainProduct } from './finance-app.fixture.ts'
import {
  answerReferral,
  type BankAnswer,
  confirmPartner,
  endPartner,
  endWant,
  enterProduct,
  passOn,
  publishProduct,
  raiseWant,
  saveProduct,
  takeBack,
  tellOfSilence,
} from './public.ts'
import { verifyFinance } from './verify.ts'

let app: TestApp
let bank: FirmWithMember
let firm: FirmWithMember
beforeAll(async () => {
  app = await testApp()
  const desk = app.signInAs('community1')
  const place = app.town.places.building111
  bank = await firmWithMember(desk, place, '示例银行有限公司')
  firm = await firmWithMember(desk, place, '滇池设备有限公司', { facts: [{ key: 'staff', value: 20 }] })
})
afterAll(() => app.close())

/** A doing of a program that fills in what was: whoever, whenever. */
const doing = (person: keyof TestApp['town']['persons'] | FirmWithMember, at: string) => ({
  tenantId: app.town.tenantId,
  actor: null,
  by: {
    personId: typeof person === 'string' ? app.town.persons[person] : person.personId,
    postId: null,
    via: 'demo' as const,
  },
  at: new Date(at),
  secrets: app.services.secrets,
})

it('a program can tell a whole story with the times and people of its own', async () => {
  const { firmId } = firm
  const partnerFirmId = bank.firmId
  const partner = { firmId: partnerFirmId, fromOn: '2026-01-05', why: '签了合作协议' }
  const { partnerId, productId } = await app.db.tx(async (tx) => {
    const partnerId = await confirmPartner(tx, doing('street1', '2026-01-05T02:00:00Z'), partner)
    const banker = doing(bank, '2026-01-06T02:00:00Z')
    const { productId } = await enterProduct(tx, banker, partnerFirmId, plainProduct)
    const { version } = await saveProduct(tx, banker, productId, { ...plainProduct, monthsTo: 24 })
    await publishProduct(tx, banker, productId, version)
    return { partnerId, productId }
  })
  const wanted = { firmId, amountFen: 100_000_000, months: 12, byFirm: true }
  const say = (step: BankAnswer['step'], more: Partial<BankAnswer> = {}): BankAnswer => ({ step, ...more })
  await app.db.tx(async (tx) => {
    const { wantId } = await raiseWant(tx, doing(firm, '2026-03-02T02:00:00Z'), { ...wanted, use: 'equipment' })
    const referralId = await passOn(tx, doing(firm, '2026-03-03T02:00:00Z'), wantId, { productId, consentVersion: 1 })
    await answerReferral(tx, doing(bank, '2026-03-04T02:00:00Z'), referralId, say('contacted'))
    const terms = { fen: 80_000_000, months: 12, rateBp: 380 }
    await answerReferral(tx, doing(bank, '2026-03-10T02:00:00Z'), referralId, say('approved', terms))
    await answerReferral(tx, doing(bank, '2026-03-20T02:00:00Z'), referralId, say('drawn'))
  })
  const silent = await app.db.tx(async (tx) => {
    const { wantId } = await raiseWant(tx, doing('community1', '2026-04-01T02:00:00Z'), {
      ...{ ...wanted, byFirm: false, use: 'working_capital' },
    })
    const consent = { contactId: firm.contactId, how: 'phone' as const }
    const by = doing('community1', '2026-04-02T02:00:00Z')
    return { wantId, referralId: await passOn(tx, by, wantId, { productId, consentVersion: 1, consent }) }
  })
  await tellOfSilence(app.db, new Date('2026-04-20T02:00:00Z'))
  await app.db.tx(async (tx) => {
    await takeBack(tx, doing(firm, '2026-04-21T02:00:00Z'), silent.referralId, '不想等了')
    await endWant(tx, doing(firm, '2026-04-22T02:00:00Z'), silent.wantId, { reason: 'elsewhere' })
    await endPartner(tx, doing('street1', '2026-06-01T02:00:00Z'), partnerId, '协议到期')
  })
  const desk = app.signInAs('community1')
  const { rows, figures } = await desk.call(listWants)
  expect(rows.map((row) => [row.use, row.state, row.raisedAt])).toEqual([
    ['working_capital', 'ended', '2026-04-01T02:00:00.000Z'],
    ['equipment', 'granted', '2026-03-02T02:00:00.000Z'],
  ])
  expect(figures).toEqual({ wants: 2, wantedFen: 200_000_000, passed: 1, approved: 1, approvedFen: 80_000_000 })
  expect((await desk.call(listPartners)).partners.map(({ state, toOn }) => [state, toOn])).toEqual([
    ['ended', '2026-06-01'],
  ])
  const told = (await memberOf(app, firm).call(listNotices)).rows.map((row) => row.words.zh)
  expect(told).toContain('工作人员为贵企业登记了融资需求：100 万元，流动资金')
  expect((await verifyLedger(app.db, [verifyFinance], app.clock.now())).broken).toEqual([])
})
