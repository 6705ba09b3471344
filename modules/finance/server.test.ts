import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { type TestApp, type TestClient, testApp } from '../../kernel/testing/app.ts'
import { type FirmId, getFirm, mergeFirms, undoMerge } from '../enterprises/contract.ts'
import { readBack } from '../matters/import/import.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import { me } from '../people/contract.ts'
import { answer as answerFact } from '../policies/contract.ts'
import * as contract from './contract.ts'
import {
  bankAt,
  type FirmWithMember,
  firmWithMember,
  memberOf,
  plainProduct,
  publishedProduct,
} from './finance-app.fixture.ts'
import { tellOfSilence } from './silent-tick.ts'
import { verifyFinance } from './verify.ts'

let app: TestApp
let desk: TestClient
let street: TestClient
let bank: FirmWithMember
let firm: FirmWithMember

beforeAll(async () => {
  app = await testApp()
  desk = app.signInAs('community1')
  street = app.signInAs('street1')
  const place = app.town.places.building111
  bank = await bankAt(desk, street, place, '示例银行有限公司')
  firm = await firmWithMember(desk, place, '滇池设备有限公司')
})
afterAll(() => app.close())

const ofBank = () => memberOf(app, bank)
const ofFirm = () => memberOf(app, firm)
const typesOf = async (stream: string) => (await app.events(stream)).map(({ type }) => type)
const noticesOf = async (who: TestClient) =>
  (await who.call(listNotices)).rows.map(({ words, subject }) => ({ zh: words.zh, subject }))
const faults = async () => (await verifyLedger(app.db, [verifyFinance], app.clock.now())).broken

const wanted = (more: Record<string, unknown> = {}) => ({
  body: { firmId: firm.firmId, amountFen: 100_000_000, months: 12, use: 'equipment', ...more },
})
let uses = 0
/** A firm of its own with a want, so that tests do not meet each other. */
async function freshWant(facts: Record<string, unknown>[] = [{ key: 'staff', value: 20 }]) {
  const own = await firmWithMember(desk, app.town.places.building111, `新设备${++uses}号有限公司`, { facts })
  const body = { ...wanted().body, firmId: own.firmId, use: 'equipment' as const }
  const { wantId } = await memberOf(app, own).call(contract.raiseWant, { body })
  return { own, wantId }
}

describe('a finance partner', () => {
  it('is a firm of the street’s area, confirmed and ended with a reason and an event', async () => {
    const other = await firmWithMember(desk, app.town.places.building111, '城商银行有限公司')
    const body = { firmId: other.firmId, fromOn: '2026-11-01', why: '签约' }
    expect((await app.anyone.ask(contract.confirmPartner, { body })).status).toBe(401)
    expect((await desk.ask(contract.confirmPartner, { body })).status).toBe(403)
    expect((await app.signInAs('street2').ask(contract.confirmPartner, { body })).status).toBe(404)
    expect((await street.ask(contract.confirmPartner, { body: { ...body, why: '' } })).status).toBe(400)
    expect((await street.ask(contract.confirmPartner, { body: { ...body, toOn: '2026-11-01' } })).status).toBe(400)
    const { partnerId } = await street.call(contract.confirmPartner, { body })
    expect((await street.ask(contract.confirmPartner, { body })).reason).toBe('finance.partner_already')
    const params = { partnerId }
    expect((await desk.ask(contract.endPartner, { params, body: { why: '到期' } })).status).toBe(403)
    expect((await app.signInAs('street2').ask(contract.endPartner, { params, body: { why: '到期' } })).status).toBe(404)
    await street.call(contract.endPartner, { params, body: { why: '协议到期' } })
    expect((await street.ask(contract.endPartner, { params, body: { why: '再次' } })).reason).toBe(
      'finance.partner_ended',
    )
    expect(await typesOf(`finance-partners:${other.firmId}`)).toEqual([
      'finance.partner_confirmed',
      'finance.partner_ended',
    ])
    const { partners } = await app.signInAs('supervisor').call(contract.listPartners)
    expect(partners.find(({ id }) => id === partnerId)).toMatchObject({
      state: 'ended',
      endedWhy: { zh: '协议到期', en: '协议到期' },
    })
    // Whose partnership is over enters nothing and sees nothing of a bank.
    const theirs = memberOf(app, other)
    expect((await theirs.ask(contract.myProducts, { params: { firmId: other.firmId } })).status).toBe(404)
    const entering = { body: { partnerFirmId: other.firmId, spec: plainProduct } }
    expect((await theirs.ask(contract.enterProduct, entering)).status).toBe(403)
    expect((await desk.ask(contract.enterProduct, entering)).reason).toBe('finance.not_a_partner')
    await street.call(contract.confirmPartner, { body })
  })

  it('whose agreement ran out is confirmed again, and the old one says so in both languages', async () => {
    const other = await firmWithMember(desk, app.town.places.building111, '续签银行有限公司')
    const body = { firmId: other.firmId, fromOn: '2026-01-01', toOn: '2026-10-01', why: '签约' }
    const { partnerId } = await street.call(contract.confirmPartner, { body })
    await street.call(contract.confirmPartner, { body: { ...body, fromOn: '2026-11-01', toOn: '2027-11-01' } })
    const { partners } = await street.call(contract.listPartners)
    expect(partners.find(({ id }) => id === partnerId)?.endedWhy).toEqual({ zh: '期满', en: 'It ran out' })
  })
})

