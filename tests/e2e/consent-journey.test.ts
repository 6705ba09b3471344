import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { offers } from '../../modules/neighbours/neighbours.fixture.ts'
import { words as helpBook } from '../../modules/neighbours/pocket/words.ts'
import { skillKinds } from '../../modules/neighbours/skills/kinds.ts'
import { myConsents, saveConsentText } from '../../modules/people/contract.ts'
import { words as consentBook } from '../../modules/people/web/consent-words.ts'
import { words as deskBook } from '../../modules/privacy/desk/consent-words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

// A volunteer agreed; the administrator changes the text for a new purpose; the volunteer is asked anew.
describe('the text of a consent', () => {
  const d = wordsIn(deskBook, 'zh')
  const en = wordsIn(consentBook, 'en')
  const h = wordsIn(helpBook, 'zh')
  const text = {
    zh: '我自愿参加志愿服务，也同意按语言找邻居。',
    en: 'I volunteer freely, and agree to be matched by language.',
  }
  let form: Page
  stepsFollow()

  it('stands in the form with its number, while the administrator changes it', async () => {
    await offers(town, 'centerHousehold112')
    form = await town.open('resident1', phoneZh, '/volunteer')
    await form.getByRole('button', { name: h.volunteer }).click()
    await form.getByText(skillKinds.visiting.zh, { exact: true }).click()
    await form.getByText('随时', { exact: true }).click()
    await form.getByText(/^第 1 版/).waitFor()
    await form.getByLabel(h.offerTick).check()
    await town.expectAccessible(form)
    const desk = await town.open('administrator', wideZh, '/desk/privacy/consents')
    await desk.getByRole('link', { name: `${d.open}：参加邻里互助` }).click()
    await desk.getByRole('button', { name: d.draft }).click()
    await desk.getByRole('textbox', { name: d.zh, exact: true }).fill(text.zh)
    await desk.getByRole('textbox', { name: d.en, exact: true }).fill(text.en)
    await desk.getByLabel(d.why).fill('增加按语言匹配')
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: d.next }).click()
    await desk.getByText(d.willAsk('1', '1')).waitFor()
    await desk.getByRole('button', { name: d.save }).click()
    await desk.getByText(d.saved(2)).waitFor()
    await desk.getByText('增加按语言匹配').waitFor()
    await town.expectAccessible(desk)
  })

  it('changed before the form was sent: nothing is kept, and the new text stands there, not ticked', async () => {
    await form.getByRole('button', { name: h.save, exact: true }).click()
    await form.getByText(/同意书刚刚更新为第 2 版/).waitFor()
    await form.getByText(text.zh).waitFor()
    expect(await form.getByLabel(h.offerTick).isChecked()).toBe(false)
    await town.expectAccessible(form)
    await form.getByLabel(h.offerTick).check()
    await form.getByRole('button', { name: h.save, exact: true }).click()
    await form.getByText(h.saved).waitFor()
  })

  it('is told to whoever agreed before, who agrees again', async () => {
    const phone = await town.open('centerHousehold112', phoneEn, '/volunteer')
    await phone.getByRole('heading', { name: en.changed }).waitFor()
    await phone.getByText(text.en).waitFor()
    await town.expectAccessible(phone)
    // Somebody else has the next version drafted, and is overtaken as well.
    const desk = await town.open('administrator', wideZh, '/desk/privacy/consents/neighbours.help')
    await desk.getByRole('button', { name: d.draft }).click()
    await desk.getByRole('textbox', { name: d.zh, exact: true }).fill(`${text.zh}每年一次。`)
    await desk.getByLabel(d.why).fill('说明多久一次')
    await desk.getByRole('button', { name: d.next }).click()
    await desk.getByRole('button', { name: d.save }).waitFor()
    const third = { zh: `${text.zh}不收费。`, en: `${text.en} Free of charge.` }
    await town.signInAs('administrator').call(saveConsentText, {
      params: { purpose: 'neighbours.help' },
      body: { ...third, asksAnew: true, why: '说明不收费', after: 2 },
    })
    await desk.getByRole('button', { name: d.save }).click()
    await desk.getByText(/第 3 版已由别人保存/).waitFor()
    await desk.getByText(third.zh).waitFor()
    await town.expectAccessible(desk)
    // Whoever reads version 2 is shown version 3 before they can agree to it.
    await phone.getByRole('button', { name: en.agree }).click()
    await phone.getByText(/has just changed to version 3/).waitFor()
    await phone.getByText(third.en).waitFor()
    await phone.getByRole('button', { name: en.agree }).click()
    await phone.getByRole('heading', { name: en.changed }).waitFor({ state: 'detached' })
    const { rows } = await town.signInAs('centerHousehold112').call(myConsents)
    expect(rows).toMatchObject([{ agreed: { version: 3 }, stands: true }])
    await desk.getByRole('button', { name: d.next }).click()
    await desk.getByRole('button', { name: d.save }).click()
    await desk.getByText(d.saved(4)).waitFor()
  })

  it('is found on the page of one’s own data, and taken back there', async () => {
    const phone = await town.open('centerHousehold112', phoneEn, '/my-data')
    await phone.getByRole('heading', { name: en.mine }).waitFor()
    await phone
      .getByText(/Free of charge/)
      .first()
      .waitFor()
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: new RegExp(`^${en.takeBack}`) }).click()
    await phone.getByRole('dialog').getByRole('button', { name: en.takeBack, exact: true }).click()
    await phone.getByRole('heading', { name: en.mine }).waitFor({ state: 'detached' })
    expect(town.faults).toEqual([])
  })
})
