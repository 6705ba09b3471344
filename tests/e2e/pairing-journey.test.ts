import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { wishPurpose } from '../../modules/neighbours/contract.ts'
import { words as deskBook } from '../../modules/neighbours/desk/words.ts'
import { words as pocketBook } from '../../modules/neighbours/pocket/words.ts'
import { skillKinds } from '../../modules/neighbours/skills/kinds.ts'
import { offerWords } from '../../modules/neighbours/web/offer-words.ts'
import { neighbourBook } from '../../modules/neighbours/web/words.ts'
import { saveConsentText } from '../../modules/people/contract.ts'
import { words as consentBook } from '../../modules/people/web/consent-words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 180_000)
afterAll(() => town?.close())

// A volunteer and a resident have phones, the community sits at a desk.
describe('a pairing, from the wish to thanks', () => {
  const w = wordsIn(deskBook, 'zh')
  const p = wordsIn(pocketBook, 'zh')
  const o = wordsIn(offerWords, 'zh')
  const b = wordsIn(neighbourBook, 'zh')
  const visiting = skillKinds.visiting.zh
  stepsFollow()
  let volunteer: Page
  let resident: Page
  let desk: Page

  it('a neighbour offers to help', async () => {
    volunteer = await town.open('centerHousehold112', phoneZh, '/volunteer')
    await volunteer.getByRole('button', { name: p.volunteer }).click()
    await volunteer.getByText(visiting, { exact: true }).click()
    await volunteer.getByText('随时', { exact: true }).click()
    await volunteer.getByRole('button', { name: p.choosePlace }).click()
    await choosePlace(volunteer)
    await volunteer.getByLabel(p.offerTick).check()
    await volunteer.getByText(o.metres(3000), { exact: true }).click()
    await volunteer.getByRole('button', { name: p.save, exact: true }).click()
    await volunteer.getByText(p.saved).waitFor()
  })

  it('a resident makes a wish in three taps', async () => {
    resident = await town.open('resident1', phoneZh, '/help')
    await resident.getByRole('button', { name: p.help }).click()
    await resident.getByText(visiting, { exact: true }).click()
    await resident.getByText('周末', { exact: true }).click()
    await resident.getByLabel(p.consent).check()
    await resident.getByRole('button', { name: p.send, exact: true }).click()
    await resident.getByText(p.sent).waitFor()
  })

  it('the text of the consent changes and asks anew: nobody is suggested until the resident agrees again', async () => {
    const params = { purpose: wishPurpose }
    const text = { zh: '我同意社区帮我找邻居，也同意按语言找。', en: 'I agree to be helped, also by language.' }
    const body = { ...text, asksAnew: true, why: '增加按语言匹配', after: 1 }
    await town.signInAs('administrator').call(saveConsentText, { params, body })
    desk = await town.open('community1', wideZh, '/desk/neighbours')
    await desk.getByRole('link', { name: w.nextAskedAnew(1) }).click()
    await desk.getByRole('link', { name: visiting }).click()
    await desk.getByText(w.agreeAnewOpen).waitFor()
    await desk.getByText(text.zh).waitFor()
    await town.expectAccessible(desk)
    await resident.goto(`${town.base}/help`)
    await resident.getByText(p.wishAskedAnew).waitFor()
    await town.expectAccessible(resident)
    await resident.getByRole('button', { name: wordsIn(consentBook, 'zh').agree }).click()
    await resident.getByText(p.wishAskedAnew).waitFor({ state: 'detached' })
  })

  it('the community sees who fits and why, and asks both', async () => {
    await desk.goto(`${town.base}/desk/neighbours`)
    await desk.getByRole('link', { name: w.nextUnpaired(1) }).click()
    await desk.getByRole('link', { name: visiting }).click()
    await desk.getByText('住同一个小区').waitFor()
    await desk.getByRole('button', { name: w.ask }).click()
    await desk.getByText(w.saidYes(false, false), { exact: false }).waitFor()
  })

  it('both say yes on their phones, and only then see each other', async () => {
    await volunteer.goto(`${town.base}/volunteer`)
    await volunteer.getByText(p.askedOfYou(visiting)).click()
    await volunteer.getByRole('button', { name: p.yes, exact: true }).click()
    await volunteer.getByText(p.waitsOther).waitFor()
    await resident.goto(`${town.base}/help`)
    await resident.getByText(p.foundForYou(visiting)).click()
    await resident.getByRole('button', { name: p.yesHelped, exact: true }).click()
    await resident.getByText(p.call(town.town.phones.centerHousehold112)).waitFor()
  })

  it('a contact takes two taps; thanks close the wish', async () => {
    await volunteer.reload()
    await volunteer.getByRole('button', { name: p.noteContact }).click()
    await volunteer.getByRole('button', { name: b.contactHows.visit, exact: true }).click()
    await volunteer.getByText(p.contactNoted).waitFor()
    await resident.getByLabel(p.thankWords).fill('谢谢您来坐坐')
    await resident.getByLabel(p.wall).check()
    await resident.getByRole('button', { name: p.thank, exact: true }).click()
    await resident.getByText(p.thanked).waitFor()
    await volunteer.reload()
    await volunteer.getByText('谢谢您来坐坐').waitFor()
    await volunteer.getByRole('button', { name: p.wallYes, exact: true }).click()
    await volunteer.getByRole('button', { name: p.wallYes, exact: true }).waitFor({ state: 'detached' })
    await resident.goto(`${town.base}/help`)
    await resident.getByText(b.wishStates.met, { exact: true }).waitFor()
    await resident.getByText('谢谢您来坐坐').waitFor()
    await desk.goto(`${town.base}/desk/neighbours?list=wishes&show=met`)
    await desk.getByRole('link', { name: visiting }).waitFor()
  })

  async function choosePlace(page: Page): Promise<void> {
    const sheet = page.locator('dialog[open]')
    await sheet.getByRole('button', { name: '搜索' }).click()
    await sheet.getByRole('searchbox').fill('机床厂2栋')
    await sheet.getByText('2栋').first().click()
  }
})