describe('a product', () => {
  it('is entered by the bank itself, version by version, and told where it is wrong', async () => {
    const body = { partnerFirmId: bank.firmId, spec: plainProduct }
    expect((await app.anyone.ask(contract.enterProduct, { body })).status).toBe(401)
    expect((await ofFirm().ask(contract.enterProduct, { body })).status).toBe(404)
    expect((await app.signInAs('gridWorker11').ask(contract.enterProduct, { body })).status).toBe(403)
    const wrong = { ...plainProduct, conditions: { '>=': [{ fact: 'staf' }, 1] } }
    const refused = await ofBank().ask(contract.enterProduct, { body: { ...body, spec: wrong } })
    expect([refused.status, refused.reason]).toEqual([400, 'finance.bad_product'])
    expect(refused.error?.fields?.map(({ path }) => path)).toEqual(['spec/conditions/>=/0/fact'])

    const { productId } = await ofBank().call(contract.enterProduct, { body })
    const params = { productId }
    // A draft is for who may enter it.
    expect((await app.signInAs('supervisor').ask(contract.getProduct, { params })).status).toBe(404)
    expect((await ofFirm().ask(contract.getProduct, { params })).status).toBe(404)
    expect((await app.signInAs('street2').call(contract.listProducts)).rows.map(({ id }) => id)).not.toContain(
      productId,
    )
    await ofBank().call(contract.publishProduct, { params: { productId, version: 1 } })
    expect((await ofBank().ask(contract.publishProduct, { params: { productId, version: 1 } })).reason).toBe(
      'finance.published_already',
    )
    const { version } = await desk.call(contract.saveProduct, {
      params,
      body: { spec: { ...plainProduct, monthsTo: 24 } },
    })
    const seen = await app.signInAs('supervisor').call(contract.getProduct, { params })
    expect(seen).toMatchObject({ state: 'published', version: 1, monthsTo: 36, draft: null, mayWrite: false })
    const draftFor = async (who: typeof desk) =>
      (await who.call(contract.listProducts)).rows.find(({ id }) => id === productId)?.draft
    expect([await draftFor(app.signInAs('supervisor')), await draftFor(desk)]).toEqual([null, 2])
    expect(seen.versions.map((one) => one.version)).toEqual([1])
    expect([seen.newest.version, seen.newest.spec.monthsTo]).toEqual([1, 36])
    expect((await desk.call(contract.getProduct, { params })).newest).toMatchObject({ version: 2, state: 'draft' })
    expect([seen.conditions.words.zh, seen.reads.map(({ zh }) => zh)]).toEqual(['在职人数不少于 10 人', ['在职人数']])
    await desk.call(contract.publishProduct, { params: { productId, version } })
    const now = await ofBank().call(contract.getProduct, { params })
    expect(now).toMatchObject({ version: 2, monthsTo: 24, draft: null, mayWrite: true })
    expect(now.versions.map(({ state, replacedBy }) => [state, replacedBy])).toEqual([
      ['published', null],
      ['withdrawn', 2],
    ])
    const edited = app.db.tx((tx) => sql`update finance.product_versions set spec = '{}' where version = 1`.execute(tx))
    await expect(edited).rejects.toThrow('never edited')
    await ofBank().call(contract.withdrawProduct, { params, body: { why: '停办' } })
    expect((await ofBank().ask(contract.withdrawProduct, { params, body: { why: '停办' } })).reason).toBe(
      'finance.not_published',
    )
    expect(await typesOf(`finance-products:${productId}`)).toEqual([
      ...['finance.product_saved', 'finance.product_published', 'finance.product_saved'],
      ...['finance.product_published', 'finance.product_withdrawn'],
    ])
  })
})

