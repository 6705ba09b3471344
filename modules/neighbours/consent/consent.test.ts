import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { listNotices } from '../../notices/contract.ts'
import { verifyConsentTexts } from '../../people/consents/verify.ts'
import * as consents from '../../people/contract.ts'
import * as contract from '../contract.ts'
import { anOffer, asks, findings, offers, wishes } from '../neighbours.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app?.close())

const params = { purpose: contract.helpPurpose }
const office = () => app.signInAs('administrator')
const text = (zh: string) => ({ zh, en: `In English: ${zh}` })
const save = (zh: string, asksAnew: boolean, after: number) =>
  office().call(consents.saveConsentText, { params, body: { ...text(zh), asksAnew, why: '法务意见', after } })
const volunteer = () => app.signInAs('centerHousehold112')
const mine = async () =>
  (await volunteer().call(consents.myConsents)).rows.find((one) => one.purpose === params.purpose)
const again = (version: number) => ({
  ...anOffer(app.town.places.building112),
  consent: true as const,
  consentVersion: version,
})
/** Where the notices of being asked anew lead. */
async function told(who: PersonKey) {
  const { rows } = await app.signInAs(who).call(listNotices, { query: {} })
  return rows.filter(({ topic }) => topic === 'asked_anew').map(({ subject }) => subject)
}
async function verified(): Promise<string[]> {
  const found: string[] = []
  const report = ({ what }: { what: string }) => void found.push(what)
  await app.db.read((tx) => verifyConsentTexts({ tx, tenantId: app.town.tenantId, now: app.clock.now(), report }))
  return found
}

describe('the text that volunteers agree to', () => {
  it('is the one as delivered, and is written down with the first who agrees', async () => {
    const before = await volunteer().call(consents.consentText, { params })
    expect([before.version, before.fromAt]).toEqual([1, null])
    await offers(app, 'centerHousehold112')
    const after = await volunteer().call(consents.consentText, { params })
    expect([after.version, after.text, after.fromAt]).toEqual([1, before.text, app.clock.now().toISOString()])
    expect(await mine()).toMatchObject({ agreed: { version: 1, text: before.text }, how: 'self', stands: true })
    expect(await verified()).toEqual([])
  })

  it('changes in wording without asking anybody; a form that shows the old one is refused and nothing is kept', async () => {
    expect(
      (
        await volunteer().ask(consents.saveConsentText, {
          params,
          body: { ...text('我自愿参加，换一种说法。'), asksAnew: false, why: '润色', after: 1 },
        })
      ).status,
    ).toBe(403)
    expect(await save('我自愿参加志愿服务，换一种说法。', false, 1)).toEqual({ version: 2 })
    expect(
      (
        await office().ask(consents.saveConsentText, {
          params,
          body: { ...text('我自愿参加，别的说法也行。'), asksAnew: true, why: '晚了一步', after: 1 },
        })
      ).reason,
    ).toBe('people.consent_text_overtaken')
    expect(await mine()).toMatchObject({ agreed: { version: 1 }, inForce: { version: 2 }, stands: true })
    const resident = app.signInAs('resident2')
    const old = { ...again(1), placeId: app.town.places.building311 }
    expect((await resident.ask(contract.offer, { body: old })).reason).toBe(consents.consentTextChanged)
    expect((await resident.call(contract.mine)).offer).toBeNull()
    await app.deliver()
    expect(await told('centerHousehold112')).toEqual([])
    const { purpose } = await office().call(consents.listTextVersions, { params })
    expect(purpose).toMatchObject({ agreed: 0, standing: 1, waiting: 0 })
  })

  it('that asks anew keeps who agreed before from being suggested, until they agree again', async () => {
    const { id: wishId } = await wishes(app)
    const desk = app.signInAs('community1')
    const seen = () => desk.call(contract.getWish, { params: { wishId } })
    expect((await seen()).fitting).toHaveLength(1)
    expect(await save('我自愿参加志愿服务，也同意按语言匹配。', true, 2)).toEqual({ version: 3 })
    expect(await mine()).toMatchObject({ agreed: { version: 1 }, inForce: { version: 3 }, stands: false })
    await app.deliver()
    expect(await told('centerHousehold112')).toEqual([{ kind: 'consent/mine', id: contract.helpPurpose }])
    expect(await told('resident1')).toEqual([])
    const { fitting, leftOut } = await seen()
    expect(fitting).toEqual([])
    expect(leftOut.map(({ why }) => why.en)).toContain('is asked anew for consent')
    const { rows } = await app.db.read((tx) =>
      sql<{ id: contract.VolunteerId }>`select id from neighbours.volunteers`.execute(tx),
    )
    const [first] = rows
    if (!first) throw new Error('no volunteer')
    await expect(asks(app, wishId, first.id)).rejects.toThrow()
    expect((await app.signInAs('resident1').call(contract.skillsNear, { query: {} })).rows).toEqual([])
    expect(await desk.call(contract.getVolunteer, { params: { volunteerId: first.id } })).toMatchObject({
      ...{ consentVersion: 1, consentStands: false },
    })
    expect((await volunteer().ask(consents.agreeAnew, { params, body: { version: 2 } })).reason).toBe(
      consents.consentTextChanged,
    )
    await volunteer().call(consents.agreeAnew, { params, body: { version: 3 } })
    expect((await seen()).fitting).toHaveLength(1)
    expect((await app.signInAs('resident1').call(contract.skillsNear, { query: {} })).rows).toHaveLength(1)
    expect(await findings(app)).toEqual([])
  })

  it('stays as it was: versions with author and people, the ledger, and what is held on somebody', async () => {
    const { rows, total } = await office().call(consents.listTextVersions, { params, query: { limit: 2 } })
    expect(total).toBe(3)
    expect(rows.map(({ version, asksAnew, agreed }) => [version, asksAnew, agreed])).toEqual([
      [3, true, 1],
      [2, false, 0],
    ])
    expect(rows.every(({ author }) => author !== null)).toBe(true)
    expect(await verified()).toEqual([])
    await app.db.tx((tx) => sql`update people.consent_texts set zh = 'something else' where version = 2`.execute(tx))
    expect(await verified()).toEqual(['version 2: says other words than in the ledger'])
  })

  it('is taken back by the person, and the consent is gone', async () => {
    await volunteer().call(consents.takeConsentBack, { params, body: {} })
    expect(await mine()).toBeUndefined()
    expect((await volunteer().ask(consents.agreeAnew, { params, body: { version: 3 } })).status).toBe(404)
  })
})
