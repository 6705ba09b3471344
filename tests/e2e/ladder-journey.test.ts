import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { wordsIn } from '../../kernel/contract/words.ts'
import { usualScript } from '../../modules/matters/answers/script.ts'
import { answerWords } from '../../modules/matters/desk/answers/words.ts'
import { ladderWords } from '../../modules/matters/desk/ladder/words.ts'
import { words as listBook } from '../../modules/matters/desk/list/words.ts'
import { words as ruleBook } from '../../modules/matters/desk/rules/words.ts'
import { take } from '../../modules/matters/matter-app.fixture.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { words as pocketBook } from '../../modules/matters/pocket/matter/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const w = wordsIn(ruleBook, 'zh')
const l = wordsIn(ladderWords, 'zh')
const lEn = wordsIn(ladderWords, 'en')
const a = wordsIn(answerWords, 'zh')
const m = wordsIn(matterWords, 'zh')
const title = '三单元楼道灯坏了，晚上看不见'

stepsFollow()
let id: MatterId
let desk: Page

const saveDraft = async (page: Page, tryWords: string) => {
  await page.getByRole('button', { name: tryWords }).click()
  await page.getByRole('textbox', { name: w.source }).fill('街道督办办法')
  await town.expectAccessible(page)
  await page.getByRole('button', { name: w.save }).click()
  await page.getByRole('button', { name: w.restore(1) }).waitFor()
}

it('an office begins with the usual ladder, tries and saves it', async () => {
  desk = await town.open('administrator', wideZh, '/desk/rules')
  await desk.getByRole('link', { name: l.said('0', '0') }).click()
  await desk.getByRole('button', { name: l.usual }).click()
  await desk
    .getByRole('group', { name: l.step(2) })
    .getByRole('textbox', { name: l.amount })
    .fill('2')
  await desk
    .getByText(`${l.after(`2 ${w.units.working_hours}`)}${l.kinds.order}`, { exact: false })
    .first()
    .waitFor()
  await desk.getByRole('combobox', { name: l.kind, exact: true }).selectOption({ index: 1 })
  await desk.getByRole('combobox', { name: l.category }).selectOption({ index: 1 })
  await desk.getByRole('button', { name: l.addLadder }).click()
  await desk.getByRole('button', { name: l.try }).click()
  await desk.getByText(l.running('0', '0')).waitFor()
  await saveDraft(desk, l.try)
})

it('and writes a response template and the usual call-back script', async () => {
  await desk.goto(`${town.base}/desk/rules/templates`)
  await desk.getByRole('button', { name: a.addTemplate }).click()
  await desk.getByRole('textbox', { name: a.name }).fill('灯已修好')
  await desk.getByRole('textbox', { name: a.text }).fill('{地点}的灯已修好（{编号}）。')
  await saveDraft(desk, a.tryTemplates)
  await desk.goto(`${town.base}/desk/rules/scripts`)
  await desk.getByRole('button', { name: a.usual }).click()
  await saveDraft(desk, a.tryScripts)
})

it('a late matter gets an order by itself, which the holder answers on the phone', async () => {
  id = (await town.reportAt('building111', title, { category: '080201' })).id
  await take(town.signInAs('gridWorker11'), id, { action: 'contact' })
  await town.passDays(0)
  await town.passDays(7)
  // In its working days and hours: an order, and the bulletin after it.
  await town.passDays(5)
  const phone = await town.open('gridWorker11', phoneEn, `/matters/${id}`)
  await phone.getByRole('heading', { name: wordsIn(pocketBook, 'en').order }).waitFor()
  await town.expectAccessible(phone)
  await phone.getByRole('button', { name: 'Answer the order' }).click()
  const sheet = phone.getByRole('dialog')
  await sheet.getByRole('textbox').fill('The lamp comes today, it is changed tomorrow')
  await sheet.getByRole('button', { name: 'Answer the order' }).click()
  await sheet.waitFor({ state: 'detached' })
  await phone.getByText('The lamp comes today, it is changed tomorrow').first().waitFor()
  await phone.close()
})

it('the street finds it among what is supervised, prints the order and sees the unit on the bulletin', async () => {
  const street = await town.open('street1', wideZh, '/desk/matters?supervised=true')
  const row = street.getByRole('row').filter({ hasText: title })
  await row.getByText(wordsIn(listBook, 'zh').view.supervised).first().waitFor()
  await row.getByRole('link').first().click()
  const card = street.locator('.desk-sheet').filter({ has: street.getByRole('heading', { name: l.card, exact: true }) })
  await card
    .getByText(/督〔20\d\d〕1号/)
    .first()
    .waitFor()
  const download = street.waitForEvent('download')
  await card.getByRole('button', { name: new RegExp(l.print) }).click()
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/)
  await town.expectAccessible(street)
  await street.goto(`${town.base}/desk/bulletins`)
  await street.getByText(l.times('1')).waitFor()
  await town.expectAccessible(street)
})

it('the reply comes from the template, and the call asks the script', async () => {
  const worker = await town.open('gridWorker11', wideZh, `/desk/matters/${id}`)
  await worker.getByRole('button', { name: '办结', exact: true }).click()
  const form = worker.getByRole('form', { name: '办结' })
  await form.getByRole('combobox', { name: a.use }).selectOption('灯已修好')
  await expect.poll(() => form.getByRole('textbox').last().inputValue()).toMatch(/的灯已修好（.+）。/)
  await form.getByRole('radio', { name: m.outcome.explained }).check({ force: true })
  await form.getByRole('button', { name: '办结', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await worker.close()
  const office = await town.open('community1', wideZh, `/desk/matters/${id}`)
  await office.getByRole('button', { name: '回访', exact: true }).click()
  const call = office.getByRole('form', { name: '回访' })
  await call.getByText(usualScript.opening).waitFor()
  await call.getByRole('radio', { name: '联系上了', exact: true }).check({ force: true })
  await call
    .getByRole('group', { name: /问题解决了吗/ })
    .getByRole('radio', { name: '已解决' })
    .check({ force: true })
  await call
    .getByRole('group', { name: /满意吗/ })
    .getByRole('radio', { name: '满意', exact: true })
    .check({ force: true })
  await town.expectAccessible(office)
  await call.getByRole('button', { name: '回访', exact: true }).click()
  await call.waitFor({ state: 'detached' })
  await office.getByText('问题解决了吗？：已解决').waitFor()
  await office.close()
})

it('all of it is read on a phone', async () => {
  const phone = await town.open('administrator', phoneEn, '/desk/rules/ladder')
  await phone.getByRole('group', { name: lEn.step(4) }).waitFor()
  await town.expectAccessible(phone)
  const wide = () => phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await wide()).toBe(0)
  await phone.goto(`${town.base}/desk/rules/scripts`)
  await phone.getByRole('button', { name: wordsIn(ruleBook, 'en').restore(1) }).waitFor()
  expect(await wide()).toBe(0)
  expect(town.faults).toEqual([])
})