describe('a want', () => {
  it('is raised by the firm or by staff of its area; a second one like it is the same', async () => {
    expect((await app.anyone.ask(contract.raiseWant, wanted())).status).toBe(401)
    expect((await ofBank().ask(contract.raiseWant, wanted())).status).toBe(404)
    expect((await app.signInAs('community2').ask(contract.raiseWant, wanted())).status).toBe(404)
    expect((await app.signInAs('supervisor').ask(contract.raiseWant, wanted())).status).toBe(403)
    expect((await ofFirm().ask(contract.raiseWant, wanted({ amountFen: 0 }))).status).toBe(400)
    const first = await ofFirm().call(contract.raiseWant, wanted() as never)
    expect(first.isNew).toBe(true)
    const again = await desk.call(contract.raiseWant, wanted({ amountFen: 5_000_000 }) as never)
    expect(again).toEqual({ wantId: first.wantId, isNew: false })
    expect((await desk.call(contract.raiseWant, wanted({ use: 'research' }) as never)).isNew).toBe(true)
    expect(await noticesOf(desk)).toContainEqual({
      zh: '滇池设备有限公司提出融资需求：100 万元，购置设备',
      subject: { kind: 'finance/want', id: first.wantId },
    })
    const { wants } = await ofFirm().call(contract.myFinance, { params: { firmId: firm.firmId } })
    expect(wants.map(({ use, state }) => [use, state])).toEqual([
      ['research', 'open'],
      ['equipment', 'open'],
    ])
    expect((await ofBank().ask(contract.myFinance, { params: { firmId: firm.firmId } })).status).toBe(404)
  })

  it('is told what fits and why, and asks for the one fact that is missing', async () => {
    const cheap = { rateFromBp: 300, rateToBp: 320, conditions: true as const }
    const productId = await publishedProduct(desk, bank.firmId)
    const open = await publishedProduct(desk, bank.firmId, { ...cheap, name: { zh: '普惠贷', en: 'Open loan' } })
    const far = await publishedProduct(desk, bank.firmId, {
      uses: ['orders'],
      name: { zh: '订单贷', en: 'Orders loan' },
    })
    const { own, wantId } = await freshWant([])
    const params = { wantId }
    expect((await app.signInAs('community2').ask(contract.getWant, { params })).status).toBe(404)
    expect((await ofBank().ask(contract.getWant, { params })).status).toBe(404)
    const seen = await desk.call(contract.getWant, { params })
    expect(seen.matches.map((one) => [one.productId, one.verdict])).toEqual([
      [open, 'fits'],
      [productId, 'unknown'],
      [far, 'unfit'],
    ])
    expect(seen.matches[0]).toMatchObject({ interestFromFen: 3_000_000, interestToFen: 3_200_000, told: [] })
    expect(seen.matches[2]?.reasons[0]?.zh).toContain('订单')
    expect(seen.question).toMatchObject({ fact: { key: 'staff' }, settles: 1 })
    expect(seen.mayAnswer && seen.mayPass && !seen.isOwn).toBe(true)
    await desk.call(answerFact, { params: { firmId: own.firmId }, body: { key: 'staff', value: 12 } })
    const after = await memberOf(app, own).call(contract.getWant, { params })
    expect(after.question).toBeNull()
    expect(after.matches[1]).toMatchObject({ productId, verdict: 'fits', told: [{ words: { zh: '12 人' } }] })
    expect(after.contacts).toEqual([])
    const fitting = await desk.call(contract.wantsOfProduct, { params: { productId } })
    expect(fitting.wants.find(({ id }) => id === wantId)?.verdict).toBe('fits')
    for (const id of [open, far])
      await desk.call(contract.withdrawProduct, { params: { productId: id }, body: { why: '测试' } })
  })

  it('is ended with its reason, and what banks have not approved is taken back', async () => {
    const { own, wantId } = await freshWant()
    const productId = await publishedProduct(desk, bank.firmId)
    const { referralId } = await memberOf(app, own).call(contract.passOn, {
      params: { wantId },
      body: { productId, consentVersion: 1 },
    })
    const ending = { params: { wantId }, body: { reason: 'elsewhere' as const } }
    expect((await app.signInAs('supervisor').ask(contract.endWant, ending)).status).toBe(403)
    expect((await ofBank().ask(contract.endWant, ending)).status).toBe(404)
    await desk.call(contract.endWant, ending)
    expect((await desk.ask(contract.endWant, ending)).reason).toBe('finance.want_is_over')
    const gone = await ofBank().call(contract.getReferral, { params: { referralId } })
    expect([gone.state, gone.want, gone.mayReveal]).toEqual(['taken_back', null, false])
    expect(await typesOf(`finance-wants:${wantId}`)).toEqual([
      ...['finance.want_raised', 'finance.want_passed_on', 'finance.referral_taken_back', 'finance.want_ended'],
    ])
  })
})

