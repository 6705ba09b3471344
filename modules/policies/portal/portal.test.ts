import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, type TestClient, testApp } from '../../../kernel/testing/app.ts'
import { endContact, type FirmId, getFirm } from '../../enterprises/contract.ts'
import { listNotices } from '../../notices/contract.ts'
import { markPush, type PushId, push } from '../contract.ts'
import { pushEvents, pushStream } from '../events.ts'
import { firmWith, officeBuilding, publishPolicy, speaksFor, verdictsKept } from '../policy-app.fixture.ts'
import * as contract from './contract.ts'

let app: TestApp
let desk: TestClient
/** Speaks for `mine`. */
let member: TestClient
let mine: FirmId
let other: FirmId

beforeAll(async () => {
  app = await testApp()
  desk = app.signInAs('community1')
  const place = app.town.places.building111
  await officeBuilding(desk, place)
  mine = await firmWith(desk, place, '自己的有限公司', { graduatesHired: 3 })
  other = await firmWith(desk, place, '别人的有限公司')
  await speaksFor(app, desk, mine, 'resident2', '10000008001')
  member = app.signInAs('resident2')
  await publishPolicy(app, desk, 'jobs')
  await publishPolicy(app, desk, 'big_only', { conditions: { '>=': [{ fact: 'staff' }, 500] } })
  await app.deliver()
})
afterAll(() => app.close())

const params = () => ({ params: { firmId: mine } })

describe('a firm on its own phone', () => {
  it('sees what may fit, and the one thing to tell next', async () => {
    const told = await member.call(contract.myFirmPolicies, params())
    expect(told).toMatchObject({ question: { fact: { key: 'staff' } }, fits: [], pushes: [], mayAnswer: true })
    expect(told.unknown.map(({ code }) => code).toSorted()).toEqual(['big_only', 'jobs'])
    expect(told.about.jobs).toEqual({
      documents: [{ zh: '营业执照', en: 'business licence' }],
      office: { zh: '人社部门', en: 'employment office' },
      source: '示例〔2026〕20号',
    })
  })

  it('sees as it types what an answer would come to, and nothing is kept', async () => {
    const told = await member.call(contract.tryMyAnswer, { ...params(), body: { key: 'staff', value: 12 } })
    expect([told.fits[0]?.code, told.fits[0]?.amountFrom, told.unfit[0]?.code]).toEqual(['jobs', 600_000, 'big_only'])
    expect((await member.call(contract.myFirmPolicies, params())).fits).toEqual([])
    const wrong = await member.ask(contract.tryMyAnswer, { ...params(), body: { key: 'staff', value: 1.5 } })
    expect([wrong.status, wrong.error?.fields?.[0]?.path]).toEqual([400, 'value'])
  })

  it('answers as the firm, and fits at once', async () => {
    const told = await member.call(contract.giveMyAnswer, { ...params(), body: { key: 'staff', value: 12 } })
    expect([told.fits.map(({ code }) => code), told.question]).toEqual([['jobs'], null])
    expect((await verdictsKept(app, 'jobs')).get(mine)?.verdict).toBe('fits')
    const firm = await desk.call(getFirm, params())
    expect(firm.facts.find(({ key }) => key === 'staff')).toMatchObject({ value: 12, source: 'firm' })
    expect((await app.events(`enterprises:${mine}`)).at(-1)).toMatchObject({
      type: 'enterprises.fact_recorded',
      payload: { fact: { key: 'staff', value: 12, source: 'firm' } },
    })
    expect((await member.ask(contract.giveMyAnswer, { ...params(), body: { key: 'nothing', value: 1 } })).status).toBe(
      400,
    )
  })

  it('reads a push, applies, and learns how it ended', async () => {
    await desk.call(push, { params: { code: 'jobs' }, body: { firmIds: [mine] } })
    const [first] = (await member.call(contract.myFirmPolicies, params())).pushes
    if (!first) throw new Error('not pushed')
    expect(first).toMatchObject({ code: 'jobs', step: 'pushed', readAt: null, mayApply: true, amountTo: 600_000 })
    const at = { params: { firmId: mine, pushId: first.id } }
    const now = async () => (await member.call(contract.myFirmPolicies, params())).pushes[0]
    await member.call(contract.markMyPush, { ...at, body: { step: 'read' } })
    await member.call(contract.markMyPush, { ...at, body: { step: 'read' } })
    expect(await now()).toMatchObject({ step: 'read', readAt: expect.any(String) })
    await member.call(contract.markMyPush, { ...at, body: { step: 'applied' } })
    expect(await now()).toMatchObject({ step: 'applied', mayApply: false })
    await desk.call(markPush, { params: { pushId: first.id }, body: { step: 'refused', why: '材料不全' } })
    expect(await now()).toMatchObject({ step: 'refused', refusedWhy: '材料不全' })
    // What has ended stays: reading it again is nothing, applying is refused.
    await member.call(contract.markMyPush, { ...at, body: { step: 'read' } })
    expect((await app.events(pushStream(first.id))).map(({ type }) => type)).toEqual([
      pushEvents.pushed,
      pushEvents.read,
      pushEvents.applied,
      pushEvents.refused,
    ])
    const { rows } = await member.call(listNotices)
    expect(rows.map(({ words, subject }) => [words.zh.slice(0, 20), subject])).toEqual(
      expect.arrayContaining([
        [expect.stringContaining('未能兑现'), { kind: 'firm/policies', id: mine }],
        [expect.stringContaining('贵企业符合'), { kind: 'firm/policies', id: mine }],
      ]),
    )
  })
})

describe('everybody else', () => {
  const asks = (firmId: FirmId, pushId: PushId) => [
    (who: TestClient) => who.ask(contract.myFirmPolicies, { params: { firmId } }),
    (who: TestClient) => who.ask(contract.tryMyAnswer, { params: { firmId }, body: { key: 'staff', value: 3 } }),
    (who: TestClient) => who.ask(contract.giveMyAnswer, { params: { firmId }, body: { key: 'staff', value: 3 } }),
    (who: TestClient) => who.ask(contract.markMyPush, { params: { firmId, pushId }, body: { step: 'read' } }),
  ]

  it('finds nothing: strangers, neighbours, staff, members of other firms, contacts that ended', async () => {
    const { pushes } = await member.call(contract.myFirmPolicies, params())
    const pushId = pushes[0]?.id as PushId
    for (const ask of asks(mine, pushId)) {
      expect((await ask(app.anyone)).status).toBe(401)
      for (const who of [app.signInAs('resident1'), desk, app.signInAs('supervisor')])
        expect((await ask(who)).status).toBe(404)
    }
    for (const ask of asks(other, pushId)) expect((await ask(member)).status).toBe(404)
    const [contact] = (await desk.call(getFirm, params())).contacts
    if (!contact) throw new Error('no contact')
    await desk.call(endContact, { params: { contactId: contact.id } })
    for (const ask of asks(mine, pushId)) expect((await ask(member)).status).toBe(404)
  })
})