describe('passing on', () => {
  it('needs the firm’s consent: its own press, or which contact agreed and how', async () => {
    const { own, wantId } = await freshWant()
    const productId = await publishedProduct(desk, bank.firmId)
    const params = { wantId }
    const consent = { contactId: own.contactId, how: 'phone' as const, words: '王经理电话同意' }
    const pass = (who: TestClient, body: Record<string, unknown>) =>
      who.ask(contract.passOn, { params, body: { consentVersion: 1, ...body } })
    expect((await pass(app.anyone, { productId })).status).toBe(401)
    expect((await pass(ofBank(), { productId })).status).toBe(404)
    expect((await pass(app.signInAs('supervisor'), { productId, consent })).status).toBe(403)
    expect((await pass(desk, { productId })).reason).toBe('finance.no_consent')
    expect((await pass(desk, { productId, consent: { ...consent, contactId: bank.contactId } })).reason).toBe(
      'finance.unknown_contact',
    )
    const small = await publishedProduct(desk, bank.firmId, { amountToFen: 20_000_000 })
    const unfit = await pass(desk, { productId: small, consent })
    expect([unfit.status, unfit.reason]).toEqual([422, 'finance.does_not_fit'])
    const { referralId } = (await pass(desk, { productId, consent })).body
    expect((await pass(desk, { productId, consent })).reason).toBe('finance.passed_already')
    expect(await noticesOf(ofBank())).toContainEqual({
      zh: '收到一项融资转介：100 万元，购置设备（设备贷（示例））',
      subject: { kind: 'finance/referral', id: referralId },
    })
    expect((await noticesOf(memberOf(app, own))).map(({ zh }) => zh)).toContain(
      '您的融资需求已转介给示例银行有限公司（设备贷（示例））',
    )
  })

  it('shows the bank the firm, the want, the facts that are read and a masked contact; nothing else', async () => {
    const facts = [
      { key: 'staff', value: 33 },
      { key: 'revenue', value: 987_654_300 },
    ]
    const { own, wantId } = await freshWant(facts)
    const productId = await publishedProduct(desk, bank.firmId)
    const { referralId } = await memberOf(app, own).call(contract.passOn, {
      params: { wantId },
      body: { productId, consentVersion: 1 },
    })
    const params = { referralId }
    const seen = await ofBank().call(contract.getReferral, { params })
    expect(seen.want).toMatchObject({
      firm: { id: own.firmId },
      told: [{ name: { zh: '在职人数' }, words: { zh: '33 人' } }],
      contact: { name: '王*满' },
    })
    expect(JSON.stringify(seen)).not.toMatch(/9876543|王小满|1000008/)
    expect((await app.anyone.ask(contract.getReferral, { params })).status).toBe(401)
    expect((await ofFirm().ask(contract.getReferral, { params })).status).toBe(404)
    // A bank opens no page of the firm itself.
    expect((await ofBank().ask(getFirm, { params: { firmId: own.firmId } })).status).toBe(403)

    const revealing = { params, body: { reason: '约时间上门' } }
    expect((await ofFirm().ask(contract.revealReferral, revealing)).status).toBe(404)
    expect((await desk.ask(contract.revealReferral, revealing)).status).toBe(403)
    expect((await ofBank().ask(contract.revealReferral, { params, body: { reason: '' } })).status).toBe(400)
    expect((await ofBank().call(contract.revealReferral, revealing)).name).toBe('王小满')
    expect(await typesOf(`enterprises:${own.firmId}`)).toContain('enterprises.contact_revealed')

    const taking = { params, body: { why: '不想贷了' } }
    expect((await ofBank().ask(contract.takeBack, taking)).status).toBe(403)
    await memberOf(app, own).call(contract.takeBack, taking)
    expect((await ofBank().ask(contract.revealReferral, revealing)).status).toBe(409)
    expect((await ofBank().call(contract.getReferral, { params })).want).toBeNull()
    expect((await desk.call(contract.getWant, { params: { wantId } })).state).toBe('open')
  })

  it('is answered step by step, tells the firm, and grants the want', async () => {
    const { own, wantId } = await freshWant()
    const productId = await publishedProduct(desk, bank.firmId)
    const member = memberOf(app, own)
    const { referralId } = await member.call(contract.passOn, {
      params: { wantId },
      body: { productId, consentVersion: 1 },
    })
    const params = { referralId }
    const say = (who: TestClient, body: Record<string, unknown>) => who.ask(contract.answerReferral, { params, body })
    expect((await say(app.anyone, { step: 'contacted' })).status).toBe(401)
    expect((await say(ofFirm(), { step: 'contacted' })).status).toBe(404)
    expect((await say(member, { step: 'contacted' })).status).toBe(403)
    expect((await say(ofBank(), { step: 'drawn' })).reason).toBe('finance.wrong_step')
    expect((await say(ofBank(), { step: 'refused' })).reason).toBe('finance.incomplete_answer')
    expect((await say(ofBank(), { step: 'contacted' })).status).toBe(200)
    expect((await member.call(contract.getWant, { params: { wantId } })).state).toBe('answered')
    expect((await say(desk, { step: 'visit', visitOn: '2026-11-26' })).status).toBe(200)
    expect((await say(ofBank(), { step: 'approved', fen: 80_000_000 })).status).toBe(400)
    const terms = { fen: 80_000_000, months: 12, rateBp: 380 }
    expect((await say(ofBank(), { step: 'approved', ...terms })).status).toBe(200)
    expect((await member.ask(contract.takeBack, { params, body: { why: '不要了' } })).reason).toBe('finance.wrong_step')
    const want = await member.call(contract.getWant, { params: { wantId } })
    expect([want.state, want.approvedFen, want.referrals[0]?.approvedRateBp]).toEqual(['granted', 80_000_000, 380])
    expect((await noticesOf(member))[0]?.zh).toBe('示例银行有限公司：审批通过，80 万元，年利率 3.8%')
    expect((await say(ofBank(), { step: 'drawn' })).status).toBe(200)
    const story = await desk.call(getFirm, { params: { firmId: own.firmId } })
    expect(story.timeline.filter(({ source }) => source === 'finance').map(({ words }) => words.zh)).toEqual([
      ...['银行答复', '银行答复', '银行答复', '银行答复', '融资转介', '提出融资需求'],
    ])
  })

  it('to a bank that says nothing for five working days is told once to who passed it on', async () => {
    const { own, wantId } = await freshWant()
    const productId = await publishedProduct(desk, bank.firmId)
    const consent = { contactId: own.contactId, how: 'phone' as const }
    await desk.call(contract.passOn, { params: { wantId }, body: { productId, consentVersion: 1, consent } })
    const at = (days: number) => new Date(app.clock.now().getTime() + days * 86_400_000)
    const told = async () => (await typesOf(`finance-wants:${wantId}`)).filter((type) => type === 'finance.bank_silent')
    await tellOfSilence(app.db, at(4))
    expect(await told()).toEqual([])
    for (const days of [8, 9]) await tellOfSilence(app.db, at(days))
    expect(await told()).toHaveLength(1)
    const notices = (await noticesOf(desk)).filter(
      ({ zh, subject }) => subject?.id === wantId && zh.includes('没有答复'),
    )
    // Nobody did it: the story has no name for it.
    const { timeline } = await desk.call(getFirm, { params: { firmId: own.firmId } })
    const silent = timeline.find(({ type }) => type === 'finance.bank_silent')
    expect([silent?.detail?.zh, silent?.who]).toEqual(['示例银行有限公司', null])
    expect(notices).toEqual([
      {
        zh: '示例银行有限公司5 个工作日没有答复融资转介，可以催问或另选产品',
        subject: { kind: 'finance/want', id: wantId },
      },
    ])
  })
})

it('the wants of a firm that was merged go on with the kept one, and come back when that is undone', async () => {
  const { own, wantId } = await freshWant()
  const kept = await firmWithMember(desk, app.town.places.building111, '合并后设备有限公司')
  const productId = await publishedProduct(desk, bank.firmId)
  const { referralId } = await memberOf(app, own).call(contract.passOn, {
    params: { wantId },
    body: { productId, consentVersion: 1 },
  })
  const merging = { params: { firmId: kept.firmId }, body: { goneId: own.firmId, why: '同一家企业' } }
  const { mergeId } = await desk.call(mergeFirms, merging)
  const theirs = memberOf(app, kept)
  expect((await theirs.call(contract.getWant, { params: { wantId } })).firm.id).toBe(kept.firmId)
  expect(await theirs.call(contract.raiseWant, { body: { ...wanted().body, firmId: kept.firmId } as never })).toEqual({
    wantId,
    isNew: false,
  })
  const seen = await ofBank().call(contract.getReferral, { params: { referralId } })
  expect([seen.want?.firm.id, seen.want?.contact?.id]).toEqual([kept.firmId, own.contactId])
  await ofBank().call(contract.answerReferral, { params: { referralId }, body: { step: 'contacted' } })
  expect((await noticesOf(theirs))[0]?.zh).toBe('示例银行有限公司：已联系企业')
  const story = async (firmId: FirmId) =>
    (await desk.call(getFirm, { params: { firmId } })).timeline
      .filter(({ source }) => source === 'finance')
      .map(({ words, who, detail }) => [words.zh, who, detail?.zh.split('，')[0]])
  const told = [
    ['银行答复', '王小满', '示例银行有限公司'],
    ['融资转介', '王小满', '示例银行有限公司'],
    ['提出融资需求', '王小满', '100 万元'],
  ]
  expect([await story(kept.firmId), await story(own.firmId)]).toEqual([told, []])
  // Merged once more, they go on with the last one; the list finds them by it alone.
  const last = await firmWithMember(desk, app.town.places.building111, '再合并后设备有限公司')
  const more = { params: { firmId: last.firmId }, body: { goneId: kept.firmId, why: '还是同一家' } }
  const { mergeId: second } = await desk.call(mergeFirms, more)
  const listed = async (firmId: FirmId) =>
    (await desk.call(contract.listWants, { query: { firmId } })).rows.map(({ id, firm, place, passed }) => ({
      ...{ id, firm: firm.id, place: place?.id, passed },
    }))
  const ofLast = { id: wantId, firm: last.firmId, place: app.town.places.community1, passed: 1 }
  expect([await listed(last.firmId), await listed(kept.firmId), await listed(own.firmId)]).toEqual([[ofLast], [], []])
  expect([await story(last.firmId), await story(kept.firmId)]).toEqual([told, []])
  await desk.call(undoMerge, { params: { mergeId: second } })
  expect(await listed(kept.firmId)).toEqual([{ ...ofLast, firm: kept.firmId }])
  await desk.call(undoMerge, { params: { mergeId } })
  expect([await story(kept.firmId), await story(own.firmId)]).toEqual([[], told])
  expect(await listed(own.firmId)).toEqual([{ ...ofLast, firm: own.firmId }])
  expect((await theirs.ask(contract.getWant, { params: { wantId } })).status).toBe(404)
  expect((await memberOf(app, own).call(contract.getWant, { params: { wantId } })).firm.id).toBe(own.firmId)
})

describe('a bank whose record was merged', () => {
  it('goes on as the kept firm with its agreement, products and referrals; all come back when that is undone', async () => {
    const old = await bankAt(desk, street, app.town.places.building111, '合并前银行有限公司')
    const productId = await publishedProduct(desk, old.firmId, { uses: ['equipment'] })
    const { own, wantId } = await freshWant()
    const { referralId } = await memberOf(app, own).call(contract.passOn, {
      params: { wantId },
      body: { productId, consentVersion: 1 },
    })
    const kept = await firmWithMember(desk, app.town.places.building111, '合并后银行有限公司')
    const merging = { params: { firmId: kept.firmId }, body: { goneId: old.firmId, why: '同一家银行' } }
    const { mergeId } = await desk.call(mergeFirms, merging)
    const theirs = memberOf(app, kept)
    const mine = await theirs.call(contract.myProducts, { params: { firmId: kept.firmId } })
    expect([mine.products.map(({ id }) => id), mine.referrals.map(({ id }) => id)]).toEqual([[productId], [referralId]])
    const agreements = async () =>
      (await street.call(contract.listPartners)).partners
        .filter(({ firm }) => firm.id === kept.firmId || firm.id === old.firmId)
        .map(({ firm, state, products, passed, approved }) => ({ firm: firm.id, state, products, passed, approved }))
    const agreed = { state: 'current', products: 1, passed: 1, approved: 0 }
    expect(await agreements()).toEqual([{ firm: kept.firmId, ...agreed }])
    const again = { firmId: kept.firmId, fromOn: '2026-11-01', why: '签约' }
    expect((await street.ask(contract.confirmPartner, { body: again })).reason).toBe('finance.partner_already')
    const offers = async () =>
      (await memberOf(app, own).call(contract.getWant, { params: { wantId } })).matches
        .filter((one) => one.productId === productId)
        .map(({ partner }) => partner.id)
    expect(await offers()).toEqual([kept.firmId])
    await theirs.call(contract.answerReferral, { params: { referralId }, body: { step: 'contacted' } })
    expect((await noticesOf(memberOf(app, own)))[0]?.zh).toBe('合并后银行有限公司：已联系企业')
    const { timeline } = await desk.call(getFirm, { params: { firmId: kept.firmId } })
    expect(timeline.filter(({ source }) => source === 'finance').map(({ words, who }) => [words.zh, who])).toEqual([
      ['确认为金融合作机构', (await street.call(me)).name],
    ])
    await desk.call(undoMerge, { params: { mergeId } })
    expect(await agreements()).toEqual([{ firm: old.firmId, ...agreed }])
    expect((await theirs.ask(contract.myProducts, { params: { firmId: kept.firmId } })).status).toBe(404)
    expect((await theirs.ask(contract.getReferral, { params: { referralId } })).status).toBe(404)
    const back = await memberOf(app, old).call(contract.myProducts, { params: { firmId: old.firmId } })
    expect(back.referrals.map(({ id }) => id)).toEqual([referralId])
    expect(await offers()).toEqual([old.firmId])
  })
})

describe('figures', () => {
  it('count exactly the rows that they lead to, in the list and in the file', async () => {
    const all = await desk.call(contract.listWants, { query: { limit: 200 } })
    expect(all.figures.wants).toBe(all.total)
    for (const figure of contract.wantFigures) {
      const { rows, total } = await desk.call(contract.listWants, { query: { figure, limit: 200 } })
      expect([rows.length, total]).toEqual([all.figures[figure], all.figures[figure]])
    }
    const approved = await desk.call(contract.listWants, { query: { figure: 'approved' } })
    expect(approved.rows.reduce((sum, row) => sum + row.approvedFen, 0)).toBe(all.figures.approvedFen)
    expect(all.figures).toMatchObject({ approved: 1, approvedFen: 80_000_000 })
    const { months, places, total } = await desk.call(contract.getFigures)
    expect(months.at(-1)).toEqual({ month: '2026-11', ...all.figures })
    expect(places.map(({ place, ...figures }) => [place?.id, figures])).toEqual([
      [app.town.places.community1, all.figures],
    ])
    expect(total).toEqual(all.figures)
    const filter = { month: '2026-11', placeId: app.town.places.community1, figure: 'passed' as const }
    const { total: counted } = await desk.call(contract.listWants, { query: filter })
    expect(counted).toBe(all.figures.passed)
    const sheet = await desk.ask(contract.exportWants, { query: filter })
    const listed = await desk.call(contract.listWants, { query: { ...filter, limit: 200 } })
    const { rows } = await readBack(sheet.body as unknown as Buffer)
    expect(rows.map(({ cells }) => cells[0])).toEqual(listed.rows.map((row) => row.firm.name))
    expect((await desk.ask(contract.getFigures, { query: { from: '2027-01', to: '2026-01' } })).status).toBe(400)
    expect((await app.signInAs('street2').call(contract.listWants)).total).toBe(0)
  })
})

it('the ledger tells every want and referral again, and verify names what differs', async () => {
  expect(await faults()).toEqual([])
  await app.db.tx((tx) =>
    sql`update finance.referrals set approved_fen = 1 where state = 'drawn' and tenant_id = ${app.town.tenantId}`.execute(
      tx,
    ),
  )
  expect((await faults()).map(({ check, what }) => `${check} ${what}`)).toEqual([
    expect.stringMatching(
      /^finance.want referral .* is drawn v\d 1 12 380, the ledger says drawn v\d 80000000 12 380$/,
    ),
  ])
})
